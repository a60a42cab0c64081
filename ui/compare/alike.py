"""What both say alike, in places and with groups: one act takes all of it over, or back."""

from collections.abc import Callable

from ui.compare.adjudicating import Adjudicating, Decidable
from ui.compare.disagreements_reading import CaseReading, Count
from ui.compare.groups_reading import GroupReading


class Alike:
    """The cases in which both say the same, as they were read."""

    def __init__(
        self, places: CaseReading, groups: GroupReading, adjudicating: Adjudicating
    ) -> None:
        self._places, self._groups, self._adjudicating = places, groups, adjudicating

    @property
    def counts(self) -> tuple[Count, Count]:
        """How far places are, and groups."""
        return self._places.count, self._groups.count

    @property
    def is_complete(self) -> bool:
        """Whether everything is read."""
        return self._places.is_complete and self._groups.is_complete

    def accept(self, then: Callable[[], object] = lambda: None) -> None:
        """Takes over what is not taken over yet, as one step; `then` comes when it is."""
        places, groups = self.counts
        waiting: list[Decidable] = []
        if places.taken < places.agreed:
            waiting += [case for case in self._places.all() if case.agreed and not case.decided]
        if groups.taken < groups.agreed:
            waiting += [case for case in self._groups.all() if case.agreed and not case.decided]
        self._adjudicating.accept_agreed(waiting, then)

    def take_back(self) -> None:
        """Takes back, as one step, what was taken over because both said it."""
        self._adjudicating.take_agreed_back([*self._places.all(), *self._groups.all()])
