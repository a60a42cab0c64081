"""What was decided between annotators, in gold."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import Select, Table, and_, func, not_, select

from annotator.model.decision import Decision
from annotator.store import convert_decision
from annotator.store.convert_decision import GOLD, A, B
from annotator.store.journal import Row, chunks, key_of
from annotator.store.kind import Kind
from annotator.store.spans import SPAN
from annotator.store.tables import DecisionRow, DecisionSpanRow

DECISION = cast(Table, DecisionRow.__table__)
DECIDED_SPAN = cast(Table, DecisionSpanRow.__table__)


class Decisions(Kind):
    """Reads and writes decisions."""

    def of(self, article_id: str | None = None, gold_id: str | None = None) -> tuple[Decision, ...]:
        """The decisions about an article, of one gold annotator, or all; oldest first."""
        where = []
        if article_id is not None:
            where.append(DECISION.c.article_id == article_id)
        if gold_id is not None:
            where.append(DECISION.c.gold_id == gold_id)
        spans = select(DECIDED_SPAN)
        if where:
            spans = spans.join(DECISION, DECISION.c.id == DECIDED_SPAN.c.decision_id)
        return self._values(select(DECISION).where(*where), spans.where(*where))

    def get(self, ids: Iterable[str]) -> tuple[Decision, ...]:
        """The decisions with these ids, those that are there, oldest first."""
        found: list[Decision] = []
        for some in chunks(list(dict.fromkeys(ids))):
            rows = select(DECISION).where(DECISION.c.id.in_(some))
            spans = select(DECIDED_SPAN).where(DECIDED_SPAN.c.decision_id.in_(some))
            found.extend(self._values(rows, spans))
        return tuple(sorted(found, key=lambda one: (one.at, one.id)))

    def about(self, span_ids: Sequence[str]) -> dict[str, list[Decision]]:
        """The decisions about these spans of A or B, by the spans' ids; oldest first."""
        return self._naming(span_ids, (A, B))

    def saying(self, span_ids: Sequence[str]) -> dict[str, list[Decision]]:
        """The decisions by which these spans are in gold, by the spans' ids."""
        return self._naming(span_ids, (GOLD,))

    def of_whole(self, article_id: str, gold_id: str) -> tuple[Decision, ...]:
        """The decisions about an article in which neither marked anything."""
        named = select(DECIDED_SPAN.c.decision_id).where(
            DECIDED_SPAN.c.decision_id == DECISION.c.id, DECIDED_SPAN.c.side.in_((A, B))
        )
        query = select(DECISION.c.id).where(
            DECISION.c.article_id == article_id, DECISION.c.gold_id == gold_id, ~named.exists()
        )
        return self.get(self._connection.scalars(query))

    def leave_open(self, article_id: str, gold_id: str, pair: Sequence[str]) -> bool:
        """Whether these two have spans here that no decision of this gold is about.

        False where gold decided something here between others: that may say enough.
        """
        mine = (DECISION.c.article_id == article_id, DECISION.c.gold_id == gold_id)
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
        found = self._naming([old], (A, B, GOLD)).get(old, [])

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
            self._forget_spans([one.id for one in decisions])
        rows = [row for one in decisions for row in convert_decision.span_rows(one)]
        self._write(DECIDED_SPAN, rows, new=True)

    def remove(self, ids: Sequence[str]) -> None:
        """Removes decisions; what is in gold stays."""
        self._forget_spans(ids)
        self._remove(DECISION, [(one,) for one in ids])

    def _forget_spans(self, ids: Sequence[str]) -> None:
        for some in chunks(ids):
            query = select(DECIDED_SPAN).where(DECIDED_SPAN.c.decision_id.in_(some))
            rows = [dict(row) for row in self._connection.execute(query).mappings()]
            self._remove(DECIDED_SPAN, [key_of(DECIDED_SPAN, row) for row in rows])

    def _naming(self, span_ids: Sequence[str], sides: Sequence[str]) -> dict[str, list[Decision]]:
        named: defaultdict[str, list[str]] = defaultdict(list)
        for some in chunks(list(dict.fromkeys(span_ids))):
            query = select(DECIDED_SPAN.c.span_id, DECIDED_SPAN.c.decision_id).where(
                DECIDED_SPAN.c.span_id.in_(some), DECIDED_SPAN.c.side.in_(sides)
            )
            for span_id, decision_id in self._connection.execute(query):
                named[decision_id].append(span_id)
        found: defaultdict[str, list[Decision]] = defaultdict(list)
        for one in self.get(named):
            for span_id in dict.fromkeys(named[one.id]):
                found[span_id].append(one)
        return dict(found)

    def _values(self, rows: Select[Any], spans: Select[Any]) -> tuple[Decision, ...]:
        ordered = rows.order_by(DECISION.c.decided_at, DECISION.c.id)
        plain = list(map(convert_decision.decision, self._connection.execute(ordered).mappings()))
        named = self._connection.execute(
            spans.order_by(DECIDED_SPAN.c.decision_id, DECIDED_SPAN.c.side, DECIDED_SPAN.c.position)
        )
        return with_spans(plain, map(dict, named.mappings()))


def with_spans(decisions: Sequence[Decision], rows: Iterable[Row]) -> tuple[Decision, ...]:
    """The decisions with the spans that these rows name, which stand in order."""
    ids: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        ids[row["decision_id"], row["side"]].append(row["span_id"])
    return tuple(
        replace(
            one,
            a_spans=tuple(ids.get((one.id, A), ())),
            b_spans=tuple(ids.get((one.id, B), ())),
            gold_spans=tuple(ids.get((one.id, GOLD), ())),
        )
        for one in decisions
    )
