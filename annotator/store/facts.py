"""Facts about the project as a whole."""

from typing import cast

from sqlalchemy import Table, select

from annotator.store.journal import put_rows
from annotator.store.kind import Kind
from annotator.store.tables import FactRow

FACT = cast(Table, FactRow.__table__)
SUGGESTION_SETTINGS = "setting.suggestions."
"""Facts that begin so decide what annotators are offered."""


class Facts(Kind):
    """Named strings: the project's id and name, when it was made, its settings."""

    def get(self, key: str, default: str = "") -> str:
        """The fact called `key`, or `default`."""
        value = self._connection.scalar(select(FACT.c.value).where(FACT.c.key == key))
        return default if value is None else str(value)

    def put(self, key: str, value: str) -> None:
        """Writes a fact."""
        self._write(FACT, [{"key": key, "value": value}])

    def remember(self, key: str, value: str) -> None:
        """Writes a fact past the journal: it can be found out again, so it is no edit."""
        put_rows(self._database, FACT, [{"key": key, "value": value, "rev": 0}])
