"""Room for the articles: panels at the sides become narrower where they stand in the way."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

LEAST = 180
"""Pixels in width that a panel at a side keeps, unless somebody made it narrower."""
_SIDES = (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea)


class GivingWay:
    """Makes the panels at the sides narrower, and as wide again as they were when there is room.

    What somebody pulled to another width since then stays as it is.
    """

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._made: dict[QDockWidget, tuple[int, int]] = {}
        """The width that a panel had, and the one it was given."""

    def fit(self, panels: Iterable[QDockWidget], room: int, wanted: int) -> None:
        """The articles have `room`, and can be read in `wanted`; both in pixels of width."""
        columns = self._columns(panels)
        if wanted > room:
            self._narrow(columns, wanted - room)
        elif self._made:
            self._widen(columns, room - wanted)

    def _columns(self, panels: Iterable[QDockWidget]) -> list[QDockWidget]:
        """The first panel of each column; what is behind a tab lies outside the window."""
        shown = [
            panel
            for panel in panels
            if panel.isVisible()
            and not panel.isFloating()
            and panel.x() >= 0
            and self._window.dockWidgetArea(panel) in _SIDES
        ]
        return list({panel.x(): panel for panel in reversed(shown)}.values())

    def _narrow(self, columns: list[QDockWidget], lack: int) -> None:
        spare = {panel: max(0, panel.width() - LEAST) for panel in columns}
        part = min(1.0, lack / max(1, sum(spare.values())))
        self._resize({panel: panel.width() - round(spare[panel] * part) for panel in columns})

    def _widen(self, columns: list[QDockWidget], room: int) -> None:
        ours = {
            panel: before - given
            for panel, (before, given) in self._made.items()
            if panel in columns and panel.width() <= given
        }
        part = min(1.0, room / max(1, sum(ours.values())))
        self._resize({panel: panel.width() + round(more * part) for panel, more in ours.items()})

    def _resize(self, widths: dict[QDockWidget, int]) -> None:
        before = {panel: self._made.get(panel, (panel.width(), 0))[0] for panel in widths}
        across = Qt.Orientation.Horizontal
        self._window.resizeDocks(list(widths), list(widths.values()), across)
        self._made = {
            panel: (before[panel], width)
            for panel, width in widths.items()
            if width < before[panel]
        }
