"""What every format reads and writes: values with names in them, where a project has ids.

An importer is a stream of items: articles, readings, what was refused and what should be known.
An exporter takes a stream of readings. Neither holds more than one of them at a time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter

from annotator.model.clue import ClueVerdict
from annotator.model.decision import Reason, Took
from annotator.model.people import Role
from annotator.model.reading import Status
from annotator.model.span import AttributeValue, Fragment, Origin
from annotator.model.suggestion import Answer, Source

FACTS = ("title", "outlet", "byline", "published", "url", "retrieved")
"""What is known of an article beside its text, in the order in which files hold it."""


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """One article as a file holds it. `name` and `story` are "" where the file gives none.

    `version_of` is the name of the article this one revises; `where` says where it was read.
    `withheld`: its words must not be written, only where they stand.
    """

    name: str
    story: str
    text: str
    title: str = ""
    outlet: str = ""
    byline: str = ""
    published: str = ""
    url: str = ""
    retrieved: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    split: str = ""
    version_of: str = ""
    where: str = ""
    withheld: bool = False

    def __reduce__(self) -> tuple[type["ArticleRecord"], tuple[object, ...]]:
        return ArticleRecord, _ARTICLE(self)

    def facts(self) -> dict[str, str]:
        """The facts by name, "" where unknown."""
        values = (self.title, self.outlet, self.byline, self.published, self.url, self.retrieved)
        return dict(zip(FACTS, values, strict=True))

    def with_facts(self, facts: Mapping[str, str]) -> "ArticleRecord":
        """The same article with these facts in place of its own, by name."""
        known = {**self.facts(), **facts}
        return replace(
            self,
            title=known["title"],
            outlet=known["outlet"],
            byline=known["byline"],
            published=known["published"],
            url=known["url"],
            retrieved=known["retrieved"],
        )


@dataclass(frozen=True, slots=True)
class SpanRecord:
    """One span as a file holds it: label by name, fragments in code points; `id` may be ""."""

    id: str
    fragments: tuple[Fragment, ...]
    label: str
    attributes: tuple[AttributeValue, ...] = ()
    note: str = ""
    score: float | None = None
    origin: Origin = Origin.HAND
    source: str = ""
    created_at: str | None = None
    updated_at: str | None = None

    @property
    def start(self) -> int:
        """First code point of the hull."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """End of the hull, exclusive."""
        return self.fragments[-1].end


@dataclass(frozen=True, slots=True)
class RelationRecord:
    """One relation as a file holds it: `head` and `child` are ids of spans.

    `head_doc` and `child_doc` name the article that holds that end, "" for the one at hand.
    """

    id: str
    kind: str
    head: str
    child: str
    head_doc: str = ""
    child_doc: str = ""
    attributes: tuple[AttributeValue, ...] = ()


@dataclass(frozen=True, slots=True)
class DayRecord:
    """Active seconds of one day (`YYYY-MM-DD`, UTC); `marking` are those of them before spans of a
    label were made by hand, by its name."""

    day: str
    seconds: int
    marking: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """One article as one annotator left it.

    `annotator` is "" where the file names nobody, `annotator_id` where it gives no identity.
    `read_for` are names of labels, `impressions` labels of the whole article, `seconds` active;
    `days` tell of those whose day is known.
    `offered` says in a word which suggestions the annotator was offered, "" where nobody was any.
    `part`: more records of the same reading may follow, and together they make it. `spans` is a
    tuple, or what is equal to it (see `many_spans`).
    """

    article: ArticleRecord
    annotator: str = ""
    annotator_id: str = ""
    role: Role = Role.IMPORTED
    status: Status = Status.NEW
    read_for: tuple[str, ...] = ()
    note: str = ""
    impressions: tuple[str, ...] = ()
    seconds: int = 0
    spans: Sequence[SpanRecord] = ()
    relations: tuple[RelationRecord, ...] = ()
    scheme: str = ""
    scheme_version: str = ""
    created_at: str | None = None
    updated_at: str | None = None
    where: str = ""
    offered: str = ""
    part: bool = False
    days: tuple[DayRecord, ...] = ()

    def __reduce__(self) -> tuple[type["ReadingRecord"], tuple[object, ...]]:
        return ReadingRecord, _READING(self)

    @property
    def order(self) -> tuple[str, str, str, str]:
        """Where the record stands in a file: by story, article, annotator name, annotator id."""
        return (self.article.story, self.article.name, self.annotator, self.annotator_id)

    def with_spans(
        self, spans: Iterable[SpanRecord], relations: Iterable[RelationRecord]
    ) -> "ReadingRecord":
        """The same reading with other spans and relations."""
        return replace(self, spans=tuple(spans), relations=tuple(relations))


_ARTICLE = attrgetter(*(one.name for one in fields(ArticleRecord)))
_READING = attrgetter(*(one.name for one in fields(ReadingRecord)))


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place in an article and the words there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class SuggestionRecord:
    """One suggestion that an annotator was offered, with the answer, as a file holds it.

    `doc` is the name of the article, `quoted` its text from `start` to `end`. `where` says where it
    was read, `role` is that of an annotator of whom the file tells nothing else.
    """

    id: str
    doc: str
    story: str
    annotator: str
    annotator_id: str
    source: Source
    maker: str
    label: str
    fragments: tuple[Fragment, ...]
    quoted: str
    score: float
    reason: str
    attributes: tuple[AttributeValue, ...] = ()
    speaker: PlaceRecord | None = None
    cue: PlaceRecord | None = None
    group: str = ""
    answer: Answer | None = None
    where: str = ""
    role: Role = Role.HUMAN

    @property
    def start(self) -> int:
        """First code point of the hull."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """End of the hull, exclusive."""
        return self.fragments[-1].end


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """A member of a group: a span by id in an article by name; without a span, the article.

    `text` is the article's from `start` to `end`, for readers that have no records beside it.
    """

    doc: str
    span: str = ""
    value: str = ""
    stance: str = ""
    start: int = 0
    end: int = 0
    text: str = ""
    text_sha256: str = ""


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """One annotator's group as a file holds it; `where` says where it was read.

    `role` is that of an annotator of whom the file tells nothing else.
    """

    id: str
    story: str
    annotator: str
    annotator_id: str
    kind: str
    name: str
    members: tuple[MemberRecord, ...] = ()
    attributes: tuple[AttributeValue, ...] = ()
    note: str = ""
    created_at: str | None = None
    updated_at: str | None = None
    where: str = ""
    role: Role = Role.IMPORTED


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """A passage of a clue: a place in the article called `doc`, and what it says there.

    `text` is the article's from `start` to `end`, "" where the file does not tell.
    """

    doc: str
    start: int
    end: int
    text: str = ""
    value: str = ""
    text_sha256: str = ""


@dataclass(frozen=True, slots=True)
class ClueRecord:
    """One annotator's answer to a clue as a file holds it; `where` says where it was read.

    `id` follows from the kind and the places, by the names of the articles. `group` is the id of
    the group that came of it, "" where none did. `role` is that of an annotator of whom the file
    tells nothing else.
    """

    id: str
    story: str
    annotator: str
    annotator_id: str
    kind: str
    name: str
    reason: str
    passages: tuple[PassageRecord, ...]
    answer: ClueVerdict
    score: float = 0.0
    shown: bool = True
    group: str = ""
    answered_at: str | None = None
    where: str = ""
    role: Role = Role.HUMAN


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Somebody whom a file names beside what they did; `where` says where that was read."""

    annotator: str
    annotator_id: str
    role: Role
    where: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What was decided between two annotators, `a` and `b`, in one place or about groups.

    It is as a file holds it.
    `gold`, `a`, `b` and `by` are names, "" where the file names nobody. `a_spans`, `b_spans` and
    `gold_spans` are ids of spans in the article called `doc`; `a_groups`, `b_groups` and
    `gold_groups` of groups, where it is about these. For the rest see
    `annotator.model.decision.Decision`; `where` says where it was read.
    """

    id: str
    doc: str
    story: str
    gold: str
    gold_id: str
    a: str
    a_id: str
    b: str
    b_id: str
    took: Took
    a_spans: tuple[str, ...] = ()
    b_spans: tuple[str, ...] = ()
    gold_spans: tuple[str, ...] = ()
    ground: str = ""
    reason: Reason = Reason.UNSAID
    note: str = ""
    gap: bool = False
    by: str = ""
    by_id: str = ""
    at: str = ""
    where: str = ""
    a_groups: tuple[str, ...] = ()
    b_groups: tuple[str, ...] = ()
    gold_groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that was not taken: where it stands and why, as a sentence.

    `raw` is what stood there, where it can be kept to be mended.
    """

    where: str
    why: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that was taken, with a thing to know about it."""

    where: str
    what: str


Item = (
    ArticleRecord
    | ReadingRecord
    | GroupRecord
    | ClueRecord
    | SuggestionRecord
    | DecisionRecord
    | Refused
    | Noted
)
"""What an importer yields."""
