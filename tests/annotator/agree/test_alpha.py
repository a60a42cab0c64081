"""Krippendorff's alpha: published values, two other implementations, and properties."""

import math

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from annotator.agree import alpha as module
from annotator.agree.alpha import Metric, alpha, char_alpha, char_alpha_of_many
from annotator.agree.units import characters, labels_of
from annotator.agree.values import Doc
from tests.annotator.agree.marks import doc, docs
from tests.annotator.agree.published import (
    alike,
    backwards,
    lengths,
    near,
    published,
    relabelled,
    swapped,
    value,
)

EXAMPLES = published("kappa_alpha")


@pytest.mark.parametrize(
    ("example", "metric", "within"),
    [
        ("krippendorff_wikipedia", "nominal", 1e-6),
        ("krippendorff_wikipedia", "interval", 1e-6),
        ("hayes_krippendorff_2007", "nominal", 5e-5),
        ("hayes_krippendorff_2007", "ordinal", 5e-5),
        ("hayes_krippendorff_2007", "interval", 5e-5),
        ("hayes_krippendorff_2007", "ratio", 5e-5),
    ],
)
def test_published_tables(example: str, metric: str, within: float):
    expected = EXAMPLES[example]
    assert value(alpha(expected["data"], Metric(metric))) == near(expected[metric], within)


def test_digitised_1995():
    example = published("alpha_u_1995_2004")["K1995_p57"]
    i, j = example["units"]["A"]
    one = doc(lengths(i), lengths(j), length=example["length"])
    assert value(char_alpha([one], ["x"])) == near(example["digitized"]["A"]["alpha"], 5e-4)
    i, j = example["units"]["D"]
    score = char_alpha([doc(lengths(i), lengths(j), length=24)], ["x"])
    assert (score.value, score.why) == (None, module.ONE_VALUE)


def test_layers_keep_nested_spans():
    nested = [(0, 10, "x"), (2, 4, "y")]
    assert value(char_alpha([doc(nested, nested, length=20)], ["x", "y"])) == 1
    assert value(char_alpha([doc(nested, nested[:1], length=20)], ["x", "y"])) < 1


def test_undefined_is_said_in_words():
    assert char_alpha([doc([], [], length=4)], ["x"]).why == "nobody marked anything"
    assert char_alpha([doc([], [])], ["x"]).why == "there is no text to compare"
    assert alpha([[1, None], [None, 2]]).why == module.NO_PAIRS
    assert alpha([[1, 1], [1, 1]]).why == module.ONE_VALUE
    assert alpha([]).why == module.NO_PAIRS
    assert char_alpha_of_many([(5, [[], None, None])], ["x"]).value is None


Table = list[list[int | None]]
tables = st.integers(2, 4).flatmap(
    lambda people: st.lists(
        st.lists(st.none() | st.integers(1, 4), min_size=people, max_size=people),
        min_size=1,
        max_size=8,
    )
)


@settings(deadline=None)
@given(tables, st.sampled_from(list(Metric)))
def test_as_another_implementation_has_it(columns: Table, metric: Metric):
    data = list(zip(*columns, strict=True))
    score = alpha(data, metric)
    compared = [v for c in columns if sum(x is not None for x in c) > 1 for v in c if v is not None]
    if len(set(compared)) < 2:
        assert score.value is None
        return
    numbers = [[math.nan if one is None else one for one in row] for row in data]
    expected = krippendorff.alpha(np.array(numbers, dtype=float), level_of_measurement=metric.value)
    assert value(score) == near(expected)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from("uvw"), min_size=3, max_size=3), min_size=2, max_size=8))
def test_as_a_third_implementation_has_it(columns: list[list[str]]):
    score = alpha(list(zip(*columns, strict=True)))
    rows = [
        (person, item, one)
        for item, column in enumerate(columns)
        for person, one in enumerate(column)
    ]
    if score.value is None:
        assert len({one for _, _, one in rows}) == 1
    else:
        assert score.value == near(AnnotationTask(data=rows).alpha())


@settings(deadline=None)
@given(docs(labels="x"))
def test_characters_are_units(some: list[Doc]):
    rows = [
        np.concatenate([characters(side, ["x"], one.length)[0] for one, side in sides]).tolist()
        for sides in ([(one, one.a) for one in some], [(one, one.b) for one in some])
    ]
    assert char_alpha(some, ["x"]).value == pytest.approx(alpha(rows).value)


@settings(deadline=None)
@given(docs(labels="xy"), st.data())
def test_many_people_with_some_who_did_not_read(some: list[Doc], data: st.DataObject):
    read = [
        (one.length, [one.a if data.draw(st.booleans()) else None, one.b, one.a[:1]])
        for one in some
    ]
    score = char_alpha_of_many(read, ["x"])
    rows: list[list[bool | None]] = [[], [], []]
    for length, sides in read:
        for row, marks in zip(rows, sides, strict=True):
            if marks is None:
                row.extend([None] * length)
            else:
                row.extend(characters(marks, ["x"], length)[0].tolist())
    expected = alpha(rows)
    assert score.value == pytest.approx(expected.value)
    assert score.n == expected.n or score.value is None


@settings(deadline=None)
@given(docs())
def test_two_of_many_are_two(some: list[Doc]):
    labels = labels_of(some)
    many = char_alpha_of_many([(one.length, [one.a, one.b, None]) for one in some], labels)
    assert many.value == pytest.approx(char_alpha(some, labels).value)


@settings(deadline=None)
@given(docs())
def test_properties(some: list[Doc]):
    labels = labels_of(some)
    score = char_alpha(some, labels)
    assert (score.value is None) == (score.why is not None)
    for other in (swapped(some), backwards(some)):
        assert char_alpha(other, labels).value == pytest.approx(score.value)
    turned = relabelled(some, {"x": "z", "y": "x", "z": "y"})
    assert char_alpha(turned, labels_of(turned)).value == pytest.approx(score.value)
    assert char_alpha(alike(some), labels).value in (1, None)
    sums = sum(module.statistics(one, labels) for one in some)
    assert module.from_statistics(sums) == score.value
