"""Figures from other fields that count pairs of spans: SemEval, MUC, GATE."""

import numpy as np
import pytest
from hypothesis import given, settings

from annotator.agree import gate as gate_module
from annotator.agree import muc as muc_module
from annotator.agree import semeval as semeval_module
from annotator.agree.gate import gate
from annotator.agree.muc import Muc, muc
from annotator.agree.pairing import pairings
from annotator.agree.semeval import SemEval, counts, f1, semeval
from annotator.agree.units import labels_of
from annotator.agree.values import Doc, Score
from tests.annotator.agree.marks import Place, doc, docs
from tests.annotator.agree.published import (
    alike,
    backwards,
    near,
    published,
    relabelled,
    swapped,
    value,
)


def scores(figures: object) -> list[float | None]:
    found: list[Score] = [getattr(figures, name) for name in figures.__slots__]  # type: ignore[attr-defined]
    return [one.value for one in found]


def drug_names() -> Doc:
    """The task's seven rows as one text: what A marked, what B marked."""
    a: list[Place] = []
    b: list[Place] = []
    at = 0
    for row in published("semeval2013")["rows"]:
        longest = 0
        words = [one.split(" ", 1)[1] for one in row if one]
        for side, marked in ((a, row[0]), (b, row[1])):
            if marked:
                label, name = marked.split(" ", 1)
                # A shorter name is the end of the longer one: “oral contraceptives”.
                start = at + max(map(len, words)) - len(name)
                side.append((start, start + len(name), label))
                longest = max(longest, start + len(name))
        at = longest + 1
    return doc(a, b, length=at)


def sentences() -> list[Doc]:
    """The two sentences, a token a character."""
    example = published("semeval_sentences")
    return [
        doc(spans(a), spans(b), length=len(a))
        for a, b in zip(example["a"], example["b"], strict=True)
    ]


def spans(tags: list[str]) -> list[Place]:
    found: list[Place] = []
    for index, tag in enumerate(tags):
        if tag.startswith("B-"):
            found.append((index, index + 1, tag[2:]))
        elif tag.startswith("I-"):
            start, _, label = found.pop()
            found.append((start, index + 1, label))
    return found


def test_semeval_rows():
    example = published("semeval2013")
    table = counts(pairings([drug_names()])[0])
    rows = [table[getattr(semeval_module, name.upper())].tolist() for name in example["counts"]]
    assert rows == list(example["counts"].values())
    found = semeval(pairings([drug_names()]))
    for name, expected in example["f1"].items():
        assert value(getattr(found, name)) == near(expected)
        assert getattr(found, name).n == 12


def test_semeval_sentences():
    found = semeval(pairings(sentences()))
    for name, expected in published("semeval_sentences")["f1"].items():
        assert value(getattr(found, name)) == near(expected)


@pytest.mark.parametrize("turn", [False, True])
def test_a_span_inside_another_is_not_taken_for_it(turn: bool):
    example = published("greedy_trap")
    one = doc(example["A"], example["B"])
    found = semeval(pairings([one.swapped() if turn else one]))
    assert value(found.strict) == near(example["strict_f1"])
    assert value(found.exact) == near(example["strict_f1"])


def test_touching_spans_do_not_overlap():
    example = published("half_open_trap")
    one = doc(example["A"], example["B"])
    assert scores(semeval(pairings([one]))) == [0, 0, 0, 0]
    assert scores(gate([one], ["x"])) == [0, 0, 0]
    assert muc(pairings([one])) == Muc(missing=1, spurious=1)


def test_gate_guide():
    example = published("gate")["counts_example"]
    key, response = ([(*place, "x") for place in example[side]] for side in ("key", "response"))
    found = gate([doc(key, response)], ["x"])
    assert value(found.strict) == near(example["strict_f1"])
    assert value(found.lenient) == near(example["lenient_f1"])
    assert value(found.average) == near(example["average_f1"])
    expected = [example[name] for name in ("correct", "partial", "missing", "spurious")]
    assert gate_module.statistics(doc(key, response), ["x"]).tolist() == expected


def test_gate_sees_an_exchanged_label_as_two_spans():
    one = doc([(0, 5, "x")], [(0, 5, "y")])
    assert gate_module.statistics(one, ["x", "y"]).tolist() == [0, 0, 1, 0, 0, 0, 0, 1]
    assert scores(gate([one], ["x", "y"])) == [0, 0, 0]
    assert value(semeval(pairings([one])).exact) == 1


def test_two_documents_as_published():
    example = published("f1_two_documents")
    texts = [doc(example[name]["ann1"], example[name]["ann2"]) for name in ("doc46", "doc29")]
    assert value(semeval(pairings(texts)).strict) == near(example["micro_f1"])
    for one, name in zip(texts, ("doc46", "doc29"), strict=True):
        assert value(semeval(pairings([one])).strict) == near(example[name]["f1"])
    for label, expected in example["per_label"].items():
        alone = [one.only(label) for one in texts]
        assert value(semeval(pairings(alone)).strict) == near(expected, 1e-6)
        assert value(gate(texts, [label]).strict) == near(expected, 1e-6)


def test_muc_counts():
    example = published("muc")
    found = Muc(*(example[name] for name in ("cor", "par", "inc", "mis", "spu")))
    assert (found.possible, found.actual) == (example["pos"], example["act"])
    assert value(found.precision) == near(example["pre"])
    assert value(found.recall) == near(example["rec"])
    assert value(found.f) == near(example["f"])
    assert value(found.undergeneration) == near(example["und"])
    assert value(found.overgeneration) == near(example["ovg"])
    assert value(found.substitution) == near(example["sub"])
    assert value(found.f_partial) == near((2 * 115 + 5) / 269)


def test_limit_of_f1():
    example = published("hripcsak_limit")
    found = Muc(correct=example["both"], missing=example["onlyA"], spurious=example["onlyB"])
    assert value(found.f) == near(example["f1"], 1e-7)


def test_undefined_is_said_in_words():
    empty = doc([], [], length=5)
    assert semeval(pairings([empty])).strict.why == "nobody marked anything"
    assert gate([empty], ["x"]).average.why == "nobody marked anything"
    assert gate([], []).strict.value is None
    assert semeval([]).type.value is None
    assert gate_module.from_statistics([0, 0, 0, 0]) is None
    assert semeval_module.from_statistics([0] * 20) is None
    nothing = muc(pairings([empty]))
    assert nothing.f.why == nothing.f_partial.why == "nobody marked anything"
    assert nothing.precision.why == muc_module.NONE_IN_B
    assert nothing.undergeneration.why == muc_module.NONE_IN_A
    assert muc(pairings([doc([(0, 2, "x")], [])])).substitution.why == muc_module.NO_PAIR


def everything(some: list[Doc]) -> list[float | None]:
    aligned = pairings(some)
    counted = muc(aligned)
    labels = labels_of(some)
    return [
        *scores(semeval(aligned)),
        *scores(gate(some, labels)),
        counted.f.value,
        counted.f_partial.value,
        counted.substitution.value,
    ]


@settings(deadline=None)
@given(docs())
def test_properties(some: list[Doc]):
    found = everything(some)
    expected = [None if one is None else pytest.approx(one) for one in found]
    assert everything(swapped(some)) == expected
    assert everything(backwards(some)) == expected
    assert everything(relabelled(some, {"x": "z", "y": "x", "z": "y"})) == expected
    same = semeval(pairings(alike(some)))
    assert set(scores(same)) <= {1, None}
    assert set(scores(gate(alike(some), labels_of(some)))) <= {1, None}


@settings(deadline=None)
@given(docs())
def test_counts_add_up(some: list[Doc]):
    aligned = pairings(some)
    labels = labels_of(some)
    found: SemEval = semeval(aligned)
    table = sum((counts(one) for one in aligned), np.zeros((4, 5), dtype=np.int64))
    a, b = sum(len(one.a) for one in some), sum(len(one.b) for one in some)
    assert (table[:, :4].sum(axis=1) == a).all()
    assert (table[:, [0, 1, 2, 4]].sum(axis=1) == b).all()
    counted = muc(aligned)
    assert (counted.possible, counted.actual) == (a, b)
    assert counted.f.value == found.strict.value
    sums = sum((semeval_module.statistics(one, labels) for one in some), np.zeros(20))
    assert semeval_module.from_statistics(sums) == found.strict.value
    assert np.array_equal(f1(sums.reshape(4, 5)), f1(table), equal_nan=True)
    parts = sum((gate_module.statistics(one, labels) for one in some), np.zeros(4 * len(labels)))
    assert gate_module.from_statistics(parts) == gate(some, labels).average.value
