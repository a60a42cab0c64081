"""The versions of the project's guidelines."""

from typing import cast

from sqlalchemy import Table, select

from annotator.model.guidelines import Guidelines
from annotator.model.identity import now
from annotator.store import convert_plan
from annotator.store.kind import Kind
from annotator.store.tables import GuidelinesRow

GUIDELINES = cast(Table, GuidelinesRow.__table__)


class GuidelineVersions(Kind):
    """Reads and writes guidelines; the highest version counts."""

    def current(self) -> Guidelines | None:
        """The guidelines that count now; None in a project without any."""
        query = select(GUIDELINES).order_by(GUIDELINES.c.version.desc()).limit(1)
        return next(map(convert_plan.guidelines, self._connection.execute(query).mappings()), None)

    def all(self) -> tuple[Guidelines, ...]:
        """Every version, oldest first."""
        query = select(GUIDELINES).order_by(GUIDELINES.c.version)
        return tuple(map(convert_plan.guidelines, self._connection.execute(query).mappings()))

    def add(self, text: str, changes: str) -> None:
        """Adds a version, which counts from now on."""
        last = self.current()
        version = last.version + 1 if last else 1
        row = convert_plan.guidelines_row(Guidelines(version, text, now(), changes))
        self._write(GUIDELINES, [row], new=True)
