"""Which gold the deciding is for, where a project has several, and the way to a new one."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from annotator.model.people import Annotator

NEW = "New gold set…"
TIP = "Which gold set stands in the page and takes your decisions"


class GoldChoice(QComboBox):
    """Offers the gold sets by name; seen once there is one.

    Signals: `chosen(gold)`: another one is wanted; `new_wanted`.
    """

    chosen = Signal(object)
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Gold set")
        self.setToolTip(TIP)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self._golds: tuple[Annotator, ...] = ()
        self._at = 0
        self.activated.connect(self._choose)
        self.hide()

    def offer(self, golds: Sequence[Annotator], gold_id: str, name: str) -> None:
        """Offers these; the one with this id is chosen, also while it is only a name to be."""
        ids = [one.id for one in golds]
        self._golds = tuple(golds)
        names = [one.name for one in golds]
        if gold_id and gold_id not in ids and golds:
            names.append(name)
        self._at = ids.index(gold_id) if gold_id in ids else len(ids)
        with QSignalBlocker(self):
            self.clear()
            self.addItems([*names, NEW])
            self.setCurrentIndex(self._at)
            width = self.fontMetrics().horizontalAdvance(max([*names, NEW], key=len))
            self.view().setMinimumWidth(width + 48)
        self.setVisible(bool(golds and gold_id))

    def _choose(self, row: int) -> None:
        before = self._at
        self.setCurrentIndex(before)  # until it is so
        if row == self.count() - 1:
            self.new_wanted.emit()
        elif row != before and row < len(self._golds):
            self.chosen.emit(self._golds[row])
