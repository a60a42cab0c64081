"""Tables of figures: as high as their rows, numbers to the right, the header sorts."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from ui.compare.table_file import Rows, copy_table, offer, safe, written

AnyIndex = QModelIndex | QPersistentModelIndex
MOST = 12
"""Rows that are shown at once; more of them scroll."""
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_NOWHERE = QModelIndex()
_HEADS = """QHeaderView::section { padding-left: 12px; padding-right: 12px; }
QHeaderView::up-arrow, QHeaderView::down-arrow {
    subcontrol-origin: padding; subcontrol-position: top center; width: 9px; height: 7px; }"""
"""Heads stand where their cells do; the sign of the order stands above the words, because heads
that stand to the right would lie under it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, and by what it is sorted (None comes last either way)."""

    words: str
    key: float | str | None = ""
    tip: str = ""


def number(value: int) -> Cell:
    """A whole number."""
    return Cell(f"{value:,}", float(value))


def words(text: str, tip: str = "") -> Cell:
    """Words, sorted as they are."""
    return Cell(text, text.casefold(), tip)


class FigureRows(QAbstractTableModel):
    """Rows of cells; `order` holds the rows in the order shown. `right`: columns of numbers."""

    def __init__(
        self, heads: Sequence[str], right: Sequence[int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.heads, self._right = tuple(heads), frozenset(right)
        self.cells: tuple[tuple[Cell, ...], ...] = ()
        self.order: list[int] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def fill(self, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Shows these rows, sorted as before."""
        self.beginResetModel()
        self.heads = tuple(heads)
        self.cells = tuple(tuple(row) for row in rows)
        self.order = list(range(len(self.cells)))
        self._sort()
        self.endResetModel()

    def is_right(self, column: int) -> bool:
        """Whether it is a column of numbers."""
        return column in self._right

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.order)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, side and tool tip of a cell."""
        if not index.isValid():
            return None
        cell = self.cells[self.order[index.row()]][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in self._right else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<span>{escape(cell.tip)}</span>" if cell.tip else None
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The heads, on the side of their columns."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in self._right else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; rows that are alike stay in their order."""
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        self._sort()
        self.layoutChanged.emit()

    def _sort(self) -> None:
        self.order = list(range(len(self.cells)))
        if self._sorted is None or not 0 <= self._sorted[0] < len(self.heads):
            return
        column, order = self._sorted
        down = order == Qt.SortOrder.DescendingOrder
        there = [row for row in self.order if self.cells[row][column].key is not None]
        there.sort(key=lambda row: _key(self.cells[row][column]), reverse=down)
        known = set(there)
        self.order = there + [row for row in self.order if row not in known]


def _taken(cell: Cell) -> str:
    return safe(cell.words) if isinstance(cell.key, str) else written(cell.key)


def _key(cell: Cell) -> tuple[int, float, str]:
    """Numbers before words, so that any two can be compared."""
    if isinstance(cell.key, str):
        return 1, 0.0, cell.key
    return 0, cell.key or 0.0, ""


class FigureTable(QTableView):
    """One row is chosen at a time; Enter or a click wants it. The columns `wide` take the room.

    Signals: `wanted(row)`: the place of the row as it was given; `table_wanted`: to save it.
    """

    wanted = Signal(int)
    table_wanted = Signal()

    def __init__(
        self,
        name: str,
        heads: Sequence[str],
        *,
        right: Sequence[int] = (),
        wide: int | tuple[int, ...] = 0,
        most: int = MOST,
        sorts: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = FigureRows(heads, right, self)
        self._wide = (wide,) if isinstance(wide, int) else wide
        self._most, self._least = most, 0
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setMinimumSectionSize(32)
        header.setSectionsClickable(sorts)
        header.setStyleSheet(_HEADS)
        if sorts:
            header.setSortIndicatorShown(True)
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            header.sortIndicatorChanged.connect(self.rows.sort)
        self.clicked.connect(lambda index: self.wanted.emit(self.rows.order[index.row()]))

    def fill(self, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Shows these rows."""
        self.rows.fill(heads, rows)
        self.fit()

    def table(self) -> Rows:
        """What it shows, in the order shown: the heads, then the rows, figures with all digits."""
        rows = (self.rows.cells[at] for at in self.rows.order)
        return (self.rows.heads, *(tuple(map(_taken, row)) for row in rows))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the table to take away, by mouse and by key."""
        if self.rows.rowCount():
            offer(self, event.globalPos(), self.table, self.table_wanted.emit)

    def sort_by(self, column: int) -> None:
        """Sorts by this column, the least first."""
        self.horizontalHeader().setSortIndicator(column, Qt.SortOrder.AscendingOrder)

    def fit(self) -> None:
        """Gives rows, columns and the table itself the room that their letters need."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.resizeColumnsToContents()
        widest = 46 * self.fontMetrics().averageCharWidth()
        for column in range(self.rows.columnCount()):
            if self.rows.is_right(column):
                # The sign of the order stands above the words and needs no room beside them.
                head = self.fontMetrics().horizontalAdvance(self.rows.heads[column]) + 28
                room = min(max(head, self.sizeHintForColumn(column) + 6), widest // 2)
            else:
                room = min(self.columnWidth(column) + 6, widest)
            self.setColumnWidth(column, room)
        self._least = min(max(map(self.columnWidth, self._wide)), widest // 2)
        self._share_out(self.viewport().width())
        self.updateGeometry()

    def _share_out(self, width: int) -> None:
        """The wide column gets the room there is, but never less than can be read."""
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        if not self.rows.columnCount():
            return
        columns = [c for c in range(self.rows.columnCount()) if c not in self._wide]
        others = sum(header.sectionSize(c) for c in columns if not self.isColumnHidden(c))
        roomy = width - others >= self._least * len(self._wide)
        for column in self._wide:
            header.setSectionResizeMode(column, modes.Stretch if roomy else modes.Interactive)
            if not roomy:
                self.setColumnWidth(column, self._least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew."""
        before = self._bar()
        self._share_out(event.size().width())
        super().resizeEvent(event)
        if self._bar() != before:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its rows, up to some."""
        shown = max(1, min(self.rows.rowCount(), self._most))
        high = self.horizontalHeader().sizeHint().height() + 2
        high += shown * self.verticalHeader().defaultSectionSize()
        return QSize(480, high + self._bar())

    def minimumSizeHint(self) -> QSize:
        """No less high."""
        return QSize(240, self.sizeHint().height())

    def _bar(self) -> int:
        too_wide = self.horizontalHeader().length() > self.viewport().width()
        return self.horizontalScrollBar().sizeHint().height() if too_wide else 0

    def changeEvent(self, event: QEvent) -> None:
        """Rows and columns grow with the letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "rows"):
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter wants the current row."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.wanted.emit(self.rows.order[index.row()])
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_table(self.table())
        else:
            super().keyPressEvent(event)
