"""A list to tick: articles under their stories, or labels."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_CHECK = Qt.ItemDataRole.CheckStateRole


@dataclass(frozen=True, slots=True)
class Tick:
    """One row; `under` is the row that it belongs to, -1 for none."""

    words: str
    under: int = -1


class Ticks(QAbstractListModel):
    """A row that has others under it is ticked with them, in part where only some of them are."""

    def __init__(self, rows: Sequence[Tick], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = tuple(rows)
        self._heads = frozenset(one.under for one in self._rows if one.under >= 0)
        self._on = [True] * len(self._rows)

    def ticked(self) -> tuple[str, ...]:
        """The words of the rows that are ticked and have none under them, in order."""
        return tuple(self._rows[row].words for row in self._leaves() if self._on[row])

    def chosen(self) -> tuple[str, ...]:
        """The same; none where all are ticked."""
        ticked = self.ticked()
        return () if len(ticked) == len(self._leaves()) else ticked

    def tick(self, words: Sequence[str]) -> None:
        """Ticks these alone; all where there are none."""
        wanted = set(words)
        for row in self._leaves():
            self._on[row] = not wanted or self._rows[row].words in wanted
        self._tell()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words and tick."""
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"      {one.words}" if one.under >= 0 else one.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return one.words
        if role == _CHECK:
            return self._state(index.row())
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Every row can be ticked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ticks a row with all under it, or takes the tick away."""
        if role != _CHECK or not index.isValid():
            return False
        on = Qt.CheckState(value) is not Qt.CheckState.Unchecked
        for row in self._meant(index.row()):
            self._on[row] = on
        self._tell()
        return True

    def _leaves(self) -> list[int]:
        return [row for row in range(len(self._rows)) if row not in self._heads]

    def _meant(self, row: int) -> list[int]:
        if row not in self._heads:
            return [row]
        return [at for at, one in enumerate(self._rows) if one.under == row]

    def _state(self, row: int) -> Qt.CheckState:
        some = [self._on[at] for at in self._meant(row)]
        if all(some):
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if any(some) else Qt.CheckState.Unchecked

    def _tell(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), [_CHECK])
