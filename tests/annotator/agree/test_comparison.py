"""A comparison: the same figures as the plain functions give, by label, article and story."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from annotator.agree import alpha, gate, kappa, semeval, unitizing
from annotator.agree.comparison import Comparison, Options, Scores, compare
from annotator.agree.figure_names import FIGURES, figure_name, how_computed
from annotator.agree.measure import Average
from annotator.agree.pairing import pairings
from annotator.agree.plain import plain
from annotator.agree.values import Doc, Score
from tests.annotator.agree.marks import doc, docs

LABELS = ("x", "y", "z")


def compared(some: Sequence[Doc], labels: Sequence[str] = LABELS, **more: object) -> Comparison:
    options = Options(resamples=50, **more)  # type: ignore[arg-type]
    return compare(some, ("A", "B"), labels, options=options)


def number(score: Score) -> object:
    return pytest.approx(score.value, abs=1e-9)


def same_form(scores: Scores, flat: bool) -> Scores:
    """Without the uα family where some articles alone have another form of it."""
    forms = () if flat else ("u_alpha", "bar_u_alpha", "cu_alpha")
    return {name: score for name, score in scores.items() if name[0] not in forms}


@given(docs(most=4))
@settings(deadline=None, max_examples=60)
def test_the_plain_functions_say_the_same(some: list[Doc]) -> None:
    found = compared(some)
    family = unitizing.u_alpha(some, LABELS)
    named = semeval.semeval(pairings(some))
    by_gate = gate.gate(some, LABELS)
    expected = {
        ("char_kappa",): kappa.char_kappa(some, LABELS),
        ("token_kappa",): kappa.token_kappa(some, LABELS),
        ("char_alpha",): alpha.char_alpha(some, LABELS),
        ("u_alpha",): family.u,
        ("bar_u_alpha",): family.bar_u,
        ("cu_alpha",): family.cu,
        **{
            ("semeval", name): getattr(named, name)
            for name in ("strict", "exact", "partial", "type")
        },
        **{("gate", name): getattr(by_gate, name) for name in ("strict", "lenient", "average")},
    }
    for name, score in expected.items():
        assert found.scores[name].value == number(score), name
        assert (found.scores[name].why is None) == (score.why is None), name
        assert found.scores[name].coverage == number(Score(score.coverage)), name
    if family.flat:
        for label in LABELS:
            assert found.label_scores[label]["cu_alpha",].value == number(family.per_label[label])


@given(docs(most=4, many=4))
@settings(deadline=None, max_examples=40)
def test_a_label_an_article_and_a_story_are_figures_of_their_own(some: list[Doc]) -> None:
    found = compared(some)
    flat = all(unitizing.is_flat(one, LABELS) for one in some)
    for one in some:
        assert same_form(found.article_scores[one.name], flat) == same_form(
            compared([one]).scores, flat
        )
    for label in LABELS:
        alone = compared([one.only(label) for one in some], [label])
        for name in (("strict_f1",), ("char_kappa",), ("u_alpha",), ("gate", "lenient")):
            assert found.label_scores[label][name].value == number(alone.scores[name])
    for story, scores in found.story_scores.items():
        alone = compared([one for one in some if one.story == story])
        assert same_form(scores, flat) == same_form(alone.scores, flat)


@given(docs(most=5))
@settings(deadline=None, max_examples=40)
def test_symmetric_as_a_whole(some: list[Doc]) -> None:
    there, back = compared(some), compared([one.swapped() for one in some])
    assert set(there.scores) == set(back.scores)
    for name, score in there.scores.items():
        other = back.scores[name]
        assert score.value == number(other), name
        assert (score.n, score.why) == (other.n, other.why), name
        assert score.chance == number(Score(other.chance)), name
    assert there.boundary_shift == back.boundary_shift
    assert there.spans == back.spans[::-1]


def test_undefined_everywhere_is_words_everywhere() -> None:
    nothing = Doc("e", "s", 9, "nine char", (), ())
    for some in ([], [nothing], [Doc("e", "s", 0, "", (), ())]):
        for average in Average:
            found = compared(some, average=average, rare=True, gamma=True)
            for name, score in found.scores.items():
                if name[0] == "soft" and some:
                    # Its publisher counts two empty sides as equal.
                    assert score.value == 1
                    continue
                assert score.value is None, name
                assert score.why, name
                assert score.why[0].isupper() or score.why[0] in "|ucγ", name
                assert score.why.endswith("."), name
            json.dumps(plain(found))
            assert compared(some, labels=()).spans == (0, 0)


def test_intervals_need_ten_articles_and_hold_the_figure() -> None:
    some = [
        doc([(0, 5, "x"), (9, 14, "y")], [(0, 5, "x"), *([(9, 14, "y")] if n % 3 else [])],
            name=str(n), length=30)
        for n in range(12)
    ]  # fmt: skip
    assert all(score.ci is None for score in compared(some[:9]).scores.values())
    found = compared(some)
    for average in Average:
        found = compared(some, average=average)
        for name in (("strict_f1",), ("char_kappa",), ("u_alpha",), ("gate", "strict")):
            score = found.scores[name]
            assert score.ci is not None
            assert score.ci[0] <= score.value <= score.ci[1]
    assert all(score.ci is None for score in found.article_scores["0"].values())


def test_how_far_boundaries_are_off() -> None:
    some = [
        doc(
            [(0, 10, "x"), (20, 30, "x"), (40, 50, "x")],
            [(1, 10, "x"), (23, 34, "x"), (40, 50, "x")],
        )
    ]
    assert compared(some).boundary_shift == (2, 2)
    assert compared([doc([(0, 5, "x")], [(0, 5, "x")])]).boundary_shift is None


def test_labels_that_only_the_marks_have_come_last() -> None:
    found = compared([doc([(0, 5, "gone")], [(0, 5, "x")])], labels=("x", "y"))
    assert found.aligned.labels == ("x", "y", "gone")
    assert found.confusion[0] == ("x", "y", "gone", "nothing")


def test_every_figure_has_a_name_and_says_how_it_is_computed() -> None:
    for name in compared([doc([(0, 5, "x")], [(0, 5, "x")])], rare=True).scores:
        assert name in FIGURES
        assert figure_name(name)
        assert how_computed(name).endswith(".")
    assert figure_name(("attributes", "claim.type")) == "κ of claim.type"
    assert "pairs with the same label" in how_computed(("attributes", "claim.type"))
