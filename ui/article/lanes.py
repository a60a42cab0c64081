"""Which line under the text belongs to which span."""

from collections.abc import Iterable, Sequence


def pack(intervals: Sequence[tuple[int, int]], lengths: Iterable[int] | None = None) -> list[int]:
    """A lane for each interval `[start, end)` so that no two in one lane overlap.

    Short ones are placed first, each in the lowest free lane: the innermost span is nearest to the
    text. `lengths` orders instead of the intervals' own lengths (a span cut at a paragraph's end
    still counts as long).
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
                taken[lane] |= mask
                lanes[i] = lane
                break
        else:
            lanes[i] = len(taken)
            taken.append(mask)
    return lanes
