"""What can be done to the plan: who reads which story when, and what was handed out."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.edit import Edit
from annotator.errors import EditRefused
from annotator.model.identity import named_id
from annotator.model.plan import Assignment, AssignmentKind, Handout

if TYPE_CHECKING:
    from annotator.store.work import Work


def new_assignment(
    annotator_id: str, story_id: str, week: int = 0, kind: AssignmentKind = AssignmentKind.FIRST
) -> Assignment:
    """A story for an annotator; its id follows from who, which story and why."""
    assignment_id = named_id("assignment", annotator_id, story_id, kind)
    return Assignment(assignment_id, annotator_id, story_id, week, kind)


def assign(assignments: Sequence[Assignment]) -> Edit:
    """Gives stories to annotators; those who have a story already for the same reason keep it."""

    def do(work: "Work") -> None:
        _check(work, assignments)
        taken = {_what(one) for one in work.assignments.of()}
        fresh = {_what(one): one for one in assignments if _what(one) not in taken}
        work.assignments.put(list(fresh.values()), new=True)

    number = len(assignments)
    return Edit(f"assign {number} {'story' if number == 1 else 'stories'}", do, adds_heads=False)


def move(
    assignment: Assignment, *, annotator_id: str | None = None, week: int | None = None
) -> Edit:
    """Moves a story to another annotator, to another week, or both.

    Refused where the other has the story already.
    """
    moved = new_assignment(
        assignment.annotator_id if annotator_id is None else annotator_id,
        assignment.story_id,
        assignment.week if week is None else week,
        assignment.kind,
    )

    def do(work: "Work") -> None:
        there = work.assignments.get([assignment.id])
        if not there:
            raise EditRefused("The story is not assigned like this any more.")
        if _what(moved) == _what(there[0]):
            if moved.week != there[0].week:
                work.assignments.put([replace(there[0], week=moved.week)])
            return
        _check(work, [moved])
        others = work.assignments.of(moved.annotator_id)
        if any(one.story_id == moved.story_id for one in others):
            person = work.people.get(moved.annotator_id)
            raise EditRefused(f"“{person.name if person else ''}” has this story already.")
        work.assignments.remove([assignment.id])
        work.assignments.put([moved], new=True)

    return Edit("move a story in the plan", do, adds_heads=False)


def unassign(ids: Sequence[str]) -> Edit:
    """Takes stories off the plan; what was labelled in them stays."""

    def do(work: "Work") -> None:
        work.assignments.remove(ids)

    number = len(ids)
    return Edit(f"unassign {number} {'story' if number == 1 else 'stories'}", do, adds_heads=False)


def calibrate(story_ids: Sequence[str], *, calibration: bool = True) -> Edit:
    """Marks stories to calibrate with, or takes the mark away.

    Their gold goes along in packs, and is shown to an annotator who is done with an article.
    """

    def do(work: "Work") -> None:
        if not {story.id for story in work.stories.all()}.issuperset(story_ids):
            raise EditRefused("The story is not in the project any more.")
        work.facts.calibrate(story_ids, calibration=calibration)

    what = "mark" if calibration else "no longer mark"
    many = "a story" if len(story_ids) == 1 else f"{len(story_ids)} stories"
    return Edit(f"{what} {many} to calibrate", do, adds_heads=False)


def hand_out(handout: Handout) -> Edit:
    """Keeps that a pack left."""

    def do(work: "Work") -> None:
        person = work.people.get(handout.annotator_id)
        if person is None:
            raise EditRefused("The annotator is not in the project any more.")
        work.handouts.put([handout])

    return Edit("hand out a pack", do, adds_heads=False)


def came_back(handout_id: str, at: str) -> Edit:
    """Keeps when work of a handout came back last; a time before the one that is known is not."""

    def do(work: "Work") -> None:
        there = work.handouts.get(handout_id)
        if there is None:
            raise EditRefused("Nothing was handed out under this number.")
        if at > there.returned_at:
            work.handouts.put([replace(there, returned_at=at)])

    return Edit("a pack came back", do, adds_heads=False)


def _what(one: Assignment) -> tuple[str, str, str]:
    return one.annotator_id, one.story_id, one.kind


def _check(work: "Work", assignments: Sequence[Assignment]) -> None:
    stories = {story.id for story in work.stories.all()}
    people = {person.id for person in work.people.all()}
    for one in assignments:
        if one.annotator_id not in people:
            raise EditRefused("The annotator is not in the project any more.")
        if one.story_id not in stories:
            raise EditRefused("The story is not in the project any more.")
        if one.week < 0:
            raise EditRefused("Weeks count from 1.")
