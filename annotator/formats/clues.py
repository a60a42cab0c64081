"""`clues/1`: what each annotator answered to clues across the articles of a story, as JSON lines.

`resources/formats/clues-1.schema.json` is what counts. Every key stands on every line.
"""

from collections.abc import Iterator
from typing import Any

import orjson

from annotator.formats.bundle import ClueRecord, Item, PassageRecord, Refused
from annotator.formats.values import (
    BadValue,
    Json,
    number_at,
    one_of,
    place_at,
    short,
    text_at,
    time_at,
)
from annotator.model.clue import ClueVerdict

CLUES = "clues.jsonl"
FORMAT = "clues/1"


def write_clue(record: ClueRecord) -> bytes:
    """The record as one line of JSON with its line end."""
    return orjson.dumps(_value(record), option=orjson.OPT_APPEND_NEWLINE)


def _value(record: ClueRecord) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "id": record.id,
        "story": record.story,
        "annotator": record.annotator,
        "annotator_id": record.annotator_id,
        "kind": record.kind,
        "name": record.name,
        "reason": record.reason,
        "score": float(record.score),
        "shown": record.shown,
        "passages": [_passage_value(one) for one in record.passages],
        "answer": record.answer.value,
        "group_id": record.group,
        "answered_at": record.answered_at,
    }


def _passage_value(one: PassageRecord) -> dict[str, str | int]:
    return {
        "doc_id": one.doc,
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "value": one.value,
        "text_sha256": one.text_sha256,
    }


def read_clue(value: object, where: str) -> Iterator[Item]:
    """The answer on one line, or why it was refused."""
    try:
        yield _clue(value, where)
    except BadValue as error:
        yield Refused(where, str(error))


def _clue(value: object, where: str) -> ClueRecord:
    if not isinstance(value, dict):
        raise BadValue("an answer to a clue is an object in braces.")
    if value.get("format", FORMAT) != FORMAT:
        raise BadValue(f"the format is {short(value['format'])}; only {FORMAT} can be read.")
    kind = text_at(value, "kind")
    if not kind.strip():
        raise BadValue("“kind” is missing or empty.")
    if "answer" not in value:
        raise BadValue("“answer” is missing.")
    shown = value.get("shown", True)
    if not isinstance(shown, bool):
        raise BadValue(f"“shown” must be true or false, not {short(shown)}.")
    return ClueRecord(
        id=text_at(value, "id"),
        story=text_at(value, "story"),
        annotator=text_at(value, "annotator"),
        annotator_id=text_at(value, "annotator_id"),
        kind=kind,
        name=text_at(value, "name"),
        reason=text_at(value, "reason"),
        score=number_at(value, "score"),
        shown=shown,
        passages=_passages(value),
        answer=one_of(value, "answer", ClueVerdict.LATER),
        group=text_at(value, "group_id"),
        answered_at=time_at(value, "answered_at"),
        where=where,
    )


def _passages(value: Json) -> tuple[PassageRecord, ...]:
    passages = value.get("passages", [])
    if not isinstance(passages, list) or not all(isinstance(one, dict) for one in passages):
        raise BadValue("“passages” must be a list of objects.")
    if not passages:
        raise BadValue("it has no passages.")
    return tuple(
        PassageRecord(
            text_at(one, "doc_id"),
            *place_at(one),
            text=text_at(one, "text"),
            value=text_at(one, "value"),
            text_sha256=text_at(one, "text_sha256"),
        )
        for one in passages
    )
