"""Facts about the project as a whole."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, select

from annotator.model.pack import PackFacts
from annotator.store import convert_plan
from annotator.store.journal import put_rows
from annotator.store.kind import Kind
from annotator.store.tables import FactRow

FACT = cast(Table, FactRow.__table__)
SUGGESTION_SETTINGS = "setting.suggestions."
"""Facts that begin so decide what annotators are offered."""
FACETS = "setting.facets"
"""The fact that holds the patterns of facets, where the lead wrote some."""
PACK = "pack"
"""The fact that only a pack has."""
CLUE_ANSWER = "clue."
"""Facts that begin so, with the ids of an annotator, a story and a clue, hold an answer to it."""
CLUE_TURN = "clue_turn."
"""Facts that begin so, with the same ids, count how often that answer was given, changed or taken
back: of two copies of a project the one that went on farther says what holds."""
WAITING = "waiting."
"""Facts that begin so, with the ids of an annotator and an article, hold links of that reading that
wait for their other end."""


VERSION = "version."
"""Facts that begin so, with the id of an annotator, say whose second version that one keeps."""
CALIBRATION = "calibration."
"""Facts that begin so, with the id of a story, mark it: its gold is shown to whoever is done."""


class Facts(Kind):
    """Named strings: the project's id and name, when it was made, its settings."""

    def get(self, key: str, default: str = "") -> str:
        """The fact called `key`, or `default`."""
        value = self._connection.scalar(select(FACT.c.value).where(FACT.c.key == key))
        return default if value is None else str(value)

    def beginning(self, start: str) -> dict[str, str]:
        """The facts whose keys begin so, by key."""
        where = FACT.c.key.startswith(start, autoescape=True)
        rows = self._connection.execute(select(FACT.c.key, FACT.c.value).where(where))
        return {row[0]: row[1] for row in rows}

    def put(self, key: str, value: str) -> None:
        """Writes a fact."""
        self._write(FACT, [{"key": key, "value": value}])

    def remove(self, keys: Sequence[str]) -> None:
        """Removes facts, those that are there."""
        self._remove(FACT, [(key,) for key in keys])

    def remember(self, key: str, value: str) -> None:
        """Writes a fact past the journal: it can be found out again, so it is no edit."""
        put_rows(self._database, FACT, [{"key": key, "value": value, "rev": 0}])

    def calibration(self) -> frozenset[str]:
        """Ids of the stories whose gold is shown to those who are done with them."""
        return frozenset(key.removeprefix(CALIBRATION) for key in self.beginning(CALIBRATION))

    def calibrate(self, story_ids: Sequence[str], *, calibration: bool) -> None:
        """Marks stories to calibrate with, or takes the mark away."""
        marked = self.calibration()
        if calibration:
            for story_id in story_ids:
                if story_id not in marked:
                    self.put(f"{CALIBRATION}{story_id}", "1")
        else:
            self.remove([f"{CALIBRATION}{story_id}" for story_id in story_ids])

    def pack(self) -> PackFacts | None:
        """What the file says about itself as a pack; None where it is none."""
        value = self.get(PACK)
        return convert_plan.pack(value) if value else None
