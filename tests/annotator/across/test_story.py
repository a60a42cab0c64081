"""A story as a whole: bad input, order, offsets, and what the sample articles say together."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.across import Kind, look_across, read_article
from annotator.across.story import MANY
from annotator.model.across import Across
from annotator.model.across_plain import across_value, read_across
from annotator.model.clue import Passage
from annotator.paths import seed
from annotator.suggest.suggester import ArticleText
from tests.annotator.across.material import names_in, read

NEWS = (
    "Maria Lopez, a researcher at the University of Leeds, accused Norfell of fraud on Monday. "
    "“This was never about the money alone,” said Lopez. The suit was filed with the Harbour "
    "Authority in Leeds. Norfell, a London-based firm, denied it, calling it “baseless and rude”. "
    "It cost £2 million over eighteen months."
)
OTHER = (
    "Maria Lopez, a historian at Bristol College, blamed Norfell last week. "
    "“This was never about the money alone,” said Tom Reed. The complaint was filed in Bristol. "
    "Norfell, a Texas-based firm, denied it, calling it “baseless and mad”. It cost £3 million."
)


def passages(found: Across) -> Iterable[Passage]:
    for pair in found.counterparts:
        yield from pair.members
    for clue in found.clues:
        yield from clue.passages
    yield from (one.passage for one in found.only_here)
    for row in found.facets:
        yield from row.passages


def test_all_sorts_of_things_are_found_in_two_articles():
    found = look_across(read(NEWS, OTHER))
    kinds = {clue.kind for clue in found.clues}
    assert {Kind.OTHER_SPEAKER, Kind.OTHER_WORDS, Kind.BACKING, Kind.DESCRIPTION} <= kinds
    facets = {row.facet for row in found.facets}
    assert {"venue", "who accuses", "when", "amount", "response", "affiliation"} <= facets
    assert found.counterparts
    assert found.left_out == ()
    shown = [clue.shown for clue in found.clues]
    assert shown == sorted(shown, reverse=True)


def test_a_member_is_a_passage_of_at_most_two_sentences():
    articles = read(NEWS, OTHER)
    by_id = {one.article_id: one for one in articles}
    found = look_across(articles)
    for clue in found.clues:
        for one in clue.passages:
            sentences = by_id[one.article_id].sentences
            assert sum(s.start < one.place.end and one.place.start < s.end for s in sentences) <= 2


def test_a_story_of_one_article_has_nothing_to_compare():
    found = look_across(read(NEWS))
    assert found.counterparts == ()
    assert found.clues == ()
    assert found.only_here == ()
    assert found.facets
    assert "one article" in found.left_out[0]


def test_no_articles_and_empty_ones():
    assert look_across([]) == Across()
    found = look_across(read("", "  \n ", NEWS))
    assert found.clues == ()
    assert found.left_out == ("a.txt is empty.", "b.txt is empty.")


def test_twenty_copies_of_one_text_are_copied_text_and_nothing_else():
    articles = [
        read_article(ArticleText(f"{n}", f"{n}.txt", NEWS), names_in(f"{n}", NEWS))
        for n in range(20)
    ]
    found = look_across(articles)
    assert {clue.kind for clue in found.clues} == {Kind.COPIED, Kind.SAME_QUOTATION}
    assert sum(clue.kind == Kind.COPIED for clue in found.clues) == 1
    assert found.only_here == ()
    same = [one for one in found.counterparts if one.score == 1.0]
    assert same
    assert all(one.near_identical for one in same)


def test_articles_in_other_languages_are_named():
    german = (
        "Die Feuerwehr hat am Montag im alten Hafen einen Brand gelöscht, bei dem zwei Lagerhäuser "
        "zerstört wurden. Verletzt wurde niemand. Der Bürgermeister dankte und kündigte "
        "eine Untersuchung an, die bis zum Ende des Jahres dauern soll. Die Ursache ist unklar."
    )
    found = look_across(read(NEWS, german, "消防队星期一在旧港口扑灭了一场大火。"))
    assert [sentence[:5] for sentence in found.left_out] == ["b.txt", "c.txt"]
    assert "not to be in English" in found.left_out[0]


def test_a_story_of_two_hundred_articles_says_what_it_leaves_out():
    articles = [
        read_article(ArticleText(f"{n}", f"{n}.txt", f"{NEWS} Number {n} of them came to Leeds."))
        for n in range(200)
    ]
    found = look_across(articles)
    assert "The story has 200 articles" in found.left_out[0]
    assert len(articles) > MANY
    assert all(len(clue.passages) <= 50 for clue in found.clues)


def test_what_was_found_goes_through_plain_data():
    found = look_across(read(NEWS, OTHER, ""))
    assert read_across(across_value(found)) == found
    assert read_across(across_value(Across())) == Across()
    # A sentence of several counterparts is one value: the window makes tens of thousands of them.
    members = [m for pair in read_across(across_value(found)).counterparts for m in pair.members]
    assert len({id(one) for one in members}) == len(set(members)) < len(members)


def essence(found: Across) -> tuple[object, ...]:
    """What was found, whatever the order of the articles."""
    return (
        {(clue.id, clue.kind, clue.shown, frozenset(clue.passages)) for clue in found.clues},
        frozenset(found.only_here),
        {(row.facet, frozenset(row.passages)) for row in found.facets},
        frozenset(found.told),
    )


PIECES = (
    "Maria Lopez, a historian at Bristol College, said so.",
    "Maria Lopez, an engineer at the University of Leeds, agreed.",
    "“This was never about the money alone,” said Tom Reed.",
    "“This was never about the money at all,” said Maria Lopez.",
    "Norfell, a London-based firm, denied it, calling it “baseless and rude”.",
    "Norfell, a Texas-based firm, denied it, calling it “baseless and mad”.",
    "The repairs of the harbour cost £2 million.",
    "Repairs of the old harbour cost £3 million last week.",
    "The Harbour Fair in Bristol opened.",
    "the Harbour Fair in Leeds 🙂",
    "“",
    "\n\n",
)
ARTICLES = st.lists(
    st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join) | st.text(max_size=40),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_makes_no_difference(texts, chance):
    articles = read(*texts)
    turned = list(articles)
    chance.shuffle(turned)
    assert essence(look_across(articles)) == essence(look_across(turned))


@settings(max_examples=60, deadline=None)
@given(ARTICLES)
def test_offsets_are_always_inside_the_texts_and_clues_have_several_articles(texts):
    articles = read(*texts)
    lengths = {one.article_id: len(one.text) for one in articles}
    found = look_across(articles)
    for one in passages(found):
        assert 0 <= one.place.start < one.place.end <= lengths[one.article_id]
    for clue in found.clues:
        assert len({one.article_id for one in clue.passages}) > 1
        assert clue.reason
    assert len({clue.id for clue in found.clues}) == len(found.clues)


@pytest.mark.parametrize("text", PIECES)
def test_identical_texts_contradict_nothing(text: str):
    articles = [read_article(ArticleText(i, i, text), names_in(i, text)) for i in ("a", "b", "c")]
    found = look_across(articles)
    assert found.only_here == ()
    assert {clue.kind for clue in found.clues} <= {Kind.COPIED, Kind.SAME_QUOTATION}
    assert all(found.differences(*one.members) == ((), ()) for one in found.counterparts)


@pytest.fixture(scope="module")
def samples() -> Across:
    """The sample articles without names: what rules alone can tell."""
    paths = sorted(seed("articles").glob("*.txt"))
    texts = [ArticleText(p.name, p.name, p.read_text(encoding="utf-8")) for p in paths]
    return look_across([read_article(text) for text in texts])


def test_the_sample_articles_have_a_table(samples: Across):
    rows = {row.facet: row for row in samples.facets}
    assert len({one.article_id for one in rows["venue"].passages}) >= 4
    assert len({one.article_id for one in rows["response"].passages}) == 5


def test_the_sample_articles_have_few_clues_shown(samples: Across):
    assert 1 <= sum(clue.shown for clue in samples.clues) <= 12
