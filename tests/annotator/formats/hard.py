"""The one hard sample that every format has to write and read again: two annotators."""

from annotator.formats.bundle import (
    ArticleRecord,
    DayRecord,
    ReadingRecord,
    RelationRecord,
    SpanRecord,
)
from annotator.model.identity import named_id
from annotator.model.people import Role
from annotator.model.reading import Status
from annotator.model.scheme import Attribute, Label, RelationKind, Scheme
from annotator.model.span import AttributeValue, Fragment, Origin
from annotator.model.story import text_sha256

TEXT = (
    "💩 Ada Lovelace works at Acme Corp\r\nin London 😊 today.\r\n"
    "“We won,” she said.\nNobody knew why; שלום e\u0301.\n"
)
"""Emoji before spans, CRLF and LF, letters from right to left, a combining accent."""

TIME = "2026-11-21T01:05:00Z"
ANN, BOB = named_id("annotator", "Ann"), named_id("annotator", "Bob")


def at(words: str, text: str = TEXT) -> Fragment:
    start = text.index(words)
    return Fragment(start, start + len(words))


def span(name: str, label: str, *words: str, **more: object) -> SpanRecord:
    fragments = tuple(sorted(at(one) for one in words))
    return SpanRecord(named_id("span", name), fragments, label, origin=Origin.IMPORT, **more)  # type: ignore[arg-type]


ADA = span(
    "ada",
    "person name",
    "Ada Lovelace",
    attributes=(AttributeValue("type", "PERSON"), AttributeValue("type", "a name; of two: words")),
    note="a note\twith a tab\nand two lines",
)
SPANS = (
    ADA,
    span("works", "claim", "Lovelace works at Acme Corp"),  # overlaps with the name
    span("acme", "ORG", "Acme Corp"),  # lies within the claim
    span("broken", "ORG", "Acme Corp\r\nin London"),  # a line break inside
    span("split", "claim", "Ada", "today"),  # discontinuous
    span("quote", "quote", "“We won,”", score=0.5, source="quotes 1"),
    span("tail", "claim", "e\u0301"),
)

HARD = Scheme(
    "hard",
    1,
    (
        Label(named_id("label", "1"), "person name", attributes=(Attribute("type"),)),
        Label(named_id("label", "2"), "claim"),
        Label(named_id("label", "3"), "ORG"),
        Label(named_id("label", "4"), "quote"),
    ),
    (RelationKind("said by"), RelationKind("about")),
)


def article(name: str, text: str = TEXT, **more: object) -> ArticleRecord:
    return ArticleRecord(name, "a story", text, **more)  # type: ignore[arg-type]


def hard_records() -> list[ReadingRecord]:
    """Two annotators in one article, and articles without spans."""
    one = ReadingRecord(
        article(
            "a.txt", title="Ada & Co <b>", url="https://example.org/a", extra=(("desk", "=1"),)
        ),
        "Ann",
        ANN,
        Role.HUMAN,
        Status.DONE,
        read_for=("claim", "ORG"),
        note="of the article\nin two lines",
        impressions=("mixed",),
        seconds=95,
        days=(DayRecord("2026-11-20", 60, (("claim", 20),)), DayRecord("2026-11-21", 30)),
        spans=tuple(sorted(SPANS, key=lambda s: (s.start, -s.end))),
        relations=(
            RelationRecord(
                named_id("relation", "1"),
                "said by",
                named_id("span", "quote"),
                ADA.id,
                attributes=(AttributeValue("how", "loudly"),),
            ),
            RelationRecord(
                named_id("relation", "2"),
                "about",
                named_id("span", "works"),
                named_id("span", "acme"),
            ),
        ),
        scheme="hard",
        scheme_version="1",
        created_at=TIME,
        updated_at=TIME,
    )
    other = ReadingRecord(
        article(
            "a.txt", title="Ada & Co <b>", url="https://example.org/a", extra=(("desk", "=1"),)
        ),
        "Bob",
        BOB,
        Role.HUMAN,
        Status.IN_PROGRESS,
        spans=(span("bob", "ORG", "London"),),
    )
    nothing = ReadingRecord(
        article("b.txt", "Nothing to mark.\n"), "Ann", ANN, Role.HUMAN, Status.DONE
    )
    skipped = ReadingRecord(article("c.txt", "Skipped."), "Bob", BOB, Role.HUMAN, Status.SKIPPED)
    return [one, other, nothing, skipped]


def sha(record: ReadingRecord) -> str:
    return text_sha256(record.article.text)
