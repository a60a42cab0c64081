"""Some lines of a piece with the cells that its spans cover, as far as they lie there."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress, repeat
from typing import NamedTuple

from ui.article.cells import Cells
from ui.article.laid import Laid
from ui.article.marks import Marks
from ui.article.painted import PaintedSpan
from ui.article.styles import Manner


class Heads(NamedTuple):
    """The fragments that spans start with, a column for each fact, in reading order.

    Boxes are those of the cells: the first one of each fragment, and behind its last one.
    """

    firsts: list[int]
    ends: list[int]
    labels: list[int]
    spans: list[PaintedSpan]

    def on_line(
        self, begin: int, end: int, high: int
    ) -> tuple[list[PaintedSpan], list[int], list[int], list[int]]:
        """Of those from `begin` to before `end`, which are on the line whose boxes end at `high`:
        span, number of the label, first box there and behind the last one."""
        ends = self.ends[begin:end]
        if max(ends) > high:
            ends = [behind if behind < high else high for behind in ends]
        return self.spans[begin:end], self.labels[begin:end], self.firsts[begin:end], ends


@dataclass(frozen=True, slots=True)
class Cut:
    """Marks with the cells that they cover: `firsts` to before `lasts` are columns of theirs."""

    cells: Cells
    marks: Marks
    firsts: list[int]
    lasts: list[int]

    @property
    def own(self) -> bool:
        """Whether all spans are decisions of one's own, which are quicker to paint."""
        return self.marks.own

    @staticmethod
    def of(
        laid: Laid, marks: Marks, first: int, last: int, ratio: float, bleed: int
    ) -> "Cut | None":
        """Lines `first` to before `last` of a piece, cut; None where no marks are on them."""
        if first > 0 or last < laid.line_count:
            marks = marks.between(laid.line_range(first)[0], laid.line_range(last - 1)[1])
        if not marks or laid.start == laid.end:
            return None
        cells = Cells(laid, {*marks.starts, *marks.ends}, ratio, bleed)
        return Cut(cells, marks, cells.numbers(marks.starts), cells.numbers(marks.ends))

    def among(self, *manners: Manner) -> Iterator[tuple[int, int, int, PaintedSpan]]:
        """First cell, end, number of the label and span of what is in these manners."""
        marks = self.marks
        rows = zip(self.firsts, self.lasts, marks.labels, marks.spans, strict=True)
        return (row for row in rows if row[3].manner in manners)

    def heads(self) -> Heads:
        """The fragments that spans start with."""
        marks, firsts, lasts = self.marks, self.firsts, self.lasts
        labels, spans, starts = marks.labels, marks.spans, marks.starts
        # Of spans of one fragment only those that come first may have begun before these lines.
        count = bisect_right(starts, starts[0]) if marks.whole else len(starts)
        front = zip(spans[:count], starts[:count], strict=True)
        here = [span.fragments[0][0] == start for span, start in front]
        if not all(here):
            here += repeat(True, len(starts) - count)
            firsts, lasts = list(compress(firsts, here)), list(compress(lasts, here))
            labels, spans = list(compress(labels, here)), list(compress(spans, here))
        heads = Heads(firsts, lasts, labels, spans)
        return heads if self.cells.in_order else self._as_read(heads)

    def _as_read(self, heads: Heads) -> Heads:
        """The same where text runs both ways."""
        box, row, left = self.cells.box, self.cells.row, self.cells.left
        rows = [
            (row[box(first)], left[box(first)], number, box(first), box(end - 1) + 1)
            for number, (first, end) in enumerate(zip(heads.firsts, heads.ends, strict=True))
        ]
        rows.sort()
        return Heads(
            [first for _, _, _, first, _ in rows],
            [end for _, _, _, _, end in rows],
            [heads.labels[number] for _, _, number, _, _ in rows],
            [heads.spans[number] for _, _, number, _, _ in rows],
        )
