from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.span import Fragment
from annotator.text.sentences import Sentences, sentences
from tests.annotator.text.strange import ARTICLES, read, texts
from tests.growth import STEEP, growth


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Eleanor Shaw left.|She had come to the U.S. in May.",
        "The U.S. Department said so.|He lives in the U.S.|The firm does not.",
        "Acme Inc. filed at 5 p.m. Monday.|It closed at 6 p.m.|Nobody came.",
        "J. R. Smith and Michael J. Fox met Prof. Sarah Chen.|No. 10 was silent.",
        "Is it so?|No.|It is not.",
        "It rose 3.5% to £1.2bn.|Section 4.2 applies.",
        "calling them ‘baseless and an attempt.’|The implications are profound.",
        "It was a broader ‘AI nationalism’.|Dr. Shaw left.",
        "“Every call is now a leak,” she said.|“It is theft.”|Alibaba fired back.",
        "“Who is it?” asked Shaw.|He wrote: “We won.”|“Stop!” Ms. Chen said.|“Why?”|Nobody knew.",
        "He waited… and left.|He waited...|She left.|Well ... maybe.",
        "'This was not a scrape.|It was theft,' said an engineer.|'They did it.'",
        "See www.example.com/a.b?c=d.|Then write to a.b@c.org.|Go.",
        "e.g. Alibaba, i.e. Ant, etc. were named.|1. Not a list.",
        "1. First point.|Second sentence.",
        "(He left.)|She stayed (see p. 5).|Done.[3]|Next.",
        "It happened on Jan. 5 and Sept. 2020.|In 2024.|12 people left.",
        "中文句子。|另一句！|「好。」|完",
        "Oui.\u00a0»|Puis il partit.",
        "She likes iPhones.|iPhone sales rose.",
    ],
)
def test_where_sentences_end(text: str) -> None:
    expected = text.split("|")
    joined = " ".join(expected)
    assert [joined[start:end] for start, end in sentences(joined)] == expected


def test_line_breaks_always_end_a_sentence() -> None:
    text = "Alibaba accused of theft\n\nBy Jo Smith\r\n• first point\u2028- second, and\n  so on.  "
    assert [text[s:e] for s, e in sentences(text)] == [
        "Alibaba accused of theft", "By Jo Smith", "• first point", "- second, and", "so on.",
    ]  # fmt: skip


def test_the_articles_have_148_sentences() -> None:
    assert [len(sentences(read(path))) for path in ARTICLES] == [27, 30, 28, 30, 33]


def test_sentences_of_the_articles_begin_like_sentences() -> None:
    for path in ARTICLES:
        text = read(path)
        for start, end in sentences(text):
            assert text[start].isupper() or text[start] in "‘“'"
            assert text[end - 1] in ".?’”'"


def test_look_ups_and_steps() -> None:
    text = "One.  Two.\nThree."
    found = Sentences(text)
    assert [found.at(o) for o in (0, 4, 5, 6, 10, 11, 17)] == [
        (0, 4), (0, 4), None, (6, 10), (6, 10), (11, 17), (11, 17),
    ]  # fmt: skip
    assert [found.next(o) for o in (0, 6, 11)] == [6, 11, len(text)]
    assert [found.previous(o) for o in (17, 11, 8, 6, 0)] == [11, 6, 6, 0, 0]
    assert Sentences(" \n").at(0) is None
    assert Sentences("").at(0) is None


@given(texts)
def test_sentences_are_ordered_and_cover_all(text: str) -> None:
    found = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    rest = list(text)
    for start, end in found:
        assert start < end
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert not set(text[start:end]) & set("\n\r\x0b\x0c\x85\u2028\u2029")
        rest[start:end] = [" "] * (end - start)
    assert not "".join(rest).strip()


@given(texts, st.integers(-3, 200))
def test_steps_stay_inside(text: str, offset: int) -> None:
    found = Sentences(text)
    assert found.next(offset) > offset or found.next(offset) == len(text)
    assert 0 <= found.previous(offset) <= max(offset, 0)


@given(texts)
def test_what_is_split_around_a_place_is_what_the_whole_text_has(text: str) -> None:
    whole = sentences(text)
    for offset in range(-1, len(text) + 2):
        found = Sentences(text)
        before = [one for one in whole if one.start <= offset]
        assert found.at(offset) == (before[-1] if before and offset <= before[-1].end else None)
        assert found.next(offset) == next((s for s, _ in whole if s > offset), len(text))
        assert found.previous(offset) == max((s for s, _ in whole if s < offset), default=0)


def test_a_look_up_does_not_split_the_whole_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str) -> tuple[Fragment, ...]:
        raise AssertionError("the whole text was split")

    monkeypatch.setattr("annotator.text.sentences.sentences", refuse)
    text = "One. Two.\n\nThree. Four.\n"
    found = Sentences(text)
    assert [found.at(o) for o in (6, 11)] == [(5, 9), (11, 17)]
    assert [found.next(o) for o in (5, 18, len(text))] == [11, len(text), len(text)]
    assert [found.previous(o) for o in (len(text), 18, 11)] == [18, 11, 5]


@pytest.mark.parametrize(
    "unit", ["It was so, he said. ", "a", ".", "“", ".)", "a.", "…”", "? ", "x. – "]
)
def test_a_line_without_end(unit: str) -> None:
    assert growth(lambda size: sentences((unit * size)[:size]), 12_500) < STEEP
