"""Records as awkward as a project can hold them, drawn by hypothesis."""

from hypothesis import strategies as st

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
from annotator.model.span import AttributeValue, Origin, join_fragments

SIGNS = "ab C.\n\r\t\"'\\,;|%#=-[{\u2028\u0085\u00a0\u3000\x0b\x0c\x1c\x1f\u200b\ufeffé́😊👩‍🚀שd0"
"""Quotes, separators, every kind of blank and line end, accents, emoji, right to left."""

WORDS = st.text(alphabet=SIGNS, max_size=8)
NAMES = st.text(alphabet="abAO &-_é😊:%|/.", min_size=1, max_size=8).filter(str.strip)
KEYS = st.one_of(
    st.sampled_from(
        (
            *("text", "label", "labels", "spans", "entities", "id", "meta", "annotator", "status"),
            *("doc_id", "offsets", "data", "file", "fact.x", "reading_status", "Comments", "_id"),
        )
    ),
    NAMES,
).filter(lambda key: key not in ("title", "outlet", "byline", "published", "url", "retrieved"))
TIMES = st.sampled_from((None, "2026-11-21T01:05:00Z", "1999-12-31T23:59:59Z"))
PEOPLE = ("Ann", "Bob é/1")
ROLES = {"Ann": Role.HUMAN, "Bob é/1": Role.IMPORTED}
SPLITS = {"s": "", "a story/é": "dev"}
"""By story, as in a project."""


@st.composite
def readings(
    draw: st.DrawFn, article: ArticleRecord, annotator: str, *, across: bool
) -> ReadingRecord:
    """One annotator's reading of an article."""
    spans = draw(_spans(article, annotator))
    kinds = draw(st.lists(NAMES, max_size=2)) if spans else []
    ends = st.sampled_from([span.id for span in spans]) if spans else st.nothing()
    relations: dict[object, RelationRecord] = {}
    for kind in kinds:
        head, child = draw(ends), draw(ends)
        elsewhere = "other.txt" if across and draw(st.booleans()) else ""
        child = named_id("span", "elsewhere") if elsewhere else child
        if head != child:
            relation_id = named_id("relation", article.name, annotator, kind, head, child)
            relations[kind, head, child] = RelationRecord(
                relation_id, kind, head, child, "", elsewhere, draw(_attributes())
            )
    marked = [span.label for span in spans]
    return ReadingRecord(
        article,
        annotator,
        named_id("annotator", annotator),
        ROLES[annotator],
        draw(st.sampled_from(Status)),
        read_for=tuple(draw(st.lists(st.sampled_from(marked), max_size=2))) if marked else (),
        note=draw(WORDS),
        impressions=tuple(draw(st.lists(NAMES, max_size=2, unique=True))),
        spans=spans,
        relations=tuple(relations.values()),
        scheme=draw(st.sampled_from(("", "a scheme"))),
        scheme_version=draw(st.sampled_from(("", "2"))),
        created_at=draw(TIMES),
        updated_at=draw(TIMES),
        **draw(st.sampled_from(({}, {"seconds": 95, "days": (DayRecord("2026-11-21", 30),)}))),
    )


@st.composite
def _attributes(draw: st.DrawFn) -> tuple[AttributeValue, ...]:
    pairs = draw(st.lists(st.tuples(st.one_of(st.just("type"), NAMES), WORDS), max_size=2))
    # The values of one attribute stand together, as a project has them.
    return tuple(AttributeValue(*pair) for pair in sorted(pairs, key=lambda pair: pair[0]))


@st.composite
def _spans(draw: st.DrawFn, article: ArticleRecord, annotator: str) -> tuple[SpanRecord, ...]:
    text = article.text
    if not text:
        return ()
    places = st.integers(0, len(text) - 1)
    spans: dict[object, SpanRecord] = {}
    for number in range(draw(st.integers(0, 4))):
        pieces = [
            (start, draw(st.integers(start + 1, len(text))))
            for start in draw(st.lists(places, min_size=1, max_size=2))
        ]
        fragments = join_fragments(pieces)
        label = draw(NAMES)
        spans[fragments, label] = SpanRecord(
            named_id("span", article.name, annotator, str(number)),
            fragments,
            label,
            draw(_attributes()),
            note=draw(WORDS),
            score=draw(st.sampled_from((None, 0.0, 0.25, 1 / 3))),
            origin=draw(st.sampled_from(Origin)),
            source=draw(WORDS),
            created_at=draw(TIMES),
            updated_at=draw(TIMES),
        )
    return tuple(sorted(spans.values(), key=lambda span: (span.start, -span.end)))


@st.composite
def articles(draw: st.DrawFn, name: str) -> ArticleRecord:
    """An article with facts of any names."""
    facts = draw(st.dictionaries(KEYS, WORDS.filter(bool), max_size=2))
    story = draw(st.sampled_from(sorted(SPLITS)))
    return ArticleRecord(
        name,
        story,
        draw(st.text(alphabet=SIGNS, max_size=40)),
        title=draw(WORDS),
        url=draw(WORDS),
        extra=tuple(sorted(facts.items())),
        split=SPLITS[story],
        version_of=draw(st.sampled_from(("", "earlier.txt"))),
    )


@st.composite
def some_records(draw: st.DrawFn, *, across: bool = False) -> list[ReadingRecord]:
    """One or two articles, each as one or two annotators left it, in canonical order."""
    found: list[ReadingRecord] = []
    for name in draw(st.sampled_from((("a.txt",), ("a.txt", "../b é"), ("CON", "con.txt")))):
        article = draw(articles(name))
        people = draw(st.sampled_from((PEOPLE[:1], PEOPLE[1:], PEOPLE)))
        found += [draw(readings(article, annotator, across=across)) for annotator in people]
    return sorted(found, key=lambda record: record.order)
