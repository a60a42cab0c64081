"""Which line under the text belongs to which span."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ui.article.lanes import depths, nest, pack

intervals = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: (pair[0], sum(pair)))
).map(lambda found: sorted(found, key=lambda interval: (interval[0], -interval[1])))


@given(intervals)
def test_no_two_in_one_lane_overlap_and_no_lane_is_wasted(found: list[tuple[int, int]]) -> None:
    deepest = max((sum(a <= x < b for a, b in found) for x in range(91)), default=0)
    for lanes in (pack(found), nest(found)):
        assert len(lanes) == len(found)
        assert max(lanes, default=-1) + 1 == deepest
        for i, (a, b) in enumerate(found):
            for j, (c, d) in enumerate(found[:i]):
                assert lanes[i] != lanes[j] or b <= c or d <= a


def test_the_innermost_is_nearest_to_the_text() -> None:
    assert nest([(0, 100), (10, 50), (20, 30), (60, 70), (200, 210)]) == [2, 1, 0, 1, 0]


def test_twenty_levels_have_twenty_lanes() -> None:
    assert nest([(n, 100 - n) for n in range(20)]) == [*reversed(range(20))]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), st.integers(0, 5))))
def test_stretches_say_what_lies_over_each_character(found: list[tuple[int, int, int]]) -> None:
    marks = [(start, start + length, number) for start, length, number in found]
    stretches = depths(marks)
    covered: dict[int, int] = {}
    for start, end, bits in stretches:
        assert start < end
        for x in range(start, end):
            assert x not in covered
            covered[x] = bits
    for x in range(61):
        bits = 0
        for start, end, number in marks:
            bits |= (start <= x < end) << number
        assert covered.get(x, 0) == bits
    for (_, end, bits), (start, _, following) in pairwise(stretches):
        assert end < start or bits != following
