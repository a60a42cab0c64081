"""The field for words of one's own on the line of chips."""

import datetime
import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

CLOSING = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""What ends typing, and what closes the line of chips."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def with_date(words: str, today: datetime.date) -> str:
    """An address with the day it was looked at: today where no day is given."""
    words = words.strip()
    return words if not words or _DATE.search(words) else f"{words} {today.isoformat()}"


class Field(QLineEdit):
    """The one-line field of a text value: Enter takes it, Esc leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives the focus back; Enter goes no further than this; all else is typing."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
        if event.key() in CLOSING:
            event.accept()
