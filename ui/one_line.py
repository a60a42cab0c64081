"""A line of words that gives way where there is no room for it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel

from ui.actions import plain_tip

LEAST_LETTERS = 8


class OneLine(QLabel):
    """Asks for as much room as its words take, and is cut where it gets less; all on hover."""

    def __init__(self, part: str = "") -> None:
        super().__init__()
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        if part:
            self.setProperty("part", part)

    @property
    def words(self) -> str:
        """All the words, cut or not."""
        return self._words

    def say(self, words: str) -> None:
        """Shows these words as far as there is room."""
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self._cut()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for all the words."""
        return QSize(self._wide(self._words), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(self._wide(self._words[:LEAST_LETTERS]), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._cut()

    def _around(self) -> int:
        margins = self.contentsMargins()
        return margins.left() + margins.right()

    def _wide(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words) + self._around() + 1

    def _cut(self) -> None:
        room = max(0, self.width() - self._around())
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        self.setToolTip("" if shown == self._words else plain_tip(self._words))
