"""Marks and documents for the tests of agreement."""

from collections.abc import Sequence

from hypothesis import strategies as st

from annotator.agree.values import Doc, Mark
from annotator.model.span import AttributeValue, Fragment, join_fragments

Place = tuple[int, int, str]
TEXT = "Ada, who won, said so. 12 of 30: “well”."


def mark(start: int, end: int, label: str = "x", **values: str) -> Mark:
    attributes = tuple(AttributeValue(name, value) for name, value in values.items())
    return Mark((Fragment(start, end),), label, attributes, f"{start}-{end}-{label}")


def doc(
    a: Sequence[Place | Mark],
    b: Sequence[Place | Mark],
    *,
    name: str = "d",
    length: int = 0,
    text: str = "",
) -> Doc:
    mine, theirs = (
        tuple(one if isinstance(one, Mark) else mark(*one) for one in side) for side in (a, b)
    )
    ends = [one.end for one in (*mine, *theirs)]
    text = text or "x" * max([length, *ends])
    return Doc(name, "story", len(text), text, mine, theirs)


@st.composite
def _mark(draw: st.DrawFn, length: int, labels: str) -> Mark:
    edges = draw(st.lists(st.integers(0, length), min_size=2, max_size=4, unique=True))
    edges = sorted(edges)[: len(edges) // 2 * 2]
    fragments = join_fragments(zip(edges[::2], edges[1::2], strict=True))
    return Mark(fragments, draw(st.sampled_from(labels)))


def _place(one: Mark) -> object:
    return one.fragments, one.label


@st.composite
def docs(
    draw: st.DrawFn, *, most: int = 5, labels: str = "xyz", many: int = 3, length: int = 12
) -> list[Doc]:
    """A few small documents; no side has the same mark twice."""
    made = []
    for number in range(draw(st.integers(1, many))):
        some = st.lists(_mark(length, labels), max_size=most, unique_by=_place)
        sides = []
        for letter in "ab":
            marks = draw(some)
            sides.append(
                tuple(
                    Mark(m.fragments, m.label, m.attributes, f"{letter}{number}.{index}")
                    for index, m in enumerate(marks)
                )
            )
        made.append(Doc(f"d{number}", f"s{number % 2}", length, TEXT[:length], *sides))
    return made
