"""The questions of stories as a lead writes them: a text of patterns, checked as it is written."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from ui.dialogs.dialog import Dialog

SENTENCE = (
    "Each question stands in square brackets, and below it the words by which news answers it. "
    "They count for all stories of this project."
)
CHECK_AFTER = 300
"""Milliseconds without a key until the text is checked."""


class FacetPatternsDialog(Dialog):
    """Shows patterns to be changed. `check(text)` says why they cannot be read, "" where they can.

    `text` is what was written.
    """

    def __init__(
        self, parent: QWidget | None, text: str, shipped: str, check: Callable[[str], str]
    ) -> None:
        super().__init__(parent, "Questions of a story", SENTENCE)
        self._check = check
        self.field = QPlainTextEdit(text)
        self.field.setAccessibleName("Questions and patterns")
        self.field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.field.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.body.addWidget(self.field)
        self.as_shipped = self.button(
            "As shipped", lambda: self.field.setPlainText(shipped), left=True
        )
        self.button("Cancel", self.reject)
        self.keep: QPushButton = self.button("Keep the questions", self.accept, default=True)
        self._soon = QTimer(self, singleShot=True, interval=CHECK_AFTER)
        self._soon.timeout.connect(self.look)
        self.field.textChanged.connect(self._soon.start)
        self.letters(100, 36)

    @property
    def text(self) -> str:
        """What was written."""
        return self.field.toPlainText()

    def look(self) -> bool:
        """Check what is written; whether it can be kept."""
        why = self._check(self.text)
        self.problem.setText(why)
        self.problem.setVisible(bool(why))
        self.keep.setEnabled(not why)
        return not why

    def accept(self) -> None:
        """Keep it, if it can be read."""
        if self.look():
            super().accept()
