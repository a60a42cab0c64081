"""`suggestions/1`: what each annotator was offered, and what came of it, as JSON lines.

`resources/formats/suggestions-1.schema.json` is what counts. Every key stands on every line.
"""

from collections.abc import Iterator
from typing import Any

import orjson

from annotator.formats.bundle import Item, PlaceRecord, Refused, SuggestionRecord
from annotator.formats.values import (
    BadValue,
    Json,
    attributes_at,
    number_at,
    one_of,
    place_at,
    short,
    text_at,
    time_at,
)
from annotator.model.span import Fragment, join_fragments
from annotator.model.suggestion import Answer, Source, Verdict

FORMAT = "suggestions/1"
PENDING = "pending"
"""The answer of a suggestion that has none."""


def write_suggestion(record: SuggestionRecord) -> bytes:
    """The record as one line of JSON with its line end."""
    return orjson.dumps(_value(record), option=orjson.OPT_APPEND_NEWLINE)


def _value(record: SuggestionRecord) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "id": record.id,
        "doc_id": record.doc,
        "story": record.story,
        "annotator": record.annotator,
        "annotator_id": record.annotator_id,
        "source": record.source.value,
        "maker": record.maker,
        "label": record.label,
        "start": record.start,
        "end": record.end,
        "fragments": _fragments(record),
        "text": record.quoted,
        "score": float(record.score),
        "reason": record.reason,
        "attributes": [{"name": name, "value": value} for name, value in record.attributes],
        "speaker": _place(record.speaker),
        "cue": _place(record.cue),
        "group": record.group,
        **_answer(record.answer),
    }


def _fragments(record: SuggestionRecord) -> list[dict[str, int]]:
    if len(record.fragments) < 2:
        return []
    return [{"start": start, "end": end} for start, end in record.fragments]


def _place(place: PlaceRecord | None) -> dict[str, Any] | None:
    """A place as JSON values, None for none."""
    if place is None:
        return None
    return {"start": place.start, "end": place.end, "text": place.text}


def _answer(answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {
            "answer": PENDING,
            "answered_at": None,
            "seconds": 0.0,
            "bulk": False,
            "span_id": "",
        }
    return {
        "answer": answer.verdict.value,
        "answered_at": answer.answered_at or None,
        "seconds": round(float(answer.seconds), 3),
        "bulk": answer.bulk,
        "span_id": answer.span_id,
    }


def read_suggestion(value: object, where: str) -> Iterator[Item]:
    """The suggestion on one line, or why it was refused."""
    try:
        yield _suggestion(value, where)
    except BadValue as error:
        yield Refused(where, str(error))


def _suggestion(value: object, where: str) -> SuggestionRecord:
    if not isinstance(value, dict):
        raise BadValue("a suggestion is an object in braces.")
    if value.get("format", FORMAT) != FORMAT:
        raise BadValue(f"the format is {short(value['format'])}; only {FORMAT} can be read.")
    for key in ("doc_id", "label", "source"):
        if not text_at(value, key).strip():
            raise BadValue(f"“{key}” is missing or empty.")
    score = number_at(value, "score")
    if score > 1:
        raise BadValue(f"“score” is from 0 to 1, not {short(score)}.")
    return SuggestionRecord(
        id=text_at(value, "id"),
        doc=text_at(value, "doc_id"),
        story=text_at(value, "story"),
        annotator=text_at(value, "annotator"),
        annotator_id=text_at(value, "annotator_id"),
        source=one_of(value, "source", Source.QUOTES),
        maker=text_at(value, "maker"),
        label=text_at(value, "label"),
        fragments=_fragments_at(value),
        quoted=text_at(value, "text"),
        score=score,
        reason=text_at(value, "reason"),
        attributes=attributes_at(value),
        speaker=_place_at(value, "speaker"),
        cue=_place_at(value, "cue"),
        group=text_at(value, "group"),
        answer=_answer_at(value),
        where=where,
    )


def _fragments_at(value: Json) -> tuple[Fragment, ...]:
    hull = place_at(value)
    listed = value.get("fragments", [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise BadValue("“fragments” must be a list of objects.")
    parts = tuple(place_at(one) for one in listed) or (hull,)
    if join_fragments(parts) != parts or (parts[0].start, parts[-1].end) != hull:
        raise BadValue("its fragments are out of order, or do not reach from “start” to “end”.")
    return parts


def _place_at(value: Json, key: str) -> PlaceRecord | None:
    given = value.get(key)
    if given is None:
        return None
    if not isinstance(given, dict):
        raise BadValue(f"“{key}” must be an object in braces, or null.")
    return PlaceRecord(*place_at(given), text_at(given, "text"))


def _answer_at(value: Json) -> Answer | None:
    """The answer; its suggestion, annotator and article are known only where it arrives."""
    if value.get("answer", PENDING) == PENDING:
        return None
    bulk = value.get("bulk", False)
    if not isinstance(bulk, bool):
        raise BadValue(f"“bulk” must be true or false, not {short(bulk)}.")
    return Answer(
        suggestion_id="",
        annotator_id="",
        verdict=one_of(value, "answer", Verdict.SKIPPED),
        article_id="",
        span_id=text_at(value, "span_id"),
        answered_at=time_at(value, "answered_at") or "",
        seconds=number_at(value, "seconds"),
        bulk=bulk,
    )
