"""The spans of a project."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, cast

import orjson
from sqlalchemy import Select, Table, and_, bindparam, func, or_, select

from annotator.model.span import Span
from annotator.model.span_columns import Columns
from annotator.store import convert
from annotator.store.journal import chunks
from annotator.store.kind import Kind
from annotator.store.prepared import Prepared
from annotator.store.tables import ArticleRow, SpanRow

SPAN = cast(Table, SpanRow.__table__)
ARTICLE = cast(Table, ArticleRow.__table__)
BY_ID = Prepared(select(SPAN).where(SPAN.c.id == bindparam("id")))
SAME = Prepared(
    select(SPAN)
    .where(
        *(
            SPAN.c[name] == bindparam(name)
            for name in ("article_id", "annotator_id", "start", "end", "label_id")
        ),
        SPAN.c.id != bindparam("id"),
    )
    .order_by(SPAN.c.id)
)
HOLDERS = Prepared(
    select(SPAN.c.id, SPAN.c.article_id, SPAN.c.annotator_id).where(
        SPAN.c.id.in_(select(func.json_each(bindparam("ids")).table_valued("value").c.value))
    )
)

FEW = 8
"""Up to so many spans are looked up one by one."""
Place = tuple[str, int, int, str]
"""Label, start, end and fragments of a span, as they stand in its row."""


def _place(row: Mapping[Any, Any]) -> Place:
    return row["label_id"], row["start"], row["end"], row["fragments"]


class Spans(Kind):
    """Reads and writes spans."""

    def of(self, article_id: str, annotator_id: str) -> tuple[Span, ...]:
        """One annotator's spans in one article, in text order, longest first."""
        where = (SPAN.c.article_id == article_id, SPAN.c.annotator_id == annotator_id)
        return tuple(self._read(select(SPAN).where(*where)))

    def slices(self, article_id: str, annotator_id: str, size: int) -> Iterator[tuple[Span, ...]]:
        """The same in slices of `size`; what is written in between is seen by later slices."""
        query = select(SPAN).where(
            SPAN.c.article_id == article_id, SPAN.c.annotator_id == annotator_id
        )
        found = tuple(self._read(query.limit(size)))
        while found:
            yield found
            if len(found) < size:
                return
            last = found[-1]
            beyond = or_(
                SPAN.c.start > last.start,
                SPAN.c.end < last.end,
                and_(SPAN.c.end == last.end, SPAN.c.id > last.id),
            )
            found = tuple(self._read(query.where(SPAN.c.start >= last.start, beyond).limit(size)))

    def get(self, ids: Sequence[str]) -> tuple[Span, ...]:
        """The spans with these ids, those that are there, in text order."""
        found: list[Span] = []
        if len(ids) == 1:
            rows = BY_ID.run(self._connection, id=ids[0]).mappings()
            return tuple(map(convert.span, rows))
        for some in chunks(ids):
            found.extend(self._read(select(SPAN).where(SPAN.c.id.in_(some))))
        return tuple(sorted(found, key=lambda s: (s.article_id, s.start, -s.end, s.id)))

    def holders(self, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Whose the spans with these ids are: ids of article and annotator, by span id."""
        if not ids:
            return {}
        rows = HOLDERS.run(self._connection, ids=orjson.dumps(list(ids)).decode())
        return {row.id: (row.article_id, row.annotator_id) for row in rows}

    def labelled(self, label_id: str) -> Iterator[Span]:
        """Every span with this label, whoever made it."""
        return self._read(select(SPAN).where(SPAN.c.label_id == label_id))

    def older(self, annotator_id: str, before: Mapping[str, str]) -> tuple[Span, ...]:
        """One annotator's spans last changed before the time given for their label, by label id.

        Article by article as they stand in their stories, in text order.
        """
        last = func.coalesce(SPAN.c.updated_at, SPAN.c.created_at, "")
        of_label = (and_(SPAN.c.label_id == one, last < time) for one, time in before.items())
        where = (SPAN.c.annotator_id == annotator_id, or_(False, *of_label))
        joined = select(SPAN).join(ARTICLE, ARTICLE.c.id == SPAN.c.article_id).where(*where)
        return tuple(self._read(joined, ARTICLE.c.story_id, ARTICLE.c.position, ARTICLE.c.id))

    def in_story(self, story_id: str, annotator_id: str) -> tuple[Span, ...]:
        """One annotator's spans in all articles of a story, article by article."""
        query = select(SPAN).join(ARTICLE, ARTICLE.c.id == SPAN.c.article_id)
        where = (ARTICLE.c.story_id == story_id, SPAN.c.annotator_id == annotator_id)
        return tuple(self._read(query.where(*where), ARTICLE.c.position))

    def labels_in(self, article_id: str, annotator_id: str) -> frozenset[str]:
        """Ids of the labels that one annotator used in an article."""
        where = (SPAN.c.article_id == article_id, SPAN.c.annotator_id == annotator_id)
        query = select(SPAN.c.label_id).where(*where).distinct()
        return frozenset(self._connection.scalars(query))

    def identical(self, span: Span) -> Span | None:
        """A span of the same annotator with the same fragments and label, if there is one."""
        rows = SAME.run(
            self._connection,
            article_id=span.article_id,
            annotator_id=span.annotator_id,
            start=span.start,
            end=span.end,
            label_id=span.label_id,
            id=span.id,
        )
        same = map(convert.span, rows.mappings())
        return next((found for found in same if found.fragments == span.fragments), None)

    def standing(self, spans: Sequence[Span]) -> dict[str, str]:
        """For those of these spans that stand already: their id, and the id of the other.

        A few are looked up one by one; of many, the article's places are read once.
        """
        groups: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for span in spans:
            groups[span.article_id, span.annotator_id].append(span)
        found: dict[str, str] = {}
        for (article_id, annotator_id), some in groups.items():
            if len(some) <= FEW:
                others = ((span.id, self.identical(span)) for span in some)
                found.update((span_id, other.id) for span_id, other in others if other)
            else:
                places = self._places(article_id, annotator_id)
                for span in some:
                    others_here = places.get(_place(convert.span_row(span)), ())
                    found.update((span.id, i) for i in others_here if i != span.id)
        return found

    def _places(self, article_id: str, annotator_id: str) -> dict[Place, list[str]]:
        columns = (SPAN.c.id, SPAN.c.label_id, SPAN.c.start, SPAN.c.end, SPAN.c.fragments)
        where = (SPAN.c.article_id == article_id, SPAN.c.annotator_id == annotator_id)
        places: dict[Place, list[str]] = defaultdict(list)
        for row in self._connection.execute(select(*columns).where(*where)).mappings():
            places[_place(row)].append(row["id"])
        return places

    def count(self) -> int:
        """How many spans the project holds."""
        return int(self._connection.scalar(select(func.count()).select_from(SPAN)) or 0)

    def count_by_label(
        self, *, annotator_id: str | None = None, story_id: str | None = None
    ) -> Mapping[str, int]:
        """Numbers of spans by label id, of one annotator and one story or of all."""
        query = select(SPAN.c.label_id, func.count()).group_by(SPAN.c.label_id)
        if annotator_id is not None:
            query = query.where(SPAN.c.annotator_id == annotator_id)
        if story_id is not None:
            query = query.join(ARTICLE, ARTICLE.c.id == SPAN.c.article_id)
            query = query.where(ARTICLE.c.story_id == story_id)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def count_by_article(
        self, annotator_id: str, article_ids: Sequence[str] | None = None
    ) -> Mapping[str, int]:
        """Numbers of one annotator's spans by article id, in these articles or in all."""
        query = select(SPAN.c.article_id, func.count()).group_by(SPAN.c.article_id)
        query = query.where(SPAN.c.annotator_id == annotator_id)
        if article_ids is None:
            return {row[0]: row[1] for row in self._connection.execute(query)}
        counts: dict[str, int] = {}
        for some in chunks(article_ids):
            rows = self._connection.execute(query.where(SPAN.c.article_id.in_(some)))
            counts.update((row[0], row[1]) for row in rows)
        return counts

    def count_by_annotator(self) -> Mapping[str, int]:
        """Numbers of spans by annotator id."""
        query = select(SPAN.c.annotator_id, func.count()).group_by(SPAN.c.annotator_id)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def count_by_day(self) -> Mapping[tuple[str, str, str, str], int]:
        """Numbers of spans by article, annotator and label id and the day they were made.

        The day is `YYYY-MM-DD`, or "" where nobody knows it.
        """
        day = func.substr(func.coalesce(SPAN.c.created_at, ""), 1, 10)
        columns = (SPAN.c.article_id, SPAN.c.annotator_id, SPAN.c.label_id, day)
        rows = self._connection.execute(select(*columns, func.count()).group_by(*columns))
        return {(row[0], row[1], row[2], row[3]): row[4] for row in rows}

    def put(self, spans: Sequence[Span], *, new: bool = False) -> None:
        """Adds or changes spans; `new` promises that none of the ids is in the project."""
        self._write(SPAN, [convert.span_row(span) for span in spans], new=new)

    def add(self, article_id: str, annotator_id: str, spans: Columns) -> None:
        """Adds very many new spans of one annotator in one article.

        None of their ids may be in the project.
        """
        assert self._journal is not None, "writes need a unit of work"
        pieces, values = spans.fragments, spans.attributes
        columns: tuple[Iterable[Any], ...] = (
            *(spans.ids, repeat(article_id), repeat(annotator_id), spans.labels),
            *(spans.starts, spans.ends),
            map(convert.list_text, pieces) if any(pieces) else repeat(""),
            map(convert.list_text, values) if any(values) else repeat(""),
            *(spans.notes, spans.scores, spans.origins, spans.sources, spans.created),
            *(spans.updated, repeat(self._journal.begin())),
        )
        self._journal.add(SPAN, zip(*columns, strict=False))

    def remove(self, ids: Sequence[str]) -> None:
        """Removes spans that no relation holds any more."""
        self._remove(SPAN, [(i,) for i in ids])

    def _read(self, query: Select[tuple[object, ...]], *first: object) -> Iterator[Span]:
        ordered = query.order_by(*first, SPAN.c.start, SPAN.c.end.desc(), SPAN.c.id)  # type: ignore[arg-type]
        return map(convert.span, self._connection.execute(ordered).mappings())
