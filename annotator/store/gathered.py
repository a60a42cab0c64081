"""All that stands in a few articles, read at once: for those who go through a whole project."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any, cast

import orjson
from sqlalchemy import Table, bindparam, func, select
from sqlalchemy.sql.elements import ColumnElement

from annotator.model.reading import Attention, DayTime, Reading
from annotator.model.relation import Relation
from annotator.model.span import Origin, Span
from annotator.model.span_columns import Columns
from annotator.model.story import Article
from annotator.store import convert
from annotator.store.articles import textless
from annotator.store.journal import chunks
from annotator.store.kind import Kind
from annotator.store.prepared import Prepared
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


def _here(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a column holds one of the ids that are bound to `ids`, as JSON."""
    return column.in_(select(func.json_each(bindparam("ids")).table_valued("value").c.value))


ARTICLES = Prepared(select(ARTICLE).where(_here(ARTICLE.c.id)))
TEXTS = Prepared(select(TEXT.c.article_id, TEXT.c.text).where(_here(TEXT.c.article_id)))
_OF_SPAN = (
    *("article_id", "annotator_id", "id", "start", "end", "fragments", "label_id", "attributes"),
    *("note", "score", "origin", "source", "created_at", "updated_at"),
)
"""Whose a span is, and what `Columns` hold of it, in their order."""
SPANS = Prepared(
    select(*(SPAN.c[name] for name in _OF_SPAN))
    .where(_here(SPAN.c.article_id))
    .order_by(*(SPAN.c.article_id, SPAN.c.annotator_id, SPAN.c.start, SPAN.c.end.desc(), SPAN.c.id))
)
READINGS = Prepared(select(READING).where(_here(READING.c.article_id)))
ATTENTIONS = Prepared(select(ATTENTION).where(_here(ATTENTION.c.article_id)))
DAYS = Prepared(
    select(
        DAY.c.article_id, DAY.c.annotator_id, DAY.c.day, DAY.c.seconds, DAY.c.meter, DAY.c.label_id
    )
    .where(_here(DAY.c.article_id))
    .order_by(*DAY.primary_key)
)
A_RELATION = Prepared(select(RELATION.c.id).limit(1))
RELATIONS = Prepared(
    select(SPAN.c.article_id, RELATION)
    .join(SPAN, SPAN.c.id == RELATION.c.head_id)
    .where(_here(SPAN.c.article_id))
    .order_by(RELATION.c.id)
)
_ORIGINS = frozenset(one.value for one in Origin)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What stands in some articles. Spans are in text order, longest first, as `Spans.of` has them,
    with ids of labels; relations stand where they begin; `ends` are the spans that relations join,
    by id."""

    articles: Mapping[str, Article]
    texts: Mapping[str, str]
    spans: Mapping[Whose, Columns]
    readings: Mapping[Whose, Reading]
    attention: Mapping[Whose, Attention]
    relations: Mapping[Whose, Sequence[Relation]]
    ends: Mapping[str, Span]


class Gathering(Kind):
    """Reads what stands in articles, a few queries for all of them."""

    def of(self, article_ids: Sequence[str], annotator_ids: Collection[str]) -> Gathered:
        """What these annotators left in these articles.

        Raises `ProjectError` where the text of one is missing.
        """
        ids = orjson.dumps(list(article_ids)).decode()
        articles = tuple(map(convert.article, self._named(ARTICLE, ARTICLES, ids)))
        relations, ends = self._relations(ids, annotator_ids)
        readings = map(convert.reading, self._named(READING, READINGS, ids))
        rows: Iterable[tuple[str, str]] = TEXTS.rows(self._connection, ids=ids)
        texts = dict(rows)
        for article in articles:
            if article.id not in texts:
                raise textless(article.name)
        return Gathered(
            {one.id: one for one in articles},
            texts,
            self._spans(ids, annotator_ids),
            {(one.article_id, one.annotator_id): one for one in readings},
            self._attention(ids),
            relations,
            ends,
        )

    def _named(self, table: Table, query: Prepared, ids: str) -> Iterator[dict[str, Any]]:
        """Rows by the names of their columns."""
        names = [column.name for column in table.columns]
        for row in query.rows(self._connection, ids=ids):
            yield dict(zip(names, row, strict=True))

    def _spans(self, ids: str, annotator_ids: Collection[str]) -> dict[Whose, Columns]:
        rows = SPANS.rows(self._connection, ids=ids)
        return {
            whose: _columns(list(some))
            for whose, some in groupby(rows, key=itemgetter(0, 1))
            if whose[1] in annotator_ids
        }

    def _relations(
        self, ids: str, annotator_ids: Collection[str]
    ) -> tuple[dict[Whose, list[Relation]], dict[str, Span]]:
        found: dict[Whose, list[Relation]] = defaultdict(list)
        if not A_RELATION.rows(self._connection):
            return found, {}
        names = [column.name for column in RELATION.columns]
        wanted: set[str] = set()
        for article_id, *row in RELATIONS.rows(self._connection, ids=ids):
            one = convert.relation(dict(zip(names, row, strict=True)))
            if one.annotator_id in annotator_ids:
                found[article_id, one.annotator_id].append(one)
                wanted.update((one.head_id, one.child_id))
        ends: dict[str, Span] = {}
        for some in chunks(sorted(wanted)):
            rows = self._connection.execute(select(SPAN).where(SPAN.c.id.in_(some))).mappings()
            ends.update((span.id, span) for span in map(convert.span, rows))
        return found, ends

    def _attention(self, ids: str) -> dict[Whose, Attention]:
        times: dict[Whose, list[DayTime]] = defaultdict(list)
        for article_id, annotator_id, *time in DAYS.rows(self._connection, ids=ids):
            times[article_id, annotator_id].append(DayTime(*time))
        return {
            (one.article_id, one.annotator_id): replace(
                one, times=tuple(times.get((one.article_id, one.annotator_id), ()))
            )
            for one in map(convert.attention, self._named(ATTENTION, ATTENTIONS, ids))
        }


def _columns(rows: Sequence[tuple[Any, ...]]) -> Columns:
    """The columns of one annotator's spans in one article."""
    _, _, ids, starts, ends, fragments, labels, attributes, *others = zip(*rows, strict=True)
    if {*map(type, starts), *map(type, ends)} != {int} or not _ORIGINS.issuperset(others[2]):
        _refuse(rows)
    try:
        pieces = tuple(map(convert.pieces, fragments))
        values = tuple(map(convert.attributes, attributes))
    except (ValueError, TypeError):
        _refuse(rows)
        raise
    if any(pieces):
        starts = tuple(
            some[0].start if some else at for some, at in zip(pieces, starts, strict=True)
        )
        ends = tuple(some[-1].end if some else at for some, at in zip(pieces, ends, strict=True))
    return Columns(ids, starts, ends, pieces, labels, values, *others)


def _refuse(rows: Sequence[tuple[Any, ...]]) -> None:
    """Raises `ProjectError` for the first span that nobody could have written here."""
    for row in rows:
        named = dict(zip(_OF_SPAN, row, strict=True))
        convert.span({"id": named["id"], **named})
