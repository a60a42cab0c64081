"""What lies under a piece's text, as one image with a palette: fills and underlines.

Rows of palette numbers are put together as bytes, so that a thousand spans cost little more than
one, and nothing is blended: the colours in the palette are mixed with the ground beforehand.
"""

from collections.abc import Sequence

from PySide6.QtGui import QColor, QImage

from ui.article.cells import Cells
from ui.article.inks import Inks
from ui.article.laid import Laid
from ui.article.line_metrics import LANE
from ui.article.styles import LabelStyle, PaneStyle

LAST = 128
"""Flag on an ink: a span ends with this cell."""
BYTES = [bytes((number,)) for number in range(256)]
SOLID = bytes([0]) + bytes([255]) * 255
"""Palette numbers to a mask of what is not ground."""


class Ground:
    """Makes the grounds of pieces for one theme and device pixel ratio."""

    def __init__(self, labels: Sequence[LabelStyle], style: PaneStyle, inks: Inks) -> None:
        self._labels, self._style, self._inks = labels, style, inks
        self._fills: dict[int, int] = {0: 0}

    def image(
        self,
        laid: Laid,
        cells: Cells,
        sets: Sequence[int],
        lanes: Sequence[bytes | bytearray],
        pixels: int,
        ratio: float,
    ) -> QImage:
        """The ground of a piece `pixels` wide: the set of filled labels and the inks per cell."""
        empty = bytes(pixels)
        rows = [empty] * round(laid.height * ratio)
        metrics = laid.metrics
        fills = [self._fill(bits) for bits in sets]
        tall = round(metrics.text_height * ratio)
        for line, boxes in cells.lines:
            row = bytearray(pixels)
            for cell, left, right in boxes:
                if fills[cell]:
                    row[left:right] = BYTES[fills[cell]] * (right - left)
            top = round((laid.line_top(line) + metrics.text_top) * ratio)
            rows[top : top + tall] = [bytes(row)] * tall
        self._underline(rows, laid, cells, lanes, pixels, ratio)
        # The image only points into the bytes: it is converted while they are held here.
        data = b"".join(rows)
        image = QImage(data, pixels, len(rows), pixels, QImage.Format.Format_Indexed8)
        image.setColorTable(self._inks.palette)
        return image.convertToFormat(QImage.Format.Format_RGB32)

    def _underline(
        self,
        rows: list[bytes],
        laid: Laid,
        cells: Cells,
        lanes: Sequence[bytes | bytearray],
        pixels: int,
        ratio: float,
    ) -> None:
        gap, empty, bottom = round(ratio), rows[0], len(rows)
        below = laid.metrics.baseline + 3
        for line, boxes in cells.lines:
            first, last = boxes[0][0], boxes[-1][0] + 1
            for depth, lane in enumerate(lanes):
                used = {ink & ~LAST for ink in lane[first:last]}
                used.discard(0)
                if not used:
                    continue
                inks = bytearray(pixels)
                for cell, left, right in boxes:
                    ink = lane[cell]
                    if ink:
                        end = right - gap if ink & LAST and right - left > 3 * gap else right
                        inks[left:end] = BYTES[ink & ~LAST] * (end - left)
                top = round((laid.line_top(line) + below + depth * LANE) * ratio)
                for y, row in self._inks.rows(inks, used, pixels):
                    if top + y < bottom:
                        under = rows[top + y]
                        rows[top + y] = row if under is empty else _over(row, under)

    def _fill(self, bits: int) -> int:
        """The palette number for a set of labels: their colours mixed, under one opacity."""
        number = self._fills.get(bits)
        if number is None:
            fills = [label.fill for n, label in enumerate(self._labels) if bits >> n & 1]
            number = self._fills[bits] = self._inks.add(self._mixed(fills))
        return number

    def _mixed(self, fills: Sequence[QColor]) -> QColor:
        count, opacity, ground = len(fills), self._style.fill_opacity, self._style.ground
        red = sum(fill.redF() for fill in fills) / count
        green = sum(fill.greenF() for fill in fills) / count
        blue = sum(fill.blueF() for fill in fills) / count
        rest = 1 - opacity
        return QColor.fromRgbF(
            red * opacity + ground.redF() * rest,
            green * opacity + ground.greenF() * rest,
            blue * opacity + ground.blueF() * rest,
        )


def _over(row: bytes, under: bytes) -> bytes:
    """Two rows as one: what the upper one leaves free shows the lower."""
    mask = int.from_bytes(row.translate(SOLID), "little")
    kept = int.from_bytes(under, "little") & ~mask
    return (kept | int.from_bytes(row, "little")).to_bytes(len(row), "little")
