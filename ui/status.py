"""The status bar: what is saved, where one is, what undo would take back, who labels."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTime, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStatusBar,
    QToolButton,
    QWidget,
)

from annotator.changes import Changes
from annotator.model.reading import Status
from ui.article.side_by_side import SideBySide
from ui.ask import doubled
from ui.one_line import OneLine
from ui.workspace import Workspace

TOLD_MS = 6000


NAMED = 3
"""So many of the steps that are not saved are called by their names."""


def in_short(steps: Sequence[str]) -> str:
    """Which steps are not saved: “2 steps are not saved: label “claim”, delete.”"""
    if not steps:
        return "Not saved."
    more = [f"{len(steps) - NAMED} more"] if len(steps) > NAMED else []
    named = ", ".join((*steps[-NAMED:], *more))
    return f"Not saved: {named}." if len(steps) == 1 else f"{len(steps)} steps not saved: {named}."


def question(steps: Sequence[str]) -> str:
    """What is asked when somebody leaves while these steps are not saved."""
    number = "last step" if len(steps) == 1 else f"last {len(steps)} steps"
    return f"The {number} could not be saved."


class Alarm(QFrame):
    """The red bar: edits could not be saved; they are kept in memory until they are."""

    retry_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sentence = ""
        self.setProperty("part", "alarm")
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.retry = QPushButton("Try again")
        self.retry.clicked.connect(lambda: self.retry_wanted.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.retry)
        self.hide()

    def tell(self, sentence: str, steps: Sequence[str] = ()) -> None:
        """Show what was not saved and why; `sentence` is also kept for `count`."""
        self._sentence = sentence
        self.count(steps)
        self.show()

    def count(self, steps: Sequence[str]) -> None:
        """Show which steps are not saved, where there are fewer now."""
        self.words.setText(f"{in_short(steps)} {self._sentence}")


class Banner(QFrame):
    """A quiet line above the articles, with a button; hidden until it is true.

    Signal: `wanted` when the button was pressed.
    """

    wanted = Signal()

    def __init__(self, sentence: str, button: str) -> None:
        super().__init__()
        self.setProperty("part", "banner")
        words = QLabel(sentence)
        words.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton(button)
        self.button.clicked.connect(lambda: self.wanted.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.addWidget(words, 1)
        layout.addWidget(self.button)
        self.hide()


class StatusBar(QStatusBar):
    """Tells at a glance that all is well, or what is not.

    Signals: `who_wanted` when the name of who labels was pressed, `resolve_wanted` when what was
    changed in two places was, `answers_wanted` when new answers to questions were.
    """

    who_wanted = Signal()
    resolve_wanted = Signal()
    answers_wanted = Signal()

    def __init__(self, workspace: Workspace, articles: SideBySide, progress: QWidget) -> None:
        super().__init__()
        self._workspace = workspace
        self._articles = articles
        self.setSizeGripEnabled(False)
        self._saved = self._label()
        self._undo = self._label()
        self._done = self._label()
        self._done.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self._who = QToolButton()
        self._who.setAutoRaise(True)
        self._who.setAccessibleName("Who labels")
        self._who.setToolTip("Who labels; press to change")
        self._who.clicked.connect(lambda: self.who_wanted.emit())
        self.waiting = QToolButton()
        self.waiting.setAutoRaise(True)
        self.waiting.setToolTip("Changed in two places; press to look at both versions")
        self.waiting.clicked.connect(lambda: self.resolve_wanted.emit())
        self.waiting.hide()
        self.answered = QToolButton()
        self.answered.setAutoRaise(True)
        self.answered.setToolTip("Questions of yours were answered; press to read the answers")
        self.answered.clicked.connect(lambda: self.answers_wanted.emit())
        self.answered.hide()
        self.addWidget(self._saved)
        self.addPermanentWidget(progress)
        for widget in (self.answered, self.waiting, self._undo, self._done, self._who):
            self.addPermanentWidget(widget)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._read)
        workspace.opened.connect(self._opened)
        workspace.closing.connect(self._clear)
        workspace.changed.connect(self._changed)
        workspace.not_saved.connect(self._told_unsaved)
        workspace.given_up.connect(self._told_unsaved)
        workspace.saved.connect(self._all_saved)
        workspace.annotator_changed.connect(self._read)
        articles.shown_changed.connect(self._read)
        self._clear()

    def _label(self) -> OneLine:
        label = OneLine("faint")
        label.setContentsMargins(8, 0, 8, 0)
        return label

    def tell(self, sentence: str) -> None:
        """A sentence for a few seconds."""
        self.showMessage(sentence, TOLD_MS)

    def show_waiting(self, number: int) -> None:
        """Tells how many readings were changed in two places and wait for the lead."""
        self.waiting.setText(f"{number} to resolve")
        self.waiting.setVisible(number > 0)

    def show_answered(self, number: int) -> None:
        """Tells how many questions of who labels were answered and not looked at since."""
        self.answered.setText(f"{number} answer" + ("" if number == 1 else "s"))
        self.answered.setVisible(number > 0)

    def _opened(self) -> None:
        words = (
            "Read-only" if self._workspace.project.read_only else "All changes are saved at once"
        )
        self._saved.say(words)
        self._read()

    def _clear(self) -> None:
        for label in (self._saved, self._undo, self._done):
            label.say("")
        self._who.hide()
        self.answered.hide()

    def _changed(self, _: Changes) -> None:
        self._all_saved()
        # Counting readings must not stand between a key and its span on the screen.
        self._later.start(150)

    def _all_saved(self) -> None:
        if not self._workspace.unsaved:
            time = QTime.currentTime().toString("HH:mm")
            self._saved.say(f"All changes saved {time}")

    def _told_unsaved(self, *_: object) -> None:
        self._saved.say(f"{len(self._workspace.unsaved)} not saved")

    def _read(self) -> None:
        if not self._workspace.is_open:
            return
        annotator = self._workspace.annotator
        self._who.setVisible(True)
        self._who.setText(doubled(annotator.name) if annotator else "Who labels?")
        project = self._workspace.project
        undoes = annotator is not None and not project.read_only
        step = project.next_undo(self._workspace.annotator_id) if undoes else None
        self._undo.say(f"Undo: {step.name}" if step else "")
        self._done.say(self._progress())

    def _progress(self) -> str:
        active = self._articles.active
        if active is None or active.article is None:
            return ""
        project = self._workspace.project
        story = project.articles(active.article.story_id)
        readings = project.readings(self._workspace.annotator_id)
        done = {r.article_id for r in readings if r.status is Status.DONE}
        return f"{sum(article.id in done for article in story)} of {len(story)} done"
