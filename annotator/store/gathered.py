"""All that stands in a few articles, read at once: for those who go through a whole project."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from sqlalchemy import Table, select

from annotator.model.reading import Attention, DayTime, Reading
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.story import Article
from annotator.store import convert
from annotator.store.journal import chunks
from annotator.store.kind import Kind
from annotator.store.tables import (
    ArticleRow,
    ArticleTextRow,
    AttentionDayRow,
    AttentionRow,
    ReadingRow,
    RelationRow,
    SpanRow,
)

ARTICLE = cast(Table, ArticleRow.__table__)
TEXT = cast(Table, ArticleTextRow.__table__)
SPAN = cast(Table, SpanRow.__table__)
READING = cast(Table, ReadingRow.__table__)
RELATION = cast(Table, RelationRow.__table__)
ATTENTION = cast(Table, AttentionRow.__table__)
DAY = cast(Table, AttentionDayRow.__table__)

Whose = tuple[str, str]
"""Ids of an article and an annotator."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What stands in some articles. Spans are in text order, longest first, as `Spans.of` has them;
    relations stand where they begin; `ends` are the spans that relations join, by id."""

    articles: Mapping[str, Article]
    texts: Mapping[str, str]
    spans: Mapping[Whose, Sequence[Span]]
    readings: Mapping[Whose, Reading]
    attention: Mapping[Whose, Attention]
    relations: Mapping[Whose, Sequence[Relation]]
    ends: Mapping[str, Span]


class Gathering(Kind):
    """Reads what stands in articles, a few queries for all of them."""

    def of(self, article_ids: Sequence[str], annotator_ids: Collection[str]) -> Gathered:
        """What these annotators left in these articles (at most `CHUNK` of them)."""
        rows = self._connection.execute(select(ARTICLE).where(ARTICLE.c.id.in_(article_ids)))
        articles = {one.id: one for one in map(convert.article, rows.mappings())}
        query = select(TEXT.c.article_id, TEXT.c.text).where(TEXT.c.article_id.in_(article_ids))
        texts = {row[0]: row[1] for row in self._connection.execute(query)}
        spans = self._spans(article_ids, annotator_ids)
        relations, missing = self._relations(article_ids, annotator_ids, spans)
        return Gathered(
            articles,
            texts,
            spans,
            self._readings(article_ids),
            self._attention(article_ids),
            relations,
            missing,
        )

    def _spans(
        self, article_ids: Sequence[str], annotator_ids: Collection[str]
    ) -> dict[Whose, list[Span]]:
        found: dict[Whose, list[Span]] = defaultdict(list)
        query = select(SPAN).where(SPAN.c.article_id.in_(article_ids))
        ordered = query.order_by(SPAN.c.article_id, SPAN.c.start, SPAN.c.end.desc(), SPAN.c.id)
        for row in self._connection.execute(ordered).mappings():
            if row["annotator_id"] in annotator_ids:
                found[row["article_id"], row["annotator_id"]].append(convert.span(row))
        return found

    def _relations(
        self,
        article_ids: Sequence[str],
        annotator_ids: Collection[str],
        spans: Mapping[Whose, Sequence[Span]],
    ) -> tuple[dict[Whose, list[Relation]], dict[str, Span]]:
        found: dict[Whose, list[Relation]] = defaultdict(list)
        query = select(RELATION, SPAN.c.article_id).join(SPAN, SPAN.c.id == RELATION.c.head_id)
        where = SPAN.c.article_id.in_(article_ids)
        wanted: set[str] = set()
        for row in self._connection.execute(query.where(where).order_by(RELATION.c.id)).mappings():
            if row["annotator_id"] in annotator_ids:
                one = convert.relation(row)
                found[row["article_id"], one.annotator_id].append(one)
                wanted.update((one.head_id, one.child_id))
        if not wanted:
            return found, {}
        ends = {span.id: span for some in spans.values() for span in some if span.id in wanted}
        for some in chunks(sorted(wanted - ends.keys())):
            rows = self._connection.execute(select(SPAN).where(SPAN.c.id.in_(some))).mappings()
            ends.update((span.id, span) for span in map(convert.span, rows))
        return found, ends

    def _readings(self, article_ids: Sequence[str]) -> dict[Whose, Reading]:
        query = select(READING).where(READING.c.article_id.in_(article_ids))
        found = map(convert.reading, self._connection.execute(query).mappings())
        return {(one.article_id, one.annotator_id): one for one in found}

    def _attention(self, article_ids: Sequence[str]) -> dict[Whose, Attention]:
        times: dict[Whose, list[DayTime]] = defaultdict(list)
        columns = (DAY.c.article_id, DAY.c.annotator_id, DAY.c.day, DAY.c.seconds, DAY.c.meter)
        query = select(*columns, DAY.c.label_id).where(DAY.c.article_id.in_(article_ids))
        for article_id, annotator_id, *time in self._connection.execute(
            query.order_by(*DAY.primary_key)
        ):
            times[article_id, annotator_id].append(DayTime(*time))
        query = select(ATTENTION).where(ATTENTION.c.article_id.in_(article_ids))
        return {
            (one.article_id, one.annotator_id): replace(
                one, times=tuple(times.get((one.article_id, one.annotator_id), ()))
            )
            for one in map(convert.attention, self._connection.execute(query).mappings())
        }
