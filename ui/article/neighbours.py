"""The next and the previous span in reading order, found without sorting all of them."""

from collections.abc import Callable, Sequence

from ui.article.painted import PaintedSpan

REACH = 2048
"""Code points looked at first; doubled until something is there."""

Between = Callable[[int, int], Sequence[PaintedSpan]]
Place = tuple[int, int, str]


def place_of(span: PaintedSpan) -> Place:
    """Where a span stands in reading order: by start, the longer one first."""
    return span.start, -span.end, span.id


def span_after(between: Between, length: int, place: Place) -> PaintedSpan | None:
    """The first span behind `place` in a text of `length` code points."""
    start, reach = max(place[0], 0), REACH
    while start < length:
        end = min(start + reach, length)
        found = [span for span in between(start, end) if place_of(span) > place]
        if found:
            return min(found, key=place_of)
        if end == length:
            return None
        start, reach = end, reach * 2
    return None


def span_before(between: Between, length: int, place: Place) -> PaintedSpan | None:
    """The last span before `place` in a text of `length` code points."""
    end, reach = min(place[0] + 1, length), REACH
    while end > 0:
        start = max(end - reach, 0)
        found = [span for span in between(start, end) if place_of(span) < place]
        within = [span for span in found if span.start >= start]
        if within:
            return max(within, key=place_of)
        end, reach = start, reach * 2
    return None
