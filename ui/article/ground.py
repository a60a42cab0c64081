"""What lies under a piece's text, as one image with a palette: fills and underlines.

Rows of palette numbers are put together as bytes, so that a thousand spans cost little more than
one, and nothing is blended: the colours in the palette are mixed with the ground beforehand.
"""

from collections.abc import Sequence
from itertools import count
from operator import mul, sub

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from ui.article.cells import Cells
from ui.article.inks import Inks, mixed
from ui.article.laid import Laid
from ui.article.line_metrics import LANE
from ui.article.styles import LabelStyle, PaneStyle

Lane = bytearray
"""The code of each device pixel of one lane, all rows of cells one behind the other."""
Row = bytes | bytearray
"""Palette numbers."""
NOTHING = b"\0"
BYTES = [bytes((number,)) for number in range(256)]
SOLID = bytes([0]) + bytes([255]) * 255
"""Palette numbers to a mask of what is not ground."""


class Ground:
    """Makes the grounds of pieces for one theme and device pixel ratio."""

    def __init__(self, labels: Sequence[LabelStyle], style: PaneStyle, inks: Inks) -> None:
        self._colours = [label.fill.rgb() for label in labels]
        self._opacity, self._inks = style.fill_opacity, inks
        self._fills: dict[int, int] = {0: 0}

    def image(
        self,
        laid: Laid,
        cells: Cells,
        sets: Sequence[int],
        lanes: Sequence[Lane],
        strip: QRect,
        ratio: float,
    ) -> QImage:
        """The ground on a strip of the piece's device pixels, `strip`, from the set of labels that
        fill each cell and what is in each lane under them."""
        pixels, first = strip.width(), strip.top()
        empty = bytes(pixels)
        rows: list[Row] = [empty] * strip.height()
        metrics = laid.metrics
        known = {bits: BYTES[self._fill(bits)] for bits in dict.fromkeys(sets)}
        each = sets if cells.in_order else [sets[cell] for cell in cells.cell]
        widths = map(sub, cells.right, cells.left)
        fills = list(map(mul, map(known.__getitem__, each), widths))
        tall = round(metrics.text_height * ratio)
        for line, low, high in cells.lines:
            top = round((laid.line_top(line) + metrics.text_top) * ratio) - first
            begin, end = max(top, 0), min(top + tall, len(rows))
            if begin < end:
                row = self._filled(cells, fills, low, high, pixels)
                rows[begin:end] = [row] * (end - begin)
        for depth, lane in enumerate(lanes):
            below = metrics.baseline + 3 + depth * LANE
            tops = [
                round((laid.line_top(line) + below) * ratio) - first for line, *_ in cells.lines
            ]
            self._underline(rows, empty, lane, tops)
        # The image only points into the bytes: it is converted while they are held here.
        data = b"".join(rows)
        image = QImage(data, pixels, len(rows), pixels, QImage.Format.Format_Indexed8)
        image.setColorTable(self._inks.palette)
        return image.convertToFormat(QImage.Format.Format_RGB32)

    def _filled(
        self, cells: Cells, fills: Sequence[bytes], low: int, high: int, pixels: int
    ) -> bytes:
        if cells.flush:
            parts = (bytes(cells.left[low]), *fills[low:high])
            return b"".join(parts).ljust(pixels, NOTHING)[:pixels]
        row = bytearray(pixels)
        for left, fill in zip(cells.left[low:high], fills[low:high], strict=True):
            if fill[:1] != NOTHING:
                row[left : left + len(fill)] = fill
        return bytes(row[:pixels])

    def _underline(self, rows: list[Row], empty: bytes, lane: Lane, tops: Sequence[int]) -> None:
        """Paint one lane; `tops`: where it begins under each row of cells."""
        pixels, height = len(empty), len(rows)
        for y, numbers in self._inks.rows(lane):
            for begin, top in zip(count(0, pixels), tops, strict=False):
                row = numbers[begin : begin + pixels]
                if row != empty and 0 <= top + y < height:
                    under = rows[top + y]
                    rows[top + y] = row if under is empty else covered(row, under, row)

    def _fill(self, bits: int) -> int:
        """The palette number for a set of labels: their colours mixed, under one opacity."""
        number = self._fills.get(bits)
        if number is None:
            fills = tuple(fill for n, fill in enumerate(self._colours) if bits >> n & 1)
            colour = mixed(fills, self._inks.palette[0], self._opacity)
            number = self._fills[bits] = self._inks.add(colour)
        return number


def covered(upper: Row, lower: Row, where: Row) -> bytes:
    """Two rows as one: the upper one where there is something in a third, else the lower."""
    mask = int.from_bytes(where.translate(SOLID), "little")
    kept = int.from_bytes(lower, "little") & ~mask
    return (kept | int.from_bytes(upper, "little") & mask).to_bytes(len(upper), "little")
