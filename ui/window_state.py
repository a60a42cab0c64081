"""What the window remembers from one start to the next: its size, its layout, recent projects."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter

from annotator.settings import config_folder

LAYOUT_VERSION = 4
"""Raised when docks or bars change so that an old layout would not fit."""
RECENT = 10


class WindowState:
    """Reads and writes `window.ini` in the config folder. Preferences are kept elsewhere."""

    def __init__(self, path: Path | None = None) -> None:
        place = path or config_folder() / "window.ini"
        self._kept = QSettings(str(place), QSettings.Format.IniFormat)

    def keep_window(self, window: QMainWindow) -> None:
        """Remember place, size and docks."""
        self._kept.setValue("window/geometry", window.saveGeometry())
        self._kept.setValue("window/layout", window.saveState(LAYOUT_VERSION))
        self._kept.sync()

    def restore_window(self, window: QMainWindow) -> bool:
        """Put place and size back; whether there were any that fit."""
        geometry = self._bytes("window/geometry")
        if geometry is None or not window.restoreGeometry(geometry):
            return False
        if not _on_a_screen(window):
            window.move(QGuiApplication.primaryScreen().availableGeometry().topLeft())
        return True

    def restore_docks(self, window: QMainWindow) -> bool:
        """Put docks and bars back, which must be there; whether there were any that fit."""
        layout = self._bytes("window/layout")
        return layout is not None and window.restoreState(layout, LAYOUT_VERSION)

    def keep_splitter(self, project_id: str, name: str, splitter: QSplitter) -> None:
        """Remember the sizes of a splitter in one project."""
        self._kept.setValue(f"project-{project_id}/{name}", splitter.saveState())

    def restore_splitter(self, project_id: str, name: str, splitter: QSplitter) -> bool:
        """Put the sizes of a splitter back; whether there were any."""
        sizes = self._bytes(f"project-{project_id}/{name}")
        return sizes is not None and splitter.restoreState(sizes)

    def keep(self, project_id: str, name: str, value: str) -> None:
        """Remember any other word about one project, such as the articles shown."""
        self._kept.setValue(f"project-{project_id}/{name}", value)

    def kept(self, project_id: str, name: str, default: str = "") -> str:
        """What `keep` remembered."""
        return str(self._kept.value(f"project-{project_id}/{name}", default))

    def keep_choice(self, name: str, value: str) -> None:
        """Remember how something was chosen, for all projects."""
        self._kept.setValue(f"choices/{name}", value)

    def choice(self, name: str) -> str:
        """What `keep_choice` remembered, "" where nothing was."""
        return str(self._kept.value(f"choices/{name}", ""))

    def keep_pane_layout(self, panes: int, *, grid: bool) -> None:
        """Remember how many articles stand side by side, and how."""
        self._kept.setValue("panes/count", panes)
        self._kept.setValue("panes/grid", grid)

    def pane_layout(self) -> tuple[int, bool]:
        """The last number of panes (1 to 6) and whether they stood in a grid."""
        count = str(self._kept.value("panes/count", 2))
        panes = int(count) if count.isdecimal() else 2
        grid = str(self._kept.value("panes/grid", "false")).lower() == "true"
        return min(6, max(1, panes)), grid

    def recent(self) -> tuple[Path, ...]:
        """Projects opened last, the last one first; some may be gone."""
        names = self._kept.value("recent/projects", [])
        listed = [names] if isinstance(names, str) else names
        if not isinstance(listed, list):
            return ()
        return tuple(Path(str(name)) for name in listed)[:RECENT]

    def add_recent(self, project: Path) -> None:
        """Put a project at the head of the recent ones."""
        own = project.absolute()
        rest = (other for other in self.recent() if other != own)
        self._keep_recent([own, *rest])

    def drop_recent(self, project: Path) -> None:
        """Take a project off the recent ones."""
        self._keep_recent([other for other in self.recent() if other != project.absolute()])

    def _keep_recent(self, projects: list[Path]) -> None:
        self._kept.setValue("recent/projects", [str(path) for path in projects[:RECENT]])
        self._kept.sync()

    def _bytes(self, key: str) -> QByteArray | None:
        value = self._kept.value(key)
        return value if isinstance(value, QByteArray) else None


def _on_a_screen(window: QMainWindow) -> bool:
    frame = window.frameGeometry()
    return any(screen.availableGeometry().intersects(frame) for screen in QGuiApplication.screens())
