"""The table of a case's members: looked at, gone to, and written into gold."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.ask import doubled
from ui.compare.groups_members_model import Column, MembersModel

Index = QModelIndex | QPersistentModelIndex
WIDTHS = {
    Column.SIGN: 28,
    Column.ARTICLE: 128,
    Column.STANCE: 104,
    Column.VALUE: 136,
}
SHARED = {Column.PASSAGE: 200, Column.LEFT: 96, Column.RIGHT: 96, Column.GOLD: 96}
"""What shares the room that is left, and how much each needs at least."""
SHARES = {Column.PASSAGE: 5, Column.LEFT: 3, Column.RIGHT: 3, Column.GOLD: 3}
LETTERS = 82
"""Pixels of ten letters where the columns are as wide as `WIDTHS` says."""
NO_STANCE = "no stance"
WRITING = frozenset(
    (
        *range(Qt.Key.Key_0, Qt.Key.Key_9 + 1),
        *(Qt.Key.Key_Space, Qt.Key.Key_F2),
        *(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape),
    )
)
"""Keys that write."""


class FieldCells(QStyledItemDelegate):
    """A field as high as its letters need, also where the row is lower."""

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Over the cell, and over the edges of the rows beside it where it has to."""
        box = QRect(option.rect)
        more = editor.sizeHint().height() - box.height()
        if more > 0:
            box.adjust(0, -(more // 2), 0, more - more // 2)
            box.moveTop(max(0, box.top()))
        editor.setGeometry(box)


class StanceCells(FieldCells):
    """A stance is chosen from those that the kind knows."""

    def createEditor(  # noqa: N802
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QComboBox:
        """A list of the stances, open at once."""
        box = QComboBox(parent)
        box.setAccessibleName("Stance")
        model = index.model()
        stances = model.kind.stances if isinstance(model, MembersModel) and model.kind else ()
        box.addItem(NO_STANCE, "")
        for stance in stances:
            box.addItem(doubled(stance), stance)
        box.activated.connect(self._chosen)
        return box

    def _chosen(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.commitData.emit(box)
            self.closeEditor.emit(box, QAbstractItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The stance it has."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data())))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """The stance that was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())


class MembersTable(QTableView):
    """Enter or a double click goes to a passage. While gold is written, Space takes a member in or
    out, 1 to 9 give it a stance and 0 takes that back, F2 writes its value, Enter takes what is
    written and Esc leaves it.

    Signals: `passage_wanted(row)`; `taken`, `left`: what becomes of what is written.
    """

    passage_wanted = Signal(int)
    taken = Signal()
    left = Signal()

    def __init__(self, model: MembersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.members = model
        self.setModel(model)
        self.setAccessibleName("Members")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegateForColumn(Column.STANCE, StanceCells(self))
        self.setItemDelegateForColumn(Column.VALUE, FieldCells(self))
        self.setMinimumHeight(96)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setMinimumSectionSize(24)
        self.doubleClicked.connect(self._double_clicked)
        model.modelReset.connect(self._begin)
        self._begin()

    def _begin(self) -> None:
        """Columns as wide as their letters need; the first row is the current one."""
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 12)
        letters = metrics.horizontalAdvance("n" * 10)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, round(width * letters / LETTERS))
        self.show_written()
        self.go_to(0)

    def go_to(self, row: int) -> None:
        """Make this row the current one."""
        if row < self.members.rowCount():
            self.setCurrentIndex(self.members.index(row, Column.PASSAGE))

    def show_written(self) -> None:
        """Stances and values have columns of their own while they are written."""
        kind = self.members.kind if self.members.is_written else None
        self.setColumnHidden(Column.STANCE, kind is None or not kind.stances)
        self.setColumnHidden(Column.VALUE, kind is None or not kind.member_value)
        self._fit(self.viewport().width())

    @property
    def words(self) -> str:
        """What its keys do while gold is written."""
        kind = self.members.kind
        told = ["Space takes a member in or out"]
        if kind is not None and kind.stances:
            told.append("numbers give a stance")
        if kind is not None and kind.member_value:
            told.append("F2 writes a value")
        return " · ".join([*told, "Enter takes it", "Esc leaves it"])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Passages and what is said of them share the room."""
        self._fit(event.size().width())
        super().resizeEvent(event)

    def _fit(self, width: int) -> None:
        others = sum(self.columnWidth(c) for c in WIDTHS if not self.isColumnHidden(c))
        room, shares = width - others, sum(SHARES.values())
        letters = self.fontMetrics().horizontalAdvance("n" * 10)
        for column, least in SHARED.items():
            wanted = room * SHARES[column] // shares
            self.setColumnWidth(column, max(wanted, round(least * letters / LETTERS)))

    # Keys and the mouse

    def event(self, event: QEvent) -> bool:
        """While gold is written its keys are the table's, whatever they do on the page."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.members.is_written
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            and event.key() in WRITING
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the table; all others are the page's."""
        if self.state() is QAbstractItemView.State.EditingState:
            event.accept()  # Enter and Esc in a field end writing there, and nothing else
            return
        key, row = event.key(), self.currentIndex().row()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.members.is_written and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self._write(key, row):
                return
        elif enter and row >= 0:
            self.passage_wanted.emit(row)
            return
        if key == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def _write(self, key: int, row: int) -> bool:
        """What a key does while gold is written; False: nothing."""
        kind = self.members.kind
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif row < 0 or kind is None:
            return False
        elif key == Qt.Key.Key_Space:
            self.members.tick(row)
        elif key == Qt.Key.Key_F2 and kind.member_value:
            self._open(self.members.index(row, Column.VALUE))
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            number = key - Qt.Key.Key_0
            if number <= len(kind.stances):
                self.members.say(row, stance=kind.stances[number - 1] if number else "")
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a stance offers the others."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self.members.is_written and index.isValid() and index.column() == Column.STANCE:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        """Opens a field where there is something to write."""
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _double_clicked(self, index: QModelIndex) -> None:
        if not self.members.is_written:
            self.passage_wanted.emit(index.row())
