"""γ and γ-cat: published disorders, what they must do, and the time they take."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agree import gamma as module
from annotator.agree import gamma_alignment
from annotator.agree import gamma_cat as cat_module
from annotator.agree.alpha import alpha
from annotator.agree.gamma import Chance, alignment, gamma, gamma_of, gamma_over
from annotator.agree.gamma_alignment import Weights
from annotator.agree.gamma_cat import gamma_cat, gamma_cat_of
from annotator.agree.units import labels_of
from annotator.agree.values import Doc, Mark
from annotator.progress import Cancelled
from tests.annotator.agree.marks import Place, doc, docs, mark
from tests.annotator.agree.published import (
    alike,
    backwards,
    near,
    published,
    relabelled,
    swapped,
    value,
)

EXAMPLES = published("gamma_2015")
CAT = published("gamma_cat_2017_properties")


def sides(name: str) -> tuple[list[list[Mark]], list[str], Weights]:
    example = EXAMPLES[name]
    people: dict[str, list[Mark]] = {}
    for who, start, end, label in example["units"]:
        people.setdefault(who, []).append(mark(int(start), int(end), label))
    labels = sorted({unit[3] for unit in example["units"]})
    weights = example["params"]
    return (
        list(people.values()),
        labels,
        Weights(weights["alpha"], weights["beta"], weights["deltaEmpty"]),
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_published_disorders(name: str):
    people, labels, weights = sides(name)
    found = alignment(people, labels, weights)
    assert found.disorder == near(EXAMPLES[name]["best_alignment_disorder"], 1e-6)
    for person, marks in enumerate(people):
        assert sorted(found.rows[found.rows[:, person] >= 0, person]) == list(range(len(marks)))


@pytest.mark.parametrize("name", [name for name in EXAMPLES if "tier3_reference" in EXAMPLES[name]])
def test_published_gamma_within_what_chance_allows(name: str):
    people, labels, weights = sides(name)
    expected = EXAMPLES[name]["tier3_reference"]["gamma"]
    found = value(gamma_of(people, labels, weights=weights, chance=Chance(precision=0.02)))
    # The published figures come from thirty draws: a standard error of some per cent of 1 − γ.
    assert found == near(expected, 0.02 + 0.12 * (1 - expected))


def test_alex_paul_and_suzan():
    people, labels, weights = sides("AlexPaulSuzan")
    found = value(gamma_of(people, labels, weights=weights, chance=Chance(precision=0.02)))
    assert 0.40 <= found <= 0.47


def test_a_thousand_spans_each():
    random = np.random.default_rng(3)
    starts = (np.arange(1000) * 12).tolist()
    a = [(i, i + 6, "xyz"[int(random.integers(3))]) for i in starts]
    b = [(i + 2, i + 8, label) for i, _, label in a if random.random() < 0.9]
    found = value(gamma(doc(a, b), chance=Chance(samples=3)))
    assert 0.3 < found < 0.95


def test_a_split_costs():
    whole = [(0, 40, "x"), (60, 90, "y"), (100, 130, "x")]
    split = [(0, 20, "x"), (20, 40, "x"), *whole[1:]]
    assert value(gamma(doc(whole, split))) < 0.9


def test_more_is_drawn_where_precision_is_asked_for():
    calls = []

    def progress(done: int, total: int, what: str) -> None:
        calls.append((done, total, what))

    one = doc([(0, 5, "x"), (8, 20, "y")], [(1, 5, "x"), (8, 18, "y")])
    rough = gamma(one, chance=Chance(samples=30), progress=progress)
    assert [done for done, _, _ in calls] == list(range(30))
    calls.clear()
    fine = gamma(one, chance=Chance(samples=30, precision=0.02), progress=progress)
    assert len(calls) > 100
    assert value(rough) == near(value(fine), 0.1)


def test_it_may_be_stopped():
    def stop(done: int, total: int, what: str) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        gamma(doc([(0, 5, "x")], [(1, 5, "x")]), progress=stop)
    with pytest.raises(Cancelled):
        gamma_over([doc([(0, 5, "x")], [(1, 5, "x")])] * 3, progress=stop)


def test_the_seed_decides():
    some = [doc([(0, 5, "x"), (9, 14, "y")], [(1, 5, "x")], name=name) for name in "de"]
    assert gamma(some[0]) == gamma(some[0])
    assert gamma(some[0]) != gamma(some[0], chance=Chance(seed=1))
    assert gamma(some[0]) != gamma(some[1])


def test_undefined_is_said_in_words(monkeypatch: pytest.MonkeyPatch):
    empty, one_sided = doc([], [], length=5), doc([(0, 2, "x")], [], length=5)
    full = doc([(0, 5, "x")], [(1, 5, "x")])
    assert gamma(empty).why == "nobody marked anything"
    assert gamma(one_sided).why == module.ONE_SIDED
    over = gamma_over([empty, full, one_sided, full])
    assert (over.n, over.coverage, over.value) == (2, 0.5, gamma(full).value)
    assert gamma_over([empty, empty]).why == "nobody marked anything"
    assert gamma_over([empty, one_sided]).why == module.NO_DOCUMENT
    assert gamma_over([]).value is None
    assert gamma_cat([empty]).why == "nobody marked anything"
    assert gamma_cat([one_sided]).why == cat_module.NO_PARTNERS
    assert gamma_cat([full]).why == cat_module.ONE_LABEL
    monkeypatch.setattr(gamma_alignment, "MOST", 0)
    assert gamma(full).why == gamma_cat([full]).why == module.TOO_MANY


def test_a_hundred_thousand_spans_are_refused_at_once():
    places: list[Place] = [(i, i + 1, "x") for i in range(100_000)]
    one = doc(places, places)
    assert gamma(one).why == gamma_cat([one]).why == module.TOO_MANY


@given(docs())
@settings(deadline=None, max_examples=40)
def test_properties(some: list[Doc]):
    chance = Chance(samples=3)
    found = gamma_over(some, chance=chance)
    labels = labels_of(some)
    same = None if found.value is None else pytest.approx(found.value, abs=1e-9)
    assert (found.value is None) == (found.why is not None)
    for other in (swapped(some), backwards(some)):
        assert gamma_over(other, labels, chance=chance).value == same
    turned = relabelled(some, {"x": "z", "y": "x", "z": "y"})
    assert gamma_over(turned, labels_of(turned), chance=chance).value == same
    assert gamma_over(alike(some), labels, chance=chance).value in (None, pytest.approx(1))
    assert gamma_cat(alike(some), labels).value in (None, pytest.approx(1))


@given(docs())
@settings(deadline=None, max_examples=40)
def test_cat_adds_up(some: list[Doc]):
    labels = labels_of(some)
    found = gamma_cat(some, labels)
    assert (found.value is None) == (found.why is not None)
    for other in (swapped(some), backwards(some)):
        again = gamma_cat(other, labels).value
        assert again == (None if found.value is None else pytest.approx(found.value, abs=1e-9))
    sums = sum((cat_module.statistics(one, labels) for one in some), np.zeros(len(labels) ** 2 + 3))
    assert cat_module.from_statistics(sums) == found.value
    several = cat_module.figures([sums, sums * 1.0])
    assert np.array_equal(several[0], several[1], equal_nan=True)


def test_cat_of_identical_spans():
    places = [tuple(unit) for unit in CAT["A"]]
    assert value(gamma_cat([doc(places, places)])) == near(CAT["identical"])


def test_cat_does_not_see_what_was_missed():
    places = [tuple(unit) for unit in CAT["A"]]
    found = gamma_cat([doc(places, places[:-2])])
    assert value(found) == near(CAT["B_misses_last_two"]["must"])
    assert found.coverage == near(8 / 10)


def test_cat_does_not_see_where_things_are():
    places = [tuple(unit) for unit in CAT["A"]]
    shifted = [(start + 3, end + 3, label) for start, end, label in places]
    assert value(gamma_cat([doc(places, shifted)])) == near(CAT["B_all_shifted_by_3"]["must"])


def test_cat_sees_labels():
    places = [tuple(unit) for unit in CAT["A"]]
    other = [(start, end, {"x": "y", "y": "x"}[label]) for start, end, label in places]
    assert value(gamma_cat([doc(places, other)])) < 0


@given(
    st.integers(2, 3).flatmap(
        lambda people: st.lists(
            st.lists(st.none() | st.sampled_from("xyz"), min_size=people, max_size=people),
            min_size=1,
            max_size=5,
        )
    )
)
@settings(deadline=None, max_examples=40)
def test_cat_is_alpha_where_places_are_the_same(columns: list[list[str | None]]):
    people = [
        [
            mark(100 * place, 100 * place + 10, label)
            for place, label in enumerate(row)
            if label is not None
        ]
        for row in zip(*columns, strict=True)
    ]
    found = gamma_cat_of([people], ["x", "y", "z"])
    expected = alpha(list(zip(*columns, strict=True)))
    assert found.value == (None if expected.value is None else near(expected.value))
