"""Faint lines between articles side by side, from what is lit in the one to it in the next."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

WIDTH = 1.5
ROOM = 3
"""Pixels around a line that belong to it."""
TALL, PAD = 18, 6


@dataclass(frozen=True, slots=True)
class Line:
    """From the right edge of one column to the left edge of the next."""

    start: QPointF
    end: QPointF

    def path(self) -> QPainterPath:
        """A bow that leaves and arrives level."""
        path = QPainterPath(self.start)
        middle = (self.start.x() + self.end.x()) / 2
        path.cubicTo(
            QPointF(middle, self.start.y()), QPointF(middle, self.end.y()), QPointF(self.end)
        )
        return path


@dataclass(frozen=True, slots=True)
class Sign:
    """So many counterparts are above, or below, what is seen of an article."""

    place: QPointF
    """The right end of the edge of what is seen."""
    number: int
    above: bool

    @property
    def words(self) -> str:
        """What stands on it."""
        return f"{'▲' if self.above else '▼'} {self.number:,}"


class Connectors(QWidget):
    """Lies over the articles, takes no mouse, and is not there while nothing is lit."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._below = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lines: Sequence[Line] = ()
        self.signs: Sequence[Sign] = ()
        self._line, self._ground, self._text = QColor(), QColor(), QColor()
        self.hide()

    def dress(self, line: QColor, ground: QColor, text: QColor) -> None:
        """Colours of the lines, and ground and words of the signs."""
        self._line, self._ground, self._text = line, ground, text

    def show_these(self, lines: Sequence[Line], signs: Sequence[Sign]) -> None:
        """Draw these lines and signs, in pixels of the parent, and nothing else."""
        if not lines and not signs:
            self.clear()
            return
        self.lines, self.signs = lines, signs
        self.setGeometry(self._below.rect())
        # Only what is drawn on is painted again, also what lies below.
        self.setMask(self._covered())
        self.show()
        self.raise_()
        self.update()

    def clear(self) -> None:
        """Draw nothing."""
        self.lines, self.signs = (), ()
        self.hide()

    def _covered(self) -> QRegion:
        region = QRegion()
        for line in self.lines:
            box = line.path().boundingRect().toAlignedRect()
            region += box.adjusted(-ROOM, -ROOM, ROOM, ROOM)
        for sign in self.signs:
            region += self.box_of(sign)
        return region

    def box_of(self, sign: Sign) -> QRect:
        """Where a sign stands: inside the edge."""
        width = QFontMetricsF(self.font()).horizontalAdvance(sign.words) + 2 * PAD
        top = sign.place.y() if sign.above else sign.place.y() - TALL
        return QRectF(sign.place.x() - width, top, width, TALL).toAlignedRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines, and over them the signs."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._line, WIDTH))
            for line in self.lines:
                painter.drawPath(line.path())
            painter.setBrush(self._line)
            painter.setPen(Qt.PenStyle.NoPen)
            for line in self.lines:
                painter.drawEllipse(line.start, 2.5, 2.5)
                painter.drawEllipse(line.end, 2.5, 2.5)
            for sign in self.signs:
                box = QRectF(self.box_of(sign)).adjusted(0.5, 0.5, -0.5, -0.5)
                painter.setPen(QPen(self._line, 1))
                painter.setBrush(self._ground)
                painter.drawRoundedRect(box, TALL / 2, TALL / 2)
                painter.setPen(self._text)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign.words)
