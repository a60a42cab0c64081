"""Whole readings: all that one annotator did in one article."""

from dataclasses import dataclass

from annotator.model.decision import Decision
from annotator.model.group import Group
from annotator.model.question import Question
from annotator.model.reading import Reading
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.suggestion import Answer, Suggestion


@dataclass(frozen=True, slots=True)
class WholeReading:
    """All of one reading, but for what is measured while reading. Everything is ordered by id.

    `reading` is None where there is no row of it. `relations` are those that begin here, `groups`
    hold only those of their members that are in this article. `suggestions` are those that were
    answered: they are no work of the annotator, but the answers point to them.
    `decisions` are by what a gold annotator says what it says; others have none.
    """

    article_id: str
    annotator_id: str
    reading: Reading | None = None
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    answers: tuple[Answer, ...] = ()
    questions: tuple[Question, ...] = ()
    groups: tuple[Group, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    decisions: tuple[Decision, ...] = ()
