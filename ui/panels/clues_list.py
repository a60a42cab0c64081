"""The rows of the clues: headings of one line, clues and passages of two."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget

from ui.panels.two_lines import MARGIN, STRONG, Index, TwoLineDelegate

INDENT = 16


class CluesTree(QTreeView):
    """The clues under their headings. Enter or a click shows a passage.

    Signals: `shown_wanted(index)`, `menu_wanted(index, global position)`.
    """

    shown_wanted = Signal(QModelIndex)
    menu_wanted = Signal(QModelIndex, QPoint)

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.rows = CluesDelegate(self)
        self.setItemDelegate(self.rows)
        self.setHeaderHidden(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIndentation(INDENT)
        self.setAccessibleName("Clues")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.shown_wanted)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row, also from the keyboard."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        self.menu_wanted.emit(index, below if by_key else event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows; Esc is the panel's."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.shown_wanted.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class CluesDelegate(TwoLineDelegate):
    """Two lines a row, but one for a heading."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line or two, and the room around them."""
        if index.data(STRONG):
            return QSize(120, QFontMetrics(option.font).height() + 2 * MARGIN)
        return super().sizeHint(option, index)
