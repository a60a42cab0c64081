"""What a sweep selects."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.span import Fragment
from annotator.text.sentences import Sentences
from ui.article.selection import (
    Grain,
    Sweep,
    swept,
    with_fragment,
    without_blanks,
    words_of,
)

TEXT = "First one here. Second one.\r\nThird 😀 line\u2028fourth שלום end."
ANY = st.text(alphabet="ab .,\n\r\u2028\u00a0😀é\u0301של“”’-", max_size=40)


def chosen(grain: Grain, anchor: int, caret: int, *, text: str = TEXT) -> str:
    found = swept(text, lambda: Sentences(text), Sweep(Fragment(anchor, anchor), caret, grain))
    return "" if found is None else text[found.start : found.end]


def test_words_are_taken_whole() -> None:
    assert chosen(Grain.WORD, 2, 8) == "First one"


def test_blanks_at_the_ends_are_not_taken() -> None:
    assert chosen(Grain.WORD, 0, 6) == "First"
    assert chosen(Grain.WORD, 5, 6) == ""


def test_characters_are_taken_as_they_are() -> None:
    assert chosen(Grain.CHARACTER, 2, 8) == "rst on"
    assert chosen(Grain.CHARACTER, 8, 2) == "rst on"


def test_sentences_and_paragraphs() -> None:
    assert chosen(Grain.SENTENCE, 2, 3) == "First one here."
    assert chosen(Grain.SENTENCE, 2, 20) == "First one here. Second one."
    assert chosen(Grain.PARAGRAPH, 2, 3) == "First one here. Second one."


def test_sentences_are_not_split_for_words() -> None:
    def never() -> Sentences:
        raise AssertionError("sentences were asked for")

    assert swept(TEXT, never, Sweep(Fragment(0, 0), 3, Grain.WORD)) == (0, 5)


def test_the_anchor_stays_selected_when_one_sweeps_back() -> None:
    anchor = Fragment(6, 9)
    found = swept(TEXT, lambda: Sentences(TEXT), Sweep(anchor, 2, Grain.WORD))
    assert found == (0, 9)


def test_further_fragments_are_kept_apart_and_touching_ones_joined() -> None:
    kept = (Fragment(0, 5),)
    assert with_fragment(kept, Fragment(8, 9)) == ((0, 5), (8, 9))
    assert with_fragment(kept, Fragment(5, 9)) == ((0, 9),)
    assert with_fragment(kept, None) == kept


def test_words_are_copied_exactly() -> None:
    text = "a\u00a0b\r\nc\u2028d😀"
    assert words_of(text, [Fragment(0, 5), Fragment(6, 8)]) == "a\u00a0b\r\n\n\u2028d"


@given(ANY, st.data())
def test_a_sweep_lies_in_the_text_and_is_never_empty(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    anchor, caret = data.draw(place), data.draw(place)
    for grain in Grain:
        sweep = Sweep(Fragment(anchor, anchor), caret, grain)
        found = swept(text, lambda: Sentences(text), sweep)
        if found is None:
            continue
        assert 0 <= found.start < found.end <= len(text)
        if grain is Grain.CHARACTER:
            assert found == (min(anchor, caret), max(anchor, caret))
        else:
            assert without_blanks(text, found) == found


@given(ANY, st.data())
def test_the_words_of_a_sweep_hold_all_that_is_no_blank(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    low, high = sorted((data.draw(place), data.draw(place)))
    found = swept(text, lambda: Sentences(text), Sweep(Fragment(low, low), high, Grain.WORD))
    inside = range(*found) if found else range(0)
    assert all(i in inside for i in range(low, high) if not text[i].isspace())
