"""Signs in the margin for questions to the lead that are open."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from ui.article.canvas import ArticleCanvas

SIZE = 15
"""Pixels across a sign."""
LEFT = 2


class AskedAt(NamedTuple):
    """An open question: the first code point of what it is about (0 where that is the whole
    article), its words, and the id of the span or ""."""

    start: int
    words: str
    span_id: str


class QuestionMarks:
    """A question mark in a ring beside the line where each asked span begins.

    What is drawn has the shape of a question mark, so it is not told by colour alone.
    """

    def __init__(self, canvas: ArticleCanvas) -> None:
        self._canvas = canvas
        self.asked: tuple[AskedAt, ...] = ()

    def show(self, asked: Sequence[AskedAt]) -> bool:
        """Shows these from now on; False where they are the same as before."""
        before, self.asked = self.asked, tuple(asked)
        return before != self.asked

    def places(self) -> list[tuple[QRectF, list[AskedAt]]]:
        """Each sign that is in view, with what is asked on its line."""
        found: dict[int, list[AskedAt]] = {}
        for one in self.asked:
            extent = self._canvas.extent(one.start, one.start + 1)
            if extent is not None:
                found.setdefault(round(extent[0]), []).append(one)
        room = (self._canvas.line_pitch - SIZE) / 2
        return [(QRectF(LEFT, top + room, SIZE, SIZE), some) for top, some in found.items()]

    def at(self, point: QPointF) -> list[AskedAt]:
        """What is asked by the sign under a point."""
        return next((some for box, some in self.places() if box.contains(point)), [])

    def paint(self, painter: QPainter, font: QFont) -> None:
        """Draws the signs over what is there."""
        places = self.places()
        if not places:
            return
        style = self._canvas.pane_style
        small = QFont(font)
        small.setPixelSize(11)
        small.setWeight(QFont.Weight.DemiBold)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small)
        for box, _ in places:
            painter.setPen(QPen(style.text, 1.2))
            painter.setBrush(style.margin)
            painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")
