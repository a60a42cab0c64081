"""Which label goes with which, on pairs that the alignment made by position.

Only marks with a partner can be asked: so the coverage, the part of all marks that they are,
belongs to the figure.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from annotator.agree.categories import Given, crossed, kappa_measure
from annotator.agree.measure import Measure
from annotator.agree.scores import Aligned

NOTHING = "nothing"
"""The row and column of the confusion matrix for marks without a partner."""


def label_measures(aligned: Aligned) -> Sequence[Measure]:
    """κ of the labels on pairs: all of them, then each label against all others."""
    given = [[(pair.a.label, pair.b.label) for pair in one.pairs] for one in aligned.pairings]
    covered = aligned.paired(lambda _: True)
    every = kappa_measure(
        given,
        covered.sum(axis=1),
        aligned.marks.sum(axis=1),
        nothing=_NO_PAIR,
        uniform=lambda n: f"All labels of the {n} pairs are the same one; κ needs two that differ.",
    )
    single = [
        kappa_measure(
            [[(str(a == label), str(b == label)) for a, b in pairs] for pairs in given],
            covered[:, index],
            aligned.marks[:, index],
            nothing=_NO_PAIR,
            uniform=_all_or_none(label),
        )
        for index, label in enumerate(aligned.labels)
    ]
    return [every, *single]


_NO_PAIR = "No span of one overlaps a span of the other, so there are no labels to compare."


def _all_or_none(label: str) -> Callable[[int], str]:
    return lambda n: f"Of the {n} pairs all or none are “{label}” on both sides; κ needs some."


def confusion(
    aligned: Aligned, labels: Sequence[str]
) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]:
    """The labels with `NOTHING` behind them, and the counts: A's labels down, B's across."""
    counted: Counter[Given] = Counter()
    for one in aligned.pairings:
        counted.update((pair.a.label, pair.b.label) for pair in one.pairs)
        counted.update((mark.label, NOTHING) for mark in one.only_a)
        counted.update((NOTHING, mark.label) for mark in one.only_b)
    names = (*labels, NOTHING)
    return names, crossed(names, counted)
