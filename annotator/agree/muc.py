"""The counts of the Message Understanding Conferences, and the rates made of them.

Chinchor and Sundheim 1993. Correct is same place and label, partial same label and an overlap,
incorrect a pair with different labels, missing what only A has, spurious what only B has; pairs are
those of the one best alignment (`annotator.agree.pairing`). Recall, precision and F count what is
correct alone; a partial one counts half in the conferences' own F, `f_partial`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.agree.kappa import NOTHING
from annotator.agree.pairing import Pairing
from annotator.agree.values import Score, undefined

NONE_IN_A = "A marked nothing"
NONE_IN_B = "B marked nothing"
NO_PAIR = "no span of A overlaps one of B"


@dataclass(frozen=True, slots=True)
class Muc:
    """How many pairs and single spans there are of each kind; A is the key, B the response."""

    correct: int = 0
    partial: int = 0
    incorrect: int = 0
    missing: int = 0
    spurious: int = 0

    def __add__(self, other: "Muc") -> "Muc":
        return Muc(
            self.correct + other.correct,
            self.partial + other.partial,
            self.incorrect + other.incorrect,
            self.missing + other.missing,
            self.spurious + other.spurious,
        )

    @property
    def matched(self) -> int:
        """How many pairs there are."""
        return self.correct + self.partial + self.incorrect

    @property
    def possible(self) -> int:
        """How many spans A has."""
        return self.matched + self.missing

    @property
    def actual(self) -> int:
        """How many spans B has."""
        return self.matched + self.spurious

    @property
    def recall(self) -> Score:
        """The part of A's spans that is correct; `n` is the number of A's spans."""
        return _share(self.correct, self.possible, NONE_IN_A)

    @property
    def precision(self) -> Score:
        """The part of B's spans that is correct; `n` is the number of B's spans."""
        return _share(self.correct, self.actual, NONE_IN_B)

    @property
    def f(self) -> Score:
        """The harmonic mean of both; `n` is the number of spans of both."""
        return _share(2 * self.correct, self.possible + self.actual, NOTHING)

    @property
    def f_partial(self) -> Score:
        """The same with half a point for each partial one."""
        return _share(2 * self.correct + self.partial, self.possible + self.actual, NOTHING)

    @property
    def undergeneration(self) -> Score:
        """The part of A's spans that B has not."""
        return _share(self.missing, self.possible, NONE_IN_A)

    @property
    def overgeneration(self) -> Score:
        """The part of B's spans that A has not."""
        return _share(self.spurious, self.actual, NONE_IN_B)

    @property
    def substitution(self) -> Score:
        """The part of the pairs that is not correct; `n` is the number of pairs."""
        return _share(self.incorrect + self.partial, self.matched, NO_PAIR)


def muc(aligned: Iterable[Pairing]) -> Muc:
    """The counts of documents that were aligned."""
    total = Muc()
    for one in aligned:
        correct = sum(pair.same_place and pair.same_label for pair in one.pairs)
        incorrect = sum(not pair.same_label for pair in one.pairs)
        partial = len(one.pairs) - correct - incorrect
        total += Muc(correct, partial, incorrect, len(one.only_a), len(one.only_b))
    return total


def _share(part: int, whole: int, why: str) -> Score:
    return Score(part / whole, n=whole) if whole else undefined(why)
