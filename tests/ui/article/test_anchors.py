"""Anchors: places of two articles that belong side by side."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.across import Counterpart
from annotator.model.clue import Passage
from annotator.model.span import Fragment
from ui.article.anchors import Anchors, Pair, alike, anchors, heaviest_chain

LENGTH = 60
places = st.integers(1, LENGTH - 1)
candidates = st.lists(
    st.tuples(st.floats(0.25, 1.0), places.map(lambda n: Fragment(n, n + 1)),
              places.map(lambda n: Fragment(n, n + 1))),
    max_size=40,
)  # fmt: skip


def chains(pairs: list[Pair]) -> list[tuple[Pair, ...]]:
    """Every chain there is."""
    found: list[tuple[Pair, ...]] = [()]
    for size in range(1, len(pairs) + 1):
        found += [
            some
            for some in combinations(sorted(pairs), size)
            if all(a.here < b.here and a.there < b.there for a, b in pairwise(some))
        ]
    return found


@given(candidates)
def test_both_sides_go_on_from_end_to_end(some: list[tuple[float, Fragment, Fragment]]) -> None:
    known = anchors(some, LENGTH, LENGTH)
    assert known.pairs[0] == (0, 0)
    assert known.pairs[-1] == (LENGTH, LENGTH)
    assert all(a.here < b.here and a.there < b.there for a, b in pairwise(known.pairs))


@given(candidates)
def test_the_other_way_round_it_is_as_heavy(some: list[tuple[float, Fragment, Fragment]]) -> None:
    def weight(known: Anchors, pairs: list[tuple[float, Fragment, Fragment]]) -> float:
        best: dict[Pair, float] = {}
        for score, one, other in pairs:
            pair = Pair(one.start, other.start)
            best[pair] = max(best.get(pair, 0.0), score**2)
        return sum(best[pair] for pair in known.pairs[1:-1])

    back = [(score, b, a) for score, a, b in some]
    here, there = anchors(some, LENGTH, LENGTH), anchors(back, LENGTH, LENGTH)
    assert abs(weight(here, some) - weight(there, back)) < 1e-9
    assert here.turned().turned() == here


@given(st.dictionaries(st.tuples(places, places), st.floats(0.1, 1.0), max_size=7))
def test_no_chain_is_heavier(weights: dict[tuple[int, int], float]) -> None:
    given_ = {Pair(*pair): weight for pair, weight in weights.items()}
    found = heaviest_chain(sorted(given_), given_.__getitem__)
    best = max(sum(given_[pair] for pair in chain) for chain in chains(list(given_)))
    assert abs(sum(given_[pair] for pair in found) - best) < 1e-9


@given(candidates, st.integers(0, LENGTH - 1))
def test_a_place_lies_between_two_pairs(
    some: list[tuple[float, Fragment, Fragment]], start: int
) -> None:
    known = anchors(some, LENGTH, LENGTH)
    first, last = known.around(start, start + 1)
    assert first.here <= start < last.here
    assert first in known.pairs
    assert known.pairs.index(last) == known.pairs.index(first) + 1


@given(candidates)
def test_at_an_anchor_it_is_the_anchor(some: list[tuple[float, Fragment, Fragment]]) -> None:
    known = anchors(some, LENGTH, LENGTH)
    for pair in known.pairs[:-1]:
        assert known.around(pair.here, pair.here + 1)[0] == pair


def test_of_several_in_one_line_the_first_counts() -> None:
    known = Anchors((Pair(0, 0), Pair(12, 20), Pair(15, 40), Pair(30, 50), Pair(60, 60)))
    assert known.around(10, 20) == (Pair(12, 20), Pair(30, 50))
    assert known.around(0, 9) == (Pair(0, 0), Pair(12, 20))
    assert known.around(0, 20) == (Pair(0, 0), Pair(30, 50))
    assert known.around(50, 60) == (Pair(30, 50), Pair(60, 60))


def test_one_pair_that_is_sure_outweighs_two_that_may_be() -> None:
    some = [
        (0.9, Fragment(10, 20), Fragment(50, 55)),
        (0.5, Fragment(20, 30), Fragment(10, 20)),
        (0.5, Fragment(30, 40), Fragment(20, 30)),
    ]
    assert anchors(some, LENGTH, LENGTH).pairs[1:-1] == (Pair(10, 50),)


def pair(score: float, a: int, b: int, *, other: str = "b") -> Counterpart:
    one, two = Passage("a", Fragment(a, a + 5)), Passage(other, Fragment(b, b + 5))
    return Counterpart(score, (one, two))


def test_only_what_is_much_alike_holds_articles_level() -> None:
    some = [pair(0.9, 1, 2), pair(0.8, 3, 3, other="c"), pair(0.26, 10, 20), pair(0.2, 30, 40)]
    assert [score for score, _, _ in alike(some, "a", "b")] == [0.9, 0.26]
    assert alike(some, "b", "a")[0] == (0.9, Fragment(2, 7), Fragment(1, 6))
    assert alike(some, "b", "c") == alike([], "a", "b") == []


def test_sentences_that_have_better_counterparts_do_not_hold_articles_level() -> None:
    some = [pair(0.9, 1, 2), pair(0.8, 20, 30), pair(0.7, 1, 30), pair(0.6, 1, 9)]
    assert [score for score, _, _ in alike(some, "a", "b")] == [0.9, 0.8, 0.6]
