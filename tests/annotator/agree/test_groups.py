"""Agreement on groups: published examples, small ones by hand, and plain definitions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agree.comparison import Options, compare
from annotator.agree.groups import Grouped, GroupMember, group_agreement
from annotator.agree.pairing import pairings
from annotator.agree.plain import plain
from annotator.agree.values import Doc, Score
from tests.annotator.agree.marks import doc, mark

CONFLICT = "conflict"


def text(many: int, *, only_a: int = 0, only_b: int = 0, name: str = "d") -> Doc:
    """A document where both marked the same places 0 … many - 1, and each some more alone."""
    both = [mark(10 * n, 10 * n + 5) for n in range(many)]
    a = [mark(10 * n, 10 * n + 5) for n in range(many, many + only_a)]
    after = many + only_a
    b = [mark(10 * n, 10 * n + 5) for n in range(after, after + only_b)]
    return doc([*both, *a], [*both, *b], name=name)


def group(
    *places: int, kind: str = "same as", omits: Sequence[str] = (), stance: str = ""
) -> Grouped:
    marks = [GroupMember("d", f"{10 * n}-{10 * n + 5}-x", stance) for n in places]
    return Grouped(kind, "story", (*marks, *(GroupMember(one, "", stance) for one in omits)))


def scores(
    a: Sequence[Grouped], b: Sequence[Grouped], *docs: Doc, kind: str = "same as"
) -> Mapping[str, Score]:
    found = group_agreement(pairings(docs or [text(12)]), a, b)
    return {name: one.score() for name, one in found[kind].measures.items()}


# Bagga and Baldwin 1998, figure 1; CEAF of the same answers from Luo 2005, table 1.
TRUTH = [group(0, 1, 2, 3, 4), group(5, 6), group(7, 8, 9, 10, 11)]
ANSWERS = {
    "two joined": ([group(0, 1, 2, 3, 4), group(5, 6, 7, 8, 9, 10, 11)], 16 / 21, 1.0, 0.733),
    "large ones joined": ([group(0, 1, 2, 3, 4, 7, 8, 9, 10, 11), group(5, 6)], 7 / 12, 1, 0.667),
    "all joined": ([group(*range(12))], 0.375, 1.0, 0.294),
    "all apart": ([group(n) for n in range(12)], 1.0, 0.25, 0.178),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_published_examples(answer: str) -> None:
    given, precision, recall, ceaf = ANSWERS[answer]
    found = scores(TRUTH, given)
    assert found["b3"].value == pytest.approx(2 * precision * recall / (precision + recall))
    assert found["b3"].n == 24
    assert found["matched_f1"].value == pytest.approx(ceaf, abs=0.0005)


def test_pairs_and_whole_groups_by_hand() -> None:
    found = scores([group(0, 1, 2), group(3, 4)], [group(0, 1), group(2, 3), group(4)])
    assert found["pair_f1"].value == pytest.approx(2 * 1 / (4 + 2))
    assert found["same_f1"].value == 0
    assert scores(TRUTH, ANSWERS["two joined"][0])["same_f1"].value == pytest.approx(2 / 5)


def test_a_member_that_the_other_has_not_counts_as_missed() -> None:
    # Place 2 is A's alone and place 3 is B's: the alignment has no pair there.
    found = scores([group(0, 1, 2)], [group(0, 1, 3)], text(2, only_a=1, only_b=1))
    share = (2**2 / 3) / 3
    assert found["b3"].value == pytest.approx(share)
    assert found["b3"].coverage == pytest.approx(4 / 6)
    assert found["pair_f1"].value == pytest.approx(2 * 1 / (3 + 3))
    assert found["matched_f1"].value == pytest.approx(2 * 2 / 6)


def test_members_outside_what_was_compared_are_left_out() -> None:
    elsewhere = Grouped("same as", "story", (GroupMember("other", "0-5-x"),))
    beyond = Grouped(
        "same as", "story", (*group(0, 1).members, GroupMember("other", "77-78-x", "states"))
    )
    found = group_agreement(pairings([text(2)]), [beyond, elsewhere], [group(0, 1)])
    assert found["same as"].numbers == (1, 1)
    assert found["same as"].measures["same_f1"].score().value == 1


def test_groups_of_one_side_that_share_a_member_are_one_thing() -> None:
    found = scores([group(0, 1), group(1, 2), group(3)], [group(0, 1, 2), group(3)])
    assert found["b3"].value == 1
    assert found["pair_f1"].value == 1


def test_conflicts_may_share_members_and_know_omissions_and_stances() -> None:
    a = [
        group(0, 1, kind=CONFLICT, stance="states"),
        group(1, 2, kind=CONFLICT, omits=["e"], stance="contradicts"),
    ]
    b = [
        group(0, 1, kind=CONFLICT, stance="states"),
        group(2, kind=CONFLICT, omits=["e"], stance="omits"),
    ]
    docs = [text(4), doc([], [], name="e")]
    found = scores(a, b, *docs, kind=CONFLICT)
    assert set(found) == {"same_f1", "matched_f1", "stance_kappa"}
    assert found["same_f1"].value == pytest.approx(2 / 4)
    assert found["matched_f1"].value == pytest.approx(2 * (1 + 2 * 2 / 5) / 4)
    # Shared: 0 and 1 in the first groups (same), 1 across (differ), 2 and “e” in the second
    # (differ): 2 of 5 agree, by chance 2 of 5 × 3 of 5.
    assert found["stance_kappa"].n == 5
    assert found["stance_kappa"].value == pytest.approx((2 / 5 - 6 / 25) / (1 - 6 / 25))


def test_no_groups_is_no_figure_and_one_side_alone_is_0() -> None:
    assert group_agreement(pairings([text(3)]), [], []) == {}
    found = scores([group(0, 1)], [])
    assert {name: one.value for name, one in found.items()} == {
        "b3": 0, "pair_f1": 0, "same_f1": 0, "matched_f1": 0
    }  # fmt: skip
    single = scores([group(0)], [group(0)])
    assert single["pair_f1"].value is None
    assert (single["pair_f1"].why or "").endswith(".")


def test_intervals_resample_stories() -> None:
    docs: list[Doc] = []
    a: list[Grouped] = []
    b: list[Grouped] = []
    for n in range(12):
        mine, theirs = (
            tuple(replace(mark(9 * k, 9 * k + 5), id=f"{side}{n}.{k}") for k in range(2))
            for side in "ab"
        )
        docs.append(Doc(f"d{n}", f"s{n}", 99, "x" * 99, mine, theirs))
        one, other = ([GroupMember(f"d{n}", m.id) for m in side] for side in (mine, theirs))
        a.append(Grouped("same as", f"s{n}", tuple(one)))
        several = [other] if n % 2 else [[member] for member in other]
        b.extend(Grouped("same as", f"s{n}", tuple(some)) for some in several)
    found = compare(docs, ("A", "B"), ["x"], groups=(a, b), options=Options(more=False))
    score = found.group_scores["same as"]["groups", "matched_f1"]
    assert score.value is not None
    assert score.ci is not None
    assert score.ci[0] < score.value < score.ci[1]
    told = plain(found)["groups"]
    assert isinstance(told, dict)
    assert told["same as"]["number"] == {"A": 12, "B": 18}
    assert set(told["same as"]) == {"number", "b3", "pair_f1", "same_f1", "matched_f1"}


PARTS = st.lists(st.integers(0, 3), min_size=7, max_size=7)
"""Which group each of the places 0 … 6 is in; 0: in none."""


def _groups(parts: Sequence[int], kind: str = "same as") -> list[Grouped]:
    return [
        group(*(n for n, part in enumerate(parts) if part == one), kind=kind)
        for one in sorted(set(parts) - {0})
    ]


def _sets(parts: Sequence[int]) -> list[set[int]]:
    return [{n for n, part in enumerate(parts) if part == one} for one in set(parts) - {0}]


def _b3(parts: Sequence[int], others: Sequence[int]) -> float:
    """One side's share, member by member, as Bagga and Baldwin have it."""
    mine, theirs = _sets(parts), _sets(others)
    shares = [
        max((len(one & other) for other in theirs if member in other), default=0) / len(one)
        for one in mine
        for member in one
    ]
    return sum(shares) / len(shares) if shares else 0


@given(PARTS, PARTS)
def test_as_defined_member_by_member(a: list[int], b: list[int]) -> None:
    if not any((*a, *b)):
        return
    found = scores(_groups(a), _groups(b))
    p, r = _b3(a, b), _b3(b, a)
    assert found["b3"].value == pytest.approx(2 * p * r / (p + r) if p + r else 0)
    mine, theirs = _sets(a), _sets(b)
    pairs = [
        {two for one in side for two in combinations(sorted(one), 2)} for side in (mine, theirs)
    ]
    every = len(pairs[0]) + len(pairs[1])
    expected = 2 * len(pairs[0] & pairs[1]) / every if every else None
    assert found["pair_f1"].value == (None if expected is None else pytest.approx(expected))
    few, many = sorted((mine, theirs), key=len)
    best = max(
        sum(2 * len(x & y) / (len(x) + len(y)) for x, y in zip(few, some, strict=True))
        for some in permutations(many, len(few))
    )
    assert found["matched_f1"].value == pytest.approx(2 * best / (len(mine) + len(theirs)))


@given(PARTS, PARTS, st.randoms(use_true_random=False))
def test_symmetric_and_whatever_the_order(a: list[int], b: list[int], chance: Random) -> None:
    for kind in ("same as", CONFLICT):
        mine, theirs = _groups(a, kind), _groups(b, kind)
        if not (mine or theirs):
            return
        there, back = scores(mine, theirs, kind=kind), scores(theirs, mine, kind=kind)
        mixed = list(mine)
        chance.shuffle(mixed)
        again = scores(mixed, theirs, kind=kind)
        for name, score in there.items():
            assert score.value == pytest.approx(back[name].value)
            assert score.value == pytest.approx(again[name].value)
            assert score.value is None or 0 <= score.value <= 1 + 1e-12


@given(PARTS)
def test_identical_groups_agree_wholly(parts: list[int]) -> None:
    if any(parts):
        found = scores(_groups(parts), _groups(parts))
        assert all(one.value in (None, pytest.approx(1)) for one in found.values())
