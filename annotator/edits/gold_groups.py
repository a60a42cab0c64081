"""Groups in gold: they come along with the spans that were taken."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from annotator.edits.gold_around import Around
from annotator.model.group import Group, Member
from annotator.model.identity import named_id, now
from annotator.model.scheme import RelationKind, Scheme

if TYPE_CHECKING:
    from annotator.store.work import Work

LEAST = 2
"""So many members in gold make a group there: by one alone nothing is said."""


def join_groups(work: "Work", gold_id: str, span_ids: Sequence[str]) -> None:
    """Brings the groups of gold around these spans of A and B to what is decided now.

    A group comes along with those of its members that were taken from whoever made it, and with
    the articles that omit something. Where both grouped the same, there is A's. Groups that the
    lead made stay.
    """
    theirs = _touched(work, gold_id, span_ids)
    if not theirs:
        return
    around = Around.read(work, gold_id, (i for one in theirs for i in one.span_ids))
    wanted = {one.id: one for one in _wanted(work.schemes.current(), around, theirs)}
    there = work.groups.get([_id(gold_id, one) for one in theirs])
    stay = {one.id for one in there if one.id in wanted and _said(one) == _said(wanted[one.id])}
    work.groups.remove([one.id for one in there if one.id not in stay])
    work.groups.add([one for one in wanted.values() if one.id not in stay])


def _id(gold_id: str, group: Group) -> str:
    return named_id("came along", gold_id, group.id)


def _said(group: Group) -> tuple[object, ...]:
    return group.kind, group.name, group.members, group.attributes


def _touched(work: "Work", gold_id: str, span_ids: Sequence[str]) -> list[Group]:
    """The groups of these spans, and those of which what comes along depends on them."""
    found: dict[str, Group] = {}
    seen: set[str] = set()
    ids = list(span_ids)
    while ids:
        seen.update(ids)
        some = [one for one in work.groups.of_spans(ids) if one.annotator_id != gold_id]
        fresh = [one for one in some if one.id not in found]
        found.update((one.id, one) for one in fresh)
        inside = {i for one in fresh for i in one.span_ids}
        about = work.decisions.about(sorted(inside)).values()
        beside = {i for some in about for one in some if one.gold_id == gold_id for i in one.spans}
        ids = sorted((inside | beside) - seen)
    return list(found.values())


def _wanted(scheme: Scheme, around: Around, theirs: Iterable[Group]) -> list[Group]:
    """The groups that are to come along; A's go before B's."""
    kinds = {kind.name: kind for kind in scheme.relations if kind.is_set}
    time = now()
    found: list[Group] = []
    for one in sorted(theirs, key=lambda one: (not _is_of_a(around, one), one.id)):
        kind = kinds.get(one.kind)
        members = _members(scheme, kind, around, one) if kind is not None else ()
        group = Group(
            id=_id(around.gold_id, one),
            story_id=one.story_id,
            annotator_id=around.gold_id,
            kind=one.kind,
            name=one.name,
            members=members,
            attributes=one.attributes,
            created_at=time,
            updated_at=time,
        )
        if len(members) >= LEAST and group.span_ids and not _is_there(group, found):
            found.append(group)
    return found


def _is_of_a(around: Around, group: Group) -> bool:
    return any(around.is_of_a(span_id) for span_id in group.span_ids)


def _members(
    scheme: Scheme, kind: RelationKind, around: Around, group: Group
) -> tuple[Member, ...]:
    """What stands in gold for the members, each once."""
    found: dict[str, Member] = {}
    for one in group.members:
        for span_id in around.takes(one.span_id) if one.span_id else ():
            label = scheme.label(around.spans[span_id].label_id)
            if label is not None and kind.holds(label.name):
                taken = Member(one.article_id, span_id, one.value, one.stance)
                found.setdefault(span_id, taken)
    telling = {one.article_id for one in found.values()}
    silent = (m for m in group.members if not m.span_id and m.article_id not in telling)
    return (*found.values(), *silent)


def _is_there(group: Group, others: Iterable[Group]) -> bool:
    """Whether half of its spans, or more, are together in another one of the kind."""
    mine = set(group.span_ids)
    return any(
        one.kind == group.kind and 2 * len(mine & set(one.span_ids)) >= len(mine) for one in others
    )
