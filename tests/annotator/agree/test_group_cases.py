"""What is to be decided about groups: found from made-up groups of two people."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agree.group_cases import GroupCase, GroupClass, GroupMaterial
from annotator.agree.group_finding import decided_cases, finding_bare, group_cases_of
from annotator.agree.groups import Grouped, GroupMember, group_agreement
from annotator.agree.pairing import pairings
from annotator.agree.steps import finished
from annotator.agree.values import Doc, Mark
from annotator.model.decision import Decision, Took, group_ground
from annotator.model.group import Group, Member
from annotator.model.span import AttributeValue, Fragment
from tests.annotator.agree.marks import mark
from tests.growth import STEEP, growth

ARTICLES = ("one", "two", "far")
BOTH, SINGLE = 8, 2
"""In each article both have the same spans 0 … 7; 8 and 9 are of one side alone."""


def member(side: str, place: int, article: str = "one", **said: str) -> Member:
    return Member(article, f"{side}-{article}-{place}", **said)


def omits(article: str, **said: str) -> Member:
    return Member(article, **said)


def group(side: str, *members: int | Member, name: str = "", kind: str = "conflict") -> Group:
    some = tuple(one if isinstance(one, Member) else member(side, one) for one in members)
    told = f"{side}:{kind}:{name}:" + ",".join(one.span_id or one.article_id for one in some)
    return Group(told, "story", side, kind, name, some)


def docs() -> list[Doc]:
    """The articles compared, as the alignment sees them."""
    made = []
    for article in ("one", "two"):
        sides: list[list[Mark]] = []
        for side, shift in (("a", 0), ("b", 100 * SINGLE)):
            places = [*range(0, 10 * BOTH, 10), *range(100 + shift, 100 + shift + 10 * SINGLE, 10)]
            sides.append([
                replace(mark(at, at + 5), id=f"{side}-{article}-{n}") for n, at in enumerate(places)
            ])  # fmt: skip
        a, b = (tuple(side) for side in sides)
        made.append(Doc(article, "story", 999, "", a, b, id=article))
    return made


ALIGNED = pairings(docs())
TWINS = {pair.a.id: pair.b.id for one in ALIGNED for pair in one.pairs}
PLACES = {m.id: m.fragments for one in ALIGNED for m in (*one.doc.a, *one.doc.b)}


def material(a: Sequence[Group], b: Sequence[Group], **more: Any) -> GroupMaterial:
    return GroupMaterial(
        "story", {name: n for n, name in enumerate(ARTICLES)}, frozenset(("one", "two")),
        "a", "b", "gold", a, b,
        twins=TWINS | {other: one for one, other in TWINS.items()}, places=PLACES, **more,
    )  # fmt: skip


def found(a: Sequence[Group], b: Sequence[Group], **more: Any) -> tuple[GroupCase, ...]:
    return group_cases_of(material(a, b, **more))


def one_case(a: Group, b: Group, **more: Any) -> GroupCase:
    (case,) = found([a], [b], **more)
    return case


def decision(a: Sequence[Group], b: Sequence[Group], took: Took = Took.A, **more: Any) -> Decision:
    return replace(
        Decision(
            "made", "gold", "one", "a", "b", took,
            a_groups=tuple(one.id for one in a), b_groups=tuple(one.id for one in b),
            ground=group_ground(a, b),
        ),
        **more,
    )  # fmt: skip


def exchanged(one: GroupMaterial) -> GroupMaterial:
    return replace(one, a_id=one.b_id, b_id=one.a_id, a=one.b, b=one.a)


def test_the_same_groups_are_agreed() -> None:
    said = {"value": "Paris", "stance": "states"}
    a = group("a", member("a", 1, **said), member("a", 2, "two"), omits("one"), name="Where")
    b = group("b", omits("one"), member("b", 2, "two"), member("b", 1, **said), name="Where")
    case = one_case(a, b)
    assert (case.group_class, case.differs, case.agreed) == (GroupClass.SAME, (), True)
    assert (case.kinds, case.names, case.split) == (("conflict",), ("Where",), False)
    # In the order of the articles, and there of the text; each member once.
    assert [(one.article_id, one.a, one.b) for one in case.members] == [
        ("one", a.members[2], b.members[0]),
        ("one", a.members[0], b.members[2]),
        ("two", a.members[1], b.members[1]),
    ]
    assert case.matter.a_groups == (a.id,)
    assert (case.matter.b_groups, case.matter.article_id) == ((b.id,), "one")
    assert case.matter.ground == group_ground([a], [b])


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("name", group("b", 0, 1, name="When")),
        ("kind", group("b", 0, 1, name="Where", kind="same as")),
        ("members", group("b", 0, 2, name="Where")),
        ("members", group("b", 0, 1, omits("two"), name="Where")),
        ("stances", group("b", 0, member("b", 1, stance="omits"), name="Where")),
        ("values", group("b", 0, member("b", 1, value="Rome"), name="Where")),
        (
            "attributes",
            replace(group("b", 0, 1, name="Where"), attributes=(AttributeValue("q", "yes"),)),
        ),
    ],
)
def test_it_is_told_in_what_they_differ(what: str, other: Group) -> None:
    case = one_case(group("a", 0, 1, name="Where"), other)
    assert (case.group_class, case.differs) == (GroupClass.DIFFERS, (what,))


def test_what_one_alone_has_says_nothing_about_the_other() -> None:
    a, b = group("a", 0, 1), group("b", 4, 5)
    first, second = found([a], [b])
    assert (first.group_class, first.a, first.b) == (GroupClass.ONLY_A, (a,), ())
    assert (second.group_class, second.a, second.b) == (GroupClass.ONLY_B, (), (b,))
    assert (first.differs, first.agreed, first.gone) == ((), False, False)


def test_members_where_nothing_is_compared_are_shown_and_keep_it_from_being_the_same() -> None:
    a = group("a", 0, 1, member("a", 3, "far"))
    b = group("b", 0, 1, member("b", 3, "far"))
    case = one_case(a, b)
    assert (case.group_class, case.differs) == (GroupClass.DIFFERS, ())
    assert [(one.a is None, one.b is None) for one in case.members if one.article_id == "far"] == [
        (False, True),
        (True, False),
    ]
    assert found([group("a", member("a", 3, "far"))], []) == ()


def test_the_matching_is_the_best_one_and_likeness_decides_between_equals() -> None:
    a = [group("a", 0, 1, 2, name="x"), group("a", 2, 3, name="y")]
    b = [group("b", 1, 2, 3, name="p"), group("b", 0, 1, 2, name="q")]
    assert {(case.a[0].name, case.b[0].name) for case in found(a, b)} == {("x", "q"), ("y", "p")}
    twins = [group("a", 0, 1, name=name) for name in ("x", "y", "z")]
    others = [group("b", 0, 1, name=name) for name in ("z", "x", "y")]
    assert all(case.agreed for case in found(twins, others))


def test_kinds_are_matched_across_where_half_is_shared_and_the_same_kind_goes_first() -> None:
    a = [group("a", 0, 1, 2, kind="same as"), group("a", 5, 6, kind="same as")]
    b = [group("b", 2, 3, 4, kind="same as"), group("b", 0, 1), group("b", 5, 6), group("b", 6, 7)]
    cases = found(a, b)
    pairs = {(case.a[0].id, case.b[0].id) for case in cases if case.a and case.b}
    assert pairs == {(a[0].id, b[0].id), (a[1].id, b[2].id)}
    assert [case.b for case in cases if not case.a] == [(b[1],), (b[3],)]
    assert found([group("a", 0, 1, 2, kind="same as")], [group("b", 0, 5, 6)])[0].b == ()


def test_parts_of_a_group_are_in_the_case_of_the_whole() -> None:
    whole = group("a", 0, 1, 2, 3, 4, name="all")
    parts = [group("b", 0, 1, 2, name="most"), group("b", 3, 8, name="half")]
    beyond = group("b", 4, 5, 6, name="less")
    cases = found([whole], [*parts, beyond])
    assert [(case.a, case.b) for case in cases] == [((whole,), tuple(parts)), ((), (beyond,))]
    assert cases[0].split
    assert (cases[0].group_class, cases[0].differs) == (GroupClass.DIFFERS, ("name", "members"))
    assert cases[0].matter.b_groups == tuple(one.id for one in parts)
    (other_kind,) = (
        case for case in found([whole], [parts[0], group("b", 3, 4, kind="same as")]) if not case.a
    )
    assert other_kind.kinds == ("same as",)


def test_groups_of_overlapping_spans_that_are_no_pairs_are_one_case() -> None:
    """The alignment paired the spans with others, and yet both speak of the same passages."""
    a = group("a", member("a", 8), member("a", 9))
    for mine, theirs, together in (
        ([(100, 110), (200, 210)], [(105, 140), (209, 300)], True),
        ([(100, 110), (200, 210)], [(105, 140), (400, 410)], True),
        ([(100, 110), (200, 210)], [(110, 140), (210, 300)], False),
        ([(100, 110), (1000, 1300)], [(400, 410), (1290, 1400)], True),
    ):
        places = {
            **{f"a-one-{8 + n}": (Fragment(*where),) for n, where in enumerate(mine)},
            **{f"b-one-{8 + n}": (Fragment(*where),) for n, where in enumerate(theirs)},
        }
        for kind in ("conflict", "same fact"):
            b = group("b", member("b", 8), member("b", 9), kind=kind)
            given_ = replace(material([a], [b]), places=places)
            cases = group_cases_of(given_)
            assert len(cases) == (1 if together and kind == a.kind else 2)
            assert len(group_cases_of(exchanged(given_))) == len(cases)
        first = group_cases_of(replace(given_, b=[replace(b, kind="conflict")]))[0]
        assert (first.group_class is GroupClass.DIFFERS) == together
        assert "members" in first.differs or not together


def test_less_than_half_that_overlaps_is_no_case() -> None:
    a = group("a", member("a", 8), 0, 1)
    b = group("b", member("b", 8), 2, 3)
    places = {**PLACES, "a-one-8": (Fragment(100, 110),), "b-one-8": (Fragment(105, 110),)}
    assert len(group_cases_of(replace(material([a], [b]), places=places))) == 2


def test_a_decision_is_found_by_the_groups_it_names_from_either_side() -> None:
    a, b = group("a", 0, 1), group("b", 0, 2)
    made = decision([a], [b])
    case = one_case(a, b, decisions=[made])
    assert (case.decision, case.decided, case.stale) == (made, True, False)
    assert case.matter.replaces == ("made",)
    (other,) = group_cases_of(exchanged(material([a], [b], decisions=[made])))
    assert other.decision is not None
    assert (other.decision.took, other.decided) == (Took.B, True)


def test_a_decision_goes_stale_with_what_either_says_and_when_other_groups_belong_to_it() -> None:
    a, b = group("a", 0, 1), group("b", 0, 2)
    made = decision([a], [b])
    changed = replace(b, members=(member("b", 0, value="Rome"), member("b", 2)))
    assert one_case(a, changed, decisions=[made]).stale
    part = group("b", 1)
    (case,) = found([a], [b, part], decisions=[made])
    assert (case.decision, case.stale, case.decided) == (made, True, False)
    noted = replace(a, note="look", updated_at="later")
    assert one_case(noted, b, decisions=[made]).decided


def test_what_neither_has_any_more_is_gone_and_what_is_not_compared_is_not() -> None:
    a, b = group("a", 0, 1), group("b", 0, 2)
    made = decision([a], [b])
    (case,) = found([], [], decisions=[made])
    assert (case.gone, case.stale, case.group_class, case.matter.a_groups) == (True, True, None, ())
    assert (case.article_id, case.key) == ("one", "story\nmade")
    assert found([], [], decisions=[replace(made, article_id="far")]) == ()
    away = group("a", member("a", 0, "far"))
    assert found([away], [], decisions=[decision([away], [])]) == ()


def test_the_decision_that_fits_best_counts_and_the_others_are_replaced_with_it() -> None:
    a, parts = group("a", 0, 1, 2), [group("b", 0), group("b", 1, 2)]
    of_part = decision([], parts[:1], id="part")
    of_all = decision([a], parts, id="all")
    (case,) = found([a], parts, decisions=[of_part, of_all])
    assert (case.decision, case.others, case.stale) == (of_all, (of_part,), False)
    assert case.matter.replaces == ("all", "part")


def test_what_was_decided_between_others_counts_as_decided_elsewhere() -> None:
    a, b, third = group("a", 0, 1), group("b", 0, 2), group("c", 0)
    made = decision([a], [third], b_id="c")
    case = one_case(a, b, decisions=[made], others={third.id: third})
    assert (case.decision, case.elsewhere, case.stale) == (made, True, False)
    changed = replace(third, name="otherwise")
    assert one_case(a, b, decisions=[made], others={third.id: changed}).stale
    own = decision([a], [b], id="own")
    assert one_case(a, b, decisions=[made, own], others={third.id: third}).decision == own


def test_what_gold_has_stands_beside_the_members() -> None:
    a, b = group("a", 0, 1, omits("two")), group("b", 0, 2)
    gold = replace(
        group("gold", Member("one", "g0", "Paris"), omits("two"), Member("one", "g9")), id="gold"
    )
    made = decision([a], [b], gold_groups=("gold",))
    case = one_case(
        a, b, decisions=[made], others={"gold": gold}, stands={"a-one-0": ["g0"], "b-one-0": ["g0"]}
    )
    assert case.gold == (gold,)
    assert {
        (one.a.span_id if one.a else "", one.gold, one.in_gold.value if one.in_gold else None)
        for one in case.members
        if one.article_id == "one"
    } == {("a-one-0", ("g0",), "Paris"), ("a-one-1", (), None), ("", (), None), ("", ("g9",), "")}
    (silent,) = (one for one in case.members if one.article_id == "two")
    assert silent.in_gold == omits("two")


def test_what_gold_has_moves_no_case_to_another_place() -> None:
    first, second = group("a", 1), group("a", 2)
    gold = replace(group("gold", Member("one", "g0")), id="gold")
    made = decision([second], [], Took.NEW, gold_groups=("gold",))
    more = material([first, second], [], decisions=[made], others={"gold": gold})
    more = replace(more, places={**PLACES, "g0": PLACES["a-one-0"]})
    known = decided_cases(finished(finding_bare(more)), more)
    for some in (group_cases_of(more), known):
        assert [one.a for one in some] == [(first,), (second,)]
        assert some[1].gold == (gold,)


PARTS = st.lists(st.integers(0, 3), min_size=BOTH + SINGLE, max_size=BOTH + SINGLE)
"""Which group each place is in; 0: in none."""


@st.composite
def sides(draw: st.DrawFn) -> tuple[list[Group], list[Group]]:
    """Groups of both: each member is in one thing at most, and in several conflicts."""
    made = []
    for side in "ab":
        some: list[Group] = []
        parts = draw(PARTS)
        for one in sorted(set(parts) - {0}):
            places = [n for n, part in enumerate(parts) if part == one]
            some.append(group(side, *places, name=str(one), kind="same as"))
        subsets = st.lists(st.sets(st.integers(0, BOTH + SINGLE - 1), min_size=1), max_size=4)
        for number, those in enumerate(draw(subsets)):
            silent = [omits("two")] if draw(st.booleans()) else []
            far = [member(side, 0, "far")] if draw(st.booleans()) else []
            some.append(group(side, *sorted(those), *silent, *far, name=str(number)))
        made.append(some)
    return made[0], made[1]


def _grouped(groups: Sequence[Group]) -> list[Grouped]:
    return [
        Grouped(
            one.kind, "story",
            tuple(GroupMember(m.article_id, m.span_id) for m in one.members),
        )
        for one in groups
    ]  # fmt: skip


@given(sides())
def test_the_matching_is_the_one_of_the_figures(some: tuple[list[Group], list[Group]]) -> None:
    a, b = some
    measures = group_agreement(ALIGNED, _grouped(a), _grouped(b))
    twins: Mapping[str, str] = {other: one for one, other in TWINS.items()}
    for kind, one in measures.items():
        best, number = 0.0, 0
        for case in found(a, b):
            number += sum(group.kind == kind for group in case.groups)
            if case.a and case.b and case.a[0].kind == case.b[0].kind == kind:
                mine, theirs = (
                    {
                        twins.get(m.span_id, m.span_id) or m.article_id
                        for m in side[0].members
                        if m.article_id != "far"
                    }
                    for side in (case.a, case.b)
                )
                best += 2 * len(mine & theirs) / (len(mine) + len(theirs))
        assert one.measures["matched_f1"].score().value == pytest.approx(2 * best / number)


@given(sides(), st.data())
def test_every_group_is_in_one_case_whichever_side_is_called_a(
    some: tuple[list[Group], list[Group]], data: st.DataObject
) -> None:
    a, b = some
    plain = found(a, b)
    assert sorted(one.id for case in plain for one in case.a) == sorted(one.id for one in a)
    assert sorted(one.id for case in plain for one in case.b) == sorted(one.id for one in b)
    made = [
        decision(case.a, case.b, id=case.key)
        for case in plain
        if data.draw(st.booleans())
    ]  # fmt: skip
    given_ = material(data.draw(st.permutations(a)), b, decisions=made)
    cases, back = group_cases_of(given_), group_cases_of(exchanged(given_))
    assert [replace(one, decision=None) for one in plain] == [
        replace(one, decision=None) for one in cases
    ]
    assert [one.decided for one in cases] == [case.key in {m.id for m in made} for case in plain]
    classes = {GroupClass.ONLY_A: GroupClass.ONLY_B, GroupClass.ONLY_B: GroupClass.ONLY_A}
    for one, other in zip(cases, back, strict=True):
        assert (one.a, one.b, one.differs) == (other.b, other.a, other.differs)
        assert (one.stale, one.decided) == (other.stale, other.decided)
        assert one.group_class is not None
        assert other.group_class is classes.get(one.group_class, one.group_class)
        assert [(m.a, m.b) for m in one.members] == [(m.b, m.a) for m in other.members]
        if one.decision is not None:
            assert other.decision == one.decision.mirrored


def test_many_groups_take_their_share_of_time() -> None:
    def work(size: int) -> object:
        places = {f"{s}{n}": ((n, n + 1),) for n in range(3 * size) for s in "ab"}
        a, b = (
            [
                group(s, *(Member("one", f"{s}{3 * n + m}") for m in range(3)), name=str(n))
                for n in range(size)
            ]
            for s in "ab"
        )
        twins = {f"a{n}": f"b{n}" for n in range(3 * size)}
        twins |= {other: one for one, other in twins.items()}
        cases = group_cases_of(replace(material(a, b), twins=twins, places=places))  # type: ignore[arg-type]
        assert len(cases) == size
        return cases

    assert growth(work, 125) < STEEP
