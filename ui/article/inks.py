"""The lines under the text as rows of palette numbers: a style per label tells them apart without
colour.

A line's underlines are one small image with a palette. A stretch is copied into it from the
pattern of its style, row by row: that costs the same for a wave as for a stroke, and keeps
thousands of spans on one screen cheap.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from annotator.model.scheme import Underline
from ui.article.line_metrics import LANE

TILE = 24
"""Pixels after which every pattern repeats."""
SHADES = 3
"""Steps from nothing to the full colour, for smooth waves."""

Rows = list[tuple[int, bytes]]
"""Row inside the lane and palette numbers along the picture's whole width."""


class Inks:
    """Palette and patterns for pictures of one width (device pixels)."""

    def __init__(self, width: int, ratio: float) -> None:
        self.width = width
        self.lane = round(LANE * ratio)
        self._ratio = ratio
        self.palette: list[int] = [0]
        self._rows: dict[tuple[Underline | None, int], Rows] = {}

    def rows(self, style: Underline | None, colour: QColor) -> Rows:
        """The pattern of a style in a colour; None: what stands for several lines at once."""
        key = style, colour.rgba()
        rows = self._rows.get(key)
        if rows is None:
            rows = self._rows[key] = self._make(style, colour)
        return rows

    def _make(self, style: Underline | None, colour: QColor) -> Rows:
        first = len(self.palette)
        if first + SHADES > 256:
            first = 1
        else:
            for shade in range(1, SHADES + 1):
                tone = QColor(colour)
                tone.setAlphaF(shade / SHADES)
                self.palette.append(tone.rgba())
        tile = self._tile(style)
        rows: Rows = []
        for y in range(self.lane):
            shades = [round(tile.pixelColor(x, y).alphaF() * SHADES) for x in range(tile.width())]
            if any(shades):
                pattern = bytes(first + shade - 1 if shade else 0 for shade in shades)
                repeats = self.width // len(pattern) + 1
                rows.append((y, (pattern * repeats)[: self.width]))
        return rows

    def _tile(self, style: Underline | None) -> QImage:
        image = QImage(QSize(TILE, LANE) * self._ratio, QImage.Format.Format_ARGB32)
        image.setDevicePixelRatio(self._ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        if style is Underline.WAVY:
            _wave(painter)
        else:
            for box in _strokes(style):
                painter.fillRect(box, Qt.GlobalColor.black)
        painter.end()
        return image


def _strokes(style: Underline | None) -> list[QRectF]:
    if style is Underline.SOLID:
        return [QRectF(0, 0, TILE, 2)]
    if style is Underline.THICK:
        return [QRectF(0, 0, TILE, 3)]
    if style is Underline.DOUBLE:
        return [QRectF(0, 0, TILE, 1), QRectF(0, 2, TILE, 1)]
    if style is Underline.DOTTED:
        return [QRectF(x, 0, 2, 2) for x in range(0, TILE, 4)]
    if style is Underline.DASHED:
        return [QRectF(x, 0, 5, 2) for x in range(0, TILE, 8)]
    return [QRectF(x, 0, 1, 3) for x in range(0, TILE, 3)]


def _wave(painter: QPainter) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("black"), 1.4))
    path = QPainterPath(QPointF(-3, 1.6))
    for step in range(TILE // 3 + 2):
        x = step * 3 - 3
        crest = 3.9 if step % 2 else -0.7
        path.quadTo(QPointF(x + 1.5, crest), QPointF(x + 3, 1.6))
    painter.drawPath(path)
