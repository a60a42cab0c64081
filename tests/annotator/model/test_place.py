"""An address and a day as one value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.place import Place, is_day, read_place

ADDRESSES = st.text(alphabet=st.characters(codec="utf-8"), max_size=40).map(str.strip)
DAYS = st.dates().map(lambda day: day.isoformat())


@given(ADDRESSES.filter(lambda words: read_place(words).date == ""), DAYS)
def test_what_is_written_is_read(address: str, day: str) -> None:
    assert read_place(str(Place(address, day))) == Place(address, day)
    assert read_place(str(Place(address))) == Place(address)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("https://a.example (2026-11-21)", Place("https://a.example", "2026-11-21")),
        ("https://a.example 2026-11-21", Place("https://a.example", "2026-11-21")),
        ("(2026-11-21)", Place("", "2026-11-21")),
        ("2026-11-21", Place("", "2026-11-21")),
        ("Smith (2019)", Place("Smith (2019)")),
        ("archive (2026-13-41)", Place("archive (2026-13-41)")),
        ("", Place()),
    ],
)
def test_reading(value: str, place: Place) -> None:
    assert read_place(value) == place


def test_days() -> None:
    assert is_day("2024-02-29")
    assert not is_day("2023-02-29")
    assert not is_day("20240229")
    assert not is_day("")
