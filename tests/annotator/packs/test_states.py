"""Which states remain when copies meet: a function of the states alone."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.lineage import Descent
from annotator.model.span import Fragment, Span
from annotator.model.whole_reading import WholeReading
from annotator.packs.first_difference import first_difference
from annotator.packs.states import State, descent_of, joined, look, together


def state(heads: str, *starts: int) -> State:
    """A state with these heads (a letter each) and spans that begin there."""
    spans = tuple(
        Span(f"{heads}-{at}", "article", "anna", "claim", (Fragment(at, at + 2),)) for at in starts
    )
    return State(tuple(heads), WholeReading("article", "anna", spans=spans))


def heads(states: tuple[State, ...]) -> list[str]:
    return [one.head for one in states]


@pytest.mark.parametrize(
    ("states", "remain"),
    [
        ([state("a", 1), state("ab", 1, 5)], ["b"]),
        ([state("ab", 1), state("ac", 5)], ["c", "b"]),
        ([state("ab", 1), state("ac", 1)], ["c", "b"]),
        ([state("ab", 1), state("ac", 5), state("abcd", 1, 5)], ["d"]),
        ([state("ab"), state("a", 1)], ["b"]),
    ],
)
def test_what_remains(states: list[State], remain: list[str]) -> None:
    for order in itertools.permutations(states):
        assert heads(joined(order)) == remain


def test_states_that_hold_the_same_are_shown_as_one() -> None:
    (one,) = together(joined([state("ab", 1), state("ac", 1)]))
    assert one.state.head == "c"
    assert [heads[-1] for heads in one.twins] == ["b"]


def test_records_of_a_state_that_was_here_are_older() -> None:
    first, then = state("a", 1), state("ab", 1, 5)
    records = State((look(first.whole),), first.whole)
    for order in itertools.permutations([first, then, records]):
        known: tuple[State, ...] = ()
        for one in order:
            known = joined((*known, one))
        assert heads(known) == ["b"]


HISTORIES = st.lists(st.tuples(st.integers(0, 5), st.sets(st.integers(0, 3))), max_size=6)


@given(HISTORIES, st.randoms(use_true_random=False))
def test_any_order_and_any_grouping_gives_the_same(
    histories: list[tuple[int, set[int]]], chance: object
) -> None:
    states = [state("a", 9)]
    for number, (parent, starts) in enumerate(histories):
        before = states[parent % len(states)]
        spans = state("".join(before.heads) + "bcdefgh"[number], *starts)
        states.append(spans)
    expected = heads(joined(states))
    shuffled = list(states)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    known: tuple[State, ...] = ()
    for one in shuffled:
        known = joined((*known, one))
    assert heads(known) == expected


def test_what_an_arrival_is() -> None:
    here = (state("ab", 1),)
    for came, expected in (
        (state("ab", 1), Descent.SAME),
        (state("a", 1), Descent.OLDER),
        (state("abc", 5), Descent.NEWER),
        (state("ad", 5), Descent.DIVERGED),
        (state("ad", 1), Descent.SAME),
    ):
        assert descent_of(came, here, together(joined((*here, came)))) is expected


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        (
            "one two\nthree four\n",
            "one two\nthree five\n",
            "line 2: here “one two three four”, there “one two three five”",
        ),
        ("one two", "one two three", "here the text has ended, there “one two three”"),
        ("one two three", "one two", "there the text has ended"),
        ("one\r\ntwo", "one\ntwo", "here “one two” (U+000D), there “one two” (U+000A)"),
    ],
)
def test_the_first_difference(ours: str, theirs: str, words: str) -> None:
    assert words in first_difference(ours, theirs)
