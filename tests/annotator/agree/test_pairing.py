"""The alignment: one to one, the best there is, whoever is called A."""

import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agree import matching
from annotator.agree import overlaps as overlaps_module
from annotator.agree.chance import close_by_chance
from annotator.agree.classes import rows
from annotator.agree.pairing import Pairing, pairing, pairings
from annotator.agree.values import Doc, Mark
from annotator.model.span import Fragment
from tests.annotator.agree.marks import doc, docs, mark


def covered(one: Mark) -> set[int]:
    return {i for start, end in one.fragments for i in range(start, end)}


def share(a: Mark, b: Mark) -> float:
    return len(covered(a) & covered(b)) / len(covered(a) | covered(b))


Rank = tuple[float, int, int, int, int]


def rank(chosen: list[tuple[Mark, Mark]]) -> Rank:
    same = [(a, b) for a, b in chosen if a.label == b.label]
    return (
        round(sum(share(a, b) for a, b in chosen), 5),
        sum(a.fragments == b.fragments for a, b in chosen),
        len(same),
        sum(share(a, b) >= 0.5 for a, b in same),
        len(chosen),
    )


def best(one: Doc) -> Rank:
    """The best rank of all ways to pair the marks, by trying them all."""
    few, many = sorted((one.a, one.b), key=len)
    ranks = [rank([])]
    for others in itertools.permutations([*many, *[None] * len(few)], len(few)):
        pairs = [(a, b) for a, b in zip(few, others, strict=True) if b and share(a, b) > 0]
        ranks.append(rank(pairs))
    return max(ranks)


def found(aligned: Pairing) -> Rank:
    return rank([(pair.a, pair.b) for pair in aligned.pairs])


def test_two_sixths_are_a_third_and_then_the_label_counts() -> None:
    a = [mark(0, 1, "x"), mark(1, 2, "y"), mark(5, 7, "x")]
    b = [mark(6, 11, "y"), mark(1, 7, "x")]
    (pair,) = pairing(doc(a, b)).pairs
    assert (pair.a, pair.b) == (a[2], b[1])


@given(docs(most=4))
@settings(deadline=None, max_examples=150)
def test_no_other_pairing_is_better(some: list[Doc]) -> None:
    for aligned in pairings(some):
        assert found(aligned) == best(aligned.doc)


@given(docs(most=12, labels="xy"))
@settings(deadline=None)
def test_one_to_one_and_nothing_lost(some: list[Doc]) -> None:
    for aligned in pairings(some):
        a = [*(pair.a for pair in aligned.pairs), *aligned.only_a]
        b = [*(pair.b for pair in aligned.pairs), *aligned.only_b]
        assert sorted(m.id for m in a) == sorted(m.id for m in aligned.doc.a)
        assert sorted(m.id for m in b) == sorted(m.id for m in aligned.doc.b)
        for pair in aligned.pairs:
            assert pair.overlap == pytest.approx(share(pair.a, pair.b))
            assert pair.overlap > 0


@given(docs(most=10), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_neither_order_nor_names_of_the_sides_matter(
    some: list[Doc], chance: random.Random
) -> None:
    def shuffled(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        return tuple(chance.sample(marks, len(marks)))

    mixed = [Doc(d.name, d.story, d.length, d.text, shuffled(d.b), shuffled(d.a)) for d in some]
    for one, other in zip(pairings(some), pairings(mixed), strict=True):
        assert [(p.a.id, p.b.id) for p in one.pairs] == sorted(
            ((p.b.id, p.a.id) for p in other.pairs),
            key=[(p.a.id, p.b.id) for p in one.pairs].index,
        )
        assert one.only_a == other.only_b
        assert one.only_b == other.only_a


@given(docs(most=6, many=4))
@settings(deadline=None)
def test_an_article_is_paired_the_same_alone_and_among_others(some: list[Doc]) -> None:
    assert pairings(some) == tuple(pairing(one) for one in some)


def test_the_greedy_trap() -> None:
    one = doc([(0, 10, "x")], [(0, 5, "x"), (0, 10, "x")])
    for aligned in (pairing(one), pairing(one.swapped())):
        (pair,) = aligned.pairs
        assert pair.same_place
        assert pair.same_label


def test_touching_is_not_overlapping() -> None:
    assert pairing(doc([(0, 5, "x")], [(5, 9, "x")])).pairs == ()


def test_the_last_of_one_article_does_not_meet_the_first_of_the_next() -> None:
    some = [doc([(0, 5, "x")], [], name="one"), doc([], [(0, 5, "x")], name="two")]
    assert all(not aligned.pairs for aligned in pairings(some))


def test_overlap_counts_before_label_and_label_between_equals() -> None:
    one = doc([(0, 10, "x")], [(0, 9, "y"), (0, 5, "x")])
    assert pairing(one).pairs[0].b.label == "y"
    twins = doc([(0, 10, "x")], [(0, 5, "y"), (5, 10, "x")])
    assert pairing(twins).pairs[0].b.label == "x"


def test_fragments_are_counted_by_what_they_cover() -> None:
    apart = Mark((Fragment(0, 4), Fragment(20, 24)), "x", (), "apart")
    (pair,) = pairing(doc([apart], [(0, 24, "x")])).pairs
    assert pair.overlap == pytest.approx(8 / 24)
    assert pairing(doc([apart], [(4, 20, "x")])).pairs == ()


def test_nothing_to_pair() -> None:
    assert pairings([]) == ()
    assert pairing(doc([], [])).pairs == ()


def test_a_hundred_thousand_spans_in_one_article() -> None:
    chance = random.Random(5)

    def marks() -> tuple[Mark, ...]:
        starts = [chance.randrange(400_000) for _ in range(50_000)]
        return tuple(mark(s, s + chance.randrange(1, 40), chance.choice("xyz")) for s in starts)

    whole = mark(0, 400_040)
    large = Doc("large", "s", 400_040, "", (*marks(), whole), (*marks(), whole))
    aligned = pairing(large)
    assert len(aligned.pairs) > 30_000
    assert len(rows(aligned)) == len(aligned.pairs) + len(aligned.only_a) + len(aligned.only_b)


def test_more_overlaps_than_can_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlaps_module, "MOST", 100)
    nested = [(i, 100 - i, "x") for i in range(40)]
    moved = [(i, 99 - i, "x") for i in range(35)]
    one = doc(nested, moved)
    aligned, back = pairing(one), pairing(one.swapped())
    assert len(aligned.pairs) == len(back.pairs) == 35
    assert {(p.a.id, p.b.id) for p in aligned.pairs} == {(p.b.id, p.a.id) for p in back.pairs}


@settings(max_examples=30, deadline=None)
@given(docs(most=8, length=20))
def test_where_very_much_hangs_together_chance_takes_the_largest_first(some: list[Doc]) -> None:
    """No mark twice; the same for B and A."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "TANGLED", 1)
        greedy = close_by_chance(some, "xyz")
        back = close_by_chance([one.swapped() for one in some], "xyz")
    assert greedy == pytest.approx(back)
    most = [min(len(one.a), len(one.b)) for one in some]
    assert (greedy.sum(axis=1) <= np.array(most) + 1e-9).all()
