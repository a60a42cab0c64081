"""The alignment behind γ: which spans of several people belong together, and how far off they are.

Mathet, Widlöcher and Métivier, Computational Linguistics 41 (2015), 437–479. It may pair spans that
do not overlap, and is not the alignment that pictures show (`annotator.agree.pairing`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from annotator.agree.values import Mark

Figures = NDArray[np.float64]
Whole = NDArray[np.int64]

MOST = 4_000_000
"""How many spans against spans (and nothing) are compared at most."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much places (alpha) and labels (beta) weigh, and a pair without one span or both."""

    alpha: float = 1.0
    beta: float = 1.0
    empty: float = 1.0


@dataclass(frozen=True)
class Units:
    """One person's spans: hulls from `start` to `end`, labels as numbers."""

    start: Figures
    end: Figures
    label: Whole

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True)
class Alignment:
    """The best alignment: a row a set of spans that belong together, a column a person.

    A cell is the span's place among that person's units, -1 for none. `disorder` is the sum of the
    rows' costs over the mean number of units per person.
    """

    rows: Whole
    disorder: float


def units(marks: Sequence[Mark], labels: Sequence[str]) -> Units:
    """Marks with these labels, in text order."""
    numbers = {label: number for number, label in enumerate(labels)}
    places = sorted((m.start, m.end, numbers[m.label]) for m in marks if m.label in numbers)
    start, end, label = np.array(places, dtype=np.int64).reshape(-1, 3).T
    return Units(start.astype(float), end.astype(float), label)


def too_many(sides: Sequence[Units]) -> bool:
    """Whether there are more combinations than can be compared."""
    pairs = len(sides) == 2
    return int(np.prod([float(len(side) + (not pairs)) for side in sides])) > MOST


def positions(a: Units, b: Units) -> Figures:
    """How far each span of a is from each of b: differences of edges over lengths, squared."""
    starts = np.abs(np.subtract.outer(a.start, b.start))
    ends = np.abs(np.subtract.outer(a.end, b.end))
    answer: Figures = np.square(
        (starts + ends) / np.add.outer(a.end - a.start, b.end - b.start),
    )
    return answer


def distances(a: Units, b: Units, weights: Weights) -> Figures:
    """How unlike each span of a is each of b, in place and label."""
    other = np.not_equal.outer(a.label, b.label)
    return (weights.alpha * positions(a, b) + weights.beta * other) * weights.empty


def best_alignment(sides: Sequence[Units], weights: Weights) -> Alignment:
    """The alignment of least disorder; at least one person has a span."""
    found = _of_two if len(sides) == 2 else _of_many
    rows, cost = found(sides, weights)
    return Alignment(rows, cost * len(sides) / sum(len(side) for side in sides))


def _of_two(sides: Sequence[Units], weights: Weights) -> tuple[Whole, float]:
    from scipy.optimize import linear_sum_assignment

    a, b = sides
    if _order(b) < _order(a):
        rows, cost = _of_two([b, a], weights)
        return rows[:, ::-1], cost
    # What is saved by not leaving both alone; so that nothing has to stand for “no partner”.
    saved = np.minimum(distances(a, b, weights) - 2 * weights.empty, 0)
    i, j = linear_sum_assignment(saved)
    worth = saved[i, j] < 0
    i, j = i[worth], j[worth]
    cost = (len(a) + len(b)) * weights.empty + saved[i, j].sum()
    alone_a = np.setdiff1d(np.arange(len(a)), i)
    alone_b = np.setdiff1d(np.arange(len(b)), j)
    rows = np.full((len(i) + len(alone_a) + len(alone_b), 2), -1, dtype=np.int64)
    rows[: len(i)] = np.stack([i, j], axis=1)
    rows[len(i) : len(i) + len(alone_a), 0] = alone_a
    rows[len(i) + len(alone_a) :, 1] = alone_b
    return rows, float(cost)


def _order(side: Units) -> tuple[object, ...]:
    """Of alignments that are equally good the same one is taken, whoever is called A."""
    return len(side), side.start.tolist(), side.end.tolist(), side.label.tolist()


def _of_many(sides: Sequence[Units], weights: Weights) -> tuple[Whole, float]:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    rows, costs = _candidates(sides, weights)
    begins = np.cumsum([0, *(len(side) for side in sides)])
    candidate, person = np.nonzero(rows >= 0)
    unit = begins[person] + rows[candidate, person]
    shape = (int(begins[-1]), len(rows))
    holds = coo_array((np.ones(len(unit)), (unit, candidate)), shape).tocsr()
    answer = milp(
        costs,
        integrality=np.ones(len(rows)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(holds, 1, 1),
        options={"mip_rel_gap": 0.0},
    )
    chosen = answer.x > 0.5
    return rows[chosen], float(costs[chosen].sum())


def _candidates(sides: Sequence[Units], weights: Weights) -> tuple[Whole, Figures]:
    """Sets of spans that cost no more than their spans alone, and their costs."""
    shape = [len(side) + 1 for side in sides]
    cost = np.zeros(shape)
    for one, other in combinations(range(len(sides)), 2):
        table = np.full((shape[one], shape[other]), weights.empty, dtype=float)
        table[:-1, :-1] = distances(sides[one], sides[other], weights)
        axes = [size if axis in (one, other) else 1 for axis, size in enumerate(shape)]
        cost += table.reshape(axes)
    cost /= len(sides) * (len(sides) - 1) / 2
    there = np.zeros(shape, dtype=np.int64)
    for axis, size in enumerate(shape):
        axes = [1] * len(shape)
        axes[axis] = size
        there += (np.arange(size) < size - 1).reshape(axes)
    keep = np.nonzero((there > 0) & (cost <= there * weights.empty + 1e-12))
    rows = np.stack(keep, axis=1)
    rows[rows == np.array(shape) - 1] = -1
    return rows.astype(np.int64), cost[keep]
