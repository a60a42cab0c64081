"""A table of passages: what the lists of spans and of suggestions have in common."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import LIGHT, Theme

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LETTERS = 82
"""Pixels of ten letters where the columns are as wide as `widths` says."""


class WordsTable(QTableView):
    """Rows of one height; the header sorts; the words get the room that other columns leave.

    `widths` holds the pixels of all columns but `words`, which never gets less than `least_words`:
    a narrow table scrolls sideways rather than hide the words. `sorted_by` is the column that the
    model is sorted by at first.

    Signals: `shown_wanted` (Enter or click: show the current one), `remove_wanted`, `copy_wanted`,
    `menu_wanted(global position)`.
    """

    shown_wanted = Signal()
    remove_wanted = Signal()
    copy_wanted = Signal()
    menu_wanted = Signal(QPoint)
    _letters = 0

    def __init__(
        self,
        model: QAbstractTableModel,
        *,
        widths: Mapping[int, int],
        words: int,
        least_words: int,
        sorted_by: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._widths, self._words, self._least_words = widths, words, least_words
        self.setModel(model)
        # A plain click leaves the focus with the text, so that keys act on what it shows.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._letters = self._ten_letters()
        self._set_rows()
        self._set_columns(model, sorted_by)
        self.clicked.connect(lambda _: self.shown_wanted.emit())

    def _set_rows(self) -> None:
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 10)

    def _set_columns(self, model: QAbstractTableModel, sorted_by: int) -> None:
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setStretchLastSection(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionsMovable(True)
        columns.setSortIndicator(sorted_by, Qt.SortOrder.AscendingOrder)
        columns.setSortIndicatorShown(True)
        columns.setSectionsClickable(True)
        columns.sortIndicatorChanged.connect(model.sort)
        for column, width in self._widths.items():
            self.setColumnWidth(column, round(width * self._letters / LETTERS))
        columns.setMinimumSectionSize(40)
        columns.setSectionResizeMode(self._words, QHeaderView.ResizeMode.Stretch)

    def _ten_letters(self) -> int:
        return self.fontMetrics().horizontalAdvance("n" * 10)

    def changeEvent(self, event: QEvent) -> None:
        """Columns and rows grow with the letters."""
        super().changeEvent(event)
        if event.type() != QEvent.Type.FontChange or not self._letters:
            return
        before, self._letters = self._letters, self._ten_letters()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        for column in self._widths:
            width = self.horizontalHeader().sectionSize(column)
            self.setColumnWidth(column, round(width * self._letters / before))
        self.fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words get the room there is, but never less than can be read."""
        self.fit(event.size().width())
        super().resizeEvent(event)

    def fit(self, width: int) -> None:
        """Shares `width` pixels out among the columns."""
        columns, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        others = sum(columns.sectionSize(column) for column in self._widths)
        roomy = width - others >= self._least_words
        columns.setSectionResizeMode(self._words, modes.Stretch if roomy else modes.Interactive)
        if not roomy:
            self.setColumnWidth(self._words, self._least_words)

    def chosen_rows(self) -> Sequence[int]:
        """The numbers of the selected rows, in order."""
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Whoever chooses several rows wants to do something with them here."""
        if event.modifiers() & (CTRL | SHIFT):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows, Delete removes, Ctrl+C copies; Esc is the panel's."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.shown_wanted.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the selected rows, also from the keyboard."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        below = self.visualRect(self.currentIndex()).bottomLeft()
        self.menu_wanted.emit(self.viewport().mapToGlobal(below) if by_key else event.globalPos())


class SwatchCells(QStyledItemDelegate):
    """Cells with room for a swatch before the words of the column `label`."""

    def __init__(self, label: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme: Theme = LIGHT
        self._label = label

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Room for the swatch."""
        super().initStyleOption(option, index)
        if index.column() == self._label:
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.decorationSize = QSize(12, 12)
