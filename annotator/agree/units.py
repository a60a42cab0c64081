"""Characters and words as units: which of them each side marked, a binary layer per label.

With a layer per label nested and overlapping spans are exact: a place may hold several labels.
Fragments of one label that overlap within a side count once.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from annotator.agree.values import Doc, Mark
from annotator.text.word_edges import WordEdges

Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
Statistics = Callable[[Doc, Sequence[str]], Counts]

BOTH, ONLY_A, ONLY_B, NEITHER = range(4)
"""Columns of the counts of a layer."""


def labels_of(docs: Iterable[Doc]) -> tuple[str, ...]:
    """The labels that anybody used in these documents, sorted."""
    return tuple(sorted({label for doc in docs for label in doc.labels}))


def characters(marks: Sequence[Mark], labels: Sequence[str], length: int) -> Flags:
    """A row a label, a column a code point of the text: whether a mark covers it.

    Marks with other labels are left out.
    """
    rows = {label: row for row, label in enumerate(labels)}
    layers = np.zeros((len(labels), length), dtype=bool)
    for mark in marks:
        if (row := rows.get(mark.label)) is not None:
            for start, end in mark.fragments:
                layers[row, start:end] = True
    return layers


def word_edges(text: str, seen: WordEdges | None = None) -> tuple[Counts, Counts]:
    """Where the words of a text begin, and where they end; `seen` spares looking twice."""
    starts, ends = (seen or WordEdges()).of(text)
    return np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)


def tokens(marks: Sequence[Mark], labels: Sequence[str], starts: Counts, ends: Counts) -> Flags:
    """A row a label, a column a word: whether a mark covers at least one character of it."""
    rows = {label: row for row, label in enumerate(labels)}
    layers = np.zeros((len(labels), len(starts)), dtype=bool)
    wanted = [mark for mark in marks if mark.label in rows]
    pieces = [(rows[mark.label], *piece) for mark in wanted for piece in mark.fragments]
    row, start, end = np.array(pieces, dtype=np.int64).reshape(-1, 3).T
    first, behind = np.searchsorted(ends, start, "right"), np.searchsorted(starts, end, "left")
    for one, begin, stop in zip(row.tolist(), first.tolist(), behind.tolist(), strict=True):
        layers[one, begin:stop] = True
    return layers


def character_statistics(doc: Doc, labels: Sequence[str]) -> Counts:
    """Numbers of characters marked by both, by A alone, by B alone, by neither: four a label."""
    a = characters(doc.a, labels, doc.length)
    return _counts(a, characters(doc.b, labels, doc.length))


def token_statistics(doc: Doc, labels: Sequence[str], seen: WordEdges | None = None) -> Counts:
    """The same of words; `seen` spares looking at the same words of many documents."""
    starts, ends = word_edges(doc.text, seen)
    return _counts(tokens(doc.a, labels, starts, ends), tokens(doc.b, labels, starts, ends))


def total(docs: Sequence[Doc], labels: Sequence[str], statistics: Statistics) -> Counts:
    """The sum of the statistics of these documents."""
    sums = np.zeros(4 * len(labels), dtype=np.int64)
    for doc in docs:
        sums += statistics(doc, labels)
    return sums


def _counts(a: Flags, b: Flags) -> Counts:
    counts = np.empty((len(a), 4), dtype=np.int64)
    both = np.count_nonzero(a & b, axis=1)
    in_a, in_b = np.count_nonzero(a, axis=1), np.count_nonzero(b, axis=1)
    counts[:, BOTH] = both
    counts[:, ONLY_A] = in_a - both
    counts[:, ONLY_B] = in_b - both
    counts[:, NEITHER] = a.shape[1] - in_a - in_b + both
    return counts.ravel()
