"""GATE's strict, lenient and average F1.

GATE user guide, “Evaluation”: one label at a time, so that a label that was exchanged is one span
missing and one too many. Correct is the same place, partial any overlap; strict counts partial ones
as wrong, lenient as right, and average is the mean of both. Pairs are the best ones among the spans
of that label (GATE takes the next that fits); attributes are left out. GATE calls two empty sides
perfect; here such a figure is undefined. `n` is the number of spans of both sides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.agree.kappa import NOTHING, number_or_none
from annotator.agree.pairing import Pairing, pairings
from annotator.agree.values import Doc, Score, undefined

Counts = NDArray[np.int64]

CORRECT, PARTLY, MISSING, SPURIOUS = range(4)
"""Columns of the counts."""
STRICT, LENIENT, AVERAGE = range(3)
"""The figures, in the order of `f1`."""


@dataclass(frozen=True, slots=True)
class Gate:
    """The three figures."""

    strict: Score
    lenient: Score
    average: Score


def gate(docs: Sequence[Doc], labels: Sequence[str]) -> Gate:
    """The figures over the spans with these labels."""
    table = counts(docs, labels).sum(axis=(0, 1))
    spans = int(2 * table[:MISSING].sum() + table[MISSING:].sum())
    if not spans:
        return Gate(*[undefined(NOTHING)] * 3)
    return Gate(*(Score(number_or_none(value), n=spans) for value in f1(table)))


def counts(docs: Sequence[Doc], labels: Sequence[str]) -> Counts:
    """Correct, partial, missing (only A) and spurious (only B): by document, then by label."""
    alone = [doc.only(label) for doc in docs for label in labels]
    rows = [_counts(one) for one in pairings(alone)] if alone else []
    return np.array(rows, dtype=np.int64).reshape(len(docs), len(labels), 4)


def f1(table: ArrayLike) -> NDArray[np.float64]:
    """Strict, lenient and average F1 from counts along the last axis; nan without spans."""
    numbers = np.asarray(table, dtype=float)
    spans = 2 * numbers[..., :MISSING].sum(axis=-1) + numbers[..., MISSING:].sum(axis=-1)
    correct, partly = numbers[..., CORRECT], numbers[..., PARTLY]
    points = np.stack([2 * correct, 2 * (correct + partly), 2 * correct + partly], axis=-1)
    whole = np.broadcast_to(spans[..., None], points.shape)
    answer = np.full(points.shape, np.nan)
    np.divide(points, whole, out=answer, where=whole > 0)
    return answer


def statistics(doc: Doc, labels: Sequence[str]) -> Counts:
    """Four counts a label of one document."""
    return counts([doc], labels).ravel()


def from_statistics(sums: ArrayLike) -> float | None:
    """The average F1 from the sum of the documents' statistics; None where nobody marked."""
    return number_or_none(f1(np.reshape(sums, (-1, 4)).sum(axis=0))[AVERAGE])


def _counts(one: Pairing) -> tuple[int, int, int, int]:
    correct = sum(pair.same_place for pair in one.pairs)
    return correct, len(one.pairs) - correct, len(one.only_a), len(one.only_b)
