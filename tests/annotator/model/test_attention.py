"""Attention of one reading that was measured in several copies comes together."""

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.reading import Attention, DayTime
from annotator.model.span import Fragment

DAYS = st.sampled_from(("2026-11-20", "2026-11-21"))
METERS = st.sampled_from(("", "laptop", "desk"))
LABELS = st.sampled_from(("", "claim"))
TIMES = st.dictionaries(st.tuples(DAYS, METERS, LABELS), st.integers(1, 500), max_size=6).map(
    lambda found: tuple(DayTime(day, n, meter, label) for (day, meter, label), n in found.items())
)
ATTENTIONS = st.builds(
    lambda undated, place, times, left_at: Attention(
        "a", "A", undated, place, (Fragment(place, place + 5),), times, left_at
    ),
    st.integers(0, 100),
    st.integers(0, 50),
    TIMES,
    st.sampled_from(("", "2026-11-20T10:00:00Z", "2026-11-21T10:00:00Z")),
)


def test_days_of_two_copies_are_added_and_nothing_is_counted_twice() -> None:
    laptop = Attention("a", "A", 10, times=(DayTime("2026-11-20", 60, "laptop"),))
    desk = Attention("a", "A", 10, times=(DayTime("2026-11-20", 30, "desk"),))
    later = Attention("a", "A", 10, times=(DayTime("2026-11-20", 80, "laptop"),))
    both = laptop.joined(desk).joined(later).joined(desk)
    assert (both.seconds, both.by_day()) == (120, {"2026-11-20": 110})


def test_what_a_record_tells_counts_where_it_is_more_than_what_was_measured() -> None:
    measured = Attention("a", "A", times=(DayTime("2026-11-20", 60, "laptop"),))
    told = Attention("a", "A", times=(DayTime("2026-11-20", 90), DayTime("2026-11-21", 5)))
    assert measured.joined(told).by_day() == {"2026-11-20": 90, "2026-11-21": 5}
    more = measured.joined(Attention("a", "A", times=(DayTime("2026-11-20", 40, "desk"),)))
    assert more.joined(told).by_day() == {"2026-11-20": 100, "2026-11-21": 5}


def test_time_to_mark_is_part_of_the_day() -> None:
    one = Attention(
        "a", "A", times=(DayTime("2026-11-20", 60, "m"), DayTime("2026-11-20", 25, "m", "claim"))
    )
    assert one.seconds == 60
    assert one.by_label() == {("2026-11-20", "claim"): 25}


def test_parts_of_a_day_are_never_more_than_the_day() -> None:
    one = Attention(
        "a", "A", times=(DayTime("2026-11-20", 60, "m"), DayTime("2026-11-20", 50, "m", "claim"))
    )
    restored = Attention(
        "a", "A", times=(DayTime("2026-11-20", 40, "m"), DayTime("2026-11-20", 40, "m", "quote"))
    )
    both = one.joined(restored)
    assert both.by_day() == {"2026-11-20": 60}
    assert both.by_label() == {("2026-11-20", "claim"): 33, ("2026-11-20", "quote"): 26}


def test_where_it_was_left_last_counts() -> None:
    early = Attention("a", "A", place=90, left_at="2026-11-20T10:00:00Z")
    late = Attention("a", "A", place=5, left_at="2026-11-20T11:00:00Z")
    assert early.joined(late).place == late.joined(early).place == 5


@given(st.permutations(range(4)), st.lists(ATTENTIONS, min_size=4, max_size=4))
def test_the_order_makes_no_difference_and_nothing_gets_less(
    order: list[int], found: list[Attention]
) -> None:
    joined = reduce(Attention.joined, found)
    other = reduce(Attention.joined, [found[at] for at in order], found[order[0]])
    assert other == joined.joined(joined)
    assert joined.seconds >= max(one.seconds for one in found)
    assert joined.seconds <= sum(one.seconds for one in found)
    for day in {day for day, _ in joined.by_label()}:
        parts = [seconds for (when, _), seconds in joined.by_label().items() if when == day]
        assert sum(parts) <= joined.by_day().get(day, 0)
