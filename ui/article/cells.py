"""One piece cut where spans begin and end: between two cuts everything looks the same.

A span is then a range of cells, and what thousands of spans need to know about pixels is measured
once per cut.
"""

from collections.abc import Sequence
from itertools import count
from operator import sub

from ui.article.laid import NARROWEST, Laid

Stretch = tuple[int, int, int]
"""Line, left, right, in device pixels of the picture."""


class Cells:
    """The cells of some lines of one piece, in text order.

    They lie between `cuts` (code points of the article) and the beginnings of lines. A cell has one
    box, and several where text runs both ways: `cell`, `left`, `right` and `row` say for each box
    whose it is, where it is (device pixels) and on which row of `lines`, which has a line with its
    first box and the end of its boxes. `flush`: no box of a line reaches over the next one, and
    every cell has one.
    """

    def __init__(self, laid: Laid, cuts: set[int], ratio: float, bleed: int) -> None:
        self._laid, self._ratio = laid, ratio
        self._shift = bleed * ratio + 0.5
        self._narrow = max(round(NARROWEST * ratio), 1)
        ordered = sorted(cuts)
        if breaks := laid.breaks_between(ordered[0], ordered[-1]):
            ordered = sorted({*ordered, *breaks})
        self._first, self._number = ordered[0], dict[int, int]()
        if len(ordered) <= ordered[-1] - ordered[0]:  # else every character is a cell
            self._number = dict(zip(ordered, count(), strict=False))
        self.count = len(ordered) - 1
        self.lines: list[tuple[int, int, int]] = []
        self.left: list[int] = []
        self.right: list[int] = []
        self.row: list[int] = []
        self.cell: Sequence[int] = range(self.count)
        self._last_box: dict[int, int] | None = None
        self.flush = not laid.mixed
        if laid.mixed:
            self._measure_mixed(ordered)
        else:
            self._measure(ordered)

    def _measure(self, ordered: list[int]) -> None:
        laid, ratio, shift, narrow = self._laid, self._ratio, self._shift, self._narrow
        done = 0
        for line, left in laid.places(ordered, ratio, shift):
            right = left[1:]
            if done + len(left) <= self.count:
                right.append(int(laid.line_right(line) * ratio + shift))
            else:
                left.pop()
            if not left:
                continue
            if min(map(sub, right, left)) < narrow:
                wide = [
                    b if b - a >= narrow else a + narrow for a, b in zip(left, right, strict=True)
                ]
                self.flush = self.flush and wide[:-1] == right[:-1]
                right = wide
            self.left += left
            self.right += right
            self.row += [len(self.lines)] * len(left)
            self.lines.append((line, done, done + len(left)))
            done += len(left)

    def _measure_mixed(self, ordered: list[int]) -> None:
        whose: list[int] = []
        for number in range(self.count):
            for line, left, width in self._laid.rects(ordered[number], ordered[number + 1]):
                here = len(whose)
                if not self.lines or self.lines[-1][0] != line:
                    self.lines.append((line, here, here))
                low = int(left * self._ratio + self._shift)
                high = int((left + width) * self._ratio + self._shift)
                self.left.append(low)
                self.right.append(max(high, low + self._narrow))
                self.row.append(len(self.lines) - 1)
                self.lines[-1] = line, self.lines[-1][1], here + 1
                whose.append(number)
        self.cell = whose
        self._last_box = {cell: box for box, cell in enumerate(whose)}

    def numbers(self, offsets: Sequence[int]) -> list[int]:
        """The number of the cell that begins at each of these cuts."""
        if self._number:
            return list(map(self._number.__getitem__, offsets))
        first = self._first
        return [offset - first for offset in offsets]

    @property
    def in_order(self) -> bool:
        """Whether every cell has one box, and the boxes of a line follow one another."""
        return self._last_box is None

    def box(self, cell: int) -> int:
        """The box of a cell, its last one where it has several."""
        return cell if self._last_box is None else self._last_box[cell]

    def stretches(self, first: int, last: int) -> Sequence[Stretch]:
        """What cells `first` to before `last` cover: neighbouring boxes of a line as one."""
        if self._last_box is not None:
            return self._joined(first, last)
        if first < last and (row := self.row[first]) == self.row[last - 1]:
            return ((self.lines[row][0], self.left[first], self.right[last - 1]),)
        found = []
        while first < last:
            line, _, high = self.lines[self.row[first]]
            end = min(high, last)
            found.append((line, self.left[first], self.right[end - 1]))
            first = end
        return found

    def _joined(self, first: int, last: int) -> Sequence[Stretch]:
        found: list[Stretch] = []
        for box, cell in enumerate(self.cell):
            if first <= cell < last:
                line = self.lines[self.row[box]][0]
                left, right = self.left[box], self.right[box]
                if found and found[-1][0] == line and abs(found[-1][2] - left) <= 1:
                    found[-1] = line, found[-1][1], right
                else:
                    found.append((line, left, right))
        return found
