"""The table of a case's members: looked at, gone to, and written into gold."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
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
    Column.LEFT: 152,
    Column.RIGHT: 152,
    Column.GOLD: 176,
    Column.STANCE: 112,
    Column.VALUE: 128,
}
LEAST_PASSAGE = 200
LETTERS = 82
"""Pixels of ten letters where the columns are as wide as `WIDTHS` says."""
NO_STANCE = "no stance"


class StanceCells(QStyledItemDelegate):
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
        self.setMinimumHeight(96)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setMinimumSectionSize(24)
        columns.setSectionResizeMode(Column.PASSAGE, QHeaderView.ResizeMode.Stretch)
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
        if self.members.rowCount():
            self.setCurrentIndex(self.members.index(0, Column.PASSAGE))

    def show_written(self) -> None:
        """Stances and values have columns of their own while they are written."""
        kind = self.members.kind if self.members.is_written else None
        self.setColumnHidden(Column.STANCE, kind is None or not kind.stances)
        self.setColumnHidden(Column.VALUE, kind is None or not kind.member_value)
        gold = WIDTHS[Column.GOLD] // (1 if kind is None else 2)
        if kind is not None and not all(row.may_join for row in self.members.rows):
            gold = WIDTHS[Column.GOLD]
        letters = self.fontMetrics().horizontalAdvance("n" * 10)
        self.setColumnWidth(Column.GOLD, round(gold * letters / LETTERS))
        self._fit(self.viewport().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The passages get the room there is, but never less than can be read."""
        self._fit(event.size().width())
        super().resizeEvent(event)

    def _fit(self, width: int) -> None:
        columns, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        others = sum(columns.sectionSize(c) for c in WIDTHS if not self.isColumnHidden(c))
        roomy = width - others >= LEAST_PASSAGE
        columns.setSectionResizeMode(Column.PASSAGE, modes.Stretch if roomy else modes.Interactive)
        if not roomy:
            self.setColumnWidth(Column.PASSAGE, LEAST_PASSAGE)

    # Keys and the mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the table; all others are the page's."""
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
            self.edit(self.members.index(row, Column.VALUE))
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
            self.edit(index)

    def _double_clicked(self, index: QModelIndex) -> None:
        if not self.members.is_written:
            self.passage_wanted.emit(index.row())
