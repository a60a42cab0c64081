from hypothesis import given
from hypothesis import strategies as st

from annotator.text.overlap import add_range, merge_ranges, uncovered

ranges = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8)


def test_what_was_never_in_view() -> None:
    text = "One two three.\n\n\nFour."
    assert uncovered([], len(text), text) == [(0, 22)]
    assert uncovered([(0, 14)], len(text), text) == [(17, 22)]
    assert uncovered([(0, 4), (8, 22)], len(text), text) == [(4, 7)]
    assert uncovered([(0, 13), (17, 99)], len(text), text) == []
    assert uncovered([], 0, "") == []


@given(ranges, st.tuples(st.integers(0, 40), st.integers(0, 40)))
def test_ranges_are_sets_of_offsets(some: list[tuple[int, int]], new: tuple[int, int]) -> None:
    merged = merge_ranges(some)
    covered = {o for start, end in some for o in range(start, end)}
    assert {o for start, end in merged for o in range(start, end)} == covered
    added = {o for start, end in add_range(merged, new) for o in range(start, end)}
    assert added == covered | set(range(*new))
    rest = {o for start, end in uncovered(merged, 40, "x" * 40) for o in range(start, end)}
    assert rest == set(range(40)) - covered
