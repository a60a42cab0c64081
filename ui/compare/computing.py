"""Comparing in the worker: begun, followed, called off; and whether the figures still stand."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.model.people import Annotator
from ui.compare.age import Age
from ui.compare.found import found
from ui.compare.wanted import Wanted
from ui.jobs import Job, Jobs
from ui.workspace import Workspace


class Computing(QObject):
    """One comparison at a time; a new one calls off the one before.

    Signals:
        began: what is being done, in words.
        progress: what is done, what there is in all (0: not known), what it is about.
        done: carries the `Found`, the `Wanted` it answers, and whether more measures are in it.
        failed: carries a sentence.
        cancelled: it was called off.
        stale: how many changes there are that the last figures do not know.
    """

    began = Signal(str)
    progress = Signal(object, object, str)
    done = Signal(object, object, bool)
    failed = Signal(str)
    cancelled = Signal()
    stale = Signal(int)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._jobs = workspace, jobs
        self._job: Job | None = None
        self._asked = (Wanted(()), False)
        self.hide_names = False
        """Whether what is being done is told without names."""
        self._age = Age(workspace, self)
        self._age.stale.connect(self.stale)

    @property
    def is_busy(self) -> bool:
        """Whether something is being computed."""
        return self._job is not None

    def compute(self, wanted: Wanted, *, more: bool = False, gamma: bool = False) -> None:
        """Compares; `more` computes all measures, `gamma` γ too."""
        self.cancel()
        arguments: dict[str, Any] = {
            "project": str(self._workspace.project.path),
            "people": [person.id for person in wanted.people],
            "options": {**wanted.options.plain(), "more": more, "rare": more, "gamma": gamma},
        }
        who = f"{len(wanted.people)} annotators"
        title = f"Comparing {who if self.hide_names else _listed(wanted.people)}"
        job = self._jobs.run("compare", arguments, title=title, quiet=True)
        self._job = job
        self._asked = (wanted, more)
        job.progress.connect(self.progress)
        job.done.connect(self._take)
        job.failed.connect(self._fail)
        job.cancelled.connect(self._stop)
        self.began.emit(title)

    def cancel(self) -> None:
        """Calls off what is being computed."""
        if self._job is not None:
            self._job.cancel()

    def leave(self) -> None:
        """Lets go: nothing is said any more."""
        self.forget()
        job, self._job = self._job, None
        if job is not None and not job.is_over:
            job.cancel()

    def forget(self) -> None:
        """There are no figures that could be stale."""
        self._age.forget()

    def _take(self, answer: Mapping[str, Any]) -> None:
        if self._over():
            wanted, more = self._asked
            made = found(answer)
            self.done.emit(made, wanted, more)
            self._age.begin(wanted.people, made.heads)

    def _fail(self, sentence: str) -> None:
        if self._over():
            self.failed.emit(sentence)

    def _stop(self) -> None:
        if self._over():
            self.cancelled.emit()

    def _over(self) -> bool:
        """Whether the job that ended is the one that is waited for."""
        if self.sender() is not self._job:
            return False
        self._job = None
        return True


def _listed(people: Sequence[Annotator]) -> str:
    names = [person.name for person in people]
    if len(names) > 3:
        return f"{len(names)} annotators"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
