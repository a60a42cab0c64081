"""The index answers like a plain search through all spans."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.span import Fragment
from ui.article.painted import PaintedSpan
from ui.article.span_index import SpanIndex, text_order

LENGTH = 20_000


@st.composite
def spans(draw: st.DrawFn, name: str = "s") -> list[PaintedSpan]:
    found = []
    for number in range(draw(st.integers(0, 60))):
        start = draw(st.integers(0, LENGTH - 2))
        longest = draw(st.sampled_from([3, 60, 600, 5000, LENGTH]))
        end = draw(st.integers(start + 1, min(start + longest, LENGTH)))
        fragments = (Fragment(start, end),)
        if end - start > 10:
            middle = (start + end) // 2
            fragments = (Fragment(start, middle - 2), Fragment(middle + 2, end))
        found.append(PaintedSpan(f"{name}{number}", "claim", fragments))
    return found


def plain(held: list[PaintedSpan], start: int, end: int) -> list[PaintedSpan]:
    return sorted((span for span in held if span.meets(start, end)), key=text_order)


@settings(max_examples=60)
@given(spans(), spans("t"), st.data())
def test_it_answers_like_a_plain_search(
    first: list[PaintedSpan], later: list[PaintedSpan], data: st.DataObject
) -> None:
    if in_order := data.draw(st.booleans()):
        first.sort(key=lambda span: span.start)
    index = SpanIndex(first, in_order=in_order)
    held = {span.id: span for span in first}
    if data.draw(st.booleans()):
        index.prepare(1)
    for span in later:
        index.put(span)
        held[span.id] = span
    for span_id in data.draw(st.lists(st.sampled_from([*held, "none"]), unique=True)):
        assert index.drop(span_id) == held.pop(span_id, None)
    assert len(index) == len(held)
    assert index.in_order() == sorted(held.values(), key=text_order)
    for _ in range(5):
        start = data.draw(st.integers(0, LENGTH))
        end = data.draw(st.integers(start + 1, LENGTH + 1))
        assert index.between(start, end) == plain([*held.values()], start, end)
        assert index.at(start) == plain([*held.values()], start, start + 1)


def test_a_span_with_a_known_id_replaces_the_other() -> None:
    index = SpanIndex([PaintedSpan("a", "claim", (Fragment(0, 5),))])
    longer = PaintedSpan("a", "quote", (Fragment(0, 9000),))
    assert index.put(longer).label_id == "claim"
    assert index.at(3) == [longer]
    assert len(index) == 1
    assert "a" in index
    assert "b" not in index


def test_many_spans_come_and_go() -> None:
    rng = random.Random(1)
    index = SpanIndex()
    held = {}
    for number in range(3000):
        start = rng.randrange(LENGTH)
        span = PaintedSpan(f"s{number}", "claim", (Fragment(start, start + rng.randrange(1, 30)),))
        index.put(span)
        held[span.id] = span
        if number % 3 == 0:
            gone = rng.choice([*held])
            assert index.drop(gone) == held.pop(gone)
    for start in range(0, LENGTH, 997):
        assert index.between(start, start + 50) == plain([*held.values()], start, start + 50)


@pytest.mark.parametrize("count", [1_000, 50_000])
def test_asking_looks_at_what_lies_there_only(count: int) -> None:
    spans = [PaintedSpan(f"s{i}", "claim", (Fragment(i * 10, i * 10 + 8),)) for i in range(count)]
    spans.append(PaintedSpan("whole", "claim", (Fragment(0, count * 10),)))
    index = SpanIndex(spans)
    index.prepare()
    assert {span.id for span in index.at(5001)} == {"s500", "whole"}


def test_spans_are_found_by_id_before_and_after_all_were_looked_at() -> None:
    spans = [PaintedSpan(f"s{i}", "claim", (Fragment(i // 9, i // 9 + 5),)) for i in range(3000)]
    index = SpanIndex(spans)
    index.prepare(2)
    assert all(index.get(span.id) is span for span in spans)
    assert index.get("none") is None
    for span in spans[::2]:
        assert index.drop(span.id) is span
        index.put(span)
    assert all(index.get(span.id) is span for span in spans)


def test_what_was_asked_for_last_is_not_remembered_once_it_is_gone() -> None:
    index = SpanIndex([PaintedSpan("a", "claim", (Fragment(0, 5),))])
    assert index.get("a").label_id == "claim"
    index.put(PaintedSpan("a", "quote", (Fragment(2, 9),)))
    assert index.get("a").label_id == "quote"
    index.drop("a")
    assert index.get("a") is None


def test_spans_that_come_far_behind_all_others_are_found_by_id() -> None:
    index = SpanIndex([PaintedSpan("a", "claim", (Fragment(0, 5),))])
    far = [PaintedSpan(f"far{i}", "claim", (Fragment(i, i + 5),)) for i in range(1, 10**7, 70_001)]
    for span in far:
        index.put(span)
    assert all(index.get(span.id) is span for span in far)
