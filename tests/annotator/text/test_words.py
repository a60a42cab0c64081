from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text import words as w
from tests.annotator.text.strange import texts
from tests.growth import growth


def _words(text: str) -> list[str]:
    return [text[start:end] for start, end in w.words(text)]


@pytest.mark.parametrize(
    "word",
    [
        "can’t", "don't", "Alibaba‘s", "Commissioner’s", "cross-border", "San-Francisco", "£200",
        "4%", "3.5", "£3.5bn", "1,000,000", "U.S.", "a.m.", "U.S.-based", "US$200", "AT&T", "Inc.",
        "jo.smith@example.co.uk", "http://a.org/b?c=1#d", "www.example.com", "’90s", "−5%", "20°C",
        "naïve", "e\u0301te\u0301", "#ai", "10:30", "openai.com", "ไทยไทย", "한국어", "שלום",
    ],
)  # fmt: skip
def test_one_word(word: str) -> None:
    text = f"so {word}, yes"
    assert _words(text) == ["so", word, "yes"]
    for offset in range(3, 3 + len(word)):
        assert w.word_at(text, offset) == (3, 3 + len(word))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("end.Next", ["end", "Next"]),
        ("a leak. She", ["a", "leak", "She"]),
        ("‘helpful’ (2019–20)", ["helpful", "2019", "20"]),
        ("No. 10 said No.", ["No.", "10", "said", "No"]),
        ("see www.x.com.", ["see", "www.x.com"]),
        ("中文 字", ["中", "文", "字"]),
        ("and/or — yes", ["and", "or", "yes"]),
        ("", []),
    ],
)
def test_words_and_marks(text: str, expected: list[str]) -> None:
    assert _words(text) == expected


def test_word_at_gives_blanks_and_single_marks() -> None:
    text = "on.”  it"
    assert [w.word_at(text, o) for o in range(len(text))] == [
        (0, 2), (0, 2), (2, 3), (3, 4), (4, 6), (4, 6), (6, 8), (6, 8),
    ]  # fmt: skip
    assert w.word_at(text, 99) == (6, 8)
    assert w.word_at("", 0) == (0, 0)


@pytest.mark.parametrize("whole", ["👩\u200d👩\u200d👧", "🇬🇧", "👍🏽", "1\ufe0f\u20e3", " \u0301"])
def test_nothing_is_cut_inside_a_character(whole: str) -> None:
    text = f"a{whole}b" if not whole[0].isdigit() else f" {whole} "
    for offset in range(1, 1 + len(whole)):
        start, end = w.word_at(text, offset)
        assert start <= 1
        assert end >= 1 + len(whole)


def test_caret_steps() -> None:
    text = "It leaked,” she\nsaid."
    stops = [0]
    while stops[-1] < len(text):
        stops.append(w.next_word(text, stops[-1]))
    assert [text[a:b] for a, b in pairwise(stops)] == ["It ", "leaked", ",” ", "she\n", "said", "."]
    back = [len(text)]
    while back[-1] > 0:
        back.append(w.previous_word(text, back[-1]))
    assert back[::-1] == stops


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("Alibaba’s cloud", "Alibaba", True),
        ("UK-based", "UK", True),
        ("the UK’s", "UK", True),
        ("can’t", "can", False),
        ("U.S.", "U", False),
        ("3.5", "3", False),
        ("aims", "AI", False),
        ("x@uk-mail.org", "uk", False),
    ],
)
def test_edges_of_names(text: str, name: str, whole: bool) -> None:
    start = text.casefold().find(name.casefold())
    assert (w.is_word_edge(text, start) and w.is_word_edge(text, start + len(name))) is whole


@given(texts)
def test_pieces_tile_the_text(text: str) -> None:
    position = 0
    for piece in w.pieces(text):
        assert piece.start == position < piece.end
        position = piece.end
    assert position == len(text)


@given(texts, st.integers(-3, 60), st.integers(-3, 60))
def test_any_part_gives_the_same_pieces(text: str, start: int, end: int) -> None:
    everything = list(w.pieces(text))
    overlapping = [p for p in everything if p.end > max(start, 0) and p.start < end]
    assert list(w.pieces(text, start, end)) == (overlapping if max(start, 0) < end else [])


@given(texts, st.integers(-3, 200))
def test_steps_move_and_stay_inside(text: str, offset: int) -> None:
    inside = min(max(offset, 0), len(text))
    assert inside < w.next_word(text, offset) <= len(text) or inside == len(text)
    assert 0 <= w.previous_word(text, offset) < inside or inside == 0
    w.is_word_edge(text, offset)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(["a", "中", "a.", "a'", ",", "e\u0301", "\u0301", "🇬🇧", "www."]), st.data())
def test_long_runs_are_the_same_from_every_side(unit: str, data: st.DataObject) -> None:
    text = (unit * 9000)[:9000] + " end"
    everything = list(w.pieces(text))
    offset = data.draw(st.integers(0, len(text) - 1))
    assert w.piece_at(text, offset) == next(p for p in everything if p.end > offset)
    assert len(text) == everything[-1].end


@pytest.mark.parametrize("unit", ["word and ", "a", "中", ",", "ไ", "a."])
def test_a_million_characters_cost_a_step_nothing(unit: str) -> None:
    texts = {size: (unit * size)[:size] for size in (20_000, 1_000_000)}

    def steps(size: int) -> None:
        for offset in range(size // 2, size // 2 + 10):
            w.word_at(texts[size], offset)
            w.next_word(texts[size], offset)
            w.previous_word(texts[size], offset)

    # Once as long where a step looks around itself, 50 times where it reads the whole text.
    assert growth(steps, 20_000, 1_000_000, steep=7) < 7
