"""The steps of the journal, to look at."""

from typing import Any

from sqlalchemy import RowMapping, Select, func, select

from annotator.model.step import Step
from annotator.store.journal import STEP
from annotator.store.kind import Kind


class Steps(Kind):
    """Reads the journal."""

    def last(self, annotator_id: str | None) -> Step | None:
        """The newest step that stands, of one annotator or of all: the one to undo."""
        query = self._of(annotator_id).where(STEP.c.undone_at.is_(None))
        return self._first(query.order_by(STEP.c.id.desc()))

    def undone(self, annotator_id: str) -> Step | None:
        """The step that was undone last: the one to redo."""
        query = self._of(annotator_id).where(STEP.c.undone_at.is_not(None))
        return self._first(query.order_by(STEP.c.id))

    def newest(self, annotator_id: str | None, limit: int) -> tuple[Step, ...]:
        """The newest steps, undone ones among them, newest first."""
        rows = self._connection.execute(
            self._of(annotator_id).order_by(STEP.c.id.desc()).limit(limit)
        )
        return tuple(_step(row) for row in rows.mappings())

    def counter(self) -> int:
        """The number of the newest step: grows with every change of the project."""
        return int(self._connection.scalar(select(func.max(STEP.c.id))) or 0)

    def _of(self, annotator_id: str | None) -> Select[Any]:
        query = select(STEP)
        return query if annotator_id is None else query.where(STEP.c.annotator_id == annotator_id)

    def _first(self, query: Select[Any]) -> Step | None:
        return next(map(_step, self._connection.execute(query.limit(1)).mappings()), None)


def _step(row: RowMapping) -> Step:
    return Step(row["id"], row["annotator_id"], row["at"], row["name"], bool(row["undone_at"]))
