"""Sets of two sides against each other: which belong together, and how well they match."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np

Sets = Sequence[Collection[str]]
"""The sets of one side; no set holds a thing twice."""
Common = Mapping[tuple[int, int], int]
"""How many things two sets, one of each side, have in common, by their numbers; 0 is left out."""


def common(a: Sets, b: Sets) -> Common:
    """How much each set of one side shares with each of the other."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(b):
        for member in one:
            holders[member].append(number)
    return Counter(
        (number, other) for number, one in enumerate(a) for m in one for other in holders[m]
    )


def joined(some: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """The same with those made one that share a key, also by way of others; of the values of a key
    the first counts that is not empty."""
    found: dict[int, dict[str, str]] = {}
    holder: dict[str, int] = {}
    for number, one in enumerate(some):
        whole: dict[str, str] = {}
        for other in sorted({holder[key] for key in one if key in holder}):
            _lay_over(whole, found.pop(other))
        _lay_over(whole, one)
        found[number] = whole
        holder.update(dict.fromkeys(whole, number))
    return list(found.values())


def _lay_over(whole: dict[str, str], one: Mapping[str, str]) -> None:
    for key, value in one.items():
        whole[key] = whole.get(key) or value


def shares(a: Sets, b: Sets) -> dict[tuple[int, int], float]:
    """2 × shared / members of both, of sets that have anything in common."""
    return {(i, j): 2 * n / (len(a[i]) + len(b[j])) for (i, j), n in common(a, b).items()}


def best_sum(a: Sets, b: Sets) -> float:
    """The largest sum of `shares`, each set with at most one of the others."""
    worth = shares(a, b)
    return sum(worth[pair] for pair in best_pairs(worth))


Pairs = list[tuple[int, int]]


def best_pairs(worth: Mapping[tuple[int, int], float]) -> Pairs:
    """The pairs with the largest sum of what they are worth (above 0), each number of a side once.

    Of equally good choices it is always the same one for the same order of `worth`.
    """
    return [pair for part in _hanging_together(worth) for pair in _best(part, worth)]


def _hanging_together(worth: Iterable[tuple[int, int]]) -> Iterator[Pairs]:
    """Pairs of sets, those at a time that are linked by sets they have in common."""
    rows: defaultdict[int, list[int]] = defaultdict(list)
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for i, j in worth:
        rows[i].append(j)
        columns[j].append(i)
    seen: set[int] = set()
    for first in rows:
        left = [] if first in seen else [first]
        seen.add(first)
        part: Pairs = []
        while left:
            row = left.pop()
            part.extend((row, column) for column in rows[row])
            # A column leads to its rows once: where many share one member, there are very many.
            new = {other for column in rows[row] for other in columns.pop(column, ())} - seen
            seen |= new
            left.extend(new)
        if part:
            yield part


def _best(part: Pairs, worth: Mapping[tuple[int, int], float]) -> Pairs:
    if len(part) == 1:
        return part
    from scipy.optimize import linear_sum_assignment

    rows, columns = sorted({i for i, _ in part}), sorted({j for _, j in part})
    row = {number: place for place, number in enumerate(rows)}
    column = {number: place for place, number in enumerate(columns)}
    table = np.zeros((len(rows), len(columns)))
    for i, j in part:
        table[row[i], column[j]] = worth[i, j]
    found = zip(*linear_sum_assignment(table, maximize=True), strict=True)
    return [(rows[i], columns[j]) for i, j in found if table[i, j] > 0]
