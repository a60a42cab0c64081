"""What a first look over the records tells: counts, keys, and which rows must come first."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.formats.bundle import FACTS, ReadingRecord
from annotator.formats.many_spans import columns_of
from annotator.formats.record import extra_keys
from annotator.model.people import Role

_KINDS: tuple[str, ...] = (
    "span", "attribute", "fragment", "relation", "relation attribute", "score", "read for",
    "impression", "created", "updated", "span created", "span updated",
)  # fmt: skip


@dataclass(slots=True)
class Part:
    """What one file holds: the counts, and the few rows that show every type of value."""

    records: int = 0
    articles: int = 0
    stories: int = 0
    spans: int = 0
    relations: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    front: dict[int, ReadingRecord] = field(default_factory=dict)
    unseen: set[str] = field(default_factory=lambda: set(_KINDS))
    times: dict[str, str] = field(default_factory=dict)
    """Facts that looked like a time on every line so far, with how they are written."""

    def shows_something(self, record: ReadingRecord) -> bool:
        """Whether this row shows a type of value that none before it showed."""
        shown = False
        if self.unseen and not self.unseen.isdisjoint(found := _kinds_in(record)):
            self.unseen -= found
            shown = True
        if self.records == 0:
            self.times = {key: kind for key, kind in _times_in(record) if kind}
        elif self.times:
            now = record.article.facts() | dict(record.article.extra)
            other = [k for k, kind in self.times.items() if _time_in(now.get(k, "")) != kind]
            for key in other:
                del self.times[key]
            shown = shown or bool(other)
        return shown


@dataclass(slots=True)
class Work:
    """What one annotator did, in all parts."""

    name: str
    role: Role
    articles: int = 0
    done: int = 0
    spans: int = 0
    seconds: int = 0


@dataclass(slots=True)
class Survey:
    """Takes records in canonical order, one by one, and keeps only counts."""

    by_split: bool
    parts: dict[str, Part] = field(default_factory=dict)
    annotators: dict[str, Work] = field(default_factory=dict)
    schemes: set[tuple[str, str]] = field(default_factory=set)
    extras: set[str] = field(default_factory=set)
    offers: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Numbers of records by annotator and by which suggestions they were offered."""
    records: int = 0
    _last: tuple[str, str, str, str] | None = None

    def part_name(self, record: ReadingRecord) -> str:
        """The part that the record belongs to; without splits there is one, called spans."""
        return (record.article.split or "train") if self.by_split else "spans"

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that `meta` has on every line."""
        return (*FACTS, *sorted(self.extras))

    def add(self, record: ReadingRecord) -> bool:
        """Counts one record, and says whether it belongs to the front of its part.

        Raises `ValueError` if it is out of order.
        """
        order = record.order
        if self._last is not None and order < self._last:
            raise ValueError(f"records out of order: {order} after {self._last}")
        last, self._last = self._last, order
        part = self.parts.setdefault(self.part_name(record), Part())
        shows_something = part.shows_something(record)
        if shows_something:
            part.front[self.records] = record
        part.records += 1
        part.articles += last is None or order[:2] != last[:2]
        part.stories += last is None or order[0] != last[0]
        part.spans += len(record.spans)
        part.relations += len(record.relations)
        part.labels.update(columns_of(record.spans).labels)
        self.extras.update(extra_keys(record))
        self._count_work(record)
        self.records += 1
        return shows_something

    def _count_work(self, record: ReadingRecord) -> None:
        who = record.annotator_id or record.annotator
        work = self.annotators.setdefault(who, Work(record.annotator, record.role))
        work.articles += 1
        work.done += record.status == "done"
        work.spans += len(record.spans)
        work.seconds += record.seconds
        if record.offered:
            self.offers[record.annotator, record.offered] += 1
        if record.scheme:
            self.schemes.add((record.scheme, record.scheme_version))


def _kinds_in(record: ReadingRecord) -> set[str]:
    """The kinds of value that this record shows. Readers learn types from the first rows."""
    spans = columns_of(record.spans)
    held = {
        "span": bool(spans.ids),
        "attribute": any(spans.attributes),
        "fragment": any(spans.fragments),
        "relation": bool(record.relations),
        "relation attribute": any(relation.attributes for relation in record.relations),
        "score": not {None}.issuperset(spans.scores),
        "read for": bool(record.read_for),
        "impression": bool(record.impressions),
        "created": record.created_at is not None,
        "updated": record.updated_at is not None,
        "span created": not {None}.issuperset(spans.created),
        "span updated": not {None}.issuperset(spans.updated),
    }
    return {kind for kind in _KINDS if held[kind]}


_TIME = re.compile(r"(\d{4}-\d\d-\d\d)([ T]\d\d(:\d\d){1,2})?(Z)?", re.ASCII)


def _times_in(record: ReadingRecord) -> Iterator[tuple[str, str]]:
    """Each fact with the way its time is written, "" if it is none.

    Readers take a column of which they saw only times for one of times, and stop at other words.
    """
    for key, value in (*record.article.facts().items(), *record.article.extra):
        yield key, _time_in(value)


def _time_in(value: str) -> str:
    match = _TIME.fullmatch(value)
    kinds = ("date", "time", "seconds", "zone")
    return " ".join(k for k, g in zip(kinds, match.groups(), strict=True) if g) if match else ""
