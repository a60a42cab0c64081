"""What A and B say with groups that are to be decided, and what gold gets of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.edits.gold_around import common
from annotator.edits.gold_groups import as_said, gold_group_id, groups_taken
from annotator.edits.gold_refused import MatterRefused, deciding
from annotator.edits.groups import check_group
from annotator.errors import EditRefused
from annotator.model.decision import Decision, Matter, Took, group_ground
from annotator.model.group import Group, Member
from annotator.model.identity import new_id
from annotator.model.span import Span

if TYPE_CHECKING:
    from annotator.store.work import Work


@dataclass(frozen=True, slots=True)
class Grouped:
    """What A and B say with groups, in the order of the matter."""

    a: tuple[Group, ...]
    b: tuple[Group, ...]


def grouped_about(work: "Work", matters: Sequence[Matter]) -> list[Grouped]:
    """What both say now about each matter; refused where that is not what was looked at."""
    ids = dict.fromkeys(i for one in matters for i in (*one.a_groups, *one.b_groups))
    groups = {group.id: group for group in work.groups.get(list(ids))}
    stories = work.articles.stories_of(list({one.article_id for one in matters}))
    found = []
    for matter in matters:
        grouped = Grouped(
            tuple(groups[i] for i in matter.a_groups if i in groups),
            tuple(groups[i] for i in matter.b_groups if i in groups),
        )
        if (
            not _is_theirs(matter, grouped, stories.get(matter.article_id, ""))
            or group_ground(grouped.a, grouped.b) != matter.ground
        ):
            raise MatterRefused(
                "What they say with these groups was changed since you looked at it. "
                "Look at it again.",
                matter,
            )
        found.append(grouped)
    return found


def _is_theirs(matter: Matter, grouped: Grouped, story_id: str) -> bool:
    sides = (
        (matter.a_groups, matter.a_id, grouped.a),
        (matter.b_groups, matter.b_id, grouped.b),
    )
    return all(
        len(ids) == len(groups)
        and all((one.story_id, one.annotator_id) == (story_id, whose) for one in groups)
        for ids, whose, groups in sides
    )


def refuse_untakable(
    work: "Work", took: Took, matters: Sequence[Matter], grouped: Sequence[Grouped]
) -> None:
    """Refuses to take what a side does not say, both where they are the same, and to take over
    what they do not say alike. `grouped` is what both say about each matter."""
    if took in (Took.NEW, Took.NONE):
        return
    spans = {} if took in (Took.A, Took.B) else _spans(work, grouped)
    for matter, one in zip(matters, grouped, strict=True):
        with deciding(matter):
            if took is Took.AGREED:
                _refuse_disagreement(one, spans)
            else:
                _refuse_nothing(one, took)
                if took is Took.BOTH:
                    _refuse_same(one, spans)


def _refuse_disagreement(grouped: Grouped, spans: Mapping[str, Span]) -> None:
    if not _is_said_alike(grouped, spans):
        raise EditRefused(
            "They do not say the same with these groups: take A or B, or write what is right."
        )


def _refuse_nothing(grouped: Grouped, took: Took) -> None:
    sides = {Took.A: (grouped.a,), Took.B: (grouped.b,), Took.BOTH: (grouped.a, grouped.b)}
    if not all(sides[took]):
        raise EditRefused("One of the two grouped nothing here, so there is nothing to take.")


def _refuse_same(grouped: Grouped, spans: Mapping[str, Span]) -> None:
    if any(
        a.kind == b.kind and _is_same(a.members, b.members, spans)
        for a in grouped.a
        for b in grouped.b
    ):
        raise EditRefused("Both have a group of the same passages: take one of the two.")


def _spans(work: "Work", grouped: Iterable[Grouped]) -> dict[str, Span]:
    ids = dict.fromkeys(
        span_id for one in grouped for group in (*one.a, *one.b) for span_id in group.span_ids
    )
    return {span.id: span for span in work.spans.get(list(ids))}


def _is_said_alike(grouped: Grouped, spans: Mapping[str, Span]) -> bool:
    if len(grouped.a) != 1 or len(grouped.b) != 1:
        return False
    (a,), (b,) = grouped.a, grouped.b
    same = (a.kind, a.name, sorted(a.attributes)) == (b.kind, b.name, sorted(b.attributes))
    return same and _is_same(a.members, b.members, spans, alike=True)


def _is_same(
    a: Sequence[Member], b: Sequence[Member], spans: Mapping[str, Span], *, alike: bool = False
) -> bool:
    """Whether members of both can be paired one to one, where their spans meet or both omit
    something; `alike`: with the same stances and values."""
    if len(a) != len(b):
        return False
    places: dict[object, list[int]] = {}
    for number, member in enumerate(b):
        places.setdefault(_place(member, spans, alike=alike), []).append(number)
    left = []
    for member in a:
        here = places.get(_place(member, spans, alike=alike))
        if here:
            here.pop()
        else:
            left.append(member)
    if not left:  # as it nearly always is: the same places
        return True
    fits = [[n for n, other in enumerate(b) if _meet(one, other, spans, alike)] for one in a]
    return _can_be_paired(fits)


def _place(member: Member, spans: Mapping[str, Span], *, alike: bool) -> object:
    span = spans.get(member.span_id)
    said = (member.stance, member.value) if alike else ()
    return member.article_id, span.fragments if span else (), said


def _meet(one: Member, other: Member, spans: Mapping[str, Span], alike: bool) -> bool:
    if one.article_id != other.article_id or bool(one.span_id) != bool(other.span_id):
        return False
    if alike and (one.stance, one.value) != (other.stance, other.value):
        return False
    if not one.span_id:
        return True
    mine, theirs = spans.get(one.span_id), spans.get(other.span_id)
    return mine is not None and theirs is not None and common(mine, theirs) > 0


def _can_be_paired(fits: Sequence[Sequence[int]]) -> bool:
    """Whether each can have one of those that fit it, which nobody else has (Kuhn 1955)."""
    holder: dict[int, int] = {}
    for first in range(len(fits)):
        came_from: dict[int, int] = {}
        waiting, free = [first], -1
        while waiting and free < 0:
            number = waiting.pop()
            for other in fits[number]:
                if other in came_from:
                    continue
                came_from[other] = number
                if other not in holder:
                    free = other
                    break
                waiting.append(holder[other])
        if free < 0:
            return False
        had = {number: other for other, number in holder.items()}
        while free >= 0:
            number = came_from[free]
            holder[free] = number
            free = had.get(number, -1) if number != first else -1
    return True


def group_ids(work: "Work", decisions: Iterable[Decision]) -> dict[str, tuple[str, ...]]:
    """The ids of the groups that gold gets by decisions that take some, by the decision's id.

    They follow from the groups that are taken. Where a decision that stays wrote something else
    under one of these ids, they follow from the decision as well.
    """
    taking = {one.id: (one, groups_taken(one)) for one in decisions}
    plain = {gold_group_id(one.gold_id, i) for one, taken in taking.values() for i in taken}
    written = {
        group_id
        for group_id, some in work.decisions.saying_groups(sorted(plain)).items()
        if any(one.took is Took.NEW for one in some)
    }

    def own(one: Decision, group_id: str) -> str:
        found = gold_group_id(one.gold_id, group_id)
        return gold_group_id(one.gold_id, group_id, one.id) if found in written else found

    return {
        decision_id: tuple(own(one, group_id) for group_id in taken)
        for decision_id, (one, taken) in taking.items()
    }


def written_groups(
    work: "Work", decision: Decision, story_id: str, groups: Sequence[Group]
) -> list[Group]:
    """The groups that the lead writes, as gold has them, checked against the scheme.

    What gold has already, by no other decision, stays the one it is: it is known by its id, or by
    what it says.
    """
    there = {group.id: group for group in work.groups.of(story_id, decision.gold_id)}
    said = work.decisions.saying_groups(list(there))
    free = {i: one for i, one in there.items() if i not in said}
    found: dict[str, Group] = {}
    for group in groups:
        mine = replace(
            group,
            story_id=story_id,
            annotator_id=decision.gold_id,
            name=group.name.strip(),
            note="",
            created_at=decision.at,
            updated_at=decision.at,
        )
        check_group(work, mine)
        if any(as_said(one) == as_said(mine) for one in found.values()):
            raise EditRefused("The same group is written twice.")
        like = [i for i, one in free.items() if i not in found and as_said(one) == as_said(mine)]
        known = mine.id if mine.id in free and mine.id not in found else next(iter(like), "")
        own = replace(mine, id=known or new_id())
        found[own.id] = own
    return list(found.values())
