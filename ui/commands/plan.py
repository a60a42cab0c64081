"""The plan: who has what, what is late, how far everybody is. For the lead."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.commands.own_window import OwnWindow, bring_to_front

if TYPE_CHECKING:
    from ui.dialogs.plan import PlanDialog
    from ui.main_window import MainWindow


class PlanCommands(OwnWindow["PlanDialog"]):
    """Opens the window of plan and progress.

    Signals: `pack_wanted(annotator_id)`: what this person has is to be packed.
    """

    pack_wanted = Signal(str)

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, "plan")

    def show(self) -> None:
        """Opens the window, or brings it to the front."""
        bring_to_front(self._made(self._new))

    def _new(self) -> "PlanDialog":
        from ui.dialogs.plan import PlanDialog

        window = self._window
        made = PlanDialog(window.workspace, window.ask, lambda: window.theme, window)
        made.pack_wanted.connect(self.pack_wanted)
        made.finished.connect(self._closed)
        return made
