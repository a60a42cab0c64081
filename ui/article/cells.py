"""One piece cut where spans begin and end: between two cuts everything looks the same.

A span is then a range of cells, and what thousands of spans need to know about pixels is measured
once per cut.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ui.article.laid import NARROWEST, Laid

Box = tuple[int, int, int]
"""Number of the cell, left and right in device pixels of the picture."""
Stretch = tuple[int, int, int]
"""Line, left, right."""


class Cells:
    """The cells of one piece, in text order.

    `number[offset]` is the number of the cell that begins at a cut (code points of the article);
    `lines` has the line and the boxes of every line with cells. A cell has one box, and several
    where text runs both ways.
    """

    def __init__(self, laid: Laid, cuts: Iterable[int], ratio: float, bleed: int) -> None:
        self._laid, self._ratio = laid, ratio
        self._shift = bleed * ratio + 0.5
        self._narrow = max(round(NARROWEST * ratio), 1)
        ordered = sorted({*cuts, *laid.breaks_between(min(cuts), max(cuts))})
        self.number = {offset: number for number, offset in enumerate(ordered)}
        self.count = len(ordered) - 1
        self.lines: list[tuple[int, list[Box]]] = []
        if laid.mixed:
            self._measure_mixed(ordered)
        else:
            self._measure(ordered)

    def _measure(self, ordered: list[int]) -> None:
        laid, ratio, shift, narrow = self._laid, self._ratio, self._shift, self._narrow
        cell = 0
        for line, places in laid.places(ordered):
            pixels = [int(x * ratio + shift) for x in places]
            if cell + len(pixels) <= self.count:
                pixels.append(int(laid.line_right(line) * ratio + shift))
            boxes = [
                (cell + n, left, right if right - left >= narrow else left + narrow)
                for n, (left, right) in enumerate(pairwise(pixels))
            ]
            if boxes:
                self.lines.append((line, boxes))
            cell += len(boxes)

    def _measure_mixed(self, ordered: list[int]) -> None:
        here = -1
        for number in range(self.count):
            for line, left, width in self._laid.rects(ordered[number], ordered[number + 1]):
                if line != here:
                    self.lines.append((line, []))
                    here = line
                low = int(left * self._ratio + self._shift)
                high = int((left + width) * self._ratio + self._shift)
                self.lines[-1][1].append((number, low, max(high, low + self._narrow)))

    def stretches(self, first: int, last: int) -> Sequence[Stretch]:
        """What cells `first` to before `last` cover: neighbouring boxes of a line as one."""
        found: list[Stretch] = []
        for line, boxes in self.lines:
            for number, left, right in boxes:
                if first <= number < last:
                    if found and found[-1][0] == line and abs(found[-1][2] - left) <= 1:
                        found[-1] = (line, found[-1][1], right)
                    else:
                        found.append((line, left, right))
        return found
