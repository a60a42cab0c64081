"""Sentences that are alike are found, whichever way one looks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.across import Counterparts
from annotator.across.ngrams import Likeness
from annotator.model.across import Counterpart
from tests.annotator.across.material import read

FIRE = (
    "A fire broke out in the old harbour on Monday. Two warehouses burned down. "
    "Nobody was hurt, the fire service said."
)
SAME = (
    "The council met again. On Tuesday a fire in the old harbour destroyed three warehouses. "
    "The fire service said that one man was hurt."
)


def pairs(found: tuple[Counterpart, ...]) -> dict[frozenset[tuple[str, int]], float]:
    return {
        frozenset((m.article_id, m.place.start) for m in one.members): one.score for one in found
    }


def test_the_same_passage_elsewhere_comes_first():
    a, b = read(FIRE, SAME)
    found = Counterparts([a, b]).of("a", 3)
    here, there = found[0].members
    assert a.words(here.place) == "A fire broke out in the old harbour on Monday."
    assert "destroyed three warehouses" in b.words(there.place)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_asking_for_one_sentence_tells_the_same_as_asking_for_all():
    articles = read(FIRE, SAME, FIRE.replace("Monday", "Friday"))
    counterparts = Counterparts(articles)
    every = pairs(counterparts.all())
    for article in articles:
        for sentence in article.sentences:
            for one in counterparts.of(article.article_id, sentence.start):
                key = frozenset((m.article_id, m.place.start) for m in one.members)
                assert every[key] == pytest.approx(one.score)


def test_sentences_of_one_article_are_no_counterparts():
    (a,) = read(FIRE + " " + FIRE)
    assert Counterparts([a]).all() == ()
    assert Counterparts([a]).of("a", 0) == ()


def test_near_identical_sentences_are_told_apart():
    a, b = read(FIRE, FIRE.replace("Monday", "Tuesday"))
    found = Counterparts([a, b]).all()
    assert any(one.near_identical for one in found)
    assert not all(one.near_identical for one in found)


def test_an_article_that_is_not_there_and_an_empty_one_have_none():
    a, b = read(FIRE, "")
    assert Counterparts([a, b]).of("z", 0) == ()
    assert Counterparts([a, b]).of("b", 0) == ()
    assert Counterparts([]).all() == ()


def test_many_sentences_are_as_alike_as_few():
    # From some hundred sentences on common runs are multiplied apart.
    some = ["The fire in the harbour burned.", "Fires in the harbours burned."]
    others = [f"Number {n} of the council was elected in {n}." for n in range(300)]
    few, many = Likeness(some + others[:20]), Likeness(some + others)
    for likeness in (few, many):
        matrix = likeness.to_all(0, likeness.size)
        assert matrix[0, 1] > 0.3
        assert abs(matrix - matrix.T).max() < 1e-5
    blocks = [block for _, block in many.blocks()]
    assert sum(len(block) for block in blocks) == many.size


WORDS = st.sampled_from(
    ("the", "fire", "harbour", "burned", "Monday", "12", "men", "é", "🙂", ".", "“", "”", "\n")
)
TEXT = st.lists(WORDS, max_size=25).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_it_is_symmetric_and_the_order_of_articles_does_not_matter(texts: list[str]):
    articles = read(*texts)
    found = pairs(Counterparts(articles).all(best=50, least=0))
    turned = pairs(Counterparts(articles[::-1]).all(best=50, least=0))
    assert found.keys() == turned.keys()
    assert all(abs(found[key] - turned[key]) < 1e-3 for key in found)
    both = {
        (one.members[0], one.members[1]): one.score
        for article in articles
        for sentence in article.sentences
        for one in Counterparts(articles).of(article.article_id, sentence.start, best=50, least=0)
    }
    assert all(abs(score - both[b, a]) < 1e-3 for (a, b), score in both.items() if (b, a) in both)
    assert all(0 <= score <= 1 for score in found.values())
