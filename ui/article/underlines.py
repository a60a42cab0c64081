"""What stands under the lines of a piece: for every lane of a line the code of each pixel.

What is deeper than there are lanes shares the last one: alone it keeps its look, over others it
becomes the line that stands for several. Where a span ends, its line has a gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from ui.article.cells import Cells
from ui.article.ground import Lane, covered

Lined = tuple[int, int, bytes, int]
"""First cell, end, ink, lane: in text order, longer ones first."""
Lanes = dict[tuple[int, int], Lane]
"""By line and lane."""
ONE = 1 << 20
"""Counts one line over a cell; the number of its ink is smaller."""


@dataclass(frozen=True, slots=True)
class Underlines:
    """Lays the lines of a piece's spans into lanes 0 to `bottom`.

    `several` is the ink that stands for several lines, `pixels` the width of a lane and `gap` how
    long a gap is, in device pixels.
    """

    several: bytes
    pixels: int
    gap: int
    bottom: int

    def lanes(self, runs: Sequence[Lined], cells: Cells) -> Lanes:
        """What every pixel has in every lane of every line."""
        if not cells.flush:
            return self._stretch_by_stretch(runs, cells)
        inks = self._inks(runs, cells)
        lanes: Lanes = {}
        for line, low, high in cells.lines:
            for depth, held in enumerate(inks):
                if any(held[low:high]):
                    lanes[line, depth] = self._joined(held, cells, low, high)
        self._part(runs, cells, lanes, inks)
        return lanes

    def _inks(self, runs: Sequence[Lined], cells: Cells) -> list[list[bytes]]:
        """The ink over each cell in each lane: counted up and down where runs begin and end."""
        bottom, several = self.bottom, self.several
        weights: dict[int, int] = {}
        known = {0: b""}
        turns = [[0] * (cells.count + 1) for _ in range(bottom + 1)]
        for first, last, ink, depth in runs:
            weight = weights.get(id(ink))
            if weight is None:
                weight = weights[id(ink)] = ONE + len(weights)
                known[weight] = ink
            lane = turns[depth if depth < bottom else bottom]
            lane[first] += weight
            lane[last] -= weight
        return [[known.get(held, several) for held in accumulate(lane[:-1])] for lane in turns]

    def _joined(self, inks: list[bytes], cells: Cells, low: int, high: int) -> Lane:
        """One lane of one line: of neighbouring cells with the same ink all at once."""
        lefts, rights, lane = cells.left, cells.right, bytearray(self.pixels)
        before, begin = inks[low], low
        for cell in range(low + 1, high):
            if (ink := inks[cell]) is not before:
                if before:
                    left, right = lefts[begin], rights[cell - 1]
                    lane[left:right] = before[left:right]
                before, begin = ink, cell
        if before:
            left, right = lefts[begin], rights[high - 1]
            lane[left:right] = before[left:right]
        return lane

    def _part(
        self, runs: Sequence[Lined], cells: Cells, lanes: Lanes, inks: list[list[bytes]]
    ) -> None:
        """A gap where a span ends, unless others go on there."""
        gap, bottom, nothing = self.gap, self.bottom, bytes(self.gap)
        lefts, rights, rows, lines = cells.left, cells.right, cells.row, cells.lines
        for first, last, ink, depth in runs:
            if inks[depth if depth < bottom else bottom][last - 1] is not ink:
                continue
            line, low, _ = lines[rows[last - 1]]
            right = rights[last - 1]
            if right - lefts[first if first > low else low] > 3 * gap:
                lane = lanes[line, depth if depth < bottom else bottom]
                if lane[right - 1] == ink[right - 1]:
                    lane[right - gap : right] = nothing

    def _stretch_by_stretch(self, runs: Sequence[Lined], cells: Cells) -> Lanes:
        """The same where text runs both ways or some of it has no width."""
        bottom, gap, lanes = self.bottom, self.gap, Lanes()
        ends: list[tuple[Lane, int, int]] = []
        for first, last, ink, depth in runs:
            stretches = cells.stretches(first, last)
            key = min(depth, bottom)
            for line, left, right in stretches:
                lane = lanes.setdefault((line, key), bytearray(self.pixels))
                if depth < bottom:
                    lane[left:right] = ink[left:right]
                else:
                    several, under = self.several[left:right], lane[left:right]
                    mine = covered(several, ink[left:right], under)
                    lane[left:right] = mine
            if right - left > 3 * gap:
                ends.append((lane, right, ink[right - 1]))
        for lane, right, code in ends:
            if lane[right - 1] == code:
                lane[right - gap : right] = bytes(gap)
        return lanes
