import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import paths
from annotator.errors import BadInput
from annotator.formats.bundle import (
    FACTS,
    ArticleRecord,
    DayRecord,
    Noted,
    ReadingRecord,
    Refused,
    RelationRecord,
    SpanRecord,
)
from annotator.formats.record import meta_keys, record_value, write_record
from annotator.formats.record_reading import read_record
from annotator.model.people import Role
from annotator.model.reading import Status
from annotator.model.span import AttributeValue, Fragment, Origin
from tests.annotator.formats.records import TEXT, empty_record, full_record

SCHEMA = jsonschema.Draft202012Validator(
    json.loads(paths.resource("formats/spans-1.schema.json").read_text(encoding="utf-8"))
)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)
TEXTS = st.lists(
    st.sampled_from(
        ["😊", "\r\n", "\u2028", "e\u0301", "שלום", "\0", "a", " ", '":', "\\", "👩‍👩‍👧", "\x85"]
    )
    | WORDS,
    min_size=1,
    max_size=8,
).map("".join)
ATTRIBUTES = st.lists(st.builds(AttributeValue, WORDS, WORDS), max_size=3).map(tuple)
TIMES = st.none() | st.datetimes().map(lambda t: f"{t.replace(microsecond=0).isoformat()}Z")


DAYS = st.builds(
    lambda day, marking, rest: DayRecord(
        day.isoformat(), sum(n for _, n in marking) + rest, tuple(marking)
    ),
    st.dates(),
    st.lists(st.tuples(NAMES, st.integers(0, 500)), max_size=2),
    st.integers(0, 500),
)


@st.composite
def fragments(draw, length):
    ends = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=8)))
    pairs = zip(ends[::2], ends[1::2], strict=False)
    return tuple(Fragment(start, end) for start, end in pairs)


@st.composite
def readings(draw):
    text = draw(TEXTS.filter(bool))
    extra = draw(st.dictionaries(NAMES.filter(lambda n: n not in FACTS), NAMES, max_size=3))
    extra.pop("version_of", None)
    article = ArticleRecord(
        draw(NAMES), draw(WORDS), text, *(draw(WORDS) for _ in FACTS), tuple(sorted(extra.items()))
    )
    spans = tuple(
        SpanRecord(
            f"s{number}",
            draw(fragments(len(text))),
            draw(NAMES),
            draw(ATTRIBUTES),
            draw(WORDS),
            draw(st.none() | st.floats(allow_nan=False, allow_infinity=False)),
            draw(st.sampled_from(Origin)),
            draw(WORDS),
            draw(TIMES),
            draw(TIMES),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    ends = st.sampled_from(spans).map(lambda span: span.id) if spans else st.nothing()
    relation = st.builds(RelationRecord, NAMES, NAMES, ends, ends, attributes=ATTRIBUTES)
    relations = draw(st.lists(relation, max_size=2, unique_by=lambda r: r.id)) if spans else []
    return ReadingRecord(
        article,
        draw(NAMES),
        draw(WORDS),
        draw(st.sampled_from(Role)),
        draw(st.sampled_from(Status)),
        tuple(draw(st.lists(WORDS, max_size=2))),
        draw(WORDS),
        tuple(draw(st.lists(WORDS, max_size=2))),
        draw(st.integers(0, 1 << 40)),
        spans,
        tuple(relations),
        draw(WORDS),
        draw(WORDS),
        draw(TIMES),
        draw(TIMES),
        days=tuple(draw(st.lists(DAYS, max_size=2, unique_by=lambda one: one.day))),
    )


@given(readings())
def test_a_record_comes_back_as_it_was_written(record):
    line = write_record(record, meta_keys([record]))
    assert line.count(b"\n") == 1
    SCHEMA.validate(json.loads(line))
    assert list(read_record(orjson.loads(line), "")) == [record]


def test_every_field_comes_back():
    record = full_record()
    value = record_value(record, meta_keys([record]))
    SCHEMA.validate(value)
    assert all(value[key] not in ("", [], None) for key in value)
    assert list(read_record(value, "")) == [record]


def test_keys_stand_in_the_order_of_the_schema_example():
    value = record_value(full_record())
    assert list(value)[:6] == ["format", "doc_id", "story", "text", "text_sha256", "annotator"]
    assert list(value) == [*SCHEMA.schema["required"][:6], *list(value)[6:]]
    assert set(value) == {*SCHEMA.schema["required"], "days"} == set(SCHEMA.schema["properties"])


def test_meta_has_the_facts_and_the_extras_in_order():
    keys = meta_keys([empty_record("b"), full_record()])
    assert keys == (*FACTS, "desk", "größe: x", "version_of")
    assert set(record_value(empty_record("b"), keys)["meta"].values()) == {""}


def test_a_span_outside_the_text_is_not_written():
    record = full_record()
    span = replace(record.spans[0], fragments=(Fragment(0, len(TEXT) + 1),))
    with pytest.raises(BadInput, match=r"a\.txt: the span .* lies outside the text"):
        write_record(record.with_spans([span], []))


def test_a_minimal_record_of_another_tool():
    value = {"text": "Ada works", "spans": [{"start": 0, "end": 3, "label": "PER"}], "lang": "en"}
    note, record = read_record(value, "f.jsonl, line 1")
    assert note == Noted("f.jsonl, line 1", "“lang” is not known; kept as a fact of the article.")
    assert isinstance(record, ReadingRecord)
    assert (record.article.name, record.article.story, record.annotator) == ("", "", "")
    assert record.article.extra == (("lang", "en"),)
    assert (record.role, record.status) == (Role.IMPORTED, Status.IN_PROGRESS)
    (span,) = record.spans
    assert (span.label, span.fragments, span.origin) == ("PER", ((0, 3),), Origin.IMPORT)
    assert span.id == ""


def test_touching_fragments_are_joined():
    pieces = [{"start": 0, "end": 3}, {"start": 3, "end": 5}]
    value = {
        "text": "Ada works",
        "spans": [{"start": 0, "end": 5, "label": "x", "fragments": pieces}],
    }
    (record,) = read_record(value, "")
    assert isinstance(record, ReadingRecord)
    assert record.spans[0].fragments == ((0, 5),)


def bad_span(**changes):
    return {"id": "s9", "start": 2, "end": 14, "label": "PER", **changes}


@pytest.mark.parametrize(
    ("span", "why"),
    [
        (bad_span(start=True), "“start” must be a whole number, not true."),
        (bad_span(end=14.0), "“end” must be a whole number, not 14.0."),
        (bad_span(end="14"), "“end” must be a whole number, not “14”."),
        (bad_span(end=1e30), "“end” must be a whole number"),
        (bad_span(start=-1), "-1–14 does not lie in the text, which has"),
        (bad_span(end=2), "2–2 does not lie in the text"),
        (bad_span(end=1000), "2–1000 does not lie in the text"),
        (bad_span(text="Ada Lovelac"), "is “Ada Lovelace”, not “Ada Lovelac”"),
        (bad_span(start=3, end=15, text="Ada Lovelace"), "offsets counted UTF-16 units"),
        (bad_span(start=5, end=17, text="Ada Lovelace"), "offsets counted bytes"),
        (bad_span(start=4, end=16, text="Ada Lovelace"), "which stands at 2."),
        (bad_span(text=None), "not null"),
        (bad_span(label=""), "“label” is missing or empty."),
        (bad_span(label=3), "“label” must be a text, not 3."),
        (bad_span(score="high"), "“score” must be a number or null, not “high”."),
        (bad_span(score=True), "“score” must be a number or null, not true."),
        (bad_span(origin="magic"), "“origin” cannot be “magic”; it is hand, suggestion,"),
        (bad_span(created_at="yesterday"), "must be a time like 2026-11-21T01:05:00Z"),
        (bad_span(created_at="2026-13-45T01:05:00Z"), "must be a time like"),
        (bad_span(attributes={"a": "b"}), "“attributes” must be a list of objects"),
        (bad_span(attributes=[{"name": "a", "value": True}]), "“attributes” must be a list"),
        (bad_span(fragments=[{"start": 2, "end": 14}]), "empty or a list of two or more"),
        (bad_span(fragments=[{"start": 2, "end": 5}, {"start": 4, "end": 14}]), "overlap"),
        (bad_span(fragments=[{"start": 2, "end": 5}, {"start": 6, "end": 13}]), "do not reach"),
        (
            bad_span(fragments=[{"start": 2, "end": 5}, {"start": 6, "end": 99}]),
            "6–99 does not lie",
        ),
        (bad_span(fragments=[3, 4]), "a fragment is an object in braces."),
        ("not a span", "a span is an object in braces."),
    ],
)
def test_a_bad_span_is_refused_and_the_others_go_in(span, why):
    good = {"id": "s1", "start": 2, "end": 14, "label": "PER", "text": "Ada Lovelace"}
    refused, record = read_record({"text": TEXT, "spans": [span, good]}, "f.jsonl, line 12")
    assert isinstance(refused, Refused)
    assert why in refused.why
    called = "span “s9”" if isinstance(span, dict) else "span number 1"
    assert refused.where == f"f.jsonl, line 12, {called}"
    assert isinstance(record, ReadingRecord)
    assert [one.id for one in record.spans] == ["s1"]


def test_a_span_id_that_stands_twice_is_refused():
    span = {"id": "s1", "start": 0, "end": 1, "label": "x"}
    refused, record = read_record({"text": "ab", "spans": [span, {**span, "end": 2}]}, "l")
    assert refused == Refused("l, span “s1”", "the id stands twice in this record.")
    assert isinstance(record, ReadingRecord)
    assert record.spans[0].end == 1


@pytest.mark.parametrize(
    ("relation", "why"),
    [
        ({"head": "s1", "child": "s2", "label": "x"}, "its child “s2” is none of the spans"),
        ({"head": "s1", "child": "s1"}, "“label” is missing or empty."),
        ({"head": 1, "child": "s1", "label": "x"}, "“head” must be a text, not 1."),
        (7, "a relation is an object in braces."),
    ],
)
def test_a_bad_relation_is_refused_and_the_rest_goes_in(relation, why):
    value = {
        "text": "ab",
        "spans": [{"id": "s1", "start": 0, "end": 1, "label": "x"}],
        "relations": [relation, {"head": "s1", "child": "z", "child_doc": "other", "label": "x"}],
    }
    refused, record = read_record(value, "l")
    assert isinstance(refused, Refused)
    assert why in refused.why
    assert isinstance(record, ReadingRecord)
    assert [one.child_doc for one in record.relations] == ["other"]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ([], "a record is an object in braces."),
        ({"text": 3}, "“text” must be a text."),
        ({"spans": []}, "“text” is missing."),
        ({"text": "a", "format": "spans/2"}, "the format is “spans/2”; only spans/1 can be read."),
        ({"text": "a", "text_sha256": "0" * 64}, "“text_sha256” is not that of the text"),
        ({"text": "a", "doc_id": 4}, "“doc_id” must be a text, not 4."),
        ({"text": "a", "role": "boss"}, "“role” cannot be “boss”; it is human, model,"),
        ({"text": "a", "status": None}, "“status” cannot be null; it is new,"),
        ({"text": "a", "split": "valid"}, "“split” cannot be “valid”"),
        ({"text": "a", "seconds": 1.5}, "“seconds” must be a whole number"),
        ({"text": "a", "seconds": -1}, "“seconds” must be a whole number"),
        ({"text": "a", "seconds": True}, "“seconds” must be a whole number"),
        ({"text": "a", "days": 3}, "“days” must be a list"),
        ({"text": "a", "days": [{"day": "2026-2-1"}]}, "must be a day like 2026-11-21"),
        ({"text": "a", "days": [{"day": "2026-02-01", "seconds": -1}]}, "“seconds” must be"),
        ({"text": "a", "days": [{"day": "2026-02-01"}, {"day": "2026-02-01"}]}, "a day twice"),
        ({"text": "a", "days": [{"day": "2026-02-01", "marking": "x"}]}, "“marking” must be"),
        (
            {
                "text": "a",
                "days": [{"day": "2026-02-01", "marking": [{"label": "x", "seconds": 1}]}],
            },
            "more seconds than 2026-02-01 has",
        ),
        ({"text": "a", "spans": {}}, "“spans” must be a list."),
        ({"text": "a", "spans": {"x": 1}}, "“spans” must be a list."),
        ({"text": "a", "relations": "x"}, "“relations” must be a list."),
        ({"text": "a", "read_for": "claim"}, "“read_for” must be a list of texts."),
        ({"text": "a", "labels": [1]}, "“labels” must be a list of texts."),
        ({"text": "a", "meta": []}, "“meta” must be an object in braces."),
        ({"text": "a", "created_at": "2026-11-21"}, "“created_at” must be a time like"),
        ({"text": "a", "answer": "reject", "spans": []}, "the answer to this task was “reject”"),
    ],
)
def test_a_bad_record_is_refused_whole(value, why):
    (item,) = read_record(value, "f.jsonl, line 3")
    assert isinstance(item, Refused)
    assert item.where == "f.jsonl, line 3"
    assert why in item.why


def test_times_of_other_zones_become_utc():
    (record,) = read_record({"text": "a", "created_at": "2026-11-21T01:05:00.5+02:00"}, "")
    assert isinstance(record, ReadingRecord)
    assert record.created_at == "2026-11-20T23:05:00Z"


def test_the_shipped_schema_takes_the_example_of_the_format():
    assert Path(paths.resource("formats/spans-1.schema.json")).is_file()
    SCHEMA.check_schema(SCHEMA.schema)
