"""Writing one record of `spans/1`: an article as one annotator left it, as JSON values.

`resources/formats/spans-1.schema.json` is what counts. Every key stands on every line.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson

from annotator import __version__
from annotator.errors import BadInput
from annotator.formats.bundle import (
    FACTS,
    ArticleRecord,
    DayRecord,
    ReadingRecord,
    RelationRecord,
    SpanRecord,
)
from annotator.formats.many_spans import columns_of
from annotator.model.span import AttributeValue
from annotator.model.story import text_sha256

FORMAT = "spans/1"
TOOL = "Annotator"
VERSION_OF = "version_of"
"""Key in `meta` with the name of the article that this one revises."""
OFFERED = "suggestions"
"""Key in `meta` that says which suggestions the annotator was offered: `own`, `none` or
`same as NAME`."""
SAME_AS = "same as "

RECORD_KEYS = (
    "format", "doc_id", "story", "text", "text_sha256", "annotator", "annotator_id", "role",
    "status", "read_for", "note", "seconds", "days", "spans", "relations", "labels", "split",
    "scheme", "scheme_version", "created_at", "updated_at", "tool", "tool_version", "meta",
)  # fmt: skip


def meta_keys(records: Iterable[ReadingRecord]) -> tuple[str, ...]:
    """The keys of `meta` that every line of a file with these records needs, in order."""
    found: set[str] = set()
    for record in records:
        found.update(extra_keys(record))
    return (*FACTS, *sorted(found))


def extra_keys(record: ReadingRecord) -> Iterator[str]:
    """The keys that this record needs in `meta` beside the facts."""
    if record.offered:
        yield OFFERED
    if record.article.version_of:
        yield VERSION_OF
    for name, value in record.article.extra:
        if value and name not in FACTS and name != VERSION_OF:
            yield name


def is_offer(value: str) -> bool:
    """Whether this is what `OFFERED` says in a record."""
    return value in ("own", "none") or value.startswith(SAME_AS)


def write_record(record: ReadingRecord, keys: Sequence[str] = FACTS) -> bytes:
    """The record as one line of JSON with its line end; `keys` are those of `meta`."""
    return orjson.dumps(record_value(record, keys), option=orjson.OPT_APPEND_NEWLINE)


def record_value(record: ReadingRecord, keys: Sequence[str] = FACTS) -> dict[str, Any]:
    """The record as JSON values, every key present. Raises `BadInput` if a span is not sound."""
    article = record.article
    known = dict(article.extra) | article.facts() | {VERSION_OF: article.version_of}
    if record.offered:
        known[OFFERED] = record.offered
    return {
        "format": FORMAT,
        "doc_id": article.name,
        "story": article.story,
        "text": "" if article.withheld else article.text,
        "text_sha256": text_sha256(article.text),
        "annotator": record.annotator,
        "annotator_id": record.annotator_id,
        "role": record.role.value,
        "status": record.status.value,
        "read_for": list(record.read_for),
        "note": record.note,
        "seconds": record.seconds,
        "days": [_day_value(day) for day in record.days],
        "spans": _span_values(record.spans, article),
        "relations": [_relation_value(relation) for relation in record.relations],
        "labels": list(record.impressions),
        "split": article.split,
        "scheme": record.scheme,
        "scheme_version": record.scheme_version,
        "created_at": record.created_at,
        "updated_at": record.updated_at,
        "tool": TOOL,
        "tool_version": __version__,
        "meta": {key: known.get(key, "") for key in keys},
    }


def _day_value(day: DayRecord) -> dict[str, Any]:
    marking = [{"label": label, "seconds": seconds} for label, seconds in day.marking]
    return {"day": day.day, "seconds": day.seconds, "marking": marking}


def _span_values(spans: Sequence[SpanRecord], article: ArticleRecord) -> list[dict[str, Any]]:
    text, columns = article.text, columns_of(spans)
    if not columns.lie_in(len(text)):
        wrong = next(span for span in spans if not 0 <= span.start < span.end <= len(text))
        raise BadInput(
            f"{article.name}: the span {wrong.id} ({wrong.start}–{wrong.end}) lies outside the "
            "text. Nothing was written. Check the project first."
        )
    return [
        {
            "id": span_id,
            "start": start,
            "end": end,
            "label": label,
            "text": "" if article.withheld else text[start:end],
            "fragments": [{"start": s, "end": e} for s, e in fragments] if fragments else [],
            "attributes": _attribute_values(attributes) if attributes else [],
            "note": note,
            "score": None if score is None else float(score),
            "origin": origin,
            "source": source,
            "created_at": created,
            "updated_at": updated,
        }
        for span_id, start, end, fragments, label, attributes, note, score, origin, source,
        created, updated in zip(*columns, strict=True)
    ]  # fmt: skip


def _relation_value(relation: RelationRecord) -> dict[str, Any]:
    return {
        "id": relation.id,
        "head": relation.head,
        "child": relation.child,
        "label": relation.kind,
        "attributes": _attribute_values(relation.attributes),
        "head_doc": relation.head_doc,
        "child_doc": relation.child_doc,
    }


def _attribute_values(attributes: Iterable[AttributeValue]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in attributes]
