"""Reading one record of `spans/1`, or one of another tool that names its parts alike.

Such a record needs only a text, and of a span only start, end and label.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
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
from annotator.formats.placing import mismatch
from annotator.formats.record import FORMAT, OFFERED, RECORD_KEYS, VERSION_OF, is_offer
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
from annotator.model.span import Fragment, Origin, join_fragments
from annotator.model.span_columns import NOTHING, Columns
from annotator.model.story import text_sha256

_SPAN_KEYS = frozenset(
    {"id", "start", "end", "label", "text", "fragments", "attributes", "note", "score", "origin"}
    | {"source", "created_at", "updated_at"}
)
_RELATION_KEYS = frozenset({"id", "head", "child", "label", "attributes", "head_doc", "child_doc"})
SINCE_VERSION_4 = "days"
"""The key that earlier versions of the program did not write."""
_KNOWN = frozenset(RECORD_KEYS)
_NEEDED = frozenset({"start", "end", "label"})
_ORIGINS = frozenset(one.value for one in Origin)
_NUMBERS = frozenset({type(None), float, int})
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
    try:
        article = _article(value, where)
        told = _told(value, article)
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
        spans = tuple(_spans(given, article, where, items, keep_unsure=keep_unsure))
    relations = tuple(_relations(value.get("relations") or (), spans, where, items))
    yield from items
    yield from _unknown_keys(value, where, of_spans=columns is None)
    yield ReadingRecord(article, where=where, spans=spans, relations=relations, **told)


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
    told = {key: words for key, part in (more | meta).items() if (words := _as_text(part))}
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


def _told(value: Json, article: ArticleRecord) -> dict[str, Any]:
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


@lru_cache(maxsize=64)
def _picking(keys: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]] | None:
    """What takes the values of these keys out of a span; None where they are not those of spans."""
    return itemgetter(*keys) if _NEEDED <= set(keys) <= _SPAN_KEYS else None


def columns_at_once(values: Sequence[Any], text: str) -> Columns | None:
    """The spans of a record looked at together; None where any is not plainly right.

    Then they have to be read one by one, which tells what is wrong with which.
    """
    if not values:
        return NOTHING
    try:
        keys = tuple(values[0])
        pick = _picking(keys)
        if pick is None or set(map(len, values)) != {len(keys)}:
            return None
        told = dict(zip(keys, zip(*map(pick, values), strict=True), strict=True))
        return _columns(told, len(values), text)
    except (TypeError, KeyError, BadValue):
        return None


def _columns(told: Mapping[str, tuple[Any, ...]], number: int, text: str) -> Columns | None:
    nothing, unknown = ("",) * number, (None,) * number
    ids, labels = told.get("id", nothing), told["label"]
    notes, sources = told.get("note", nothing), told.get("source", nothing)
    origins = told.get("origin") or (Origin.IMPORT.value,) * number
    scores = told.get("score", unknown)
    created, updated = told.get("created_at", unknown), told.get("updated_at", unknown)
    starts, ends = told["start"], told["end"]
    places = {*map(type, starts), *map(type, ends)}
    if places != {int} or set(map(type, chain(ids, labels, notes, sources, origins))) != {str}:
        return None
    named = set(ids)
    if not (
        (len(named) == number or named == {""})
        and all(map(str.strip, set(labels)))
        and _ORIGINS.issuperset(origins)
        and all(map(_is_time, {*created, *updated}))
        and _NUMBERS.issuperset(map(type, scores))
    ):
        return None
    if any(score.__class__ is int for score in scores):
        scores = tuple(None if score is None else float(score) for score in scores)
    fragments, attributes = told.get("fragments", ()), told.get("attributes", ())
    columns = Columns(
        ids,
        starts,
        ends,
        tuple(map(_pieces, fragments, starts, ends)) if any(fragments) else ((),) * number,
        labels,
        tuple(attributes_at({"attributes": one}) for one in attributes)
        if any(attributes)
        else ((),) * number,
        *(notes, scores, origins, sources, created, updated),
    )
    right = columns.lie_in(len(text)) and (
        "text" not in told or told["text"] == tuple(map(text.__getitem__, map(slice, starts, ends)))
    )
    return columns if right else None


def _pieces(values: object, start: int, end: int) -> tuple[Fragment, ...]:
    """The fragments of a span, none where it is in one piece."""
    found = _fragments(values or (), start, end)
    return found if len(found) > 1 else ()


@lru_cache(maxsize=10_000)
def _is_time(told: str | None) -> bool:
    """Whether a time is told as it is kept."""
    return told is None or time_at({"": told}, "") == told


def _spans(
    values: Sequence[object],
    article: ArticleRecord,
    where: str,
    items: list[Item],
    *,
    keep_unsure: bool,
) -> Iterator[SpanRecord]:
    seen: set[str] = set()
    for number, value in enumerate(values, start=1):
        try:
            span = _span(value, article, keep_unsure=keep_unsure)
            if span.id and span.id in seen:
                raise BadValue("the id stands twice in this record.")
        except BadValue as error:
            items.append(Refused(f"{where}, {_called('span', value, number)}", str(error)))
            continue
        seen.add(span.id)
        yield span


def _span(value: object, article: ArticleRecord, *, keep_unsure: bool) -> SpanRecord:
    if not isinstance(value, dict):
        raise BadValue("a span is an object in braces.")
    start, end = _hull(value, len(article.text))
    note = text_at(value, "note")
    if "text" in value and value["text"] != article.text[start:end]:
        why = mismatch(value["text"], article.text, start, end)
        if not keep_unsure:
            raise BadValue(why)
        note = f"{note}\nneeds review: {why}".lstrip("\n")
    label = text_at(value, "label")
    if not label.strip():
        raise BadValue("“label” is missing or empty.")
    score = value.get("score")
    if score is not None and type(score) not in (int, float):
        raise BadValue(f"“score” must be a number or null, not {short(score)}.")
    return SpanRecord(
        id=text_at(value, "id"),
        fragments=_fragments(value.get("fragments") or (), start, end),
        label=label,
        attributes=attributes_at(value),
        note=note,
        score=None if score is None else float(score),
        origin=one_of(value, "origin", Origin.IMPORT),
        source=text_at(value, "source"),
        created_at=time_at(value, "created_at"),
        updated_at=time_at(value, "updated_at"),
    )


def _hull(value: Json, length: int) -> tuple[int, int]:
    start, end = _offset(value, "start"), _offset(value, "end")
    if not 0 <= start < end <= length:
        raise BadValue(f"{start}–{end} does not lie in the text, which has {length} characters.")
    return start, end


def _offset(value: Json, key: str) -> int:
    offset = value.get(key)
    # True is an int to Python; an offset is not.
    if type(offset) is int:
        return offset
    raise BadValue(f"“{key}” must be a whole number, not {short(offset)}.")


def _fragments(values: object, start: int, end: int) -> tuple[Fragment, ...]:
    if not values:
        return (Fragment(start, end),)
    if not isinstance(values, list) or len(values) < 2:
        raise BadValue("“fragments” is empty or a list of two or more.")
    fragments: list[Fragment] = []
    for value in values:
        if not isinstance(value, dict):
            raise BadValue("a fragment is an object in braces.")
        fragments.append(Fragment(*_hull(value, end)))
        if len(fragments) > 1 and fragments[-1].start < fragments[-2].end:
            raise BadValue("the fragments overlap or are not in order.")
    if fragments[0].start != start or fragments[-1].end != end:
        raise BadValue(f"the fragments do not reach from {start} to {end}.")
    return join_fragments(fragments)


def _relations(
    values: Sequence[object], spans: Sequence[SpanRecord], where: str, items: list[Item]
) -> Iterator[RelationRecord]:
    ids = set(columns_of(spans).ids) if values else set()
    seen: set[str] = set()
    for number, value in enumerate(values, start=1):
        try:
            relation = _relation(value, ids)
            if relation.id and relation.id in seen:
                raise BadValue("the id stands twice in this record.")
        except BadValue as error:
            items.append(Refused(f"{where}, {_called('relation', value, number)}", str(error)))
            continue
        seen.add(relation.id)
        yield relation


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
    parts = (("spans", _SPAN_KEYS),) if of_spans else ()
    for part, known in (*parts, ("relations", _RELATION_KEYS)):
        for item in value.get(part) or ():
            if isinstance(item, dict) and not item.keys() <= known:
                names = ", ".join(sorted(item.keys() - known))
                yield Noted(where, f"in {part}, what is not known was left out: {names}.")
                break


def _called(what: str, value: object, number: int) -> str:
    name = value.get("id") if isinstance(value, dict) else None
    return f"{what} {short(name)}" if isinstance(name, str) and name else f"{what} number {number}"
