"""What a page has computed in the worker when it is looked at, and again when something changed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.compare.header import ProgressBar
from ui.jobs import Job, Jobs


class Looking(QObject):
    """One such job at a time, with `progress` to show above the page.

    Signals: `done` with what was found; `failed`: heading and sentence to show instead; `over`
    after either.
    """

    done = Signal(object)
    failed = Signal(str, str)
    over = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self.fresh = False
        """Whether what was found is what there is."""
        self.progress = ProgressBar()
        self.progress.cancel_wanted.connect(self.cancel)

    @property
    def is_due(self) -> bool:
        """Whether it has to be computed, and is not being computed."""
        return not self.fresh and self._job is None

    def run(self, task: str, arguments: Mapping[str, Any], *, title: str) -> None:
        """Has it computed."""
        job = self._job = self._jobs.run(task, arguments, title=title, quiet=True)
        self.fresh = True
        job.progress.connect(self.progress.tell)
        job.done.connect(self.done)
        job.failed.connect(lambda sentence: self.failed.emit("It cannot be shown", sentence))
        job.cancelled.connect(lambda: self.failed.emit("Called off", "Open the page again."))
        job.ended.connect(self._over)
        self.progress.begin(title)

    def leave(self) -> None:
        """Lets go of the project."""
        job, self._job = self._job, None
        self.fresh = True
        if job is not None and not job.is_over:
            job.blockSignals(True)
            job.cancel()

    def cancel(self) -> None:
        """Calls it off."""
        if self._job is not None:
            self._job.cancel()

    def _over(self) -> None:
        self._job = None
        self.progress.hide()
        self.over.emit()
