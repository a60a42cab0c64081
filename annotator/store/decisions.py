"""What was decided between annotators, in gold."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from sqlalchemy import ColumnElement, Table, and_, func, not_, select

from annotator.model.decision import Decision
from annotator.store import convert_decision
from annotator.store.articles import ARTICLE
from annotator.store.convert_decision import GOLD, A, B
from annotator.store.journal import Row, chunks, key_of
from annotator.store.kind import Kind
from annotator.store.spans import SPAN
from annotator.store.tables import DecisionGroupRow, DecisionRow, DecisionSpanRow

DECISION = cast(Table, DecisionRow.__table__)
DECIDED_SPAN = cast(Table, DecisionSpanRow.__table__)
DECIDED_GROUP = cast(Table, DecisionGroupRow.__table__)
NAMED = (DECIDED_SPAN, DECIDED_GROUP)
"""What decisions name."""


class Decisions(Kind):
    """Reads and writes decisions."""

    def of(self, article_id: str | None = None, gold_id: str | None = None) -> tuple[Decision, ...]:
        """The decisions about an article, of one gold annotator, or all; oldest first."""
        where = []
        if article_id is not None:
            where.append(DECISION.c.article_id == article_id)
        if gold_id is not None:
            where.append(DECISION.c.gold_id == gold_id)
        return self._values(*where)

    def get(self, ids: Iterable[str]) -> tuple[Decision, ...]:
        """The decisions with these ids, those that are there, oldest first."""
        found: list[Decision] = []
        for some in chunks(list(dict.fromkeys(ids))):
            found.extend(self._values(DECISION.c.id.in_(some)))
        return tuple(sorted(found, key=lambda one: (one.at, one.id)))

    def about(self, span_ids: Sequence[str]) -> dict[str, list[Decision]]:
        """The decisions about these spans of A or B, by the spans' ids; oldest first."""
        return self._naming(DECIDED_SPAN, span_ids, (A, B))

    def saying(self, span_ids: Sequence[str]) -> dict[str, list[Decision]]:
        """The decisions by which these spans are in gold, by the spans' ids."""
        return self._naming(DECIDED_SPAN, span_ids, (GOLD,))

    def about_groups(self, group_ids: Sequence[str]) -> dict[str, list[Decision]]:
        """The decisions about these groups of A or B, by the groups' ids; oldest first."""
        return self._naming(DECIDED_GROUP, group_ids, (A, B))

    def saying_groups(self, group_ids: Sequence[str]) -> dict[str, list[Decision]]:
        """The decisions by which these groups are in gold, by the groups' ids."""
        return self._naming(DECIDED_GROUP, group_ids, (GOLD,))

    def of_groups(self, story_id: str, gold_id: str) -> tuple[Decision, ...]:
        """The decisions about groups of a story; oldest first."""
        mine = select(DECISION.c.id).join(ARTICLE, ARTICLE.c.id == DECISION.c.article_id)
        where = (DECISION.c.gold_id == gold_id, ARTICLE.c.story_id == story_id)
        return self.get(self._connection.scalars(mine.where(*where, _names(DECIDED_GROUP))))

    def of_whole(self, article_id: str, gold_id: str) -> tuple[Decision, ...]:
        """The decisions about an article in which neither marked anything."""
        where = (DECISION.c.article_id == article_id, DECISION.c.gold_id == gold_id)
        nothing = (~_names(table) for table in NAMED)
        return self.get(self._connection.scalars(select(DECISION.c.id).where(*where, *nothing)))

    def leave_open(self, article_id: str, gold_id: str, pair: Sequence[str]) -> bool:
        """Whether these two have spans here that no decision of this gold is about.

        False where gold decided something here between others: that may say enough.
        """
        here = (DECISION.c.article_id == article_id, DECISION.c.gold_id == gold_id)
        mine = (*here, ~_names(DECIDED_GROUP))
        others = not_(and_(DECISION.c.a_id.in_(pair), DECISION.c.b_id.in_(pair)))
        if self._connection.scalar(select(DECISION.c.id).where(*mine, others).limit(1)):
            return False
        about = select(DECIDED_SPAN.c.span_id).join(
            DECISION, DECISION.c.id == DECIDED_SPAN.c.decision_id
        )
        decided = about.where(*mine, DECIDED_SPAN.c.span_id == SPAN.c.id)
        query = select(SPAN.c.id).where(
            SPAN.c.article_id == article_id, SPAN.c.annotator_id.in_(pair), ~decided.exists()
        )
        return self._connection.scalar(query.limit(1)) is not None

    def move(self, old: str, new: str) -> None:
        """Lets what is decided about or by the span `old` be so about or by the span `new`."""
        found = self._naming(DECIDED_SPAN, [old], (A, B, GOLD)).get(old, [])

        def moved(ids: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(dict.fromkeys(new if one == old else one for one in ids))

        self.put(
            [
                replace(
                    one,
                    a_spans=moved(one.a_spans),
                    b_spans=moved(one.b_spans),
                    gold_spans=moved(one.gold_spans),
                )
                for one in found
            ]
        )

    def there_are_any(self) -> bool:
        """Whether the project holds any decision."""
        return self._connection.scalar(select(DECISION.c.id).limit(1)) is not None

    def numbers(self) -> dict[tuple[str, str], int]:
        """How many there are, by ids of article and gold annotator."""
        columns = (DECISION.c.article_id, DECISION.c.gold_id)
        query = select(*columns, func.count()).group_by(*columns)
        return {(row[0], row[1]): row[2] for row in self._connection.execute(query)}

    def put(self, decisions: Sequence[Decision], *, new: bool = False) -> None:
        """Adds or changes decisions; `new` promises that none of the ids is in the project."""
        self._write(DECISION, list(map(convert_decision.decision_row, decisions)), new=new)
        if not new:
            self._forget_named([one.id for one in decisions])
        spans = [row for one in decisions for row in convert_decision.span_rows(one)]
        self._write(DECIDED_SPAN, spans, new=True)
        groups = [row for one in decisions for row in convert_decision.group_rows(one)]
        self._write(DECIDED_GROUP, groups, new=True)

    def remove(self, ids: Sequence[str]) -> None:
        """Removes decisions; what is in gold stays."""
        self._forget_named(ids)
        self._remove(DECISION, [(one,) for one in ids])

    def _forget_named(self, ids: Sequence[str]) -> None:
        for some in chunks(ids):
            for table in NAMED:
                query = select(table).where(table.c.decision_id.in_(some))
                rows = [dict(row) for row in self._connection.execute(query).mappings()]
                self._remove(table, [key_of(table, row) for row in rows])

    def _naming(
        self, table: Table, ids: Sequence[str], sides: Sequence[str]
    ) -> dict[str, list[Decision]]:
        column = table.c.span_id if table is DECIDED_SPAN else table.c.group_id
        named: defaultdict[str, list[str]] = defaultdict(list)
        for some in chunks(list(dict.fromkeys(ids))):
            query = select(column, table.c.decision_id).where(
                column.in_(some), table.c.side.in_(sides)
            )
            for one_id, decision_id in self._connection.execute(query):
                named[decision_id].append(one_id)
        found: defaultdict[str, list[Decision]] = defaultdict(list)
        for one in self.get(named):
            for one_id in dict.fromkeys(named[one.id]):
                found[one_id].append(one)
        return dict(found)

    def _values(self, *where: ColumnElement[bool]) -> tuple[Decision, ...]:
        ordered = select(DECISION).where(*where).order_by(DECISION.c.decided_at, DECISION.c.id)
        plain = list(map(convert_decision.decision, self._connection.execute(ordered).mappings()))
        return with_named(plain, *(self._named(table, where) for table in NAMED))

    def _named(self, table: Table, where: Sequence[ColumnElement[bool]]) -> list[Row]:
        named = select(table).join(DECISION, DECISION.c.id == table.c.decision_id).where(*where)
        found = self._connection.execute(named.order_by(*table.primary_key))
        return [dict(row) for row in found.mappings()]


def with_named(
    decisions: Sequence[Decision], spans: Iterable[Row], groups: Iterable[Row]
) -> tuple[Decision, ...]:
    """The decisions with the spans and groups that these rows name, which stand in order."""
    ids: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for what, rows in (("span", spans), ("group", groups)):
        for row in rows:
            ids[row["decision_id"], row["side"], what].append(row[f"{what}_id"])
    return tuple(
        replace(
            one,
            a_spans=tuple(ids.get((one.id, A, "span"), ())),
            b_spans=tuple(ids.get((one.id, B, "span"), ())),
            gold_spans=tuple(ids.get((one.id, GOLD, "span"), ())),
            a_groups=tuple(ids.get((one.id, A, "group"), ())),
            b_groups=tuple(ids.get((one.id, B, "group"), ())),
            gold_groups=tuple(ids.get((one.id, GOLD, "group"), ())),
        )
        for one in decisions
    )


def _names(table: Table) -> ColumnElement[bool]:
    """Whether a decision names something of A's or B's, in this table."""
    named = select(table.c.decision_id)
    return named.where(table.c.decision_id == DECISION.c.id, table.c.side.in_((A, B))).exists()
