"""What a screen reader can ask, and what it is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleTextInterface
from pytestqt.qtbot import QtBot

from tests.ui.article.pane_kit import TEXT, shown_pane, span_over
from ui.article import accessible
from ui.article.accessible import SpokenText
from ui.article.pane import ArticlePane

ASTRAL = "\U0001f600\U0001f600 Alibaba said.\r\nשלום\u2028end\n"


def interface(pane: ArticlePane) -> QAccessibleTextInterface:
    return QAccessible.queryAccessibleInterface(pane).textInterface()


def test_a_pane_is_a_read_only_text_of_many_lines(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.setAccessibleName("Article 1")
    found = QAccessible.queryAccessibleInterface(pane)
    assert found.role() is QAccessible.Role.EditableText
    assert found.text(QAccessible.Text.Name) == "Article 1"
    assert "read-only" in found.text(QAccessible.Text.Description)
    state = found.state()
    assert state.readOnly
    assert state.multiLine
    assert state.selectableText


def test_it_answers_in_utf_16_units(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, ASTRAL)
    text = interface(pane)
    assert text.characterCount() == len(ASTRAL.encode("utf-16-le")) // 2
    assert text.text(5, 12) == "Alibaba"
    assert text.text(0, 2) == "\U0001f600"
    pane.put_caret(3)
    assert text.cursorPosition() == 5
    text.setCursorPosition(12)
    assert pane.caret == 10
    pane.set_text("another")
    assert interface(pane).text(0, -1) == "another"


def test_it_selects_and_scrolls(qtbot: QtBot) -> None:
    long = "word word\n" * 400
    pane = shown_pane(qtbot, long)
    text = interface(pane)
    text.addSelection(0, 4)
    assert pane.selected() == ((0, 4),)
    text.setSelection(0, 9, 5)
    assert pane.selected() == ((5, 9),)
    text.removeSelection(0)
    assert pane.selected() == ()
    text.scrollToSubstring(3000, 3004)
    start, end = pane.visible_range()
    assert start <= 3000 < end


def test_it_knows_where_characters_are(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    text = interface(pane)
    box = text.characterRect(11)
    assert not box.isEmpty()
    assert text.offsetAtPoint(box.center()) == 11
    assert text.offsetAtPoint(QPoint(-50, -50)) == -1


def test_the_same_pane_has_the_same_interface(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    accessible.install(pane)
    assert interface(pane) is interface(pane)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []

    def listen(event: QAccessibleEvent) -> None:
        message = getattr(event, "message", None)
        said.append(message() if message else f"caret {event.cursorPosition()}")

    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(listen))
    return said


def test_the_caret_and_spans_are_announced(qtbot: QtBot, heard: list[str]) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    pane.put_caret(TEXT.index("Alibaba"))
    pane.put_caret(0)
    pane.announce("claim added")
    assert heard == ["caret 18", "claim begins", "caret 0", "claim ends", "claim added"]


def test_what_the_keyboard_selects_is_announced(qtbot: QtBot, heard: list[str]) -> None:
    pane = shown_pane(qtbot)
    pane.extend_to(9)
    assert "Selected: Anthropic" in heard


@given(st.text(alphabet="ab \n\r\u2028\ufeff\x00😀é\u0301ש\ud800", max_size=60))
def test_places_go_there_and_back(text: str) -> None:
    spoken = SpokenText(text)
    assert len(spoken.words) == len(text)
    assert spoken.length == len(spoken.words.encode("utf-16-le")) // 2
    for offset in range(len(text) + 1):
        assert spoken.points(spoken.units(offset)) == offset
        assert spoken.units(offset) == len(spoken.words[:offset].encode("utf-16-le")) // 2


def test_a_screen_reader_that_runs_already_gets_the_text(qtbot: QtBot) -> None:
    QAccessible.setActive(True)
    try:
        pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
        assert interface(pane).text(0, 9) == "Anthropic"
        pane.put_caret(20)
        assert interface(pane).cursorPosition() == 20
    finally:
        QAccessible.setActive(False)
