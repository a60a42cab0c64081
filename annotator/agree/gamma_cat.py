"""γ-cat: agreement on labels where people do not agree on places.

Mathet, Computational Linguistics 43 (2017), 661–681. Of γ's best alignment only spans that have a
partner count, so that a span that somebody missed changes nothing. Each pair weighs 1 less its
positional distance (0 at least), over the number of partners; disagreement on labels is the
weighted share of pairs with different labels, over what the same labels would give if paired at
random. With everybody's spans in the same places it is Krippendorff's nominal α. Documents are
pooled by adding the weighted coincidences. `n` is the number of spans, coverage the part of them
that counts.
"""

from collections.abc import Sequence
from math import isqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.agree.gamma import TOO_MANY
from annotator.agree.gamma_alignment import (
    Units,
    Weights,
    best_alignment,
    positions,
    too_many,
    units,
)
from annotator.agree.kappa import NOTHING, number_or_none
from annotator.agree.units import labels_of
from annotator.agree.values import Doc, Mark, Score, undefined

Figures = NDArray[np.float64]

NO_PARTNERS = "no spans were close enough to be compared"
ONE_LABEL = "all spans that were compared have one and the same label"


def gamma_cat(
    docs: Sequence[Doc], labels: Sequence[str] | None = None, *, weights: Weights | None = None
) -> Score:
    """γ-cat of two people, over marks with these labels (all, where none are given)."""
    names = labels_of(docs) if labels is None else labels
    texts = [(doc.a, doc.b) for doc in docs]
    return gamma_cat_of(texts, names, weights=weights)


def gamma_cat_of(
    texts: Sequence[Sequence[Sequence[Mark]]],
    labels: Sequence[str],
    *,
    weights: Weights | None = None,
) -> Score:
    """γ-cat of any number of people: for each text everybody's marks."""
    sums = np.zeros(len(labels) ** 2 + 3)
    for sides in texts:
        people = [units(marks, labels) for marks in sides]
        if too_many(people):
            return undefined(TOO_MANY, sum(map(len, people)))
        sums += _statistics(people, len(labels), weights or Weights())
    return _score(sums)


def statistics(doc: Doc, labels: Sequence[str], *, weights: Weights | None = None) -> Figures:
    """Weighted coincidences of labels in a row; squares, spans that count, spans."""
    people = [units(marks, labels) for marks in (doc.a, doc.b)]
    return _statistics(people, len(labels), weights or Weights())


def figures(sums: ArrayLike) -> Figures:
    """γ-cat from sums of statistics, along the last axis; nan where it is undefined."""
    numbers = np.asarray(sums, dtype=float)
    size = isqrt(numbers.shape[-1] - 3)
    table = numbers[..., :-3].reshape(*numbers.shape[:-1], size, size)
    margins = table.sum(axis=-1)
    whole = margins.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = 1 - np.trace(table, axis1=-2, axis2=-1) / whole
        # As in α nothing is paired with itself by chance.
        expected = (whole**2 - (margins**2).sum(axis=-1)) / (whole**2 - numbers[..., -3])
        found = 1 - observed / expected
    return np.where((expected > 1e-12) & np.isfinite(found), found, np.nan)


def from_statistics(sums: ArrayLike) -> float | None:
    """γ-cat from the sum of the documents' statistics; None where it is undefined."""
    return number_or_none(figures(sums))


def _statistics(people: Sequence[Units], size: int, weights: Weights) -> Figures:
    spans = sum(map(len, people))
    table, squares, count = np.zeros((size, size)), 0.0, 0
    if spans:
        rows = best_alignment(people, weights).rows
        partners = (rows >= 0).sum(axis=1) - 1
        for one, mine in enumerate(people):
            masses = np.zeros(len(mine))
            for other, theirs in enumerate(people):
                if one == other:
                    continue
                both = (rows[:, one] >= 0) & (rows[:, other] >= 0)
                i, j = rows[both, one], rows[both, other]
                far = weights.alpha * positions(mine, theirs)[i, j]
                weight = np.maximum(0, 1 - far) / partners[both]
                np.add.at(table, (mine.label[i], theirs.label[j]), weight)
                masses[i] += weight
            squares += float(masses @ masses)
            count += int(np.count_nonzero(masses))
    return np.concatenate([table.ravel(), [squares, count, spans]])


def _score(sums: Figures) -> Score:
    count, spans = int(sums[-2]), int(sums[-1])
    if not spans:
        return undefined(NOTHING)
    value = from_statistics(sums)
    if value is None:
        why = ONE_LABEL if count else NO_PARTNERS
        return Score(None, why, n=spans, coverage=count / spans)
    return Score(value, n=spans, coverage=count / spans)
