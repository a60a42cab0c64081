"""The stories of a project."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, func, select

from annotator.model.story import Story
from annotator.store import convert
from annotator.store.kind import Kind
from annotator.store.tables import StoryRow

STORY = cast(Table, StoryRow.__table__)


class Stories(Kind):
    """Reads and writes stories."""

    def all(self) -> tuple[Story, ...]:
        """Every story, in the order of the project."""
        rows = self._connection.execute(select(STORY).order_by(STORY.c.position, STORY.c.id))
        return tuple(convert.story(row) for row in rows.mappings())

    def named(self, name: str) -> Story | None:
        """The story called `name`."""
        row = self._connection.execute(select(STORY).where(STORY.c.name == name)).mappings()
        return next(map(convert.story, row), None)

    def next_position(self) -> int:
        """Where a new story goes: behind the others."""
        return int(self._connection.scalar(select(func.max(STORY.c.position))) or 0) + 1

    def put(self, stories: Sequence[Story], *, new: bool = False) -> None:
        """Adds or changes stories; `new` promises that none of the ids is in the project."""
        self._write(STORY, [convert.story_row(story) for story in stories], new=new)

    def remove(self, ids: Sequence[str]) -> None:
        """Removes stories that hold no article any more."""
        self._remove(STORY, [(i,) for i in ids])
