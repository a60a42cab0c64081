"""How far gold is: figures over cases."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from annotator.agree.cases import Case
from annotator.agree.classes import Kind
from annotator.agree.group_cases import GroupCase, GroupClass
from annotator.model.decision import Decision

NOTHING = "nothing"
"""Instead of a class: articles in which neither marked anything."""
GONE = "gone"
"""Instead of a class: decisions about what neither says any more."""


class Decidable(Protocol):
    """A case of a place or of groups, as far as counting goes."""

    @property
    def decision(self) -> Decision | None:
        """What gold says of it."""

    @property
    def stale(self) -> bool:
        """Whether somebody said something else when it was decided."""

    @property
    def agreed(self) -> bool:
        """Whether both say the same."""

    @property
    def decided(self) -> bool:
        """Whether it is decided and not stale."""


One = TypeVar("One", bound=Decidable)


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


def class_of(case: Case | GroupCase) -> str:
    """The class of a case by name, `NOTHING` or `GONE`."""
    if isinstance(case, GroupCase):
        return case.group_class.value if case.group_class else GONE
    if case.kind is not None:
        return case.kind.value
    return GONE if case.gone else NOTHING


def standing(some: Iterable[Decidable]) -> Standing:
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
    return _figures(list(some), (*(kind.value for kind in Kind), NOTHING, GONE), class_of)


def group_figures(some: Iterable[GroupCase]) -> Figures:
    """The same of cases about groups."""
    return _figures(list(some), (*(one.value for one in GroupClass), GONE), class_of)


def _figures(cases: Sequence[One], names: Sequence[str], class_of: Callable[[One], str]) -> Figures:
    by_class: dict[str, list[One]] = {name: [] for name in names}
    took: dict[str, int] = {}
    for case in cases:
        by_class[class_of(case)].append(case)
        if case.decision is not None and case.decided:
            took[case.decision.took.value] = took.get(case.decision.took.value, 0) + 1
    classes = {name: standing(few) for name, few in by_class.items()}
    return Figures(standing(cases), classes, dict(sorted(took.items())))
