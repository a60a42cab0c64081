"""Answers to clues as JSON lines."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from annotator.formats.bundle import ClueRecord, Refused
from annotator.formats.clues import read_clue, write_clue
from annotator.paths import resource
from tests.annotator.formats.records import CLUE

SCHEMA = jsonschema.Draft202012Validator(
    json.loads(resource("formats/clues-1.schema.json").read_text(encoding="utf-8"))
)
VALUE: dict[str, Any] = json.loads(write_clue(CLUE))


def test_an_answer_is_written_as_the_schema_says_and_read_back() -> None:
    SCHEMA.validate(VALUE)
    (read,) = read_clue(VALUE, "c.jsonl, line 1")
    assert isinstance(read, ClueRecord)
    assert replace(read, where="") == CLUE


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"format": "clues/9"}, "only clues/1 can be read"),
        ({"kind": " "}, "“kind” is missing"),
        ({"passages": []}, "no passages"),
        ({"passages": [1]}, "list of objects"),
        ({"passages": [{"doc_id": "1.txt", "start": 5, "end": 5}]}, "the end behind the start"),
        ({"passages": [{"doc_id": 3, "start": 1, "end": 5}]}, "“doc_id” must be a text"),
        ({"answer": "perhaps"}, "it is group, not a conflict, later"),
        ({"answered_at": "yesterday"}, "must be a time"),
        ({"shown": 1}, "must be true or false"),
        ({"score": -1}, "must be a number, 0 or more"),
        ({"name": None}, "“name” must be a text"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(changes: dict[str, Any], why: str) -> None:
    (refused,) = read_clue(VALUE | changes, "here")
    assert isinstance(refused, Refused)
    assert why in refused.why
    assert refused.where == "here"


def test_a_line_that_says_nothing_is_refused() -> None:
    unanswered = {key: value for key, value in VALUE.items() if key != "answer"}
    for value in ([1], unanswered):
        assert [type(item) for item in read_clue(value, "here")] == [Refused]
