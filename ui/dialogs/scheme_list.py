"""A list of names with the buttons that change it: add, remove, up, down."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QListWidget, QPushButton, QVBoxLayout, QWidget


class NamedList(QWidget):
    """Shows names in order; what the buttons want is signalled, with places counted from 0."""

    chosen = Signal()
    add_wanted = Signal()
    remove_wanted = Signal(int)
    move_wanted = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.currentRowChanged.connect(lambda _: self._row_chosen())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.list, 1)
        grid = QGridLayout()
        grid.setSpacing(4)
        self.add = self._button("Add", grid, 0)
        self.remove = self._button("Remove", grid, 1)
        self.up = self._button("Up", grid, 2)
        self.down = self._button("Down", grid, 3)
        layout.addLayout(grid)
        self.add.clicked.connect(lambda: self.add_wanted.emit())
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.row))
        self.up.clicked.connect(lambda: self.move_wanted.emit(self.row, self.row - 1))
        self.down.clicked.connect(lambda: self.move_wanted.emit(self.row, self.row + 1))

    def _button(self, words: str, grid: QGridLayout, at: int) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        grid.addWidget(button, at // 2, at % 2)
        return button

    @property
    def row(self) -> int:
        """The place of the chosen name; -1: none."""
        return self.list.currentRow()

    def fill(self, names: Sequence[str], row: int | None = None) -> None:
        """Shows these names; `row` is the place to choose, None keeps it."""
        row = max(0, self.row) if row is None else row
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems(list(names))
        self.list.setCurrentRow(min(row, len(names) - 1))
        self.list.blockSignals(False)
        self._enable()

    def rename(self, name: str) -> None:
        """Shows another name in the chosen row."""
        self.list.currentItem().setText(name)

    def _row_chosen(self) -> None:
        self._enable()
        self.chosen.emit()

    def _enable(self) -> None:
        self.remove.setEnabled(self.row >= 0)
        self.up.setEnabled(self.row > 0)
        self.down.setEnabled(0 <= self.row < self.list.count() - 1)
