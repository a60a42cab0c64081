"""What “done” found unfinished: each point one key away, and done anyway with the list kept."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from annotator.checks import OpenPoint
from ui.dialogs.dialog import Dialog

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
"""The keys of the points, in order; more points than keys are reached with the arrows."""


class DoneDialog(Dialog):
    """Lists the open points of an article.

    Signals:
        point_wanted: the annotator wants to go to this `OpenPoint`; the dialog has closed.
        done_anyway: the article is to be called done, with the list kept.
    """

    point_wanted = Signal(object)
    done_anyway = Signal()

    def __init__(self, points: Sequence[OpenPoint], parent: QWidget | None = None) -> None:
        super().__init__(parent, "Done?", _sentence(len(points)))
        self.points = tuple(points)
        self.list = QListWidget()
        self.list.setAccessibleName("Open points")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for at, point in enumerate(self.points):
            key = KEYS[at] if at < len(KEYS) else " "
            self.list.addItem(QListWidgetItem(f"{key}   {point.sentence}"))
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda item: self._go(self.list.row(item)))
        self.list.installEventFilter(self)
        self.body.addWidget(self.list)
        self.anyway = self.button("Say done anyway", self._done)
        self.anyway.setToolTip("The list is kept with the article")
        self.back = self.button("Back to the text", self.reject, default=True)
        self.letters(72, min(24, 12 + 2 * len(self.points)))
        self.list.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key goes to its point, before the list takes it for a search."""
        pressed = watched is self.list and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and self._by_key(event):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys work wherever the focus is."""
        if not self._by_key(event):
            super().keyPressEvent(event)

    def _by_key(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.text().lower()
        if held or len(key) != 1 or key not in KEYS[: len(self.points)]:
            return False
        self._go(KEYS.index(key))
        return True

    def _go(self, at: int) -> None:
        self.accept()
        self.point_wanted.emit(self.points[at])

    def _done(self) -> None:
        self.accept()
        self.done_anyway.emit()


def _sentence(number: int) -> str:
    points = "One point is" if number == 1 else f"{number} points are"
    return f"{points} open in this article. A key goes to its place in the text."
