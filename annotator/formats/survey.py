"""What a first look over the records tells: counts, keys, and which rows must come first."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.formats.bundle import FACTS, ReadingRecord
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
        if self.unseen and not self.unseen.isdisjoint(found := set(_kinds_in(record))):
            self.unseen -= found
            shown = True
        if self.records == 0:
            self.times = {key: kind for key, kind in _times_in(record) if kind}
        elif self.times:
            now = dict(_times_in(record))
            other = [key for key, kind in self.times.items() if now.get(key, "") != kind]
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

    def add(self, record: ReadingRecord) -> None:
        """Counts one record. Raises `ValueError` if it is out of order."""
        if self._last is not None and record.order < self._last:
            raise ValueError(f"records out of order: {record.order} after {self._last}")
        last, self._last = self._last, record.order
        part = self.parts.setdefault(self.part_name(record), Part())
        if part.shows_something(record):
            part.front[self.records] = record
        part.records += 1
        part.articles += last is None or record.order[:2] != last[:2]
        part.stories += last is None or record.order[0] != last[0]
        part.spans += len(record.spans)
        part.relations += len(record.relations)
        part.labels.update(span.label for span in record.spans)
        self.extras.update(extra_keys(record))
        self._count_work(record)
        self.records += 1

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


def _kinds_in(record: ReadingRecord) -> Iterator[str]:
    """The kinds of value that this record shows. Readers learn types from the first rows."""
    held = {
        "span": bool(record.spans),
        "attribute": any(span.attributes for span in record.spans),
        "fragment": any(len(span.fragments) > 1 for span in record.spans),
        "relation": bool(record.relations),
        "relation attribute": any(relation.attributes for relation in record.relations),
        "score": any(span.score is not None for span in record.spans),
        "read for": bool(record.read_for),
        "impression": bool(record.impressions),
        "created": record.created_at is not None,
        "updated": record.updated_at is not None,
        "span created": any(span.created_at is not None for span in record.spans),
        "span updated": any(span.updated_at is not None for span in record.spans),
    }
    return (kind for kind in _KINDS if held[kind])


_TIME = re.compile(r"(\d{4}-\d\d-\d\d)([ T]\d\d(:\d\d){1,2})?(Z)?", re.ASCII)


def _times_in(record: ReadingRecord) -> Iterator[tuple[str, str]]:
    """Each fact with the way its time is written, "" if it is none.

    Readers take a column of which they saw only times for one of times, and stop at other words.
    """
    for key, value in (*record.article.facts().items(), *record.article.extra):
        match = _TIME.fullmatch(value)
        kinds = ("date", "time", "seconds", "zone")
        yield (
            key,
            " ".join(k for k, g in zip(kinds, match.groups(), strict=True) if g) if match else "",
        )
