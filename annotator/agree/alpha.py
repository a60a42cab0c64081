"""Krippendorff's alpha: for any number of people, with missing data.

Krippendorff, Content Analysis: 1 − Do/De from the coincidences of values within units; what only
one person valued takes no part. Over texts each label is a binary layer of its own (see
`annotator.agree.units`), and over several labels Do and De of the layers are added. `n` is the
number of values that could be compared (of layers: of characters).
"""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.agree.kappa import NO_TEXT, NOTHING, number_or_none
from annotator.agree.units import BOTH, NEITHER, character_statistics, characters, total
from annotator.agree.values import Doc, Mark, Score, undefined

Figures = NDArray[np.float64]

ONE_VALUE = "there is only one value in all the data, so that nothing is left to chance"
NO_PAIRS = "no unit was valued by two people"

statistics = character_statistics
"""Four numbers a label; see `annotator.agree.units.character_statistics`."""


class Metric(StrEnum):
    """How far two values are from each other."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def char_alpha(docs: Sequence[Doc], labels: Sequence[str]) -> Score:
    """Nominal alpha of two people over characters, a binary layer per label."""
    return _score(_coincidences(total(docs, labels, character_statistics)))


def figures(sums: ArrayLike) -> Figures:
    """Alpha of two people from sums of statistics, along the last axis; nan where undefined."""
    return layered(_coincidences(sums))


def from_statistics(sums: ArrayLike) -> float | None:
    """Alpha of two people from the sum of the documents' statistics; None where undefined."""
    return number_or_none(figures(sums))


Read = tuple[int, Sequence[Sequence[Mark] | None]]
"""A text's length, and everybody's marks in it: None from who did not read it."""


def char_alpha_of_many(texts: Sequence[Read], labels: Sequence[str]) -> Score:
    """Nominal alpha of any number of people over characters, a binary layer per label.

    People stand in the same order in each text.
    """
    sums = np.zeros(3 * len(labels))
    for length, sides in texts:
        sums += many_statistics(length, sides, labels)
    return _score(sums.reshape(-1, 3))


def many_statistics(
    length: int, sides: Sequence[Sequence[Mark] | None], labels: Sequence[str]
) -> Figures:
    """Coincidences of one text, three a label: marked twice, marked once, not marked."""
    read = [characters(marks, labels, length) for marks in sides if marks is not None]
    if len(read) < 2:
        return np.zeros(3 * len(labels))
    marked = np.sum(read, axis=0, dtype=np.int64)
    others = len(read) - marked
    found = [marked * (marked - 1), 2 * marked * others, others * (others - 1)]
    return (np.stack([part.sum(axis=1) for part in found], axis=1) / (len(read) - 1)).ravel()


def layered(coincidences: ArrayLike) -> Figures:
    """Alpha from layers of coincidences: the last axes are the layers and their three numbers."""
    table = np.asarray(coincidences, dtype=float)
    number = table.sum(axis=-1)
    marked = table[..., 0] + table[..., 1] / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = table[..., 1] / number
        expected = 2 * marked * (number - marked) / (number * (number - 1))
        result: Figures = 1 - observed.sum(axis=-1) / expected.sum(axis=-1)
    return np.where(np.isfinite(result), result, np.nan)


def alpha(data: Sequence[Sequence[float | str | None]], metric: Metric = Metric.NOMINAL) -> Score:
    """Alpha of a table: a row a person, a column a unit, None where there is no value.

    Words as values allow the nominal metric only.
    """
    columns = [
        [value for value in column if value is not None] for column in zip(*data, strict=True)
    ]
    columns = [column for column in columns if len(column) > 1]
    if not columns:
        return undefined(NO_PAIRS)
    values = sorted({value for column in columns for value in column})
    places = {value: place for place, value in enumerate(values)}
    table = np.zeros((len(values), len(values)))
    for column in columns:
        counts = np.bincount([places[value] for value in column], minlength=len(values))
        table += (np.outer(counts, counts) - np.diag(counts)) / (len(column) - 1)
    return alpha_of_coincidences(table, values, metric)


def alpha_of_coincidences(
    table: ArrayLike, values: Sequence[object] = (), metric: Metric = Metric.NOMINAL
) -> Score:
    """Alpha of a symmetric table of coincidences; `values` are what its rows stand for."""
    counts = np.asarray(table, dtype=float)
    sums = counts.sum(axis=1)
    number = float(sums.sum())
    distance = _distance(metric, values, sums)
    expected = (np.outer(sums, sums) * distance).sum()
    if not expected:
        return undefined(ONE_VALUE if number else NO_PAIRS, round(number))
    observed = (counts * distance).sum() * (number - 1)
    return Score(float(1 - observed / expected), n=round(number))


def _distance(metric: Metric, values: Sequence[object], sums: Figures) -> Figures:
    if metric is Metric.NOMINAL:
        return 1 - np.eye(len(sums))
    if metric is Metric.ORDINAL:
        # Krippendorff's: all values from the one to the other, half of the two themselves.
        ranks = np.cumsum(sums) - sums / 2
        between: Figures = np.subtract.outer(ranks, ranks)
        return np.square(between)
    numbers = np.asarray(values, dtype=float)
    apart: Figures = np.subtract.outer(numbers, numbers)
    if metric is Metric.INTERVAL:
        return np.square(apart)
    whole = np.add.outer(numbers, numbers)
    share: Figures = np.divide(apart, whole, out=np.zeros_like(apart), where=whole != 0)
    return np.square(share)


def _coincidences(sums: ArrayLike) -> Figures:
    table = np.asarray(sums, dtype=float)
    table = table.reshape(*table.shape[:-1], -1, 4)
    # Two values a character; a character that one of the two marked holds one of each.
    both, neither = 2 * table[..., BOTH], 2 * table[..., NEITHER]
    return np.stack([both, 2 * table[..., BOTH + 1 : NEITHER].sum(axis=-1), neither], axis=-1)


def _score(layers: Figures) -> Score:
    number = round(float(layers.sum(axis=1).max(initial=0)))
    value = number_or_none(layered(layers))
    if value is not None:
        return Score(value, n=number)
    if not number:
        return undefined(NO_TEXT)
    return undefined(ONE_VALUE if layers[:, :2].any() else NOTHING, number)
