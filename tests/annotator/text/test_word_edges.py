"""Words of many texts at once are those that `words` finds in each."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text.word_edges import WordEdges
from annotator.text.words import words
from tests.annotator.text.strange import texts

PARTS = st.sampled_from(
    ["No.", "Nos.", " ", "\t", "\n", "1", "10", "U.S.", "can’t", "−", "5%", "\u0301", "\u200d",
     "👩", "\x1c", "\u00a0", "中", "ไทย", "€", "(", "’90s", "a@b.org", "www.x.com", "\u0600", "-",
     "so", ",", ";", ":", "?", "!", "a1"]
)  # fmt: skip


def edges(text: str) -> tuple[list[int], list[int]]:
    found = list(words(text))
    return [word.start for word in found], [word.end for word in found]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "No. 10", "Nos. 3 and No. x, No.\t1 No.  2", "a \u0301b", "x" * 5000 + " y",
        ("ab-" * 700 + " ") * 3, "No. 1No. 2", "(No. 10)", "so, a1; 10: b? c! ,",
        "a" * 3000 + ", b",
    ],
)  # fmt: skip
def test_by_hand(text: str) -> None:
    assert WordEdges().of(text) == edges(text)


@settings(deadline=None)
@given(st.lists(texts | st.lists(PARTS, max_size=30).map("".join), max_size=4))
def test_the_same_words_whatever_was_seen_before(some: list[str]) -> None:
    fast = WordEdges()
    for text in some:
        assert fast.of(text) == edges(text)
