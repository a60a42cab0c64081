"""Marks: what lies in a piece, in which order, and where two lists differ."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.span import Fragment
from ui.article.lanes import nest
from ui.article.marks import UNLINED, Mark, Marks, difference, marks_of
from ui.article.painted import PaintedSpan
from ui.article.styles import Manner

SPANS = st.lists(
    st.builds(
        lambda number, start, length, label: PaintedSpan(
            f"{number}", label, (Fragment(start, start + length),)
        ),
        st.integers(0, 10**9),
        st.integers(0, 80),
        st.integers(1, 30),
        st.sampled_from("ab"),
    ),
    max_size=12,
    unique_by=lambda span: span.id,
)
NUMBERS = {"a": 0, "b": 1}


def test_marks_are_clipped_to_the_piece_and_in_text_order() -> None:
    long = PaintedSpan("long", "a", (Fragment(0, 100),))
    parts = PaintedSpan("parts", "b", (Fragment(12, 14), Fragment(18, 30)))
    guess = PaintedSpan("guess", "a", (Fragment(11, 13),), Manner.SUGGESTED)
    unknown = PaintedSpan("unknown", "none", (Fragment(11, 13),))
    assert list(marks_of(10, 20, [parts, long, unknown, guess], NUMBERS)) == [
        (10, 20, 0, long, 1),
        (11, 13, 0, guess, UNLINED),
        (12, 14, 1, parts, 0),
        (18, 20, 1, parts, 0),
    ]


@given(SPANS, SPANS)
def test_outside_the_difference_nothing_differs(
    before: list[PaintedSpan], after: list[PaintedSpan]
) -> None:
    old, new = marks_of(0, 110, before, NUMBERS), marks_of(0, 110, [*before, *after], NUMBERS)
    changed = difference(old, new)
    if changed is None:
        assert old == new
        return
    start, end = changed

    def outside(marks: Marks) -> list[Mark]:
        return [mark for mark in marks if mark[0] < start or mark[1] > end]

    assert outside(old) == outside(new)


def test_the_difference_is_no_larger_than_need_be() -> None:
    spans = [PaintedSpan(f"{n}", "a", (Fragment(10 * n, 10 * n + 5),)) for n in range(9)]
    marks = marks_of(0, 100, spans, NUMBERS)
    less = marks_of(0, 100, [*spans[:4], *spans[5:]], NUMBERS)
    assert difference(marks, less) == difference(less, marks) == (40, 45)
    assert difference(marks, marks) is None
    assert difference(Marks(), marks) == (0, 85)


@given(SPANS, st.integers(0, 60), st.integers(1, 60), st.booleans())
def test_spans_in_order_give_the_same_marks_as_in_any_order(
    spans: list[PaintedSpan], low: int, length: int, other: bool
) -> None:
    labels = {"a": 0} if other else NUMBERS
    high = low + length
    spans.sort(key=lambda span: (span.start, -span.end, labels.get(span.label_id, 9)))
    inside = [span for span in spans if span.start < high and low < span.end]
    expected = sorted(
        (max(span.start, low), -min(span.end, high), labels[span.label_id], number)
        for number, span in enumerate(spans)
        if span in inside and span.label_id in labels
    )
    lanes = nest((start, -end) for start, end, _, _ in expected)
    whole = [(a, -b, n, spans[i], lane) for (a, b, n, i), lane in zip(expected, lanes, strict=True)]
    assert list(marks_of(low, high, spans, labels)) == whole
    assert list(marks_of(low, high, inside, labels)) == whole


@given(SPANS, st.integers(0, 100), st.integers(1, 60))
def test_between_clips_and_keeps_lanes(spans: list[PaintedSpan], low: int, length: int) -> None:
    marks, high = marks_of(0, 110, spans, NUMBERS), low + length
    assert list(marks.between(low, high)) == [
        (max(start, low), min(end, high), label, span, lane)
        for start, end, label, span, lane in marks
        if start < high and low < end
    ]
