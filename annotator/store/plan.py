"""The plan of a project: who reads which story, and what was handed out."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, select

from annotator.model.plan import Assignment, Handout
from annotator.store import convert_plan
from annotator.store.journal import chunks
from annotator.store.kind import Kind
from annotator.store.tables import AssignmentRow, HandoutRow, StoryRow

ASSIGNMENT = cast(Table, AssignmentRow.__table__)
HANDOUT = cast(Table, HandoutRow.__table__)
STORY = cast(Table, StoryRow.__table__)


class Assignments(Kind):
    """Reads and writes who reads what."""

    def of(self, annotator_id: str | None = None) -> tuple[Assignment, ...]:
        """The assignments of one annotator or of all, by week and in the order of the stories."""
        query = select(ASSIGNMENT).join(STORY, STORY.c.id == ASSIGNMENT.c.story_id)
        query = query.order_by(ASSIGNMENT.c.week, STORY.c.position, ASSIGNMENT.c.id)
        if annotator_id is not None:
            query = query.where(ASSIGNMENT.c.annotator_id == annotator_id)
        return tuple(map(convert_plan.assignment, self._connection.execute(query).mappings()))

    def get(self, ids: Sequence[str]) -> tuple[Assignment, ...]:
        """The assignments with these ids, those that are there."""
        found: list[Assignment] = []
        for some in chunks(ids):
            rows = self._connection.execute(select(ASSIGNMENT).where(ASSIGNMENT.c.id.in_(some)))
            found.extend(map(convert_plan.assignment, rows.mappings()))
        return tuple(found)

    def put(self, assignments: Sequence[Assignment], *, new: bool = False) -> None:
        """Adds or changes assignments; `new` promises that none of them is in the project."""
        self._write(ASSIGNMENT, [convert_plan.assignment_row(one) for one in assignments], new=new)

    def remove(self, ids: Sequence[str]) -> None:
        """Removes assignments."""
        self._remove(ASSIGNMENT, [(one,) for one in ids])


class Handouts(Kind):
    """Reads and writes what was handed out."""

    def of(self, annotator_id: str | None = None) -> tuple[Handout, ...]:
        """The handouts to one annotator or to all, oldest first."""
        query = select(HANDOUT).order_by(HANDOUT.c.made_at, HANDOUT.c.id)
        if annotator_id is not None:
            query = query.where(HANDOUT.c.annotator_id == annotator_id)
        return tuple(map(convert_plan.handout, self._connection.execute(query).mappings()))

    def get(self, handout_id: str) -> Handout | None:
        """The handout with this id."""
        rows = self._connection.execute(select(HANDOUT).where(HANDOUT.c.id == handout_id))
        return next(map(convert_plan.handout, rows.mappings()), None)

    def put(self, handouts: Sequence[Handout]) -> None:
        """Adds or changes handouts."""
        self._write(HANDOUT, [convert_plan.handout_row(one) for one in handouts])
