"""Where passages of one piece stand, in device pixels of its picture."""

from collections.abc import Iterable, Sequence
from functools import cache

from ui.article.laid import NARROWEST, Laid

Stretch = tuple[int, int, int]
"""Line, left, right."""


class Stretches:
    """Answers for passages that begin and end at known places, each measured once.

    `edges` are these places (code points of the article). Where text runs both ways Qt is asked
    for every passage by itself.
    """

    def __init__(self, laid: Laid, edges: Iterable[int], ratio: float, bleed: int) -> None:
        self._laid, self._ratio = laid, ratio
        self._shift = bleed * ratio + 0.5
        self._narrow = max(round(NARROWEST * ratio), 1)
        self._right = cache(self._line_right)
        self._at: dict[int, tuple[int, int]] = {}
        if not laid.mixed:
            ratio, shift = self._ratio, self._shift
            self._at = {
                place: (line, int(x * ratio + shift)) for place, line, x in laid.places(edges)
            }

    def of(self, start: int, end: int) -> Sequence[Stretch]:
        """What covers `[start, end)`: one stretch a line, more where directions mix."""
        if self._laid.mixed:
            return self._mixed(start, end)
        line, left = self._at[start]
        last, right = self._at[end]
        if line == last:
            return ((line, left, max(right, left + self._narrow)),)
        stretches = []
        if self._laid.line_range(last)[0] == end:
            last -= 1
            right = self._right(last)
        for number in range(line, last + 1):
            low = left if number == line else self._left(number)
            high = right if number == last else self._right(number)
            stretches.append((number, low, max(high, low + self._narrow)))
        return stretches

    def _left(self, line: int) -> int:
        return self._pixel(self._laid.line_left(line))

    def _line_right(self, line: int) -> int:
        return self._pixel(self._laid.line_right(line))

    def _pixel(self, x: float) -> int:
        return int(x * self._ratio + self._shift)

    def _mixed(self, start: int, end: int) -> list[Stretch]:
        return [
            (line, self._pixel(left), max(self._pixel(left + width), self._pixel(left) + 2))
            for line, left, width in self._laid.rects(start, end)
        ]
