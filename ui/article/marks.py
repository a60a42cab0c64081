"""The spans of one piece in the order in which they are painted, each with its lane.

A piece has thousands where spans are short, so each fact is a column: to go through a column costs
far less than to make and read a value for every mark.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

from ui.article.lanes import nest
from ui.article.painted import PaintedSpan
from ui.article.styles import Manner

Mark = tuple[int, int, int, PaintedSpan, int]
"""Start and end within the piece (code points), number of the label, span, lane (`UNLINED`: none).
In text order, longer ones first."""
Columns = tuple[list[int], list[int], list[int], list[PaintedSpan]]
"""Starts, ends, labels, spans."""
UNLINED = -1
OWN, SUGGESTED = Manner.OWN, Manner.SUGGESTED


@dataclass(frozen=True, slots=True)
class Marks:
    """What of some spans lies in a piece: a column for each fact of a `Mark`, all in its order.

    `own`: all are known to be decisions of one's own; `whole`: every span has one fragment.
    """

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    spans: list[PaintedSpan] = field(default_factory=list)
    lanes: list[int] = field(default_factory=list)
    own: bool = False
    whole: bool = False

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Mark]:
        return zip(self.starts, self.ends, self.labels, self.spans, self.lanes, strict=True)

    def between(self, low: int, high: int) -> "Marks":
        """What of them lies in `[low, high)`."""
        count = bisect_left(self.starts, high)
        kept = [end > low for end in self.ends[:count]]
        starts, ends = list(compress(self.starts, kept)), list(compress(self.ends, kept))
        begun = bisect_left(starts, low)
        starts[:begun] = [low] * begun
        return Marks(
            starts,
            [end if end < high else high for end in ends],
            list(compress(self.labels, kept)),
            list(compress(self.spans, kept)),
            list(compress(self.lanes, kept)),
            self.own,
            self.whole,
        )


def marks_of(low: int, high: int, some: Iterable[PaintedSpan], numbers: Mapping[str, int]) -> Marks:
    """What of some spans lies in the piece `[low, high)`; labels without a number are left out."""
    spans = list(some)
    columns = _as_they_come(low, high, spans, numbers)
    whole = columns is not None
    starts, ends, labels, held = columns or _sorted(low, high, spans, numbers)
    manners = [span.manner for span in held]
    own = manners.count(OWN) == len(manners)
    if own or SUGGESTED not in manners:
        lanes = nest(zip(starts, ends, strict=True))
        return Marks(starts, ends, labels, held, lanes, own, whole)
    lined = [span.manner is not SUGGESTED for span in held]
    places = zip(compress(starts, lined), compress(ends, lined), strict=True)
    nested = iter(nest(places))
    lanes = [next(nested) if underlined else UNLINED for underlined in lined]
    return Marks(starts, ends, labels, held, lanes, whole=whole)


def _as_they_come(
    low: int, high: int, spans: Sequence[PaintedSpan], numbers: Mapping[str, int]
) -> Columns | None:
    """The quick way, for spans of one fragment that come in order and start at different places,
    as short ones come from the index; None where it is not so."""
    try:
        parts = [part for (part,) in [span.fragments for span in spans]]
        labels = [numbers[span.label_id] for span in spans]
    except (ValueError, KeyError):
        return None
    starts, ends = [start for start, _ in parts], [end for _, end in parts]
    if not spans or starts != sorted({*starts}) or starts[-1] >= high:
        return None
    if max(ends) > high:
        ends = [end if end < high else high for end in ends]
    head = bisect_right(starts, low)
    if head and min(ends[:head]) <= low:
        return None
    first = sorted(range(head), key=lambda n: (-ends[n], labels[n], n))
    starts[:head] = [low] * head
    ends[:head] = [ends[n] for n in first]
    labels[:head] = [labels[n] for n in first]
    return starts, ends, labels, [*(spans[n] for n in first), *spans[head:]]


def _sorted(
    low: int, high: int, spans: Sequence[PaintedSpan], numbers: Mapping[str, int]
) -> Columns:
    parts = [
        (start if start > low else low, -end if end < high else -high, label, number, span)
        for number, span in enumerate(spans)
        if (label := numbers.get(span.label_id)) is not None
        for start, end in span.fragments
        if start < high and low < end
    ]
    parts.sort()
    return (
        [part[0] for part in parts],
        [-part[1] for part in parts],
        [part[2] for part in parts],
        [part[4] for part in parts],
    )


def difference(before: Marks, after: Marks) -> tuple[int, int] | None:
    """Between which code points two lots of marks differ; None where they do not."""
    old, new = list(before), list(after)
    short = min(len(old), len(new))
    first = next((n for n in range(short) if old[n] != new[n]), short)
    last = next((n for n in range(1, short - first + 1) if old[-n] != new[-n]), None)
    behind = short - first if last is None else last - 1
    changed = [*old[first : len(old) - behind], *new[first : len(new) - behind]]
    if not changed:
        return None
    return min(mark[0] for mark in changed), max(mark[1] for mark in changed)
