"""How far a project is: articles done and in progress, minutes and spans, per person, story,
label and week.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from annotator.model.people import Annotator
from annotator.model.plan import Assignment
from annotator.model.reading import Reading, Status
from annotator.model.scheme import Label
from annotator.model.story import Story

Key = TypeVar("Key", bound=Hashable)
LabelDays = Mapping[tuple[str, str, str, str], int]
"""Numbers by article id, annotator id, label id and day (`YYYY-MM-DD`, or "")."""
Days = Mapping[tuple[str, str, str], int]
"""Numbers by article id, annotator id and day (`YYYY-MM-DD`, or "")."""
MANY_WEEKS = 156
"""Where the first and the last week are further apart, those without anything are left out."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the figures are made from. `articles`: ids by story id; `seconds`: active ones, of all
    days; `marking`: those of them before spans made by hand; `spans`: by the day they were made.
    Only `people` are counted, with what they read again under an identity of its own. `start` is
    when the plan begins."""

    people: Sequence[Annotator]
    stories: Sequence[Story]
    articles: Mapping[str, Sequence[str]]
    labels: Sequence[Label]
    readings: Sequence[Reading]
    seconds: Days
    spans: LabelDays
    marking: LabelDays = field(default_factory=dict)
    plan: Sequence[Assignment] = ()
    start: date | None = None


@dataclass(frozen=True, slots=True)
class PersonProgress:
    """One person. `articles` are those that the plan gives them."""

    annotator: str
    annotator_id: str
    articles: int
    done: int
    in_progress: int
    skipped: int
    minutes: int
    spans: int


@dataclass(frozen=True, slots=True)
class StoryProgress:
    """One story. `articles` are those it has, `readings` those that the plan wants of them;
    `done` and `in_progress` count readings, so an article that two have done counts twice."""

    story: str
    story_id: str
    articles: int
    readings: int
    done: int
    in_progress: int
    minutes: int
    spans: int


@dataclass(frozen=True, slots=True)
class LabelProgress:
    """One label. `done` and `in_progress` count readings that have it or were read for it.

    `minutes` are the minutes to mark: active time before each span made by hand, since the step
    before in that article, counts to the label of the span. The rest counts to no label.
    """

    label: str
    label_id: str
    done: int
    in_progress: int
    minutes: int
    spans: int


@dataclass(frozen=True, slots=True)
class WeekProgress:
    """One week of one person: seven days from `begins` (a date, `YYYY-MM-DD`).

    With a plan that has a beginning `week` counts from it, 0 and less before it; without, weeks
    begin on Monday and `week` is None. `planned` are the articles that the plan wants done in it.
    `done` counts by the day on which a reading was last changed, `minutes` by the day on which they
    were measured, `spans` by the day they were made; `in_progress` are the articles that were
    worked in during the week and neither done nor skipped by its end. Days are those of UTC.
    """

    begins: str
    week: int | None
    annotator: str
    annotator_id: str
    done: int
    minutes: int
    spans: int
    planned: int
    in_progress: int = 0


@dataclass(frozen=True, slots=True)
class UndatedProgress:
    """What one person did of which nobody knows the day, so that no week has it: time measured
    before version 4 of the project file, and work of other tools."""

    annotator: str
    annotator_id: str
    done: int
    minutes: int
    spans: int


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """All figures. `weeks` has everybody who did something, or was to, in every week; `undated`
    those of whom something has no day."""

    people: tuple[PersonProgress, ...]
    stories: tuple[StoryProgress, ...]
    labels: tuple[LabelProgress, ...]
    weeks: tuple[WeekProgress, ...]
    undated: tuple[UndatedProgress, ...] = ()

    def plain(self) -> dict[str, list[dict[str, Any]]]:
        """The figures as plain data."""
        return {
            "people": [asdict(one) for one in self.people],
            "stories": [asdict(one) for one in self.stories],
            "labels": [asdict(one) for one in self.labels],
            "weeks": [asdict(one) for one in self.weeks],
            "undated": [asdict(one) for one in self.undated],
        }


def report(counted: Counted) -> ProgressReport:
    """The figures of a project."""
    again = {one.reader_id: one.annotator_id for one in counted.plan}
    who = {person.id: person.id for person in counted.people} | again
    counted = replace(counted, people=[one for one in counted.people if who[one.id] == one.id])
    readings = [
        replace(one, annotator_id=who[one.annotator_id])
        for one in counted.readings
        if one.annotator_id in who
    ]
    spans = _whose(counted.spans, who)
    marking = _whose(counted.marking, who)
    seconds: Counter[tuple[str, str, str]] = Counter()
    for (article_id, annotator_id, day), number in counted.seconds.items():
        if annotator_id in who:
            seconds[article_id, who[annotator_id], day] += number
    weeks, undated = _weeks(counted, readings, spans, seconds)
    return ProgressReport(
        _people(counted, readings, seconds, spans),
        _stories(counted, readings, seconds, spans),
        _labels(counted, readings, spans, marking),
        weeks,
        undated,
    )


def _whose(numbers: LabelDays, who: Mapping[str, str]) -> LabelDays:
    """The numbers of the people who count, under whom each counts."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    for (article_id, annotator_id, label_id, day), number in numbers.items():
        if annotator_id in who:
            found[article_id, who[annotator_id], label_id, day] += number
    return found


def _people(
    counted: Counted,
    readings: Sequence[Reading],
    seconds: Days,
    spans: LabelDays,
) -> tuple[PersonProgress, ...]:
    status = _statuses(readings, lambda one: one.annotator_id)
    time = _sum(seconds, lambda key: key[1])
    made = _sum(spans, lambda key: key[1])
    given: Counter[str] = Counter()
    for one in counted.plan:
        given[one.annotator_id] += len(counted.articles.get(one.story_id, ()))
    return tuple(
        PersonProgress(
            annotator=person.name,
            annotator_id=person.id,
            articles=given[person.id],
            done=status[person.id, Status.DONE],
            in_progress=status[person.id, Status.IN_PROGRESS],
            skipped=status[person.id, Status.SKIPPED],
            minutes=round(time[person.id] / 60),
            spans=made[person.id],
        )
        for person in counted.people
    )


def _stories(
    counted: Counted,
    readings: Sequence[Reading],
    seconds: Days,
    spans: LabelDays,
) -> tuple[StoryProgress, ...]:
    story_of = {a: story_id for story_id, ids in counted.articles.items() for a in ids}
    status = _statuses(readings, lambda one: story_of.get(one.article_id, ""))
    time = _sum(seconds, lambda key: story_of.get(key[0], ""))
    made = _sum(spans, lambda key: story_of.get(key[0], ""))
    wanted = Counter(one.story_id for one in counted.plan)
    rows = []
    for story in counted.stories:
        number = len(counted.articles.get(story.id, ()))
        rows.append(
            StoryProgress(
                story=story.name,
                story_id=story.id,
                articles=number,
                readings=number * wanted[story.id],
                done=status[story.id, Status.DONE],
                in_progress=status[story.id, Status.IN_PROGRESS],
                minutes=round(time[story.id] / 60),
                spans=made[story.id],
            )
        )
    return tuple(rows)


def _labels(
    counted: Counted, readings: Sequence[Reading], spans: LabelDays, marking: LabelDays
) -> tuple[LabelProgress, ...]:
    made = _sum(spans, lambda key: key[2])
    time = _sum(marking, lambda key: key[2])
    has: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for article_id, annotator_id, label_id, _ in spans:
        has[article_id, annotator_id].add(label_id)
    number: Counter[tuple[str, Status]] = Counter()
    for one in readings:
        touched = has.get((one.article_id, one.annotator_id), set()) | set(one.read_for)
        number.update((label_id, one.status) for label_id in touched)
    return tuple(
        LabelProgress(
            label=label.name,
            label_id=label.id,
            done=number[label.id, Status.DONE],
            in_progress=number[label.id, Status.IN_PROGRESS],
            minutes=round(time[label.id] / 60),
            spans=made[label.id],
        )
        for label in counted.labels
    )


def _weeks(
    counted: Counted, readings: Sequence[Reading], spans: LabelDays, seconds: Days
) -> tuple[tuple[WeekProgress, ...], tuple[UndatedProgress, ...]]:
    start = counted.start
    made = _by_week((((day, who), n) for (_, who, _, day), n in spans.items()), start)
    time = _by_week((((day, who), n) for (_, who, day), n in seconds.items()), start)
    ended = [one for one in readings if one.status is Status.DONE]
    done = _by_week(((((one.updated_at or "")[:10], one.annotator_id), 1) for one in ended), start)
    planned = _planned(counted)
    closed = [one for one in readings if one.status in (Status.DONE, Status.SKIPPED)]
    begun = _in_progress(closed, (*_places(spans), *_of_begun(seconds, readings)), start)
    everything = (made, time, done, planned)
    there = {whose for some in everything for whose, number in some.items() if number}
    people = [one for one in counted.people if any(one.id == who for week, who in there if week)]
    weeks = tuple(
        WeekProgress(
            begins=begins.isoformat(),
            week=_number(begins, start),
            annotator=person.name,
            annotator_id=person.id,
            done=done[begins, person.id],
            minutes=round(time[begins, person.id] / 60),
            spans=made[begins, person.id],
            planned=planned[begins, person.id],
            in_progress=begun[begins, person.id],
        )
        for begins in _all_between([week for week, _ in there if week])
        for person in people
    )
    undated = tuple(
        UndatedProgress(
            annotator=person.name,
            annotator_id=person.id,
            done=done[None, person.id],
            minutes=round(time[None, person.id] / 60),
            spans=made[None, person.id],
        )
        for person in counted.people
        if (None, person.id) in there
    )
    return weeks, undated


def _by_week(
    numbers: Iterable[tuple[tuple[str, str], int]], start: date | None
) -> Counter[tuple[date | None, str]]:
    """Numbers by day and annotator id, as such by week; None is the week of what has no day."""
    found: Counter[tuple[date | None, str]] = Counter()
    for (day, annotator_id), number in numbers:
        found[_begins(day, start), annotator_id] += number
    return found


def _places(spans: LabelDays) -> Iterable[tuple[str, str, str]]:
    return ((article_id, who, day) for (article_id, who, _, day) in spans)


def _of_begun(seconds: Days, readings: Iterable[Reading]) -> Iterable[tuple[str, str, str]]:
    """The places and days of `seconds` that belong to a reading: looking at an article is none."""
    begun = {(one.article_id, one.annotator_id) for one in readings if one.status is not Status.NEW}
    return (key for key in seconds if key[:2] in begun)


def _in_progress(
    ended: Iterable[Reading], worked: Iterable[tuple[str, str, str]], start: date | None
) -> Counter[tuple[date | None, str]]:
    """How many articles each person worked in and had not ended by the end of the week, by week.

    `worked` are article id, annotator id and day.
    """
    end = {
        (one.article_id, one.annotator_id): _begins((one.updated_at or "")[:10], start)
        for one in ended
    }
    weeks = {(article_id, who, _begins(day, start)) for article_id, who, day in worked}
    found: Counter[tuple[date | None, str]] = Counter()
    for article_id, who, week in weeks:
        if week is None:
            continue
        done = end.get((article_id, who), date.max)
        if done is not None and done > week:  # nobody knows when, but it is done
            found[week, who] += 1
    return found


def _planned(counted: Counted) -> Counter[tuple[date | None, str]]:
    wanted: Counter[tuple[date | None, str]] = Counter()
    if counted.start is not None:
        for one in counted.plan:
            if one.week:
                begins = counted.start + timedelta(weeks=one.week - 1)
                wanted[begins, one.annotator_id] += len(counted.articles.get(one.story_id, ()))
    return wanted


def _begins(day: str, start: date | None) -> date | None:
    """The first day of the week that a day falls into; None for what is no day."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    return found - timedelta(days=(found - start).days % 7 if start else found.weekday())


def _number(begins: date, start: date | None) -> int | None:
    return None if start is None else (begins - start).days // 7 + 1


def _all_between(begins: Sequence[date]) -> Iterable[date]:
    """The weeks from the first to the last, empty ones too unless there are very many."""
    if not begins:
        return ()
    first = min(begins)
    number = (max(begins) - first).days // 7 + 1
    if number > MANY_WEEKS:
        return sorted(set(begins))
    return (first + timedelta(weeks=at) for at in range(number))


def _statuses(
    readings: Iterable[Reading], key: Callable[[Reading], str]
) -> Counter[tuple[str, Status]]:
    return Counter((key(one), one.status) for one in readings)


def _sum(numbers: Mapping[Key, int], name: Callable[[Key], str]) -> Counter[str]:
    total: Counter[str] = Counter()
    for key, number in numbers.items():
        total[name(key)] += number
    return total
