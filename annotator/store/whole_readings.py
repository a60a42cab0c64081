"""Whole readings: all that an annotator did in many articles, read at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, select

from annotator.model.decision import Decision
from annotator.model.group import Group, Member
from annotator.model.whole_reading import WholeReading
from annotator.store import convert, convert_decision, convert_plan, convert_suggestion
from annotator.store.answers import ANSWER
from annotator.store.decisions import DECIDED_GROUP, DECIDED_SPAN, DECISION, with_named
from annotator.store.groups import GROUP, MEMBER
from annotator.store.journal import Row, chunks
from annotator.store.kind import Kind
from annotator.store.questions import QUESTION
from annotator.store.readings import READING
from annotator.store.relations import RELATION
from annotator.store.spans import SPAN
from annotator.store.suggestions import SUGGESTION

Value = TypeVar("Value")


class WholeReadings(Kind):
    """Reads all that an annotator did in articles."""

    def of(
        self, annotator_id: str, article_ids: Sequence[str] | None = None
    ) -> tuple[WholeReading, ...]:
        """What this annotator did in each of these articles; in all: where there is something."""
        if article_ids is None:
            article_ids = self._begun(annotator_id)
        return tuple(one for some in chunks(article_ids) for one in self._some(annotator_id, some))

    def _begun(self, annotator_id: str) -> list[str]:
        found: set[str] = set()
        for table in (SPAN, READING, ANSWER, QUESTION):
            query = select(table.c.article_id).where(table.c.annotator_id == annotator_id)
            found.update(self._connection.scalars(query.distinct()))
        decided = select(DECISION.c.article_id).where(DECISION.c.gold_id == annotator_id)
        found.update(self._connection.scalars(decided.distinct()))
        query = select(MEMBER.c.article_id).join(GROUP, GROUP.c.id == MEMBER.c.group_id)
        found.update(self._connection.scalars(query.where(GROUP.c.annotator_id == annotator_id)))
        return sorted(found)

    def _some(self, annotator_id: str, article_ids: Sequence[str]) -> Iterator[WholeReading]:
        rows = ReadingRows(self._connection, annotator_id, article_ids)
        spans = _by_article(rows.spans, convert.span)
        relations = _by_article(rows.relations, convert.relation)
        answers = _by_article(rows.answers, convert_suggestion.answer)
        questions = _by_article(rows.questions, convert_plan.question)
        suggestions = _by_article(rows.suggestions, convert_suggestion.suggestion)
        readings = {row["article_id"]: convert.reading(row) for row in rows.readings}
        groups = _groups(rows)
        decisions = _decisions(rows)
        for article_id in article_ids:
            yield WholeReading(
                article_id,
                annotator_id,
                readings.get(article_id),
                spans.get(article_id, ()),
                relations.get(article_id, ()),
                answers.get(article_id, ()),
                questions.get(article_id, ()),
                groups.get(article_id, ()),
                suggestions.get(article_id, ()),
                decisions.get(article_id, ()),
            )


class ReadingRows:
    """The rows of one annotator's work in some articles; `in_article` where the row lacks it."""

    def __init__(
        self, connection: Connection, annotator_id: str, article_ids: Sequence[str]
    ) -> None:
        self._connection = connection
        here = SPAN.c.article_id.in_(article_ids)
        begins = select(RELATION, SPAN.c.article_id.label("in_article"))
        begins = begins.join(SPAN, SPAN.c.id == RELATION.c.head_id)
        begins = begins.where(here, RELATION.c.annotator_id == annotator_id)
        answered = select(SUGGESTION).join(ANSWER, ANSWER.c.suggestion_id == SUGGESTION.c.id)
        members = select(MEMBER).join(GROUP, GROUP.c.id == MEMBER.c.group_id)
        members = members.where(GROUP.c.annotator_id == annotator_id)

        def of(query: Select[Any], table: Table) -> list[Row]:
            mine = query.where(table.c.article_id.in_(article_ids))
            if "annotator_id" in table.c:
                mine = mine.where(table.c.annotator_id == annotator_id)
            return self._read(mine)

        self.spans = of(select(SPAN).order_by(SPAN.c.id), SPAN)
        self.relations = self._read(begins.order_by(RELATION.c.id))
        self.readings = of(select(READING), READING)
        self.answers = of(select(ANSWER).order_by(ANSWER.c.suggestion_id), ANSWER)
        self.suggestions = of(answered.order_by(SUGGESTION.c.id), ANSWER)
        self.questions = of(select(QUESTION).order_by(QUESTION.c.id), QUESTION)
        decided = (DECISION.c.gold_id == annotator_id, DECISION.c.article_id.in_(article_ids))
        self.decisions = self._read(select(DECISION).where(*decided).order_by(DECISION.c.id))

        def named(table: Table) -> list[Row]:
            query = select(table).join(DECISION, DECISION.c.id == table.c.decision_id)
            return self._read(query.where(*decided).order_by(*table.primary_key))

        self.decided_spans = named(DECIDED_SPAN)
        self.decided_groups = named(DECIDED_GROUP)
        ordered = members.order_by(MEMBER.c.group_id, MEMBER.c.position, MEMBER.c.id)
        self.members = of(ordered, MEMBER)
        self.groups: list[Row] = []
        for some in chunks(sorted({row["group_id"] for row in self.members})):
            self.groups += self._read(select(GROUP).where(GROUP.c.id.in_(some)))

    def _read(self, query: Select[Any]) -> list[Row]:
        return [dict(row) for row in self._connection.execute(query).mappings()]


def _by_article(rows: Iterable[Row], value: Callable[[Row], Value]) -> dict[str, tuple[Value, ...]]:
    found: defaultdict[str, list[Value]] = defaultdict(list)
    for row in rows:
        found[row["in_article"] if "in_article" in row else row["article_id"]].append(value(row))
    return {article_id: tuple(some) for article_id, some in found.items()}


def _decisions(rows: ReadingRows) -> dict[str, tuple[Decision, ...]]:
    plain = list(map(convert_decision.decision, rows.decisions))
    found: defaultdict[str, list[Decision]] = defaultdict(list)
    for one in with_named(plain, rows.decided_spans, rows.decided_groups):
        found[one.article_id].append(one)
    return {article_id: tuple(some) for article_id, some in found.items()}


def _groups(rows: ReadingRows) -> dict[str, tuple[Group, ...]]:
    groups = {row["id"]: convert.group(row) for row in rows.groups}
    members: defaultdict[tuple[str, str], list[Member]] = defaultdict(list)
    for row in rows.members:
        members[row["article_id"], row["group_id"]].append(convert.member(row))
    found: defaultdict[str, list[Group]] = defaultdict(list)
    for (article_id, group_id), some in sorted(members.items()):
        found[article_id].append(replace(groups[group_id], members=tuple(some)))
    return {article_id: tuple(some) for article_id, some in found.items()}
