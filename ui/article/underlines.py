"""What stands under the lines of a piece: for every lane the code of each pixel, row after row.

What is deeper than there are lanes shares the last one: alone it keeps its look, over others it
becomes the line that stands for several. Where a span ends, its line has a gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ui.article.cells import Cells
from ui.article.ground import Lane, covered


class Runs(NamedTuple):
    """What is underlined, in text order, longer ones first: a column each for the first cell, the
    end, the ink (as long as a lane) and the lane."""

    firsts: Sequence[int]
    lasts: Sequence[int]
    inks: Sequence[bytes]
    depths: Sequence[int]


@dataclass(frozen=True, slots=True)
class Underlines:
    """Lays the lines of a piece's spans into lanes 0 to `bottom`.

    `several` is the ink that stands for several lines, `pixels` the width of a row and `gap` how
    long a gap is, in device pixels.
    """

    several: bytes
    pixels: int
    gap: int
    bottom: int

    def lanes(self, runs: Runs, cells: Cells) -> list[Lane]:
        """What every pixel has in every lane: all rows, one behind the other."""
        size = self.pixels * len(cells.lines)
        lanes = [bytearray(size) for _ in range(self.bottom + 1)]
        if cells.flush:
            self._run_by_run(runs, cells, lanes)
        else:
            self._stretch_by_stretch(runs, cells, lanes)
        return lanes

    def _run_by_run(self, runs: Runs, cells: Cells, lanes: list[Lane]) -> None:
        """Each run is written at once, also over the end of a row: above the last lane nothing lies
        over anything else, and in it what a run shares is before the end of those before it.
        Nothing stands between the end of a row and the beginning of the next."""
        bottom, last_lane, several, least = self.bottom, lanes[-1], self.several, 3 * self.gap
        lefts, rights, stops = self._ends(cells)
        reach = 0
        for first, last, ink, depth in zip(*runs, strict=True):
            left, right = lefts[first], rights[last]
            end = stops[last] if right - left > least else right
            if depth < bottom:
                lanes[depth][left:end] = ink[left:end]
                continue
            if left < reach:
                shared = right if right < reach else reach
                last_lane[left:shared] = several[left:shared]
                left = shared
            if right > reach:
                last_lane[left:end] = ink[left:end]
                reach = right
        for _, low, _ in cells.lines[1:]:
            begin, end = rights[low], lefts[low]
            for lane in lanes:
                lane[begin:end] = bytes(end - begin)

    def _ends(self, cells: Cells) -> tuple[list[int], list[int], list[int]]:
        """Where in a lane each cell begins, and where what ends before a cell ends: to the last
        pixel, and with its gap where it is the end of a stretch from the row's beginning."""
        lefts, rights, stops = list[int](), [0], [0]
        gap, least = self.gap, 3 * self.gap
        for row, (_, low, high) in enumerate(cells.lines):
            begin = row * self.pixels
            ends = [right + begin for right in cells.right[low:high]]
            lefts += [left + begin for left in cells.left[low:high]]
            rights += ends
            begin = lefts[low]
            stops += [end - gap if end - begin > least else end for end in ends]
        return lefts, rights, stops

    def _stretch_by_stretch(self, runs: Runs, cells: Cells, lanes: list[Lane]) -> None:
        """The same where text runs both ways or some of it has no width."""
        bottom, gap, pixels = self.bottom, self.gap, self.pixels
        row_of = {line: row for row, (line, _, _) in enumerate(cells.lines)}
        ends: list[tuple[Lane, int, int]] = []
        for first, last, ink, depth in zip(*runs, strict=True):
            lane = lanes[min(depth, bottom)]
            for line, begin, end in cells.stretches(first, last):
                row = row_of[line] * pixels
                left, right = row + min(begin, pixels), row + min(end, pixels)
                if depth < bottom:
                    lane[left:right] = ink[left:right]
                else:
                    several, under = self.several[left:right], lane[left:right]
                    lane[left:right] = covered(several, ink[left:right], under)
            if right - left > 3 * gap:
                ends.append((lane, right, ink[right - 1]))
        for lane, right, code in ends:
            if lane[right - 1] == code:
                lane[right - gap : right] = bytes(gap)
