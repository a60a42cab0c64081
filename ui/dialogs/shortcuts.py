"""The sheet of all shortcuts (F1): searchable, in two columns, printable."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextDocument
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.action_list import TEXT_KEYS
from ui.actions import Actions
from ui.ask import plain_label
from ui.dialogs.dialog import fit_letters

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sheet."""

    group: str
    words: str
    keys: tuple[str, ...]


def rows(actions: Actions) -> list[Row]:
    """All actions that have keys, and the keys of the text, in the order of the menus."""
    from_menus = [
        Row(entry.menu.split("/")[0], entry.words.rstrip("…"), entry.keys)
        for entry in actions.entries()
        if entry.keys
    ]
    in_text = [Row("In the text", words, keys) for words, keys in TEXT_KEYS]
    return sorted(from_menus, key=lambda row: _order(row, from_menus)) + in_text


def _order(row: Row, all_rows: Sequence[Row]) -> int:
    return next(at for at, other in enumerate(all_rows) if other.group == row.group)


def matching(typed: str, given: Sequence[Row]) -> list[Row]:
    """The rows in whose words, group or keys all typed words occur."""
    wanted = typed.casefold().split()
    texts = ((row, " ".join((row.group, row.words, *row.keys)).casefold()) for row in given)
    return [row for row, text in texts if all(word in text for word in wanted)]


def halves(given: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Two columns of about the same height; a group stays together."""
    ends = [0]
    for _, members in groupby(given, key=lambda row: row.group):
        ends.append(ends[-1] + len(list(members)))
    middle = min(ends[1:], key=lambda end: abs(len(given) - 2 * end), default=0)
    return list(given[:middle]), list(given[middle:])


def sheet_html(given: Sequence[Row]) -> str:
    """The sheet for printing."""
    columns = ("".join(_html_rows(column)) for column in halves(given))
    cells = "".join(f'<td width="50%"><table>{column}</table></td>' for column in columns)
    return f"<h2>Annotator: keyboard shortcuts</h2><table width='100%'><tr>{cells}</tr></table>"


def _html_rows(column: Sequence[Row]) -> list[str]:
    lines = []
    for group, members in groupby(column, key=lambda row: row.group):
        lines.append(f"<tr><td colspan='2'><b><br>{html.escape(group)}</b></td></tr>")
        for row in members:
            keys = html.escape(" or ".join(row.keys))
            lines.append(f"<tr><td>{html.escape(row.words)}&nbsp;&nbsp;</td><td>{keys}</td></tr>")
    return lines


def print_sheet(given: Sequence[Row], printer: "QPrinter") -> None:
    """Print the sheet."""
    page = QTextDocument()
    page.setHtml(sheet_html(given))
    page.print_(printer)


class ShortcutSheet(QDialog):
    """All shortcuts; typing narrows them down."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        fit_letters(self, 130, 42)
        self._rows = rows(actions)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Search")
        self.field.setAccessibleName("Search the shortcuts")
        self.field.setClearButtonEnabled(True)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(self.field)
        layout.addWidget(self.area)
        layout.addWidget(self._buttons(actions))
        self.field.textChanged.connect(self._fill)
        self._fill("")
        self.field.setFocus()

    def shown(self) -> list[Row]:
        """The rows that the search lets through."""
        return matching(self.field.text(), self._rows)

    def _buttons(self, actions: Actions) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        for words, do in (
            ("Print…", self._print),
            ("Change shortcuts…", actions["edit-shortcuts"].trigger),
        ):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, do=do: do())
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        close = QPushButton("Close")
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        return buttons

    def _fill(self, _typed: str) -> None:
        page = QWidget()
        columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        columns.setContentsMargins(0, 0, 16, 0)
        columns.setSpacing(40)
        self._columns = columns
        given = self.shown()
        for column in halves(given):
            columns.addLayout(_column(column), 1)
        if not given:
            columns.insertWidget(0, plain_label("No shortcut has these words.", part="faint"))
        self._wide = columns.minimumSize().width()
        self._fit()
        self.area.setWidget(page)

    def _fit(self) -> None:
        """The second column below the first one where there is no room for both."""
        both = self.area.viewport().width() >= self._wide
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if both else direction.TopToBottom)
        self._columns.setSpacing(40 if both else 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the columns anew."""
        super().resizeEvent(event)
        self.layout().activate()  # type: ignore[union-attr]  # it has one
        self._fit()

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            print_sheet(self.shown(), printer)
        dialog.deleteLater()


def _column(given: Sequence[Row]) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(6)
    grid.setHorizontalSpacing(16)
    grid.setColumnStretch(0, 1)
    for group, members in groupby(given, key=lambda row: row.group):
        heading = plain_label(group, part="heading")
        heading.setContentsMargins(0, 8, 0, 0)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
        for row in members:
            words = plain_label(row.words)
            words.setWordWrap(False)
            words.setAccessibleName(f"{row.words}: {' or '.join(row.keys)}")
            at = grid.rowCount()
            grid.addWidget(words, at, 0)
            grid.addWidget(_keys(row.keys), at, 1, Qt.AlignmentFlag.AlignRight)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid


def _keys(keys: Sequence[str]) -> QWidget:
    box = QWidget()
    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(4)
    for key in keys:
        cap: QLabel = plain_label(key, part="key")
        cap.setWordWrap(False)
        line.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
    return box
