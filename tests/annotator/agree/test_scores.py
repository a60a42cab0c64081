"""F1 and κ from the alignment, with chance and intervals."""

import json
import random
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from annotator.agree.attributes import attribute_measures, questions_in
from annotator.agree.chance import close_by_chance
from annotator.agree.labels import confusion, label_measures
from annotator.agree.measure import Average, Measure
from annotator.agree.relations import relation_measures
from annotator.agree.resampling import resamples
from annotator.agree.scores import Aligned, span_measures
from annotator.agree.values import Doc, Link, Mark, Score
from annotator.model.span import AttributeValue, Fragment
from tests.annotator.agree.marks import TEXT, doc, docs, mark
from tests.annotator.agree.published import published

NAMES = ("strict_f1", "boundary_f1", "iou50_f1")


def aligned(some: Sequence[Doc], shifts: int = 2) -> Aligned:
    labels = tuple(sorted({label for one in some for label in one.labels}))
    return Aligned(tuple(some), labels, shifts=shifts)


def scores(some: Sequence[Doc], average: Average = Average.MICRO) -> dict[str, Score]:
    known = aligned(some)
    found = {name: some[0].score(average=average) for name, some in span_measures(known).items()}
    return {**found, "label_kappa": label_measures(known)[0].score(average=average)}


def by_label(some: Sequence[Doc], name: str) -> Mapping[str, Score]:
    known = aligned(some)
    return {
        label: one.score()
        for label, one in zip(known.labels, span_measures(known)[name][1:], strict=True)
    }


def figures(found: Mapping[str, Score]) -> dict[str, object]:
    return {name: pytest.approx(score.value, nan_ok=True) for name, score in found.items()}


def test_a_published_corpus() -> None:
    told = published("f1_two_documents")
    some = [
        doc(
            [tuple(p) for p in told[name]["ann1"]],
            [tuple(p) for p in told[name]["ann2"]],
            name=name,
        )
        for name in ("doc46", "doc29")
    ]
    assert scores(some)["strict_f1"].value == pytest.approx(told["micro_f1"])
    assert scores(some)["strict_f1"].n == 33
    for one in some:
        assert scores([one])["strict_f1"].value == pytest.approx(told[one.name]["f1"])
    per_label = {name: score.value for name, score in by_label(some, "strict_f1").items()}
    assert per_label == pytest.approx(told["per_label"], abs=1e-6)
    mean = scores(some, Average.MACRO)["strict_f1"].value
    assert mean == pytest.approx((2 / 3 + 8 / 9) / 2)


def test_the_greedy_and_the_half_open_trap() -> None:
    trap = published("greedy_trap")
    one = doc([tuple(p) for p in trap["A"]], [tuple(p) for p in trap["B"]])
    for either in (one, one.swapped()):
        assert scores([either])["strict_f1"].value == pytest.approx(trap["strict_f1"])
    trap = published("half_open_trap")
    one = doc([tuple(p) for p in trap["A"]], [tuple(p) for p in trap["B"]])
    found = scores([one])
    assert [found[name].value for name in NAMES] == [0, 0, 0]
    assert found["label_kappa"].value is None
    assert found["label_kappa"].coverage == 0


def test_the_limit_that_f1_is() -> None:
    limit = published("hripcsak_limit")
    both = [(10 * i, 10 * i + 5, "x") for i in range(limit["both"])]
    a = [(1000 + 10 * i, 1005 + 10 * i, "x") for i in range(limit["onlyA"])]
    b = [(2000 + 10 * i, 2005 + 10 * i, "x") for i in range(limit["onlyB"])]
    assert scores([doc(both + a, both + b)])["strict_f1"].value == pytest.approx(limit["f1"])


def test_half_is_enough_and_less_is_not() -> None:
    half, less = doc([(0, 10, "x")], [(0, 5, "x")]), doc([(0, 11, "x")], [(0, 5, "x")])
    assert scores([half])["iou50_f1"].value == 1
    assert scores([less])["iou50_f1"].value == 0
    assert scores([doc([(0, 10, "x")], [(0, 10, "y")])])["iou50_f1"].value == 0


def test_boundaries_per_label_count_each_side_under_its_own() -> None:
    some = [doc([(0, 5, "x"), (9, 12, "y")], [(0, 5, "y"), (9, 12, "y")])]
    found = by_label(some, "boundary_f1")
    assert found["x"].value == 1
    assert found["x"].n == 1
    assert found["y"].value == 1
    assert found["y"].n == 3
    assert by_label(some, "strict_f1")["y"].value == pytest.approx(2 / 3)


def test_undefined_is_said_in_words() -> None:
    found = scores([doc([], [], length=10)])
    for score in found.values():
        assert score.value is None
        assert score.why
        assert score.why.endswith(".")
        assert score.n == 0
    one_label = scores([doc([(0, 5, "x")], [(0, 5, "x")])])["label_kappa"]
    assert one_label.value is None
    assert "same one" in str(one_label.why)
    assert one_label.n == 1


def test_articles_without_spans_are_left_out_of_the_mean() -> None:
    some = [
        doc([(0, 5, "x")], [(0, 5, "x")]),
        doc([], [], name="e"),
        doc([(0, 5, "x")], [], name="f"),
    ]
    assert scores(some, Average.MACRO)["strict_f1"].value == pytest.approx(0.5)
    assert scores(some)["strict_f1"].value == pytest.approx(2 / 3)


@given(docs(most=6))
@settings(deadline=None)
def test_symmetric(some: list[Doc]) -> None:
    back = [one.swapped() for one in some]
    assert figures(scores(some)) == {n: s.value for n, s in scores(back).items()}
    assert np.array_equal(
        close_by_chance(some, "xyz", shifts=4), close_by_chance(back, "xyz", shifts=4)
    )


@given(docs(most=6), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_order_does_not_matter(some: list[Doc], chance: random.Random) -> None:
    mixed = [
        Doc(
            d.name,
            d.story,
            d.length,
            d.text,
            *(tuple(chance.sample(m, len(m))) for m in (d.a, d.b)),
        )
        for d in some
    ]
    chance.shuffle(mixed)
    assert figures(scores(some)) == {n: s.value for n, s in scores(mixed).items()}


@given(docs(most=6))
@settings(deadline=None)
def test_identical_is_one(some: list[Doc]) -> None:
    same = [Doc(d.name, d.story, d.length, d.text, d.a, d.a) for d in some]
    for name, score in scores(same).items():
        one = any(d.a for d in some)
        if name == "label_kappa" and len({m.label for d in some for m in d.a}) < 2:
            one = False
        assert score.value == (pytest.approx(1) if one else None)


@given(docs(most=5), st.permutations("xyz"))
@settings(deadline=None)
def test_other_names_for_the_labels(some: list[Doc], names: list[str]) -> None:
    new = dict(zip("xyz", names, strict=True))

    def renamed(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        return tuple(Mark(m.fragments, new[m.label], m.attributes, m.id) for m in marks)

    other = [Doc(d.name, d.story, d.length, d.text, renamed(d.a), renamed(d.b)) for d in some]
    there, back = scores(some), scores(other)
    for name in NAMES:
        assert there[name].value == pytest.approx(back[name].value)
    assert there["label_kappa"].n == back["label_kappa"].n


@given(docs(most=8, many=4))
@settings(deadline=None)
def test_kappa_is_cohens(some: list[Doc]) -> None:
    known = aligned(some)
    pairs = [(p.a.label, p.b.label) for one in known.pairings for p in one.pairs]
    score = label_measures(known)[0].score()
    assert score.n == len(pairs)
    if len({label for pair in pairs for label in pair}) > 1:
        expected = cohen_kappa_score(*zip(*pairs, strict=True))
        assert score.value == pytest.approx(expected)
    else:
        assert score.value is None
        assert score.why
    names, table = confusion(known, known.labels)
    assert names[-1] == "nothing"
    assert sum(map(sum, table)) == len(pairs) + sum(
        len(one.only_a) + len(one.only_b) for one in known.pairings
    )
    assert [sum(row) for row in table[:-1]] == [
        sum(m.label == label for d in some for m in d.a) for label in known.labels
    ]


def test_confusion_and_kappa_of_one_label() -> None:
    some = [
        doc(
            [(0, 5, "x"), (10, 15, "y"), (20, 25, "x"), (30, 35, "y")],
            [(0, 5, "x"), (10, 15, "x"), (20, 24, "x"), (50, 55, "y")],
        )
    ]
    known = aligned(some)
    assert confusion(known, ("x", "y")) == (
        ("x", "y", "nothing"),
        ((2, 0, 0), (1, 0, 1), (0, 1, 0)),
    )
    every, x, y = (one.score() for one in label_measures(known))
    assert every.coverage == pytest.approx(6 / 8)
    assert x.coverage == 1
    assert y.coverage == pytest.approx(1 / 3)
    assert x.value == pytest.approx(0)


def test_chance_of_a_text_that_is_covered_whole() -> None:
    whole = doc([(0, 100, "x")], [(0, 100, "x")])
    assert close_by_chance([whole], ["x"], shifts=6)[0, 0] == 1
    rare = doc([(0, 2, "x")], [(0, 2, "x")], length=100_000)
    assert close_by_chance([rare], ["x"], shifts=6)[0, 0] == 0
    half = doc([(0, 50, "x")], [(0, 50, "x")], length=100)
    # Two spans of half the text share half of what they cover where the shift is a sixth or less.
    assert close_by_chance([half], ["x"], shifts=2000)[0, 0] == pytest.approx(1 / 3, abs=0.04)
    assert close_by_chance([half], ["y"], shifts=4)[0, 0] == 0


def test_chance_belongs_to_the_article_and_the_seed() -> None:
    chance = random.Random(3)
    some = [
        doc(
            [(s, s + 30, "x") for s in chance.sample(range(300), 8)],
            [(s, s + 30, "x") for s in chance.sample(range(300), 8)],
            name=f"d{n}",
            length=400,
        )
        for n in range(5)
    ]
    every = close_by_chance(some, ["x"], seed=1)
    assert np.array_equal(every[3:4], close_by_chance(some[3:4], ["x"], seed=1))
    assert not np.array_equal(every, close_by_chance(some, ["x"], seed=2))
    score = span_measures(Aligned(tuple(some), ("x",), 1))["iou50_f1"][0].score()
    assert score.chance == pytest.approx(2 * every.sum() / 80)


def measure(values: Sequence[float]) -> Measure:
    return Measure(
        np.column_stack((values, np.ones(len(values)))),
        figure=lambda sums: sums[..., 0] / sums[..., 1],
        why=str,
        size=lambda sums: sums[..., 1],
    )


def test_no_interval_under_ten_articles() -> None:
    assert measure(range(9)).score(resamples(9)).ci is None
    assert measure(range(10)).score(resamples(10)).ci is not None


def test_the_interval_is_that_of_a_mean() -> None:
    values = np.random.default_rng(4).normal(5, 2, 400)
    for average in Average:
        score = measure(values.tolist()).score(resamples(400, seed=7), average)
        assert score.ci is not None
        low, high = score.ci
        error = values.std() / 20
        assert low == pytest.approx(values.mean() - 1.96 * error, abs=error / 5)
        assert high == pytest.approx(values.mean() + 1.96 * error, abs=error / 5)


def test_a_seed_draws_the_same() -> None:
    one, same, other = (measure(range(30)).score(resamples(30, seed=s)).ci for s in (1, 1, 2))
    assert one == same != other


def test_attributes_on_pairs_with_the_same_label() -> None:
    a = [
        mark(0, 5, t="p"),
        mark(10, 15, t="q"),
        mark(20, 25, t="p"),
        mark(30, 35),
        mark(40, 45, "y", t="p"),
    ]
    b = [
        mark(0, 5, t="p"),
        mark(10, 14, t="q"),
        mark(20, 25, t="q"),
        mark(30, 35),
        mark(40, 45, "x", t="q"),
    ]
    known = aligned([doc(a, b)])
    assert questions_in(known) == (("x", "t"), ("y", "t"))
    found = attribute_measures(known, [("x", "t"), ("y", "t"), ("x", "u")])
    score = found["x", "t"].score()
    assert score.value == pytest.approx(cohen_kappa_score(["p", "q", "p"], ["p", "q", "q"]))
    assert score.n == 3
    assert score.coverage == pytest.approx(6 / 9)
    assert found["y", "t"].score().value is None
    assert "No pair" in str(found["x", "u"].score().why)


def test_several_values_are_one_answer_in_any_order() -> None:
    def several(*values: str) -> Mark:
        attributes = tuple(AttributeValue("t", value) for value in values)
        return Mark((Fragment(0, 5),), "x", attributes, "m")

    some = [
        doc([several("p", "q")], [several("q", "p")], name="1"),
        doc([several("p")], [several("p")], name="2"),
    ]
    assert attribute_measures(aligned(some), [("x", "t")])["x", "t"].score().value == 1


def test_relations_between_paired_spans() -> None:
    a, b = [mark(0, 5), mark(10, 15, "y"), mark(20, 25)], [mark(0, 6), mark(10, 15, "y")]
    plain = doc(a, b)
    ids_a, ids_b = [m.id for m in a], [m.id for m in b]
    linked = Doc(
        "d", "s", plain.length, TEXT, plain.a, plain.b,
        (Link("said by", ids_a[0], ids_a[1]), Link("about", ids_a[2], ids_a[1])),
        (Link("said by", ids_b[0], ids_b[1]), Link("about", ids_b[0], "elsewhere")),
    )  # fmt: skip
    score = relation_measures(aligned([linked]))[0].score()
    assert score.value == pytest.approx(2 / 3)
    assert score.n == 3
    assert score.coverage == pytest.approx(2 / 3)
    assert relation_measures(aligned([linked.swapped()]))[0].score() == score
    assert [one.score().n for one in relation_measures(aligned([linked]))] == [3, 3, 0]
    assert relation_measures(aligned([plain]))[0].score().value is None


def test_scores_are_plain_json() -> None:
    for score in scores([doc([(0, 5, "x"), (7, 9, "y")], [(0, 5, "x")])]).values():
        plain = json.loads(json.dumps(score.plain()))
        assert set(plain) == {"value", "why", "ci", "n", "chance", "coverage"}
