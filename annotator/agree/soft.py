"""Soft labels: which share of the people marked each character; and how close two such are.

As in SemEval-2025 task 3 (Mu-SHROOM): IoU of the characters that more than half of the people
marked, and Spearman's correlation of the shares over all characters. There an empty pair has IoU 1,
and where one side is the same everywhere the correlation is replaced by 1 if the other is as well,
else by 0. Over several labels characters count once a label. `n` is the number of documents,
coverage the part of them where somebody marked something.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.agree.kappa import number_or_none
from annotator.agree.units import BOTH, NEITHER, ONLY_A, ONLY_B, character_statistics, characters
from annotator.agree.values import Doc, Mark, Score, undefined

Figures = NDArray[np.float64]

NO_DOCUMENT = "there is no article to compare"
HALF = 0.5
IOU, SPEARMAN, DOCUMENTS, MARKED = range(4)
"""What is added up over documents."""


class Share(NamedTuple):
    """A stretch of text and the part of the people who marked it, above 0."""

    start: int
    end: int
    share: float


@dataclass(frozen=True, slots=True)
class Soft:
    """The two figures, each the mean of the documents'."""

    iou: Score
    spearman: Score


def shares(sides: Sequence[Sequence[Mark]], label: str, length: int) -> Figures:
    """Which part of the people marked each character with a label."""
    counts = np.zeros(length)
    for marks in sides:
        counts += characters(marks, (label,), length)[0]
    return counts / len(sides) if sides else counts


def soft_labels(sides: Sequence[Sequence[Mark]], label: str, length: int) -> tuple[Share, ...]:
    """The same as stretches of equal share, in text order; what nobody marked is left out."""
    found = shares(sides, label, length)
    edges = np.flatnonzero(np.diff(found, prepend=np.nan, append=np.nan)).tolist()
    return tuple(
        Share(start, end, float(found[start])) for start, end in pairwise(edges) if found[start] > 0
    )


def iou(a: ArrayLike, b: ArrayLike) -> float:
    """Intersection over union of what has a share above one half; 1 where there is none."""
    one, other = np.asarray(a) > HALF, np.asarray(b) > HALF
    union = np.count_nonzero(one | other)
    return np.count_nonzero(one & other) / union if union else 1.0


def spearman(a: ArrayLike, b: ArrayLike) -> float:
    """Spearman's correlation of two people's, or groups', shares over all characters."""
    from scipy.stats import rankdata

    one, other = np.round(np.asarray(a, dtype=float), 8), np.round(np.asarray(b, dtype=float), 8)
    same = [len(np.unique(side)) < 2 for side in (one, other)]
    if any(same):
        return float(all(same))
    return float(np.corrcoef(rankdata(one), rankdata(other))[0, 1])


def soft(docs: Sequence[Doc], labels: Sequence[str]) -> Soft:
    """The figures of two people, the mean of the documents."""
    if not docs:
        return Soft(undefined(NO_DOCUMENT), undefined(NO_DOCUMENT))
    sums = np.sum([statistics(doc, labels) for doc in docs], axis=0)
    coverage = float(sums[MARKED] / sums[DOCUMENTS])
    return Soft(
        *(
            Score(float(sums[what] / sums[DOCUMENTS]), n=len(docs), coverage=coverage)
            for what in (IOU, SPEARMAN)
        )
    )


def statistics(doc: Doc, labels: Sequence[str]) -> Figures:
    """IoU, correlation, 1, and whether anybody marked anything: may be added over documents."""
    counts = character_statistics(doc, labels).reshape(-1, 4).sum(axis=0)
    both, only_a, only_b, neither = (int(counts[i]) for i in (BOTH, ONLY_A, ONLY_B, NEITHER))
    union = both + only_a + only_b
    alike = both / union if union else 1.0
    return np.array([alike, _of_hard(both, only_a, only_b, neither), 1.0, float(union > 0)])


def figures(sums: ArrayLike) -> Figures:
    """The mean IoU from sums of statistics, along the last axis; nan without documents."""
    return _mean(sums, IOU)


def spearman_figures(sums: ArrayLike) -> Figures:
    """The mean correlation from sums of statistics, along the last axis."""
    return _mean(sums, SPEARMAN)


def from_statistics(sums: ArrayLike) -> float | None:
    """The mean IoU from the sum of the documents' statistics; None without documents."""
    return number_or_none(figures(sums))


def _mean(sums: ArrayLike, what: int) -> Figures:
    numbers = np.asarray(sums, dtype=float)
    documents = numbers[..., DOCUMENTS]
    answer = np.full(documents.shape, np.nan)
    np.divide(numbers[..., what], documents, out=answer, where=documents > 0)
    return answer


def _of_hard(both: int, only_a: int, only_b: int, neither: int) -> float:
    """Spearman's correlation where shares are 0 or 1: it is that of the fourfold table."""
    in_a, in_b = both + only_a, both + only_b
    out_a, out_b = only_b + neither, only_a + neither
    if not (in_a and out_a and in_b and out_b):
        return float(not (in_a and out_a) and not (in_b and out_b))
    found = both * neither - only_a * only_b
    return found / sqrt(in_a * out_a) / sqrt(in_b * out_b)
