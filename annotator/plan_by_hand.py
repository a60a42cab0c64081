"""The plan changed by hand: a story given to somebody, taken from them, moved, put off.

Plans go in and plans come out; nothing here knows a project.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.errors import EditRefused
from annotator.model.identity import named_id
from annotator.model.plan import Assignment, AssignmentKind

Plan = tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of a plan: assignments that go, that are new, and that change their week."""

    gone: Plan
    new: Plan
    put_off: Plan


def difference(before: Iterable[Assignment], after: Iterable[Assignment]) -> Difference:
    """What leads from one plan to the other."""
    there = {one.id: one for one in before}
    wanted = {one.id: one for one in after}
    return Difference(
        gone=tuple(one for one in there.values() if one.id not in wanted),
        new=tuple(one for one in wanted.values() if one.id not in there),
        put_off=tuple(
            one for one in wanted.values() if one.id in there and there[one.id].week != one.week
        ),
    )


def readers(plan: Iterable[Assignment], story_id: str) -> tuple[str, ...]:
    """Who reads a story, the first reader first; repeats left out."""
    own = [one for one in plan if one.story_id == story_id and not _is_repeat(one)]
    own.sort(key=lambda one: one.kind is not AssignmentKind.FIRST)
    return tuple(one.annotator_id for one in own)


def given(plan: Sequence[Assignment], story_id: str, annotator_id: str, week: int = 0) -> Plan:
    """One more person reads a story. Refused where they have it already."""
    there = readers(plan, story_id)
    if annotator_id in there:
        raise EditRefused("This annotator has the story already.")
    kind = AssignmentKind.OVERLAP if there else AssignmentKind.FIRST
    return (*plan, _made(annotator_id, story_id, week, kind))


def again(plan: Sequence[Assignment], story_id: str, annotator_id: str, week: int = 0) -> Plan:
    """Somebody who reads a story reads it once more."""
    if annotator_id not in readers(plan, story_id):
        raise EditRefused("Only a story that somebody reads can be given to them again.")
    made = _made(annotator_id, story_id, week, AssignmentKind.REPEAT)
    if any(one.id == made.id for one in plan):
        raise EditRefused("This annotator has the story again already.")
    return (*plan, made)


def taken(plan: Sequence[Assignment], story_id: str, annotator_id: str) -> Plan:
    """Somebody does not read a story any more, nor again. Who else reads it is then the first."""
    left = [one for one in plan if not _is_of(one, story_id, annotator_id)]
    if len(left) == len(plan):
        raise EditRefused("This annotator does not have the story.")
    return _with_a_first(left, story_id)


def moved(
    plan: Sequence[Assignment],
    story_id: str,
    from_id: str,
    to_id: str,
    week: int | None = None,
) -> Plan:
    """Another person reads a story instead, in the same week or in another one.

    What somebody was to read again goes with the first reading.
    """
    own = [one for one in plan if _is_of(one, story_id, from_id) and not _is_repeat(one)]
    if not own:
        raise EditRefused("This annotator does not have the story.")
    if to_id in readers(plan, story_id):
        raise EditRefused("This annotator has the story already.")
    made = _made(to_id, story_id, own[0].week if week is None else week, own[0].kind)
    return tuple(
        made if one is own[0] else one
        for one in plan
        if one is own[0] or not _is_of(one, story_id, from_id)
    )


def put_off(plan: Sequence[Assignment], assignment_id: str, week: int) -> Plan:
    """A story is read in another week; 0: in none."""
    if week < 0:
        raise EditRefused("Weeks count from 1.")
    return tuple(replace(one, week=week) if one.id == assignment_id else one for one in plan)


def without(plan: Sequence[Assignment], assignment_id: str) -> Plan:
    """One assignment less: a repeat alone, or a reading with its repeat."""
    gone = next((one for one in plan if one.id == assignment_id), None)
    if gone is None:
        raise EditRefused("The story is not assigned like this any more.")
    if _is_repeat(gone):
        return tuple(one for one in plan if one.id != assignment_id)
    return taken(plan, gone.story_id, gone.annotator_id)


def _with_a_first(plan: Sequence[Assignment], story_id: str) -> Plan:
    own = [one for one in plan if one.story_id == story_id and not _is_repeat(one)]
    if not own or any(one.kind is AssignmentKind.FIRST for one in own):
        return tuple(plan)
    first = own[0]
    made = _made(first.annotator_id, story_id, first.week, AssignmentKind.FIRST)
    return tuple(made if one is first else one for one in plan)


def _is_of(one: Assignment, story_id: str, annotator_id: str) -> bool:
    return one.story_id == story_id and one.annotator_id == annotator_id


def _is_repeat(one: Assignment) -> bool:
    return one.kind is AssignmentKind.REPEAT


def _made(annotator_id: str, story_id: str, week: int, kind: AssignmentKind) -> Assignment:
    assignment_id = named_id("assignment", annotator_id, story_id, kind)
    return Assignment(assignment_id, annotator_id, story_id, week, kind)
