"""Whatever stands in a text and wherever spans stand: what a format keeps comes back, and what it
does not keep is told, neither more nor less.

What random examples found stands as `@example`: words that are `#`, facts called as parts of
formats are, readings said to be new that have spans, separators that Python takes for blanks. The
examples are the same every time; `FUZZ=2000` tries so many that are not.
"""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from annotator.formats.bundle import ArticleRecord, ReadingRecord, RelationRecord, SpanRecord
from annotator.model.identity import named_id
from annotator.model.people import Role
from annotator.model.span import AttributeValue, Fragment, Origin
from tests.annotator.formats.any_records import some_records
from tests.annotator.formats.test_round_trips import (
    WAYS,
    counted_losses,
    holds_pieces,
    in_order,
    plain,
    read,
    told_losses,
    written,
)

MANY = int(os.environ.get("FUZZ", "0"))


def found(text: str, /, *places: tuple[int, int], **facts: str) -> list[ReadingRecord]:
    """One record as a random example found it."""
    spans = tuple(
        SpanRecord(
            named_id("span", str(number)),
            (Fragment(*place),),
            "a: b",
            (AttributeValue("type", ""), AttributeValue(":", "[")),
            note="\r",
            origin=Origin.HAND,
            updated_at="2026-11-21T01:05:00Z",
        )
        for number, place in enumerate(places)
    )
    article = ArticleRecord("a.txt", "s", text, extra=tuple(sorted(facts.items())))
    return [ReadingRecord(article, "Ann", named_id("annotator", "Ann"), Role.HUMAN, spans=spans)]


def leading_out(records: list[ReadingRecord]) -> list[ReadingRecord]:
    """The first record with a relation from its first span into another article."""
    first, *others = records
    there = named_id("span", "there")
    out = RelationRecord(
        named_id("relation", "out"), ":", first.spans[0].id, there, child_doc="b.txt"
    )
    return [replace(first, relations=(out,)), *others]


@pytest.mark.parametrize(("name", "choices"), WAYS, ids=lambda way: str(way))
@given(records=some_records(across=True))
@example(found("#"))
@example(found("# newdoc", (0, 1)))
@example(found(""))
@example(found("a\x1cb \x1f", (0, 3), (1, 2)))
@example(found(" \n", (0, 2), (0, 1)))
@example(found("00", (0, 1), (1, 2)))
@example(found("\ufeff0", (0, 1), (1, 2)))
@example(leading_out(found("\x1c", (0, 1))))
@example(found("0", text="0", label="0", spans="[]", entities="x", id="7", data="d", file="f"))
@example(found("0", **{": ": "0", "'-": "=", "_id": "0", "fact.x": "0", "reading_status": "x"}))
@settings(
    max_examples=MANY or 15,
    derandomize=not MANY,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_any_records_come_back(name: str, choices: dict[str, str], records: list[ReadingRecord]):
    with tempfile.TemporaryDirectory() as room:
        kept, losses = written(name, Path(room) / "out", records, choices)
        back = read(name, Path(room) / "out")
    assert told_losses(losses) == counted_losses(records, kept, in_pieces=holds_pieces(name))
    # What has no words cannot be told from nothing where tokens are all there is.
    kept = [one for one in kept if one.article.text or name != "conll"]
    assert [plain(one) for one in in_order(back)] == [plain(one) for one in in_order(kept)]
