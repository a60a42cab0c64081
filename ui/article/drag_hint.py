"""Words beside the pointer that say what a drop would do here."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.ask import plain_label

BESIDE = QPoint(16, 20)
"""Pixels from the pointer."""


class DragHint(QFrame):
    """Lies over a window, lets the mouse through and follows the pointer."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("part", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words = plain_label("")
        self._words.setWordWrap(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(self._words)
        self.hide()

    @property
    def words(self) -> str:
        """What it says; "" while it says nothing."""
        return self._words.text() if not self.isHidden() else ""

    def say(self, words: str, point: QPoint, *, good: bool = True) -> None:
        """Say this beside a point of the screen; nothing for "". `good`: a drop does something."""
        if not words:
            self.hide()
            return
        part = "" if good else "bad"
        if self._words.property("part") != part:
            self._words.setProperty("part", part)
            self._words.style().unpolish(self._words)
            self._words.style().polish(self._words)
        room = self._window.rect()
        longest = max(room.width() - 48, 80)
        metrics = self._words.fontMetrics()
        self._words.setText(metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, longest))
        self.adjustSize()
        here = self._window.mapFromGlobal(point) + BESIDE
        if here.y() + self.height() > room.bottom():
            here.setY(here.y() - 2 * BESIDE.y() - self.height())
        here.setX(max(min(here.x(), room.right() - self.width()), 0))
        self.move(here)
        self.show()
        self.raise_()
