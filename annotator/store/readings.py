"""Readings and attention: how far each annotator is with each article."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from sqlalchemy import Table, bindparam, select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from annotator.errors import ProjectError
from annotator.model.reading import Attention, DayTime, Reading, Status
from annotator.store import convert
from annotator.store.journal import chunks, put_rows
from annotator.store.kind import Kind
from annotator.store.prepared import Prepared
from annotator.store.tables import ArticleRow, AttentionDayRow, AttentionRow, ReadingRow

READING = cast(Table, ReadingRow.__table__)
ATTENTION = cast(Table, AttentionRow.__table__)
DAY = cast(Table, AttentionDayRow.__table__)
OF = Prepared(
    select(READING).where(
        READING.c.article_id == bindparam("article_id"),
        READING.c.annotator_id == bindparam("annotator_id"),
    )
)
BEGUN = Prepared(
    select(
        *(READING.c.article_id, READING.c.status, READING.c.read_for, READING.c.note),
        *(READING.c.impressions, READING.c.open_points),
    ).where(READING.c.annotator_id == bindparam("annotator_id"))
)
_STATUSES = frozenset(one.value for one in Status)
_KEY = tuple(DAY.primary_key)
_TIME = (DAY.c.day, DAY.c.seconds, DAY.c.meter, DAY.c.label_id)
"""The columns of a `DayTime`."""
ARTICLE = cast(Table, ArticleRow.__table__)


class Readings(Kind):
    """Reads and writes readings, and attention (which no journal keeps)."""

    def get(self, article_id: str, annotator_id: str) -> Reading:
        """The reading; a new one where the annotator has not opened the article."""
        rows = OF.run(self._connection, article_id=article_id, annotator_id=annotator_id).mappings()
        return next(map(convert.reading, rows), Reading(article_id, annotator_id))

    def all(self, annotator_id: str | None = None) -> tuple[Reading, ...]:
        """Every reading that was begun, of one annotator or of all."""
        query = select(READING).order_by(READING.c.article_id, READING.c.annotator_id)
        if annotator_id is not None:
            query = query.where(READING.c.annotator_id == annotator_id)
        return tuple(map(convert.reading, self._connection.execute(query).mappings()))

    def begun(self, annotator_id: str) -> Iterator[tuple[str, Status, bool]]:
        """Of each reading of an annotator the article's id, the status, and whether it says more
        than that the scheme changed: for those who go through them all."""
        for article_id, status, *told in BEGUN.rows(self._connection, annotator_id=annotator_id):
            if status not in _STATUSES:
                raise ProjectError(
                    f"The project is damaged: a reading of {article_id} cannot be read (its "
                    f"status is “{status}”). Check the project, and restore a backup."
                )
            yield article_id, Status(status), status != Status.NEW or any(told)

    def put(self, readings: Sequence[Reading], *, new: bool = False) -> None:
        """Adds or changes readings; `new` promises that none of them is in the project."""
        if new and self._journal is not None:
            rev = self._journal.begin()
            self._journal.add(READING, [(*convert.reading_values(one), rev) for one in readings])
        else:
            self._write(READING, [convert.reading_row(reading) for reading in readings])

    def remove(self, whose: Sequence[tuple[str, str]]) -> None:
        """Removes readings, by ids of article and annotator."""
        self._remove(READING, whose)

    def attention(self, article_id: str, annotator_id: str) -> Attention:
        """What was measured while this annotator read this article."""
        none = Attention(article_id, annotator_id)
        return self._measured([(article_id, annotator_id)]).get((article_id, annotator_id), none)

    def all_attention(self, annotator_id: str | None = None) -> tuple[Attention, ...]:
        """All that was measured, of one annotator or of all."""

        def wanted(table: Table) -> ColumnElement[bool]:
            there = table.c.article_id.in_(select(ARTICLE.c.id))
            return there if annotator_id is None else there & (table.c.annotator_id == annotator_id)

        found = self._where(wanted(ATTENTION), wanted(DAY))
        return tuple(found[whose] for whose in sorted(found))

    def seconds_by_annotator(self) -> dict[str, int]:
        """Active seconds by annotator id."""
        total: Counter[str] = Counter()
        for one in self.all_attention():
            total[one.annotator_id] += one.seconds
        return dict(total)

    def attend(self, attention: Sequence[Attention]) -> None:
        """Adds what was measured to what is known, past the journal: it is no edit.

        Of each thing the most is kept, so nothing that another copy measured gets lost.
        """
        for some in chunks(attention):
            known = self._measured([(one.article_id, one.annotator_id) for one in some])
            found: dict[tuple[str, str], Attention] = {}
            for one in some:
                whose = (one.article_id, one.annotator_id)
                before = found.get(whose, known.get(whose))
                found[whose] = one if before is None else before.joined(one)
            put_rows(self._database, ATTENTION, list(map(convert.attention_row, found.values())))
            days = [row for one in found.values() for row in convert.day_time_rows(one)]
            for rows in chunks(days):
                put_rows(self._database, DAY, rows)

    def _measured(self, whose: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Attention]:
        """What was measured, by ids of article and annotator (at most `CHUNK` of them)."""
        return self._where(
            *(
                tuple_(table.c.article_id, table.c.annotator_id).in_(whose)
                for table in (ATTENTION, DAY)
            )
        )

    def _where(
        self, measured: ColumnElement[bool], dated: ColumnElement[bool]
    ) -> dict[tuple[str, str], Attention]:
        times: defaultdict[tuple[str, str], list[DayTime]] = defaultdict(list)
        # There are many, so that they are read as they stand; `check` looks at each.
        query = select(DAY.c.article_id, DAY.c.annotator_id, *_TIME).where(dated).order_by(*_KEY)
        for article_id, annotator_id, *time in self._connection.execute(query):
            times[article_id, annotator_id].append(DayTime(*time))
        rows = self._connection.execute(select(ATTENTION).where(measured)).mappings()
        return {
            (one.article_id, one.annotator_id): replace(
                one, times=tuple(times.get((one.article_id, one.annotator_id), ()))
            )
            for one in map(convert.attention, rows)
        }
