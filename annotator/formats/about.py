"""What is known of a reading beside its text and spans, as names with texts.

Formats that take any further key of a record hold it so; what is empty has no key.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from annotator.formats.bundle import FACTS, ArticleRecord, ReadingRecord
from annotator.formats.values import BadValue, days_at, one_of, time_at
from annotator.model.people import Role
from annotator.model.reading import Status

ARTICLE_KEYS = ("doc_id", "story", "split", "version_of", *FACTS)
_SPLITS = ("train", "dev", "test")
_PREFIX = "reading_"
_READING_KEYS = (
    "role", "status", "read_for", "note", "labels", "seconds", "days", "scheme", "scheme_version",
    "created_at", "updated_at", "suggestions",
)  # fmt: skip
_LISTS = ("read_for", "labels")
KEYS = (*ARTICLE_KEYS, "annotator", "annotator_id", *(_PREFIX + key for key in _READING_KEYS))
_ESCAPE = "fact."
"""Before a fact of an article that has the name of one of the keys, or of what formats hold."""
_OF_FORMATS = frozenset(
    {
        "text", "data", "id", "meta", "offsets", "file", "spans", "tokens", "relations", "answer",
        "options", "accept", "label", "labels", "entities", "annotations", "annotation_approver",
        "cats", "Comments", "comments",
    }
)  # fmt: skip


def about(record: ReadingRecord) -> dict[str, str]:
    """What is known of a record, by key; nothing that is empty."""
    return {**about_article(record.article), **about_reading(record)}


def about_article(article: ArticleRecord) -> dict[str, str]:
    """What is known of an article, by key; nothing that is empty."""
    return dict(_article_pairs(article))


def about_reading(record: ReadingRecord) -> dict[str, str]:
    """What is known of a reading, by key; nothing that is empty."""
    return dict(_reading_pairs(record))


def _article_pairs(article: ArticleRecord) -> Iterator[tuple[str, str]]:
    known = {
        "doc_id": article.name,
        "story": article.story,
        "split": article.split,
        "version_of": article.version_of,
        **article.facts(),
    }
    yield from ((key, value) for key, value in known.items() if value)
    for key, value in article.extra:
        if value:
            clash = key in KEYS or key in _OF_FORMATS or key.startswith((_ESCAPE, "_"))
            yield (_ESCAPE + key if clash else key), value


def _reading_pairs(record: ReadingRecord) -> Iterator[tuple[str, str]]:
    if record.annotator:
        yield "annotator", record.annotator
    if record.annotator_id:
        yield "annotator_id", record.annotator_id
    values = {
        "role": "" if record.role is Role.IMPORTED else record.role.value,
        "status": record.status.value,
        "read_for": _list(record.read_for),
        "note": record.note,
        "labels": _list(record.impressions),
        "seconds": str(record.seconds) if record.seconds else "",
        "days": _days(record),
        "scheme": record.scheme,
        "scheme_version": record.scheme_version,
        "created_at": record.created_at or "",
        "updated_at": record.updated_at or "",
        "suggestions": record.offered,
    }
    yield from ((_PREFIX + key, value) for key, value in values.items() if value)


def _list(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False) if names else ""


def _days(record: ReadingRecord) -> str:
    days = [
        {
            "day": day.day,
            "seconds": day.seconds,
            "marking": [{"label": label, "seconds": seconds} for label, seconds in day.marking],
        }
        for day in record.days
    ]
    return json.dumps(days, ensure_ascii=False) if days else ""


def told(text: str, known: Mapping[str, str], where: str) -> ReadingRecord:
    """The record, without spans, of which this is known; what has no key of ours is a fact.

    Its status is `NEW` where it is not told.
    """
    given = dict(known)
    name, story, version_of = (given.pop(key, "") for key in ("doc_id", "story", "version_of"))
    split = given.pop("split", "") if given.get("split") in _SPLITS else ""
    facts = {key: given.pop(key) for key in FACTS if key in given}
    annotator, annotator_id = given.pop("annotator", ""), given.pop("annotator_id", "")
    values = {key: given.pop(_PREFIX + key) for key in _READING_KEYS if _PREFIX + key in given}
    extra = tuple(sorted((key.removeprefix(_ESCAPE), value) for key, value in given.items()))
    article = ArticleRecord(
        name, story, text, extra=extra, split=split, version_of=version_of, where=where
    ).with_facts(facts)
    plain = ReadingRecord(article, annotator, annotator_id, where=where)
    return _with_values(plain, values) if values else plain


def _with_values(record: ReadingRecord, values: dict[str, str]) -> ReadingRecord:
    """Raises `BadValue` for what cannot be."""
    seconds = values.get("seconds", "0")
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 16):
        raise BadValue(f"“reading_seconds” must be a whole number, not “{seconds[:40]}”.")
    times: dict[str, object] = {key: values[key] for key in values if key.endswith("_at")}
    return replace(
        record,
        role=one_of(values, "role", Role.IMPORTED),
        status=one_of(values, "status", Status.NEW),
        read_for=_names(values, "read_for"),
        note=values.get("note", ""),
        impressions=_names(values, "labels"),
        seconds=int(seconds),
        days=tuple(days_at({"days": _parsed(values, "days")})),
        scheme=values.get("scheme", ""),
        scheme_version=values.get("scheme_version", ""),
        created_at=time_at(times, "created_at"),
        updated_at=time_at(times, "updated_at"),
        offered=values.get("suggestions", ""),
    )


def _names(values: Mapping[str, str], key: str) -> tuple[str, ...]:
    names = _parsed(values, key)
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return tuple(names)
    raise BadValue(f"“{_PREFIX}{key}” must be a list of names.")


def _parsed(values: Mapping[str, str], key: str) -> object:
    try:
        return json.loads(values.get(key, "[]"))
    except (ValueError, RecursionError):
        return None


def as_text(value: object) -> str:
    """A single value of JSON as text; "" for none, JSON for lists and objects."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False)
