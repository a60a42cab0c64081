"""The spans of one piece in the order in which they are painted, each with its lane."""

from collections.abc import Iterable, Mapping, Sequence

from ui.article.lanes import nest
from ui.article.painted import PaintedSpan
from ui.article.styles import Manner

Mark = tuple[int, int, int, PaintedSpan, int]
"""Start and end within the piece (code points), number of the label, span, lane (`UNLINED`: none).
In text order, longer ones first."""
UNLINED = -1
SUGGESTED = Manner.SUGGESTED


def marks_of(
    low: int, high: int, spans: Iterable[PaintedSpan], numbers: Mapping[str, int]
) -> list[Mark]:
    """What of the spans lies in the piece `[low, high)`; labels without a number are left out."""
    parts = [
        (start if start > low else low, -end if end < high else -high, label, number, span)
        for number, span in enumerate(spans)
        if (label := numbers.get(span.label_id)) is not None
        for start, end in span.fragments
        if start < high and low < end
    ]
    parts.sort()
    if SUGGESTED not in [part[4].manner for part in parts]:
        lanes = nest([(start, -end) for start, end, _, _, _ in parts])
        return [
            (start, -end, label, span, lane)
            for (start, end, label, _, span), lane in zip(parts, lanes, strict=True)
        ]
    runs = [(start, -end, label, span) for start, end, label, _, span in parts]
    own = iter(nest((run[0], run[1]) for run in runs if run[3].manner is not SUGGESTED))
    return [(*run, UNLINED if run[3].manner is SUGGESTED else next(own)) for run in runs]


def difference(before: Sequence[Mark], after: Sequence[Mark]) -> tuple[int, int] | None:
    """Between which code points two lists of marks differ; None where they do not."""
    short = min(len(before), len(after))
    first = next((n for n in range(short) if before[n] != after[n]), short)
    last = next((n for n in range(1, short - first + 1) if before[-n] != after[-n]), None)
    behind = short - first if last is None else last - 1
    changed = [*before[first : len(before) - behind], *after[first : len(after) - behind]]
    if not changed:
        return None
    return min(mark[0] for mark in changed), max(mark[1] for mark in changed)
