"""The rows of the list of spans stay right whatever comes, goes or changes, in every order."""

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from annotator.model.scheme import Attribute, Label, Scheme
from annotator.model.span import AttributeValue, Fragment, Span
from ui.panels.spans_model import Column, SpanFilter, SpansModel, lacks_answers

TEXT = "one two three four five six seven eight nine ten"
ARTICLES = {"b": "first.txt", "a": "second.txt"}
SCHEME = Scheme(
    "s", 1, (Label("l0", "zero"), Label("l1", "one", attributes=(Attribute("why", required=True),)))
)

SPANS = st.builds(
    lambda number, article, start, length, label, note: Span(
        f"s{number}", article, "me", label, (Fragment(start, start + length),), note=note
    ),
    st.integers(0, 11),
    st.sampled_from(["a", "b"]),
    st.integers(0, 30),
    st.integers(1, 9),
    st.sampled_from(["l0", "l1"]),
    st.sampled_from(["", "note"]),
)
EDITS = st.lists(st.tuples(st.sets(st.integers(0, 11)), st.lists(SPANS, max_size=4)), max_size=8)


def place(span: Span) -> tuple[int, int, int, str]:
    return (list(ARTICLES).index(span.article_id), span.start, -span.end, span.id)


@settings(max_examples=150, deadline=None)
@given(st.lists(SPANS, max_size=8), EDITS, st.sampled_from(Column), st.booleans())
def test_rows_are_those_of_a_list_sorted_anew(
    first: list[Span],
    edits: list[tuple[set[int], list[Span]]],
    column: Column,
    backwards: bool,
) -> None:
    held = {span.id: span for span in first}
    model = SpansModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    order = Qt.SortOrder.DescendingOrder if backwards else Qt.SortOrder.AscendingOrder
    model.begin(SCHEME, lambda _: TEXT, ARTICLES)
    model.sort(column, order)
    model.add(list(held.values()))
    model.settle()
    for numbers, spans in edits:
        new = {span.id: span for span in spans}
        gone = frozenset({f"s{number}" for number in numbers} | new.keys())
        model.replace(gone, list(new.values()))
        held = {i: span for i, span in held.items() if i not in gone} | new
        rows = [model.span_at(row) for row in range(model.rowCount())]
        assert sorted(rows, key=place) == sorted(held.values(), key=place)
        if column is Column.ARTICLE:
            assert rows == sorted(held.values(), key=place, reverse=backwards)
        if column is Column.WORDS:
            words = [model.words(span) for span in rows]
            assert words == sorted(words, reverse=backwards)
        for row, span in enumerate(rows):
            assert model.rows_of([span.id]) == [row]
    assert tester is not None


def test_words_are_one_line_and_parts_are_told_apart(qtbot: QtBot) -> None:
    model = SpansModel()
    model.begin(SCHEME, lambda _: "a\r\nb  c\u2028d", {"a": "x"})
    span = Span("s", "a", "me", "l0", (Fragment(0, 4), Fragment(6, 9)))
    assert model.words(span) == "a b … c d"


def test_filters() -> None:
    empty = Span("s", "a", "me", "l1", (Fragment(0, 3),), note="A doubt")
    asked: list[str] = []

    def text() -> str:
        asked.append("text")
        return TEXT

    assert lacks_answers(empty, SCHEME)
    full = Span("t", "a", "me", "l1", (Fragment(0, 3),), (AttributeValue("why", "so"),))
    assert not lacks_answers(full, SCHEME)
    assert not SpanFilter(lacking=True).takes(full, text, SCHEME)
    assert SpanFilter(with_note=True, labels=frozenset({"l1"})).takes(empty, text, SCHEME)
    assert not asked
    assert SpanFilter(words="DOUBT").takes(empty, text, SCHEME)
    assert SpanFilter(words="One").takes(empty, text, SCHEME)
    assert not SpanFilter(words="two").takes(empty, text, SCHEME)
