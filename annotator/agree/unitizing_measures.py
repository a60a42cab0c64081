"""Krippendorff's uα family as measures.

Where nobody's spans with different labels overlap these are the published figures. Elsewhere uα is
that of a binary layer per label, pooled, |uα that of one layer of everything marked, and cuα does
not exist.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from annotator.agree import unitizing
from annotator.agree.kappa import NO_TEXT, NOTHING, OVERLAPPING
from annotator.agree.measure import Figure, Measure
from annotator.agree.resampling import Numbers, divided
from annotator.agree.scores import Aligned
from annotator.agree.values import Doc, Mark
from annotator.agree.words import sentence

_LAYER = 8
"""How many numbers a binary layer has: two categories, ℓ, q and q*."""


def unitizing_measures(aligned: Aligned) -> Mapping[str, Sequence[Measure]]:
    """uα, |uα and cuα: for all labels together, then for each of them."""
    labels = aligned.labels
    layers = _counted(
        aligned.docs, lambda doc: unitizing.layer_statistics(doc, labels), _LAYER * len(labels)
    )
    single = [_layered(layers[:, _LAYER * i : _LAYER * (i + 1)]) for i in range(len(labels))]
    if all(unitizing.is_flat(doc, labels) for doc in aligned.docs):
        counts = _counted(
            aligned.docs,
            lambda doc: unitizing.statistics(doc, labels),
            (len(labels) + 1) * (len(labels) + 3),
        )
        return {
            "u_alpha": [_flat(counts, unitizing.figures), *single],
            "bar_u_alpha": [_flat(counts, unitizing.bar_figures), *single],
            "cu_alpha": [_both(counts), *(_both(counts, k) for k in range(len(labels)))],
        }
    places = _counted(
        aligned.docs, lambda doc: unitizing.layer_statistics(_as_one(doc), ("",)), _LAYER
    )
    none = Measure(
        np.array([[float(doc.length)] for doc in aligned.docs]).reshape(-1, 1),
        figure=lambda sums: np.full(sums.shape[:-1], np.nan),
        why=lambda _: f"{sentence(OVERLAPPING)} cuα needs one label a place.",
        size=lambda sums: sums[..., 0],
    )
    return {
        "u_alpha": [_layered(layers), *single],
        "bar_u_alpha": [_layered(places), *single],
        "cu_alpha": [none] * (1 + len(labels)),
    }


def _counted(docs: Sequence[Doc], statistics: Callable[[Doc], Numbers], columns: int) -> Numbers:
    rows = [statistics(doc) for doc in docs]
    return np.array(rows, dtype=np.float64).reshape(len(docs), columns)


def _as_one(doc: Doc) -> Doc:
    """The same with all labels as one."""
    a, b = (tuple(Mark(mark.fragments, "") for mark in side) for side in (doc.a, doc.b))
    return Doc(doc.name, doc.story, doc.length, doc.text, a, b)


def _layered(counts: Numbers) -> Measure:
    return Measure(
        counts,
        figure=_layer_figures,
        why=_why,
        size=lambda sums: sums[..., : _LAYER // 2].sum(axis=-1) / 2,
    )


def _flat(counts: Numbers, figure: Callable[[Numbers], Numbers]) -> Measure:
    return Measure(
        counts,
        figure=figure,
        why=_why_flat,
        size=lambda sums: _shared(sums).sum(axis=(-2, -1)) / 2,
    )


def _both(counts: Numbers, label: int | None = None) -> Measure:
    """cuα, or (k)uα of one label: what both marked alone."""
    return Measure(
        counts,
        figure=unitizing.cu_figures if label is None else _of_label(label),
        why=lambda sums: _why_not_both(sums, label),
        size=lambda sums: _shared(sums).sum(axis=(-2, -1)) / 2,
        coverage=lambda sums: _coverage(_shared(sums), label),
    )


def _layer_figures(sums: Numbers) -> Numbers:
    return unitizing.layer_figures(sums) if sums.shape[-1] else np.full(sums.shape[:-1], np.nan)


def _shared(sums: Numbers) -> Numbers:
    """ℓ: by category, gaps last."""
    return unitizing.unpacked(sums).shared


def _coverage(shared: Numbers, label: int | None) -> Numbers:
    if label is None:
        return divided(shared[..., :-1, :-1].sum(axis=(-2, -1)), shared.sum(axis=(-2, -1)))
    return divided(shared[..., label, :-1].sum(axis=-1), shared[..., label, :].sum(axis=-1))


def _of_label(label: int) -> Figure:
    """(k)uα = 1 − (ε*(k)/ℓ*(k)) · (ℓ*(k) − ℓ*(k,k)) / (ε*(k) − ε*(k,k))."""

    def figure(sums: Numbers) -> Numbers:
        every = unitizing.unpacked(sums)
        common, selves = every.shared[..., :-1, :-1], every.shared_selves[..., :-1]
        margins = common.sum(axis=-1)
        whole = margins.sum(axis=-1)
        row, same = margins[..., label], common[..., label, label]
        # What both expectations are divided by is the same number, and falls out.
        of_row = row * whole - selves[..., label]
        of_other = row * whole - row * row
        return 1 - divided(of_row * (row - same), row * of_other)

    return figure


def _why(sums: Numbers) -> str:
    """Why a layer, or several in a row, has no uα."""
    if not sums.any():
        return sentence(NO_TEXT)
    marked = sums.reshape(-1, _LAYER)[:, : _LAYER // 2 - 1].any()
    return sentence(unitizing.EVERYTHING if marked else NOTHING)


def _why_flat(sums: Numbers) -> str:
    if not sums.any():
        return sentence(NO_TEXT)
    return sentence(unitizing.EVERYTHING if _shared(sums)[:-1].any() else NOTHING)


def _why_not_both(sums: Numbers, label: int | None) -> str:
    if not sums.any():
        return sentence(NO_TEXT)
    shared = _shared(sums)[:-1] if label is None else _shared(sums)[label : label + 1]
    if not shared.any():
        return sentence(NOTHING)
    return sentence(unitizing.ONE_LABEL if shared[:, :-1].any() else unitizing.NO_SHARED)
