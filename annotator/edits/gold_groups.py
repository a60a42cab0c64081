"""Groups in gold: they are what gold's decisions about groups say.

Where the lead wrote a group, it is as it was written. Where a group of A's or B's was taken, it
follows from that one and from what was decided about the spans in it, and is brought up to date
with these decisions, unless those who made it say something else now: then it is left as it is.
Groups without any decision are left alone, too.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.gold_around import Around
from annotator.model.decision import Decision, Took, group_ground
from annotator.model.group import Group, Member
from annotator.model.identity import named_id, now
from annotator.model.scheme import RelationKind, Scheme

if TYPE_CHECKING:
    from annotator.store.work import Work

LEAST = 2
"""So many members in gold make a group that was taken: by one alone nothing is said."""


def gold_group_id(gold_id: str, group_id: str, decision_id: str = "") -> str:
    """The id of the group that gold has where it took this one.

    With the id of a decision, where another one wrote something else under the first id.
    """
    return named_id("came along", gold_id, group_id, *([decision_id] if decision_id else []))


def groups_taken(one: Decision) -> tuple[str, ...]:
    """The groups of A and B that were taken, in the order of gold's."""
    sides = {
        Took.AGREED: one.a_groups,
        Took.A: one.a_groups,
        Took.B: one.b_groups,
        Took.BOTH: one.groups,
    }
    return sides.get(one.took, ())


def join_groups(work: "Work", around: Mapping[str, Iterable[str]]) -> None:
    """Brings gold's groups to what is decided now about these spans of A and B, by gold's id."""
    ids = list(dict.fromkeys(span_id for some in around.values() for span_id in some))
    about = work.decisions.about_groups(work.groups.holding(ids))
    found = {one.id: one for some in about.values() for one in some if one.gold_id in around}
    bring_up_to_date(work, found.values())


def bring_up_to_date(work: "Work", decisions: Iterable[Decision]) -> None:
    """Makes the groups that gold took by these decisions what they are to be now."""
    taking = [one for one in decisions if groups_taken(one)]
    if not taking:
        return
    ids = dict.fromkeys(group_id for one in taking for group_id in one.groups)
    theirs = {one.id: one for one in work.groups.get(list(ids))}
    standing = [one for one in taking if ground_of_groups(one, theirs) == one.ground]
    wanted: dict[str, Group] = {}
    scheme = work.schemes.current()
    for gold_id in dict.fromkeys(one.gold_id for one in standing):
        mine = [one for one in standing if one.gold_id == gold_id]
        wanted |= _wanted(scheme, _around(work, gold_id, mine, theirs), mine, theirs)
    put_groups(work, [i for one in standing for i in one.gold_groups], wanted)


def ground_of_groups(one: Decision, groups: Mapping[str, Group]) -> str:
    """What A and B say with the groups of a decision; `groups` has those that are there."""
    a, b = ([groups[i] for i in ids if i in groups] for ids in (one.a_groups, one.b_groups))
    return group_ground(a, b)


def put_groups(work: "Work", ids: Iterable[str], wanted: Mapping[str, Group]) -> None:
    """Makes these groups of gold what is wanted, by id; the others go."""
    there = {one.id: one for one in work.groups.get(list(dict.fromkeys((*ids, *wanted))))}
    changed = []
    for one in wanted.values():
        old = there.get(one.id)
        if old is None:
            changed.append(one)
        elif as_said(old) != as_said(one):
            changed.append(replace(one, note=old.note, created_at=old.created_at))
    work.groups.remove([group_id for group_id in there if group_id not in wanted])
    work.groups.put_whole(changed)


def as_said(group: Group) -> tuple[object, ...]:
    """What a group says, whatever it goes by."""
    return group.kind, group.name, group.members, group.attributes


def _around(
    work: "Work", gold_id: str, decisions: Iterable[Decision], theirs: Mapping[str, Group]
) -> Around:
    """What was decided about the spans in the groups that were taken."""
    taken = dict.fromkeys(group_id for one in decisions for group_id in groups_taken(one))
    some = (theirs[one] for one in taken if one in theirs)
    return Around.read(work, gold_id, (span_id for one in some for span_id in one.span_ids))


def _wanted(
    scheme: Scheme, around: Around, decisions: Iterable[Decision], theirs: Mapping[str, Group]
) -> dict[str, Group]:
    """The groups that gold is to have by these decisions, by id."""
    kinds = {kind.name: kind for kind in scheme.relations if kind.is_set}
    time = now()
    found: dict[str, Group] = {}
    for decision in decisions:
        # A decision from elsewhere may lack some: no more is known of them.
        for taken, own_id in zip(groups_taken(decision), decision.gold_groups, strict=False):
            one = theirs.get(taken)
            kind = kinds.get(one.kind) if one is not None else None
            if one is None or kind is None:
                continue
            members = _members(scheme, kind, around, one)
            if len(members) >= LEAST and any(member.span_id for member in members):
                found[own_id] = Group(
                    own_id, one.story_id, around.gold_id, one.kind, one.name, members,
                    attributes=one.attributes, created_at=time, updated_at=time,
                )  # fmt: skip
    return found


def _members(
    scheme: Scheme, kind: RelationKind, around: Around, group: Group
) -> tuple[Member, ...]:
    """What stands in gold where the members do, each once, and the articles that omit it."""
    found: dict[str, Member] = {}
    for one in group.members:
        for span_id in around.stands_for(one.span_id) if one.span_id else ():
            label = scheme.label(around.spans[span_id].label_id)
            if label is not None and kind.holds(label.name):
                taken = Member(one.article_id, span_id, one.value, one.stance)
                found.setdefault(span_id, taken)
    telling = {one.article_id for one in found.values()}
    silent = (m for m in group.members if not m.span_id and m.article_id not in telling)
    return (*found.values(), *silent)


def follow_spans(work: "Work", became: Mapping[str, Sequence[str]]) -> None:
    """Lets members of gold's groups be the spans that stand in their places now.

    `became`: ids of spans that are about to go, each with those that come in question, best first.
    The first that the kind of the group holds takes its place, unless it is in the group already.
    """
    groups = work.groups.of_spans(list(became))
    if not groups:
        return
    scheme = work.schemes.current()
    kinds = {kind.name: kind for kind in scheme.relations if kind.is_set}
    spans = {one.id: one for one in work.spans.get([i for some in became.values() for i in some])}
    labels = {one.id: scheme.label(one.label_id) for one in spans.values()}
    held: defaultdict[str, set[str]] = defaultdict(set)
    for kind in kinds.values():
        held[kind.name] = {i for i, label in labels.items() if label and kind.holds(label.name)}
    time = now()
    changed = []
    for group in groups:
        members = _moved(group, became, held[group.kind])
        if members != group.members:
            changed.append(replace(group, members=members, updated_at=time))
    work.groups.put_whole(changed)


def _moved(group: Group, became: Mapping[str, Sequence[str]], held: set[str]) -> tuple[Member, ...]:
    there = set(group.span_ids)
    members = []
    for member in group.members:
        new = next((one for one in became.get(member.span_id, ()) if one in held), "")
        if new and new not in there:
            there.add(new)
            member = replace(member, span_id=new)
        members.append(member)
    return tuple(members)
