"""γ as a measure of a comparison.

γ of several articles is the mean of theirs, of those that have one; coverage is their part of all.
`n` of γ is the number of spans in them.
"""

import numpy as np

from annotator.agree.gamma import NO_DOCUMENT, Chance, gamma
from annotator.agree.measure import Measure
from annotator.agree.resampling import Numbers, divided
from annotator.agree.scores import Aligned
from annotator.agree.words import sentence
from annotator.progress import Progress, silent

NOT_ASKED = "γ takes long and was not asked for (--gamma computes it)."
OF_ALL = "γ weighs places and labels together: it is of all labels, not of one."
_VALUE, _DEFINED, _SPANS, _DOCUMENTS, _REASONS = range(5)


def gamma_measure(aligned: Aligned, progress: Progress = silent) -> Measure:
    """γ of each article, drawn with the seed of the comparison; slow, so `progress` may stop it."""
    scores = []
    for number, doc in enumerate(aligned.docs):
        progress(number, len(aligned.docs), "gamma")
        scores.append(gamma(doc, aligned.labels, chance=Chance(aligned.seed)))
    reasons = list(dict.fromkeys(one.why for one in scores if one.why is not None))
    counts = np.zeros((len(scores), _REASONS + len(reasons)))
    for row, score in zip(counts, scores, strict=True):
        row[_DOCUMENTS] = 1
        if score.value is not None:
            row[[_VALUE, _DEFINED, _SPANS]] = score.value, 1, score.n
        elif score.why is not None:
            row[_REASONS + reasons.index(score.why)] = 1

    def why(sums: Numbers) -> str:
        met = [one for one, number in zip(reasons, sums[_REASONS:], strict=True) if number]
        return sentence(met[0] if len(met) == 1 else NO_DOCUMENT)

    return Measure(
        counts,
        figure=lambda sums: divided(sums[..., _VALUE], sums[..., _DEFINED]),
        why=why,
        size=lambda sums: sums[..., _SPANS],
        coverage=lambda sums: divided(sums[..., _DEFINED], sums[..., _DOCUMENTS]),
    )


def no_gamma(aligned: Aligned, why: str = NOT_ASKED) -> Measure:
    """γ where it was not asked for, or where there is none for the reason `why`."""
    return Measure(
        np.ones((len(aligned.docs), 1)),
        figure=lambda sums: np.full(sums.shape[:-1], np.nan),
        why=lambda _: why,
        size=lambda sums: np.zeros(sums.shape[:-1]),
    )
