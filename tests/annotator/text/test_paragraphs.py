import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.paragraphs import next_paragraph, paragraph_at, previous_paragraph
from tests.annotator.text.strange import texts

TEXT = "One.\n\n  \r\nTwo.\u2028Three"


@pytest.mark.parametrize(
    ("offset", "words"),
    [(0, "One."), (4, "One."), (5, ""), (6, "  "), (9, "  "), (10, "Two."), (99, "Three")],
)
def test_paragraph_at(offset: int, words: str) -> None:
    start, end = paragraph_at(TEXT, offset)
    assert TEXT[start:end] == words


def test_steps_pass_over_blank_lines() -> None:
    assert [next_paragraph(TEXT, o) for o in (0, 5, 10, 15)] == [10, 10, 15, len(TEXT)]
    assert [previous_paragraph(TEXT, o) for o in (20, 15, 12, 10, 7, 2, 0)] == [
        15,
        10,
        10,
        0,
        0,
        0,
        0,
    ]


@given(texts, st.integers(-3, 200))
def test_paragraphs_are_lines(text: str, offset: int) -> None:
    start, end = paragraph_at(text, offset)
    assert 0 <= start <= end <= len(text)
    assert (
        len(
            text[start:end].replace("\x1c", "").replace("\x1d", "").replace("\x1e", "").splitlines()
        )
        <= 1
    )
    inside = min(max(offset, 0), len(text))
    assert next_paragraph(text, offset) > inside or next_paragraph(text, offset) == len(text)
    assert previous_paragraph(text, offset) < inside or previous_paragraph(text, offset) == 0
