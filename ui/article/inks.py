"""The lines under the text as rows of palette numbers: a style per label tells them apart without
colour.

A lane is first written as one row of inks, a number per pixel, and then printed: each ink's pattern
through the mask of its pixels. That costs the same for a wave as for a stroke and hardly more for
a thousand spans than for one.
"""

from collections.abc import Iterable, Iterator, Mapping
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
STEPS = [round(alpha / 255 * SHADES) for alpha in range(256)]


class Inks:
    """The palette of a theme, and its inks: numbers from 1 up for a style in a colour.

    Patterns are `width` device pixels long. Palette number 0 is the ground.
    """

    def __init__(self, ground: QColor, width: int, ratio: float) -> None:
        self.lane = round(LANE * ratio)
        self.palette: list[int] = [ground.rgb()]
        self._ground, self._width, self._ratio = ground, width, ratio
        self._numbers: dict[tuple[Underline | None, int], int] = {}
        self._patterns: list[Mapping[int, int]] = [{}]
        self._masks: list[bytes] = [bytes(256)]

    def add(self, colour: QColor) -> int:
        """The palette number of one more colour; 255, whatever that is, once all are given out."""
        if len(self.palette) < 256:
            self.palette.append(colour.rgb())
        return len(self.palette) - 1

    def number(self, style: Underline | None, colour: QColor) -> int:
        """The ink of a style in a colour; None: what stands for several lines at once.

        There is room for `MOST`; what is beyond has the look of the first.
        """
        key = style, colour.rgb()
        ink = self._numbers.get(key)
        if ink is None:
            ink = len(self._patterns)
            if ink > MOST:
                ink = 1
            else:
                self._patterns.append(self._make(style, colour))
                self._masks.append(bytes(ink) + b"\xff" + bytes(255 - ink))
            self._numbers[key] = ink
        return ink

    def rows(
        self, inks: bytearray, used: Iterable[int], pixels: int
    ) -> Iterator[tuple[int, bytes]]:
        """The rows of one lane that are not empty, as palette numbers, from the ink of each pixel;
        `used`: the inks there are."""
        rows: dict[int, int] = {}
        for ink in used:
            mask = int.from_bytes(inks.translate(self._masks[ink]), "little")
            for y, pattern in self._patterns[ink].items():
                rows[y] = rows.get(y, 0) | pattern & mask
        for y, row in rows.items():
            yield y, row.to_bytes(pixels, "little")

    def _make(self, style: Underline | None, colour: QColor) -> Mapping[int, int]:
        """The rows of an ink, its shades added to the palette."""
        shades = (0, *(self.add(self._shade(colour, n / SHADES)) for n in range(1, SHADES + 1)))
        return _printed(style, self._ratio, self.lane, self._width, shades)

    def _shade(self, colour: QColor, share: float) -> QColor:
        ground, rest = self._ground, 1 - share
        return QColor.fromRgbF(
            colour.redF() * share + ground.redF() * rest,
            colour.greenF() * share + ground.greenF() * rest,
            colour.blueF() * share + ground.blueF() * rest,
        )


@lru_cache(MOST)
def _printed(
    style: Underline | None, ratio: float, lane: int, width: int, shades: tuple[int, ...]
) -> Mapping[int, int]:
    """The rows that are not empty, each as one large number along the line: the same for all
    panes with one look."""
    steps, rows = bytes(shades[step] for step in STEPS), dict[int, int]()
    for y, line in enumerate(_tile(style, ratio)[:lane]):
        pattern = line.translate(steps)
        if any(pattern):
            repeated = pattern * (width // len(pattern) + 1)
            rows[y] = int.from_bytes(repeated, "little")
    return rows


@cache
def _tile(style: Underline | None, ratio: float) -> list[bytes]:
    """How much ink each device pixel of a style has, row by row."""
    image = QImage(QSize(TILE, LANE) * ratio, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    if style is Underline.WAVY:
        _wave(painter)
    else:
        for box in _strokes(style):
            painter.fillRect(box, Qt.GlobalColor.black)
    painter.end()
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
