"""γ: places and labels in one figure, overlapping and nested spans included.

Mathet, Widlöcher and Métivier, Computational Linguistics 41 (2015), 437–479: 1 − δo/δe, the
disorder of the best alignment over that of texts that were labelled by chance. Such texts are
drawn: for each person a number of spans, gaps between them and lengths, all from normal
distributions with the mean and deviation of what was marked, and labels by their frequency
(`SAMPLER`). So the figure depends on the seed, and is not to be compared with one from another
sampler. A span with several fragments counts as its hull. `n` is the number of spans of a document,
of several documents that of those that have a figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from annotator.agree.gamma_alignment import (
    MOST,
    Alignment,
    Units,
    Weights,
    best_alignment,
    too_many,
    units,
)
from annotator.agree.kappa import NOTHING
from annotator.agree.units import labels_of
from annotator.agree.values import Doc, Mark, Score, undefined
from annotator.progress import Progress, silent

SAMPLER = "normal distributions of numbers, gaps and lengths; labels by frequency"
SAMPLES = 30
"""How many texts are labelled by chance at least."""
MOST_SAMPLES = 3_000
"""And at most, whatever precision is asked for."""

ONE_SIDED = "one of them marked nothing"
TOO_MANY = f"there are more than {MOST:,} pairs of spans to compare"
NO_DISORDER = "spans at random places would be in perfect agreement as well"


@dataclass(frozen=True, slots=True)
class Chance:
    """How chance is drawn: a seed and at least so many texts.

    With `precision` more are drawn until the mean disorder is known to that part of itself in
    95 of 100 cases (0.02: two per cent).
    """

    seed: int = 0
    samples: int = SAMPLES
    precision: float | None = None


def gamma(
    doc: Doc,
    labels: Sequence[str] | None = None,
    *,
    chance: Chance | None = None,
    weights: Weights | None = None,
    progress: Progress = silent,
) -> Score:
    """γ of one document, for marks with these labels (all, where none are given)."""
    names = labels_of([doc]) if labels is None else labels
    return gamma_of(
        [doc.a, doc.b], names, name=doc.name, chance=chance, weights=weights, progress=progress
    )


def gamma_over(
    docs: Sequence[Doc],
    labels: Sequence[str] | None = None,
    *,
    chance: Chance | None = None,
    weights: Weights | None = None,
    progress: Progress = silent,
) -> Score:
    """The mean of the documents' γ; coverage is the part of the documents that have one."""
    scores = []
    for number, doc in enumerate(docs):
        progress(number, len(docs), "gamma")
        scores.append(gamma(doc, labels, chance=chance, weights=weights))
    return mean_of(scores)


def mean_of(scores: Sequence[Score]) -> Score:
    """The mean of documents' figures; coverage is the part of them that have one."""
    values = [one.value for one in scores if one.value is not None]
    coverage = len(values) / len(scores) if scores else None
    if not values:
        reasons = list(dict.fromkeys(one.why for one in scores if one.why))
        return Score(None, reasons[0] if len(reasons) == 1 else NO_DOCUMENT, coverage=coverage)
    return Score(float(np.mean(values)), n=len(values), coverage=coverage)


NO_DOCUMENT = "no article has spans by both"


def gamma_of(
    sides: Sequence[Sequence[Mark]],
    labels: Sequence[str],
    *,
    name: str = "",
    chance: Chance | None = None,
    weights: Weights | None = None,
    progress: Progress = silent,
) -> Score:
    """γ of one text that two or more people read; `name` makes its draws its own."""
    chance, weights = chance or Chance(), weights or Weights()
    people = [units(marks, labels) for marks in sides]
    number = sum(map(len, people))
    if not number:
        return undefined(NOTHING)
    if not all(map(len, people)):
        return undefined(ONE_SIDED, number)
    if too_many(people):
        return undefined(TOO_MANY, number)
    observed = best_alignment(people, weights).disorder
    expected = expected_disorder(people, weights, chance, name=name, progress=progress)
    if not expected:
        return undefined(NO_DISORDER, number)
    return Score(1 - observed / expected, n=number)


def alignment(
    sides: Sequence[Sequence[Mark]], labels: Sequence[str], weights: Weights | None = None
) -> Alignment:
    """The best alignment of what two or more people marked, somebody at least one span."""
    return best_alignment([units(marks, labels) for marks in sides], weights or Weights())


def expected_disorder(
    people: Sequence[Units],
    weights: Weights,
    chance: Chance,
    *,
    name: str = "",
    progress: Progress = silent,
) -> float:
    """The mean disorder of texts labelled by chance; `progress` is told of each one."""
    random = np.random.default_rng([chance.seed, crc32(name.encode())])
    habit = _habit(people)
    found: list[float] = []
    wanted = chance.samples
    while len(found) < wanted:
        progress(len(found), wanted, "gamma")
        drawn = _drawn(habit, len(people), random)
        found.append(0.0 if too_many(drawn) else best_alignment(drawn, weights).disorder)
        if len(found) == wanted and chance.precision:
            wanted = max(wanted, _enough(found, chance.precision))
    return float(np.mean(found))


@dataclass(frozen=True)
class _Habit:
    """How people marked: means and deviations; how often each label was used."""

    number: tuple[float, float]
    gap: tuple[float, float]
    length: tuple[float, float]
    labels: NDArray[np.float64]


def _habit(people: Sequence[Units]) -> _Habit:
    gaps = [np.zeros(1)]
    for one in people:
        gaps.append(one.start[1:] - one.end[:-1])
        gaps.append(one.start[:1][one.start[:1] > 0])
    used = np.bincount(np.concatenate([one.label for one in people]))
    # Sorted, so that neither names nor order nor who is called A change what is drawn.
    used = np.sort(used[used > 0])
    return _Habit(
        _normal(np.array([len(one) for one in people])),
        _normal(np.concatenate(gaps)),
        _normal(np.concatenate([one.end - one.start for one in people])),
        used / used.sum(),
    )


def _normal(values: NDArray[np.float64] | NDArray[np.int64]) -> tuple[float, float]:
    ordered = np.sort(values)
    return float(ordered.mean()), float(ordered.std())


def _drawn(habit: _Habit, people: int, random: np.random.Generator) -> list[Units]:
    numbers = np.abs(random.normal(*habit.number, people).astype(np.int64))
    if not numbers.any():
        numbers[0] = 1
    return [_person(habit, number, random) for number in numbers.tolist()]


def _person(habit: _Habit, number: int, random: np.random.Generator) -> Units:
    gap = random.normal(*habit.gap, number)
    length = np.maximum(np.abs(random.normal(*habit.length, number)), 1e-9)
    end = np.cumsum(gap + length)
    label = random.choice(len(habit.labels), number, p=habit.labels)
    return Units(end - length, end, label)


def _enough(found: Sequence[float], precision: float) -> int:
    variation = float(np.std(found, ddof=1) / np.mean(found)) if np.mean(found) else 0.0
    return min(ceil((variation * 1.96 / precision) ** 2), MOST_SAMPLES)
