"""The lines under the text as rows of palette numbers: a style per label tells them apart without
colour.

A lane is first written as one row of codes, one per device pixel: what stands there in the column
of that pixel, from the top of the lane to its bottom. Each row of the lane is then its codes seen
through a table. That costs the same for a wave as for a stroke and hardly more for a thousand spans
than for one.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from annotator.model.scheme import Underline
from ui.article.line_metrics import LANE

TILE = 24
"""Pixels after which every pattern repeats."""
MOST = 48
"""Inks at most, so that the palette has room for the fills."""
SHADES = 3
"""Steps from nothing to the full colour, for smooth waves."""
KEPT = 1000
"""Mixed colours kept for all panes together."""
STEPS = bytes(round(alpha / 255 * SHADES) for alpha in range(256))


class Inks:
    """The palette of a theme, and its inks: rows of codes for a style in a colour.

    An ink is `width` device pixels long. Palette number 0 is the ground; code 0 is a place where
    no line runs.
    """

    def __init__(self, ground: QColor, width: int, ratio: float) -> None:
        self.lane = round(LANE * ratio)
        self.palette: list[int] = [ground.rgb()]
        self._width, self._ratio = width, ratio
        self._inks: dict[tuple[Underline | None, int], bytes] = {}
        self._first = b""
        self._codes = 1
        self._tables = [bytearray(256) for _ in range(self.lane)]

    def add(self, rgb: int) -> int:
        """The palette number of one more colour; 255, whatever that is, once all are given out."""
        if len(self.palette) < 256:
            self.palette.append(rgb)
        return len(self.palette) - 1

    def ink(self, style: Underline | None, colour: QColor) -> bytes:
        """The ink of a style in a colour; None: what stands for several lines at once.

        There is room for `MOST`; what is beyond has the look of the first.
        """
        key = style, colour.rgb()
        ink = self._inks.get(key)
        if ink is None:
            ink = self._inks[key] = self._make(style, colour)
            self._first = self._first or ink
        return ink

    def rows(self, codes: bytearray) -> Iterator[tuple[int, bytearray]]:
        """The rows of a lane that are not empty, as palette numbers."""
        empty = bytes(len(codes))
        for y, table in enumerate(self._tables):
            row = codes.translate(table)
            if row != empty:
                yield y, row

    def _make(self, style: Underline | None, colour: QColor) -> bytes:
        """An ink, its shades added to the palette and its columns to the tables."""
        columns, pattern = _columns(style, self._ratio, self.lane)
        if len(self._inks) >= MOST or self._codes + len(columns) > 256:
            return self._first
        shades = (0, *map(self.add, _shades(colour.rgb(), self.palette[0])))
        for code, column in enumerate(columns, self._codes):
            for table, step in zip(self._tables, column, strict=True):
                table[code] = shades[step]
        ink = _repeated(pattern, self._codes, self._width)
        self._codes += len(columns)
        return ink


@lru_cache(KEPT)
def _shades(rgb: int, ground_rgb: int) -> list[int]:
    """A colour in steps from the ground to the full one."""
    return [mixed((rgb,), ground_rgb, step / SHADES) for step in range(1, SHADES + 1)]


@lru_cache(KEPT)
def mixed(parts: tuple[int, ...], ground_rgb: int, share: float) -> int:
    """The mean of some colours, laid over the ground with `share` of their strength."""
    colours, ground, count = [QColor(rgb) for rgb in parts], QColor(ground_rgb), len(parts)
    red = sum(colour.redF() for colour in colours) / count
    green = sum(colour.greenF() for colour in colours) / count
    blue = sum(colour.blueF() for colour in colours) / count
    rest = 1 - share
    return QColor.fromRgbF(
        red * share + ground.redF() * rest,
        green * share + ground.greenF() * rest,
        blue * share + ground.blueF() * rest,
    ).rgb()


@lru_cache(MOST)
def _repeated(pattern: bytes, first: int, width: int) -> bytes:
    """A pattern of columns along the line, their codes from `first` on: the same for all panes
    with one look."""
    codes = bytes(column + first for column in pattern)
    return (codes * (width // len(codes) + 1))[:width]


@cache
def _columns(style: Underline | None, ratio: float, lane: int) -> tuple[list[bytes], bytes]:
    """The different columns of a style, each a shade for every row, and which follows which."""
    rows = [line.translate(STEPS) for line in _tile(style, ratio)[:lane]]
    columns = [bytes(column) for column in zip(*rows, strict=True)]
    different = list(dict.fromkeys(columns))
    return different, bytes(different.index(column) for column in columns)


@cache
def _tile(style: Underline | None, ratio: float) -> list[bytes]:
    """How much ink each device pixel of a style has, row by row."""
    image = QImage(QSize(TILE, LANE) * ratio, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        if style is Underline.WAVY:
            _wave(painter)
        else:
            for box in _strokes(style):
                painter.fillRect(box, Qt.GlobalColor.black)
    alpha = image.convertToFormat(QImage.Format.Format_Alpha8)
    lines = (alpha.constScanLine(y) for y in range(alpha.height()))
    return [bytes(line)[: alpha.width()] for line in lines]  # type: ignore[call-overload]


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
