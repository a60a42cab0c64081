"""Rows to values and back: what belongs to working on a project together."""

from dataclasses import asdict
from typing import Any

import orjson

from annotator.errors import ProjectError
from annotator.model.guidelines import Guidelines
from annotator.model.pack import PackFacts
from annotator.model.plan import Assignment, AssignmentKind, Handout
from annotator.model.question import Question
from annotator.store.convert import Row, json_text, list_text, sound, strings

_QUESTION = (
    *("id", "article_id", "annotator_id", "span_id", "text"),
    *("asked_at", "answer", "answered_by", "answered_at"),
)


@sound
def question(row: Row) -> Question:
    values = {name: row[name] for name in _QUESTION if name != "span_id"}
    return Question(**values, span_id=row["span_id"] or "")


def question_row(question: Question) -> dict[str, Any]:
    row = {name: getattr(question, name) for name in _QUESTION}
    return row | {"span_id": question.span_id or None}


@sound
def assignment(row: Row) -> Assignment:
    kind = AssignmentKind(row["kind"])
    return Assignment(row["id"], row["annotator_id"], row["story_id"], row["week"], kind)


def assignment_row(assignment: Assignment) -> dict[str, Any]:
    return {
        "id": assignment.id,
        "annotator_id": assignment.annotator_id,
        "story_id": assignment.story_id,
        "week": assignment.week,
        "kind": assignment.kind.value,
    }


@sound
def handout(row: Row) -> Handout:
    return Handout(
        id=row["id"],
        annotator_id=row["annotator_id"],
        story_ids=strings(row["stories"]),
        made_at=row["made_at"],
        due=row["due"],
        returned_at=row["returned_at"],
    )


def handout_row(handout: Handout) -> dict[str, Any]:
    return {
        "id": handout.id,
        "annotator_id": handout.annotator_id,
        "stories": list_text(handout.story_ids),
        "made_at": handout.made_at,
        "due": handout.due,
        "returned_at": handout.returned_at,
    }


@sound
def guidelines(row: Row) -> Guidelines:
    return Guidelines(row["version"], row["text"], row["created_at"], row["changes"])


def guidelines_row(guidelines: Guidelines) -> dict[str, Any]:
    return {
        "version": guidelines.version,
        "text": guidelines.text,
        "changes": guidelines.changes,
        "created_at": guidelines.created_at,
    }


def pack(text: str) -> PackFacts:
    """What the fact `pack` says; raises `ProjectError` where nobody here could have written it."""
    try:
        values = orjson.loads(text)
        if not all(isinstance(value, str) for value in values.values()):
            raise TypeError("it holds something that is no text")
        return PackFacts(**values)
    except (ValueError, TypeError, AttributeError) as error:
        raise ProjectError(
            f"The pack is damaged: what it says about itself cannot be read ({error}). "
            "Ask for it again."
        ) from error


def pack_text(pack: PackFacts) -> str:
    """The same as text, for the fact `pack`."""
    return json_text(asdict(pack))
