"""What descends from what."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.lineage import Descent, Lineage, descent


def test_the_head_is_the_last_state() -> None:
    assert Lineage("a", "p").head == ""
    assert Lineage("a", "p", ("x", "y")).head == "y"


heads = st.lists(st.integers(), unique=True, max_size=6).map(lambda some: [str(n) for n in some])


@given(heads, heads)
def test_work_that_goes_on_from_ours_is_newer_and_the_other_way_round_older(
    ours: list[str], more: list[str]
) -> None:
    theirs = [*ours, *(f"new {one}" for one in more)]
    same = not more
    assert descent(ours, theirs) is (Descent.SAME if same else Descent.NEWER)
    assert descent(theirs, ours) is (Descent.SAME if same else Descent.OLDER)


@given(heads, heads, heads)
def test_what_both_sides_changed_has_diverged(
    before: list[str], ours: list[str], theirs: list[str]
) -> None:
    mine = [*before, *(f"mine {one}" for one in ours)]
    other = [*before, *(f"other {one}" for one in theirs)]
    if ours and theirs:
        assert descent(mine, other) is Descent.DIVERGED
        assert descent(other, mine) is Descent.DIVERGED
