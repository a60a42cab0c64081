"""What every panel has in common: when it reads, how it looks, and the way back to the text."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from annotator.changes import Changes
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from ui.article.styles import LabelStyle
from ui.panels.texts import Texts
from ui.theme import LIGHT, Theme, label_styles
from ui.workspace import Workspace


class Panel(QWidget):
    """A view of the project beside the articles.

    It shows what `workspace.project` answers and reads again what changes name. While it is
    hidden it reads nothing; it catches up when it is shown. A `patient` panel reads after the
    next frame: the text comes first.

    Signals: `text_wanted`: Esc was pressed, the focus belongs to the text again.
    """

    text_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.theme = LIGHT
        self.text = Texts(lambda article_id: workspace.project.text(article_id))
        self.patient = False
        self._stale = True
        self._waiting: list[Changes] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._take_waiting)
        self._styles: tuple[Scheme, Theme, dict[str, LabelStyle]] | None = None
        workspace.opened.connect(self.reread)
        workspace.annotator_changed.connect(self.reread)
        workspace.closing.connect(self._let_go)
        workspace.changed.connect(self._on_changed)

    @property
    def styles(self) -> dict[str, LabelStyle]:
        """How labels look now, by label id; empty while no project is open."""
        if not self.workspace.is_open:
            return {}
        scheme = self.workspace.scheme
        if self._styles is None or self._styles[:2] != (scheme, self.theme):
            self._styles = (scheme, self.theme, label_styles(scheme, self.theme))
        return self._styles[2]

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of this theme from now on."""
        self.theme = theme
        self.dress()

    def dress(self) -> None:
        """Give the colours of the theme to all that does not take them from the palette."""
        self.update()

    def read(self) -> None:
        """Read all that is shown, anew. Only called while a project is open."""

    def take(self, changes: Changes) -> None:
        """Read again what the changes name."""
        self.read()

    def clear(self) -> None:
        """Show nothing: there is no project any more."""

    def reread(self) -> None:
        """Read all now, or as soon as the panel is shown."""
        self._drop_waiting()
        self._stale = not self.isVisible()
        if not self._stale and self.workspace.is_open:
            self.read()

    def own_spans(self, article_id: str) -> tuple[Span, ...]:
        """The spans of who labels now in an article."""
        return self.workspace.project.spans(article_id, self.workspace.annotator_id)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the panel was hidden."""
        super().showEvent(event)
        if self._stale and self.workspace.is_open:
            self._stale = False
            self.read()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Asked for by `setFocus`: the focus goes to the first thing that takes it."""
        super().focusInEvent(event)
        self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the text, wherever in the panel the focus is."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.text_wanted.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def _on_changed(self, changes: Changes) -> None:
        if not self.isVisible():
            self._stale = True
        elif changes.everything or changes.scheme:
            self._drop_waiting()
            self.read()
        elif self.patient:
            self._waiting.append(changes)
            self._soon.start()
        else:
            self.take(changes)

    def _take_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for changes in waiting:
            if not self._stale and self.workspace.is_open:
                self.take(changes)

    def _drop_waiting(self) -> None:
        self._soon.stop()
        self._waiting.clear()

    def _let_go(self) -> None:
        self._drop_waiting()
        self._stale = True
        self._styles = None
        self.text.forget()
        self.clear()
