"""Readings and attention: how far each annotator is with each article."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, func, select

from annotator.model.reading import Attention, Reading
from annotator.store import convert
from annotator.store.journal import put_rows
from annotator.store.kind import Kind
from annotator.store.tables import ArticleRow, AttentionRow, ReadingRow

READING = cast(Table, ReadingRow.__table__)
ATTENTION = cast(Table, AttentionRow.__table__)
ARTICLE = cast(Table, ArticleRow.__table__)


class Readings(Kind):
    """Reads and writes readings, and attention (which no journal keeps)."""

    def get(self, article_id: str, annotator_id: str) -> Reading:
        """The reading; a new one where the annotator has not opened the article."""
        where = (READING.c.article_id == article_id, READING.c.annotator_id == annotator_id)
        rows = self._connection.execute(select(READING).where(*where)).mappings()
        return next(map(convert.reading, rows), Reading(article_id, annotator_id))

    def all(self, annotator_id: str | None = None) -> tuple[Reading, ...]:
        """Every reading that was begun, of one annotator or of all."""
        query = select(READING).order_by(READING.c.article_id, READING.c.annotator_id)
        if annotator_id is not None:
            query = query.where(READING.c.annotator_id == annotator_id)
        return tuple(map(convert.reading, self._connection.execute(query).mappings()))

    def put(self, readings: Sequence[Reading], *, new: bool = False) -> None:
        """Adds or changes readings; `new` promises that none of them is in the project."""
        self._write(READING, [convert.reading_row(reading) for reading in readings], new=new)

    def remove(self, whose: Sequence[tuple[str, str]]) -> None:
        """Removes readings, by ids of article and annotator."""
        self._remove(READING, whose)

    def attention(self, article_id: str, annotator_id: str) -> Attention:
        """What was measured while this annotator read this article."""
        where = (ATTENTION.c.article_id == article_id, ATTENTION.c.annotator_id == annotator_id)
        rows = self._connection.execute(select(ATTENTION).where(*where)).mappings()
        return next(map(convert.attention, rows), Attention(article_id, annotator_id))

    def all_attention(self, annotator_id: str | None = None) -> tuple[Attention, ...]:
        """All that was measured, of one annotator or of all."""
        query = select(ATTENTION).join(ARTICLE, ARTICLE.c.id == ATTENTION.c.article_id)
        query = query.order_by(ATTENTION.c.article_id, ATTENTION.c.annotator_id)
        if annotator_id is not None:
            query = query.where(ATTENTION.c.annotator_id == annotator_id)
        return tuple(map(convert.attention, self._connection.execute(query).mappings()))

    def seconds_by_annotator(self) -> dict[str, int]:
        """Active seconds by annotator id."""
        query = select(ATTENTION.c.annotator_id, func.sum(ATTENTION.c.seconds))
        query = query.join(ARTICLE, ARTICLE.c.id == ATTENTION.c.article_id)
        rows = self._connection.execute(query.group_by(ATTENTION.c.annotator_id))
        return {row[0]: int(row[1]) for row in rows}

    def attend(self, attention: Sequence[Attention]) -> None:
        """Writes what was measured, past the journal: it is no edit."""
        if attention:
            put_rows(self._database, ATTENTION, [convert.attention_row(a) for a in attention])
