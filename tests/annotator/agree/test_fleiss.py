"""Fleiss' kappa: published values, another implementation, and properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import fleiss_kappa as other_fleiss

from annotator.agree import fleiss, kappa
from annotator.agree.fleiss import fleiss_kappa, fleiss_of_table
from annotator.agree.kappa import scott_pi
from annotator.agree.units import characters, labels_of
from annotator.agree.values import Doc
from tests.annotator.agree.marks import docs, mark
from tests.annotator.agree.published import near, published, value


def test_published_table():
    example = published("kappa_alpha")
    score = fleiss_of_table(example["fleiss_table"])
    assert value(score) == near(example["fleiss_wikipedia"], 1e-7)
    assert score.n == 10


def test_undefined_is_said_in_words():
    assert fleiss_of_table([[2, 0], [3, 0]]).why == fleiss.UNEVEN
    assert fleiss_of_table([[1, 0], [0, 1]]).why == fleiss.UNEVEN
    assert fleiss_of_table([]).why == fleiss.UNEVEN
    assert (
        fleiss_of_table([[3, 0], [3, 0]]).why == "there is only one value in all the data, so "
        "that nothing is left to chance"
    )
    some = [mark(0, 3)]
    assert fleiss_kappa([], ["x"]).why == fleiss.NOT_READ_BY_ALL
    assert fleiss_kappa([(5, [some, some, None])], ["x"]).why == fleiss.NOT_READ_BY_ALL
    assert fleiss_kappa([(5, [[], [], []])], ["x"]).why == kappa.NOTHING
    assert fleiss_kappa([(0, [[], [], []])], ["x"]).why == kappa.NO_TEXT
    assert fleiss_kappa([(3, [some, some])], ["x"]).value is None


def test_what_somebody_has_not_read_is_left_out():
    a, b = [mark(0, 3)], [mark(0, 4)]
    read = (9, [a, b, a])
    assert fleiss_kappa([read, (9, [a, None, [mark(5, 9)]])], ["x"]) == fleiss_kappa([read], ["x"])


def test_layers_keep_nested_spans():
    nested = [mark(0, 9), mark(2, 4, "y")]
    assert value(fleiss_kappa([(20, [nested] * 3)], ["x", "y"])) == 1


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.integers(0, 2), min_size=4, max_size=4).map(
            lambda chosen: [chosen.count(one) for one in range(3)]
        ),
        min_size=1,
        max_size=12,
    )
)
def test_tables_as_another_implementation_has_them(table: list[list[int]]):
    score = fleiss_of_table(table)
    if np.count_nonzero(np.sum(table, axis=0)) < 2:
        assert score.value is None
    else:
        assert value(score) == near(other_fleiss(np.array(table)))


@settings(deadline=None)
@given(docs(labels="xy"))
def test_characters_are_units(some: list[Doc]):
    texts = [(one.length, [one.a, one.b, one.a[:1]]) for one in some]
    rows = []
    for length, sides in texts:
        marked = np.sum([characters(side, ["x"], length)[0] for side in sides], axis=0, dtype=int)
        rows.append(np.stack([marked, 3 - marked], axis=1))
    expected = fleiss_of_table(np.concatenate(rows))
    found = fleiss_kappa(texts, ["x"])
    assert found.value == pytest.approx(expected.value)
    sums = sum((fleiss.statistics(length, sides, ["x"]) for length, sides in texts), np.zeros(3))
    assert fleiss.from_statistics(sums) == found.value


@settings(deadline=None)
@given(docs(labels="x"))
def test_for_two_people_it_is_scotts_pi(some: list[Doc]):
    tables = [table for one in some if (table := kappa.flat_table(one, ["x"])) is not None]
    found = fleiss_kappa([(one.length, [one.a, one.b]) for one in some], ["x"])
    if found.value is not None:
        assert found.value == near(value(scott_pi(np.sum(tables, axis=0))))


@settings(deadline=None)
@given(docs(), st.permutations(range(3)))
def test_properties(some: list[Doc], order: list[int]):
    labels = labels_of(some)
    texts = [(one.length, [one.a, one.b, one.b[::-1]]) for one in some]
    found = fleiss_kappa(texts, labels)
    turned = [(length, [sides[place] for place in order]) for length, sides in texts]
    assert fleiss_kappa(turned, labels).value == pytest.approx(found.value)
    assert fleiss_kappa(texts, labels[::-1]).value == pytest.approx(found.value)
    assert (found.value is None) == (found.why is not None)
    alike = [(length, [sides[0]] * 3) for length, sides in texts]
    assert fleiss_kappa(alike, labels).value in (None, pytest.approx(1))
