"""A measure: what it counts in each document, and the figure of these counts.

Counts of documents are added up, never their figures: so that one document, some, all, and
resamples of them come from the same numbers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from annotator.agree.resampling import Numbers, Resamples, divided
from annotator.agree.values import Score

Figure = Callable[[Numbers], Numbers]
"""From an array of sums, a row each, to a figure for each row; NaN where there is none."""


class Average(StrEnum):
    """Over what a figure is the mean."""

    MICRO = "micro"
    """Everything counted together: each span weighs the same."""
    MACRO = "macro"
    """The mean of the articles' figures, those without one left out."""


@dataclass(frozen=True)
class Measure:
    """A measure over some documents: `counts` has a row a document.

    `why` says in words why these sums have no figure; `size` tells how many things they are about.
    """

    counts: Numbers
    figure: Figure
    why: Callable[[Numbers], str]
    size: Figure
    chance: Figure | None = None
    coverage: Figure | None = None

    def score(self, drawn: Resamples | None = None, average: Average = Average.MICRO) -> Score:
        """The figure of all documents together, with its interval where there are enough."""
        sums = self.counts.sum(axis=0)
        interval = None
        if average is Average.MACRO:
            values = self._each(self.figure)
            value = _mean(values)
            if drawn is not None:
                interval = drawn.interval(_defined(values), _mean_of)
        else:
            value = self._one(self.figure, sums)
            if drawn is not None:
                interval = drawn.interval(self.counts, self.figure)
        return Score(
            value=value,
            why=self.why(sums) if value is None else None,
            ci=interval if value is not None else None,
            n=int(self.size(sums[None, :])[0]),
            chance=self._optional(self.chance, sums, average),
            coverage=self._optional(self.coverage, sums, average),
        )

    def of(self, documents: Sequence[int]) -> "Measure":
        """The measure over some of the documents."""
        return replace(self, counts=self.counts[list(documents)])

    def _optional(self, figure: Figure | None, sums: Numbers, average: Average) -> float | None:
        if figure is None:
            return None
        return _mean(self._each(figure)) if average is Average.MACRO else self._one(figure, sums)

    def _each(self, figure: Figure) -> Numbers:
        """The figure of each document."""
        return figure(self.counts) if len(self.counts) else np.zeros(0)

    @staticmethod
    def _one(figure: Figure, sums: Numbers) -> float | None:
        value = float(figure(sums[None, :])[0])
        return None if np.isnan(value) else value


def f1_measure(
    matched: Numbers, marks: Numbers, what: str, chance: Numbers | None = None
) -> Measure:
    """2 × matched over all marks of both; each argument has an entry a document.

    `matched` counts the marks of both sides that found a partner.
    """
    columns = [matched, marks, *([] if chance is None else [chance])]
    return Measure(
        np.column_stack(columns).astype(np.float64),
        figure=lambda sums: divided(sums[..., 0], sums[..., 1]),
        why=lambda _: f"Neither marked any {what}.",
        size=lambda sums: sums[..., 1],
        chance=None if chance is None else lambda sums: divided(sums[..., 2], sums[..., 1]),
    )


def share_of(above: int, below: int) -> Figure:
    """One column of the sums divided by another."""
    return lambda sums: divided(sums[..., above], sums[..., below])


def _mean(values: Numbers) -> float | None:
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else None


def _defined(values: Numbers) -> Numbers:
    there: NDArray[np.bool_] = ~np.isnan(values)
    return np.column_stack((np.where(there, values, 0.0), there))


def _mean_of(sums: Numbers) -> Numbers:
    return divided(sums[..., 0], sums[..., 1])
