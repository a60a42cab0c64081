"""Reading one record of `spans/1`, or one of another tool that names its parts alike.

Such a record needs only a text, and of a span only start, end and label.
"""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

import orjson

from annotator.formats.bundle import (
    FACTS,
    ArticleRecord,
    Item,
    Noted,
    ReadingRecord,
    Refused,
    RelationRecord,
    SpanRecord,
)
from annotator.formats.many_spans import ManySpans, columns_of
from annotator.formats.record import FORMAT, OFFERED, RECORD_KEYS, VERSION_OF, is_offer
from annotator.formats.span_reading import (
    SPAN_KEYS,
    columns_at_once,
    is_time,
    parts_of,
    read_spans,
)
from annotator.formats.values import (
    BadValue,
    Json,
    attributes_at,
    days_at,
    one_of,
    seconds_at,
    short,
    text_at,
    texts_at,
    time_at,
)
from annotator.model.people import Role
from annotator.model.reading import Status
from annotator.model.story import text_sha256

_RELATION_KEYS = frozenset({"id", "head", "child", "label", "attributes", "head_doc", "child_doc"})
SINCE_VERSION_4 = "days"
"""The key that earlier versions of the program did not write."""
_KNOWN = frozenset(RECORD_KEYS)
_SixTexts = tuple[str, str, str, str, str, str]
_FACTS = frozenset(FACTS)
_NO_FACTS = dict.fromkeys(FACTS, "")
_FACT_VALUES = itemgetter(*FACTS)
_PARTS = itemgetter(*RECORD_KEYS)
_ROLES = {one.value: one for one in Role}
_STATUSES = {one.value: one for one in Status}
_SPLITS = ("", "train", "dev", "test")
_NO_SPANS = ("reject", "ignore")


def read_record(value: object, where: str, *, keep_unsure: bool = False) -> Iterator[Item]:
    """What one line holds: a `ReadingRecord`, after what of it was refused or should be known.

    A bad span or relation is refused and the rest goes in; a bad record is refused whole. Names
    that the record does not give (article, story, annotator) and ids are "". `keep_unsure`: spans
    whose words differ from the text are kept, with a note that says so.
    """
    if not isinstance(value, dict):
        yield Refused(where, "a record is an object in braces.")
        return
    if (reading := _at_once(value, where)) is not None:
        yield reading
        return
    try:
        article = _article(value, where)
        told = _told(value)
    except BadValue as error:
        yield Refused(where, str(error))
        return
    items: list[Item] = []
    given = value.get("spans") or ()
    columns = columns_at_once(given, article.text)
    spans: Sequence[SpanRecord]
    if columns is not None:
        spans = ManySpans(columns) if given else ()
    else:
        spans = tuple(read_spans(given, article.text, where, items, keep_unsure=keep_unsure))
    relations = tuple(_relations(value.get("relations") or (), spans, where, items))
    yield from items
    yield from _unknown_keys(value, where, of_spans=columns is None)
    yield ReadingRecord(article, where=where, spans=spans, relations=relations, **told)


def _at_once(value: Json, where: str) -> ReadingRecord | None:
    """A record with every key, as the program writes them, looked at together.

    None where anything is not plainly right, or is rare: that is told, or read, part by part.
    """
    if value.keys() != _KNOWN:
        return None
    form, name, story, text, sha256, annotator, annotator_id, role, status, *more = _PARTS(value)
    read_for, note, seconds, days, given, relations, impressions, split, scheme, *more = more
    version, created, updated, _, _, meta = more
    try:
        "".join((name, story, text, sha256, annotator, annotator_id, note, split, scheme, version))
        "".join((*read_for, *impressions))
        if (
            (form, relations) != (FORMAT, [])
            or {*map(type, (read_for, days, given, impressions))} != {list}
            or (type(seconds), type(meta)) != (int, dict)
            or split not in _SPLITS
            or OFFERED in meta
            or not (is_time(created) and is_time(updated))
            or sha256 != text_sha256(text)
        ):
            return None
        known, version_of, extra = (meta, "", ()) if meta.keys() == _FACTS else _facts(value)
        facts: _SixTexts = _FACT_VALUES({**_NO_FACTS, **known})
        "".join(facts)
        columns = columns_at_once(given, text)
        if columns is None:
            return None
        return ReadingRecord(
            ArticleRecord(
                name,
                story,
                text,
                *facts,
                extra,
                split,
                version_of,
                where,
            ),
            annotator,
            annotator_id,
            _ROLES[role],
            _STATUSES[status],
            tuple(read_for),
            note,
            tuple(impressions),
            seconds if not seconds else seconds_at(value),
            ManySpans(columns) if given else (),
            (),
            scheme,
            version,
            created,
            updated,
            where,
            days=tuple(days_at(value)) if days else (),
        )
    except (TypeError, KeyError, BadValue):
        return None


def _article(value: Json, where: str) -> ArticleRecord:
    if value.get("format", FORMAT) != FORMAT:
        raise BadValue(f"the format is {short(value['format'])}; only {FORMAT} can be read.")
    if value.get("answer") in _NO_SPANS:
        raise BadValue(f"the answer to this task was “{value['answer']}”; its marks do not count.")
    text = value.get("text")
    if not isinstance(text, str):
        raise BadValue("“text” is missing." if "text" not in value else "“text” must be a text.")
    sha256 = text_at(value, "text_sha256")
    if sha256 and sha256 != text_sha256(text):
        if not text:
            raise BadValue("the text was left out. Put it back first: annotator attach FOLDER.")
        raise BadValue("“text_sha256” is not that of the text: the text was changed.")
    split = text_at(value, "split")
    if split not in _SPLITS:
        raise BadValue(f"“split” cannot be {short(split)}; it is train, dev, test or empty.")
    known, version_of, extra = _facts(value)
    return ArticleRecord(
        name=text_at(value, "doc_id"),
        story=text_at(value, "story"),
        text=text,
        extra=extra,
        split=split,
        version_of=version_of,
        where=where,
        **known,
    )


def _facts(value: Json) -> tuple[dict[str, Any], str, tuple[tuple[str, str], ...]]:
    meta = value.get("meta", {})
    if not isinstance(meta, dict):
        raise BadValue("“meta” must be an object in braces.")
    more = {key: value[key] for key in value.keys() - _KNOWN}
    told = {
        key: words
        for key, part in (more | meta).items()
        if (words := part if part.__class__ is str else _as_text(part))
    }
    known = {key: told.pop(key) for key in FACTS if key in told}
    version_of = told.pop(VERSION_OF, "")
    if _is_offer(value):
        del told[OFFERED]
    return known, version_of, tuple(sorted(told.items()))


def _is_offer(value: Json) -> bool:
    """Whether `meta` says which suggestions the annotator was offered: no fact of the article."""
    return value.get("format") == FORMAT and is_offer(str(value.get("meta", {}).get(OFFERED)))


def _as_text(value: object) -> str:
    """A single value as text; lists and objects are no facts."""
    if isinstance(value, str):
        return value
    return "" if value is None or isinstance(value, list | dict) else orjson.dumps(value).decode()


def _told(value: Json) -> dict[str, Any]:
    """What a record tells of the reading beside its spans and relations, by field."""
    for key in ("spans", "relations"):
        if not isinstance(value.get(key), list | None):
            raise BadValue(f"“{key}” must be a list.")
    begun = Status.IN_PROGRESS if value.get("spans") else Status.NEW
    return {
        "annotator": text_at(value, "annotator"),
        "annotator_id": text_at(value, "annotator_id"),
        "role": one_of(value, "role", Role.IMPORTED),
        "status": one_of(value, "status", begun),
        "read_for": texts_at(value, "read_for"),
        "note": text_at(value, "note"),
        "impressions": texts_at(value, "labels"),
        "seconds": seconds_at(value),
        "days": tuple(days_at(value)),
        "scheme": text_at(value, "scheme"),
        "scheme_version": text_at(value, "scheme_version"),
        "created_at": time_at(value, "created_at"),
        "updated_at": time_at(value, "updated_at"),
        "offered": value["meta"][OFFERED] if _is_offer(value) else "",
    }


def _relations(
    values: Sequence[object], spans: Sequence[SpanRecord], where: str, items: list[Item]
) -> Iterator[RelationRecord]:
    ids = set(columns_of(spans).ids) if values else set()
    return parts_of("relation", values, lambda one: _relation(one, ids), where, items)


def _relation(value: object, spans: set[str]) -> RelationRecord:
    if not isinstance(value, dict):
        raise BadValue("a relation is an object in braces.")
    head, child, kind = (text_at(value, key) for key in ("head", "child", "label"))
    head_doc, child_doc = text_at(value, "head_doc"), text_at(value, "child_doc")
    for end, name, elsewhere in (("head", head, head_doc), ("child", child, child_doc)):
        if not name or (not elsewhere and name not in spans):
            raise BadValue(f"its {end} {short(name)} is none of the spans that were taken.")
    if not kind.strip():
        raise BadValue("“label” is missing or empty.")
    return RelationRecord(
        id=text_at(value, "id"),
        kind=kind,
        head=head,
        child=child,
        head_doc=head_doc,
        child_doc=child_doc,
        attributes=attributes_at(value),
    )


def _unknown_keys(value: Json, where: str, *, of_spans: bool) -> Iterator[Noted]:
    for key in sorted(value.keys() - _KNOWN):
        if isinstance(value[key], list | dict):
            yield Noted(where, f"“{key}” is not known and was left out.")
        else:
            yield Noted(where, f"“{key}” is not known; kept as a fact of the article.")
    if value.get("format") == FORMAT and not value.keys() >= _KNOWN:
        missing = [key for key in RECORD_KEYS if key not in value and key != SINCE_VERSION_4]
        if missing:
            yield Noted(where, f"lacks {', '.join(missing)}.")
    parts = (("spans", SPAN_KEYS),) if of_spans else ()
    for part, known in (*parts, ("relations", _RELATION_KEYS)):
        for item in value.get(part) or ():
            if isinstance(item, dict) and not item.keys() <= known:
                names = ", ".join(sorted(item.keys() - known))
                yield Noted(where, f"in {part}, what is not known was left out: {names}.")
                break
