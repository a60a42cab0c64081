"""What the annotators answered to suggestions."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

import orjson
from sqlalchemy import Table, func, select

from annotator.model.suggestion import Answer, Source, Verdict
from annotator.store import convert_suggestion
from annotator.store.journal import PART, chunks
from annotator.store.kind import Kind
from annotator.store.suggestions import SUGGESTION
from annotator.store.tables import AnswerRow

ANSWER = cast(Table, AnswerRow.__table__)


class Answers(Kind):
    """Reads and writes answers."""

    def of(self, annotator_id: str, article_id: str | None = None) -> dict[str, Answer]:
        """One annotator's answers by suggestion id, in an article or in all."""
        query = select(ANSWER).where(ANSWER.c.annotator_id == annotator_id)
        if article_id is not None:
            query = query.where(ANSWER.c.article_id == article_id)
        rows = self._connection.execute(query.order_by(ANSWER.c.suggestion_id)).mappings()
        return {answer.suggestion_id: answer for answer in map(convert_suggestion.answer, rows)}

    def to(self, suggestion_ids: Sequence[str], annotator_id: str) -> dict[str, Answer]:
        """One annotator's answers to these suggestions, by suggestion id."""
        found: dict[str, Answer] = {}
        for some in chunks(suggestion_ids):
            query = select(ANSWER).where(
                ANSWER.c.suggestion_id.in_(some), ANSWER.c.annotator_id == annotator_id
            )
            rows = self._connection.execute(query).mappings()
            found.update(
                (answer.suggestion_id, answer) for answer in map(convert_suggestion.answer, rows)
            )
        return found

    def behind(self, span_ids: Sequence[str]) -> tuple[Answer, ...]:
        """The answers of which these spans came."""
        found: list[Answer] = []
        for some in chunks(span_ids):
            rows = self._connection.execute(select(ANSWER).where(ANSWER.c.span_id.in_(some)))
            found.extend(map(convert_suggestion.answer, rows.mappings()))
        return tuple(found)

    def ever(self) -> frozenset[str]:
        """Ids of all suggestions that were ever answered, as far as the journal goes back.

        A step that is undone or redone may bring an answer back: its suggestion has to be there.
        """
        ids = set(self._connection.scalars(select(ANSWER.c.suggestion_id).distinct()))
        for images in self._connection.scalars(
            select(PART.c.images).where(PART.c.kind == "answer")
        ):
            ids.update(key[0] for key, _ in orjson.loads(images))
        return frozenset(ids)

    def count(self) -> dict[tuple[str, Source, Verdict, bool], int]:
        """Numbers of answers by annotator id, source, verdict, and whether given in bulk."""
        columns = (ANSWER.c.annotator_id, SUGGESTION.c.source, ANSWER.c.verdict, ANSWER.c.bulk)
        query = select(*columns, func.count()).join(
            SUGGESTION, SUGGESTION.c.id == ANSWER.c.suggestion_id
        )
        rows = self._connection.execute(query.group_by(*columns))
        return {(row[0], Source(row[1]), Verdict(row[2]), bool(row[3])): row[4] for row in rows}

    def put(self, answers: Sequence[Answer], *, new: bool = False) -> None:
        """Adds or changes answers; `new` promises that none of them is in the project."""
        self._write(ANSWER, [convert_suggestion.answer_row(answer) for answer in answers], new=new)

    def remove(self, suggestion_ids: Iterable[str], annotator_id: str) -> None:
        """Removes an annotator's answers to these suggestions."""
        self._remove(ANSWER, [(one, annotator_id) for one in suggestion_ids])

    def move(self, old: str, new: str) -> None:
        """Lets the answers of which the span `old` came point to the span `new`."""
        self.put([replace(answer, span_id=new) for answer in self.behind([old])])
