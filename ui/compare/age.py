"""How old figures are: how many changes came since they were computed."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from annotator.changes import Changes
from annotator.model.people import Annotator
from ui.workspace import Workspace

Heads = Mapping[tuple[str, str], str]
"""The state that each reading is in, by ids of article and annotator."""


class Age(QObject):
    """Counts the changes that touch what certain people did, and those of the scheme.

    Signals: `stale(changes)` after each of them, and 0 when the figures are new.
    """

    stale = Signal(int)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._people: tuple[str, ...] = ()
        self._heads: dict[tuple[str, str], str] = {}
        self._changes = 0
        workspace.changed.connect(self._changed)

    def begin(self, people: Sequence[Annotator], known: int) -> None:
        """There are new figures of these people, which know so many steps of them."""
        self._people = tuple(person.id for person in people)
        lineages = self._workspace.project.lineages(self._people)
        self._heads = {whose: one.head for whose, one in lineages.items()}
        # What came while it was computed.
        self._changes = int(sum(len(one.heads) for one in lineages.values()) != known)
        self.stale.emit(self._changes)

    def forget(self) -> None:
        """There are no figures."""
        self._people = ()

    def _changed(self, changes: Changes) -> None:
        if not self._people or changes.nothing:
            return
        now = self._now(changes)
        touched = any(self._heads.get(whose, "") != head for whose, head in now.items())
        self._heads.update(now)
        if touched or changes.scheme:
            self._changes += 1
            self.stale.emit(self._changes)

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
