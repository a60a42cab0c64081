"""Which parts of a text some ranges cover. Offsets are code points, end exclusive."""

from collections.abc import Iterable, Sequence

import regex

from annotator.model.span import Fragment, join_fragments

_SOMETHING = regex.compile(r"[\p{L}\p{N}]")


def merge_ranges(ranges: Iterable[tuple[int, int]]) -> tuple[Fragment, ...]:
    """The ranges in order, touching and overlapping ones joined, empty ones left out."""
    return join_fragments(ranges)


def add_range(seen: Sequence[Fragment], new: tuple[int, int]) -> tuple[Fragment, ...]:
    """The joined ranges with one more."""
    if any(start <= new[0] and new[1] <= end for start, end in seen):
        return tuple(seen)
    return join_fragments((*seen, new))


def uncovered(seen: Iterable[tuple[int, int]], length: int, text: str) -> list[Fragment]:
    """The parts of the first `length` code points outside `seen`, without blanks at their edges.

    Parts that hold neither letter nor digit are left out.
    """
    parts: list[Fragment] = []
    position = 0
    for start, end in (*join_fragments(seen), (length, length)):
        gap = text[position : min(start, length)]
        if _SOMETHING.search(gap):
            first = position + len(gap) - len(gap.lstrip())
            parts.append(Fragment(first, position + len(gap.rstrip())))
        position = max(position, end)
    return parts
