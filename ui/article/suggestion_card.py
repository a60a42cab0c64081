"""The card beside the current suggestion: what it is, why, and the keys that answer it."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.article.beside import beside
from ui.article.chip import Chip
from ui.article.flow import lay_out

WIDEST = 560
"""Pixels; a card is read at a glance."""
MARGIN = QPoint(14, 8)
LONGEST = 120
"""Characters of a reason; the list and the tool tip have all of it."""
ANSWERS: Mapping[str, str] = {
    "accept-suggestion": "accept",
    "reject-suggestion": "reject",
    "accept-edited": "edges",
    "skip-suggestion": "skip",
    "accept-same": "all…",
}
"""The actions on the card and what they are called there."""


class SuggestionCard(QFrame):
    """Says what is suggested and why. It takes no focus: the keys belong to the text.

    Signals: `answered` with the name of the action that was clicked.
    """

    answered = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Suggestion")
        self.is_open = False
        self._room = WIDEST
        self._colour = QColor(Qt.GlobalColor.gray)
        self._label, self._what = self._line(), self._line()
        self._reason = self._line(faint=True)
        font = self._label.font()
        font.setBold(True)
        self._label.setFont(font)
        self._chips: dict[str, Chip] = {}
        self.set_keys({})
        self.hide()

    def _line(self, *, faint: bool = False) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if faint:
            label.setProperty("part", "faint")
        return label

    def set_keys(self, keys: Mapping[str, str], tips: Mapping[str, str] | None = None) -> None:
        """The keys in force and what a click does, by action."""
        for chip in self._chips.values():
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for name, words in ANSWERS.items():
            chip = Chip(words, keys.get(name, ""), checkable=False, parent=self)
            chip.setToolTip((tips or {}).get(name, ""))
            chip.clicked.connect(partial(self.answered.emit, name))
            chip.show()
            self._chips[name] = chip
        if self.is_open:
            self._arrange(self._room)

    def show_suggestion(
        self, label: str, what: str, reason: str, count: str, *, colour: QColor
    ) -> None:
        """Show a suggestion: its label, what is said of it, why it was made, how many wait."""
        self._colour = colour
        short = reason if len(reason) <= LONGEST else f"{reason[:LONGEST].rsplit(' ', 1)[0]} …"
        told = " · ".join(part for part in (short, count) if part)
        for line, words in ((self._label, label), (self._what, what), (self._reason, told)):
            line.setText(words)
            line.setVisible(bool(words))
        self.setAccessibleDescription(f"{label} {what}: {reason}")
        self.is_open = True
        self._arrange(self._room)

    def close_card(self) -> None:
        """Nothing is suggested here now."""
        self.is_open = False
        self.hide()

    def words(self) -> str:
        """What the card says, for a screen reader."""
        shown = (self._label.text(), self._what.text(), self._reason.text())
        return "; ".join(words for words in shown if words)

    def chips(self) -> Sequence[Chip]:
        """The answers, in order."""
        return tuple(self._chips.values())

    def sizeHint(self) -> QSize:
        """What it needs where there is room."""
        return self.size() if self.is_open else QSize(WIDEST, 96)

    def place(self, words: Sequence[QRect], room: QRect) -> None:
        """Stand beside the suggestion's words; hidden while they are out of view."""
        place = beside(words, room, self._arrange) if self.is_open else None
        self.setVisible(place is not None)
        if place is not None:
            self.move(place)
            self.raise_()

    def _arrange(self, width: int) -> QSize:
        self._room = width = min(width, WIDEST)
        room = max(width - 2 * MARGIN.x(), 120)
        self._wrap(self._what, room)
        self._wrap(self._reason, room)
        rows: list[list[QWidget]] = [[line for line in (self._label, self._what) if line.text()]]
        if self._what.wordWrap():
            rows = [[line] for line in rows[0]]
        if self._reason.text():
            rows.append([self._reason])
        rows.append(list(self._chips.values()))
        needed = lay_out(rows, room, MARGIN)
        size = QSize(needed.width() + 2 * MARGIN.x(), needed.height() + 2 * MARGIN.y())
        self.resize(size)
        return size

    def _wrap(self, line: QLabel, room: int) -> None:
        line.setMinimumSize(QSize(0, 0))  # else its last height counts
        line.setWordWrap(False)
        if line.sizeHint().width() > room:
            line.setWordWrap(True)
            line.setMinimumSize(QSize(room, line.heightForWidth(room)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quiet card with a broken edge in the label's colour: nothing is decided yet."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            outline = QColor(self.palette().text().color())
            outline.setAlpha(90)
            painter.setPen(QPen(outline, 1))
            painter.setBrush(self.palette().window())
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour)
            for top in range(8, self.height() - 12, 9):
                painter.drawRoundedRect(QRect(4, top, 3, 6), 1.5, 1.5)
