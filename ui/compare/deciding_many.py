"""Deciding very many places at once: the worker writes them, and the window goes on answering."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.changes import Changes
from ui.jobs import Job, Jobs
from ui.workspace import Workspace


class DecidingMany(QObject):
    """One such step at a time.

    Signals: `began` (what is done), `progress` as that of a job, `over`; `told` with a sentence.
    """

    began = Signal(str)
    progress = Signal(object, object, str)
    over = Signal()
    told = Signal(str)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._jobs = workspace, jobs
        self._job: Job | None = None
        self._wrote = False

    @property
    def is_busy(self) -> bool:
        """Whether something is being written."""
        return self._job is not None

    def do(self, title: str, wanted: Mapping[str, Any], then: Callable[[], object]) -> None:
        """Has it written (see `annotator.adjudicating.many`), and does `then` when it is."""
        path = self._workspace.project.path
        self._wrote = False
        job = self._job = self._jobs.run(
            "decide", {**wanted, "project": str(path)}, title=title, quiet=True
        )
        job.progress.connect(self.progress)
        job.wrote.connect(self._written)
        job.failed.connect(self.told)
        job.cancelled.connect(self._called_off)
        job.done.connect(lambda answer: self._tell(answer, then))
        job.ended.connect(self._ended)
        self.began.emit(title)

    def cancel(self) -> None:
        """Calls it off: nothing of it is kept."""
        if self._job is not None:
            self._job.cancel()

    def leave(self) -> None:
        """Nobody waits for it any more; it is called off where it is not written yet."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _written(self) -> None:
        self._wrote = True

    def _called_off(self) -> None:
        self.told.emit("Called off: nothing of it was kept.")

    def _tell(self, answer: Mapping[str, Any], then: Callable[[], object]) -> None:
        """What is shown of these articles is read again, and what waited for it goes on."""
        is_awaited = self._job is not None
        self._job, self._wrote = None, False
        articles = frozenset(answer["articles"])
        self._workspace.tell(
            Changes(
                "decisions",
                spans=tuple((article_id, None) for article_id in sorted(articles)),
                relations=frozenset(answer["relations"]),
                readings=articles,
                decisions=articles,
                annotators=True,
            )
        )
        if is_awaited:
            then()

    def _ended(self) -> None:
        self._job = None
        if self._wrote and self._workspace.is_open:  # something was written, nobody knows what
            self._workspace.reread()
        self.over.emit()
