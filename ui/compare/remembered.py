"""What this machine remembers of how the page of disagreements was left, for each project."""

from PySide6.QtWidgets import QSplitter

from ui.compare.versions import View
from ui.window_state import WindowState
from ui.workspace import Workspace

VIEW, BLIND, BEFOREHAND, SIZES = (
    "compare view", "compare blind", "compare beforehand", "compare sizes"
)  # fmt: skip


class Remembered:
    """How it was left in the project that is open."""

    def __init__(self, workspace: Workspace, state: WindowState) -> None:
        self._workspace, self._state = workspace, state

    @property
    def blind(self) -> bool:
        """Whether names are hidden."""
        return self._is(BLIND, "yes", otherwise="no")

    @blind.setter
    def blind(self, blind: bool) -> None:
        self._keep(BLIND, "yes" if blind else "no")

    @property
    def beforehand(self) -> bool:
        """Whether what both say goes into gold with the first decision."""
        return self._is(BEFOREHAND, "yes", otherwise="yes")

    @beforehand.setter
    def beforehand(self, beforehand: bool) -> None:
        self._keep(BEFOREHAND, "yes" if beforehand else "no")

    @property
    def view(self) -> View:
        """Side by side, or overlaid."""
        overlaid = self._is(VIEW, View.OVERLAID.value, otherwise="")
        return View.OVERLAID if overlaid else View.BESIDE

    @view.setter
    def view(self, view: View) -> None:
        self._keep(VIEW, view.value)

    def keep_sizes(self, splitter: QSplitter) -> None:
        """How much room list and texts have."""
        if self._workspace.is_open:
            self._state.keep_splitter(self._workspace.project.id, SIZES, splitter)

    def restore_sizes(self, splitter: QSplitter) -> None:
        """Gives list and texts the room that they had."""
        self._state.restore_splitter(self._workspace.project.id, SIZES, splitter)

    def _is(self, what: str, value: str, *, otherwise: str) -> bool:
        return self._state.kept(self._workspace.project.id, what, otherwise) == value

    def _keep(self, what: str, value: str) -> None:
        self._state.keep(self._workspace.project.id, what, value)
