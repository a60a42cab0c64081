"""Finds what is to be decided between two people about their groups in one story.

Which of them belong together `annotator.agree.group_matching` says. Members are the same where the
alignment of spans pairs them, and where the same article omits something; only those in the
articles compared count. Whichever side is called A, the same is found.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from annotator.agree.group_cases import GroupCase, GroupClass, GroupMaterial, Joint
from annotator.agree.group_matching import Held, Place, matched
from annotator.agree.steps import Steps, finished
from annotator.model.decision import Decision, group_ground
from annotator.model.group import Group, Member

FEW = 25
"""Cases that are made between two pauses: a few milliseconds of work."""


def group_cases_of(material: GroupMaterial) -> tuple[GroupCase, ...]:
    """The cases of a story, in the order of their first members."""
    return _found(finished(finding_bare(material)), material, _with_gold)


def finding_bare(material: GroupMaterial) -> Steps[tuple[GroupCase, ...]]:
    """Which groups belong together, without any decision, in steps: for `decided_cases`."""
    material = _in_order(material)
    a, b = (_sorted(material, side) for side in (material.a, material.b))
    yield
    found = []
    for number, (mine, theirs) in enumerate(matched(a, b, material.places)):
        if number % FEW == 0:
            yield
        found.append(_case(material, [a[i] for i in mine], [b[j] for j in theirs]))
    yield
    return tuple(sorted(found, key=lambda case: _order(material, case)))


def decided_cases(bare: Sequence[GroupCase], material: GroupMaterial) -> tuple[GroupCase, ...]:
    """The same as `group_cases_of`, from what was found before, with what is decided by now.

    Of what gold has, only its groups are told; `with_stands` tells of the members.
    """
    return _found(bare, material, _with_groups)


def with_stands(case: GroupCase, material: GroupMaterial) -> GroupCase:
    """A case of `decided_cases` with what stands in gold for its members."""
    members = tuple(
        replace(one, gold=_standing(material, [m for m in (one.a, one.b) if m is not None]))
        for one in case.members
    )
    return _with_gold(replace(case, members=members), material)


def _in_order(material: GroupMaterial) -> GroupMaterial:
    """Whoever is called A, it is found the same way."""
    return _exchanged(material) if material.b_id < material.a_id else material


def _found(
    bare: Sequence[GroupCase],
    material: GroupMaterial,
    add_gold: Callable[[GroupCase, GroupMaterial], GroupCase],
) -> tuple[GroupCase, ...]:
    ordered = _in_order(material)
    found = [add_gold(one, ordered) for one in _with_decisions(bare, ordered)]
    return tuple(found if ordered is material else map(_mirrored, found))


def _order(material: GroupMaterial, case: GroupCase) -> tuple[object, ...]:
    """By the first member of either; what gold has moves nothing."""
    first = _joint_place(material, case.members[0])
    return first, case.kinds, case.names, case.key


def _exchanged(material: GroupMaterial) -> GroupMaterial:
    return replace(material, a_id=material.b_id, b_id=material.a_id, a=material.b, b=material.a)


def _mirrored(case: GroupCase) -> GroupCase:
    classes = {GroupClass.ONLY_A: GroupClass.ONLY_B, GroupClass.ONLY_B: GroupClass.ONLY_A}
    made = case.decision
    return replace(
        case,
        a_id=case.b_id,
        b_id=case.a_id,
        a=case.b,
        b=case.a,
        group_class=classes.get(case.group_class, case.group_class) if case.group_class else None,
        members=tuple(replace(one, a=one.b, b=one.a) for one in case.members),
        decision=made if made is None or case.elsewhere else made.mirrored,
        others=tuple(one.mirrored for one in case.others),
    )


# Whose groups belong together


def _sorted(material: GroupMaterial, groups: Iterable[Group]) -> list[Held]:
    """The groups with members in what is compared, in the order of these."""
    found = (_held(material, one) for one in groups)
    some = (one for one in found if one.near)
    return sorted(some, key=lambda one: (one.place, one.group.kind, one.group.name, one.group.id))


def _held(material: GroupMaterial, group: Group) -> Held:
    near = {
        _key(material, one): one for one in group.members if one.article_id in material.compared
    }
    far = tuple(one for one in group.members if one.article_id not in material.compared)
    place = min((_place(material, one) for one in near.values()), default=(0, ()))
    return Held(group, near, far, place)


def _key(material: GroupMaterial, member: Member) -> str:
    """What a member is called on both sides."""
    if not member.span_id:
        return f"omits {member.article_id}"
    return min(member.span_id, material.twins.get(member.span_id, member.span_id))


def _place(material: GroupMaterial, member: Member) -> Place:
    where = material.places.get(member.span_id, ())
    return material.order[member.article_id], where


# What a case is


def _case(material: GroupMaterial, a: Sequence[Held], b: Sequence[Held]) -> GroupCase:
    differs = _differs(a, b) if a and b else ()
    whole = len(a) == len(b) == 1 and not any(one.far for one in (*a, *b))
    if not (a and b):
        what = GroupClass.ONLY_A if a else GroupClass.ONLY_B
    else:
        what = GroupClass.SAME if whole and not differs else GroupClass.DIFFERS
    return GroupCase(
        material.story_id, material.a_id, material.b_id, material.gold_id, what,
        a=tuple(one.group for one in a), b=tuple(one.group for one in b),
        members=tuple(_joints(material, a, b)), differs=differs,
    )  # fmt: skip


def _joints(material: GroupMaterial, a: Sequence[Held], b: Sequence[Held]) -> list[Joint]:
    """Each member once, as both have it; of several groups of a side the first counts."""
    sides: list[dict[str, Member]] = []
    for name, side in (("a", a), ("b", b)):
        members: dict[str, Member] = {}
        for held in side:
            for key, member in held.near.items():
                members.setdefault(key, member)
            for member in held.far:  # nobody knows whether the other one has it
                members.setdefault(f"{name} {member.article_id} {member.span_id}", member)
        sides.append(members)
    mine, theirs = sides
    found = []
    for key in dict.fromkeys((*mine, *theirs)):
        one, other = mine.get(key), theirs.get(key)
        both = [member for member in (one, other) if member is not None]
        found.append(Joint(both[0].article_id, one, other, _standing(material, both)))
    return sorted(found, key=lambda one: _joint_place(material, one))


def _standing(material: GroupMaterial, both: Iterable[Member]) -> tuple[str, ...]:
    """Gold's spans that stand where a member does."""
    found = (i for member in both for i in material.stands.get(member.span_id, ()))
    return tuple(dict.fromkeys(found))


def _differs(a: Sequence[Held], b: Sequence[Held]) -> tuple[str, ...]:
    """In what the groups of both sides differ; of members those that both have, for what they
    say."""
    both = {key for one in a for key in one.near} & {key for one in b for key in one.near}
    mine, theirs = (_said(side, both) for side in (a, b))
    return tuple(name for name in mine if mine[name] != theirs[name])


def _said(side: Sequence[Held], both: set[str]) -> dict[str, object]:
    each = {(key, one) for held in side for key, one in held.near.items() if key in both}
    return {
        "kind": {one.group.kind for one in side},
        "name": {one.group.name for one in side},
        "members": sorted(sorted(one.near) for one in side),
        "stances": {(key, one.stance) for key, one in each},
        "values": {(key, one.value) for key, one in each},
        "attributes": {tuple(sorted(one.group.attributes)) for one in side},
    }


# What was decided


def _with_decisions(found: Sequence[GroupCase], material: GroupMaterial) -> list[GroupCase]:
    """The cases with what gold decided about them, in the same order; what was decided about groups
    that neither has any more is a case of its own, after them."""
    own, foreign = [], []
    pair = (material.a_id, material.b_id)
    for one in material.decisions:
        if (one.a_id, one.b_id) == pair:
            own.append(one)
        elif (one.b_id, one.a_id) == pair:
            own.append(one.mirrored)
        else:
            foreign.append(one)
    holder = {one.id: n for n, case in enumerate(found) for one in case.groups}
    kept: defaultdict[int, list[tuple[bool, int, Decision]]] = defaultdict(list)
    there = {one.id for one in (*material.a, *material.b)}
    gone: list[GroupCase] = []
    for one in own:
        number, exact, share = _place_of(one, found, holder)
        if share:
            kept[number].append((exact, share, one))
        elif there.isdisjoint(one.groups) and one.article_id in material.compared:
            gone.append(_gone(one, material))
    answer = list(found)
    for number, some in kept.items():
        some.sort(key=lambda each: (not each[0], -each[1], each[2].at, each[2].id))
        (exact, _, best), *rest = some
        answer[number] = replace(
            found[number],
            decision=best,
            others=tuple(each[2] for each in rest),
            stale=not exact or best.ground != found[number].ground,
        )
    return _decided_elsewhere(answer, foreign, material) + sorted(gone, key=lambda case: case.key)


def _place_of(
    one: Decision, found: Sequence[GroupCase], holder: Mapping[str, int]
) -> tuple[int, bool, int]:
    """The case of which a decision names most, whether it names exactly that, and how much."""
    shares: defaultdict[int, int] = defaultdict(int)
    for group_id in one.groups:
        if group_id in holder:
            shares[holder[group_id]] += 1
    if not shares:
        return 0, False, 0
    number = max(shares, key=lambda n: (shares[n], -n))
    case = found[number]
    sides = ((one.a_groups, case.a), (one.b_groups, case.b))
    exact = all(set(ids) == {group.id for group in groups} for ids, groups in sides)
    return number, exact, shares[number]


def _gone(one: Decision, material: GroupMaterial) -> GroupCase:
    return GroupCase(
        material.story_id, material.a_id, material.b_id, material.gold_id, None,
        decision=one, stale=True,
    )  # fmt: skip


def _decided_elsewhere(
    found: Sequence[GroupCase], made: Sequence[Decision], material: GroupMaterial
) -> list[GroupCase]:
    """The open cases with what gold decided about one of their groups between other people."""
    about = {group_id: one for one in made for group_id in one.groups}
    by_id = {**material.others, **{one.id: one for one in (*material.a, *material.b)}}
    answer = []
    for case in found:
        named = (about[one.id] for one in case.groups if one.id in about)
        one = next(named, None) if case.decision is None else None
        if one is not None:
            a, b = ([by_id[i] for i in ids if i in by_id] for ids in (one.a_groups, one.b_groups))
            stale = one.ground != group_ground(a, b)
            case = replace(case, decision=one, stale=stale, elsewhere=True)
        answer.append(case)
    return answer


# What gold has


def _with_groups(case: GroupCase, material: GroupMaterial) -> GroupCase:
    """The case with gold's groups by its decision."""
    ids = case.decision.gold_groups if case.decision else ()
    gold = tuple(material.others[i] for i in ids if i in material.others)
    return replace(case, gold=gold) if gold else case


def _with_gold(case: GroupCase, material: GroupMaterial) -> GroupCase:
    """The same with what these have for members, which stand in the order of the text."""
    gold = _with_groups(case, material).gold
    in_gold = {_as_gold(one): one for group in reversed(gold) for one in group.members}
    members, seen = [], set()
    for joint in case.members:
        keys = joint.gold or ((joint.article_id,) if _omits(joint) else ())
        key = next((key for key in keys if key in in_gold), None)
        if key is not None:
            seen.add(key)
            joint = replace(joint, in_gold=in_gold[key])
        members.append(joint)
    members += [
        Joint(one.article_id, None, None, (one.span_id,) if one.span_id else (), one)
        for key, one in in_gold.items()
        if key not in seen
    ]
    members.sort(key=lambda one: _joint_place(material, one))
    return replace(case, gold=gold, members=tuple(members))


def _as_gold(member: Member) -> str:
    return member.span_id or member.article_id


def _omits(joint: Joint) -> bool:
    return not any(one.span_id for one in (joint.a, joint.b) if one is not None)


def _joint_place(material: GroupMaterial, joint: Joint) -> tuple[Place, list[str]]:
    both = [one for one in (joint.a, joint.b) if one is not None]
    some = both or [one for one in (joint.in_gold,) if one is not None]
    return min(_place(material, one) for one in some), sorted(one.span_id for one in some)
