"""A note that saves itself: after a pause in writing, and when it is left."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui.panels.fields import SEVERAL

PAUSE = 1500
"""Milliseconds without a key until the note is saved, as one step."""


class NoteField(QPlainTextEdit):
    """Plain text about something. `written(what, text)`: it is to be saved.

    `what` is whatever `show_note` was told that the note is about; a note that is being
    written is saved before another one is shown.
    """

    written = Signal(object, str)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words = words
        self._about: object = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.save)
        self.document().modificationChanged.connect(lambda on: on and self._pause.start())
        self.textChanged.connect(self._wait)

    def sizeHint(self) -> QSize:
        """Four lines and a bit."""
        return QSize(160, 5 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`."""
        return self.sizeHint()

    def show_note(self, about: object, note: str | None) -> None:
        """Show the note of something; None: of several things with different notes."""
        if about != self._about:
            self.save()
        elif self.document().isModified():
            return  # it is being written; what was read is older
        self._about = about
        self.setPlaceholderText(SEVERAL if note is None else self._words)
        if self.toPlainText() != (note or ""):
            self.setPlainText(note or "")
        self.document().setModified(False)

    def save(self) -> None:
        """Have it saved if it was changed."""
        self._pause.stop()
        if self._about is not None and self.document().isModified():
            self.document().setModified(False)
            self.written.emit(self._about, self.toPlainText())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Left: save."""
        super().focusOutEvent(event)
        self.save()

    def _wait(self) -> None:
        if self.document().isModified():
            self._pause.start()
