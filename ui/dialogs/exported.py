"""What an export wrote, and what was left out."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ui.dialogs.dialog import Dialog, copy_words, text_view


class ExportedDialog(Dialog):
    """Says where an export went, and what was left out."""

    def __init__(self, report: Mapping[str, Any], parent: QWidget | None = None) -> None:
        records, spans = report["records"], report["spans"]
        said = f"Written: {_counted(records, 'record')}, {_counted(spans, 'span')}."
        super().__init__(parent, "Export", said)
        lost = [f"Not kept: {loss['what']}: {loss['count']}." for loss in report.get("losses", ())]
        words = "\n".join([*report["files"], "", *report["warnings"], *lost]).rstrip()
        self.body.addWidget(text_view(words, "Files, and what was left out"), 1)
        place = Path(report["files"][0]).parent if report["files"] else None
        if place is not None:
            self.button("Show the folder", lambda: show_folder(place), left=True)
        self.button("Copy as text", lambda: copy_words(words), left=True)
        self.button("Close", self.accept, default=True).setFocus()
        self.letters(80, 18)


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def show_folder(folder: Path) -> None:
    """Shows a folder in the file manager of the system."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
