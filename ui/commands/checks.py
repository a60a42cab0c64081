"""Checking the project: when somebody asks for it, and quietly after it was opened."""

import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from ui.jobs import Job
    from ui.main_window import MainWindow

log = logging.getLogger(__name__)
AFTER_MS = 2000
"""How long after its opening a project is checked in the worker, so that reading begins first."""
CHECKED = "checked"
"""What the window remembers of a project: the change counter at the last check without faults."""


class CheckCommands:
    """Checks in the worker, and shows what is wrong."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._workspace = window.workspace
        self._quiet: Job | None = None
        self._soon = QTimer(window, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self._check_quietly)
        window.actions_.on("check", self.check)
        self._workspace.opened.connect(self._soon.start)
        self._workspace.closing.connect(self._soon.stop)

    def check(self) -> None:
        """Checks the project and shows what is wrong."""
        from ui.dialogs.check_results import check_project

        check_project(self._window)

    def is_quiet(self, job: "Job") -> bool:
        """Whether this is the check that nobody asked for."""
        return job is self._quiet

    def _check_quietly(self) -> None:
        """Checks the project if it changed since the last time; tells only faults.

        While somebody is asked something, as for a name before an import begins, or while the
        worker has other work, it waits for its turn.
        """
        jobs = self._window.jobs
        if QApplication.activeModalWidget() is not None or jobs.current or jobs.waiting:
            self._soon.start()
            return
        project, state = self._workspace.project, self._window.state
        counter, project_id = str(project.change_counter()), project.id
        if state.kept(project_id, CHECKED) == counter:
            return
        arguments = {"project": str(project.path)}
        job = jobs.run("check", arguments, title=f"Checking {project.path.stem}")
        self._quiet = job

        def checked(result: Any) -> None:  # noqa: ANN401 - plain data of the worker
            if not result["faults"]:
                state.keep(project_id, CHECKED, counter)
            elif self._workspace.is_open and self._workspace.project.id == project_id:
                self._show_faults(result["faults"])

        job.done.connect(checked)
        job.failed.connect(lambda _: log.warning("the check of %s did not end", project_id))

    def _show_faults(self, faults: Sequence[Mapping[str, str]]) -> None:
        from ui.dialogs.check_results import CheckResultsDialog

        dialog = CheckResultsDialog(faults, str(self._workspace.project.path), self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
