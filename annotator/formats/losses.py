"""What a format cannot hold: taken out of a record before it is written, and counted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum

from annotator.formats.bundle import FACTS, ArticleRecord, ReadingRecord, SpanRecord
from annotator.formats.fragments import Fragments, reshape
from annotator.model.people import Role
from annotator.model.reading import Status
from annotator.model.span import Origin

EXAMPLES = 5
"""So many examples of each loss are kept."""
_SHOWN = 60


class Part(StrEnum):
    """A part of what was labelled; its value says what is lost where a format lacks it."""

    OVERLAPS = "overlapping spans"
    DISCONTINUOUS = "discontinuous spans"
    ATTRIBUTES = "attributes of spans"
    NOTES = "notes on spans"
    SCORES = "scores of spans"
    SOURCES = "origins of spans"
    SPAN_TIMES = "times of spans"
    RELATIONS = "relations"
    ACROSS = "relations to other articles"
    RELATION_ATTRIBUTES = "attributes of relations"
    EDGES = "spans that begin or end within a word"
    TEXT = "white space of the text"
    EMPTY = "articles without words"
    READINGS = "how far readings are"
    READ_FOR = "labels read for"
    ARTICLE_NOTES = "notes on articles"
    IMPRESSIONS = "labels of whole articles"
    SECONDS = "active seconds"
    DAYS = "days of active seconds"
    OFFERED = "which suggestions were offered"
    READING_TIMES = "times of readings"
    FACTS = "facts of articles"
    STORIES = "stories"
    SPLITS = "splits"
    VERSIONS = "versions of articles"
    ANNOTATORS = "who the annotators are"
    SCHEME = "names of the scheme"
    TITLES = "names of articles"


ALL_PARTS = frozenset(Part)


@dataclass(slots=True)
class Loss:
    """One kind of loss: how often, and a few examples as sentences' beginnings."""

    what: str
    count: int = 0
    examples: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, object]:
        """As plain data."""
        return {"what": self.what, "count": self.count, "examples": list(self.examples)}

    @property
    def sentence(self) -> str:
        """As a sentence, with the first example."""
        example = f", such as {self.examples[0]}" if self.examples else ""
        return f"Not kept: {self.what}: {self.count}{example}."


@dataclass(slots=True)
class Losses:
    """Takes what is lost record by record, and keeps counts with a few examples."""

    found: dict[str, Loss] = field(default_factory=dict)

    def add(self, what: str, examples: Iterable[str]) -> None:
        """Counts each example as one loss."""
        for example in examples:
            loss = self.found.setdefault(what, Loss(what))
            loss.count += 1
            if len(loss.examples) < EXAMPLES:
                loss.examples.append(example)

    def listed(self) -> tuple[Loss, ...]:
        """All losses: spans first, as `Part` has them, then whatever else."""
        order = [part.value for part in Part]

        def place(loss: Loss) -> int:
            return order.index(loss.what) if loss.what in order else len(order)

        return tuple(sorted(self.found.values(), key=place))


def fit(record: ReadingRecord, holds: frozenset[Part], losses: Losses) -> ReadingRecord:
    """The record as a format that holds these parts keeps it; what goes is added to `losses`."""
    for part, take in _TAKES.items():
        if part not in holds:
            record, gone = take(record)
            if gone:
                losses.add(part.value, gone)
    return record


Taken = tuple[ReadingRecord, list[str]]


def shown(record: ReadingRecord, span: SpanRecord) -> str:
    """A span as an example: where it stands and how it begins."""
    words = record.article.text[span.start : span.end]
    cut = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
    return f"{record.article.name} {span.start}–{span.end} {span.label} “{cut}”"


def _article(record: ReadingRecord) -> str:
    return f"{record.article.name} ({record.annotator})" if record.annotator else _name(record)


def _name(record: ReadingRecord) -> str:
    return record.article.name


def _discontinuous(record: ReadingRecord) -> Taken:
    gone = [shown(record, span) for span in record.spans if len(span.fragments) > 1]
    return (reshape(record, Fragments.HULL).record if gone else record), gone


def without_overlaps(record: ReadingRecord) -> Taken:
    """The longest spans of those that overlap, the first where they are as long."""
    if all(
        one.end <= other.start for one, other in zip(record.spans, record.spans[1:], strict=False)
    ):
        return record, []
    chosen: list[SpanRecord] = []
    gone: set[int] = set()
    taken: list[tuple[int, int]] = []
    order = sorted(record.spans, key=lambda s: (s.start - s.end, s.start, s.label))
    for span in order:
        if any(span.start < end and start < span.end for start, end in taken):
            gone.add(id(span))
        else:
            chosen.append(span)
            taken.append((span.start, span.end))
    lost = [shown(record, span) for span in record.spans if id(span) in gone]
    kept = tuple(span for span in record.spans if id(span) not in gone)
    return without_spans(record, kept), lost


def without_spans(record: ReadingRecord, kept: tuple[SpanRecord, ...]) -> ReadingRecord:
    """The record with these of its spans, and the relations that hold between them."""
    ids = {span.id for span in kept}
    relations = (
        one
        for one in record.relations
        if (one.head_doc or one.head in ids) and (one.child_doc or one.child in ids)
    )
    return record.with_spans(kept, relations)


def _each_span(
    has: Callable[[SpanRecord], bool], without: Callable[[SpanRecord], SpanRecord]
) -> Callable[[ReadingRecord], Taken]:
    def take(record: ReadingRecord) -> Taken:
        gone = [shown(record, span) for span in record.spans if has(span)]
        if not gone:
            return record, []
        spans = tuple(without(span) if has(span) else span for span in record.spans)
        return replace(record, spans=spans), gone

    return take


def all_relations(record: ReadingRecord) -> dict[str, list[str]]:
    """Every relation of a record as an example of what is lost."""
    return {Part.RELATIONS: _relations(record)[1], Part.ACROSS: _across(record)[1]}


def in_pieces(record: ReadingRecord, kept: ReadingRecord) -> list[str]:
    """The discontinuous spans of a record that another one keeps as one piece."""
    ids = {span.id for span in kept.spans}
    return [shown(record, one) for one in record.spans if len(one.fragments) > 1 and one.id in ids]


def not_in_place(
    record: ReadingRecord,
    widened: Set[str],
    placed: Iterable[SpanRecord],
    kept: Iterable[SpanRecord],
) -> list[str]:
    """The spans that are kept with other ends (`widened`, by id), and those that no token holds
    (not in `placed`)."""
    there, stay = {span.id for span in placed}, {span.id for span in kept}
    return [
        shown(record, one)
        for one in record.spans
        if one.id not in there or (one.id in widened and one.id in stay)
    ]


def _relations(record: ReadingRecord) -> Taken:
    gone = [f"{record.article.name} {one.kind}" for one in record.relations if not _is_across(one)]
    return replace(record, relations=tuple(filter(_is_across, record.relations))), gone


def _is_across(relation: object) -> bool:
    return bool(getattr(relation, "head_doc", "") or getattr(relation, "child_doc", ""))


def _across(record: ReadingRecord) -> Taken:
    gone = [f"{record.article.name} {one.kind}" for one in record.relations if _is_across(one)]
    kept = tuple(one for one in record.relations if not _is_across(one))
    return (replace(record, relations=kept) if gone else record), gone


def _relation_attributes(record: ReadingRecord) -> Taken:
    gone = [f"{record.article.name} {one.kind}" for one in record.relations if one.attributes]
    if not gone:
        return record, []
    plain = tuple(replace(one, attributes=()) for one in record.relations)
    return replace(record, relations=plain), gone


def _each_record(
    has: Callable[[ReadingRecord], bool], without: Callable[[ReadingRecord], ReadingRecord]
) -> Callable[[ReadingRecord], Taken]:
    def take(record: ReadingRecord) -> Taken:
        return (without(record), [_article(record)]) if has(record) else (record, [])

    return take


def _each_article(
    has: Callable[[ArticleRecord], bool], without: Callable[[ArticleRecord], ArticleRecord]
) -> Callable[[ReadingRecord], Taken]:
    return _each_record(
        lambda record: has(record.article),
        lambda record: replace(record, article=without(record.article)),
    )


def _has_facts(article: ArticleRecord) -> bool:
    return bool(article.extra) or any(article.facts().values())


def _no_facts(article: ArticleRecord) -> ArticleRecord:
    return replace(article.with_facts(dict.fromkeys(FACTS, "")), extra=())


def begun(record: ReadingRecord) -> Status:
    """How far a reading is where a file does not say: with spans, in progress."""
    return Status.IN_PROGRESS if record.spans else Status.NEW


_TAKES: Mapping[Part, Callable[[ReadingRecord], Taken]] = {
    Part.ACROSS: _across,
    Part.RELATIONS: _relations,
    Part.DISCONTINUOUS: _discontinuous,
    Part.OVERLAPS: without_overlaps,
    Part.ATTRIBUTES: _each_span(
        lambda span: bool(span.attributes), lambda span: replace(span, attributes=())
    ),
    Part.NOTES: _each_span(lambda span: bool(span.note), lambda span: replace(span, note="")),
    Part.SCORES: _each_span(
        lambda span: span.score is not None, lambda span: replace(span, score=None)
    ),
    Part.SOURCES: _each_span(
        lambda span: bool(span.source) or span.origin is not Origin.IMPORT,
        lambda span: replace(span, source="", origin=Origin.IMPORT),
    ),
    Part.SPAN_TIMES: _each_span(
        lambda span: bool(span.created_at or span.updated_at),
        lambda span: replace(span, created_at=None, updated_at=None),
    ),
    Part.RELATION_ATTRIBUTES: _relation_attributes,
    Part.READ_FOR: _each_record(
        lambda record: bool(record.read_for), lambda record: replace(record, read_for=())
    ),
    Part.ARTICLE_NOTES: _each_record(
        lambda record: bool(record.note), lambda record: replace(record, note="")
    ),
    Part.IMPRESSIONS: _each_record(
        lambda record: bool(record.impressions), lambda record: replace(record, impressions=())
    ),
    Part.SECONDS: _each_record(
        lambda record: bool(record.seconds or record.days),
        lambda record: replace(record, seconds=0, days=()),
    ),
    Part.DAYS: _each_record(
        lambda record: bool(record.days), lambda record: replace(record, days=())
    ),
    Part.OFFERED: _each_record(
        lambda record: bool(record.offered), lambda record: replace(record, offered="")
    ),
    Part.READING_TIMES: _each_record(
        lambda record: bool(record.created_at or record.updated_at),
        lambda record: replace(record, created_at=None, updated_at=None),
    ),
    Part.SCHEME: _each_record(
        lambda record: bool(record.scheme or record.scheme_version),
        lambda record: replace(record, scheme="", scheme_version=""),
    ),
    Part.ANNOTATORS: _each_record(
        lambda record: record.role is not Role.IMPORTED,
        lambda record: replace(record, annotator_id="", role=Role.IMPORTED),
    ),
    Part.READINGS: _each_record(
        lambda record: record.status is not begun(record),
        lambda record: replace(record, status=begun(record)),
    ),
    Part.FACTS: _each_article(_has_facts, _no_facts),
    Part.STORIES: _each_article(
        lambda article: bool(article.story), lambda article: replace(article, story="")
    ),
    Part.SPLITS: _each_article(
        lambda article: bool(article.split), lambda article: replace(article, split="")
    ),
    Part.VERSIONS: _each_article(
        lambda article: bool(article.version_of), lambda article: replace(article, version_of="")
    ),
    Part.TITLES: _each_article(
        lambda article: bool(article.name), lambda article: replace(article, name="")
    ),
}
"""How each part is taken out. `Part.EDGES`, `TEXT` and `EMPTY` are for `Format.fit`: they need to
know words."""


def fitted(
    records: Iterable[ReadingRecord],
    holds: frozenset[Part],
    more: "Callable[[ReadingRecord], tuple[ReadingRecord, Mapping[str, list[str]]]] | None",
    losses: Losses,
) -> Iterator[ReadingRecord]:
    """The records as a format keeps them; `more` is what the format does beyond its parts."""
    for record in records:
        kept = record
        if more is not None:
            kept, gone = more(kept)
            for what, examples in gone.items():
                losses.add(what, examples)
        yield fit(kept, holds, losses)
