"""The rows of the groups: kinds, groups under them, and their members."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
GROUP = Qt.ItemDataRole.UserRole
MEMBER = Qt.ItemDataRole.UserRole + 1
KIND = Qt.ItemDataRole.UserRole + 2
"""Of a heading: the name of the kind."""
COLLECTED = Qt.ItemDataRole.UserRole + 3
"""Of a row of what is collected: a `Collected`."""
LEFT = Qt.MouseButton.LeftButton
NAME, VALUE, STANCE, ARTICLE = range(4)
HEADINGS = ("Group", "Value", "Stance", "Article")
_SHARES = (0.46, 0.2, 0.12)
"""Of the room, for all columns but the last, which has the rest."""


class GroupsTree(QTreeWidget):
    """Enter or a click shows the passages, F2 writes, 1–9 give a stance and 0 takes it back,
    Delete removes. Rows are dragged; who listens says what a drop does.

    Signals: `shown_wanted(item)`, `stance_wanted(number)`, `remove_wanted`,
    `menu_wanted(global position)`; `drag_started`, `drag_moved(global position)`,
    `drag_released(global position)`, `drag_cancelled`.
    """

    shown_wanted = Signal(QTreeWidgetItem)
    stance_wanted = Signal(int)
    remove_wanted = Signal()
    menu_wanted = Signal(QPoint)
    drag_started = Signal()
    drag_moved = Signal(QPoint)
    drag_released = Signal(QPoint)
    drag_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels(HEADINGS)
        self.setAccessibleName("Groups")
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setUniformRowHeights(True)
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.itemClicked.connect(lambda item, _: self.shown_wanted.emit(item))
        self.itemDoubleClicked.connect(self._offer_stances)
        self._pressed: QPoint | None = None
        self._dragging = False
        self._lit: QTreeWidgetItem | None = None

    def group_items(self) -> list[QTreeWidgetItem]:
        """The rows of groups, from the top."""
        tops = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        return [row for top in tops for row in _rows(top) if row.data(NAME, GROUP) is not None]

    @contextmanager
    def refilled(self) -> Iterator[None]:
        """Everything is listed anew meanwhile; the current row and what is folded stay."""
        current, folded = _key(self.currentItem()), set()
        for item in self.group_items():
            if not item.isExpanded():
                folded.add(_key(item))
        top = self.verticalScrollBar().value()
        self._lit = None
        with QSignalBlocker(self):
            self.clear()
            yield
            self.expandAll()
            for item in self.group_items():
                item.setExpanded(_key(item) not in folded)
                for row in (item, *_rows(item)):
                    if current and _key(row) == current:
                        self.setCurrentItem(row)
            self.verticalScrollBar().setValue(top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Each column has its share of the room."""
        super().resizeEvent(event)
        for column, share in enumerate(_SHARES):
            self.setColumnWidth(column, int(self.viewport().width() * share))

    # Dragging rows

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A row that can be dragged may be the beginning of a drag."""
        item = self.itemAt(event.position().toPoint())
        super().mousePressEvent(event)
        plain = event.button() == LEFT and not event.modifiers()
        if plain and item is not None and is_carried(item):
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is selected, once this is no click any more."""
        point = event.position().toPoint()
        if self._pressed is None or not event.buttons() & LEFT:
            super().mouseMoveEvent(event)
            return
        far = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._dragging:
            self._dragging = True
            self.drag_started.emit()
        if self._dragging:
            self.drag_moved.emit(self.viewport().mapToGlobal(point))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop it; or it was a click."""
        dragging, self._pressed, self._dragging = self._dragging, None, False
        if dragging:
            self.setState(QAbstractItemView.State.NoState)
            self.drag_released.emit(event.globalPosition().toPoint())
        else:
            super().mouseReleaseEvent(event)

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """A press on one of several selected rows keeps them: they may be dragged together."""
        selected = self.selectionModel().isSelected(index)
        if isinstance(event, QMouseEvent) and not event.modifiers() and selected:
            if event.type() == QEvent.Type.MouseButtonPress:
                return QItemSelectionModel.SelectionFlag.NoUpdate
            if event.type() == QEvent.Type.MouseButtonRelease:
                flags = QItemSelectionModel.SelectionFlag
                return flags.ClearAndSelect | flags.Rows
        return super().selectionCommand(index, event)

    def cancel_drag(self) -> bool:
        """Give up the drag that is under way; False where there is none."""
        dragging, self._pressed, self._dragging = self._dragging, None, False
        if dragging:
            self.setState(QAbstractItemView.State.NoState)
            self.drag_cancelled.emit()
        return dragging

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A drag ends with the focus."""
        super().focusOutEvent(event)
        self.cancel_drag()

    def light(self, item: QTreeWidgetItem | None) -> None:
        """Frame the row on which a drop would land."""
        if item is not self._lit:
            self._lit = item
            self.viewport().update()

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A frame around the row that is lit."""
        super().drawRow(painter, option, index)
        if self._lit is not None and self.itemFromIndex(index) is self._lit:
            painter.setPen(QPen(self.palette().highlight().color(), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))

    def _offer_stances(self, item: QTreeWidgetItem, column: int) -> None:
        """A stance is not written: what there is to choose from is in the menu of the row."""
        if column == STANCE and item.data(NAME, MEMBER) is not None:
            cell = self.visualRect(self.indexFromItem(item, column))
            self.menu_wanted.emit(self.viewport().mapToGlobal(cell.bottomLeft()))

    # Keys

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row, also from the keyboard."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        item = self.currentItem() if by_key else self.itemAt(event.pos())
        if item is not None:
            below = self.visualItemRect(item).bottomLeft()
            place = self.viewport().mapToGlobal(below) if by_key else event.globalPos()
            self.menu_wanted.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the rows; Esc is the panel's."""
        key, item = event.key(), self.currentItem()
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape:
            event.setAccepted(self.cancel_drag())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.shown_wanted.emit(item)
        elif key == Qt.Key.Key_F2 and item is not None:
            self.editItem(item, NAME if item.data(NAME, MEMBER) is None else VALUE)
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.text().isdigit() and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stance_wanted.emit(int(event.text()))
        else:
            super().keyPressEvent(event)


def is_carried(item: QTreeWidgetItem) -> bool:
    """Whether a row can be dragged: headings cannot."""
    return item.data(NAME, GROUP) is not None or item.data(NAME, COLLECTED) is not None


def bold(item: QTreeWidgetItem) -> None:
    """A heading."""
    font = item.font(NAME)
    font.setBold(True)
    item.setFont(NAME, font)
    item.setFirstColumnSpanned(True)


def _rows(item: QTreeWidgetItem | None) -> list[QTreeWidgetItem]:
    """The rows under a row."""
    rows = [item.child(at) for at in range(item.childCount())] if item is not None else []
    return [row for row in rows if row is not None]


def _key(item: QTreeWidgetItem | None) -> tuple[str, str, str] | None:
    """What a row stands for, to know it again."""
    if item is None or item.data(NAME, GROUP) is None:
        return None
    member = item.data(NAME, MEMBER)
    return item.data(NAME, GROUP).id, *((member.article_id, member.span_id) if member else ("", ""))
