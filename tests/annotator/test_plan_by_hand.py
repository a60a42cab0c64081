"""The plan changed by hand."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from annotator.errors import EditRefused
from annotator.model.plan import Assignment
from annotator.plan_by_hand import (
    again,
    difference,
    given,
    moved,
    put_off,
    readers,
    taken,
    without,
)


def kinds(plan: tuple[Assignment, ...]) -> dict[tuple[str, str], int]:
    return {(one.annotator_id, one.kind.value): one.week for one in plan}


def shared() -> tuple[Assignment, ...]:
    """Ada reads the heist in week 1 and again in week 4, Ben too in week 1."""
    plan = given((), "heist", "ada", 1)
    plan = given(plan, "heist", "ben", 1)
    return again(plan, "heist", "ada", 4)


def test_the_first_reading_and_the_others() -> None:
    assert kinds(shared()) == {("ada", "first"): 1, ("ben", "overlap"): 1, ("ada", "repeat"): 4}
    assert readers(shared(), "heist") == ("ada", "ben")


def test_nobody_has_a_story_twice() -> None:
    with pytest.raises(EditRefused):
        given(shared(), "heist", "ben")
    with pytest.raises(EditRefused):
        moved(shared(), "heist", "ada", "ben")
    with pytest.raises(EditRefused):
        again(shared(), "heist", "ada")
    with pytest.raises(EditRefused):
        again(shared(), "heist", "cem")


def test_moving_takes_the_week_along_and_not_the_repeat() -> None:
    assert kinds(moved(shared(), "heist", "ada", "cem")) == {
        ("cem", "first"): 1,
        ("ben", "overlap"): 1,
    }
    assert kinds(moved(shared(), "heist", "ben", "cem", 3))["cem", "overlap"] == 3
    with pytest.raises(EditRefused):
        moved(shared(), "heist", "dan", "cem")


def test_whoever_is_left_reads_it_first() -> None:
    assert kinds(taken(shared(), "heist", "ada")) == {("ben", "first"): 1}
    assert taken(taken(shared(), "heist", "ada"), "heist", "ben") == ()
    with pytest.raises(EditRefused):
        taken(shared(), "heist", "cem")


def test_a_repeat_goes_alone() -> None:
    plan = shared()
    assert kinds(without(plan, plan[2].id)) == {("ada", "first"): 1, ("ben", "overlap"): 1}
    assert kinds(without(plan, plan[0].id)) == {("ben", "first"): 1}


def test_a_story_is_put_off() -> None:
    plan = shared()
    assert kinds(put_off(plan, plan[1].id, 6))["ben", "overlap"] == 6
    with pytest.raises(EditRefused):
        put_off(plan, plan[1].id, -1)


@for_all(st.data())
def test_the_difference_leads_from_one_plan_to_the_other(data: st.DataObject) -> None:
    before, after = (
        {
            one.id: one
            for one in data.draw(
                st.lists(
                    st.builds(
                        lambda i, w: Assignment(f"{i}", f"p{i % 3}", f"s{i}", w),
                        st.integers(0, 9),
                        st.integers(0, 3),
                    )
                )
            )
        }
        for _ in range(2)
    )
    found = difference(before.values(), after.values())
    plan = {i: one for i, one in before.items() if one not in found.gone}
    plan |= {one.id: one for one in (*found.new, *found.put_off)}
    assert plan == after
