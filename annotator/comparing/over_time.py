"""Agreement and pace over time, per person and ISO week: values in, values out.

An article belongs to the week in which the reading was last changed when it was done; days are
those of UTC. Agreement on shared articles is that of a person with everybody else who has done the
same article, all pairs counted together; on repeated ones it is that of a person with themselves,
in the week of the second reading.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from annotator.agree.measure import Measure, f1_measure
from annotator.agree.resampling import resamples
from annotator.agree.values import Score
from annotator.model.people import Annotator
from annotator.model.suggestion import Answer, Verdict

Whose = tuple[str, str]
"""Ids of an article and of the annotator who read it."""


@dataclass(frozen=True, slots=True)
class DoneReading:
    """A reading that is done: on which day (`YYYY-MM-DD`, or ""), and what there is in it.

    `again`: it is a second reading by the same person, who is `annotator_id` here too.
    """

    article_id: str
    annotator_id: str
    day: str
    spans: int
    words: int
    seconds: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class BothRead:
    """How the spans of two readings of an article stand to each other.

    `strict` and `close` are how many spans of both have a partner in the same place, and one that
    shares at least half of what they cover, with the same label; `spans` how many there are.
    """

    article_id: str
    strict: int
    close: int
    spans: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What the figures are made from.

    `shared` has every two people's articles in common, `repeated` (by annotator id) each person's
    with their own second reading. `seconds` are active ones by article and annotator id and day,
    `gaps` the day and the label of each place where the guidelines were found to lack something.
    """

    people: Sequence[Annotator]
    done: Sequence[DoneReading]
    shared: Mapping[tuple[str, str], Sequence[BothRead]]
    repeated: Mapping[str, Sequence[BothRead]]
    seconds: Mapping[tuple[str, str, str], int]
    answers: Sequence[Answer]
    gaps: Sequence[tuple[str, str]]
    seed: int = 0


@dataclass(frozen=True, slots=True)
class PersonWeek:
    """One person in one week; `week` is `2026-W47`, `begins` its Monday, both "" for what has no
    day.

    `shared` and `repeated` are how many articles the figures beside them are made from: strict F1
    and F1 at IoU ≥ 0.5. `minutes` are those measured in the week, `minutes_per_article` those of
    the articles done in it, on whichever days; what was done where nothing is measured, as in
    another tool, is left out. `decided` are suggestions accepted, edited or rejected in the week,
    `unedited_share` the part of them accepted to the letter. Articles read for the second time
    count as `repeated` alone. None: there is nothing to divide by.
    """

    week: str
    begins: str
    annotator: str
    annotator_id: str
    done: int
    shared: int
    strict_f1: Score
    iou50_f1: Score
    repeated: int
    self_strict_f1: Score
    self_iou50_f1: Score
    spans_per_1000_words: float | None
    minutes: int
    minutes_per_article: float | None
    decided: int
    unedited_share: float | None

    def plain(self) -> dict[str, Any]:
        """As plain data."""
        found = {name: getattr(self, name) for name in self.__slots__}
        return {k: one.plain() if isinstance(one, Score) else one for k, one in found.items()}


@dataclass(frozen=True, slots=True)
class GapWeek:
    """How many guideline gaps with a label were found in a week ("" where nobody knows it)."""

    week: str
    begins: str
    label: str
    gaps: int


@dataclass(frozen=True, slots=True)
class OverTime:
    """Weeks in order, in each of them the people in theirs; those who did nothing are left out."""

    weeks: tuple[PersonWeek, ...]
    gaps: tuple[GapWeek, ...]

    def of(self, annotator_ids: Collection[str]) -> "OverTime":
        """The same with the weeks of these people alone."""
        some = tuple(week for week in self.weeks if week.annotator_id in annotator_ids)
        return OverTime(some, self.gaps)

    def plain(self) -> dict[str, list[dict[str, Any]]]:
        """As plain data."""
        gaps = [{n: getattr(one, n) for n in one.__slots__} for one in self.gaps]
        return {"weeks": [one.plain() for one in self.weeks], "guideline_gaps": gaps}


def over_time(seen: Seen) -> OverTime:
    """The figures."""
    weeks = _Weeks(seen)
    by_label = Counter((_monday(day), label) for day, label in seen.gaps)
    return OverTime(
        tuple(weeks.row(week, person) for week, person in weeks.there()),
        tuple(
            GapWeek(_name(week), _begins(week), label, number)
            for (week, label), number in sorted(by_label.items(), key=lambda one: _order(one[0]))
        ),
    )


Week = date | None
"""The Monday; None for what has no day."""


class _Weeks:
    """Everything by week and person."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._done: defaultdict[tuple[Week, str], list[DoneReading]] = defaultdict(list)
        self._again: defaultdict[tuple[Week, str], list[DoneReading]] = defaultdict(list)
        for one in seen.done:
            which = self._again if one.again else self._done
            which[_monday(one.day), one.annotator_id].append(one)
        self._seconds: Counter[tuple[Week, str]] = Counter()
        for (_, annotator_id, day), seconds in seen.seconds.items():
            self._seconds[_monday(day), annotator_id] += seconds
        self._answers: defaultdict[tuple[Week, str], list[Answer]] = defaultdict(list)
        for answer in seen.answers:
            if answer.verdict is not Verdict.SKIPPED:
                self._answers[_monday(answer.answered_at[:10]), answer.annotator_id].append(answer)
        self._shared: defaultdict[str, list[BothRead]] = defaultdict(list)
        for pair, both in seen.shared.items():
            for person in pair:
                self._shared[person].extend(both)

    def there(self) -> Iterable[tuple[Week, Annotator]]:
        """The weeks in which somebody did something, each with those who did."""
        keys = {*self._done, *self._again, *self._answers}
        keys |= {key for key, seconds in self._seconds.items() if seconds}
        for week in sorted({week for week, _ in keys}, key=_first_known):
            yield from ((week, one) for one in self._seen.people if (week, one.id) in keys)

    def row(self, week: Week, person: Annotator) -> PersonWeek:
        """One person in one week."""
        key = week, person.id
        done, answers = self._done[key], self._answers[key]
        mine = {one.article_id for one in done}
        shared = [one for one in self._shared[person.id] if one.article_id in mine]
        second = {one.article_id for one in self._again[key]}
        repeated = [
            one for one in self._seen.repeated.get(person.id, ()) if one.article_id in second
        ]
        words = sum(one.words for one in done)
        timed = [one.seconds for one in done if one.seconds]
        unedited = sum(one.verdict is Verdict.ACCEPTED for one in answers)
        return PersonWeek(
            week=_name(week),
            begins=_begins(week),
            annotator=person.name,
            annotator_id=person.id,
            done=len(done),
            shared=len({one.article_id for one in shared}),
            strict_f1=self._score(shared, lambda one: one.strict, _NOT_SHARED),
            iou50_f1=self._score(shared, lambda one: one.close, _NOT_SHARED),
            repeated=len({one.article_id for one in repeated}),
            self_strict_f1=self._score(repeated, lambda one: one.strict, _NOT_REPEATED),
            self_iou50_f1=self._score(repeated, lambda one: one.close, _NOT_REPEATED),
            spans_per_1000_words=_share(1000 * sum(one.spans for one in done), words, 1),
            minutes=round(self._seconds[key] / 60),
            minutes_per_article=_share(sum(timed) / 60, len(timed), 1),
            decided=len(answers),
            unedited_share=_share(unedited, len(answers), 3),
        )

    def _score(
        self, both: Sequence[BothRead], matched: Callable[[BothRead], int], nothing: str
    ) -> Score:
        """F1 with its interval; the pairs of an article stay together in resamples."""
        counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for one in both:
            counts[one.article_id][0] += matched(one)
            counts[one.article_id][1] += one.spans
        if not counts:
            return Score(None, nothing)
        table = np.array([counts[name] for name in sorted(counts)], dtype=np.float64)
        measure: Measure = f1_measure(table[:, 0], table[:, 1], "span")
        return measure.score(resamples(len(counts), seed=self._seen.seed))


_NOT_SHARED = "Nobody else has done an article of this week."
_NOT_REPEATED = "No article was done for the second time."


def _share(above: float, below: float, places: int) -> float | None:
    return round(above / below, places) if below else None


def _monday(day: str) -> Week:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    return found - timedelta(days=found.weekday())


def _name(week: Week) -> str:
    if week is None:
        return ""
    year, number, _ = week.isocalendar()
    return f"{year}-W{number:02}"


def _begins(week: Week) -> str:
    return "" if week is None else week.isoformat()


def _first_known(week: Week) -> date:
    return week or date.max


def _order(one: tuple[Week, str]) -> tuple[date, str]:
    return _first_known(one[0]), one[1]
