"""Suggestions with their answers as JSON lines, and what the card says of them."""

import json
from dataclasses import replace

import jsonschema
import pytest

from annotator.formats.bundle import PlaceRecord, Refused, SuggestionRecord
from annotator.formats.card import Answered
from annotator.formats.jsonl import write_jsonl
from annotator.formats.suggestions import read_suggestion, write_suggestion
from annotator.model.identity import named_id
from annotator.model.span import AttributeValue, Fragment
from annotator.model.suggestion import Answer, Source, Verdict
from annotator.model.tally import Tally
from annotator.paths import resource
from tests.annotator.formats.records import TIME, full_record

SCHEMA = jsonschema.Draft202012Validator(
    json.loads(resource("formats/suggestions-1.schema.json").read_text(encoding="utf-8"))
)
ANSWER = Answer("", "", Verdict.EDITED, "", named_id("span", "1"), TIME, 3.25)
RECORD = SuggestionRecord(
    id=named_id("suggestion", "1"),
    doc="a.txt",
    story="sample",
    annotator="Ann",
    annotator_id=named_id("annotator", "Ann"),
    source=Source.QUOTES,
    maker="quotes 1",
    label="quote",
    fragments=(Fragment(0, 4), Fragment(10, 14)),
    quoted="“We,” she said, “won”",
    score=1,
    reason="in marks; said by Ada 🙂",
    attributes=(AttributeValue("kind", "whole"),),
    speaker=PlaceRecord(20, 23, "Ada"),
    cue=PlaceRecord(15, 19, "said"),
    group="Ada Lovelace",
    answer=ANSWER,
)


def value(record: SuggestionRecord) -> dict[str, object]:
    line = write_suggestion(record)
    assert line.endswith(b"\n")
    found: dict[str, object] = json.loads(line)
    SCHEMA.validate(found)
    return found


def test_a_suggestion_with_its_answer():
    found = value(RECORD)
    assert (found["start"], found["end"]) == (0, 14)
    assert found["fragments"] == [{"start": 0, "end": 4}, {"start": 10, "end": 14}]
    assert found["speaker"] == {"start": 20, "end": 23, "text": "Ada"}
    assert (found["answer"], found["answered_at"], found["seconds"]) == ("edited", TIME, 3.25)
    assert (found["span_id"], found["bulk"]) == (named_id("span", "1"), False)


def test_a_pending_one_in_one_piece_has_the_same_keys():
    bare = value(replace(RECORD, fragments=(Fragment(0, 4),), speaker=None, cue=None, answer=None))
    assert bare.keys() == value(RECORD).keys()
    assert (bare["fragments"], bare["speaker"], bare["cue"]) == ([], None, None)
    assert (bare["answer"], bare["answered_at"], bare["span_id"]) == ("pending", None, "")


def test_the_card_says_who_was_offered_what_and_how_it_was_answered(tmp_path):
    records = [replace(full_record(), offered="same as B_ob <i>")]
    tally = Tally(offered=10, accepted=3, edited=1, rejected=1, bulk=2, seconds=2.5)
    answered = [Answered("Ann", "quote", "quotes", tally)]
    write_jsonl(tmp_path / "out", records, answered=lambda: answered)
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    section = card[card.index("## Suggestions") : card.index("## Files")]
    assert "Ann: was offered exactly those of B_ob \\<i\\>" in section
    assert "| Ann | quote | quotes | 10 | 3 | 1 | 1 | 0 | 5 | 60 % | 40 % | 2.5 |" in section
    write_jsonl(tmp_path / "plain", [full_record()])
    assert "## Suggestions" not in (tmp_path / "plain" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "record",
    [
        RECORD,
        replace(RECORD, answer=replace(ANSWER, answered_at="", bulk=True, seconds=0.0)),
        replace(RECORD, fragments=(Fragment(0, 4),), speaker=None, cue=None, answer=None),
    ],
)
def test_a_suggestion_comes_back_as_it_was(record: SuggestionRecord):
    (read,) = read_suggestion(value(record), "here")
    assert read == replace(record, where="here")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"doc_id": ""}, "“doc_id” is missing"),
        ({"source": "guesses"}, "“source” cannot be “guesses”"),
        ({"start": 14}, "whole numbers"),
        ({"start": True}, "whole numbers"),
        ({"fragments": [{"start": 0, "end": 4}]}, "do not reach"),
        ({"fragments": [{"start": 0, "end": 9}, {"start": 8, "end": 14}]}, "out of order"),
        ({"fragments": 3}, "list of objects"),
        ({"score": 2}, "from 0 to 1"),
        ({"score": "high"}, "must be a number"),
        ({"speaker": "Ada"}, "“speaker” must be an object"),
        ({"answer": "perhaps"}, "“answer” cannot be “perhaps”"),
        ({"bulk": "no"}, "true or false"),
        ({"seconds": -1}, "0 or more"),
        ({"format": "suggestions/2"}, "only suggestions/1"),
    ],
)
def test_what_is_no_suggestion_is_refused(change: dict[str, object], why: str):
    (refused,) = read_suggestion(value(RECORD) | change, "here")
    assert isinstance(refused, Refused)
    assert why in refused.why


def test_a_list_is_no_suggestion():
    (refused,) = read_suggestion([], "here")
    assert refused == Refused("here", "a suggestion is an object in braces.")
