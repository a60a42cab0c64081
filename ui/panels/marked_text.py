"""Words in several lines, with some of them marked: what this passage tells and the other not."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.model.span import Fragment
from ui.theme import LIGHT, Theme


@dataclass(frozen=True, slots=True)
class Marked:
    """Words on one line, and which of them are marked: places in `words`, in text order."""

    words: str = ""
    marks: tuple[Fragment, ...] = ()


def marked(text: str, place: Fragment, marks: Sequence[Fragment], most: int = 600) -> Marked:
    """The words at a place of a text, and what is marked there; so many code points at most."""
    start, end = place.start, min(place.end, place.start + most)
    inside = [
        Fragment(max(one.start, start) - start, min(one.end, end) - start)
        for one in sorted(marks)
        if one.start < end and one.end > start
    ]
    words = "".join(" " if c.isspace() or not c.isprintable() else c for c in text[start:end])
    return Marked(words + ("…" if end < place.end else ""), tuple(inside))


def laid_out(what: Marked, font: QFont, width: int, theme: Theme) -> tuple[QTextLayout, float]:
    """The words in lines, and how high they are together."""
    layout = QTextLayout(what.words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_format(what.words, one, theme) for one in what.marks])
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 20))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, height


def _format(words: str, place: Fragment, theme: Theme) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    # Qt counts in UTF-16.
    found.start = _units(words[: place.start])
    found.length = _units(words[place.start : place.end])
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setBackground(QColor(theme.hit))
    found.format = look
    return found


def _units(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


class MarkedLabel(QWidget):
    """Shows marked words in as many lines as they need, up to a number."""

    def __init__(self, lines: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._what = Marked()
        self.theme = LIGHT
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def what(self) -> Marked:
        """What is shown."""
        return self._what

    def show_words(self, what: Marked) -> None:
        """Show these words."""
        if what != self._what:
            self._what = what
            self.setAccessibleName(what.words)
            self.setToolTip(f"<span>{escape(what.words)}</span>" if what.words else "")
            self.updateGeometry()
            self.update()

    def dress(self, theme: Theme) -> None:
        """Take the theme."""
        self.theme = theme
        self.update()

    def heightForWidth(self, width: int) -> int:
        """As high as the words, up to so many lines."""
        _, height = laid_out(self._what, self.font(), width, self.theme)
        return round(min(height, self._lines * self.fontMetrics().height()))

    def sizeHint(self) -> QSize:
        """As wide as may be."""
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other lines."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words."""
        with QPainter(self) as painter:
            painter.setPen(QColor(self.theme.text))
            painter.setClipRect(self.rect(), Qt.ClipOperation.IntersectClip)
            layout, _ = laid_out(self._what, self.font(), self.width(), self.theme)
            layout.draw(painter, QPointF(0, 0))
