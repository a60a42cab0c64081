"""Dealing stories to annotators."""

import math
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.plan import Assignment, AssignmentKind
from annotator.plan import Wish, deal

STORIES = {f"story {number}": 5000 for number in range(30)}
PEOPLE = ("Ann", "Ben", "Cem")


def readers(dealt: tuple[Assignment, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in dealt:
        if one.kind is not AssignmentKind.REPEAT:
            found[one.story_id].add(one.annotator_id)
    return found


@given(
    stories=st.integers(0, 60),
    people=st.integers(1, 6),
    overlap=st.floats(0, 1),
    per_week=st.integers(0, 7),
    seed=st.integers(0, 3),
)
def test_every_story_has_a_reader_and_the_share_asked_for_has_two(
    stories: int, people: int, overlap: float, per_week: int, seed: int
) -> None:
    sizes = {f"s{number}": 1000 for number in range(stories)}
    names = [f"p{number}" for number in range(people)]
    dealt = deal(sizes, names, Wish(overlap=overlap, per_week=per_week, seed=seed))
    found = readers(dealt)
    assert set(found) == set(sizes)
    shared = sum(len(some) == 2 for some in found.values())
    assert shared == (math.ceil(overlap * stories - 1e-9) if people > 1 else 0)
    loads = Counter(one.annotator_id for one in dealt)
    assert max(loads.values(), default=0) - min((loads[name] for name in names), default=0) <= 2
    weeks = Counter((one.annotator_id, one.week) for one in dealt)
    assert not per_week or max(weeks.values(), default=0) <= per_week
    assert len({one.id for one in dealt}) == len(dealt)


def test_the_same_question_has_the_same_answer_and_another_seed_another() -> None:
    assert deal(STORIES, PEOPLE, Wish(seed=1)) == deal(STORIES, PEOPLE, Wish(seed=1))
    assert deal(STORIES, PEOPLE, Wish(seed=1)) != deal(STORIES, PEOPLE, Wish(seed=2))


def test_both_readers_of_a_story_read_it_in_the_same_week() -> None:
    weeks: dict[str, set[int]] = defaultdict(set)
    for one in deal(STORIES, PEOPLE, Wish(overlap=0.5, per_week=4)):
        weeks[one.story_id].add(one.week)
    assert all(len(some) == 1 for some in weeks.values())


def test_what_is_dealt_later_falls_into_no_week_that_has_passed() -> None:
    dealt = deal(STORIES, PEOPLE, Wish(per_week=4, first_week=5))
    assert min(one.week for one in dealt) == 5


def test_all_pairs_share_about_the_same_number() -> None:
    pairs = Counter(
        frozenset(some)
        for some in readers(deal(STORIES, PEOPLE, Wish(overlap=0.6))).values()
        if len(some) == 2
    )
    assert set(pairs.values()) == {6}


def test_new_stories_are_dealt_and_what_was_dealt_stays() -> None:
    before = deal(STORIES, PEOPLE, Wish(overlap=0.2, per_week=5))
    more = STORIES | {f"new {number}": 5000 for number in range(10)}
    new = deal(more, PEOPLE, Wish(overlap=0.2, per_week=5), before)
    assert {one.story_id for one in new} == set(more) - set(STORIES)
    assert sum(len(some) == 2 for some in readers((*before, *new)).values()) == 8


def test_a_long_story_weighs_more() -> None:
    sizes = {"long": 90_000} | {f"short {number}": 10_000 for number in range(9)}
    dealt = deal(sizes, ("Ann", "Ben"), Wish(overlap=0))
    loads: Counter[str] = Counter()
    for one in dealt:
        loads[one.annotator_id] += sizes[one.story_id]
    assert abs(loads["Ann"] - loads["Ben"]) <= 90_000
    assert min(Counter(one.annotator_id for one in dealt).values()) < 5


def test_a_person_reads_some_of_their_own_stories_again_weeks_later() -> None:
    dealt = deal(STORIES, PEOPLE, Wish(per_week=3, repeats=0.2, after=4))
    first = {
        (one.annotator_id, one.story_id): one.week
        for one in dealt
        if one.kind is not AssignmentKind.REPEAT
    }
    again = [one for one in dealt if one.kind is AssignmentKind.REPEAT]
    assert len(again) >= len(PEOPLE)
    for one in again:
        assert one.week - first[one.annotator_id, one.story_id] >= 4


def test_a_small_share_is_one_story_and_what_was_read_again_before_counts() -> None:
    wish = Wish(overlap=0, per_week=2, repeats=0.1)
    before = deal({"a": 1, "b": 1, "c": 1}, ("Ann",), wish)
    assert sum(one.kind is AssignmentKind.REPEAT for one in before) == 1
    new = deal({"a": 1, "b": 1, "c": 1, "d": 1}, ("Ann",), wish, before)
    assert [one.story_id for one in new] == ["d"], "one of four is more than a tenth already"


@pytest.mark.parametrize("people", [("Ann",), ("Ann", "Ann")])
def test_one_person_alone_reads_everything_once(people: tuple[str, ...]) -> None:
    dealt = deal(STORIES, people, Wish(overlap=0.5))
    assert len(dealt) == len(STORIES)
