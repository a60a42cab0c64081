"""Paragraphs and the pieces of long ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.article.pieces import LONGEST, PieceTable

texts = st.lists(
    st.sampled_from(["word ", "\n", "\r\n", "\u2028", "x" * 700, "e\u0301", "👩‍👩‍👧", ""]),
    max_size=30,
).map("".join)


@given(texts)
def test_the_pieces_and_their_line_feeds_are_the_text(text: str) -> None:
    table = PieceTable(text)
    rebuilt = "".join(
        table.text(piece) + ("\n" if table.ends_line(piece) else "") for piece in range(len(table))
    )
    assert rebuilt == text
    assert all("\n" not in table.text(piece) for piece in range(len(table)))
    assert all(table.end(piece) - table.start(piece) <= LONGEST for piece in range(len(table)))


@given(texts)
def test_every_place_belongs_to_the_piece_around_it(text: str) -> None:
    table = PieceTable(text)
    for offset in range(0, len(text) + 1, 1 + len(text) // 50):
        piece = table.at(offset)
        assert table.start(piece) <= offset <= table.end(piece)


def test_only_the_line_feed_ends_a_paragraph() -> None:
    assert len(PieceTable("a\rb\u2028c\u2029d\x0be\x85f")) == 1
    assert len(PieceTable("a\nb\r\nc")) == 3


def test_an_empty_text_and_a_last_line_feed_have_an_empty_piece() -> None:
    assert len(PieceTable("")) == 1
    table = PieceTable("a\n\n")
    assert [table.text(piece) for piece in range(len(table))] == ["a", "", ""]


def test_a_long_paragraph_is_cut_after_a_blank() -> None:
    table = PieceTable("word " * 1000)
    assert len(table) > 2
    assert all(table.text(piece).endswith(" ") for piece in range(len(table) - 1))
    assert not table.is_last_of_paragraph(0)


@pytest.mark.parametrize("character", ["e\u0301\u0302", "👩‍👩‍👧", "🇬🇧", "नि", "字"])
def test_a_long_paragraph_without_blanks_is_not_cut_inside_a_character(character: str) -> None:
    table = PieceTable(character * 1500)
    for piece in range(len(table)):
        assert (table.start(piece)) % len(character) == 0
