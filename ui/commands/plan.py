"""The plan: who has what, what is late, how far everybody is. For the lead."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from ui.dialogs.plan import PlanDialog
    from ui.main_window import MainWindow


class PlanCommands(QObject):
    """Opens the window of plan and progress; it stays open beside the articles.

    Signals: `pack_wanted(annotator_id)`: what this person has is to be packed.
    """

    pack_wanted = Signal(str)

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self.dialog: PlanDialog | None = None
        window.actions_.on("plan", self.show)
        self._workspace.opened.connect(lambda: self._enable(True))
        self._workspace.closing.connect(self._let_go)
        self._enable(False)

    def show(self) -> None:
        """Opens the window, or brings it to the front."""
        from ui.dialogs.plan import PlanDialog

        if self.dialog is None:
            window = self._window
            self.dialog = PlanDialog(self._workspace, window.ask, lambda: window.theme, window)
            self.dialog.pack_wanted.connect(self.pack_wanted)
            self.dialog.finished.connect(lambda _: self._closed())
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _enable(self, on: bool) -> None:
        self._window.actions_["plan"].setEnabled(on)

    def _let_go(self) -> None:
        self._enable(False)
        if self.dialog is not None:
            self.dialog.reject()

    def _closed(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()
