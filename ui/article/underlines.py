"""What stands under the lines of a piece: for every lane of a line the code of each pixel.

What is deeper than there are lanes shares the last one: alone it keeps its look, over others it
becomes the line that stands for several. Where a span ends, its line has a gap.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ui.article.cells import Cells
from ui.article.ground import Lane, covered


class Runs(NamedTuple):
    """What is underlined, in text order, longer ones first: a column each for the first cell, the
    end, the ink and the lane."""

    firsts: Sequence[int]
    lasts: Sequence[int]
    inks: Sequence[bytes]
    depths: Sequence[int]


Lanes = list[list[Lane]]
"""By lane and by row of the cells."""


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

    def lanes(self, runs: Runs, cells: Cells) -> Lanes:
        """What every pixel has in every lane of every row."""
        rows = range(len(cells.lines))
        lanes = [[bytearray(self.pixels) for _ in rows] for _ in range(self.bottom + 1)]
        if cells.flush:
            self._run_by_run(runs, cells, lanes)
        else:
            self._stretch_by_stretch(runs, cells, lanes)
        return lanes

    def _run_by_run(self, runs: Runs, cells: Cells, lanes: Lanes) -> None:
        """Above the last lane nothing lies over anything else, and in it what a run shares is
        before the farthest end of those before it: so each is written at once, with its gap."""
        bottom, gap = self.bottom, self.gap
        last_lane, least, reach = lanes[bottom], 3 * gap, 0
        shared, ones = bytearray(cells.count), b"\1" * cells.count
        lefts, above = _picked(cells.left, runs.firsts), _picked(cells.row, runs.firsts)
        rights, rows = _picked((0, *cells.right), runs.lasts), _picked((0, *cells.row), runs.lasts)
        columns = zip(*runs, lefts, rights, above, rows, strict=True)
        for first, last, ink, depth, left, right, start, row in columns:
            end = right - gap if right - left > least else right
            begin, lane = first, last_lane
            if depth < bottom:
                lane = lanes[depth]
            else:
                if first < reach:
                    begin = last if last < reach else reach
                    shared[first:begin] = ones[first:begin]
                    if begin == last:
                        continue
                    left = cells.left[begin]
                reach = last
            if start == row:
                lane[row][left:end] = ink[left:end]
            else:
                self._end(lane, ink, cells, first, last, begin)
        self._share(shared, cells, last_lane)

    def _share(self, shared: bytearray, cells: Cells, lane: list[Lane]) -> None:
        """One line stands for several over these cells."""
        begin = shared.find(1)
        while begin >= 0:
            end = shared.find(0, begin)
            if end < 0:
                end = len(shared)
            _write(lane, self.several, cells, begin, end)
            begin = shared.find(1, end)

    def _end(
        self, lane: list[Lane], ink: bytes, cells: Cells, first: int, last: int, begin: int
    ) -> None:
        """Write cells `begin` to before `last` of a run that starts at cell `first`."""
        row = cells.row[last - 1]
        low = cells.lines[row][1]
        if begin < low:
            _write(lane, ink, cells, begin, low)
            begin = low
        left, right = cells.left[max(first, low)], cells.right[last - 1]
        if right - left > 3 * self.gap:
            right -= self.gap
        left = cells.left[begin]
        lane[row][left:right] = ink[left:right]

    def _stretch_by_stretch(self, runs: Runs, cells: Cells, lanes: Lanes) -> None:
        """The same where text runs both ways or some of it has no width."""
        bottom, gap = self.bottom, self.gap
        row_of = {line: row for row, (line, _, _) in enumerate(cells.lines)}
        ends: list[tuple[Lane, int, int]] = []
        for first, last, ink, depth in zip(*runs, strict=True):
            for line, left, right in cells.stretches(first, last):
                lane = lanes[min(depth, bottom)][row_of[line]]
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


def _write(lane: list[Lane], ink: bytes, cells: Cells, first: int, last: int) -> None:
    """An ink over cells `first` to before `last`, one row after the other."""
    for row, (_, left, right) in enumerate(cells.stretches(first, last), cells.row[first]):
        lane[row][left:right] = ink[left:right]


def _picked(column: Sequence[int], numbers: Iterable[int]) -> Iterator[int]:
    return map(column.__getitem__, numbers)
