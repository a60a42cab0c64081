"""The lineages of readings: which states each was in, in this copy of the project or before it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import cast

from sqlalchemy import Table, func, select

from annotator.model.identity import new_ids
from annotator.model.lineage import Lineage
from annotator.store.journal import Row, chunks
from annotator.store.kind import Kind
from annotator.store.tables import LineageRow

LINEAGE = cast(Table, LineageRow.__table__)
Whose = tuple[str, str]
"""Ids of the article and of the annotator: what a reading is told by."""

_ADD = (
    "INSERT INTO lineage SELECT ?, ?, coalesce(max(position), 0) + 1, ?, ? FROM lineage "
    "WHERE article_id = ? AND annotator_id = ?"
)


class Lineages(Kind):
    """Reads and writes lineages."""

    def get(self, article_id: str, annotator_id: str) -> Lineage:
        """The lineage of a reading, without heads where nothing was ever done."""
        heads = tuple(head for _, head in self._placed(article_id, annotator_id))
        return Lineage(article_id, annotator_id, heads)

    def all(self, annotator_ids: Sequence[str] | None = None) -> dict[Whose, Lineage]:
        """The lineages of these annotators' readings, or of all, by article and annotator id."""
        query = select(LINEAGE.c.article_id, LINEAGE.c.annotator_id, LINEAGE.c.head)
        if annotator_ids is not None:
            query = query.where(LINEAGE.c.annotator_id.in_(annotator_ids))
        heads: defaultdict[Whose, list[str]] = defaultdict(list)
        key = (LINEAGE.c.article_id, LINEAGE.c.annotator_id, LINEAGE.c.position)
        for article_id, annotator_id, head in self._connection.execute(query.order_by(*key)):
            heads[article_id, annotator_id].append(head)
        return {whose: Lineage(*whose, tuple(some)) for whose, some in heads.items()}

    def add_heads(self, readings: Iterable[Whose], step: int) -> None:
        """Adds one new head to each of these readings, past the journal.

        `step` is what was done, undone or redone just now.
        """
        whose = list(readings)
        rows = [
            (article_id, annotator_id, head, step, article_id, annotator_id)
            for (article_id, annotator_id), head in zip(whose, new_ids(len(whose)), strict=True)
        ]
        if rows:
            self._database.exec_driver_sql(_ADD, rows)

    def append(self, article_id: str, annotator_id: str, heads: Sequence[str]) -> None:
        """Adds the heads that another copy of the project has and this one lacks.

        This and `replace` are part of the step: its undo takes exactly these heads away again. The
        step then adds no head of its own to this reading.
        """
        there = self._placed(article_id, annotator_id)
        known = {head for _, head in there}
        fresh = [head for head in dict.fromkeys(heads) if head not in known]
        self._write_from(there, article_id, annotator_id, fresh)

    def replace(self, article_id: str, annotator_id: str, heads: Sequence[str]) -> None:
        """Makes these the heads of a reading; those that stand so already stay untouched."""
        there = self._placed(article_id, annotator_id)
        same = 0
        while same < min(len(there), len(heads)) and there[same][1] == heads[same]:
            same += 1
        self._remove(LINEAGE, [(article_id, annotator_id, at) for at, _ in there[same:]])
        self._write_from(there[:same], article_id, annotator_id, heads[same:])

    def _write_from(
        self,
        before: Sequence[tuple[int, str]],
        article_id: str,
        annotator_id: str,
        heads: Sequence[str],
    ) -> None:
        first = 1 + (before[-1][0] if before else 0)
        rows: list[Row] = [
            {"article_id": article_id, "annotator_id": annotator_id, "position": at, "head": head}
            for at, head in enumerate(heads, first)
        ]
        self._write(LINEAGE, rows, new=True)

    def last_positions(self, readings: Sequence[Whose]) -> dict[Whose, int]:
        """Where the newest head of each of these readings stands; nothing where there is none."""
        found: dict[Whose, int] = {}
        for some in chunks(readings):
            articles = sorted({article_id for article_id, _ in some})
            query = select(
                LINEAGE.c.article_id, LINEAGE.c.annotator_id, func.max(LINEAGE.c.position)
            ).where(LINEAGE.c.article_id.in_(articles))
            query = query.group_by(LINEAGE.c.article_id, LINEAGE.c.annotator_id)
            for article_id, annotator_id, position in self._connection.execute(query):
                found[article_id, annotator_id] = position
        return found

    def _placed(self, article_id: str, annotator_id: str) -> list[tuple[int, str]]:
        where = (LINEAGE.c.article_id == article_id, LINEAGE.c.annotator_id == annotator_id)
        query = select(LINEAGE.c.position, LINEAGE.c.head).where(*where)
        ordered = query.order_by(LINEAGE.c.position)
        return [(row[0], row[1]) for row in self._connection.execute(ordered)]
