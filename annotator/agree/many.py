"""More than two people: every two of them compared, and figures for all of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agree import alpha, fleiss, kappa
from annotator.agree.alpha import Read
from annotator.agree.comparison import Comparison
from annotator.agree.measure import Measure
from annotator.agree.plain import plain
from annotator.agree.resampling import Numbers, resamples
from annotator.agree.values import Score
from annotator.agree.words import sentence


@dataclass(frozen=True)
class Many:
    """What came of comparing several people.

    `together` are the figures for all at once, by name; none for two people.
    """

    names: tuple[str, ...]
    pairs: tuple[Comparison, ...]
    together: Mapping[str, Score]

    def plain(self) -> dict[str, object]:
        """As plain data: of two people their comparison alone."""
        if len(self.pairs) == 1:
            return plain(self.pairs[0])
        scores = {name: score.plain() for name, score in self.together.items()}
        pairs = [plain(pair) for pair in self.pairs]
        return {"annotators": list(self.names), "pairs": pairs, **scores}


def compare_many(names: Sequence[str], pairs: Sequence[Comparison], texts: Sequence[Read]) -> Many:
    """Puts the comparisons of every two together with the figures of all.

    `texts` are the articles that two or more have read, with everybody's marks.
    """
    if len(names) < 3:
        return Many(tuple(names), tuple(pairs), {})
    options = pairs[0].options
    drawn = resamples(len(texts), seed=options.seed, number=options.resamples)
    labels = sorted({m.label for _, sides in texts for side in sides for m in side or ()})
    measures = {"fleiss_kappa": _fleiss(texts, labels), "char_alpha": _alpha(texts, labels)}
    together = {name: one.score(drawn, options.average) for name, one in measures.items()}
    return Many(tuple(names), tuple(pairs), together)


def _alpha(texts: Sequence[Read], labels: Sequence[str]) -> Measure:
    """α over characters of those who have read them; the others' are missing data."""
    counts = [alpha.many_statistics(length, sides, labels) for length, sides in texts]
    return Measure(
        np.array(counts, dtype=np.float64).reshape(len(texts), 3 * len(labels)),
        figure=lambda sums: alpha.layered(_layers(sums)),
        why=_why,
        size=lambda sums: _layers(sums).sum(axis=-1).max(axis=-1, initial=0),
    )


def _fleiss(texts: Sequence[Read], labels: Sequence[str]) -> Measure:
    """κ over characters of the articles that all of them have read."""
    counts = [fleiss.statistics(length, sides, labels) for length, sides in texts]
    return Measure(
        np.array(counts, dtype=np.float64).reshape(len(texts), 3 * len(labels)),
        figure=fleiss.figures,
        why=_why_no_fleiss,
        size=lambda sums: _layers(sums)[..., fleiss.UNITS].max(axis=-1, initial=0),
    )


def _why_no_fleiss(sums: Numbers) -> str:
    layers = _layers(sums)
    if not layers[:, fleiss.UNITS].any():
        return sentence(fleiss.NOT_READ_BY_ALL)
    return sentence(alpha.ONE_VALUE if layers[:, fleiss.MARKED].any() else kappa.NOTHING)


def _layers(sums: Numbers) -> Numbers:
    return sums.reshape(*sums.shape[:-1], -1, 3)


def _why(sums: Numbers) -> str:
    return sentence(alpha.ONE_VALUE if _layers(sums)[:, :2].any() else kappa.NOTHING)
