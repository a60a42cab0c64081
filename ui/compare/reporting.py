"""Writing the report of a comparison, in the worker."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.model.people import Annotator
from ui.ask import Ask, FileKind
from ui.compare.wanted import Options
from ui.jobs import Job, Jobs
from ui.workspace import Workspace

REPORT = FileKind("Page", ("html",))
TITLE = "Writing the report"


class Reporting(QObject):
    """Asks where to, and has the report written, with every measure but γ.

    Signals: `began` (what is done), `progress` as that of a job, `over`.
    """

    began = Signal(str)
    progress = Signal(object, object, str)
    over = Signal()

    def __init__(self, workspace: Workspace, jobs: Jobs, ask: Ask, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._jobs, self._ask = workspace, jobs, ask
        self._job: Job | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a report is being written."""
        return self._job is not None

    def save(self, people: Sequence[Annotator], options: Options) -> None:
        """Writes about these people, unless the question where to is called off."""
        project = self._workspace.project.path
        names = " ".join(person.name for person in people[:3])
        suggested = project.with_name(f"{project.stem} – {names.replace('/', '-')}.html")
        path = self._ask.save_file("Save report", (REPORT,), suggested=suggested)
        if path is not None:
            self._write(path, people, options)

    def cancel(self) -> None:
        """Calls it off: nothing is written."""
        if self._job is not None:
            self._job.cancel()

    def _write(self, path: Path, people: Sequence[Annotator], options: Options) -> None:
        arguments = {
            "project": str(self._workspace.project.path),
            "people": [person.id for person in people],
            "options": {**options.plain(), "more": True, "rare": True},
            "out": str(path),
        }
        job = self._job = self._jobs.run("report", arguments, title=TITLE, quiet=True)
        job.progress.connect(self.progress)
        job.failed.connect(lambda sentence: self._ask.tell(sentence))
        job.ended.connect(self._ended)
        self.began.emit(TITLE)

    def _ended(self) -> None:
        self._job = None
        self.over.emit()
