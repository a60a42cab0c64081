"""The uα family: published values, its known blindness, and properties."""

import numpy as np
import pytest
from hypothesis import given, settings

from annotator.agree import kappa, unitizing
from annotator.agree.alpha import char_alpha
from annotator.agree.unitizing import UAlphas, family, is_flat, u_alpha
from annotator.agree.units import labels_of
from annotator.agree.values import Doc, Score
from tests.annotator.agree.marks import doc, docs, mark
from tests.annotator.agree.published import (
    alike,
    backwards,
    near,
    published,
    relabelled,
    swapped,
    value,
)

EXAMPLES = published("u_alpha_2016")


def same(score: Score, expected: float | None) -> bool:
    if expected is None:
        return score.value is None and bool(score.why)
    return value(score) == near(expected)


@pytest.mark.parametrize("union", [False, True])
@pytest.mark.parametrize("name", EXAMPLES)
def test_published(name: str, union: bool):
    example = EXAMPLES[name]
    sides = [[mark(*unit) for unit in side] for side in example["annotators"]]
    labels = sorted(example["per_label_sum_variant"])
    found = family(sides, example["length"], labels, union=union)
    assert same(found.u, example["u"])
    assert same(found.bar_u, example["bar_u"])
    assert same(found.cu, example["cu_union_variant" if union else "cu_sum_variant"])
    assert found.cu.coverage == near(example["cu_coverage"])
    if not union or len(sides) == 2:
        for label, (figure, coverage) in example["per_label_sum_variant"].items():
            assert same(found.per_label[label], figure)
            assert found.per_label[label].coverage == near(coverage)
    if len(sides) == 2:
        one = doc(*example["annotators"], length=example["length"])
        assert u_alpha([one], labels) == found


def test_overlapping_labels_are_layers():
    nested = [(0, 10, "x"), (2, 4, "y")]
    found = u_alpha([doc(nested, nested, length=20)], ["x", "y"])
    assert not found.flat
    assert (value(found.u), value(found.bar_u)) == (1, 1)
    assert found.cu.why == found.per_label["x"].why == kappa.OVERLAPPING
    other = u_alpha([doc(nested, nested[:1], length=20)], ["x", "y"])
    assert value(other.bar_u) == 1
    assert value(other.u) < 1
    assert other.u == other.layers
    with pytest.raises(ValueError, match="overlap"):
        unitizing.statistics(doc(nested, [], length=20), ["x", "y"])


def test_spans_of_one_label_that_overlap_are_one_unit():
    parts = doc([(0, 6, "x"), (4, 10, "x"), (5, 7, "x")], [(1, 9, "x")], length=20)
    whole = doc([(0, 10, "x")], [(1, 9, "x")], length=20)
    assert u_alpha([parts], ["x"]) == u_alpha([whole], ["x"])


def test_on_long_texts_it_is_nearly_alpha_over_characters():
    random = np.random.default_rng(7)
    some = []
    for _ in range(20):
        starts = (np.arange(30) * 150 + random.integers(0, 40, 30)).tolist()
        a = [(i, i + int(random.integers(10, 90)), "x") for i in starts]
        b = [(i + 2, j - 1, "x") for i, j, _ in a[:-4]]
        some.append(doc(a, b, length=4700))
    one = value(u_alpha(some, ["x"]).u)
    assert one == near(value(char_alpha(some, ["x"])), 2e-3)
    assert 0.5 < one < 0.99


@pytest.mark.parametrize(
    ("one", "u", "cu"),
    [
        (doc([], [], length=9), kappa.NOTHING, kappa.NOTHING),
        (doc([(0, 9, "x")], [(0, 9, "x")]), unitizing.EVERYTHING, unitizing.ONE_LABEL),
        (doc([(0, 3, "x")], [(4, 6, "x")], length=9), None, unitizing.NO_SHARED),
        (doc([], []), kappa.NO_TEXT, kappa.NO_TEXT),
    ],
)
def test_undefined_is_said_in_words(one: Doc, u: str | None, cu: str):
    found = u_alpha([one], ["x"])
    assert (found.u.why, found.bar_u.why, found.layers.why) == (u, u, u)
    assert found.cu.why == cu
    assert u_alpha([], []).u.value is None
    assert family([[], []], 0, []).u.value is None


def figures(found: UAlphas) -> list[float | None]:
    return [one.value for one in (found.u, found.bar_u, found.cu, found.layers)]


def about(numbers: list[float | None]) -> list[object]:
    return [None if one is None else pytest.approx(one, abs=1e-9) for one in numbers]


@settings(deadline=None)
@given(docs())
def test_properties(some: list[Doc]):
    labels = labels_of(some)
    found = u_alpha(some, labels)
    for score in (found.u, found.bar_u, found.cu, found.layers, *found.per_label.values()):
        assert (score.value is None) == (score.why is not None)
    for other in (swapped(some), backwards(some)):
        assert figures(u_alpha(other, labels)) == about(figures(found))
    turned = relabelled(some, {"x": "z", "y": "x", "z": "y"})
    assert figures(u_alpha(turned, labels_of(turned))) == about(figures(found))
    assert set(figures(u_alpha(alike(some), labels))) <= {1, None}


@settings(deadline=None)
@given(docs(labels="xy"))
def test_statistics_of_documents_add_up(some: list[Doc]):
    labels = labels_of(some)
    found = u_alpha(some, labels)
    if not found.flat:
        assert not all(is_flat(one, labels) for one in some)
        return
    size = len(labels) + 1
    sums = sum((unitizing.statistics(one, labels) for one in some), np.zeros(size * (size + 2)))
    assert unitizing.from_statistics(sums) == found.u.value
    several = [sums, 3 * sums]
    for many, score in (
        (unitizing.figures, found.u),
        (unitizing.bar_figures, found.bar_u),
        (unitizing.cu_figures, found.cu),
    ):
        first = many(several)[0]
        assert (None if np.isnan(first) else first) == score.value


@settings(deadline=None)
@given(docs(labels="x"))
def test_of_one_label_all_forms_are_the_same(some: list[Doc]):
    found = u_alpha(some, ["x"])
    assert found.flat
    assert found.u.value == pytest.approx(found.layers.value)
    assert found.u.value == pytest.approx(found.bar_u.value)
