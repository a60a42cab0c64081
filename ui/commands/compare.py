"""Comparing annotators, in a window of its own."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ui.compare.compare_window import CompareWindow
    from ui.main_window import MainWindow

OFFERED = ("take-back", "import")
"""What helps where there is nobody to compare."""


class CompareCommands(QObject):
    """Opens the window of comparison; it stays open beside the articles, and goes with the project.

    It is loaded when it is opened first.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self.opened: CompareWindow | None = None
        window.actions_.on("compare", self.show)
        self._workspace.opened.connect(lambda: self._enable(True))
        self._workspace.closing.connect(self._let_go)
        self._enable(False)

    def show(self) -> None:
        """Opens the window, or brings it to the front."""
        from ui.compare.compare_window import CompareWindow

        if self.opened is None:
            window = self._window
            self.opened = CompareWindow(
                self._workspace,
                window.jobs,
                window.ask,
                lambda: window.theme,
                settings=window.settings,
                state=window.state,
                offers=[window.actions_[name] for name in OFFERED],
            )
            self.opened.setWindowIcon(window.windowIcon())
            self.opened.closed.connect(self._closed)
        self.opened.show()
        self.opened.raise_()
        self.opened.activateWindow()

    def _enable(self, on: bool) -> None:
        self._window.actions_["compare"].setEnabled(on)

    def _let_go(self) -> None:
        self._enable(False)
        if self.opened is not None:
            self.opened.close()

    def _closed(self) -> None:
        opened, self.opened = self.opened, None
        if opened is not None:
            opened.deleteLater()
