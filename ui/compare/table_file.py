"""A table of figures to take away: to the clipboard, or into a CSV file."""

import csv
import io
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from annotator.errors import BadInput
from annotator.settings import write_whole
from ui.ask import Ask, FileKind

Rows = Sequence[Sequence[str]]
"""The heads, then the rows."""
TABLES = (FileKind("Table (CSV)", ("csv",)),)
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes what begins so for a formula."""


def written(value: float | None) -> str:
    """A figure with all its digits, "" where there is none."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(value)


def safe(words: str) -> str:
    """Words of the data, so that no spreadsheet takes them for a formula."""
    return f"'{words}" if words.startswith(FORMULAS) else words


def copy_table(rows: Rows) -> None:
    """Puts it on the clipboard, as spreadsheets take it."""
    lines = ("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
    QGuiApplication.clipboard().setText("\n".join(lines))


def save_table(name: str, rows: Rows, ask: Ask) -> None:
    """Asks where to, and writes it; says what went wrong."""
    path = ask.save_file(name, TABLES)
    if path is None:
        return
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    try:
        write_whole(path, file.getvalue().encode("utf-8-sig"))
    except OSError as error:
        ask.tell_error(BadInput(f"{path} cannot be written: {error.strerror}."))


def offer(
    widget: QWidget, at: QPoint, rows: Callable[[], Rows], save: Callable[[], None],
    *more: QAction,
) -> None:  # fmt: skip
    """Opens a menu at a place of the screen: copy the table, save it, and what more there is."""
    menu = QMenu(widget)
    menu.addAction("Copy table").triggered.connect(lambda _: copy_table(rows()))
    menu.addAction("Save table…").triggered.connect(lambda _: save())
    menu.addActions(more)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
