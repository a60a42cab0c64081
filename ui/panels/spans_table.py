"""The table of the spans panel."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
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

from annotator.model.span import Span
from ui.article.styles import LabelStyle
from ui.article.swatch import paint_swatch
from ui.panels.signs import paint_sign
from ui.panels.spans_model import NOTE, Column, SpansModel
from ui.panels.two_lines import SIGN
from ui.theme import LIGHT, Theme

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WIDTHS = {Column.LABEL: 148, Column.ARTICLE: 112, Column.NOTE: 48, Column.ATTRIBUTES: 148}
LEAST_WORDS = 160
"""Pixels; a narrow table scrolls sideways rather than hide the words."""


class SpansTable(QTableView):
    """Rows of one height; the header sorts.

    Signals: `shown_wanted` (Enter or click: show the current span), `remove_wanted`,
    `copy_wanted`, `menu_wanted(global position)`.
    """

    shown_wanted = Signal()
    remove_wanted = Signal()
    copy_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, model: SpansModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spans = model
        self.setModel(model)
        self.cells = _Cells(self)
        self.setItemDelegate(self.cells)
        self.setAccessibleName("Spans")
        # A plain click leaves the focus with the text, so that keys act on the span it shows.
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
        columns.setSortIndicator(Column.ARTICLE, Qt.SortOrder.AscendingOrder)
        columns.setSortIndicatorShown(True)
        columns.setSectionsClickable(True)
        columns.sortIndicatorChanged.connect(self.spans.sort)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        # The words are what people look for: they get the room there is.
        columns.setMinimumSectionSize(40)
        columns.setSectionResizeMode(Column.WORDS, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words get the room there is, but never less than can be read."""
        columns, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        others = sum(columns.sectionSize(column) for column in WIDTHS)
        roomy = event.size().width() - others >= LEAST_WORDS
        columns.setSectionResizeMode(Column.WORDS, modes.Stretch if roomy else modes.Interactive)
        if not roomy:
            self.setColumnWidth(Column.WORDS, LEAST_WORDS)
        super().resizeEvent(event)

    def chosen(self) -> list[Span]:
        """The selected spans, in the order of the rows."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.spans.span_at(row) for row in rows]

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


class _Cells(QStyledItemDelegate):
    """Swatch before the label, a sign where there is a note; otherwise words."""

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
        """The cell as the style paints it, and the sign over it."""
        super().paint(painter, option, index)
        box = QRectF(option.rect)
        if index.column() == Column.LABEL:
            style = index.data(SIGN)
            if isinstance(style, LabelStyle):
                swatch = QRectF(box.left() + 8, box.center().y() - 6.5, 12, 13)
                paint_swatch(painter, swatch, style, self.theme.fill_opacity)
        elif index.column() == Column.NOTE and index.data(NOTE):
            sign = QPointF(box.left() + 10, box.center().y() - 7)
            paint_sign(painter, sign, "note", self.theme.text, 14)
