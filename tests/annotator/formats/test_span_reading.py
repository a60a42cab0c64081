"""Spans and records that are looked at together are read as one by one, or not at all."""

from typing import Any
from unittest.mock import patch

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats import record_reading
from annotator.formats.many_spans import ManySpans, columns_of
from annotator.formats.record import record_value
from annotator.formats.record_reading import read_record
from annotator.formats.span_reading import columns_at_once
from annotator.model.span import Fragment
from tests.annotator.formats.records import TEXT, full_record

PLAIN = {
    "id": st.uuids(version=4).map(str),
    "text": st.none(),  # filled in
    "fragments": st.sampled_from([[], None]),
    "attributes": st.lists(
        st.fixed_dictionaries({"name": st.sampled_from("ab"), "value": st.text(max_size=2)}),
        max_size=2,
    ),
    "note": st.sampled_from(["", "n\n"]),
    "score": st.sampled_from([None, 1, 0.5]),
    "origin": st.sampled_from(["hand", "import", "suggestion"]),
    "source": st.sampled_from(["", "names 1.0"]),
    "created_at": st.sampled_from([None, "2026-11-21T01:05:00Z"]),
    "updated_at": st.sampled_from([None, "2026-11-21T01:05:00Z"]),
}
ODD = st.sampled_from(
    [None, "", "x", " ", True, 1, -1, 10_000, 0.5, [], {}, [1], [{}], "2026-11-21T01:05:00.5+02:00"]
)


@st.composite
def spans(draw: st.DrawFn) -> list[Any]:
    """Spans with the same keys, and perhaps something wrong with one of them."""
    keys = draw(st.sets(st.sampled_from(sorted(PLAIN))))
    found: list[Any] = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(TEXT) - 1))
        span = {"start": start, "end": draw(st.integers(start + 1, len(TEXT))), "label": "claim"}
        span |= {key: draw(PLAIN[key]) for key in sorted(keys)}
        if "text" in keys:
            span["text"] = TEXT[start : span["end"]]
        if "fragments" in keys and span["end"] - start > 4 and draw(st.booleans()):
            gap = draw(st.integers(2, 3))
            pieces = [(start, start + 2), (start + gap, span["end"])]
            span["fragments"] = [{"start": s, "end": e} for s, e in pieces]
        found.append(span)
    if found and draw(st.booleans()):
        wrong = draw(st.sampled_from(found))
        if draw(st.booleans()):
            wrong[draw(st.sampled_from([*PLAIN, "start", "end", "label", "odd"]))] = draw(ODD)
        elif draw(st.booleans()):
            found[-1] = draw(ODD)
        else:
            found.append(dict(wrong))
    return found


def one_by_one(value: dict[str, Any]) -> list[Any]:
    """What is read of a record of which nothing is looked at together."""
    nothing = patch.object(record_reading, "_at_once", lambda *_: None)
    with nothing, patch.object(record_reading, "columns_at_once", lambda *_: None):
        return list(read_record(value, "f.jsonl, line 1"))


@settings(deadline=None, max_examples=300)
@given(spans(), st.booleans())
def test_together_or_one_by_one_is_the_same(told: list[Any], whole: bool) -> None:
    value = {"text": TEXT, "spans": told}
    if whole:
        value = record_value(full_record()) | value | {"relations": []}
    value = orjson.loads(orjson.dumps(value))
    assert list(read_record(value, "f.jsonl, line 1")) == one_by_one(value)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(record_value(full_record()))), ODD, st.booleans())
def test_a_record_together_or_part_by_part_is_the_same(key: str, odd: Any, gone: bool) -> None:
    value = record_value(full_record(), ("title", "desk")) | {"relations": []}
    value[key] = odd
    if gone:
        del value[key]
    value = orjson.loads(orjson.dumps(value))
    assert list(read_record(value, "f.jsonl, line 1")) == one_by_one(value)


def test_what_the_program_writes_is_looked_at_together() -> None:
    value = orjson.loads(orjson.dumps(record_value(full_record()) | {"relations": []}))
    (record,) = read_record(value, "")
    assert isinstance(record.spans, ManySpans)  # type: ignore[union-attr]
    assert columns_at_once(value["spans"], TEXT) is not None


def test_many_spans_are_like_a_tuple_of_them() -> None:
    record = full_record()
    many = ManySpans(columns_of(record.spans))
    assert many == record.spans
    assert record.spans == many
    assert many == ManySpans(columns_of(many))
    assert hash(many) == hash(record.spans)
    assert (many[0], many[1:]) == (record.spans[0], record.spans[1:])
    assert many != record.spans[:1]
    assert many.columns.fragments == ((), (Fragment(24, 28), Fragment(38, 44)))
