"""The table says near where the span with an id begins, also where its numbers begin anew."""

from hypothesis import given
from hypothesis import strategies as st

from ui.article.id_table import NUMBERS, IdTable

STARTS = st.dictionaries(st.text(max_size=3), st.integers(0, 2**25), max_size=30)


@given(STARTS, st.integers(0, 2**25))
def test_every_span_begins_in_one_of_the_stretches(starts: dict[str, int], last: int) -> None:
    table = IdTable(len(starts), last)
    for span_id, start in starts.items():
        table.add(span_id, start)
    for span_id, start in starts.items():
        assert any(low <= start < high for low, high in table.stretches(span_id))


def test_a_stretch_is_the_shorter_the_shorter_the_text() -> None:
    for last, length in ((0, 1), (NUMBERS - 1, 1), (NUMBERS + 1, 2), (10_000_000, 256)):
        table = IdTable(1, last)
        table.add("a", last)
        low, high = next(iter(table.stretches("a")))
        assert high - low == length
        assert low <= last < high


def test_nothing_is_said_of_an_unknown_id_in_an_empty_table() -> None:
    assert list(IdTable().stretches("a")) == []
