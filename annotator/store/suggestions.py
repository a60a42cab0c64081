"""The suggestions of a project. They are made again at any time, so no journal keeps them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Select, Table, and_, delete, func, not_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from annotator.model.span import join_fragments
from annotator.model.suggestion import Source, Suggestion
from annotator.store import convert_suggestion
from annotator.store.covered import covered
from annotator.store.journal import chunks, insert_rows
from annotator.store.kind import Kind
from annotator.store.tables import SuggestionRow

SUGGESTION = cast(Table, SuggestionRow.__table__)


class Suggestions(Kind):
    """Reads and writes suggestions."""

    def get(self, ids: Sequence[str]) -> tuple[Suggestion, ...]:
        """The suggestions with these ids, those that are there, in text order."""
        found: list[Suggestion] = []
        for some in chunks(ids):
            rows = self._connection.execute(select(SUGGESTION).where(SUGGESTION.c.id.in_(some)))
            found.extend(map(convert_suggestion.suggestion, rows.mappings()))
        return tuple(sorted(found, key=lambda s: (s.article_id, s.start, -s.end, s.id)))

    def there_are_any(self) -> bool:
        """Whether the project holds any suggestion."""
        return self._connection.scalar(select(SUGGESTION.c.id).limit(1)) is not None

    def ids_there(self, ids: Sequence[str]) -> set[str]:
        """Those of these ids that suggestions of the project have."""
        found: set[str] = set()
        for some in chunks(ids):
            query = select(SUGGESTION.c.id).where(SUGGESTION.c.id.in_(some))
            found.update(self._connection.scalars(query))
        return found

    def of_article(self, article_id: str) -> tuple[Suggestion, ...]:
        """All in an article, whoever they were made for, in text order, longest first."""
        return tuple(self._read(select(SUGGESTION).where(SUGGESTION.c.article_id == article_id)))

    def offered(
        self, article_id: str, asked: str, makers: Sequence[str], label_ids: Sequence[str]
    ) -> tuple[Suggestion, ...]:
        """Those in an article with one of these labels, made for one of the annotators `makers`.

        In text order, longest first. The maker "" stands for what was made from texts alone. Left
        out is what the annotator who is `asked` did not answer and has as a span already.
        """
        return tuple(self._read(self._in(article_id, asked, makers, label_ids)))

    def covered(self, article_id: str, annotator_id: str) -> frozenset[str]:
        """Ids of those in an article that this annotator did not answer and has as spans."""
        query = select(SUGGESTION.c.id).where(SUGGESTION.c.article_id == article_id)
        return frozenset(self._connection.scalars(query.where(covered(annotator_id))))

    def slices(
        self,
        article_id: str,
        asked: str,
        makers: Sequence[str],
        label_ids: Sequence[str],
        size: int,
    ) -> Iterator[tuple[Suggestion, ...]]:
        """The same in slices of `size`; what is written in between is seen by later slices."""
        query = self._in(article_id, asked, makers, label_ids)
        found = tuple(self._read(query.limit(size)))
        while found:
            yield found
            if len(found) < size:
                return
            last = found[-1]
            beyond = or_(
                SUGGESTION.c.start > last.start,
                SUGGESTION.c.end < last.end,
                and_(SUGGESTION.c.end == last.end, SUGGESTION.c.id > last.id),
            )
            more = query.where(SUGGESTION.c.start >= last.start, beyond)
            found = tuple(self._read(more.limit(size)))

    def _in(
        self, article_id: str, asked: str, makers: Sequence[str], label_ids: Sequence[str]
    ) -> Select[Any]:
        query = select(SUGGESTION).where(*_offered(asked, makers, label_ids))
        return query.where(SUGGESTION.c.article_id == article_id)

    def _read(self, query: Select[Any]) -> Iterator[Suggestion]:
        ordered = query.order_by(SUGGESTION.c.start, SUGGESTION.c.end.desc(), SUGGESTION.c.id)
        return map(convert_suggestion.suggestion, self._connection.execute(ordered).mappings())

    def count_by_article(
        self, asked: str, makers: Sequence[str], label_ids: Sequence[str]
    ) -> dict[str, int]:
        """Numbers of the same by article id, in all articles."""
        query = select(SUGGESTION.c.article_id, func.count())
        query = query.where(*_offered(asked, makers, label_ids))
        rows = self._connection.execute(query.group_by(SUGGESTION.c.article_id))
        return {row[0]: row[1] for row in rows}

    def keep(
        self,
        source: Source,
        lengths: Mapping[str, int],
        suggestions: Sequence[Suggestion],
        *,
        annotator_id: str,
        answered: frozenset[str],
    ) -> frozenset[str]:
        """Replaces those of a source, but for those that were `answered`, past the journal.

        What proposes the same as one of these is left out, whatever its id. `lengths` are those of
        the articles by id. Answers with the articles that had or have some.
        """
        for one in suggestions:
            _check(one, source, annotator_id, lengths)
        touched = {one.article_id for one in suggestions}
        kept: set[tuple[object, ...]] = set()
        for some in chunks(list(lengths)):
            mine = (
                SUGGESTION.c.article_id.in_(some),
                SUGGESTION.c.source == source.value,
                SUGGESTION.c.annotator_id == annotator_id,
            )
            query = select(SUGGESTION.c.article_id).where(*mine).distinct()
            touched.update(self._database.scalars(query))
            self._remove_all(mine, answered)
            if answered:
                kept.update(map(_place, self._read(select(SUGGESTION).where(*mine))))
        fresh = {
            one.id: one for one in suggestions if one.id not in answered and _place(one) not in kept
        }
        for many in chunks(list(fresh.values())):
            insert_rows(
                self._database, SUGGESTION, [convert_suggestion.suggestion_row(s) for s in many]
            )
        return frozenset(touched)

    def add_missing(self, suggestions: Sequence[Suggestion]) -> None:
        """Adds those whose ids are not there, past the journal: answers that come in need them."""
        there = self.ids_there([one.id for one in suggestions])
        fresh = {one.id: one for one in suggestions if one.id not in there}
        for some in chunks(list(fresh.values())):
            insert_rows(
                self._database, SUGGESTION, [convert_suggestion.suggestion_row(s) for s in some]
            )

    def _remove_all(self, mine: tuple[ColumnElement[bool], ...], answered: frozenset[str]) -> None:
        if not answered:
            self._database.execute(delete(SUGGESTION).where(*mine))
            return
        there = self._database.scalars(select(SUGGESTION.c.id).where(*mine)).all()
        gone = [one for one in there if one not in answered]
        for some in chunks(gone):
            self._database.execute(delete(SUGGESTION).where(SUGGESTION.c.id.in_(some)))


def _offered(
    asked: str, makers: Sequence[str], label_ids: Sequence[str]
) -> tuple[ColumnElement[bool], ...]:
    made = SUGGESTION.c.annotator_id.in_(makers)
    return made, SUGGESTION.c.label_id.in_(label_ids), not_(covered(asked))


def _place(one: Suggestion) -> tuple[object, ...]:
    return (one.article_id, one.label_id, one.fragments)


def _check(one: Suggestion, source: Source, annotator_id: str, lengths: Mapping[str, int]) -> None:
    """A suggestion that is not as promised is our own fault."""
    if (one.source, one.annotator_id) != (source, annotator_id):
        raise ValueError(f"{one.id} is not from {source}, made for {annotator_id!r}")
    places = [*one.fragments, *(part for part in (one.speaker, one.cue) if part is not None)]
    if not one.fragments or one.fragments != join_fragments(one.fragments):
        raise ValueError(f"{one.id} has fragments that are empty, touch or are out of order")
    if any(not 0 <= start < end <= lengths[one.article_id] for start, end in places):
        raise ValueError(f"{one.id} lies outside its text")
