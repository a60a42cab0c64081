"""Which line under the text belongs to which span."""

from collections.abc import Iterable
from operator import sub


def pack(intervals: Iterable[tuple[int, int]]) -> list[int]:
    """A lane for each interval `[start, end)`, 0 and up, so that no two in one lane overlap.

    First come, first served, which needs no more lanes than the deepest overlap when the intervals
    are in order of start. A lane depends only on what comes before.
    """
    ends: list[int] = []
    lanes = []
    for start, end in intervals:
        for lane, taken in enumerate(ends):
            if taken <= start:
                ends[lane] = end
                lanes.append(lane)
                break
        else:
            lanes.append(len(ends))
            ends.append(end)
    return lanes


def nest(intervals: Iterable[tuple[int, int]]) -> list[int]:
    """A lane for each interval (in order of start, longer ones first): the innermost is nearest.

    Lanes are packed and then turned over inside every cluster of overlapping intervals, so that
    lane 0, next to the text, is the one that lies deepest.
    """
    ends: list[int] = []
    lanes: list[int] = []
    tops: list[int] = []
    """For each the highest lane of its cluster, as soon as this is over."""
    reach = highest = 0
    for start, end in intervals:
        if start >= reach:
            tops += [highest] * (len(lanes) - len(tops))
            highest = 0
            ends = [end]
            lanes.append(0)
            reach = end
            continue
        lane = 0
        for taken in ends:
            if taken <= start:
                ends[lane] = end
                break
            lane += 1
        else:
            ends.append(end)
            if lane > highest:
                highest = lane
        lanes.append(lane)
        if end > reach:
            reach = end
    tops += [highest] * (len(lanes) - len(tops))
    return list(map(sub, tops, lanes))


def depths(marks: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Stretches `(start, end, set)` between the ends of `(start, end, number)` marks, in order.

    `set` has a bit for the number of every mark over the stretch; neighbours with the same set are
    one stretch and what nothing covers is left out. Numbers are below 2 ** 20.
    """
    edges: list[int] = []
    for start, end, number in marks:
        edges.append(start << 21 | number << 1 | 1)
        edges.append(end << 21 | number << 1)
    edges.sort()
    counts: dict[int, int] = {}
    stretches: list[tuple[int, int, int]] = []
    begun = here = bits = held = 0
    for edge in edges:
        place = edge >> 21
        if place > here:
            if bits != held:
                if held and here > begun:
                    stretches.append((begun, here, held))
                begun, held = here, bits
            here = place
        number = edge >> 1 & 0xFFFFF
        if edge & 1:
            counts[number] = counts.get(number, 0) + 1
            bits |= 1 << number
        else:
            counts[number] -= 1
            if not counts[number]:
                bits &= ~(1 << number)
    if held and here > begun:
        stretches.append((begun, here, held))
    return stretches
