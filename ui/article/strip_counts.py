"""How many spans of each label lie on each row of the overview strip, kept up to date."""

import time
from array import array
from collections.abc import Iterable, Iterator

from ui.article.painted import PaintedSpan
from ui.article.styles import Manner

GULP = 250
"""So many spans are counted between two looks at the clock."""


class StripCounts:
    """Counts spans by label and row; one span more or less costs as much as it has rows.

    Counting all anew goes by slices: `begin`, then `go_on` until it says that nothing is left.
    """

    def __init__(self) -> None:
        self._height = 0
        self._scale = 0.0
        self._rows: dict[str, array[int]] = {}
        self._left: list[PaintedSpan] = []
        self._swaps: list[tuple[Iterable[PaintedSpan], Iterable[PaintedSpan]]] = []

    def begin(self, spans: Iterable[PaintedSpan], *, height: int, characters: int) -> None:
        """Count these spans on so many rows, in place of all that was counted."""
        self._height = max(height, 1)
        self._scale = self._height / max(characters, 1)
        self._rows, self._swaps = {}, []
        self._left = list(spans)

    def go_on(self, milliseconds: float) -> bool:
        """Count for so long at most; whether there is more to count."""
        end = time.perf_counter() + milliseconds / 1000
        while self._left:
            some, self._left = self._left[-GULP:], self._left[:-GULP]
            for span in some:
                self._add(span, 1)
            if time.perf_counter() >= end:
                break
        if self._left:
            return True
        swaps, self._swaps = self._swaps, []
        for gone, come in swaps:
            self.swap(gone, come)
        return False

    def swap(self, gone: Iterable[PaintedSpan], come: Iterable[PaintedSpan]) -> set[str]:
        """Some spans went, others came; the labels whose rows look different now."""
        if self._left:
            self._swaps.append((gone, come))  # what went may not have been counted yet
            return set()
        changed = [span.label_id for span in gone if self._add(span, -1)]
        changed += [span.label_id for span in come if self._add(span, 1)]
        return set(changed)

    def _add(self, span: PaintedSpan, number: int) -> bool:
        if span.manner is Manner.STALE or not self._height:
            return False
        rows = self._rows.get(span.label_id)
        if rows is None:
            rows = self._rows[span.label_id] = array("i", bytes(4 * self._height))
        last = self._height - 1
        empty = 0 if number > 0 else -number
        changed = False
        for start, end in span.fragments:
            top, bottom = int(start * self._scale), int((end - 1) * self._scale)
            for y in range(min(top, last), min(bottom, last) + 1):
                changed = changed or rows[y] == empty
                rows[y] += number
        return changed

    def runs(self, label_id: str) -> Iterator[tuple[int, int]]:
        """First and last row of each run of rows that have spans of a label."""
        rows = self._rows.get(label_id)
        first = None
        for y, number in enumerate(rows or ()):
            if number > 0 and first is None:
                first = y
            elif number <= 0 and first is not None:
                yield first, y - 1
                first = None
        if first is not None:
            yield first, self._height - 1
