"""What annotators ask the lead."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from sqlalchemy import Table, select

from annotator.model.question import Question
from annotator.store import convert_plan
from annotator.store.journal import chunks
from annotator.store.kind import Kind
from annotator.store.tables import QuestionRow

QUESTION = cast(Table, QuestionRow.__table__)


class Questions(Kind):
    """Reads and writes questions."""

    def of(
        self,
        article_id: str | None = None,
        annotator_id: str | None = None,
        *,
        open_only: bool = False,
    ) -> tuple[Question, ...]:
        """The questions about an article, by an annotator, or all; oldest first."""
        query = select(QUESTION).order_by(QUESTION.c.asked_at, QUESTION.c.id)
        if article_id is not None:
            query = query.where(QUESTION.c.article_id == article_id)
        if annotator_id is not None:
            query = query.where(QUESTION.c.annotator_id == annotator_id)
        if open_only:
            query = query.where(QUESTION.c.answered_at == "")
        return tuple(map(convert_plan.question, self._connection.execute(query).mappings()))

    def get(self, ids: Sequence[str]) -> tuple[Question, ...]:
        """The questions with these ids, those that are there, oldest first."""
        found: list[Question] = []
        for some in chunks(ids):
            rows = self._connection.execute(select(QUESTION).where(QUESTION.c.id.in_(some)))
            found.extend(map(convert_plan.question, rows.mappings()))
        return tuple(sorted(found, key=lambda one: (one.asked_at, one.id)))

    def about(self, span_ids: Sequence[str]) -> tuple[Question, ...]:
        """The questions about these spans."""
        found: list[Question] = []
        for some in chunks(span_ids):
            rows = self._connection.execute(select(QUESTION).where(QUESTION.c.span_id.in_(some)))
            found.extend(map(convert_plan.question, rows.mappings()))
        return tuple(found)

    def put(self, questions: Sequence[Question], *, new: bool = False) -> None:
        """Adds or changes questions; `new` promises that none of the ids is in the project."""
        self._write(QUESTION, [convert_plan.question_row(one) for one in questions], new=new)

    def remove(self, ids: Sequence[str]) -> None:
        """Removes questions."""
        self._remove(QUESTION, [(one,) for one in ids])

    def move(self, span_ids: Sequence[str], to: str = "") -> None:
        """Lets the questions about these spans be about the span `to`, or ("") the article."""
        self.put([replace(one, span_id=to) for one in self.about(span_ids)])
