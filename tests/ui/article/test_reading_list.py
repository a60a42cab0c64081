"""The article as a list of sentences."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from annotator.model.span import Fragment
from tests.ui.article.pane_kit import TEXT, place, span_over
from ui.article.painted import PaintedSpan
from ui.article.reading_list import SentenceList
from ui.article.span_index import SpanIndex

NAMES = {"s1": "claim", "s2": "entity"}


def listed(*spans: PaintedSpan, text: str = TEXT) -> SentenceList:
    model = SentenceList()
    model.set_article(text, SpanIndex(spans).between, lambda span_id: NAMES[span_id])
    return model


def rows(model: SentenceList) -> list[str]:
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_sentences_are_numbered() -> None:
    assert rows(listed()) == [
        "1: Anthropic accuses Alibaba of theft.",
        "2: The firm said so on Monday.",
        "3: Nobody else has confirmed it.",
        "4: “We are sure,” said Jane Shaw, its counsel.",
    ]


def test_it_says_where_spans_begin_and_end() -> None:
    model = listed(
        span_over(TEXT, "Anthropic accuses Alibaba"),
        span_over(TEXT, "Alibaba", label="e", name="s2"),
    )
    assert rows(model)[0] == (
        "1: [claim begins] Anthropic accuses [entity begins] Alibaba"
        " [claim ends] [entity ends] of theft."
    )


def test_spans_over_several_sentences_and_with_several_parts() -> None:
    long = Fragment(TEXT.index("theft"), TEXT.index("else"))
    parts = (place(TEXT, "We are"), place(TEXT, "Shaw"))
    model = listed(PaintedSpan("s1", "c", (long,)), PaintedSpan("s2", "e", parts))
    found = rows(model)
    assert found[0].endswith("of [claim begins] theft.")
    assert found[1].startswith("2: [inside claim] The firm")
    assert found[2].startswith("3: Nobody [claim ends] else")
    assert "[entity begins] We are [entity breaks off]" in found[3]
    assert "[entity goes on] Shaw [entity ends]" in found[3]


def test_screen_readers_hear_sentence() -> None:
    model = listed()
    index = model.index(1)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Sentence 2: The firm said so on Monday."
    assert index.data(Qt.ItemDataRole.DecorationRole) is None


def test_rows_and_places() -> None:
    model = listed()
    start, end = model.fragment(2)
    assert TEXT[start:end] == "Nobody else has confirmed it."
    assert model.row_of(start + 3) == 2
    assert model.row_of(0) == 0
    assert listed(text="").row_of(0) == -1


def test_it_is_a_proper_model_and_tells_changes() -> None:
    model = SentenceList()
    tester = QAbstractItemModelTester(model)
    changed: list[int] = []
    model.dataChanged.connect(lambda first, last: changed.append(last.row() - first.row() + 1))
    model.spans_changed()
    model.set_article(TEXT, SpanIndex([]).between, str)
    model.spans_changed()
    model.set_article("", SpanIndex([]).between, str)
    assert changed == [4]
    assert tester.model() is model


def test_a_long_article_is_read_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows(listed())
    monkeypatch.setattr("ui.article.reading_list.FIRST", 2)
    monkeypatch.setattr("ui.article.reading_list.STEP", 1)
    model = listed()
    tester = QAbstractItemModelTester(model)
    assert rows(model) == whole[:2]
    assert model.row_of(TEXT.index("said so")) == 1
    assert model.row_of(TEXT.index("confirmed")) == -1, "not read yet"
    shares = [model.share_read]
    while model.is_reading:
        assert rows(model) == whole[:2]
        model.read_on(0)
        shares.append(model.share_read)
    assert rows(model) == whole
    assert model.row_of(TEXT.index("confirmed")) == 2
    assert shares == sorted(set(shares))
    assert shares[-1] == 1
    assert tester.model() is model
