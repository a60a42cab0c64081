"""What lies around the open project: told in a bar, each thing once; its file is looked after."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from annotator.errors import AnnotatorError
from ui.ask import PROJECTS

if TYPE_CHECKING:
    from annotator.store.surroundings import Surroundings
    from ui.main_window import MainWindow

SUFFIX = ".annotator"
EVERY_MS = 15_000
"""So often it is looked whether the file is still there, and whether something came beside it."""
SOON_MS = 300
"""Reading begins first."""
STILL_OPEN = "All that was saved before is still open here."
TOLD = "told around"
"""What the window remembers of a project: what the user has understood, a line each."""


class SurroundingsCommands(QObject):
    """Looks around the file when it is opened, now and then, and when one comes back to it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)  # what the application tells ends with the window
        self._window = window
        self._workspace = window.workspace
        self._bar = window.surroundings_bar
        self._around: Surroundings | None = None
        self._timer = QTimer(window, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._soon = QTimer(window, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.look)
        self._workspace.opened.connect(self._opened)
        self._workspace.closing.connect(self._closing)
        self._workspace.not_saved.connect(lambda _: self._soon.start())
        self._bar.take_back_wanted.connect(self._take_back)
        self._bar.copy_wanted.connect(self.save_copy)
        window.banner.wanted.connect(self.save_copy)
        self._bar.understood.connect(self._understand)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._state_changed)

    def _opened(self) -> None:
        self._bar.tell(())
        self._soon.start()
        self._timer.start()

    def _closing(self) -> None:
        self._soon.stop()
        self._timer.stop()
        self._around = None
        self._bar.tell(())

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive and self._workspace.is_open:
            self._soon.start()

    def look(self) -> None:
        """Looks around now, and tells what is new."""
        if not self._workspace.is_open:
            return
        project = self._workspace.project
        try:
            project.check_place()
        except AnnotatorError as error:
            said = self._window.alarm.isVisible()
            self._bar.tell([STILL_OPEN if said else str(error)], gone=True)
            return
        told = self._window.state.kept(project.id, TOLD).splitlines()
        around = project.surroundings()
        self._around = replace(
            around,
            network="" if f"network {around.network}" in told else around.network,
            tool="" if f"tool {around.tool}" in told else around.tool,
            copies=tuple(copy for copy in around.copies if _named(copy) not in told),
        )
        can_take = bool(self._around.copies) and not project.read_only
        self._bar.tell(self._around.sentences(), copies=can_take)

    def _understand(self) -> None:
        """What was told is not told again, until a copy changes."""
        if self._around is not None and self._workspace.is_open:
            state, project_id = self._window.state, self._workspace.project.id
            said = [f"network {self._around.network}", f"tool {self._around.tool}"]
            said += map(_named, self._around.copies)
            known = state.kept(project_id, TOLD).splitlines()
            state.keep(project_id, TOLD, "\n".join(dict.fromkeys([*known, *said])))
        self._bar.tell(())

    def _take_back(self) -> None:
        if self._around is not None and self._around.copies:
            self._window.packs.take_back(self._around.copies)

    def save_copy(self) -> None:
        """Saves all that is open where the user wants it: its file has gone, or is read-only."""
        project = self._workspace.project
        suggested = Path.home() / f"{project.path.stem} copy{SUFFIX}"
        out = self._window.ask.save_file("Save a copy", (PROJECTS,), suggested=suggested)
        if out is None:
            return
        try:
            project.save_copy(out)
        except AnnotatorError as error:
            self._window.tell_error(error)
        else:
            self._window.status.tell(f"Saved as {out}.")


def _named(copy: Path) -> str:
    """A copy as it is now."""
    try:
        found = copy.stat()
    except OSError:
        return f"copy {copy.name}"
    return f"copy {copy.name} {found.st_size} {found.st_mtime_ns}"
