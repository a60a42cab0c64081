"""Drawing a link from a span to another one, also in another pane."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.article.pane_kit import ALT, STYLES, TEXT, Hand, middle, span_over
from ui.article.linking import LinkLine
from ui.article.pane import ArticlePane
from ui.article.text_column import plain_style

Key = Qt.Key


@pytest.fixture
def panes(qtbot: QtBot) -> Iterator[tuple[ArticlePane, ArticlePane]]:
    window = QWidget()
    row = QHBoxLayout(window)
    pair = (ArticlePane(), ArticlePane())
    for number, pane in enumerate(pair):
        pane.set_styles(STYLES, plain_style())
        pane.set_text(TEXT)
        pane.set_spans([span_over(TEXT, "Alibaba", name=f"s{number}")])
        row.addWidget(pane)
    window.resize(1000, 400)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    pair[0].setFocus()
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not any(pane._idle.isActive() for pane in pair))
    yield pair
    window.close()


def lines(pane: ArticlePane) -> list[LinkLine]:
    return [line for line in pane.window().findChildren(LinkLine) if line.isVisible()]


def test_a_link_is_drawn_into_another_pane(
    panes: tuple[ArticlePane, ArticlePane], qtbot: QtBot
) -> None:
    source, target = panes
    start = middle(source, TEXT.index("Alibaba") + 2)
    there = target.viewport().mapToGlobal(middle(target, TEXT.index("Alibaba") + 2))
    end = source.viewport().mapFromGlobal(there)
    hand = Hand(source.viewport())
    hand.press(start, ALT)
    assert lines(source) == []
    with qtbot.waitSignal(source.link_started) as started:
        hand.move(start + QPoint(30, 0), ALT)
    assert started.args == ["s0"]
    with qtbot.waitSignal(source.link_moved) as moved:
        hand.move(end)
    assert moved.args == [there]
    (line,) = lines(source)
    assert line.mapToGlobal(line.end) == there
    assert QApplication.widgetAt(there) is target.viewport()
    with qtbot.waitSignal(source.link_released) as released:
        hand.release(end)
    assert released.args == [there]
    assert lines(source) == []
    here = target.spans_under(target.viewport().mapFromGlobal(released.args[0]))
    assert [span.id for span in here] == ["s1"]
    assert source.selected() == ()


def tag_of(pane: ArticlePane, span_id: str) -> QPoint | None:
    pane.grab()
    for y in range(60):
        for x in range(0, pane.viewport().width(), 2):
            if pane.tag_at(QPoint(x, y)) == span_id:
                return QPoint(x + 2, y + 1)
    return None


def test_the_tag_is_the_handle_of_a_link(
    panes: tuple[ArticlePane, ArticlePane], qtbot: QtBot
) -> None:
    pane = panes[0]
    point = tag_of(pane, "s0")
    assert point is not None
    hand = Hand(pane.viewport())
    hand.click(point)
    assert pane.chosen() == ("s0",)
    with qtbot.waitSignals([pane.link_started, pane.link_released]):
        hand.drag(point, point + QPoint(120, 40))
    assert pane.selected() == ()


def test_esc_gives_up_the_link(panes: tuple[ArticlePane, ArticlePane], qtbot: QtBot) -> None:
    pane = panes[0]
    start = middle(pane, TEXT.index("Alibaba") + 2)
    hand = Hand(pane.viewport())
    hand.press(start, ALT)
    hand.move(start + QPoint(40, 0), ALT)
    with (
        qtbot.waitSignal(pane.link_cancelled),
        qtbot.assertNotEmitted(pane.link_released),
    ):
        QTest.keyClick(pane, Key.Key_Escape)
        hand.release(start)
    assert lines(pane) == []


def test_a_plain_drag_over_a_chosen_span_selects_words(
    panes: tuple[ArticlePane, ArticlePane], qtbot: QtBot
) -> None:
    pane = panes[0]
    pane.choose(("s0",))
    start = middle(pane, TEXT.index("Alibaba") + 3)
    with qtbot.assertNotEmitted(pane.link_started):
        Hand(pane.viewport()).drag(start, start + QPoint(30, 0))
    assert pane.selected()


def test_keys_step_through_targets(panes: tuple[ArticlePane, ArticlePane], qtbot: QtBot) -> None:
    pane = panes[0]
    pane.choose(("s0",))
    steps: list[int] = []
    pane.target_step.connect(steps.append)
    pane.choose_target()
    for key in (Key.Key_Tab, Key.Key_Down, Key.Key_Right, Key.Key_Up, Key.Key_Backtab):
        QTest.keyClick(pane, key)
    assert steps == [1, 1, 1, -1, -1]
    assert pane.hasFocus()
    assert pane.caret == 0
    with qtbot.waitSignal(pane.target_taken):
        QTest.keyClick(pane, Key.Key_Return)
    with qtbot.waitSignal(pane.link_cancelled):
        QTest.keyClick(pane, Key.Key_Escape)
    QTest.keyClick(pane, Key.Key_Right)
    assert steps == [1, 1, 1, -1, -1]
    assert pane.caret == 1


def test_modes_say_what_the_keys_do(panes: tuple[ArticlePane, ArticlePane]) -> None:
    pane = panes[0]
    pane.choose(("s0",))
    said: list[str] = []
    pane.mode_changed.connect(said.append)
    pane.choose_target()
    pane.edit_edges()
    pane.choose(())
    assert len(said) == 4
    assert "Enter" in said[0]
    assert said[1] == ""
    assert said[3] == ""
