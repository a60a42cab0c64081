"""The plan as `annotator plan` prints it."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from annotator.commands.telling import answer, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.planning import PlanNow
    from annotator.who_has_what import Standing


def today() -> date:
    """The date here."""
    return datetime.now(UTC).astimezone().date()


def show(now: "PlanNow", day: date, *, as_json: bool = False) -> None:
    """Prints the plan as it stands on a day."""
    from annotator.who_has_what import overlap

    found = now.standings(day)
    if as_json:
        answer(
            {
                "assignments": [_plain(one, now) for one in found],
                "people": _people(now, found),
                "overlap": overlap(now.plan),
                **({"calibration": _calibration(now)} if now.calibration else {}),
            }
        )
        return
    _tell(now, found)


def _plain(one: "Standing", now: "PlanNow") -> dict[str, object]:
    which = one.assignment
    return {
        "annotator": _names(now)[which.annotator_id],
        "annotator_id": which.annotator_id,
        "story": next(story.name for story in now.stories if story.id == which.story_id),
        "week": which.week,
        "kind": which.kind.value,
        "state": one.shown.value,
        "due": one.due,
    }


def _people(now: "PlanNow", found: "Sequence[Standing]") -> list[dict[str, object]]:
    from annotator.who_has_what import loads

    has = loads(found)
    return [
        {
            "annotator": person.name,
            "annotator_id": person.id,
            "stories": has[person.id].stories,
            "articles": has[person.id].articles,
            "shared": has[person.id].shared,
            "weeks": has[person.id].weeks,
        }
        for person in now.people
        if person.id in has
    ]


def _tell(now: "PlanNow", found: "Sequence[Standing]") -> None:
    from annotator.who_has_what import loads, overlap

    if _calibration(now):
        tell("To calibrate with: " + ", ".join(_calibration(now)))
    if not now.plan:
        tell(f"There is no plan yet. {_number(len(now.waiting), 'story')} can be dealt.")
        return
    number = _number(len({one.story_id for one in now.plan}), "story")
    begins = f"; week 1 begins on {now.start}" if now.start else ""
    tell(f"{number}, {overlap(now.plan):.0%} of them for several people{begins}")
    has = loads(found)
    for person in now.people:
        if (load := has.get(person.id)) is not None:
            parts = [
                f"{_number(load.stories, 'story')} ({_number(load.articles, 'article')})",
                f"{load.shared} shared",
                *([f"{load.repeats} once more"] if load.repeats else []),
                *([f"{load.late} late"] if load.late else []),
            ]
            tell(f"  {person.name}: {', '.join(parts)}")
    _tell_weeks(now, found)
    if now.waiting:
        tell("Not given to anybody: " + ", ".join(story.name for story in now.waiting))


def _calibration(now: "PlanNow") -> list[str]:
    return [story.name for story in now.stories if story.id in now.calibration]


def _tell_weeks(now: "PlanNow", found: "Sequence[Standing]") -> None:
    names = _names(now)
    stories = {story.id: story.name for story in now.stories}
    for week in sorted({one.assignment.week for one in found}):
        some = [one for one in found if one.assignment.week == week]
        due = next((one.due for one in some if one.due), "")
        if week:
            tell(f"Week {week}{f', until {due}' if due else ''}")
        else:
            tell("Without a week")
        for story_id in dict.fromkeys(one.assignment.story_id for one in some):
            who = [
                f"{names[one.assignment.annotator_id]} ({_state(one)})"
                for one in some
                if one.assignment.story_id == story_id
            ]
            tell(f"  {stories[story_id]}: {', '.join(who)}")


def _state(one: "Standing") -> str:
    from annotator.model.plan import AssignmentKind
    from annotator.who_has_what import State

    again = "again, " if one.assignment.kind is AssignmentKind.REPEAT else ""
    late = "late, " if one.late else ""
    far = f", {one.finished} of {one.articles}" if one.state is State.IN_PROGRESS else ""
    return f"{again}{late}{one.state.value}{far}"


def _names(now: "PlanNow") -> dict[str, str]:
    return {person.id: person.name for person in now.people}


def _number(number: int, what: str) -> str:
    many = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{number:,} {what if number == 1 else many}"
