"""Krippendorff's alpha for unitizing, the family of 2016: uα, |uα, cuα and (k)uα.

Krippendorff, Mathet, Bouvry and Widlöcher, Quality & Quantity 50 (2016), 2347–2364. Everybody cuts
the text into units with a label and the gaps between them; what is counted is lengths in
characters: ℓ(c, k), how much of what one calls c another calls k, and q(c), the lengths of units
paired with themselves, which chance must leave out. Documents are pooled by adding ℓ and q.

That form has one label per place. Where somebody's spans with different labels overlap, each label
is a binary layer of its own, observed and expected disagreement of the layers are added, and cuα
and (k)uα do not exist. Spans of one label that overlap within a side are one unit; a fragment is a
unit. None of these figures sees that a unit was split in two: never show one alone.
`n` is the number of characters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotator.agree.kappa import NO_TEXT, NOTHING, OVERLAPPING, number_or_none
from annotator.agree.values import Doc, Mark, Score, undefined

Figures = NDArray[np.float64]
Whole = NDArray[np.int64]

EVERYTHING = "everybody marked everything, so that there are no gaps to compare with"
ONE_LABEL = "with one label alone labels cannot differ"
NO_SHARED = "no character was marked by both"


@dataclass(frozen=True, slots=True)
class UAlphas:
    """The family.

    `u` is about places and labels, `bar_u` about places alone, `cu` about labels where both marked
    (its coverage: how much of the text that is), `per_label` the same for each label (coverage: of
    what has that label). `layers` is uα over a binary layer per label; `flat` says that `u` is not
    that but the published form, one label per place.
    """

    u: Score
    bar_u: Score
    cu: Score
    per_label: Mapping[str, Score]
    layers: Score
    flat: bool


@dataclass(frozen=True)
class Sums:
    """ℓ and q, gaps last; and of what is marked by several: q* (ℓ* is ℓ without the gaps).

    The last axes are categories, axes before them whatever was added up together.
    """

    shared: Figures
    selves: Figures
    shared_selves: Figures


@dataclass(frozen=True)
class _Cut:
    """A text cut into units and gaps: where each ends, and its label's number."""

    ends: Whole
    label: Whole


def u_alpha(docs: Sequence[Doc], labels: Sequence[str]) -> UAlphas:
    """The family for two people."""
    layers = _layers_score(docs, labels)
    if not all(is_flat(doc, labels) for doc in docs):
        no = undefined(OVERLAPPING, layers.n)
        places = _layers_score([_as_one(doc, labels) for doc in docs], ("",))
        return UAlphas(layers, places, no, dict.fromkeys(labels, no), layers, False)
    size = len(labels) + 1
    sums = sum((statistics(doc, labels) for doc in docs), np.zeros(size * (size + 2)))
    return _family(unpacked(sums), labels, layers)


def is_flat(doc: Doc, labels: Sequence[str]) -> bool:
    """Whether on neither side spans with different labels overlap."""
    try:
        _cuts(doc, labels)
    except _Overlap:
        return False
    return True


def statistics(doc: Doc, labels: Sequence[str]) -> Figures:
    """ℓ, q and q* of a flat document in a row; they may be added to those of others.

    A document that is not flat raises ValueError.
    """
    try:
        cuts = _cuts(doc, labels)
    except _Overlap:
        raise ValueError(OVERLAPPING) from None
    return packed(sums_of(cuts, len(labels)))


def layer_statistics(doc: Doc, labels: Sequence[str]) -> Figures:
    """The same of each label's binary layer, eight numbers a label."""
    rows = [statistics(doc.only(label), (label,)) for label in labels]
    return np.concatenate(rows) if rows else np.zeros(0)


def packed(sums: Sums) -> Figures:
    """All in one row."""
    return np.concatenate([sums.shared.ravel(), sums.selves, sums.shared_selves])


def unpacked(row: ArrayLike) -> Sums:
    """What was packed, along the last axis."""
    numbers = np.asarray(row, dtype=float)
    size = isqrt(numbers.shape[-1] + 1) - 1
    shared, rest = numbers[..., : size * size], numbers[..., size * size :]
    shape = (*numbers.shape[:-1], size, size)
    return Sums(shared.reshape(shape), rest[..., :size], rest[..., size:])


def figures(sums: ArrayLike) -> Figures:
    """uα from sums of statistics, along the last axis; nan where it is undefined."""
    return _u(unpacked(sums))


def bar_figures(sums: ArrayLike) -> Figures:
    """|uα from sums of statistics."""
    return _bar_u(unpacked(sums))


def cu_figures(sums: ArrayLike) -> Figures:
    """cuα from sums of statistics."""
    return _cu(unpacked(sums))


def layer_figures(sums: ArrayLike) -> Figures:
    """uα over binary layers from sums of their statistics."""
    numbers = np.asarray(sums, dtype=float)
    layers = unpacked(numbers.reshape(*numbers.shape[:-1], -1, 8))
    expected = _expected(layers.shared, layers.selves)
    with np.errstate(invalid="ignore", divide="ignore"):
        part = layers.shared.sum(axis=(-2, -1))
        # Layers of one text are of one length, so that their shares may be added.
        seen = (_off_diagonal(layers.shared) / part).sum(axis=-1)
        chance = (_off_diagonal(expected) / part).sum(axis=-1)
        return _plain(1 - seen / chance)


def from_statistics(sums: ArrayLike) -> float | None:
    """uα from the sum of the documents' statistics; None where it is undefined."""
    return number_or_none(figures(sums))


def family(
    sides: Sequence[Sequence[Mark]], length: int, labels: Sequence[str], *, union: bool = False
) -> UAlphas:
    """The family for two or more people who all read one text; spans must not overlap.

    For three and more there are two readings of q* in cuα and (k)uα: by default the squares of a
    unit's overlap with each of the others are averaged; with `union` its overlap with all of them
    together is squared. For two people both are the same. Overlapping labels raise ValueError.
    """
    try:
        cuts = [_cut(marks, length, labels) for marks in sides]
    except _Overlap:
        raise ValueError(OVERLAPPING) from None
    layers = [sums_of([_cut(marks, length, (label,)) for marks in sides], 1) for label in labels]
    rows = np.concatenate([packed(layer) for layer in layers]) if layers else np.zeros(0)
    score = _scored(layer_figures(rows), length, EVERYTHING if labels else NOTHING)
    return _family(sums_of(cuts, len(labels), union=union), labels, score, len(sides))


def sums_of(cuts: Sequence[_Cut], gap: int, *, union: bool = False) -> Sums:
    """ℓ and q of one text that several people cut; `gap` is the number gaps have."""
    size, others = gap + 1, len(cuts) - 1
    ends = np.unique(np.concatenate([cut.ends for cut in cuts]))
    width = np.diff(ends, prepend=0)
    cells = [np.searchsorted(cut.ends, ends) for cut in cuts]
    labels = [cut.label[cell] for cut, cell in zip(cuts, cells, strict=True)]
    shared = np.zeros(size * size)
    selves, shared_selves = np.zeros(size), np.zeros(size)
    for i, cut in enumerate(cuts):
        lengths = np.diff(cut.ends, prepend=0)
        own = np.where(cut.label == gap, lengths, lengths**2)
        selves += np.bincount(cut.label, weights=own, minlength=size)
        rest = [label for j, label in enumerate(labels) if j != i]
        for label in rest:
            shared += np.bincount(labels[i] * size + label, weights=width, minlength=size * size)
        marked = [label != gap for label in rest]
        marked = [np.any(marked, axis=0)] if union else [one / np.sqrt(others) for one in marked]
        for one in marked:
            overlap = np.bincount(cells[i], weights=width * one, minlength=len(cut.label))
            shared_selves += np.bincount(cut.label, weights=overlap**2, minlength=size)
    shared_selves[gap] = 0
    return Sums((shared / others).reshape(size, size), selves, shared_selves)


class _Overlap(Exception):
    """A place has several labels."""


def _cuts(doc: Doc, labels: Sequence[str]) -> list[_Cut]:
    return [_cut(marks, doc.length, labels) for marks in (doc.a, doc.b)]


def _cut(marks: Iterable[Mark], length: int, labels: Sequence[str]) -> _Cut:
    numbers = {label: number for number, label in enumerate(labels)}
    pieces = sorted(
        (start, end, numbers[mark.label])
        for mark in marks
        if mark.label in numbers
        for start, end in mark.fragments
    )
    ends: list[int] = []
    found: list[int] = []
    reached = 0
    for start, end, label in pieces:
        if start < reached:
            if label != found[-1]:
                raise _Overlap
            ends[-1] = reached = max(end, reached)
            continue
        if start > reached:
            ends.append(start)
            found.append(len(labels))
        ends.append(end)
        found.append(label)
        reached = end
    if reached < length:
        ends.append(length)
        found.append(len(labels))
    return _Cut(np.array(ends, dtype=np.int64), np.array(found, dtype=np.int64))


def _as_one(doc: Doc, labels: Sequence[str]) -> Doc:
    """The same with all these labels as one."""
    a, b = (
        tuple(Mark(mark.fragments, "") for mark in side if mark.label in labels)
        for side in (doc.a, doc.b)
    )
    return Doc(doc.name, doc.story, doc.length, doc.text, a, b)


def _layers_score(docs: Sequence[Doc], labels: Sequence[str]) -> Score:
    sums = sum((layer_statistics(doc, labels) for doc in docs), np.zeros(8 * len(labels)))
    marked = any(mark.label in labels for doc in docs for mark in (*doc.a, *doc.b))
    length = sum(doc.length for doc in docs)
    return _scored(layer_figures(sums), length, EVERYTHING if marked else NOTHING)


def _family(sums: Sums, labels: Sequence[str], layers: Score, people: int = 2) -> UAlphas:
    whole = float(sums.shared.sum())
    number = round(whole / people)
    marked = sums.shared[:-1].sum() > 0
    why = EVERYTHING if marked else NOTHING
    common = sums.shared[:-1, :-1]
    u, bar = _scored(_u(sums), number, why), _scored(_bar_u(sums), number, why)
    why = (ONE_LABEL if common.any() else NO_SHARED) if marked else NOTHING
    coverage = float(common.sum()) / whole if whole else None
    cu = _scored(_cu(sums), number, why, coverage)
    return UAlphas(u, bar, cu, _per_label(sums, labels, number), layers, True)


def _per_label(sums: Sums, labels: Sequence[str], number: int) -> dict[str, Score]:
    common = sums.shared[:-1, :-1]
    expected = _expected(common, sums.shared_selves[:-1])
    answer = {}
    for k, label in enumerate(labels):
        with np.errstate(invalid="ignore", divide="ignore"):
            row, chance = common[k].sum(), expected[k].sum()
            found = 1 - chance / row * (row - common[k, k]) / (chance - expected[k, k])
        used = float(sums.shared[k].sum())
        why = (ONE_LABEL if row else NO_SHARED) if used else NOTHING
        coverage = float(row) / used if used else None
        answer[label] = _scored(_plain(found), number, why, coverage)
    return answer


def _expected(shared: Figures, selves: Figures) -> Figures:
    """ε: what chance would make of ℓ."""
    margins = shared.sum(axis=-1)
    whole = margins.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        pairs = margins[..., :, None] * margins[..., None, :]
        pairs = pairs - selves[..., None] * np.eye(selves.shape[-1])
        answer: Figures = pairs / (whole - selves.sum(axis=-1) / whole)[..., None, None]
    return answer


def _off_diagonal(table: Figures) -> Figures:
    answer: Figures = table.sum(axis=(-2, -1)) - np.trace(table, axis1=-2, axis2=-1)
    return answer


def _u(sums: Sums) -> Figures:
    return _ratio(_off_diagonal(sums.shared), _off_diagonal(_expected(sums.shared, sums.selves)))


def _bar_u(sums: Sums) -> Figures:
    expected = _expected(sums.shared, sums.selves)
    return _ratio(sums.shared[..., -1, :-1].sum(axis=-1), expected[..., -1, :-1].sum(axis=-1))


def _cu(sums: Sums) -> Figures:
    common = sums.shared[..., :-1, :-1]
    expected = _expected(common, sums.shared_selves[..., :-1])
    return _ratio(_off_diagonal(common), _off_diagonal(expected))


def _ratio(observed: Figures, expected: Figures) -> Figures:
    with np.errstate(invalid="ignore", divide="ignore"):
        return _plain(1 - observed / expected)


def _plain(found: ArrayLike) -> Figures:
    numbers = np.asarray(found, dtype=float)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _scored(found: Figures, number: int, why: str, coverage: float | None = None) -> Score:
    if not number:
        return undefined(NO_TEXT)
    value = number_or_none(found)
    if value is None:
        return Score(None, why, n=number, coverage=coverage)
    return Score(value, n=number, coverage=coverage)
