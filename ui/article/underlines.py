"""The lines under the text, one style per label: they tell labels apart without colour."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from annotator.model.scheme import Underline
from ui.article.line_metrics import LANE

PERIOD = {Underline.WAVY: 6, Underline.DOTTED: 4, Underline.DASHED: 8}
"""Pixels after which a pattern repeats."""
BUNDLE = 3
"""Pixels between the strokes that stand for several lines at once."""


class Underlines:
    """Draws stretches of underline; patterns are painted once and laid out as tiles."""

    def __init__(self, ratio: float) -> None:
        self._ratio = ratio
        self._tiles: dict[tuple[Underline | None, int], QPixmap] = {}

    def draw(
        self, painter: QPainter, style: Underline, colour: QColor, stretches: Iterable[QRectF]
    ) -> None:
        """Draw stretches (left, top of the lane, width) in one style and colour."""
        if style in PERIOD:
            self._lay(painter, self._tile(style, colour), stretches)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        rects = []
        for box in stretches:
            x, y, width = box.x(), box.y(), box.width()
            if style is Underline.DOUBLE:
                rects += [QRectF(x, y, width, 1), QRectF(x, y + 2, width, 1)]
            else:
                rects.append(QRectF(x, y, width, 3 if style is Underline.THICK else 2))
        painter.drawRects(rects)

    def draw_bundle(self, painter: QPainter, colour: QColor, stretches: Iterable[QRectF]) -> None:
        """Draw the line that stands for several that have no room of their own."""
        self._lay(painter, self._tile(None, colour), stretches)

    def _lay(self, painter: QPainter, tile: QPixmap, stretches: Iterable[QRectF]) -> None:
        for box in stretches:
            x = round(box.x())
            width = max(round(box.x() + box.width()) - x, 2)
            painter.drawTiledPixmap(QRectF(x, box.y(), width, LANE), tile, QPointF(x % 24, 0))

    def _tile(self, style: Underline | None, colour: QColor) -> QPixmap:
        key = style, colour.rgba()
        tile = self._tiles.get(key)
        if tile is None:
            tile = self._tiles[key] = self._paint_tile(style, colour)
        return tile

    def _paint_tile(self, style: Underline | None, colour: QColor) -> QPixmap:
        """One tile of 24 pixels, a multiple of every period."""
        tile = QPixmap(QSize(24, LANE) * self._ratio)
        tile.setDevicePixelRatio(self._ratio)
        tile.fill(Qt.GlobalColor.transparent)
        painter = QPainter(tile)
        if style is Underline.WAVY:
            self._wave(painter, colour)
        elif style is Underline.DOTTED:
            for x in range(0, 24, PERIOD[style]):
                painter.fillRect(QRectF(x, 0, 2, 2), colour)
        elif style is Underline.DASHED:
            for x in range(0, 24, PERIOD[style]):
                painter.fillRect(QRectF(x, 0, 5, 2), colour)
        else:
            for x in range(0, 24, BUNDLE):
                painter.fillRect(QRectF(x, 0, 1, 3), colour)
        painter.end()
        return tile

    def _wave(self, painter: QPainter, colour: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.4))
        half = PERIOD[Underline.WAVY] / 2
        path = QPainterPath(QPointF(-half, 1.6))
        for step in range(10):
            x = step * half - half
            crest = 3.8 if step % 2 else -0.6
            path.quadTo(QPointF(x + half / 2, crest), QPointF(x + half, 1.6))
        painter.drawPath(path)
