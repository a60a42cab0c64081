"""Whether both gave the same values, on pairs with the same label."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from annotator.agree.categories import Given, kappa_measure
from annotator.agree.measure import Measure
from annotator.agree.pairing import Pairing
from annotator.agree.scores import Aligned
from annotator.agree.values import Mark

Question = tuple[str, str]
"""A label and one of its attributes, by name."""


def attribute_measures(
    aligned: Aligned, questions: Sequence[Question]
) -> Mapping[Question, Measure]:
    """κ of the values of each attribute, over the pairs where at least one side gave a value.

    Several values of one attribute count as one answer, in whatever order they were given, and so
    does none. The coverage is the part of the label's marks that the figure was computed from.
    """
    return {question: _measure(aligned, *question) for question in questions}


def _measure(aligned: Aligned, label: str, name: str) -> Measure:
    given = [_given(one, label, name) for one in aligned.pairings]
    marks = [
        sum(mark.label == label for mark in (*one.doc.a, *one.doc.b)) for one in aligned.pairings
    ]
    return kappa_measure(
        given,
        np.array([2.0 * len(things) for things in given]),
        np.array(marks, dtype=np.float64),
        nothing=f"No pair of “{label}” has a value for “{name}”.",
        uniform=lambda n: (
            f"On {'the only pair' if n == 1 else f'all {n} pairs'} both said the same one value; "
            "κ needs two."
        ),
    )


def _given(one: Pairing, label: str, name: str) -> list[Given]:
    both = [
        (_answer(pair.a, name), _answer(pair.b, name))
        for pair in one.pairs
        if pair.same_label and pair.a.label == label
    ]
    return [given for given in both if any(given)]


def _answer(mark: Mark, name: str) -> str:
    return "\0".join(sorted(set(mark.values(name))))


def questions_in(aligned: Aligned) -> tuple[Question, ...]:
    """The attributes that the marks have values for, by label and name."""
    seen: Counter[Question] = Counter(
        (mark.label, value.name)
        for doc in aligned.docs
        for mark in (*doc.a, *doc.b)
        for value in mark.attributes
    )
    return tuple(sorted(seen))
