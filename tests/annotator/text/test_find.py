from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.errors import BadInput
from annotator.text.find import Query, SearchTimeout, compile_query, context, find, occurrences
from tests.annotator.text.strange import texts


def _found(text: str, query: Query) -> list[str]:
    return [text[start:end] for start, end in find(text, query)]


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("Alibaba's, Alibaba’s, Alibaba‘s", Query("alibaba’s"), 3),
        ("Alibaba's, Alibaba’s", Query("Alibaba’s", regular_expression=True), 1),
        ("“AI” and \"AI\"", Query('"ai"'), 2),
        ("“AI” and \"AI\"", Query('"ai"', match_case=True), 0),
        ("AI aims at AI-based", Query("ai", whole_word=True), 2),
        ("AI aims at AI-based", Query("ai"), 3),
        ("STRASSE Straße", Query("straße"), 2),
        ("AI Safety\n Summit, AI Safety Summit", Query("safety summit"), 2),
        ("a.c abc", Query("a.c"), 1),
        ("a.c abc", Query("a.c", regular_expression=True), 2),
        ("cafe\u0301 cafe", Query("cafe"), 1),
        ("one\ntwo", Query("^two$", regular_expression=True), 1),
        ("abc", Query("x*", regular_expression=True), 0),
        ("abc", Query(""), 0),
    ],
)  # fmt: skip
def test_find(text: str, query: Query, hits: int) -> None:
    assert len(find(text, query)) == hits


def test_limit_and_order() -> None:
    assert find("aaaa", Query("a"), limit=2) == ((0, 1), (1, 2))


@pytest.mark.parametrize("expression", ["(a+)+$", "(a|aa)+$"])
def test_endless_expressions_are_stopped(expression: str) -> None:
    with pytest.raises(SearchTimeout, match=r"“003” took longer than 0\.2 seconds"):
        find(
            "a" * 5000 + "b",
            Query(expression, regular_expression=True),
            seconds=0.2,
            article="003",
        )


@pytest.mark.parametrize("expression", ["(", "[a", "*a", "a{2,1}", "(?P<x", r"\L<x>", r"\p{Nope}"])
def test_bad_expressions_are_refused_in_a_sentence(expression: str) -> None:
    with pytest.raises(BadInput, match="regular expression is not right"):
        compile_query(Query(expression, regular_expression=True))


def test_bad_expression_names_the_place() -> None:
    with pytest.raises(BadInput, match="at character 3"):
        compile_query(Query("ab)", regular_expression=True))


def test_too_long_a_query_is_refused() -> None:
    with pytest.raises(BadInput, match="at most 10,000"):
        compile_query(Query("a" * 10_001))


@given(texts, st.data(), st.booleans())
def test_hits_equal_what_was_looked_for(text: str, data: st.DataObject, whole: bool) -> None:
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    needle = text[start : data.draw(st.integers(start + 1, min(len(text), start + 8)))]
    places = list(occurrences(text, needle, whole_word=whole))
    assert all(text[a:b] == needle for a, b in places)
    assert all(a.end <= b.start for a, b in pairwise(places))
    if not whole:
        assert places
    for a, b in find(text, Query(needle, match_case=True)):
        assert 0 <= a < b <= len(text)
        if needle.isalnum():
            assert text[a:b] == needle


@given(texts, st.text(st.sampled_from("ab()[]{}*+?|\\.^$-=!<>:P1,#& é"), max_size=12))
def test_any_expression_finds_or_is_refused(text: str, expression: str) -> None:
    try:
        hits = find(text, Query(expression, regular_expression=True), seconds=0.5)
    except (BadInput, SearchTimeout):
        return
    assert all(0 <= start < end <= len(text) for start, end in hits)


def test_everywhere_takes_the_name_in_longer_words() -> None:
    text = "Alibaba’s cloud, Alibaba-owned Alibaba. Alibabas"
    assert [start for start, _ in occurrences(text, "Alibaba")] == [0, 17, 31]
    assert len(list(occurrences(text, "Alibaba", whole_word=False))) == 4
    assert list(occurrences(text, "")) == []


def test_context_is_cut_at_words() -> None:
    text = "The quick brown fox\n\njumps over the lazy dog"
    shown = context(text, find(text, Query("jumps"))[0], 12)
    assert (shown.before, shown.hit, shown.after) == ("brown fox ↵ ", "jumps", " over the")
    assert context("ab", find("ab", Query("a"))[0]).after == "b"


@given(texts, st.integers(0, 60), st.integers(0, 60), st.integers(0, 20))
def test_context_never_fails(text: str, start: int, length: int, characters: int) -> None:
    start = min(start, len(text))
    shown = context(text, (start, min(start + length, len(text))), characters)  # type: ignore[arg-type]
    assert not any(mark in "".join((shown.before, shown.hit, shown.after)) for mark in "\n\r\u2028")
