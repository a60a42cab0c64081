"""Cohen's κ of things that both sides put into a category.

κ = (observed − expected) / (1 − expected), where expected is how often two people agree who give
the categories as often as these two do, at random (Cohen 1960).
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from annotator.agree.measure import Figure, Measure, share_of
from annotator.agree.resampling import Numbers, divided

Given = tuple[str, str]
"""The categories that A and B gave to one thing."""


def kappa_measure(
    given: Sequence[Sequence[Given]],
    covered: Numbers,
    marks: Numbers,
    *,
    nothing: str,
    uniform: Callable[[int], str],
) -> Measure:
    """κ over the things of each document.

    `marks`, an entry a document, is how many marks of both sides the figure speaks for, `covered`
    how many of them it was computed from. `nothing` says why there is no κ without a thing,
    `uniform` why there is none where all are in one category.
    """
    names = sorted({name for things in given for one in things for name in one})
    column = {name: number for number, name in enumerate(names)}
    counts = np.zeros((len(given), _CATEGORIES + 2 * len(names)))
    for row, things in zip(counts, given, strict=True):
        for a, b in things:
            row[0] += a == b
            row[1] += 1
            row[_CATEGORIES + column[a]] += 1
            row[_CATEGORIES + len(names) + column[b]] += 1
    counts[:, 2], counts[:, 3] = covered, marks
    return Measure(
        counts,
        figure=_kappa(len(names)),
        why=lambda sums: uniform(int(sums[1])) if sums[1] else nothing,
        size=lambda sums: sums[..., 1],
        coverage=share_of(2, 3),
    )


_CATEGORIES = 4
"""The column from which on categories are counted: A's, then B's."""


def _kappa(number: int) -> Figure:
    def figure(sums: Numbers) -> Numbers:
        a = sums[..., _CATEGORIES : _CATEGORIES + number]
        b = sums[..., _CATEGORIES + number :]
        expected = (a * b).sum(axis=-1)
        things = sums[..., 1]
        return divided(things * sums[..., 0] - expected, things * things - expected)

    return figure


def crossed(rows: Sequence[str], counted: Mapping[Given, int]) -> tuple[tuple[int, ...], ...]:
    """A table of counts, A's categories down and B's across."""
    return tuple(tuple(counted.get((a, b), 0) for b in rows) for a in rows)
