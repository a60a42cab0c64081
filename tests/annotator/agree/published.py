"""Worked examples from papers and manuals, with the values they give."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.agree.values import Doc, Mark, Score
from tests.annotator.agree.marks import doc

DATA = Path(__file__).parents[2] / "data" / "agreement.json"


def published(name: str) -> Any:
    return json.loads(DATA.read_text(encoding="utf-8"))[name]


def value(score: Score) -> float:
    """The figure of a score that has one."""
    assert score.value is not None
    assert score.why is None
    return score.value


def near(expected: float, within: float = 1e-9) -> Any:
    return pytest.approx(expected, abs=within)


def swapped(docs: list[Doc]) -> list[Doc]:
    return [one.swapped() for one in docs]


def backwards(docs: list[Doc]) -> list[Doc]:
    """The same with every side's marks the other way round."""
    return [
        Doc(one.name, one.story, one.length, one.text, one.a[::-1], one.b[::-1]) for one in docs
    ]


def relabelled(docs: list[Doc], names: dict[str, str]) -> list[Doc]:
    def side(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        return tuple(Mark(m.fragments, names[m.label], m.attributes, m.id) for m in marks)

    return [
        Doc(one.name, one.story, one.length, one.text, side(one.a), side(one.b)) for one in docs
    ]


def alike(docs: list[Doc]) -> list[Doc]:
    """A's marks on both sides."""
    return [Doc(one.name, one.story, one.length, one.text, one.a, one.a) for one in docs]


def lengths(units: list[list[int]], label: str = "x") -> list[tuple[int, int, str]]:
    """Marks of units that are given by start and length."""
    return [(start, start + length, label) for start, length in units]


def counted(both: int, only_a: int, only_b: int, neither: int) -> Doc:
    """A text with so many characters marked by both, by one of them, by neither."""
    a = [(0, both + only_a, "x")] if both + only_a else []
    b = [(0, both, "x")] if both else []
    if only_b:
        b.append((both + only_a, both + only_a + only_b, "x"))
    return doc(a, b, length=both + only_a + only_b + neither)
