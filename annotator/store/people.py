"""The annotators of a project."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, select

from annotator.model.people import Annotator, Role
from annotator.store import convert
from annotator.store.kind import Kind
from annotator.store.tables import AnnotatorRow

ANNOTATOR = cast(Table, AnnotatorRow.__table__)


class People(Kind):
    """Reads and writes annotators."""

    def all(self) -> tuple[Annotator, ...]:
        """Every annotator, by name."""
        query = select(ANNOTATOR).order_by(ANNOTATOR.c.name, ANNOTATOR.c.id)
        return tuple(map(convert.annotator, self._connection.execute(query).mappings()))

    def get(self, annotator_id: str) -> Annotator | None:
        """The annotator with this id."""
        rows = self._connection.execute(select(ANNOTATOR).where(ANNOTATOR.c.id == annotator_id))
        return next(map(convert.annotator, rows.mappings()), None)

    def named(self, name: str) -> tuple[Annotator, ...]:
        """The annotators with this name: two people called Anna stay two."""
        rows = self._connection.execute(select(ANNOTATOR).where(ANNOTATOR.c.name == name))
        return tuple(map(convert.annotator, rows.mappings()))

    def gold(self, name: str) -> Annotator | None:
        """The gold annotator with this name."""
        found = (one for one in self.named(name) if one.role is Role.ADJUDICATED)
        return min(found, key=lambda one: one.id, default=None)

    def put(self, annotators: Sequence[Annotator], *, new: bool = False) -> None:
        """Adds or changes annotators; `new` promises that none of the ids is in the project."""
        self._write(ANNOTATOR, [convert.annotator_row(person) for person in annotators], new=new)

    def remove(self, ids: Sequence[str]) -> None:
        """Removes annotators to whom nothing belongs any more."""
        self._remove(ANNOTATOR, [(one,) for one in ids])
