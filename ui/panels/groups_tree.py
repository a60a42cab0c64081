"""The rows of the groups: kinds, groups under them, and their members."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

GROUP = Qt.ItemDataRole.UserRole
MEMBER = Qt.ItemDataRole.UserRole + 1
NAME, VALUE, STANCE, ARTICLE = range(4)
HEADINGS = ("Group", "Value", "Stance", "Article")
_SHARES = (0.46, 0.2, 0.12)
"""Of the room, for all columns but the last, which has the rest."""


class GroupsTree(QTreeWidget):
    """Enter or a click shows the passages, F2 writes, 1–9 give a stance and 0 takes it back,
    Delete removes.

    Signals: `shown_wanted(item)`, `stance_wanted(number)`, `remove_wanted`,
    `menu_wanted(global position)`.
    """

    shown_wanted = Signal(QTreeWidgetItem)
    stance_wanted = Signal(int)
    remove_wanted = Signal()
    menu_wanted = Signal(QPoint)

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

    def group_items(self) -> list[QTreeWidgetItem]:
        """The rows of groups, from the top."""
        tops = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        return [row for top in tops for row in _rows(top)]

    @contextmanager
    def refilled(self) -> Iterator[None]:
        """Everything is listed anew meanwhile; the current row and what is folded stay."""
        current, folded = _key(self.currentItem()), set()
        for item in self.group_items():
            if not item.isExpanded():
                folded.add(_key(item))
        top = self.verticalScrollBar().value()
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
            event.ignore()
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
