"""γ, γ-cat, MUC and soft labels in a comparison: the same figures as on their own."""

import pytest
from hypothesis import given, settings

from annotator.agree import gamma_alignment
from annotator.agree.gamma import NO_DOCUMENT, ONE_SIDED, TOO_MANY, Chance, gamma, gamma_over
from annotator.agree.gamma_cat import gamma_cat
from annotator.agree.gamma_measures import gamma_measure, no_gamma
from annotator.agree.kappa import OVERLAPPING, flat_char_kappa
from annotator.agree.muc import muc
from annotator.agree.other_measures import (
    flat_kappa_measure,
    gamma_cat_measure,
    muc_measures,
    soft_measures,
)
from annotator.agree.pairing import pairings
from annotator.agree.scores import Aligned
from annotator.agree.soft import soft
from annotator.agree.span_families import semeval_measures
from annotator.agree.units import labels_of
from annotator.agree.values import Doc, Score
from annotator.agree.words import sentence
from tests.annotator.agree.marks import doc, docs


def aligned(some: list[Doc]) -> Aligned:
    return Aligned(tuple(some), labels_of(some), seed=5)


def same(found: Score, expected: Score) -> bool:
    assert found.value == (None if expected.value is None else pytest.approx(expected.value))
    assert found.why == (None if expected.why is None else sentence(expected.why))
    return True


@settings(deadline=None, max_examples=25)
@given(docs(many=2))
def test_gamma(some: list[Doc]):
    measure = gamma_measure(aligned(some))
    expected = gamma_over(some, labels_of(some), chance=Chance(5))
    found = measure.score()
    assert same(found, expected)
    assert found.coverage == pytest.approx(expected.coverage)
    for place, one in enumerate(some):
        assert same(measure.of([place]).score(), gamma(one, labels_of(some), chance=Chance(5)))


def test_gamma_says_why_there_is_none():
    some = [doc([], [], length=3), doc([(0, 2, "x")], [], name="e")]
    measure = gamma_measure(aligned(some))
    assert measure.score().why == sentence(NO_DOCUMENT)
    assert measure.of([1]).score().why == sentence(ONE_SIDED)
    assert gamma_measure(aligned([])).score().value is None
    assert "--gamma" in str(no_gamma(aligned(some)).score().why)


@settings(deadline=None, max_examples=25)
@given(docs())
def test_gamma_cat(some: list[Doc]):
    expected = gamma_cat(some, labels_of(some))
    found = gamma_cat_measure(aligned(some)).score()
    assert same(found, expected)
    assert (found.n, found.coverage) == (expected.n, expected.coverage)


def test_gamma_cat_of_too_many(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gamma_alignment, "MOST", 0)
    one = doc([(0, 5, "x")], [(1, 5, "x")])
    assert gamma_cat_measure(aligned([one])).score().why == sentence(TOO_MANY)


@settings(deadline=None, max_examples=25)
@given(docs())
def test_muc(some: list[Doc]):
    all_in_one = aligned(some)
    measures = muc_measures(semeval_measures(all_in_one)["strict"])
    for number, part in enumerate(
        [some, *([one.only(n) for one in some] for n in labels_of(some))]
    ):
        expected = muc(pairings(part))
        for name, found in measures.items():
            assert same(found[number].score(), getattr(expected, name))
            assert found[number].score().n == getattr(expected, name).n


@settings(deadline=None, max_examples=25)
@given(docs())
def test_soft(some: list[Doc]):
    measures = soft_measures(aligned(some))
    for number, labels in enumerate([labels_of(some), *((name,) for name in labels_of(some))]):
        expected = soft(some, labels)
        for name, found in measures.items():
            score = found[number].score()
            assert same(score, getattr(expected, name))
            assert (score.n, score.coverage) == (len(some), getattr(expected, name).coverage)


@settings(deadline=None, max_examples=40)
@given(docs(most=2))
def test_flat_kappa(some: list[Doc]):
    expected = flat_char_kappa(some, labels_of(some))
    found = flat_kappa_measure(aligned(some)).score()
    assert same(found, expected)
    if expected.value is not None:
        assert found.n == expected.n


def test_flat_kappa_of_spans_that_overlap():
    nested = [(0, 9, "x"), (2, 4, "y")]
    some = [doc(nested[:1], nested[:1], length=20), doc(nested, nested, length=20)]
    found = flat_kappa_measure(aligned(some)).score()
    assert (found.value, found.why) == (None, sentence(OVERLAPPING))
    assert flat_kappa_measure(aligned(some[:1])).score().value == 1
