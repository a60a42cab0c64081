"""How old figures are: how many changes came since they were computed."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from annotator.changes import Changes
from annotator.model.people import Annotator
from ui.workspace import Workspace

Heads = Mapping[tuple[str, str], str]
"""The state that each reading is in, by ids of article and annotator."""
STEPS = 200
"""So many steps back an undone one is known as what it is."""


class Age(QObject):
    """Counts the changes that touch what certain people did, and those of the scheme.

    A step counts once, and not at all any more when it is undone; so does a step from before the
    figures that is undone, until it is done again.

    Signals: `stale(changes)` after each of them, and 0 when the figures are new.
    """

    stale = Signal(int)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._people: tuple[str, ...] = ()
        self._heads: dict[tuple[str, str], str] = {}
        self._open: set[int] = set()
        self._others = 0
        """Changes that came while it was computed, and those that are no steps."""
        self._steps: dict[int, bool] = {}
        workspace.changed.connect(self._changed)

    def begin(self, people: Sequence[Annotator], known: int) -> None:
        """There are new figures of these people, which know so many steps of them."""
        self._people = tuple(person.id for person in people)
        lineages = self._workspace.project.lineages(self._people)
        self._heads = {whose: one.head for whose, one in lineages.items()}
        # What came while it was computed.
        self._others = int(sum(len(one.heads) for one in lineages.values()) != known)
        self._open, self._steps = set(), self._newest()
        self.stale.emit(self._number)

    @property
    def _number(self) -> int:
        return len(self._open) + self._others

    def _newest(self) -> dict[int, bool]:
        """The newest steps of all, and whether each is undone."""
        steps = self._workspace.project.history(None, STEPS)
        return {step.number: step.undone for step in steps}

    def _swapped(self) -> set[int]:
        """The steps that were done, undone or done again since the last change."""
        before, self._steps = self._steps, self._newest()
        last = max(before, default=0)
        return {
            number
            for number, undone in self._steps.items()
            if number > last or before.get(number, undone) != undone
        }

    def forget(self) -> None:
        """There are no figures."""
        self._people = ()

    def _changed(self, changes: Changes) -> None:
        if not self._people or changes.nothing:
            return
        now = self._now(changes)
        touched = any(self._heads.get(whose, "") != head for whose, head in now.items())
        self._heads.update(now)
        swapped = self._swapped()
        if touched or changes.scheme:
            self._open ^= swapped
            self._others += not swapped
            self.stale.emit(self._number)

    def _now(self, changes: Changes) -> Heads:
        """The heads of the readings that may have changed."""
        project = self._workspace.project
        if changes.everything or changes.relations or changes.groups:
            found = project.lineages(self._people)
            return {whose: one.head for whose, one in found.items()}
        articles: Iterable[str] = {*dict(changes.spans), *changes.readings}
        return {
            (article, person): project.lineage(article, person).head
            for article in articles
            for person in self._people
        }
