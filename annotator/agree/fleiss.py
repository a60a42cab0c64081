"""Fleiss' kappa: any number of people, the same ones for everything.

Fleiss 1971: agreement of every two, corrected by the categories that all used together. Over texts
the units are characters, each label a binary layer of its own (see `annotator.agree.units`);
observed and expected disagreement of the layers are added. A text that somebody has not read is
left out: what has data missing is for alpha (`annotator.agree.alpha`). For two people it is Scott's
pi. `n` is the number of units.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.agree.alpha import ONE_VALUE, Read
from annotator.agree.kappa import NO_TEXT, NOTHING, number_or_none
from annotator.agree.units import characters
from annotator.agree.values import Mark, Score, undefined

Figures = NDArray[np.float64]

DISAGREEING, MARKED, UNITS = range(3)
"""Columns of a layer's statistics."""
NOT_READ_BY_ALL = "there is no article that all of them have read"
UNEVEN = "not every unit was valued by the same number of people, two at least"


def fleiss_kappa(texts: Sequence[Read], labels: Sequence[str]) -> Score:
    """Kappa over characters; people stand in the same order in each text."""
    sums = np.zeros(3 * len(labels))
    for length, sides in texts:
        sums += statistics(length, sides, labels)
    value = from_statistics(sums)
    layers = sums.reshape(-1, 3)
    number = round(float(layers[:, UNITS].max(initial=0)))
    if value is not None:
        return Score(value, n=number)
    if not any(_read_by_all(sides) for _, sides in texts):
        return undefined(NOT_READ_BY_ALL)
    if not labels or not layers[:, MARKED].any():
        return undefined(NOTHING if any(length for length, _ in texts) else NO_TEXT, number)
    return undefined(ONE_VALUE, number)


def statistics(
    length: int, sides: Sequence[Sequence[Mark] | None], labels: Sequence[str]
) -> Figures:
    """Of one text, three numbers a label: characters weighed by the share of pairs that disagree,
    by the share of people who marked them, and all; zeros where somebody has not read it.
    """
    read = [characters(marks, labels, length) for marks in sides if marks is not None]
    if not _read_by_all(sides):
        return np.zeros(3 * len(labels))
    people = len(read)
    marked = np.sum(read, axis=0, dtype=np.int64)
    table = np.empty((len(labels), 3))
    apart = 2 * marked * (people - marked)
    table[:, DISAGREEING] = apart.sum(axis=1) / (people * (people - 1))
    table[:, MARKED] = marked.sum(axis=1) / people
    table[:, UNITS] = length
    return table.ravel()


def figures(sums: ArrayLike) -> Figures:
    """Kappa from sums of statistics, along the last axis; nan where it is undefined."""
    table = np.asarray(sums, dtype=float)
    table = table.reshape(*table.shape[:-1], -1, 3)
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = table[..., DISAGREEING] / table[..., UNITS]
        share = table[..., MARKED] / table[..., UNITS]
        expected = 2 * share * (1 - share)
        found = 1 - observed.sum(axis=-1) / expected.sum(axis=-1)
    return np.where(np.isfinite(found), found, np.nan)


def from_statistics(sums: ArrayLike) -> float | None:
    """Kappa from the sum of the texts' statistics; None where it is undefined."""
    return number_or_none(figures(sums))


def fleiss_of_table(table: ArrayLike) -> Score:
    """Kappa of a table: a row a unit, a column a category, how many people chose it."""
    counts = np.asarray(table, dtype=float)
    people = counts.sum(axis=-1)
    if not counts.size or people.min() < 2 or people.min() < people.max():
        return undefined(UNEVEN, len(counts))
    many = float(people[0])
    observed = float(((counts * (counts - 1)).sum(axis=1) / (many * (many - 1))).mean())
    shares = counts.sum(axis=0) / counts.sum()
    expected = float(shares @ shares)
    if np.count_nonzero(shares) < 2:
        return undefined(ONE_VALUE, len(counts))
    return Score((observed - expected) / (1 - expected), n=len(counts))


def _read_by_all(sides: Sequence[Sequence[Mark] | None]) -> bool:
    return len(sides) > 1 and all(marks is not None for marks in sides)
