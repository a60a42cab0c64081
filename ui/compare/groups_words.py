"""What stands in the list of groups and in the table of their members, in words."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from annotator.model.group import Group, Member
from ui.compare.disagreements_words import Shown, took_words

if TYPE_CHECKING:
    from annotator.agree.group_cases import GroupCase, Joint

NOT_IN = "–"
"""What a cell says of a side that has not this member."""
UNNAMED = "(no name)"


class GroupSort(Enum):
    """What sort of case about groups it is, as the list tells them apart."""

    DIFFERS = "differs"
    ONLY_LEFT = "only {left}"
    ONLY_RIGHT = "only {right}"
    SAME = "same"
    GONE = "gone: neither has it any more"


ONE_SIDE = frozenset({GroupSort.ONLY_LEFT, GroupSort.ONLY_RIGHT})
_SHORT = {GroupSort.GONE: "gone"}
Groups = Sequence[Group]


def sides(case: "GroupCase", shown: Shown) -> tuple[Groups, Groups]:
    """The groups of the case, left and right."""
    return (case.b, case.a) if shown.swapped else (case.a, case.b)


def joint_sides(joint: "Joint", shown: Shown) -> tuple[Member | None, Member | None]:
    """A member as the left one has it, and the right one."""
    return (joint.b, joint.a) if shown.swapped else (joint.a, joint.b)


def sort_of(case: "GroupCase", shown: Shown) -> GroupSort:
    """What sort of case it is."""
    match case.group_class:
        case "same":
            return GroupSort.SAME
        case "differs":
            return GroupSort.DIFFERS
        case None:
            return GroupSort.GONE
    is_left = (case.group_class == "only_a") is not shown.swapped
    return GroupSort.ONLY_LEFT if is_left else GroupSort.ONLY_RIGHT


def short_class(case: "GroupCase", shown: Shown) -> str:
    """The class in a word or two."""
    sort = sort_of(case, shown)
    words = _SHORT.get(sort, sort.value).format(left=shown.left, right=shown.right)
    return f"{words}, in parts" if case.split else words


def class_words(case: "GroupCase", shown: Shown) -> str:
    """The class in words, with what differs."""
    sort = sort_of(case, shown)
    words = sort.value.format(left=shown.left, right=shown.right)
    if case.differs:
        words += f": {differs_words(case)}"
    return f"{words} (in parts)" if case.split else words


def differs_words(case: "GroupCase") -> str:
    """What the two say otherwise."""
    return ", ".join(case.differs)


def kind_words(case: "GroupCase", shown: Shown) -> str:
    """The kind: both where they differ, left then right."""
    return _both([one.kind for one in side] for side in sides(case, shown)) or _told(
        one.kind for one in case.gold
    )


def name_words(case: "GroupCase", shown: Shown) -> str:
    """The name: both where they differ, left then right."""
    told = _both([one.name or UNNAMED for one in side] for side in sides(case, shown))
    return told or _told(one.name or UNNAMED for one in case.gold)


def _both(each: Iterable[Sequence[str]]) -> str:
    left, right = (_told(some) for some in each)
    return left if left == right or not right else f"{left} / {right}" if left else right


def _told(some: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(some))


def number_shared(case: "GroupCase") -> tuple[int, int]:
    """How many members both have, and how many there are."""
    shared = sum(one.a is not None and one.b is not None for one in case.members)
    return shared, len(case.members)


def shared_words(case: "GroupCase") -> str:
    """How many members both have."""
    shared, every = number_shared(case)
    return f"{shared} of {every}" if every else ""


def state_words(case: "GroupCase", shown: Shown) -> str:
    """What was decided, or that it waits; what went stale says so."""
    decision = case.decision
    if decision is None:
        return ""
    words = "decided between others" if case.elsewhere else took_words(decision, shown)
    if decision.took == "none" and not case.elsewhere:
        words = "no group"
    if case.stale:
        return f"went stale: {stale_words(case, shown)} (was: {words})"
    return f"{words}, not in gold yet" if case.waits else words


def stale_words(case: "GroupCase", shown: Shown) -> str:
    """What changed since it was decided, and on which side."""
    decision = case.decision
    if decision is None or case.elsewhere:
        return "somebody changed a group"
    names = (shown.right, shown.left) if shown.swapped else (shown.left, shown.right)
    before, now = decision.ground.partition(":")[::2], case.ground.partition(":")[::2]
    had = (decision.a_groups, decision.b_groups)
    told: list[str] = []
    each = zip(names, had, (case.a, case.b), before, now, strict=True)
    for name, ids, groups, was, said in each:
        gone, come = set(ids) - {one.id for one in groups}, {one.id for one in groups} - set(ids)
        if gone and come:
            told.append(f"{name} groups it otherwise")
        elif gone or come:
            told.append(f"{name} {'took a group away' if gone else 'added a group'}")
        elif was != said:
            told.append(f"{name} changed the group")
    return ", ".join(told) or "somebody changed a group"


def about_words(case: "GroupCase", shown: Shown) -> str:
    """A case in one line: class, kind, name, what was decided."""
    parts = [class_words(case, shown), kind_words(case, shown)]
    parts += [f"“{name_words(case, shown)}”", state_words(case, shown)]
    words = " · ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def member_words(member: Member | None, groups: Groups) -> str:
    """What a side has for a member: that it is in, in which of several groups, stance and value."""
    if member is None:
        return NOT_IN
    numbers = [n for n, one in enumerate(groups, 1) if _holds(one, member)]
    here = f" in {', '.join(map(str, numbers))}" if len(groups) > 1 and numbers else ""
    said = [part for part in (member.stance, f"“{member.value}”" if member.value else "") if part]
    return " ".join([f"✓{here}", " · ".join(said)]).strip()


def _holds(group: Group, member: Member) -> bool:
    return any((m.span_id, m.article_id) == (member.span_id, member.article_id)
               for m in group.members)  # fmt: skip


def are_otherwise(left: Member | None, right: Member | None) -> bool:
    """Whether two sides say something else about a member."""
    if left is None or right is None:
        return left is not right
    return (left.stance, left.value) != (right.stance, right.value)


def group_words(groups: Groups) -> str:
    """Kind, name and answers of a side's groups, numbered where there are several."""
    told = []
    for number, one in enumerate(groups, 1):
        answers = [f"{pair.name}: {pair.value}" for pair in one.attributes]
        words = " · ".join([one.name or UNNAMED, one.kind, *answers])
        told.append(f"{number}: {words}" if len(groups) > 1 else words)
    return "\n".join(told)
