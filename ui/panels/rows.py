"""A list of rows of two lines for panels: what it is, and under it where and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from ui.article.styles import LabelStyle
from ui.panels.two_lines import GREYED, RIGHT, SECOND, SIGN, STRONG, TwoLineDelegate
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `id` is what it stands for."""

    id: str
    first: str
    second: str = ""
    right: str = ""
    sign: LabelStyle | None = None
    strong: bool = False
    greyed: bool = False


class RowsModel(QAbstractListModel):
    """Rows in order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def fill(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Both lines, the sign before them, and all of it for tool tip and screen reader."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        lines = [line for line in (row.first, row.second, row.right) if line]
        match role:
            case Role.DisplayRole:
                return row.first
            case Role.AccessibleTextRole:
                return ", ".join(lines)
            case Role.ToolTipRole:
                return "<span>" + "<br>".join(escape(line[:1000]) for line in lines) + "</span>"
        shown = {SECOND: row.second, RIGHT: row.right, SIGN: row.sign}
        return {**shown, STRONG: row.strong, GREYED: row.greyed}.get(role)


class RowsList(QListView):
    """The rows. Signals: `pressed_row(id)` on a click or Enter, `current_changed(id or "")`."""

    pressed_row = Signal(str)
    current_changed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.lines = TwoLineDelegate(self)
        self.setItemDelegate(self.lines)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(name)
        self.clicked.connect(lambda index: self.pressed_row.emit(self.id_at(index)))
        self.selectionModel().currentChanged.connect(
            lambda index, _: self.current_changed.emit(self.id_at(index))
        )

    def id_at(self, index: QModelIndex) -> str:
        """What the row stands for, "" for no row."""
        return self.rows.rows[index.row()].id if index.isValid() else ""

    @property
    def current(self) -> str:
        """What the current row stands for."""
        return self.id_at(self.currentIndex())

    def fill(self, rows: Sequence[Row]) -> None:
        """Show these rows; the current one stays, or the one in its place becomes it."""
        was, at = self.current, self.currentIndex().row()
        self.rows.fill(rows)
        if not self.choose(was) and at >= 0 and rows:
            self.setCurrentIndex(self.rows.index(min(at, len(rows) - 1)))
        if not rows:
            self.current_changed.emit("")

    def choose(self, row_id: str) -> bool:
        """Make this row the current one; whether it is there."""
        for at, row in enumerate(self.rows.rows):
            if row.id == row_id:
                self.setCurrentIndex(self.rows.index(at))
                return True
        return False

    def step(self, by: int) -> str:
        """Go on or back by so many rows; what the row stands for, "" where there is none."""
        at = self.currentIndex().row() + by if self.currentIndex().isValid() else 0
        if not 0 <= at < self.rows.rowCount():
            return ""
        self.setCurrentIndex(self.rows.index(at))
        return self.current

    def dress(self, theme: Theme) -> None:
        """Take the colours."""
        self.lines.theme = theme
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is a click; Esc is the panel's."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.current:
                self.pressed_row.emit(self.current)
        else:
            super().keyPressEvent(event)
