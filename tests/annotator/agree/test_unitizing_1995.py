"""The first αU: the worked examples of its author's two texts, and properties."""

import pytest
from hypothesis import given, settings

from annotator.agree.unitizing_1995 import NO_CHANCE, alpha_u, disagreement
from annotator.agree.units import labels_of
from annotator.agree.values import Doc
from tests.annotator.agree.marks import docs, mark
from tests.annotator.agree.published import lengths, near, published, value

EXAMPLES = published("alpha_u_1995_2004")


def marks(units: list[list[int]], label: str = "x"):
    return [mark(*place) for place in lengths(units, label)]


def test_content_analysis_2004():
    example = EXAMPLES["K2004_p254"]
    sides = [
        [one for label, units in side.items() for one in marks(units, label)]
        for side in example["units"].values()
    ]
    exact, printed = example["computed"], example["published"]
    for label in "ck":
        found = disagreement(sides, label, example["length"], begin=example["begin"])
        assert found.observed == near(printed[f"Do_{label}"], 5e-5)
        assert found.expected == near(printed[f"De_{label}"], 5e-5)
        assert found.alpha == near(printed[f"alpha_{label}"], 5e-5)
        assert found.expected == near(exact[f"De_{label}"])
    found = disagreement(sides, "c", example["length"], begin=example["begin"])
    assert (found.observed, found.alpha) == (near(exact["Do_c"]), near(exact["alpha_c"]))
    score = alpha_u(sides, "ck", example["length"], begin=example["begin"])
    assert value(score) == near(exact["alpha"])
    # The book rounds on the way.
    assert value(score) == near(printed["alpha"], 5e-4)
    assert score.n == 9


@pytest.mark.parametrize("name", "ABCD")
def test_sociological_methodology_1995(name: str):
    example = EXAMPLES["K1995_p57"]
    sides = [marks(units) for units in example["units"][name]]
    printed = example["published"]
    assert disagreement(sides, "x", example["length"]).observed == near(printed["Do"][name], 1e-5)


@pytest.mark.parametrize("name", "ABCD")
def test_sociological_methodology_1995_chance(name: str):
    # The book takes chance of the text stretched to any length; the tolerance is its own error.
    example = EXAMPLES["K1995_p57"]
    stretch = 1000
    sides = [
        marks([[stretch * start, stretch * length] for start, length in units])
        for units in example["units"][name]
    ]
    printed = example["published"]
    found = disagreement(sides, "x", stretch * example["length"])
    assert found.expected == near(printed["De_stretched"][name], 0.005)
    assert found.alpha == near(printed["alpha_stretched"][name], 0.02)


def test_small_example():
    example = EXAMPLES["toy"]
    sides = [marks(units) for units in example["units"]]
    found = disagreement(sides, "x", example["length"])
    assert found.observed == near(example["Do"], 5e-3)
    assert found.expected == near(example["De"], 5e-3)
    assert found.alpha == near(example["alpha"], 5e-3)


def test_undefined_is_said_in_words():
    assert alpha_u([[], []], ["x"], 9).why == "nobody marked anything"
    assert alpha_u([[], []], [], 0).why == "nobody marked anything"
    assert alpha_u([[mark(0, 1)], [mark(0, 1)]], ["x"], 1).why == NO_CHANCE


@settings(deadline=None)
@given(docs(many=1))
def test_properties(some: list[Doc]):
    (one,) = some
    labels = labels_of(some)
    found = alpha_u([one.a, one.b], labels, one.length).value
    expected = None if found is None else pytest.approx(found)
    assert alpha_u([one.b, one.a], labels, one.length).value == expected
    assert alpha_u([one.a[::-1], one.b[::-1]], labels[::-1], one.length).value == expected
    assert alpha_u([one.a, one.a], labels, one.length).value in (1, None)
