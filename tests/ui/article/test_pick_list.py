"""The list that pops up where spans overlap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.article.pane_kit import TEXT, shown_pane, span_over
from ui.article.pane import ArticlePane
from ui.article.pick_list import shortened

Key = Qt.Key


@pytest.fixture
def pane(qtbot: QtBot) -> ArticlePane:
    spans = [
        span_over(TEXT, "Anthropic accuses Alibaba of theft", name="long"),
        span_over(TEXT, "accuses Alibaba of theft", name="middle", label="q"),
        span_over(TEXT, "Alibaba", label="e", name="short"),
    ]
    pane = shown_pane(qtbot, spans=spans)
    pane.put_caret(TEXT.index("Alibaba") + 2)
    QTest.keyClick(pane, Key.Key_Return)
    return pane


def test_enter_opens_it_with_labels_and_words(pane: ArticlePane) -> None:
    listed = pane.pick_list
    assert listed.isVisible()
    rows = [listed.item(row).text() for row in range(listed.count())]
    assert rows == [
        "entity   Alibaba",
        "quote   accuses Alibaba of theft",
        "claim   Anthropic accuses Alibaba of theft",
    ]
    listed.hide()


def test_arrows_and_enter_pick(pane: ArticlePane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.pick_list.looked_at) as caught:
        QTest.keyClick(pane.pick_list, Key.Key_Down)
    assert caught.args == ["middle"]
    QTest.keyClick(pane.pick_list, Key.Key_Tab)
    QTest.keyClick(pane.pick_list, Key.Key_Return)
    assert pane.chosen() == ("long",)
    assert not pane.pick_list.isVisible()
    assert pane.hasFocus()


def test_esc_closes_it_and_leaves_all_as_it_was(pane: ArticlePane) -> None:
    QTest.keyClick(pane.pick_list, Key.Key_Escape)
    QApplication.processEvents()
    assert not pane.pick_list.isVisible()
    assert pane.chosen() == ()


def test_a_click_picks(pane: ArticlePane, qtbot: QtBot) -> None:
    listed = pane.pick_list
    point = listed.visualItemRect(listed.item(1)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert pane.chosen() == ("middle",)


def test_the_chosen_one_is_marked_when_it_opens_again(pane: ArticlePane) -> None:
    pane.pick_list.hide()
    pane.choose(("middle",))
    pane.choose_here()
    assert pane.pick_list.currentRow() == 1
    pane.pick_list.hide()


def test_a_span_that_ends_at_the_caret_is_listed_first(qtbot: QtBot) -> None:
    spans = [
        span_over(TEXT, "Anthropic accuses Alibaba of", name="long"),
        span_over(TEXT, "Alibaba"),
    ]
    pane = shown_pane(qtbot, spans=spans)
    pane.put_caret(TEXT.index("Alibaba") + len("Alibaba"))
    assert pane.choose_here()
    assert [pane.pick_list.item(row).text() for row in (0, 1)] == [
        "claim   Alibaba",
        "claim   Anthropic accuses Alibaba of",
    ]
    pane.pick_list.hide()


def test_one_span_needs_no_list(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    pane.open_pick_list(pane.spans_in_order())
    assert not pane.pick_list.isVisible()
    assert pane.chosen() == ("s1",)


@given(st.text(max_size=200), st.integers(5, 60))
def test_shortened_words_fit_on_one_line(words: str, length: int) -> None:
    line = shortened(words, length)
    assert len(line) <= length
    assert line == " ".join(words.split()) or "…" in line
    assert not set(line) & set("\n\r\u2028")
