"""Which line under the text belongs to which span."""

from collections.abc import Iterable, Sequence


def pack(intervals: Sequence[tuple[int, int]], lengths: Iterable[int] | None = None) -> list[int]:
    """A lane for each interval `[start, end)`, 0 and up, so that no two in one lane overlap.

    Short ones are placed first, each in the lowest free lane: the innermost span is nearest to the
    text. `lengths` orders instead of the intervals' own lengths (a span cut at a paragraph's end
    still counts as long). Interval ends are small numbers: places inside one piece.
    """
    sizes = [end - start for start, end in intervals] if lengths is None else list(lengths)
    order = sorted(range(len(intervals)), key=lambda i: (sizes[i], intervals[i]))
    taken: list[int] = []
    lanes = [0] * len(intervals)
    for i in order:
        start, end = intervals[i]
        mask = ((1 << max(end - start, 1)) - 1) << start
        for lane, occupied in enumerate(taken):
            if not occupied & mask:
                taken[lane] = occupied | mask
                lanes[i] = lane
                break
        else:
            lanes[i] = len(taken)
            taken.append(mask)
    return lanes


def pack_in_order(intervals: Iterable[tuple[int, int]]) -> list[int]:
    """A lane for each interval, first come first served: with intervals in text order a lane
    depends only on what begins before, so that scrolling does not reshuffle them."""
    ends: list[int] = []
    lanes = []
    for start, end in intervals:
        lane = next((i for i, taken in enumerate(ends) if taken <= start), len(ends))
        if lane == len(ends):
            ends.append(end)
        else:
            ends[lane] = end
        lanes.append(lane)
    return lanes


def depths(
    marks: Iterable[tuple[int, int, int]],
) -> list[tuple[int, int, int]]:
    """Stretches `(start, end, set)` between the ends of `(start, end, bit)` marks, in order, where
    `set` has the bits of all marks over the stretch; neighbours of the same set are one stretch
    and what nothing covers is left out."""
    edges: list[tuple[int, int, int]] = []
    for start, end, bit in marks:
        edges.append((start, 1, bit))
        edges.append((end, -1, bit))
    edges.sort()
    counts: dict[int, int] = {}
    stretches: list[tuple[int, int, int]] = []
    here = bits = 0
    for place, step, bit in edges:
        if place > here and bits:
            if stretches and stretches[-1][1:] == (here, bits):
                stretches[-1] = (stretches[-1][0], place, bits)
            else:
                stretches.append((here, place, bits))
        here = place
        count = counts[bit] = counts.get(bit, 0) + step
        bits = bits | bit if count else bits & ~bit
    return stretches
