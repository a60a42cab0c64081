"""Reading the spans of one record of `spans/1`: together where they are plainly right, else one by
one, which tells what is wrong with which.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, TypeVar

from annotator.formats.bundle import Item, Refused, RelationRecord, SpanRecord
from annotator.formats.placing import mismatch
from annotator.formats.values import (
    BadValue,
    Json,
    attributes_at,
    one_of,
    short,
    text_at,
    time_at,
)
from annotator.model.span import AttributeValue, Fragment, Origin, join_fragments
from annotator.model.span_columns import NOTHING, Columns

PartRecord = TypeVar("PartRecord", SpanRecord, RelationRecord)

SPAN_KEYS = frozenset(
    {"id", "start", "end", "label", "text", "fragments", "attributes", "note", "score", "origin"}
    | {"source", "created_at", "updated_at"}
)
_NEEDED = frozenset({"start", "end", "label"})
_ORIGINS = frozenset(one.value for one in Origin)
_NUMBERS = frozenset({type(None), float, int})


def columns_at_once(values: Sequence[Any], text: str) -> Columns | None:
    """The spans of a record looked at together; None where any is not plainly right."""
    if not values:
        return NOTHING
    try:
        number, keys = len(values), tuple(values[0])
        if not _are_of_spans(keys) or tuple(chain.from_iterable(values)) != keys * number:
            return None
        told = dict(zip(keys, zip(*map(dict.values, values), strict=True), strict=True))
        return _columns(told, number, text)
    except (TypeError, BadValue):
        return None


@lru_cache(maxsize=64)
def _are_of_spans(keys: tuple[str, ...]) -> bool:
    return _NEEDED <= set(keys) <= SPAN_KEYS


def _columns(told: Mapping[str, tuple[Any, ...]], number: int, text: str) -> Columns | None:
    nothing, unknown = ("",) * number, (None,) * number
    ids, labels = told.get("id", nothing), told["label"]
    notes, sources = told.get("note", nothing), told.get("source", nothing)
    origins = told.get("origin") or (Origin.IMPORT.value,) * number
    scores = told.get("score", unknown)
    created, updated = told.get("created_at", unknown), told.get("updated_at", unknown)
    starts, ends = told["start"], told["end"]
    "".join(chain(ids, labels, notes, sources, origins))  # TypeError: one is no text
    named = set(ids)
    if not (
        {*map(type, starts), *map(type, ends)} == {int}
        and (len(named) == number or named == {""})
        and all(map(str.strip, set(labels)))
        and _ORIGINS.issuperset(origins)
        and all(map(is_time, {*created, *updated}))
        and _NUMBERS.issuperset(map(type, scores))
    ):
        return None
    none = ((),) * number
    fragments, attributes = told.get("fragments", none), told.get("attributes", none)
    columns = Columns(
        *(ids, starts, ends),
        tuple(map(_pieces, fragments, starts, ends)) if any(fragments) else none,
        labels,
        tuple(map(_attributes, attributes)) if any(attributes) else none,
        notes,
        scores if {None}.issuperset(scores) else tuple(map(_score, scores)),
        *(origins, sources, created, updated),
    )
    if not columns.lie_in(len(text)):
        return None
    quoted = told.get("text")
    right = quoted is None or quoted == tuple(
        [text[start:end] for start, end in zip(starts, ends, strict=True)]
    )
    return columns if right else None


def _pieces(values: object, start: int, end: int) -> tuple[Fragment, ...]:
    """The fragments of a span, none where it is in one piece."""
    found = _fragments(values or (), start, end)
    return found if len(found) > 1 else ()


def _attributes(values: object) -> tuple[AttributeValue, ...]:
    return attributes_at({"attributes": values})


def _score(score: float | None) -> float | None:
    return None if score is None else float(score)


@lru_cache(maxsize=10_000)
def is_time(told: str | None) -> bool:
    """Whether a time is told as it is kept. Raises `BadValue` for what is none."""
    return told is None or time_at({"": told}, "") == told


def read_spans(
    values: Sequence[object],
    text: str,
    where: str,
    items: list[Item],
    *,
    keep_unsure: bool,
) -> Iterator[SpanRecord]:
    """The spans that are right; why others are not goes to `items`."""
    return parts_of(
        "span", values, lambda one: _span(one, text, keep_unsure=keep_unsure), where, items
    )


def parts_of(
    what: str,
    values: Sequence[object],
    read: Callable[[object], PartRecord],
    where: str,
    items: list[Item],
) -> Iterator[PartRecord]:
    """The parts of a record that `read` finds right; why others are not goes to `items`."""
    seen: set[str] = set()
    for number, value in enumerate(values, start=1):
        try:
            part = read(value)
            if part.id and part.id in seen:
                raise BadValue("the id stands twice in this record.")
        except BadValue as error:
            items.append(Refused(f"{where}, {_called(what, value, number)}", str(error)))
            continue
        seen.add(part.id)
        yield part


def _span(value: object, article_text: str, *, keep_unsure: bool) -> SpanRecord:
    if not isinstance(value, dict):
        raise BadValue("a span is an object in braces.")
    start, end = _hull(value, len(article_text))
    note = text_at(value, "note")
    if "text" in value and value["text"] != article_text[start:end]:
        why = mismatch(value["text"], article_text, start, end)
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


def _called(what: str, value: object, number: int) -> str:
    """What a part of a record is called in a sentence."""
    name = value.get("id") if isinstance(value, dict) else None
    return f"{what} {short(name)}" if isinstance(name, str) and name else f"{what} number {number}"
