"""How far one annotator is with one article, and how much attention it took."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from annotator.model.span import Fragment, join_fragments


class Status(StrEnum):
    """How far a reading is."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Reading:
    """How far one annotator is with one article.

    `read_for`: ids of labels this article was read for to the end, marked or not.
    `impressions`: labels of the whole article, such as the overall impression.
    `open_points`: what “done” found unfinished and the annotator left so.
    `scheme_name`, `scheme_version`: the scheme under which it was last worked on.
    """

    article_id: str
    annotator_id: str
    status: Status = Status.NEW
    read_for: tuple[str, ...] = ()
    note: str = ""
    impressions: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    scheme_name: str = ""
    scheme_version: str = ""
    created_at: str | None = None
    updated_at: str | None = None


@dataclass(frozen=True, slots=True)
class DayTime:
    """Active seconds of one day (UTC, `YYYY-MM-DD`) in one article.

    `meter` is the copy of the project that measured them, "" where they come from a record, which
    tells only sums. `label_id` is "" for all seconds of the day; for a label it is the part of
    them that was spent before spans of it were made by hand, each since the step before.
    """

    day: str
    seconds: int
    meter: str = ""
    label_id: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What two measurements share that are of the same thing."""
        return self.day, self.meter, self.label_id


@dataclass(frozen=True, slots=True)
class Attention:
    """What is measured while somebody reads; no edit, so undo leaves it alone.

    `undated` are active seconds (idle time left out) of which nobody knows the day, `times` those
    with a day. `place` is the first visible code point when the article was left, at `left_at`;
    `seen` the parts that were in view.
    """

    article_id: str
    annotator_id: str
    undated: int = 0
    place: int = 0
    seen: tuple[Fragment, ...] = ()
    times: tuple[DayTime, ...] = ()
    left_at: str = ""

    @property
    def seconds(self) -> int:
        """All active seconds."""
        return self.undated + sum(self.by_day().values())

    def by_day(self) -> dict[str, int]:
        """Active seconds by day, the first day first."""
        return {day: seconds for (day, label_id), seconds in self._sums().items() if not label_id}

    def by_label(self) -> dict[tuple[str, str], int]:
        """Seconds before spans made by hand, by day and label id; a part of those of the day.

        Where an older copy took the place of a newer one, both went on measuring under one name,
        and the parts may be more than the whole: then they share it.
        """
        sums = self._sums()
        parts: defaultdict[str, int] = defaultdict(int)
        for (day, label_id), seconds in sums.items():
            parts[day] += seconds if label_id else 0
        return {
            (day, label_id): seconds * min(parts[day], sums.get((day, ""), 0)) // parts[day]
            for (day, label_id), seconds in sums.items()
            if label_id and seconds
        }

    def _sums(self) -> dict[tuple[str, str], int]:
        """Seconds by day and label id ("" for all of the day).

        Copies measured at different times of the day. What a record tells is a sum over copies of
        which we may know some, so it counts only where it is more than theirs.
        """
        told: defaultdict[tuple[str, str], int] = defaultdict(int)
        measured: defaultdict[tuple[str, str], int] = defaultdict(int)
        for one in self.times:
            (measured if one.meter else told)[one.day, one.label_id] += one.seconds
        return {key: max(told[key], measured[key]) for key in sorted({*told, *measured})}

    def joined(self, other: "Attention") -> "Attention":
        """What both know of the same reading: of each thing the most, nothing twice.

        It makes no difference how often and in which order measurements come together.
        """
        times: dict[tuple[str, str, str], DayTime] = {}
        for one in (*self.times, *other.times):
            known = times.get(one.key, one)
            times[one.key] = max(known, one, key=lambda time: time.seconds)
        left_at, place = max((one.left_at, one.place) for one in (self, other))
        return Attention(
            self.article_id,
            self.annotator_id,
            undated=max(self.undated, other.undated),
            place=place,
            seen=join_fragments((*self.seen, *other.seen)),
            times=tuple(times[key] for key in sorted(times)),
            left_at=left_at,
        )
