"""The display copy keeps every offset, whatever the text holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextLayout

from ui.article.offsets import INVISIBLE, Units, shown

PIECES = [
    "plain", "😀", "👩‍👩‍👧", "é", "e\u0301", "\r", "\u2028", "\u2029", "\ufeff", "שלום", "مرحبا",
    "\x00", "\x85", "\u00a0", "\t", "\x0c", "\ud800", "\udc00", "\u200d", "\ufdd0", "\ufffc", " ",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(
    alphabet=st.characters(exclude_characters="\n"), max_size=60
)


@given(texts)
def test_the_copy_has_a_character_for_every_character(text: str) -> None:
    copy = shown(text)
    assert len(copy) == len(text)
    for before, after in zip(text, copy, strict=True):
        assert (before > "\uffff") == (after > "\uffff")


@given(texts)
def test_qt_gives_the_copy_back_unaltered(text: str) -> None:
    copy = shown(text)
    assert QTextLayout(copy).text() == copy


@given(texts)
def test_units_are_those_of_utf_16_and_come_back(text: str) -> None:
    copy = shown(text)
    units = Units(copy)
    for point in range(len(copy) + 1):
        unit = len(copy[:point].encode("utf-16-le")) // 2
        assert units.units(point) == unit
        assert units.points(unit) == point
    for point, character in enumerate(copy):
        if character > "\uffff":
            assert units.points(units.units(point) + 1) == point


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("a\u00a0b\tc", "a\u00a0b\tc"),
        ("a\u2028b\u2029c", "a↲b¶c"),
        ("\ufeffStart", f"{INVISIBLE}Start"),
        ("one\r", f"one{INVISIBLE}"),
        ("one\rtwo", "one␍two"),
        ("a\x00b\x1fc\x7fd\x85e", "a␀b␟c␡d↵e"),
        ("\ud83d\ude00", "\ufffd\ufffd"),
        ("a\ufdd0b\ufffcc", "a\ufffdb\ufffdc"),
        ("so\u00adft ‏‎x\u200b\u2060", "so\u00adft ‏‎x\u200b\u2060"),
    ],
)
def test_only_what_qt_would_alter_is_replaced(text: str, copy: str) -> None:
    assert shown(text) == copy


def test_a_carriage_return_at_the_end_is_seen_with_the_line_ends() -> None:
    assert shown("one\r", ends=True) == "one␍"
