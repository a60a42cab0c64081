"""The best one-to-one choice among overlaps: overlap first, then label.

What is made as large as can be, each before the next: the sum of the shares (intersection over
union, to a millionth), the number of pairs in the same place, of pairs with the same label, of
such pairs that share half or more, of pairs. Of equally good choices the first in text order
counts, whichever side is called A.

Two marks in the same place with the same label always make a pair: 1 − share is a metric, so that
by its triangle inequality no other choice has a larger sum.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from annotator.agree.line import Side, Whole
from annotator.agree.overlaps import Overlaps

HALF = 0.5
"""Intersection over union from which a pair with the same label counts as close."""
_EXACT = 2.0**52
"""Whole numbers below it are exact as floats, and so are sums of them."""
_FINE = 720_720
"""Into how many steps a share of 1 is divided: 2, 3, 4 … 16 go into it, so that sums of small
fractions that are equal stay so (a sixth and a sixth are a third)."""
TANGLED = 100_000
"""Overlaps that hang together up to which a level of chance has the best choice."""
FEW = 50
"""One of so many is few."""
_DENSE = 4_000_000
"""Cells of a table of rows and columns up to which all of it is kept."""

Flags = NDArray[np.bool_]


def matched(found: Overlaps, a: Side, b: Side, wanted: Flags | None = None) -> Whole:
    """The indices of the overlaps that were chosen, sorted.

    With `wanted`, only these matter: what cannot touch them is left out of the answer. Then, where
    more than `TANGLED` overlaps hang together, the largest one is chosen first, and so on: that is
    no longer the best choice but one for a level of chance, which needs many.
    """
    left = np.arange(len(found), dtype=np.int64)
    chosen = [_identical(found)]
    left = _untouched(found, left, chosen[0])
    while len(left):
        sure = _sure(found, left)
        chosen.append(sure)
        left = _untouched(found, left, sure)
        # Few at a time cost more than they spare.
        if len(sure) * FEW < len(left):
            break
    chosen.extend(_tangled(found, left, a, b, wanted))
    return np.sort(np.concatenate(chosen))


def close(found: Overlaps) -> Flags:
    """Which of them have the same label and share at least half."""
    return found.same_label & (found.share >= HALF)


def _identical(found: Overlaps) -> Whole:
    """Pairs in the same place with the same label, each mark once."""
    same = np.flatnonzero(found.same_place & found.same_label)
    a, b = found.a[same], found.b[same]
    if len(np.unique(a)) == len(a) and len(np.unique(b)) == len(b):
        return same
    seen_a: set[int] = set()
    seen_b: set[int] = set()
    once = []
    for index, i, j in zip(same.tolist(), a.tolist(), b.tolist(), strict=True):
        if i not in seen_a and j not in seen_b:
            seen_a.add(i)
            seen_b.add(j)
            once.append(index)
    return np.array(once, dtype=np.int64)


def _untouched(found: Overlaps, left: Whole, chosen: Whole) -> Whole:
    """Those of `left` that share no mark with the chosen ones."""
    if not len(chosen):
        return left
    taken_a = np.zeros(int(found.a.max()) + 1, dtype=bool)
    taken_b = np.zeros(int(found.b.max()) + 1, dtype=bool)
    taken_a[found.a[chosen]] = True
    taken_b[found.b[chosen]] = True
    return left[~(taken_a[found.a[left]] | taken_b[found.b[left]])]


def _steps(share: NDArray[np.float64], fine: float = _FINE) -> NDArray[np.float64]:
    return np.maximum(1.0, np.rint(share * fine))


def _sure(found: Overlaps, left: Whole) -> Whole:
    """Those that every best choice holds: larger than both marks' next best ones together."""
    steps = _steps(found.share[left])
    others = _next_best(found.a[left], steps) + _next_best(found.b[left], steps)
    return left[steps > others]


def _next_best(marks: Whole, steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each overlap the largest other one of the same mark; 0 where there is none."""
    order = np.lexsort((-steps, marks))
    group = marks[order]
    first = np.concatenate(([True], group[1:] != group[:-1]))
    begin = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    second = np.minimum(begin + 1, len(order) - 1)
    largest = steps[order][begin]
    next_one = np.where(group[second] == group, steps[order][second], 0.0)
    alone = first & (np.concatenate((group[1:] != group[:-1], [True])))
    answer = np.empty(len(order))
    answer[order] = np.where(first, np.where(alone, 0.0, next_one), largest)
    return answer


def _tangled(
    found: Overlaps, left: Whole, a: Side, b: Side, wanted: Flags | None
) -> Iterator[Whole]:
    """The best choice in each set of marks that hang together by overlaps."""
    if not len(left):
        return
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    marks_a, i = np.unique(found.a[left], return_inverse=True)
    marks_b, j = np.unique(found.b[left], return_inverse=True)
    many = len(marks_a) + len(marks_b)
    graph = coo_array((np.ones(len(left), dtype=np.int8), (i, j + len(marks_a))), (many, many))
    part = connected_components(graph, directed=False)[1][i]
    rank_a, rank_b = _ranks(a, marks_a, b, marks_b)
    order = np.argsort(part, kind="stable")
    if wanted is not None:
        matters = np.bincount(part, weights=wanted[left]) > 0
        order = order[matters[part[order]]]
    edges = np.flatnonzero(np.diff(part[order], prepend=-1, append=-1))
    for begin, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        some = order[begin:end]
        if wanted is not None and len(some) > TANGLED:
            yield left[some][
                _largest_first(found.only(left[some]), rank_a[i[some]], rank_b[j[some]])
            ]
            continue
        yield left[some][_best(found.only(left[some]), rank_a[i[some]], rank_b[j[some]])]


def _ranks(a: Side, marks_a: Whole, b: Side, marks_b: Whole) -> tuple[Whole, Whole]:
    """The order of these marks in the text; every mark has a number of its own on its side."""
    keys = [
        np.concatenate((getattr(a, name)[marks_a], getattr(b, name)[marks_b]))
        for name in ("inner", "size", "label", "end", "start")
    ]
    order = np.lexsort(keys)
    new = np.zeros(len(order), dtype=bool)
    for key in keys:
        new[1:] |= key[order][1:] != key[order][:-1]
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.cumsum(new)
    # Twins of one side get numbers of their own, the same way on both sides.
    many = len(rank)
    return _apart(rank[: len(marks_a)], many), _apart(rank[len(marks_a) :], many)


def _apart(rank: Whole, many: int) -> Whole:
    order = np.argsort(rank, kind="stable")
    values = rank[order]
    answer = np.empty_like(rank)
    answer[order] = values * many + np.arange(len(rank)) - np.searchsorted(values, values)
    return answer


def _largest_first(some: Overlaps, rank_a: Whole, rank_b: Whole) -> Whole:
    """The largest overlap, then the largest of those that do not touch it, and so on."""
    a, b = (np.unique(ranks, return_inverse=True)[1] for ranks in (rank_a, rank_b))
    weights = _weights(some, int(min(a.max(), b.max())) + 1)
    order = np.lexsort((np.maximum(rank_a, rank_b), np.minimum(rank_a, rank_b), -weights))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    chosen, left = [], np.arange(len(order))
    while len(left):
        # An overlap before all others of both its marks is chosen, whatever comes elsewhere.
        first_a, first_b = np.full(len(order), len(order)), np.full(len(order), len(order))
        np.minimum.at(first_a, a[left], place[left])
        np.minimum.at(first_b, b[left], place[left])
        sure = left[(first_a[a[left]] == place[left]) & (first_b[b[left]] == place[left])]
        chosen.append(sure)
        taken_a, taken_b = np.zeros(len(order), dtype=bool), np.zeros(len(order), dtype=bool)
        taken_a[a[sure]] = taken_b[b[sure]] = True
        left = left[~(taken_a[a[left]] | taken_b[b[left]])]
    return np.sort(np.concatenate(chosen))


def _best(some: Overlaps, rank_a: Whole, rank_b: Whole) -> Whole:
    """The best choice among overlaps that hang together, as their indices."""
    rows, columns = rank_a.tolist(), rank_b.tolist()
    by_row, by_column = sorted(set(rows)), sorted(set(columns))
    if (len(by_column), by_column) < (len(by_row), by_row):
        rows, columns, by_row, by_column = columns, rows, by_column, by_row
    row, column = _numbered(rows, by_row), _numbered(columns, by_column)
    weights = _weights(some, len(by_row))
    if len(by_row) == 1:
        return np.array([max(range(len(column)), key=lambda k: (weights[k], -column[k]))])
    if len(by_row) * len(by_column) > _DENSE:
        return _best_of_many(row, column, weights, len(by_row), len(by_column))
    from scipy.optimize import linear_sum_assignment

    table = np.zeros((len(by_row), len(by_column)))
    index = np.zeros(table.shape, dtype=np.int64)
    table[row, column] = weights
    index[row, column] = np.arange(len(row))
    cells = linear_sum_assignment(table, maximize=True)
    best: Whole = index[cells][table[cells] > 0]
    return best


def _numbered(values: Sequence[int], order: Sequence[int]) -> list[int]:
    numbers = {value: number for number, value in enumerate(order)}
    return [numbers[value] for value in values]


def _weights(some: Overlaps, number: int) -> NDArray[np.float64]:
    """What each overlap adds; `number` is the largest number of pairs there can be."""
    base = min(number + 1.0, np.floor((_EXACT / 2**14 / number) ** 0.25))
    fine = min(_FINE, np.floor(_EXACT / number / base**4) - 1)
    weights = _steps(some.share, fine)
    for flag in (some.same_place, some.same_label, close(some)):
        weights = weights * base + flag
    whole: NDArray[np.float64] = weights * base + 1
    return whole


def _best_of_many(
    row: Sequence[int],
    column: Sequence[int],
    weights: NDArray[np.float64],
    rows: int,
    columns: int,
) -> Whole:
    """The same for sets too large for a table: each row may also stay alone."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    alone = np.arange(rows)
    i = np.concatenate((row, alone))
    j = np.concatenate((column, columns + alone))
    # Every weight is positive; what stays alone weighs less than any pair.
    weight = np.concatenate((weights, np.full(rows, 0.5)))
    table = coo_array((weight, (i, j)), (rows, columns + rows)).tocsr()
    chosen_row, chosen_column = min_weight_full_bipartite_matching(table, maximize=True)
    partner = np.full(rows, -1)
    partner[chosen_row] = chosen_column
    return np.flatnonzero(partner[np.asarray(row)] == np.asarray(column))
