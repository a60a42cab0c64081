"""Rows to values and back: what was found in texts, suggested, and answered."""

from typing import Any

import orjson

from annotator.model.span import Fragment
from annotator.model.suggestion import Answer, Source, Suggestion, Verdict
from annotator.store.convert import Row, attributes, fragments, json_text, list_text, sound
from annotator.suggest.parse import Name, Parse


def _fragment(text: str) -> Fragment | None:
    return Fragment(*orjson.loads(text)) if text else None


@sound
def suggestion(row: Row) -> Suggestion:
    return Suggestion(
        id=row["id"],
        article_id=row["article_id"],
        source=Source(row["source"]),
        label_id=row["label_id"],
        fragments=fragments(row),
        score=row["score"],
        reason=row["reason"],
        attributes=attributes(row["attributes"]),
        speaker=_fragment(row["speaker"]),
        cue=_fragment(row["cue"]),
        group=row["group_name"],
        maker=row["maker"],
        annotator_id=row["annotator_id"],
    )


def suggestion_row(suggestion: Suggestion) -> dict[str, Any]:
    several = len(suggestion.fragments) > 1
    return {
        "id": suggestion.id,
        "article_id": suggestion.article_id,
        "source": suggestion.source.value,
        "annotator_id": suggestion.annotator_id,
        "label_id": suggestion.label_id,
        "start": suggestion.start,
        "end": suggestion.end,
        "fragments": json_text(suggestion.fragments) if several else "",
        "score": suggestion.score,
        "reason": suggestion.reason,
        "attributes": list_text(suggestion.attributes),
        "speaker": list_text(suggestion.speaker or ()),
        "cue": list_text(suggestion.cue or ()),
        "group_name": suggestion.group,
        "maker": suggestion.maker,
    }


@sound
def answer(row: Row) -> Answer:
    return Answer(
        suggestion_id=row["suggestion_id"],
        annotator_id=row["annotator_id"],
        verdict=Verdict(row["verdict"]),
        article_id=row["article_id"],
        span_id=row["span_id"] or "",
        answered_at=row["answered_at"],
        seconds=row["seconds"],
        bulk=bool(row["bulk"]),
    )


def answer_row(answer: Answer) -> dict[str, Any]:
    return {
        "suggestion_id": answer.suggestion_id,
        "annotator_id": answer.annotator_id,
        "article_id": answer.article_id,
        "verdict": answer.verdict.value,
        "span_id": answer.span_id or None,
        "answered_at": answer.answered_at,
        "seconds": answer.seconds,
        "bulk": int(answer.bulk),
    }


@sound
def parse(row: Row) -> Parse:
    names = tuple(Name(start, end, kind) for start, end, kind in orjson.loads(row["body"]))
    return Parse(row["sha256"], row["model"], row["version"], names)


def parse_row(article_id: str, parse: Parse) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "model": parse.model,
        "version": parse.version,
        "sha256": parse.sha256,
        "body": json_text([(name.start, name.end, name.type) for name in parse.names]),
    }
