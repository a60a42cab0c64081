"""Who has what: how far each story of the plan is, and by when it is wanted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from annotator.model.plan import Assignment, AssignmentKind, Handout
from annotator.model.reading import Reading, Status

WEEK = timedelta(days=7)
_FINISHED = (Status.DONE, Status.SKIPPED)


class State(StrEnum):
    """How far a story is with somebody."""

    PLANNED = "planned"
    """Nobody handed it out."""
    OUT = "out"
    """It left in a pack, and nothing of it came back."""
    IN_PROGRESS = "in progress"
    DONE = "done"
    LATE = "late"
    """Not done on the day by which it was wanted, whether it is out or not."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One story of one person. `state` is never `LATE`: what is late is that, too.

    `finished` counts the articles that are done or skipped, of `articles`. `due` is a date,
    `YYYY-MM-DD`, or "". `handed_out` is when it left last in a pack, or "".
    """

    assignment: Assignment
    state: State
    late: bool
    finished: int
    articles: int
    due: str = ""
    handed_out: str = ""

    @property
    def shown(self) -> State:
        """The one state that says most."""
        return State.LATE if self.late else self.state


@dataclass(frozen=True, slots=True)
class Load:
    """What one person has: stories and articles (repeats left out), how many of the stories
    somebody else reads, repeats, the last week, and how many stories are late."""

    stories: int = 0
    articles: int = 0
    shared: int = 0
    repeats: int = 0
    weeks: int = 0
    late: int = 0


def standings(
    plan: Iterable[Assignment],
    *,
    articles: Mapping[str, Sequence[str]],
    readings: Iterable[Reading],
    handouts: Iterable[Handout],
    start: date | None,
    today: date,
) -> tuple[Standing, ...]:
    """How far each assignment is, in the order given.

    `articles` are the ids of the articles of each story, by id. Without a `start` no week has an
    end, and only what a pack was given with is a date.
    """
    status = {(one.article_id, one.annotator_id): one.status for one in readings}
    left = _left_last(handouts)
    return tuple(
        _standing(one, articles.get(one.story_id, ()), status, left, start, today) for one in plan
    )


def week_ends(start: date | None, week: int) -> str:
    """The date by which a week of the plan is over, or "": it ends 7 days after it began."""
    return (start + week * WEEK).isoformat() if start is not None and week else ""


def week_of(start: date | None, today: date) -> int:
    """The week of the plan that today falls into, 1 before it began or where nobody knows."""
    return max(1, (today - start).days // 7 + 1) if start is not None else 1


def loads(found: Iterable[Standing]) -> dict[str, Load]:
    """What each person has, by annotator id."""
    found = tuple(found)
    readers = Counter(
        one.assignment.story_id for one in found if one.assignment.kind != AssignmentKind.REPEAT
    )
    by_person: dict[str, list[Standing]] = {}
    for one in found:
        by_person.setdefault(one.assignment.annotator_id, []).append(one)
    return {person: _load(some, readers) for person, some in by_person.items()}


def overlap(plan: Iterable[Assignment]) -> float:
    """The share of the stories in the plan that several people read, from 0 to 1."""
    readers = Counter(one.story_id for one in plan if one.kind is not AssignmentKind.REPEAT)
    return sum(number > 1 for number in readers.values()) / len(readers) if readers else 0.0


def _load(some: Sequence[Standing], readers: Mapping[str, int]) -> Load:
    own = [one for one in some if one.assignment.kind is not AssignmentKind.REPEAT]
    return Load(
        stories=len(own),
        articles=sum(one.articles for one in own),
        shared=sum(readers[one.assignment.story_id] > 1 for one in own),
        repeats=len(some) - len(own),
        weeks=max((one.assignment.week for one in some), default=0),
        late=sum(one.late for one in some),
    )


def _left_last(handouts: Iterable[Handout]) -> dict[tuple[str, str], Handout]:
    """The last pack that each person got each story with."""
    left: dict[tuple[str, str], Handout] = {}
    for one in sorted(handouts, key=lambda handout: handout.made_at):
        left.update({(one.annotator_id, story_id): one for story_id in one.story_ids})
    return left


def _standing(
    one: Assignment,
    articles: Sequence[str],
    status: Mapping[tuple[str, str], Status],
    left: Mapping[tuple[str, str], Handout],
    start: date | None,
    today: date,
) -> Standing:
    reader = one.reader_id
    found = [status.get((article_id, reader), Status.NEW) for article_id in articles]
    finished = sum(one in _FINISHED for one in found)
    handout = left.get((reader, one.story_id))
    if articles and finished == len(articles):
        state = State.DONE
    elif any(one is not Status.NEW for one in found):
        state = State.IN_PROGRESS
    else:
        state = State.PLANNED if handout is None else State.OUT
    # Who was told a later day with the pack has until then; so has who was given a later week.
    due = max(week_ends(start, one.week), handout.due if handout else "")
    late = bool(due) and state is not State.DONE and today.isoformat() > due
    handed_out = handout.made_at if handout else ""
    return Standing(one, state, late, finished, len(articles), due, handed_out)
