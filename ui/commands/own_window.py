"""What opens a window of its own beside the articles."""

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.main_window import MainWindow

W = TypeVar("W", bound=QWidget)


class OwnWindow(QObject, Generic[W]):
    """A window that an action opens. It stays open beside the articles, and goes with the project.

    It is loaded when it is opened first; `opened` is None while it is not open.
    """

    def __init__(self, window: "MainWindow", action: str) -> None:
        super().__init__(window)
        self._window = window
        self._action = action
        self.opened: W | None = None
        window.actions_.on(action, self.show)
        window.workspace.opened.connect(lambda: self._enable(True))
        window.workspace.closing.connect(self._let_go)
        self._enable(False)

    @abstractmethod
    def show(self) -> None:
        """Opens the window, or brings it to the front."""

    def _made(self, make: Callable[[], W]) -> W:
        """The window that is open, else the one that `make` makes; it has to tell `_closed`."""
        if self.opened is None:
            self.opened = make()
            self.opened.setWindowIcon(self._window.windowIcon())
        return self.opened

    def _enable(self, on: bool) -> None:
        self._window.actions_[self._action].setEnabled(on)

    def _let_go(self) -> None:
        self._enable(False)
        if self.opened is not None:
            self.opened.close()

    def _closed(self) -> None:
        opened, self.opened = self.opened, None
        if opened is not None:
            opened.deleteLater()


def bring_to_front(window: QWidget) -> None:
    """Shows a window before all others, with the keyboard in it."""
    window.show()
    window.raise_()
    window.activateWindow()
