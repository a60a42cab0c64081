"""The relations of a project."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from sqlalchemy import Table, func, or_, select

from annotator.model.relation import Relation
from annotator.store import convert
from annotator.store.journal import chunks
from annotator.store.kind import Kind
from annotator.store.tables import RelationRow, SpanRow

RELATION = cast(Table, RelationRow.__table__)
SPAN = cast(Table, SpanRow.__table__)


class Relations(Kind):
    """Reads and writes relations."""

    def get(self, ids: Sequence[str]) -> tuple[Relation, ...]:
        """The relations with these ids, those that are there."""
        found: list[Relation] = []
        for some in chunks(ids):
            query = select(RELATION).where(RELATION.c.id.in_(some)).order_by(RELATION.c.id)
            found.extend(map(convert.relation, self._connection.execute(query).mappings()))
        return tuple(found)

    def ids_in_use(self, ids: Sequence[str]) -> set[str]:
        """Those of these ids that relations of the project have."""
        found: set[str] = set()
        for some in chunks(ids):
            query = select(RELATION.c.id).where(RELATION.c.id.in_(some))
            found.update(self._connection.scalars(query))
        return found

    def touching(self, span_ids: Sequence[str]) -> tuple[Relation, ...]:
        """The relations that begin or end at one of these spans."""
        found: dict[str, Relation] = {}
        for some in chunks(span_ids):
            either = or_(RELATION.c.head_id.in_(some), RELATION.c.child_id.in_(some))
            for row in self._connection.execute(select(RELATION).where(either)).mappings():
                found[row["id"]] = convert.relation(row)
        return tuple(sorted(found.values(), key=lambda r: r.id))

    def beginning(self, span_ids: Sequence[str]) -> dict[str, list[Relation]]:
        """The relations that begin at these spans, by the id of the span."""
        found: dict[str, list[Relation]] = {}
        for some in chunks(span_ids):
            query = select(RELATION).where(RELATION.c.head_id.in_(some)).order_by(RELATION.c.id)
            for one in map(convert.relation, self._connection.execute(query).mappings()):
                found.setdefault(one.head_id, []).append(one)
        return found

    def of(self, article_id: str, annotator_id: str) -> tuple[Relation, ...]:
        """One annotator's relations that begin in this article."""
        query = select(RELATION).join(SPAN, SPAN.c.id == RELATION.c.head_id)
        where = (SPAN.c.article_id == article_id, RELATION.c.annotator_id == annotator_id)
        rows = self._connection.execute(query.where(*where).order_by(RELATION.c.id)).mappings()
        return tuple(map(convert.relation, rows))

    def count_by_kind(self) -> Mapping[str, int]:
        """Numbers of relations by the name of their kind."""
        query = select(RELATION.c.kind, func.count()).group_by(RELATION.c.kind)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def put(self, relations: Sequence[Relation], *, new: bool = False) -> None:
        """Adds or changes relations; `new` promises that none of the ids is in the project."""
        self._write(RELATION, [convert.relation_row(r) for r in relations], new=new)

    def move(self, old: str, new: str) -> None:
        """Lets every relation of the span `old` begin or end at `new` instead.

        A relation that stands there already, or would join a span to itself, goes.
        """
        twins = {(r.kind, r.head_id, r.child_id) for r in self.touching([new])}
        for relation in self.touching([old]):
            head = new if relation.head_id == old else relation.head_id
            child = new if relation.child_id == old else relation.child_id
            if head == child or (relation.kind, head, child) in twins:
                self.remove([relation.id])
            else:
                self.put([replace(relation, head_id=head, child_id=child)])

    def remove(self, ids: Sequence[str]) -> None:
        """Removes relations."""
        self._remove(RELATION, [(i,) for i in ids])
