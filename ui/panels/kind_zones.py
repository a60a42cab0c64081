"""A row of places to drop something on: one for each kind of new group."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.ask import plain_label

OPEN = "…"
"""The zone that brings the board to the front."""


class KindZones(QFrame):
    """Shown during a drag. Those that would refuse it are greyed; the one under it is lit.

    `opens`: a first zone says so for the groups that there are.
    """

    def __init__(self, parent: QWidget | None = None, *, opens: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("part", "zones")
        self._opens = opens
        self._zones: dict[str, QLabel] = {}
        self._lit = ""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 4, 8, 4)
        self._row.setSpacing(8)
        self.hide()

    def offer(self, kinds: Sequence[tuple[str, bool]]) -> None:
        """Offer kinds by name, and whether each would take what is dragged."""
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._zones, self._lit = {}, ""
        if self._opens:
            self._add(OPEN, "Groups that are there", enabled=True)
        words = plain_label("New group:", part="faint")
        words.setWordWrap(False)
        self._row.addWidget(words)
        for name, enabled in kinds:
            self._add(name, name, enabled=enabled)
        self._row.addStretch()

    def _add(self, name: str, words: str, *, enabled: bool) -> None:
        zone = plain_label(words, part="zone")
        zone.setWordWrap(False)
        zone.setAlignment(Qt.AlignmentFlag.AlignCenter)
        zone.setEnabled(enabled)
        zone.setMinimumWidth(96)
        self._zones[name] = zone
        self._row.addWidget(zone)

    def at(self, point: QPoint) -> str:
        """The name of the zone under a point of the screen; "" for none."""
        if not self.isVisible():
            return ""
        here = self.mapFromGlobal(point)
        return next((n for n, zone in self._zones.items() if zone.geometry().contains(here)), "")

    def centre_of(self, name: str) -> QPoint:
        """The middle of a zone on the screen."""
        return self.mapToGlobal(self._zones[name].geometry().center())

    def light(self, name: str) -> None:
        """Light up one zone, or none."""
        if name != self._lit:
            for one in filter(None, (self._lit, name)):
                zone = self._zones[one]
                zone.setProperty("lit", one == name)
                zone.style().unpolish(zone)
                zone.style().polish(zone)
            self._lit = name
