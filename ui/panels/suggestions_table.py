"""The table of the suggestions panel."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.article.styles import LabelStyle
from ui.article.swatch import paint_swatch
from ui.panels.suggestions_model import DECIDED, Column, Row, SuggestionsModel
from ui.panels.two_lines import SIGN
from ui.theme import LIGHT, Theme

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WIDTHS = {
    Column.KIND: 88,
    Column.LABEL: 184,
    Column.ARTICLE: 96,
    Column.SCORE: 56,
    Column.WHO: 128,
    Column.REASON: 224,
    Column.ANSWER: 152,
}
LETTERS = 82
"""Pixels of ten letters where the columns are as wide as above."""
LEAST_WORDS = 200
"""Pixels; a narrow table scrolls sideways rather than hide the words."""


class SuggestionsTable(QTableView):
    """Rows of one height; the header sorts.

    Signals: `shown_wanted` (Enter or click: show the current one), `copy_wanted`,
    `menu_wanted(global position)`.
    """

    shown_wanted = Signal()
    copy_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, model: SuggestionsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.suggestions = model
        self.setModel(model)
        self.cells = _Cells(self)
        self.setItemDelegate(self.cells)
        self._letters = self._ten_letters()
        self.setAccessibleName("Suggestions")
        # A plain click leaves the focus with the text, so that keys answer what it shows.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_headers()
        self.clicked.connect(lambda _: self.shown_wanted.emit())

    def _set_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 10)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setStretchLastSection(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionsMovable(True)
        columns.setSortIndicator(Column.KIND, Qt.SortOrder.AscendingOrder)
        columns.setSortIndicatorShown(True)
        columns.setSectionsClickable(True)
        columns.sortIndicatorChanged.connect(self.suggestions.sort)
        columns.moveSection(Column.ANSWER, Column.ARTICLE)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, round(width * self._letters / LETTERS))
        # The words are what people look for: they get the room there is.
        columns.setMinimumSectionSize(40)
        columns.setSectionResizeMode(Column.WORDS, QHeaderView.ResizeMode.Stretch)

    def _ten_letters(self) -> int:
        return self.fontMetrics().horizontalAdvance("n" * 10)

    def changeEvent(self, event: QEvent) -> None:
        """Columns and rows grow with the letters."""
        super().changeEvent(event)
        if event.type() != QEvent.Type.FontChange or not hasattr(self, "cells"):
            return
        before, self._letters = self._letters, self._ten_letters()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        for column in WIDTHS:
            width = self.horizontalHeader().sectionSize(column)
            self.setColumnWidth(column, round(width * self._letters / before))
        self._fit(self.width())

    def show_answers(self, shown: bool) -> None:
        """Show the column of answers, or leave its room to the words."""
        if shown == self.isColumnHidden(Column.ANSWER):
            self.setColumnHidden(Column.ANSWER, not shown)
            self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words get the room there is, but never less than can be read."""
        self._fit(event.size().width())
        super().resizeEvent(event)

    def _fit(self, width: int) -> None:
        columns, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        others = sum(columns.sectionSize(column) for column in WIDTHS)
        roomy = width - others >= LEAST_WORDS
        columns.setSectionResizeMode(Column.WORDS, modes.Stretch if roomy else modes.Interactive)
        if not roomy:
            self.setColumnWidth(Column.WORDS, LEAST_WORDS)

    def chosen(self) -> Sequence[Row]:
        """The selected rows, in order."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.suggestions.at(row) for row in rows]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Whoever chooses several rows wants to do something with them here."""
        if event.modifiers() & (CTRL | SHIFT):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows, Ctrl+C copies; Esc is the panel's."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.shown_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the selected rows, also from the keyboard."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        below = self.visualRect(self.currentIndex()).bottomLeft()
        self.menu_wanted.emit(self.viewport().mapToGlobal(below) if by_key else event.globalPos())


class _Cells(QStyledItemDelegate):
    """A swatch before the label: dashed and hollow until the suggestion became a span."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme: Theme = LIGHT

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Room for the swatch."""
        super().initStyleOption(option, index)
        if index.column() == Column.LABEL:
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.decorationSize = QSize(12, 12)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The cell as the style paints it, and the swatch over it."""
        super().paint(painter, option, index)
        style = index.data(SIGN) if index.column() == Column.LABEL else None
        if not isinstance(style, LabelStyle):
            return
        box = QRectF(option.rect)
        swatch = QRectF(round(box.left() + 8), round(box.center().y() - 6), 12, 12)
        if index.data(DECIDED):
            paint_swatch(painter, swatch, style, self.theme.fill_opacity)
            return
        painter.save()
        pen = QPen(style.line, 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()
