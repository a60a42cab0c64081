"""Which marks of one side share characters with which of the other, and how many."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.agree.line import Side, Whole

MOST = 10_000_000
"""Overlaps of two sides up to which every one is looked at."""
BEST = 16
"""Where there are more: how many a mark keeps, the largest first."""


@dataclass(frozen=True)
class Overlaps:
    """Pairs of marks, one of each side, that share at least one character.

    `share` is intersection over union in code points; `same_place` and `same_label` say the rest.
    """

    a: Whole
    b: Whole
    share: NDArray[np.float64]
    same_place: NDArray[np.bool_]
    same_label: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.a)

    def only(self, chosen: "NDArray[np.bool_] | Whole") -> "Overlaps":
        """Some of them."""
        return Overlaps(
            self.a[chosen], self.b[chosen], self.share[chosen],
            self.same_place[chosen], self.same_label[chosen],
        )  # fmt: skip


def overlaps(a: Side, b: Side) -> Overlaps:
    """All overlaps of two sides on the same line.

    Of more than `MOST` each mark of the smaller side keeps its `BEST` largest.
    """
    if not len(a) or not len(b):
        nothing = np.zeros(0, dtype=np.int64)
        no = nothing.astype(bool)
        return Overlaps(nothing, nothing, nothing.astype(float), no, no)
    if _order(b) < _order(a):
        found = overlaps(b, a)
        return Overlaps(found.b, found.a, found.share, found.same_place, found.same_label)
    numbers = _numbers(a, b)
    if int(numbers.sum()) <= MOST:
        return _shared(a, b, np.ones(len(a.piece_mark), dtype=bool))
    parts = [_largest(_shared(a, b, part)) for part in _parts(a, numbers)]
    return Overlaps(*(np.concatenate([getattr(part, name) for part in parts]) for name in _NAMES))


_NAMES = ("a", "b", "share", "same_place", "same_label")


def _order(side: Side) -> tuple[int, int, int]:
    """Tells the sides apart whichever is called A."""
    return len(side), int(side.start.sum()), int(side.size.sum())


def _numbers(a: Side, b: Side) -> Whole:
    """How many pieces of b each piece of a overlaps."""
    ends = np.sort(b.piece_end)
    before = np.searchsorted(b.piece_start, a.piece_end, "left")
    return before - np.searchsorted(ends, a.piece_start, "right")


def _parts(a: Side, numbers: Whole) -> Iterator[NDArray[np.bool_]]:
    """Pieces of a in portions of about `MOST` overlaps; those of one mark stay together."""
    per_mark = np.bincount(a.piece_mark, weights=numbers, minlength=len(a))
    portion = (np.cumsum(per_mark) // MOST).astype(np.int64)
    for number in np.unique(portion):
        yield portion[a.piece_mark] == number


def _shared(a: Side, b: Side, some: NDArray[np.bool_]) -> Overlaps:
    start, end, mark = a.piece_start[some], a.piece_end[some], a.piece_mark[some]
    # Each pair of pieces once: either b's begins within a's, or a's begins behind b's beginning.
    i, j = _within(start, end, b.piece_start, "left")
    jj, ii = _within(b.piece_start, b.piece_end, start, "right")
    i, j = np.concatenate((i, ii)), np.concatenate((j, jj))
    shared = np.minimum(end[i], b.piece_end[j]) - np.maximum(start[i], b.piece_start[j])
    keys, where = np.unique(mark[i] * len(b) + b.piece_mark[j], return_inverse=True)
    common = np.bincount(where, weights=shared, minlength=len(keys))
    one, other = keys // len(b), keys % len(b)
    union = a.size[one] + b.size[other] - common
    share = common / union
    return Overlaps(one, other, share, common == union, a.label[one] == b.label[other])


def _within(start: Whole, end: Whole, points: Whole, first: str) -> tuple[Whole, Whole]:
    """Pairs of an interval and a point in it; `points` are sorted, `first` as in searchsorted."""
    low = np.searchsorted(points, start, first)  # type: ignore[call-overload]
    many = np.maximum(np.searchsorted(points, end, "left") - low, 0)
    interval = np.repeat(np.arange(len(start), dtype=np.int64), many)
    into = np.arange(len(interval), dtype=np.int64) - np.repeat(np.cumsum(many) - many, many)
    return interval, np.repeat(low, many) + into


def _largest(found: Overlaps) -> Overlaps:
    order = np.lexsort((-found.share, found.a))
    a = found.a[order]
    first = np.searchsorted(a, a, "left")
    return found.only(order[np.arange(len(a)) - first < BEST])
