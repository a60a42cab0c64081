"""Strides are where Qt itself puts the caret, to the last bit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from ui.article.laid import Laid
from ui.article.line_metrics import line_metrics
from ui.article.offsets import shown
from ui.article.strides import MOST, Strides

WORDS = st.sampled_from(
    ["AVAVA", "office", "fi", "Tomorrow", "said", "To", "x-ray", "“quoted”", "3.5", "café", "😀",
     "e\u0301", "a", ",", "LTD.", "w" * 70, "", "\t"]
)  # fmt: skip
TEXTS = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)


@pytest.mark.parametrize("family", ["DejaVu Sans", "DejaVu Serif", "serif"])
@settings(max_examples=60, deadline=None)
@given(
    before=TEXTS, text=TEXTS, width=st.integers(60, 500), ratio=st.sampled_from([1.0, 1.25, 2.0])
)
def test_close_places_are_those_of_qt(
    qapp: QApplication, family: str, before: str, text: str, width: int, ratio: float
) -> None:
    font, strides = QFont(family, 10), Strides()
    metrics = line_metrics(font, 1.6)
    for words in (before, text):  # the second meets words that the first has taught
        laid = Laid(100, shown(words), font, width, metrics, 0, strides)
        offsets = list(range(100, 101 + len(words)))
        for line, places in laid.places(offsets, ratio, 8.5):
            low, high = laid.line_range(line)
            last = line + 1 == laid.line_count
            each = range(low, high + last)
            assert places == [int(laid.x_of(offset, line) * ratio + 8.5) for offset in each]


def test_no_more_words_are_remembered_than_there_is_room_for() -> None:
    strides = Strides()
    for number in range(MOST + 10):
        word = "".join(chr(ord("a") + int(digit)) for digit in str(number))
        found = strides.along(f"{word} ", 5, lambda place: (3 * place, place), 0.5, 1)
        assert found == [int(1.5 * (5 + n)) + 1 for n in range(len(word) + 2)]
    assert len(strides._known) <= MOST
