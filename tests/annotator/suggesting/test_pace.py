"""The time left, in words."""

import pytest

from annotator.suggesting.pace import Pace, words_for


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "a few seconds left"),
        (31, "about 30 seconds left"),
        (89, "about 90 seconds left"),
        (100, "about 2 minutes left"),
        (5_000, "about 83 minutes left"),
        (7_300, "about 2 hours left"),
    ],
)
def test_the_words(seconds: float, words: str):
    assert words_for(seconds) == words


def test_time_left_follows_from_the_time_that_passed():
    now = 0.0
    pace = Pace(1_000, lambda: now)
    assert pace.left() == ""
    now = 10.0
    pace.skip(500)
    assert pace.left() == "", "nothing is done yet"
    assert pace.left(250) == "about 10 seconds left"
    pace.did(100)
    now = 20.0
    assert pace.left() == "about 80 seconds left"
    pace.did(400)
    assert pace.left() == "", "all is done"
