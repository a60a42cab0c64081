"""Writing `suggestions/1`: what each annotator was offered, and what came of it, as JSON lines.

`resources/formats/suggestions-1.schema.json` is what counts. Every key stands on every line.
"""

from typing import Any

import orjson

from annotator.formats.bundle import PlaceRecord, SuggestionRecord
from annotator.model.suggestion import Answer

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
        "start": record.fragments[0].start,
        "end": record.fragments[-1].end,
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
