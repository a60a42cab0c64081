"""Confidence intervals by resampling whole documents.

Characters, tokens and spans of one text hang together, so only documents are drawn: an interval
over characters would be many times too narrow. Percentile bootstrap: as many documents as there
are, drawn with replacement, again and again.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST = 10
"""Documents under which no interval is given: it would be far too narrow."""
PLENTY = 30
"""Documents from which an interval holds what it says; from `FEWEST` on it is approximate."""
RESAMPLES = 2000

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Resamples:
    """How often each document was drawn: a row a resample, a column a document."""

    weights: Numbers

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return int(self.weights.shape[1])

    @property
    def gives_interval(self) -> bool:
        """Whether there are documents enough for an interval at all."""
        return self.documents >= FEWEST

    def of(self, documents: NDArray[np.bool_]) -> "Resamples":
        """Resamples of some of the documents."""
        return Resamples(self.weights[:, documents])

    def interval(
        self, statistics: Numbers, figure: Callable[[Numbers], Numbers]
    ) -> tuple[float, float] | None:
        """The 95 % interval of a figure of sums; None where there is none.

        `statistics` has a row a document; `figure` makes an array of figures, NaN where undefined,
        of an array of sums with a row a resample.
        """
        if not self.gives_interval or len(statistics) != self.documents:
            return None
        values = figure(self.weights @ statistics)
        values = values[~np.isnan(values)]
        if not len(values):
            return None
        low, high = np.percentile(values, (2.5, 97.5))
        return float(low), float(high)


def resamples(documents: int, *, seed: int = 0, number: int = RESAMPLES) -> Resamples:
    """Draws documents; none where there are too few for an interval."""
    if documents < FEWEST:
        return Resamples(np.zeros((0, documents)))
    drawn = np.random.default_rng([seed, documents]).integers(
        documents, size=(number, documents), dtype=np.int64
    )
    drawn += np.arange(number)[:, None] * documents
    weights = np.bincount(drawn.ravel(), minlength=number * documents)
    return Resamples(weights.reshape(number, documents).astype(np.float64))


def divided(above: Numbers, below: Numbers) -> Numbers:
    """One by the other, NaN where there is nothing to divide by."""
    answer = np.full(np.shape(above), np.nan)
    np.divide(above, below, out=answer, where=below != 0)
    return answer
