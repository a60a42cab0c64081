"""SemEval-2013's four figures of agreement on spans, and the counts behind them.

SemEval-2013 task 9: strict (same place and label), exact (same place), partial (any overlap, half a
point where the place is not the same), type (any overlap and the same label). The task leaves open
which spans are compared with which; here it is the one best alignment (`annotator.agree.pairing`).
A is what the task calls the reference; figures are the same with the sides exchanged. `n` is the
number of spans of both sides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.agree.kappa import NOTHING, number_or_none
from annotator.agree.pairing import Pair, Pairing, pairing
from annotator.agree.values import Doc, Score, undefined

Counts = NDArray[np.int64]

STRICT, EXACT, PARTIAL, TYPE = range(4)
"""Rows of the counts."""
CORRECT, INCORRECT, PARTLY, MISSING, SPURIOUS = range(5)
"""Columns of the counts."""


@dataclass(frozen=True, slots=True)
class SemEval:
    """The four figures, each an F1."""

    strict: Score
    exact: Score
    partial: Score
    type: Score


def semeval(aligned: Iterable[Pairing]) -> SemEval:
    """The figures of documents that were aligned."""
    table = sum((counts(one) for one in aligned), np.zeros((4, 5), dtype=np.int64))
    spans = 2 * int(table[STRICT, :MISSING].sum()) + int(table[STRICT, MISSING:].sum())
    values = f1(table)
    if not spans:
        return SemEval(*[undefined(NOTHING)] * 4)
    return SemEval(*(Score(number_or_none(value), n=spans) for value in values))


def counts(one: Pairing) -> Counts:
    """A row a figure: correct, incorrect, partial, missing (only A has it), spurious (only B)."""
    table = np.zeros((4, 5), dtype=np.int64)
    for pair in one.pairs:
        for row, column in enumerate(_columns(pair)):
            table[row, column] += 1
    table[:, MISSING] = len(one.only_a)
    table[:, SPURIOUS] = len(one.only_b)
    return table


def f1(table: ArrayLike) -> NDArray[np.float64]:
    """F1 from counts along the last axis, a partial one counting half; nan without spans."""
    numbers = np.asarray(table, dtype=float)
    points = numbers[..., CORRECT] + numbers[..., PARTLY] / 2
    spans = 2 * numbers[..., :MISSING].sum(axis=-1) + numbers[..., MISSING:].sum(axis=-1)
    answer = np.full(points.shape, np.nan)
    np.divide(2 * points, spans, out=answer, where=spans > 0)
    return answer


def statistics(doc: Doc, labels: Sequence[str]) -> Counts:
    """The twenty counts of a document's marks with these labels, row after row."""
    return counts(pairing(_only(doc, labels))).ravel()


def from_statistics(sums: ArrayLike) -> float | None:
    """The strict F1 from the sum of the documents' statistics; None where nobody marked."""
    return number_or_none(f1(np.reshape(sums, (4, 5)))[STRICT])


def _only(doc: Doc, labels: Sequence[str]) -> Doc:
    a, b = (tuple(m for m in side if m.label in labels) for side in (doc.a, doc.b))
    return Doc(doc.name, doc.story, doc.length, doc.text, a, b)


def _columns(pair: Pair) -> tuple[int, int, int, int]:
    return (
        CORRECT if pair.same_place and pair.same_label else INCORRECT,
        CORRECT if pair.same_place else INCORRECT,
        CORRECT if pair.same_place else PARTLY,
        CORRECT if pair.same_label else INCORRECT,
    )
