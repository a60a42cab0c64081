"""SemEval's and GATE's figures as measures."""

from collections.abc import Mapping, Sequence

import numpy as np

from annotator.agree import gate, semeval
from annotator.agree.kappa import NOTHING
from annotator.agree.measure import Measure
from annotator.agree.pairing import pairings
from annotator.agree.resampling import Numbers
from annotator.agree.scores import Aligned
from annotator.agree.words import sentence

SEMEVAL = ("strict", "exact", "partial", "type")
GATE = ("strict", "lenient", "average")


def semeval_measures(aligned: Aligned) -> Mapping[str, Sequence[Measure]]:
    """The four figures; those of a label as if there were no other label."""
    shape = len(aligned.docs), 20
    every = [semeval.counts(one).ravel() for one in aligned.pairings]
    counted = [np.array(every, dtype=np.float64).reshape(shape)]
    for label in aligned.labels:
        alone = pairings([doc.only(label) for doc in aligned.docs])
        rows = [semeval.counts(one).ravel() for one in alone]
        counted.append(np.array(rows, dtype=np.float64).reshape(shape))
    return {name: [_semeval(counts, row) for counts in counted] for row, name in enumerate(SEMEVAL)}


def _semeval(counts: Numbers, row: int) -> Measure:
    return Measure(
        counts,
        figure=lambda sums: semeval.f1(_table(sums))[..., row],
        why=lambda _: sentence(NOTHING),
        size=lambda sums: _spans(_table(sums)[..., 0, :]),
    )


def _table(sums: Numbers) -> Numbers:
    return sums.reshape(*sums.shape[:-1], 4, 5)


def gate_measures(aligned: Aligned) -> Mapping[str, Sequence[Measure]]:
    """The three figures; spans are paired label by label."""
    counts = gate.counts(aligned.docs, aligned.labels).astype(np.float64)
    counted = [counts.sum(axis=1), *(counts[:, i] for i in range(len(aligned.labels)))]
    return {name: [_gate(some, which) for some in counted] for which, name in enumerate(GATE)}


def _gate(counts: Numbers, which: int) -> Measure:
    return Measure(
        counts,
        figure=lambda sums: gate.f1(sums)[..., which],
        why=lambda _: sentence(NOTHING),
        size=_spans,
    )


def _spans(counts: Numbers) -> Numbers:
    """Spans of both sides: two for each pair, one for each that is missing or too many."""
    spans: Numbers = 2 * counts[..., :-2].sum(axis=-1) + counts[..., -2:].sum(axis=-1)
    return spans
