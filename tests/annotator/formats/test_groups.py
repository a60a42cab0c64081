"""Groups as JSON lines."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from annotator.formats.bundle import GroupRecord, Refused
from annotator.formats.groups import read_group, write_group
from annotator.paths import resource
from tests.annotator.formats.records import GROUP

SCHEMA = jsonschema.Draft202012Validator(
    json.loads(resource("formats/groups-1.schema.json").read_text(encoding="utf-8"))
)
VALUE: dict[str, Any] = json.loads(write_group(GROUP))


def test_a_group_is_written_as_the_schema_says_and_read_back():
    SCHEMA.validate(VALUE)
    (read,) = read_group(VALUE, "g.jsonl, line 1")
    assert isinstance(read, GroupRecord)
    assert replace(read, where="") == GROUP


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"format": "groups/9"}, "only groups/1 can be read"),
        ({"kind": " "}, "“kind” is missing"),
        ({"members": []}, "no members"),
        ({"members": {}}, "list of objects"),
        ({"members": [1]}, "list of objects"),
        ({"members": [{"doc_id": 3}]}, "“doc_id” must be a text"),
        ({"members": [VALUE["members"][0]] * 2}, "stands twice"),
        ({"created_at": "yesterday"}, "must be a time"),
        ({"name": None}, "“name” must be a text"),
        ({"attributes": {"a": "b"}}, "“attributes” must be a list"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(changes: dict[str, Any], why: str):
    (refused,) = read_group(VALUE | changes, "here")
    assert isinstance(refused, Refused)
    assert why in refused.why
    assert refused.where == "here"


def test_a_line_that_is_no_object_is_refused():
    assert [type(item) for item in read_group([1], "here")] == [Refused]
