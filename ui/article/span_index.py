"""Which spans lie where, while they come and go."""

from collections.abc import Iterable, Iterator

from ui.article.painted import PaintedSpan

BUCKET = 9
"""Smallest bucket: 2 ** 9 = 512 code points."""
COARSER = 4
"""Each level's buckets are 2 ** 4 times as long as those of the level below."""


class SpanIndex:
    """Spans by id and by place.

    A span stands in the buckets that its hull touches, on the finest level where these are at most
    17, so that one as long as the article costs no more than a short one. Adding, dropping and
    asking cost what lies there, not what the article has.
    """

    def __init__(self, spans: Iterable[PaintedSpan] = ()) -> None:
        self._spans: dict[str, PaintedSpan] = {}
        self._levels: list[dict[int, list[PaintedSpan]]] = [{}]
        for span in spans:
            self.put(span)

    def __len__(self) -> int:
        return len(self._spans)

    def __iter__(self) -> Iterator[PaintedSpan]:
        return iter(self._spans.values())

    def __contains__(self, span_id: str) -> bool:
        return span_id in self._spans

    def get(self, span_id: str) -> PaintedSpan | None:
        """The span with this id."""
        return self._spans.get(span_id)

    def put(self, span: PaintedSpan) -> PaintedSpan | None:
        """Add a span or replace the one with its id, which is returned."""
        before = self._spans.get(span.id)
        if before is not None:
            self.drop(span.id)
        self._spans[span.id] = span
        level, first, last = _place(span)
        while len(self._levels) <= level:
            self._levels.append({})
        buckets = self._levels[level]
        for bucket in range(first, last + 1):
            buckets.setdefault(bucket, []).append(span)
        return before

    def drop(self, span_id: str) -> PaintedSpan | None:
        """Take the span out and return it, None where there is none."""
        span = self._spans.pop(span_id, None)
        if span is None:
            return None
        level, first, last = _place(span)
        buckets = self._levels[level]
        for bucket in range(first, last + 1):
            held = buckets[bucket]
            held.remove(span)
            if not held:
                del buckets[bucket]
        return span

    def between(self, start: int, end: int) -> list[PaintedSpan]:
        """The spans with a character in `[start, end)`, in text order, longer ones first."""
        found: dict[str, PaintedSpan] = {}
        for level, buckets in enumerate(self._levels):
            shift = BUCKET + COARSER * level
            for bucket in range(start >> shift, (max(end - 1, start) >> shift) + 1):
                for span in buckets.get(bucket, ()):
                    if span.fragments[0][0] < end and span.fragments[-1][1] > start:
                        found[span.id] = span
        spans = [
            span for span in found.values() if len(span.fragments) == 1 or span.meets(start, end)
        ]
        spans.sort(key=text_order)
        return spans

    def at(self, offset: int) -> list[PaintedSpan]:
        """The spans over the character at `offset`, in text order, longer ones first."""
        return self.between(offset, offset + 1)

    def in_order(self) -> list[PaintedSpan]:
        """All spans in text order."""
        return sorted(self._spans.values(), key=text_order)


def text_order(span: PaintedSpan) -> tuple[int, int, str]:
    """Sorts by start, the longer one first where two start together."""
    return span.fragments[0][0], -span.fragments[-1][1], span.id


def _place(span: PaintedSpan) -> tuple[int, int, int]:
    """Level, first and last bucket of a span."""
    start, last = span.fragments[0][0], span.fragments[-1][1] - 1
    level, shift = 0, BUCKET
    while (last >> shift) - (start >> shift) > 1 << COARSER:
        level += 1
        shift += COARSER
    return level, start >> shift, last >> shift
