"""Kappa over characters and words: published values, another implementation, and properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from annotator.agree import kappa
from annotator.agree.kappa import (
    char_kappa,
    cohen_kappa,
    flat_char_kappa,
    scott_pi,
    token_kappa,
)
from annotator.agree.units import (
    characters,
    labels_of,
    token_statistics,
    tokens,
    total,
    word_edges,
)
from annotator.agree.values import Doc
from tests.annotator.agree.marks import doc, docs, mark
from tests.annotator.agree.published import (
    alike,
    backwards,
    counted,
    lengths,
    near,
    published,
    relabelled,
    swapped,
    value,
)

GATE = published("gate")
LIMIT = published("hripcsak_limit")


def test_gate_guide_table():
    assert value(cohen_kappa(GATE["kappa_table"])) == near(GATE["kappa"])
    assert value(scott_pi(GATE["kappa_table"])) == near(GATE["pi"])


def test_gate_classification_measures():
    # Nine items of three categories that give the published observed and expected agreement.
    expected = GATE["test_classification_measures"]
    table = [[0, 0, 1], [0, 4, 1], [0, 0, 3]]
    assert np.trace(np.array(table)) / 9 == near(expected["observed"], 1e-7)
    assert value(cohen_kappa(table)) == near(expected["kappa"], 1e-6)
    assert value(scott_pi(table)) == near(expected["pi"], 1e-6)


def test_cohen_table():
    expected = published("kappa_alpha")["cohen_20_5_10_15"]
    assert value(cohen_kappa([[20, 5], [10, 15]])) == near(expected)
    assert value(char_kappa([counted(15, 10, 5, 20)], ["x"])) == near(expected)


@pytest.mark.parametrize("negatives", LIMIT["kappa_by_negatives"])
def test_more_text_that_nobody_marked_lifts_kappa_to_f1(negatives: str):
    one = counted(LIMIT["both"], LIMIT["onlyA"], LIMIT["onlyB"], int(negatives))
    expected = LIMIT["kappa_by_negatives"][negatives]
    assert value(char_kappa([one], ["x"])) == near(expected, 5e-5)


@pytest.mark.parametrize("name", "ABC")
def test_digitised_1995(name: str):
    example = published("alpha_u_1995_2004")["K1995_p57"]
    i, j = example["units"][name]
    one = doc(lengths(i), lengths(j), length=example["length"])
    expected = example["digitized"][name]
    table = kappa.flat_table(one, ["x"])
    assert table is not None
    assert value(char_kappa([one], ["x"])) == near(expected["kappa"], 5e-4)
    assert value(scott_pi(table)) == near(expected["pi"], 5e-4)


def test_digitised_1995_undefined():
    example = published("alpha_u_1995_2004")["K1995_p57"]
    i, j = example["units"]["D"]
    one = doc(lengths(i), lengths(j), length=example["length"])
    assert char_kappa([one], ["x"]).value is None
    assert flat_char_kappa([one], ["x"]).value is None


def test_layers_keep_nested_spans():
    one = doc([(0, 10, "x"), (2, 4, "y")], [(0, 10, "x"), (2, 4, "y")], length=20)
    assert value(char_kappa([one], ["x", "y"])) == 1
    assert flat_char_kappa([one], ["x", "y"]).why == kappa.OVERLAPPING


def test_layers_are_corrected_each_for_itself():
    # A long layer and a short one, both at random: adding up their tables would give more than 0.
    random = np.random.default_rng(5)
    sides = []
    for _ in "ab":
        often = np.flatnonzero(random.random(40_000) < 0.6).tolist()
        seldom = np.flatnonzero(random.random(40_000) < 0.02).tolist()
        sides.append([(i, i + 1, "x") for i in often] + [(i, i + 1, "y") for i in seldom])
    one = doc(*sides, length=40_000)
    assert abs(value(char_kappa([one], ["x", "y"]))) < 0.02


def test_labels_that_are_not_asked_for_are_left_out():
    one = doc([(0, 5, "x"), (6, 9, "y")], [(0, 5, "x")], length=20)
    assert value(char_kappa([one], ["x"])) == 1
    assert value(char_kappa([one], ["x", "y"])) < 1


def test_words_are_marked_by_one_character():
    text = "Ada said so"
    starts, ends = word_edges(text)
    found = tokens([mark(2, 6), mark(9, 10, "y"), mark(3, 4, "y")], ["x", "y"], starts, ends)
    assert found.tolist() == [[True, True, False], [False, False, True]]
    one = doc([(0, 3, "x")], [(1, 2, "x")], text=text)
    assert value(token_kappa([one], ["x"])) == 1
    assert token_kappa([one], ["x"]).n == 3


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (doc([], [], length=9), kappa.NOTHING),
        (doc([(0, 9, "x")], [(0, 9, "x")]), kappa.NO_CHOICE),
        (doc([], []), kappa.NO_TEXT),
    ],
)
def test_undefined_is_said_in_words(one: Doc, why: str):
    assert char_kappa([one], ["x"]).value is None
    assert char_kappa([one], ["x"]).why == why
    assert kappa.from_statistics(kappa.statistics(one, ["x"])) is None
    assert char_kappa([], ["x"]).value is None
    assert token_kappa([one], []).value is None
    assert flat_char_kappa([one], []).value is None
    assert cohen_kappa([[0, 0], [0, 0]]).why == scott_pi([[0]]).why == kappa.NO_TEXT


@settings(deadline=None)
@given(docs(labels="x"))
def test_one_label_as_another_implementation_has_it(some: list[Doc]):
    a = np.concatenate([characters(one.a, ["x"], one.length)[0] for one in some])
    b = np.concatenate([characters(one.b, ["x"], one.length)[0] for one in some])
    if a.all() == b.all() and a.any() == b.any() and a.all() == a.any():
        assert char_kappa(some, ["x"]).value is None
        return
    expected = cohen_kappa_score(a, b)
    assert value(char_kappa(some, ["x"])) == near(expected)
    assert value(flat_char_kappa(some, ["x"])) == near(expected)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("uvw"), st.sampled_from("uvw")), min_size=2))
def test_tables_as_another_implementation_has_them(pairs: list[tuple[str, str]]):
    table = np.zeros((3, 3))
    for a, b in pairs:
        table["uvw".index(a), "uvw".index(b)] += 1
    score = cohen_kappa(table)
    if len({value for pair in pairs for value in pair}) == 1:
        assert score.value is None
    else:
        a, b = zip(*pairs, strict=True)
        assert value(score) == near(cohen_kappa_score(a, b))


@settings(deadline=None)
@given(docs())
def test_properties(some: list[Doc]):
    labels = labels_of(some)
    for measure in (char_kappa, token_kappa, flat_char_kappa):
        score = measure(some, labels)
        assert (score.value is None) == (score.why is not None)
        for other in (swapped(some), backwards(some)):
            assert measure(other, labels).value == pytest.approx(score.value)
        names = {"x": "z", "y": "x", "z": "y"}
        turned = relabelled(some, names)
        assert measure(turned, labels_of(turned)).value == pytest.approx(score.value)
        assert measure(alike(some), labels).value in (1, None)


@settings(deadline=None)
@given(docs())
def test_statistics_of_documents_add_up(some: list[Doc]):
    labels = labels_of(some)
    sums = total(some, labels, kappa.statistics)
    assert kappa.from_statistics(sums) == char_kappa(some, labels).value
    both = kappa.figures([sums, 2 * sums])
    np.testing.assert_allclose(both[0], both[1])
    assert (sums.reshape(-1, 4).sum(axis=1) == sum(one.length for one in some)).all()
    words = total(some, labels, token_statistics)
    assert kappa.from_statistics(words) == token_kappa(some, labels).value
