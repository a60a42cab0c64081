"""Suggestions that need no answer: their annotator already has the same span."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Table, and_, bindparam, exists, not_, select
from sqlalchemy.sql.elements import ColumnElement

from annotator.store.journal import CHUNK, chunks
from annotator.store.prepared import Prepared
from annotator.store.tables import AnswerRow, SpanRow, SuggestionRow

SUGGESTION = cast(Table, SuggestionRow.__table__)
SPAN = cast(Table, SpanRow.__table__)
ANSWER = cast(Table, AnswerRow.__table__)
PLACES = select(SUGGESTION.c.label_id, SUGGESTION.c.start, SUGGESTION.c.end, SUGGESTION.c.fragments)
ANY = select(SUGGESTION.c.id).limit(1)
AT_ONE = Prepared(
    PLACES.where(
        SUGGESTION.c.article_id == bindparam("article_id"),
        SUGGESTION.c.start == bindparam("start"),
    )
)

FEW = 500
"""Above so many spans of one article it is not looked up which of them matter."""

MANY = 2000
"""Above so many articles in one step their places are not held."""

Place = tuple[str, int, int, str]
"""Label, start, end and fragments of a span or suggestion, as they stand in its row."""


def covered(annotator_id: str) -> ColumnElement[bool]:
    """Whether this annotator has a span with a suggestion's label and fragments, but no answer.

    Other attributes make no other span.
    """
    same = exists().where(
        SPAN.c.article_id == SUGGESTION.c.article_id,
        SPAN.c.annotator_id == annotator_id,
        SPAN.c.start == SUGGESTION.c.start,
        SPAN.c.end == SUGGESTION.c.end,
        SPAN.c.label_id == SUGGESTION.c.label_id,
        SPAN.c.fragments == SUGGESTION.c.fragments,
    )
    answered = exists().where(
        ANSWER.c.suggestion_id == SUGGESTION.c.id, ANSWER.c.annotator_id == annotator_id
    )
    return and_(same, not_(answered))


class Covering:
    """Collects the places of spans that came or went, to tell where offers are others then."""

    def __init__(self) -> None:
        self._places: dict[str, set[Place]] = defaultdict(set)
        self._whole: set[str] = set()
        """Articles of a step that touches very many: their places are not held."""

    def __call__(self, row: Mapping[str, Any]) -> None:
        article_id = row["article_id"]
        if article_id in self._whole:
            return
        if len(self._places) >= MANY and article_id not in self._places:
            self._whole.update(self._places)
            self._places.clear()
        places = self._places[article_id]
        if len(places) <= FEW:
            places.add(place(row))

    def add_whole(self, article_id: str) -> None:
        """The same for very many spans of an article, whose places are not held."""
        self._whole.add(article_id)
        self._places.pop(article_id, None)

    def articles(self, connection: Connection) -> set[str]:
        """The articles that have a suggestion on one of these places, or very many of them."""
        found = _with_suggestions(connection, [*self._whole])
        some = set(self._places)
        if len(some) > 1 or any(len(places) > FEW for places in self._places.values()):
            some = _with_suggestions(connection, [*some])
        for article_id, places in self._places.items():
            if article_id in some and (
                len(places) > FEW
                or any(
                    not places.isdisjoint(map(place, _near(connection, article_id, starts)))
                    for starts in chunks(sorted({start for _, start, _, _ in places}))
                )
            ):
                found.add(article_id)
        return found


def _with_suggestions(connection: Connection, article_ids: Sequence[str]) -> set[str]:
    """Those of these articles that have any suggestion."""
    found: set[str] = set()
    if len(article_ids) > CHUNK and connection.execute(ANY).first() is None:
        return found
    for some in chunks(article_ids):
        query = select(SUGGESTION.c.article_id).where(SUGGESTION.c.article_id.in_(some)).distinct()
        found.update(connection.scalars(query))
    return found


def place(row: Mapping[str, Any]) -> Place:
    """The place of a span's or a suggestion's row."""
    return row["label_id"], row["start"], row["end"], row["fragments"]


def _near(
    connection: Connection, article_id: str, starts: Sequence[int]
) -> list[Mapping[str, Any]]:
    if len(starts) == 1:
        found = AT_ONE.run(connection, article_id=article_id, start=starts[0]).mappings()
        return [cast(Mapping[str, Any], row) for row in found]
    query = PLACES.where(SUGGESTION.c.article_id == article_id, SUGGESTION.c.start.in_(starts))
    return [cast(Mapping[str, Any], row) for row in connection.execute(query).mappings()]
