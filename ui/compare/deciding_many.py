"""Deciding very many places at once: the worker writes them, and the window goes on answering."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.changes import Changes
from ui.jobs import Job, Jobs
from ui.workspace import Workspace

NEWEST = 20
"""Among so many of the newest steps it is looked for whether it was written after all."""


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
        self._is_left = False
        self._before, self._step = 0, ""
        """The project's last step before it began, and the name of the one it is."""

    @property
    def is_busy(self) -> bool:
        """Whether something is being written."""
        return self._job is not None

    def do(self, title: str, wanted: Mapping[str, Any], then: Callable[[], object]) -> None:
        """Has it written (see `annotator.adjudicating.many`), and does `then` when it is."""
        path = self._workspace.project.path
        self._is_left = False
        self._before = self._workspace.project.change_counter()
        self._step = str(wanted["name"])
        job = self._job = self._jobs.run(
            "decide", {**wanted, "project": str(path)}, title=title, quiet=True
        )
        job.progress.connect(self.progress)
        job.failed.connect(self.told)
        job.cancelled.connect(self._called_off)
        job.done.connect(lambda answer: self._tell(answer, then))
        job.ended.connect(lambda number=job.number: self._ended(number))
        self.began.emit(title)

    def cancel(self) -> None:
        """Calls it off: nothing of it is kept."""
        if self._job is not None:
            self._job.cancel()

    def leave(self) -> None:
        """Nobody waits for it any more; it is called off where it is not written yet."""
        self._is_left = True
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    @property
    def _has_written(self) -> bool:
        """Whether the step is in the project, and nobody was told what it changed."""
        if not self._step or not self._workspace.is_open:
            return False
        newest = self._workspace.project.history(None, NEWEST)
        return any(one.number > self._before and one.name == self._step for one in newest)

    def _called_off(self) -> None:
        if self._has_written:
            self.told.emit("It was written before it could be called off: Ctrl+Z takes it back.")
        else:
            self.told.emit("Called off: nothing of it was kept.")

    def _tell(self, answer: Mapping[str, Any], then: Callable[[], object]) -> None:
        """What is shown of these articles is read again, and what waited for it goes on."""
        is_awaited = self._job is not None
        self._job, self._step = None, ""
        articles = frozenset(answer["articles"])
        self._workspace.tell(
            Changes(
                "decisions",
                spans=tuple((article_id, None) for article_id in sorted(articles)),
                relations=frozenset(answer["relations"]),
                groups=frozenset(answer["groups"]),
                readings=articles,
                decisions=articles,
                annotators=True,
            )
        )
        if is_awaited:
            then()

    def _ended(self, number: int) -> None:
        if self._job is not None and self._job.number != number:
            return  # what waited for it is being written by now
        self._job = None
        if self._has_written:
            self._step = ""
            self._workspace.reread()
        if not self._is_left:  # else this may be gone by now, as far as Qt is concerned
            self.over.emit()
