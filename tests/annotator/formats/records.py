"""Made-up records that the tests of the formats share."""

from annotator.formats.bundle import (
    ArticleRecord,
    ClueRecord,
    DayRecord,
    GroupRecord,
    MemberRecord,
    PassageRecord,
    ReadingRecord,
    RelationRecord,
    SpanRecord,
)
from annotator.model.clue import ClueVerdict
from annotator.model.identity import named_id
from annotator.model.people import Role
from annotator.model.reading import Status
from annotator.model.span import AttributeValue, Fragment, Origin

TEXT = "💩 Ada Lovelace works at Acme Corp\r\nin London 😊 today.\u2028שלום e\u0301\0\n\n"
TIME = "2026-11-21T01:05:00Z"


def full_record() -> ReadingRecord:
    """A record in which every field is filled."""
    article = ArticleRecord(
        name="a.txt",
        story="sample",
        text=TEXT,
        title="<b>Ada & Co</b>",
        outlet="The Paper",
        byline="N. N.",
        published="2026-11-20",
        url="https://example.org/a",
        retrieved="2026-11-21",
        extra=(("desk", "world"), ("größe: x", "=1+1")),
        split="train",
        version_of="b.txt",
    )
    spans = (
        SpanRecord(
            id=named_id("span", "1"),
            fragments=(Fragment(2, 14),),
            label="entity",
            attributes=(AttributeValue("type", "PERSON"), AttributeValue("type", "ORG")),
            note="a note\nof two lines",
            score=1.0,
            origin=Origin.EDITED,
            source="names 1.0",
            created_at=TIME,
            updated_at=TIME,
        ),
        SpanRecord(
            id=named_id("span", "2"),
            fragments=(Fragment(24, 28), Fragment(38, 44)),
            label="claim",
        ),
    )
    relation = RelationRecord(
        id=named_id("relation", "1"),
        kind="about",
        head=spans[1].id,
        child=spans[0].id,
        attributes=(AttributeValue("strength", "weak"),),
    )
    return ReadingRecord(
        article=article,
        annotator="Ann",
        annotator_id=named_id("annotator", "Ann"),
        role=Role.HUMAN,
        status=Status.DONE,
        read_for=("claim", "entity"),
        note="a note on the article",
        impressions=("mixed",),
        seconds=95,
        days=(
            DayRecord("2026-11-20", 60, (("claim", 25), ("entity", 10))),
            DayRecord("2026-11-21", 5),
        ),
        spans=spans,
        relations=(relation,),
        scheme="news stories",
        scheme_version="3",
        created_at="2026-11-21T01:02:03Z",
        updated_at=TIME,
    )


def empty_record(name: str, story: str = "sample", split: str = "") -> ReadingRecord:
    """A finished article with nothing in it."""
    return ReadingRecord(
        ArticleRecord(name, story, f"nothing in {name}", split=split),
        "Ann",
        named_id("annotator", "Ann"),
        Role.HUMAN,
        Status.DONE,
    )


GROUP = GroupRecord(
    id=named_id("group", "1"),
    story="sample",
    annotator="Ann",
    annotator_id=named_id("annotator", "Ann"),
    kind="conflict",
    name="where Ada\u2028works",
    members=(
        MemberRecord("a.txt", named_id("span", "1"), "London 😊", "says"),
        MemberRecord("b.txt", stance="omits"),
    ),
    attributes=(AttributeValue("facet", "where"),),
    note="a note",
    created_at=TIME,
    updated_at=TIME,
)

CLUE = ClueRecord(
    id="c",
    story="Harbour",
    annotator="Ada",
    annotator_id="a",
    kind="same unit, other figure",
    name="two million",
    reason="Two articles tell another number of pounds.",
    score=0.5,
    shown=False,
    passages=(
        PassageRecord("1.txt", 3, 9, "£2,000", "2000", "0" * 64),
        PassageRecord("2.txt", 0, 5, "£3,00", "300", "1" * 64),
    ),
    answer=ClueVerdict.GROUP,
    group="g",
    answered_at="2026-11-21T01:05:00Z",
)
