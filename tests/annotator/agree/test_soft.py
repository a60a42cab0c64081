"""Soft labels: the published example, another implementation, and properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from annotator.agree import soft as module
from annotator.agree.soft import Share, iou, shares, soft, soft_labels, spearman
from annotator.agree.units import characters, labels_of
from annotator.agree.values import Doc
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

EXAMPLE = published("soft_labels")


def shares_of(stretches: list[list[float]]) -> list[float]:
    found = [0.0] * EXAMPLE["text_len"]
    for start, end, share in stretches:
        for place in range(int(start), int(end)):
            found[place] = share
    return found


def test_published_example():
    hard_a, hard_b = (
        shares_of([[*one, 1.0] for one in EXAMPLE[name]]) for name in ("ref_hard", "pred_hard")
    )
    assert iou(hard_a, hard_b) == near(EXAMPLE["iou"])
    assert iou([0.0, 0.0], [0.0, 0.0]) == EXAMPLE["both_empty_iou"]
    soft_a, soft_b = shares_of(EXAMPLE["ref_soft"]), shares_of(EXAMPLE["pred_soft"])
    assert spearman(soft_a, soft_b) == near(EXAMPLE["spearman"])
    one = doc(
        [(*place, "x") for place in EXAMPLE["ref_hard"]],
        [(*place, "x") for place in EXAMPLE["pred_hard"]],
        length=EXAMPLE["text_len"],
    )
    assert value(soft([one], ["x"]).iou) == near(EXAMPLE["iou"])


def test_stretches_of_equal_share():
    sides = [[mark(0, 4), mark(9, 12, "y")], [mark(2, 6)], [mark(0, 6), mark(6, 8)]]
    third = pytest.approx(1 / 3)
    assert soft_labels(sides, "x", 10) == (
        Share(0, 2, 2 * third.expected),
        Share(2, 4, 1.0),
        Share(4, 6, 2 * third.expected),
        Share(6, 8, third.expected),
    )
    assert soft_labels(sides, "z", 10) == ()
    assert soft_labels([], "x", 3) == ()


def test_exactly_half_is_not_more_than_half():
    assert iou(shares([[mark(0, 4)], []], "x", 9), [0.0] * 9) == 1


def test_a_constant_side():
    assert spearman([0, 0, 0], [0, 0, 0]) == 1
    assert spearman([0, 0, 0], [0, 1, 0]) == 0
    assert spearman([1, 1], [0, 0]) == 1


def test_documents_that_both_left_empty():
    found = soft([doc([], [], length=9), doc([(0, 2, "x")], [(4, 6, "x")], length=9)], ["x"])
    assert (found.iou.value, found.iou.n, found.iou.coverage) == (0.5, 2, 0.5)
    assert soft([], ["x"]).iou.why == soft([], []).spearman.why == module.NO_DOCUMENT
    assert module.from_statistics([0, 0, 0, 0]) is None


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from([0.0, 1 / 3, 2 / 3, 1.0])] * 2), min_size=2))
def test_as_another_implementation_has_it(pairs: list[tuple[float, float]]):
    a, b = zip(*pairs, strict=True)
    if len(set(a)) > 1 and len(set(b)) > 1:
        assert spearman(a, b) == near(spearmanr(a, b).statistic)


@settings(deadline=None)
@given(docs(many=1))
def test_counts_give_what_characters_give(some: list[Doc]):
    (one,) = some
    labels = labels_of(some)
    a, b = (characters(side, labels, one.length).ravel() for side in (one.a, one.b))
    found = soft(some, labels)
    assert value(found.iou) == near(iou(a, b))
    assert value(found.spearman) == near(spearman(a, b) if labels else 1)


@settings(deadline=None)
@given(docs())
def test_properties(some: list[Doc]):
    labels = labels_of(some)
    found = soft(some, labels)
    for other, names in (
        (swapped(some), labels),
        (backwards(some), labels),
        (relabelled(some, {"x": "z", "y": "x", "z": "y"}), ("x", "y", "z")),
    ):
        again = soft(other, names)
        assert again.iou.value == pytest.approx(found.iou.value)
        if names == labels:
            assert again.spearman.value == pytest.approx(found.spearman.value)
    same = soft(alike(some), labels)
    assert (same.iou.value, same.spearman.value) == (1, pytest.approx(1))
    sums = np.sum([module.statistics(one, labels) for one in some], axis=0)
    assert module.from_statistics(sums) == found.iou.value
    assert module.spearman_figures(sums) == near(value(found.spearman))
