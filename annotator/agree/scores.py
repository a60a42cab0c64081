"""The figures that come from the alignment: how many marks found a partner, and how good a one.

All of them are F1 = 2 × matched / (|A| + |B|), the same whichever side is called A (Hripcsak and
Rothschild 2005). Per label, a mark counts under its own label on its own side.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from annotator.agree.chance import SHIFTS, close_by_chance
from annotator.agree.measure import Measure, f1_measure
from annotator.agree.pairing import Pair, Pairing, pairings
from annotator.agree.resampling import Numbers
from annotator.agree.values import Doc
from annotator.progress import Progress, silent


@dataclass(frozen=True)
class Aligned:
    """Documents with their alignment, and which labels are told apart.

    `seed` is for chance, `progress` is told while the level of chance is measured.
    """

    docs: tuple[Doc, ...]
    labels: tuple[str, ...]
    seed: int = 0
    shifts: int = SHIFTS
    progress: Progress = silent

    @cached_property
    def pairings(self) -> tuple[Pairing, ...]:
        """The alignment of each document."""
        return pairings(self.docs)

    @cached_property
    def marks(self) -> Numbers:
        """How many marks of both sides there are: a row a document, a column a label."""
        return self._by_label(lambda aligned: [m.label for m in (*aligned.doc.a, *aligned.doc.b)])

    @cached_property
    def chance(self) -> Numbers:
        """How many marks of both sides make close pairs by chance: a row a document."""
        return 2 * close_by_chance(
            self.docs, self.labels, seed=self.seed, shifts=self.shifts, progress=self.progress
        )

    def paired(self, counts: Callable[[Pair], bool]) -> Numbers:
        """How many marks of both sides are in pairs of a kind: a row a document."""
        return self._by_label(
            lambda aligned: [
                mark.label for pair in aligned.pairs if counts(pair) for mark in (pair.a, pair.b)
            ]
        )

    def _by_label(self, labels_of: Callable[[Pairing], Sequence[str]]) -> Numbers:
        counted = [Counter(labels_of(aligned)) for aligned in self.pairings]
        return np.array([[float(one[label]) for label in self.labels] for one in counted]).reshape(
            len(counted), len(self.labels)
        )


def span_measures(aligned: Aligned) -> Mapping[str, Sequence[Measure]]:
    """Strict, boundary-only and close F1: for all labels together, then for each of them."""
    kinds: Mapping[str, Callable[[Pair], bool]] = {
        "strict_f1": lambda pair: pair.same_label and pair.same_place,
        "boundary_f1": lambda pair: pair.same_place,
        "iou50_f1": lambda pair: pair.close,
    }
    answer = {}
    for name, counts in kinds.items():
        chance = aligned.chance if name == "iou50_f1" else None
        answer[name] = _by_label(aligned, aligned.paired(counts), chance)
    return answer


def _by_label(aligned: Aligned, matched: Numbers, chance: Numbers | None) -> list[Measure]:
    def measure(columns: slice, what: str) -> Measure:
        return f1_measure(
            matched[:, columns].sum(axis=1),
            aligned.marks[:, columns].sum(axis=1),
            what,
            None if chance is None else chance[:, columns].sum(axis=1),
        )

    single = [
        measure(slice(index, index + 1), f"“{label}”") for index, label in enumerate(aligned.labels)
    ]
    return [measure(slice(None), "span"), *single]
