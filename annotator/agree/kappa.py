"""Cohen's kappa over characters and over words.

Cohen 1960: 1 − Do/De, where De is the disagreement of two people who mark as often as these two do,
but independently. Each label is a binary layer of its own (see `annotator.agree.units`); over
several labels Do and De of the layers are added, so that marks at random places give 0 whatever the
labels' frequencies. The familiar form, where each place has one label or none, is
`flat_char_kappa`; it exists only where nobody's spans with different labels overlap. For one label
both are the same. `n` is the number of characters or words.

As characters hang together, an interval from the usual formula is far too narrow: resample
documents.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.agree.units import (
    BOTH,
    ONLY_A,
    ONLY_B,
    Counts,
    character_statistics,
    characters,
    token_statistics,
    total,
)
from annotator.agree.values import Doc, Mark, Score, undefined

Figures = NDArray[np.float64]

NOTHING = "nobody marked anything"
NO_TEXT = "there is no text to compare"
NO_CHOICE = "both used one and the same category for everything, so that nothing is left to chance"
OVERLAPPING = "spans of one annotator overlap, so that a place has several labels"

statistics = character_statistics
"""Four numbers a label; see `annotator.agree.units.character_statistics`."""


def char_kappa(docs: Sequence[Doc], labels: Sequence[str]) -> Score:
    """Kappa over characters, a binary layer per label."""
    return _score(total(docs, labels, character_statistics))


def token_kappa(docs: Sequence[Doc], labels: Sequence[str]) -> Score:
    """Kappa over words, a binary layer per label; one marked character marks its word."""
    return _score(total(docs, labels, token_statistics))


def figures(sums: ArrayLike) -> Figures:
    """Kappa from sums of statistics, along the last axis; nan where it is undefined."""
    table = np.asarray(sums, dtype=float)
    table = table.reshape(*table.shape[:-1], -1, 4)
    number = table.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        a = (table[..., BOTH] + table[..., ONLY_A]) / number
        b = (table[..., BOTH] + table[..., ONLY_B]) / number
        observed = (table[..., ONLY_A] + table[..., ONLY_B]) / number
        expected = a * (1 - b) + b * (1 - a)
        result: Figures = 1 - observed.sum(axis=-1) / expected.sum(axis=-1)
    return np.where(np.isfinite(result), result, np.nan)


def from_statistics(sums: ArrayLike) -> float | None:
    """Kappa from the sum of the documents' statistics; None where it is undefined."""
    return number_or_none(figures(sums))


def number_or_none(value: ArrayLike) -> float | None:
    """A plain number, None for nan."""
    number = float(np.asarray(value))
    return None if np.isnan(number) else number


def cohen_kappa(table: ArrayLike) -> Score:
    """Kappa of a square table of numbers: rows A's categories, columns B's."""
    counts = np.asarray(table, dtype=float)
    whole = counts.sum()
    if not whole:
        return undefined(NO_TEXT)
    expected = counts.sum(axis=1) @ counts.sum(axis=0) / whole**2
    return _chance_corrected(np.trace(counts) / whole, expected, whole)


def scott_pi(table: ArrayLike) -> Score:
    """Scott's pi of the same table: chance from both people's categories together."""
    counts = np.asarray(table, dtype=float)
    whole = counts.sum()
    if not whole:
        return undefined(NO_TEXT)
    shares = (counts.sum(axis=1) + counts.sum(axis=0)) / (2 * whole)
    return _chance_corrected(np.trace(counts) / whole, shares @ shares, whole)


def flat_table(doc: Doc, labels: Sequence[str]) -> Counts | None:
    """Numbers of characters by A's and B's label, none last; None where labels overlap."""
    a, b = _flat(doc.a, labels, doc.length), _flat(doc.b, labels, doc.length)
    if a is None or b is None:
        return None
    many = len(labels) + 1
    return np.bincount(a * many + b, minlength=many**2).reshape(many, many).astype(np.int64)


def flat_char_kappa(docs: Sequence[Doc], labels: Sequence[str]) -> Score:
    """Kappa over characters that each have one label or none."""
    table = np.zeros((len(labels) + 1, len(labels) + 1), dtype=np.int64)
    for doc in docs:
        part = flat_table(doc, labels)
        if part is None:
            return undefined(OVERLAPPING)
        table += part
    return undefined(NOTHING) if table[-1, -1] == table.sum() else cohen_kappa(table)


def _flat(marks: Sequence[Mark], labels: Sequence[str], length: int) -> Counts | None:
    layers = characters(marks, labels, length)
    if len(layers) and int(layers.sum(axis=0).max(initial=0)) > 1:
        return None
    numbers = np.arange(len(labels), dtype=np.int64)
    return np.where(layers.any(axis=0), numbers @ layers, len(labels))


def _score(sums: Counts) -> Score:
    table = sums.reshape(-1, 4)
    number = int(table.sum(axis=1).max(initial=0))
    value = from_statistics(sums)
    if value is not None:
        return Score(value, n=number)
    if not number:
        return undefined(NO_TEXT)
    return undefined(NO_CHOICE if table[:, :3].any() else NOTHING, number)


def _chance_corrected(observed: float, expected: float, whole: float) -> Score:
    if expected >= 1:
        return undefined(NO_CHOICE, int(whole))
    return Score(float((observed - expected) / (1 - expected)), n=int(whole))
