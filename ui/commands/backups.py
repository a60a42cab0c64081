"""Backups that are made by themselves, and putting one in the place of the project."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.errors import AnnotatorError
from ui.days import here
from ui.dialogs.backups import BackupsDialog

if TYPE_CHECKING:
    from annotator.store.backup import Backup
    from ui.main_window import MainWindow

log = logging.getLogger(__name__)
MINUTE_MS = 60_000
TASK = "back_up"
RESTORE = "restore"
KEPT_ASIDE = (
    "The project as it is now is kept beside it, with all that was done since, and opens like any "
    "other. What can be undone then is what could be undone when the backup was made."
)


class BackupCommands:
    """Makes backups while somebody works and before a project is closed; restores them."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._workspace = window.workspace
        window.actions_.on("backups", self.show)
        self._every = QTimer(window)
        self._every.timeout.connect(self.make_one)
        self._workspace.opened.connect(self._opened)
        self._workspace.closing.connect(self._closing)
        window.actions_["backups"].setEnabled(False)

    def _opened(self) -> None:
        self._window.actions_["backups"].setEnabled(True)
        if not self._workspace.project.read_only:
            minutes = self._window.settings.preferences.backup_minutes
            self._every.start(minutes * MINUTE_MS)

    def _closing(self) -> None:
        self._every.stop()
        self._window.actions_["backups"].setEnabled(False)

    def make_one(self) -> None:
        """Has the worker keep a copy, if anything has changed and the worker has time."""
        project = self._workspace.project
        if self._window.jobs.current is not None or not project.changed_since_backup:
            return
        state = project.state
        arguments = {"project": str(project.path), "id": project.id, "why": "while working"}
        job = self._window.jobs.run(TASK, arguments, title=f"Backup of {project.path.stem}")

        def made(_: object) -> None:
            if self._workspace.is_open and self._workspace.project is project:
                project.backed_up(state)

        job.done.connect(made)
        job.failed.connect(self._window.status.tell)

    def before_closing(self) -> bool:
        """Keeps a copy of what changed; False: there is none, and the user wants to stay."""
        if not self._workspace.is_open:
            return True
        project = self._workspace.project
        for view in self._window.articles.views:
            view.keep_attention()
        if project.read_only or not project.changed_since_backup:
            return True
        try:
            project.back_up("at close")
        except AnnotatorError as error:
            return self._window.ask.confirm(
                "No backup could be made.",
                action="Close without it",
                cancel="Stay",
                detail=str(error),
                dangerous=True,
            )
        return True

    def show(self) -> None:
        """Shows the backups of the open project."""
        project = self._workspace.project
        self._choose(project.path, project.backups())

    def offered(self, path: Path, error: AnnotatorError) -> bool:
        """Shows the backups of a project that cannot be opened for being damaged; False: none."""
        from annotator.store.restoring import backups_of

        if "damaged" not in str(error) or not (there := backups_of(path)):
            return False
        self._choose(path, there, f"{error} These are its backups.")
        return True

    def _choose(self, path: Path, backups: "tuple[Backup, ...]", why: str = "") -> None:
        dialog = BackupsDialog(path.stem, backups, self._window.ask.parent, why)
        wanted = dialog.exec() and bool(backups)
        dialog.deleteLater()
        if wanted:
            self._restore(path, dialog.chosen)

    def _restore(self, path: Path, backup: "Backup") -> None:
        if not self._window.ask.confirm(
            f"Put backup {backup.number} in the place of “{path.stem}”?",
            action="Restore",
            detail=f"It was made {here(backup.made_at)}, {backup.why}. {KEPT_ASIDE}",
            dangerous=True,
        ):
            return
        if self._workspace.is_open and not self._window.projects.may_close():
            return
        self._window.projects.leave()
        arguments = {"project": str(path), "backup": str(backup.path)}
        job = self._window.jobs.run(RESTORE, arguments, title=f"Restoring {path.stem}")
        job.done.connect(lambda result: self._restored(path, result["aside"]))
        job.failed.connect(lambda sentence: self._not_restored(path, sentence))

    def _restored(self, path: Path, aside: str) -> None:
        log.info("a backup was restored")
        if self._window.projects.open(path) and aside:
            self._window.status.tell(f"Restored. What stood there is kept as {aside}.")

    def _not_restored(self, path: Path, sentence: str) -> None:
        self._window.ask.tell(sentence)
        self._window.projects.open(path)
