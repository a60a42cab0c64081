"""The strip in the status bar that shows how far long work is."""

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from ui.jobs import Job, Jobs
from ui.one_line import OneLine

PATIENCE_MS = 500
"""Work that is over sooner is not shown."""
_FULL = 1000
_LONGEST_WORDS = 60
_TELLING_SECONDS = 2.0


class ProgressStrip(QWidget):
    """What is done, how much of it, the time left, what waits, and a button that stops it.

    It hides itself while nothing is being done.
    """

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._began = 0.0
        self._words = OneLine()
        self._left = OneLine("faint")
        self._bar = QProgressBar(maximum=_FULL, textVisible=False)
        self._bar.setFixedSize(160, 8)
        self._bar.setAccessibleName("Progress")
        self.stop = QPushButton("Cancel")
        self.stop.setAccessibleName("Cancel the work in progress")
        self.stop.setFlat(True)
        # A click leaves the focus with the text: the button goes, and the keys would go astray.
        self.stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.stop.clicked.connect(self._cancel)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._appear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(8)
        for part in (self._words, self._bar, self._left, self.stop):
            layout.addWidget(part)
        self.hide()
        jobs.changed.connect(self._follow)

    def _follow(self) -> None:
        job = self._jobs.current
        if job is not self._job:
            self._job = job
            if job is not None:
                self._begin(job)
        if job is None and not self._jobs.waiting:
            self._patience.stop()
            self.hide()
        elif not self.isVisible() and not self._patience.isActive():
            self._patience.start()
        self._say("")

    def _begin(self, job: Job) -> None:
        self._began = time.monotonic()
        self._left.say("")
        self._bar.setRange(0, 0)
        self.stop.setEnabled(True)
        job.progress.connect(self._show)

    def _appear(self) -> None:
        if self._jobs.current is not None:
            self.show()

    def _show(self, done: int, total: int, what: str) -> None:
        if self.sender() is not self._job:
            return
        if total:
            self._bar.setRange(0, _FULL)
            self._bar.setValue(min(_FULL, done * _FULL // total))
        where, _, left = what.rpartition(", ")
        if left.endswith(" left"):
            # Work that measures its own pace knows better.
            self._left.say(left)
            self._say(where)
        else:
            self._left.say(self._time_left(done, total))
            self._say(what)

    def _time_left(self, done: int, total: int) -> str:
        passed = time.monotonic() - self._began
        if not total or not done or passed < _TELLING_SECONDS:
            return ""
        return in_words(passed * (total - done) / done)

    def _say(self, what: str) -> None:
        if self._job is None:
            return
        words = f"{self._job.title}: {what}" if what else self._job.title
        if len(words) > _LONGEST_WORDS:
            words = words[: _LONGEST_WORDS - 1] + "…"
        if self._jobs.writing:
            words += "; labelling waits"
        if waiting := len(self._jobs.waiting):
            words += f" ({waiting} more to do)"
        self._words.say(words)

    def _cancel(self) -> None:
        if self._job is not None:
            self.stop.setEnabled(False)
            self._left.say("stopping")
            self._job.cancel()


def in_words(seconds: float) -> str:
    """How long something will still take, rounded as one would say it."""
    if seconds < 5:
        return "a few seconds left"
    if seconds < 60:
        return f"{round(seconds / 5) * 5} s left"
    if seconds < 3600:
        return f"{round(seconds / 60)} min left"
    return f"{seconds / 3600:.1f} h left"
