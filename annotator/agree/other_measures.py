"""Familiar character κ, γ-cat, MUC's rates and soft labels' figures as measures of a comparison."""

from collections.abc import Mapping, Sequence
from math import isqrt

import numpy as np

from annotator.agree import gamma_cat, kappa, muc, semeval, soft
from annotator.agree.gamma import TOO_MANY
from annotator.agree.gamma_alignment import too_many, units
from annotator.agree.kappa import NOTHING
from annotator.agree.measure import Figure, Measure
from annotator.agree.resampling import Numbers, divided
from annotator.agree.scores import Aligned
from annotator.agree.words import sentence

_CORRECT, _PARTIAL, _INCORRECT, _MISSING, _SPURIOUS = range(5)
_MATCHED = [_CORRECT, _PARTIAL, _INCORRECT]
_POSSIBLE, _ACTUAL = [*_MATCHED, _MISSING], [*_MATCHED, _SPURIOUS]
_RATES: Mapping[str, tuple[Sequence[int], Sequence[int], str]] = {
    "precision": ([_CORRECT], _ACTUAL, muc.NONE_IN_B),
    "recall": ([_CORRECT], _POSSIBLE, muc.NONE_IN_A),
    "f": ([_CORRECT, _CORRECT], [*_POSSIBLE, *_ACTUAL], NOTHING),
    "undergeneration": ([_MISSING], _POSSIBLE, muc.NONE_IN_A),
    "overgeneration": ([_SPURIOUS], _ACTUAL, muc.NONE_IN_B),
    "substitution": ([_INCORRECT, _PARTIAL], _MATCHED, muc.NO_PAIR),
}
"""What is divided by what, and why there may be nothing to divide by."""


def flat_kappa_measure(aligned: Aligned) -> Measure:
    """The familiar character κ, one label or none a place; undefined where spans overlap."""
    size = len(aligned.labels) + 1
    tables = [kappa.flat_table(doc, aligned.labels) for doc in aligned.docs]
    overlapping = any(table is None for table in tables)
    rows = [np.zeros(size**2) if overlapping or t is None else t.ravel() for t in tables]

    def why(sums: Numbers) -> str:
        if overlapping:
            return sentence(kappa.OVERLAPPING)
        if not sums.any():
            return sentence(kappa.NO_TEXT)
        return sentence(kappa.NO_CHOICE if sums[:-1].any() else NOTHING)

    return Measure(
        np.array(rows, dtype=np.float64).reshape(len(rows), size**2),
        figure=_cohen,
        why=why,
        size=lambda sums: sums.sum(axis=-1),
    )


def muc_measures(semeval_strict: Sequence[Measure | None]) -> Mapping[str, Sequence[Measure]]:
    """MUC's rates from the counts of SemEval's figures: the pairs are the same ones."""
    counted = [_muc_counts(one.counts) for one in semeval_strict if one is not None]
    return {
        name: [_rate(counts, above, below, why) for counts in counted]
        for name, (above, below, why) in _RATES.items()
    }


def soft_measures(aligned: Aligned) -> Mapping[str, Sequence[Measure]]:
    """IoU and Spearman's correlation per character: for all labels, then for each of them."""
    every: list[Sequence[str]] = [aligned.labels, *((label,) for label in aligned.labels)]
    counted = []
    for labels in every:
        rows = [soft.statistics(doc, labels) for doc in aligned.docs]
        counted.append(np.array(rows, dtype=np.float64).reshape(len(rows), 4))
    return {
        "iou": [_soft(counts, soft.figures) for counts in counted],
        "spearman": [_soft(counts, soft.spearman_figures) for counts in counted],
    }


def gamma_cat_measure(aligned: Aligned) -> Measure:
    """γ-cat; coverage is the part of the spans that have a partner to compare the label with."""
    size = len(aligned.labels) ** 2 + 3
    sides = [[units(side, aligned.labels) for side in (doc.a, doc.b)] for doc in aligned.docs]
    refused = any(too_many(people) for people in sides)
    rows = [
        np.zeros(size) if refused else gamma_cat.statistics(doc, aligned.labels)
        for doc in aligned.docs
    ]

    def why(sums: Numbers) -> str:
        if refused:
            return sentence(TOO_MANY)
        if not sums[-1]:
            return sentence(NOTHING)
        return sentence(gamma_cat.ONE_LABEL if sums[-2] else gamma_cat.NO_PARTNERS)

    return Measure(
        np.array(rows, dtype=np.float64).reshape(len(rows), size),
        figure=gamma_cat.figures,
        why=why,
        size=lambda sums: sums[..., -1],
        coverage=lambda sums: divided(sums[..., -2], sums[..., -1]),
    )


def _cohen(sums: Numbers) -> Numbers:
    size = isqrt(sums.shape[-1])
    table = sums.reshape(*sums.shape[:-1], size, size)
    whole = table.sum(axis=(-2, -1))
    agreed = whole * np.trace(table, axis1=-2, axis2=-1)
    by_chance = (table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1)
    return divided(agreed - by_chance, whole**2 - by_chance)


def _muc_counts(counts: Numbers) -> Numbers:
    table = counts.reshape(-1, 4, 5)
    correct = table[:, semeval.STRICT, semeval.CORRECT]
    same_label = table[:, semeval.TYPE, semeval.CORRECT]
    incorrect = table[:, semeval.TYPE, semeval.INCORRECT]
    alone = table[:, semeval.STRICT, semeval.MISSING :]
    return np.column_stack([correct, same_label - correct, incorrect, alone])


def _rate(counts: Numbers, above: Sequence[int], below: Sequence[int], why: str) -> Measure:
    up, down = list(above), list(below)
    return Measure(
        counts,
        figure=lambda sums: divided(sums[..., up].sum(axis=-1), sums[..., down].sum(axis=-1)),
        why=lambda _: sentence(why),
        size=lambda sums: sums[..., down].sum(axis=-1),
    )


def _soft(counts: Numbers, figure: Figure) -> Measure:
    return Measure(
        counts,
        figure=figure,
        why=lambda _: sentence(soft.NO_DOCUMENT),
        size=lambda sums: sums[..., soft.DOCUMENTS],
        coverage=lambda sums: divided(sums[..., soft.MARKED], sums[..., soft.DOCUMENTS]),
    )
