"""How far gold is: figures over cases."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.agree.cases import Case
from annotator.agree.classes import Kind

NOTHING = "nothing"
"""Instead of a class: articles in which neither marked anything."""
GONE = "gone"
"""Instead of a class: decisions about what neither says any more."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many cases are decided, open, and stale; the three add up to all.

    `agreed`: how many of the others nobody has to look at, because both say the same.
    """

    decided: int = 0
    open: int = 0
    stale: int = 0
    agreed: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.decided + self.open + self.stale

    @property
    def finished(self) -> bool:
        """Whether nothing is left to decide."""
        return self.decided == self.total


@dataclass(frozen=True, slots=True)
class Figures:
    """How far gold is in all, by class (`class_of`), and by what was taken."""

    whole: Standing
    classes: dict[str, Standing]
    took: dict[str, int]


def class_of(case: Case) -> str:
    """The class of a case by name, `NOTHING` or `GONE`."""
    if case.kind is not None:
        return case.kind.value
    return GONE if case.gone else NOTHING


def standing(some: Iterable[Case]) -> Standing:
    """How far gold is with these cases."""
    decided = unseen = stale = agreed = 0
    for case in some:
        decided += case.decided
        stale += case.stale
        unseen += case.decision is None
        agreed += case.agreed and not case.decided
    return Standing(decided, unseen, stale, agreed)


def figures(some: Iterable[Case]) -> Figures:
    """The same by class, every class in order, and what the decisions took, as they are now."""
    names = (*(kind.value for kind in Kind), NOTHING, GONE)
    by_class: dict[str, list[Case]] = {name: [] for name in names}
    took: dict[str, int] = {}
    cases = list(some)
    for case in cases:
        by_class[class_of(case)].append(case)
        if case.decision is not None and case.decided:
            took[case.decision.took.value] = took.get(case.decision.took.value, 0) + 1
    classes = {name: standing(few) for name, few in by_class.items()}
    return Figures(standing(cases), classes, dict(sorted(took.items())))
