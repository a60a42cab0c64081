"""Comparing annotators, in a window of its own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.model.clue import Passage
from ui.commands.own_window import OwnWindow, bring_to_front

if TYPE_CHECKING:
    from ui.compare.compare_window import CompareWindow
    from ui.main_window import MainWindow

OFFERED = ("take-back", "import")
"""What helps where there is nobody to compare."""


class CompareCommands(OwnWindow["CompareWindow"]):
    """Opens the window of comparison."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, "compare")

    def show(self) -> None:
        """Opens the window, or brings it to the front."""
        bring_to_front(self._made(self._new))

    def _new(self) -> "CompareWindow":
        from ui.compare.compare_window import CompareWindow

        window = self._window
        made = CompareWindow(
            window.workspace,
            window.jobs,
            window.ask,
            lambda: window.theme,
            settings=window.settings,
            state=window.state,
            offers=[window.actions_[name] for name in OFFERED],
        )
        made.passages_wanted.connect(self._go)
        made.closed.connect(self._closed)
        return made

    def _go(self, passages: Sequence[Passage]) -> None:
        self._window.clues.show_passages(passages)
        self._window.raise_()
        self._window.activateWindow()
        self._window.focus_text()
