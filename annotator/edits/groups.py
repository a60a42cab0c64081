"""What can be done to groups: what belongs together across the articles of a story.

Where a group of gold's by a decision is changed, the lead has written something else: see
`annotator.edits.gold_by_hand`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.edit import Edit
from annotator.edits.gold_by_hand import groups_written
from annotator.errors import EditRefused
from annotator.model.group import Group, Member
from annotator.model.identity import new_id, now
from annotator.model.scheme import OMITS, RelationKind
from annotator.model.span import AttributeValue

if TYPE_CHECKING:
    from annotator.store.work import Work


def new_group(
    kind: RelationKind, name: str, story_id: str, annotator_id: str, members: Sequence[Member]
) -> Group:
    """A group made now; attributes are the kind's defaults, a member given twice is one."""
    time = now()
    return Group(
        id=new_id(),
        story_id=story_id,
        annotator_id=annotator_id,
        kind=kind.name,
        name=name.strip(),
        members=tuple({_key(member): member for member in members}.values()),
        attributes=kind.defaults(),
        created_at=time,
        updated_at=time,
    )


def make_group(group: Group) -> Edit:
    """Adds a group with its members, of which there must be one at least."""

    def do(work: "Work") -> None:
        check_group(work, group)
        work.groups.add([group])

    return Edit(f"make group “{group.name}”" if group.name else f"make “{group.kind}”", do)


def add_members(group: Group, members: Sequence[Member]) -> Edit:
    """Adds spans, or articles that omit something, to a group; those in it already are left out.

    An article of which a span joins omits it no longer.
    """

    def do(work: "Work") -> None:
        there = _current(work, group)
        known = {_key(member) for member in there.members}
        fresh = {_key(one): one for one in members if _key(one) not in known}
        if fresh:
            _check(work, there, list(fresh.values()))
            work.groups.add_members(group.id, list(fresh.values()))
            telling = {one.article_id for one in fresh.values() if one.span_id}
            silent = [m for m in there.members if not m.span_id and m.article_id in telling]
            work.groups.remove_members(group.id, silent)
            work.groups.touch(group.id, now())
            groups_written(work, [group.id])

    return Edit(f"add to “{group.name or group.kind}”", do)


def remove_members(group: Group, members: Sequence[Member]) -> Edit:
    """Takes members out of a group; a group that is left without any goes too."""

    def do(work: "Work") -> None:
        there = _current(work, group)
        gone = _those_of(there, members)
        if gone:
            work.groups.touch(group.id, now())
            work.groups.remove_members(group.id, gone)
            groups_written(work, [group.id])

    return Edit(f"take out of “{group.name or group.kind}”", do)


def rename_group(group: Group, name: str) -> Edit:
    """Gives a group another name, which may be empty."""
    return _changed(group, "rename group", name=name.strip())


def set_group_note(group: Group, note: str) -> Edit:
    """Writes the note on a group."""
    return _changed(group, "note on a group", note=note)


def set_group_attribute(group: Group, name: str, values: Sequence[str]) -> Edit:
    """Sets all values of one attribute of a group; none takes the attribute away."""
    others = [pair for pair in group.attributes if pair.name != name]
    pairs = (*others, *(AttributeValue(name, value) for value in values))
    return _changed(group, f"set {name}", attributes=pairs)


def change_kind(group: Group, kind_name: str) -> Edit:
    """Makes a group one of another kind of the scheme.

    Its attributes become those that the new kind has as well, and its defaults for the others;
    stances and values that the new kind does not know go. Refused where the new kind does not hold
    a member.
    """

    def do(work: "Work") -> None:
        there = _current(work, group)
        if there.kind == kind_name:
            return
        kind = _kind(work, replace(there, kind=kind_name))
        changed = in_kind(there, kind)
        _check(work, changed, changed.members)
        work.groups.put([replace(changed, updated_at=now())])
        for before, after in zip(there.members, changed.members, strict=True):
            if before != after:
                work.groups.change_member(group.id, after)
        groups_written(work, [group.id])

    return Edit(f"make it “{kind_name}”", do)


def in_kind(group: Group, kind: RelationKind) -> Group:
    """The group as one of this kind; see `change_kind`."""
    known = {attribute.name for attribute in kind.attributes}
    kept = [pair for pair in group.attributes if pair.name in known]
    named = {pair.name for pair in kept}
    members = tuple(
        replace(
            member,
            value=member.value if kind.member_value else "",
            stance=member.stance if member.stance in _stances(kind, member) else "",
        )
        for member in group.members
    )
    attributes = (*kept, *(pair for pair in kind.defaults() if pair.name not in named))
    return replace(group, kind=kind.name, members=members, attributes=attributes)


def split_off(
    group: Group, members: Sequence[Member], name: str = "", *, kind_name: str = ""
) -> Edit:
    """Takes members out of a group and makes a group of its own of them.

    It is of the same kind, or of that with this name. Refused where nothing would be left.
    """

    def do(work: "Work") -> None:
        there = _current(work, group)
        moved = _those_of(there, members)
        if not moved:
            raise EditRefused("The member is not in the group any more.")
        if len(moved) == len(there.members):
            raise EditRefused("That would leave nothing of the group.")
        work.groups.touch(group.id, now())
        work.groups.remove_members(group.id, moved)
        kind = _kind(work, replace(there, kind=kind_name or there.kind))
        own = new_group(kind, name, there.story_id, there.annotator_id, moved)
        make_group(in_kind(replace(own, attributes=there.attributes), kind)).do(work)
        groups_written(work, [group.id], {group.id: (group.id, own.id)})

    return Edit(f"split off “{group.name or group.kind}”", do)


def move_members(group: Group, members: Sequence[Member], into: Group) -> Edit:
    """Takes members out of one group and puts them into another; an empty one goes.

    Stances and values that the other kind does not know go.
    """

    def do(work: "Work") -> None:
        there, target = _current(work, group), _current(work, into)
        if (there.story_id, there.annotator_id) != (target.story_id, target.annotator_id):
            raise EditRefused("Members move only between groups of one story and annotator.")
        moved = _those_of(there, members)
        if there.id == target.id or not moved:
            return
        fitting = in_kind(replace(there, members=tuple(moved)), _kind(work, target)).members
        add_members(target, fitting).do(work)
        if len(moved) == len(there.members):
            groups_written(work, [there.id], {there.id: (target.id,)})
        remove_members(there, moved).do(work)

    return Edit(f"move to “{into.name or into.kind}”", do)


def set_stance(group: Group, member: Member, stance: str) -> Edit:
    """Says how a member stands to the others; "" takes that back."""

    def do(work: "Work") -> None:
        _change_member(work, group, member, stance=stance)
        _check_stance(_kind(work, group), replace(member, stance=stance))

    return Edit("set stance", do)


def set_value(group: Group, member: Member, value: str) -> Edit:
    """Writes what a member says where the members differ; "" takes that back."""

    def do(work: "Work") -> None:
        if value and not _kind(work, group).member_value:
            raise EditRefused(f"Members of “{group.kind}” have no value.")
        _change_member(work, group, member, value=value.strip())

    return Edit("set value", do)


def remove_group(group: Group) -> Edit:
    """Takes a group apart; its spans stay."""

    def do(work: "Work") -> None:
        _current(work, group)
        work.groups.remove([group.id])
        groups_written(work, [group.id])

    return Edit(f"take “{group.name or group.kind}” apart", do)


def merge_groups(groups: Sequence[Group]) -> Edit:
    """Makes one group of several: the first keeps what it is and takes the others' members."""

    def do(work: "Work") -> None:
        first, *others = (_current(work, g) for g in {one.id: one for one in groups}.values())
        for other in others:
            if _owner(other) != _owner(first):
                raise EditRefused("Only groups of one kind, story and annotator can become one.")
        gone = [other.id for other in others]
        came = work.clue_answers.behind(gone)
        work.clue_answers.put(replace(one, group_id=first.id) for one in came)
        work.groups.remove(gone)
        add_members(first, [member for other in others for member in other.members]).do(work)
        groups_written(work, gone, dict.fromkeys(gone, (first.id,)))

    return Edit("make one group", do)


def check_group(work: "Work", group: Group) -> None:
    """Refuses a group that the scheme does not allow: see `_check`; or that holds nothing."""
    if not group.members:
        raise EditRefused("A group needs at least one member.")
    if len({_key(member) for member in group.members}) < len(group.members):
        raise EditRefused("The same span or article cannot be in a group twice.")
    _check(work, group, group.members)


def _key(member: Member) -> str:
    return member.span_id or member.article_id


def _those_of(group: Group, members: Sequence[Member]) -> list[Member]:
    """Those of these members that are in the group, as they are there."""
    wanted = {_key(member) for member in members}
    return [member for member in group.members if _key(member) in wanted]


def _owner(group: Group) -> tuple[str, str, str]:
    return group.kind, group.story_id, group.annotator_id


def _current(work: "Work", group: Group) -> Group:
    found = work.groups.get([group.id])
    if not found:
        raise EditRefused("The group is not there any more.")
    return found[0]


def _kind(work: "Work", group: Group) -> RelationKind:
    for kind in work.schemes.current().relations:
        if kind.is_set and kind.name == group.kind:
            return kind
    raise EditRefused(f"The scheme has no groups of kind “{group.kind}”.")


def _changed(group: Group, step: str, **facts: object) -> Edit:
    def do(work: "Work") -> None:
        there = _current(work, group)
        changed = replace(there, **facts)  # type: ignore[arg-type]
        if changed != there:
            work.groups.put([replace(changed, updated_at=now())])
            if replace(changed, note=there.note) != there:
                groups_written(work, [group.id])

    return Edit(step, do)


def _change_member(work: "Work", group: Group, member: Member, **facts: str) -> None:
    for there in _current(work, group).members:
        if _key(there) == _key(member):
            if replace(there, **facts) != there:
                work.groups.change_member(group.id, replace(there, **facts))
                work.groups.touch(group.id, now())
                groups_written(work, [group.id])
            return
    raise EditRefused("The member is not in the group any more.")


def _stances(kind: RelationKind, member: Member) -> tuple[str, ...]:
    return kind.stances_of(omits=not member.span_id)


def _check_stance(kind: RelationKind, member: Member) -> None:
    if not member.stance or member.stance in _stances(kind, member):
        return
    if member.stance in kind.stances:
        raise EditRefused(f"An article that omits something has no other stance than “{OMITS}”.")
    raise EditRefused(f"“{kind.name}” knows no stance “{member.stance}”.")


def _check(work: "Work", group: Group, members: Sequence[Member]) -> None:
    """Members are of the group's story and annotator, with labels and stances of its kind."""
    kind = _kind(work, group)
    scheme = work.schemes.current()
    stories = work.articles.stories_of(list({member.article_id for member in members}))
    spans = {span.id: span for span in work.spans.get([m.span_id for m in members if m.span_id])}
    for member in members:
        if stories.get(member.article_id) != group.story_id:
            raise EditRefused("A group holds only what is in one story.")
        _check_stance(kind, member)
        if member.value and not kind.member_value:
            raise EditRefused(f"Members of “{kind.name}” have no value.")
        if not member.span_id:
            continue
        span = spans.get(member.span_id)
        if span is None or span.article_id != member.article_id:
            raise EditRefused("One of the spans is not there any more.")
        if span.annotator_id != group.annotator_id:
            raise EditRefused("A group holds only spans of one annotator.")
        label = scheme.label(span.label_id)
        if label is None or not kind.holds(label.name):
            raise EditRefused(f"“{kind.name}” holds no {label.name if label else 'such span'}.")
