"""Which spans lie where, while they come and go."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from ui.article.id_table import IdTable
from ui.article.painted import PaintedSpan

BLOCK = 256
"""Spans in a block when many come at once; a block is split at twice as many."""
REACH = 512
"""Code points; a longer span stands in buckets instead."""
COARSER = 3
"""Each level's buckets are 2 ** 3 times as long as those of the level below."""


def start_of(span: PaintedSpan) -> int:
    """First code point of a span."""
    return span.fragments[0][0]


class SpanIndex:
    """Spans by id and by place.

    The spans of at most `REACH` code points stand in blocks in text order, so that those over a
    passage begin in it or shortly before. Longer ones stand in buckets that they touch, on the
    level where these are few. Adding, dropping and asking cost what lies there, not what the
    article has. Ids are unique.

    A hundred thousand spans at once are only sorted; which of them are long, and which id is whose,
    is found block by block, where it is asked for or by `prepare` when there is time.
    """

    def __init__(self, spans: Iterable[PaintedSpan] = (), *, in_order: bool = False) -> None:
        """`in_order`: they come in the order of their starts, which need not be looked at."""
        held = spans if isinstance(spans, list) else list(spans)
        ordered = held if in_order else _in_order(held)
        self._blocks = [ordered[i : i + BLOCK] for i in range(0, len(ordered), BLOCK)]
        self._firsts = [start_of(block[0]) for block in self._blocks]
        self._raw = 0
        """The first block that was not looked through yet."""
        self._longest = 0
        """Longest span in the blocks that were looked through (code points)."""
        self._parted = False
        """Whether one of these, or of those that were added, has several fragments."""
        self._count = len(ordered)
        self._ids = self._empty_table()
        """Where the short spans begin."""
        self._long: dict[str, PaintedSpan] = {}
        """The long ones that were found."""
        self._levels: list[dict[int, list[PaintedSpan]]] = []
        self._lately: PaintedSpan | None = None
        """What was asked for last: what is under the pointer is asked for again and again."""

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[PaintedSpan]:
        yield from self._long.values()
        for block in self._blocks:
            yield from block

    def __contains__(self, span_id: str) -> bool:
        return self.get(span_id) is not None

    def get(self, span_id: str) -> PaintedSpan | None:
        """The span with this id."""
        found = self._lately
        if found is not None and found.id == span_id:
            return found
        found = self._known(span_id)
        if found is None and self._raw < len(self._blocks):
            self.prepare()
            found = self._known(span_id)
        self._lately = found
        return found

    def _known(self, span_id: str) -> PaintedSpan | None:
        """The span with this id, if it was looked at."""
        long = self._long.get(span_id)
        if long is not None:
            return long
        near = self._ids.stretches(span_id)
        return next((span for place in near if (span := self._short(*place, span_id))), None)

    def _short(self, low: int, high: int, span_id: str) -> PaintedSpan | None:
        """The short span with this id, if it begins in `[low, high)`."""
        firsts = self._firsts
        for number in range(max(bisect_left(firsts, low) - 1, 0), bisect_left(firsts, high)):
            block = self._blocks[number]
            for place in range(bisect_left(block, low, key=start_of), len(block)):
                span = block[place]
                if span.id == span_id:
                    return span
                if span.fragments[0][0] >= high:
                    return None
        return None

    def _empty_table(self) -> IdTable:
        """Room for the ids of the spans that there are."""
        last = max((block[-1].start for block in self._blocks[-1:] if block), default=0)
        return IdTable(self._count, last)

    def prepare(self, blocks: int | None = None) -> bool:
        """Look through so many blocks, or all; whether any are left."""
        end = len(self._blocks)
        self._look_through(end if blocks is None else min(self._raw + blocks, end))
        return self._raw < end

    def _look_through(self, end: int) -> None:
        """Blocks before `end` give up their long spans and learn their ids."""
        while self._raw < end:
            block = self._blocks[self._raw]
            longest = 0
            for span in block:
                parts = span.fragments
                start = parts[0][0]
                longest = max(longest, parts[-1][1] - start)
                if len(parts) > 1:
                    self._parted = True
                self._ids.add(span.id, start)
            if longest > REACH:
                for span in block:
                    if span.end - span.start > REACH:
                        self._put_long(span)
                block[:] = [span for span in block if span.end - span.start <= REACH]
                longest = max((span.end - span.start for span in block), default=0)
            self._longest = max(self._longest, longest)
            self._raw += 1

    def put(self, span: PaintedSpan) -> PaintedSpan | None:
        """Add a span or replace the one with its id, which is returned."""
        before = self.drop(span.id)
        self._count += 1
        if len(span.fragments) > 1:
            self._parted = True
        if span.end - span.start > REACH:
            self._put_long(span)
            return before
        self._longest = max(self._longest, span.end - span.start)
        self._learn(span)
        if not self._blocks:
            self._blocks, self._firsts, self._raw = [[span]], [start_of(span)], 1
        else:
            self._put_short(span)
        return before

    def _learn(self, span: PaintedSpan) -> None:
        if self._ids.is_full:
            self._ids = self._empty_table()
            for block in self._blocks:
                for held in block:
                    self._ids.add(held.id, start_of(held))
        self._ids.add(span.id, start_of(span))

    def _put_short(self, span: PaintedSpan) -> None:
        number = max(bisect_right(self._firsts, start_of(span)) - 1, 0)
        block = self._blocks[number]
        block.insert(bisect_right(block, start_of(span), key=start_of), span)
        self._firsts[number] = min(self._firsts[number], start_of(span))
        if len(block) > 2 * BLOCK:
            half = block[BLOCK:]
            del block[BLOCK:]
            self._blocks.insert(number + 1, half)
            self._firsts.insert(number + 1, start_of(half[0]))
            self._raw += 1

    def _put_long(self, span: PaintedSpan) -> None:
        self._long[span.id] = span
        level, first, last = _place(span)
        while len(self._levels) <= level:
            self._levels.append({})
        buckets = self._levels[level]
        for bucket in range(first, last + 1):
            buckets.setdefault(bucket, []).append(span)

    def drop(self, span_id: str) -> PaintedSpan | None:
        """Take the span out and return it, None where there is none."""
        self.prepare()
        span = self.get(span_id)
        if span is None:
            return None
        self._lately = None
        self._count -= 1
        if span.end - span.start > REACH:
            del self._long[span_id]
            level, first, last = _place(span)
            for bucket in range(first, last + 1):
                _take(self._levels[level][bucket], 0, span_id)
            return span
        number = max(bisect_left(self._firsts, start_of(span)) - 1, 0)
        while not self._take_from(number, span):
            number += 1
        return span

    def _take_from(self, number: int, span: PaintedSpan) -> bool:
        block = self._blocks[number]
        return _take(block, bisect_left(block, start_of(span), key=start_of), span.id)

    def between(self, start: int, end: int) -> list[PaintedSpan]:
        """The spans with a character in `[start, end)`, in text order, longer ones first."""
        found = self.meeting(start, end)
        found.sort(key=text_order)
        return found

    def meeting(self, start: int, end: int) -> list[PaintedSpan]:
        """The spans with a character in `[start, end)`, in no order."""
        found: list[PaintedSpan] = []
        firsts = self._firsts
        last = bisect_left(firsts, end)
        self._look_through(last)
        low = start - self._longest
        for number in range(max(bisect_left(firsts, low) - 1, 0), last):
            block = self._blocks[number]
            near = bisect_left(block, low, key=start_of)
            inside = bisect_left(block, start, near, key=start_of)
            behind = bisect_left(block, end, inside, key=start_of)
            found += [span for span in block[near:inside] if span.fragments[-1][1] > start]
            found += block[inside:behind]
        seen: set[str] = set()
        for level, buckets in enumerate(self._levels):
            shift = _shift(level)
            for bucket in range(start >> shift, (max(end - 1, start) >> shift) + 1):
                for span in buckets.get(bucket, ()):
                    if span.start < end and span.end > start and span.id not in seen:
                        seen.add(span.id)
                        found.append(span)
        if not self._parted:
            return found
        return [s for s in found if len(s.fragments) == 1 or s.meets(start, end)]

    def at(self, offset: int) -> list[PaintedSpan]:
        """The spans over the character at `offset`, in text order, longer ones first."""
        return self.between(offset, offset + 1)

    def in_order(self) -> list[PaintedSpan]:
        """All spans in text order."""
        return sorted(self, key=text_order)


def _in_order(spans: list[PaintedSpan]) -> list[PaintedSpan]:
    """The spans sorted by their starts; to see that they are already is cheaper."""
    starts = [span.fragments[0][0] for span in spans]
    return spans if starts == sorted(starts) else sorted(spans, key=start_of)


def text_order(span: PaintedSpan) -> tuple[int, int, str]:
    """Sorts by start, the longer one first where two start together."""
    return span.fragments[0][0], -span.fragments[-1][1], span.id


def _shift(level: int) -> int:
    return REACH.bit_length() - 1 + COARSER * (level + 1)


def _place(span: PaintedSpan) -> tuple[int, int, int]:
    """Level, first and last bucket of a long span."""
    start, last = span.start, span.end - 1
    level = 0
    while (last >> _shift(level)) - (start >> _shift(level)) > 1 << COARSER:
        level += 1
    return level, start >> _shift(level), last >> _shift(level)


def _take(held: list[PaintedSpan], begin: int, span_id: str) -> bool:
    """Remove the span with this id from a list, looking from `begin` on."""
    for number in range(begin, len(held)):
        if held[number].id == span_id:
            del held[number]
            return True
    return False
