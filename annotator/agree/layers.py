"""κ and α over characters and words, as measures: a binary layer per label, pooled."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from annotator.agree import alpha, kappa
from annotator.agree.measure import Figure, Measure
from annotator.agree.resampling import Numbers
from annotator.agree.scores import Aligned
from annotator.agree.units import NEITHER, Statistics, character_statistics, token_statistics
from annotator.agree.words import sentence
from annotator.text.word_edges import WordEdges


def layer_measures(aligned: Aligned) -> Mapping[str, Sequence[Measure]]:
    """Character and word κ and character α: for all labels together, then for each of them."""
    characters = _counted(aligned, character_statistics)
    words = _counted(aligned, partial(token_statistics, seen=WordEdges()))
    return {
        "char_kappa": _by_label(aligned, characters, kappa.figures, kappa.NO_CHOICE),
        "token_kappa": _by_label(aligned, words, kappa.figures, kappa.NO_CHOICE),
        "char_alpha": _by_label(aligned, characters, alpha.figures, alpha.ONE_VALUE),
    }


def _counted(aligned: Aligned, statistics: Statistics) -> Numbers:
    counted = [statistics(doc, aligned.labels) for doc in aligned.docs]
    shape = len(aligned.docs), 4 * len(aligned.labels)
    return np.array(counted, dtype=np.float64).reshape(shape)


def _by_label(aligned: Aligned, counts: Numbers, figure: Figure, uniform: str) -> list[Measure]:
    def measure(columns: slice) -> Measure:
        return Measure(counts[:, columns], figure, _why(uniform), _units)

    single = [measure(slice(4 * i, 4 * i + 4)) for i in range(len(aligned.labels))]
    return [measure(slice(None)), *single]


def _units(sums: Numbers) -> Numbers:
    """How many characters or words there are: as many as in any one layer."""
    table = sums.reshape(*sums.shape[:-1], -1, 4)
    units: Numbers = table.sum(axis=-1).max(axis=-1, initial=0)
    return units


def _why(uniform: str) -> Callable[[Numbers], str]:
    def why(sums: Numbers) -> str:
        if not _units(sums):
            return sentence(kappa.NO_TEXT)
        marked = sums.reshape(-1, 4)[:, :NEITHER].any()
        return sentence(uniform if marked else kappa.NOTHING)

    return why
