"""What the mouse does in an article."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.span import Fragment
from tests.ui.article.pane_kit import (
    ALT,
    CTRL,
    SHIFT,
    TEXT,
    Hand,
    at,
    middle,
    place,
    shown_pane,
    span_over,
)
from ui.article.painted import PaintedSpan
from ui.article.pane import ArticlePane


def words(pane: ArticlePane) -> list[str]:
    return [pane.text[start:end] for start, end in pane.selected()]


def test_a_drag_snaps_to_words(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    Hand(pane.viewport()).drag(at(pane, 12), at(pane, 20))
    assert words(pane) == ["accuses Alibaba"]
    assert not pane.is_exact()
    assert pane.caret == TEXT.index("Alibaba") + len("Alibaba")


def test_a_drag_backwards_puts_the_caret_at_the_start(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    Hand(pane.viewport()).drag(at(pane, 20), at(pane, 12))
    assert words(pane) == ["accuses Alibaba"]
    assert pane.caret == TEXT.index("accuses")


def test_shift_takes_the_very_characters(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    Hand(pane.viewport()).drag(at(pane, 12), at(pane, 20), SHIFT)
    assert words(pane) == [TEXT[12:20]]
    assert pane.is_exact()


def test_shift_pressed_and_let_go_during_a_sweep(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    hand = Hand(pane.viewport())
    hand.press(at(pane, 12))
    hand.move(at(pane, 20))
    QTest.keyPress(pane, Qt.Key.Key_Shift)
    assert words(pane) == [TEXT[12:20]]
    QTest.keyRelease(pane, Qt.Key.Key_Shift)
    assert words(pane) == ["accuses Alibaba"]
    hand.release(at(pane, 20))


@pytest.mark.parametrize(
    ("times", "selected"),
    [
        (2, "Alibaba"),
        (3, "Anthropic accuses Alibaba of theft."),
        (4, "Anthropic accuses Alibaba of theft. The firm said so on Monday."),
    ],
)
def test_several_clicks(qtbot: QtBot, times: int, selected: str) -> None:
    pane = shown_pane(qtbot)
    point = middle(pane, TEXT.index("Alibaba") + 2)
    Hand(pane.viewport()).click(point, times=times)
    assert words(pane) == [selected]
    assert not pane.is_exact()


def test_double_click_of_the_toolkit_itself(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    point = middle(pane, TEXT.index("Alibaba") + 2)
    QTest.mouseDClick(pane.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), point)
    assert words(pane) == ["Alibaba"]


def test_a_selection_crosses_line_breaks(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    start, end = TEXT.index("Monday"), TEXT.index("confirmed")
    Hand(pane.viewport()).drag(at(pane, start + 1), at(pane, end + 3))
    assert words(pane) == ["Monday.\n\nNobody else has confirmed"]


def test_a_trembling_click_is_a_click(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    hand = Hand(pane.viewport())
    hand.press(at(pane, 14))
    hand.move(at(pane, 14) + QPoint(1, 2))
    hand.release(at(pane, 14) + QPoint(1, 2))
    assert pane.selected() == ()
    assert pane.caret == 14


def test_a_click_chooses_the_span_and_one_beside_it_none(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    hand = Hand(pane.viewport())
    with qtbot.waitSignal(pane.chosen_changed) as caught:
        hand.click(middle(pane, TEXT.index("Alibaba") + 3))
    assert caught.args == [("s1",)]
    hand.click(middle(pane, TEXT.index("Monday")))
    assert pane.chosen() == ()


def test_further_clicks_go_through_the_spans_that_overlap(qtbot: QtBot) -> None:
    spans = [
        span_over(TEXT, "Anthropic accuses Alibaba of theft", name="long"),
        span_over(TEXT, "Alibaba", label="e", name="short"),
    ]
    pane = shown_pane(qtbot, spans=spans)
    hand, point = Hand(pane.viewport()), middle(pane, TEXT.index("Alibaba") + 3)
    found = []
    for _ in range(3):
        hand.click(point)
        found.append(pane.chosen())
    assert found == [("short",), ("long",), ("short",)]


def test_ctrl_click_chooses_several(qtbot: QtBot) -> None:
    spans = [span_over(TEXT, "Alibaba"), span_over(TEXT, "Monday", name="s2")]
    pane = shown_pane(qtbot, spans=spans)
    hand = Hand(pane.viewport())
    hand.click(middle(pane, TEXT.index("Alibaba")))
    hand.click(middle(pane, TEXT.index("Monday") + 1), CTRL)
    assert pane.chosen() == ("s1", "s2")
    hand.click(middle(pane, TEXT.index("Alibaba") + 3), CTRL)
    assert pane.chosen() == ("s2",)


def test_ctrl_select_gives_the_chosen_span_a_part(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    pane.choose(("s1",))
    start = TEXT.index("Monday")
    with qtbot.waitSignal(pane.fragment_wanted) as caught:
        Hand(pane.viewport()).drag(at(pane, start + 1), at(pane, start + 4), CTRL)
    assert caught.args == ["s1", place(TEXT, "Monday")]
    assert pane.chosen() == ("s1",)
    assert pane.selected() == ()


def test_ctrl_select_without_a_chosen_span_selects_several_parts(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    hand = Hand(pane.viewport())
    hand.drag(at(pane, 1), at(pane, 5))
    start = TEXT.index("Monday")
    hand.drag(at(pane, start + 1), at(pane, start + 4), CTRL)
    assert words(pane) == ["Anthropic", "Monday"]


def test_shift_click_extends(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    hand = Hand(pane.viewport())
    hand.click(at(pane, 10))
    hand.click(at(pane, 20), SHIFT)
    assert words(pane) == [TEXT[10:20]]
    assert pane.is_exact()


def test_a_sticky_label_is_asked_for_after_every_sweep(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    asked: list[str] = []
    pane.label_wanted.connect(asked.append)
    hand = Hand(pane.viewport())
    hand.drag(at(pane, 1), at(pane, 5))
    pane.set_sticky("e")
    hand.drag(at(pane, 12), at(pane, 20))
    hand.click(at(pane, 40))
    pane.set_sticky(None)
    hand.drag(at(pane, 1), at(pane, 5))
    assert asked == ["e"]


def test_a_triple_click_with_a_sticky_label_asks_once_for_the_sentence(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    asked: list[list[str]] = []
    pane.label_wanted.connect(lambda _: asked.append(words(pane)))
    pane.set_sticky("e")
    hand, point = Hand(pane.viewport()), middle(pane, TEXT.index("Alibaba") + 2)
    hand.click(point, times=3)
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked))
    hand.click(point, times=2)
    hand.drag(at(pane, 1), at(pane, 5))
    hand.click(point, times=4)
    assert asked == [
        ["Anthropic accuses Alibaba of theft."],
        ["Alibaba"],
        ["Anthropic"],
        ["Anthropic accuses Alibaba of theft. The firm said so on Monday."],
    ]


def test_an_edge_is_dragged_and_told_once(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    pane.choose(("s1",))
    told: list[tuple[str, object]] = []
    pane.resize_wanted.connect(lambda span_id, new: told.append((span_id, new)))
    start, end = place(TEXT, "Alibaba")
    edge = pane.rects(end - 1, end)[0]
    hand = Hand(pane.viewport())
    hand.drag(QPoint(round(edge.right()), round(edge.center().y())), at(pane, end + 6))
    assert told == [("s1", (Fragment(start, TEXT.index("theft") + 5),))]
    hand.drag(QPoint(round(edge.right()), round(edge.center().y())), at(pane, end + 6), SHIFT)
    assert told[1:] == [("s1", (Fragment(start, end + 6),))]


def test_an_edge_dragged_there_and_back_asks_for_nothing(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    pane.choose(("s1",))
    end = place(TEXT, "Alibaba").end
    edge = pane.rects(end - 1, end)[0]
    point = QPoint(round(edge.right()), round(edge.center().y()))
    hand = Hand(pane.viewport())
    with qtbot.assertNotEmitted(pane.resize_wanted):
        hand.press(point)
        hand.move(at(pane, end + 6))
        hand.move(at(pane, end))
        hand.release(at(pane, end))


def test_esc_gives_up_a_drag(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    pane.choose(("s1",))
    end = place(TEXT, "Alibaba").end
    edge = pane.rects(end - 1, end)[0]
    hand = Hand(pane.viewport())
    with qtbot.assertNotEmitted(pane.resize_wanted):
        hand.press(QPoint(round(edge.right()), round(edge.center().y())))
        hand.move(at(pane, end + 6))
        QTest.keyClick(pane, Qt.Key.Key_Escape)
        hand.release(at(pane, end + 6))
    hand.press(at(pane, 40))
    hand.move(at(pane, 50))
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    assert pane.selected() == ()
    hand.release(at(pane, 50))
    assert pane.selected() == ()


def test_holding_the_button_beyond_the_edge_scrolls(qtbot: QtBot) -> None:
    text = "word word word word\n" * 300
    pane = shown_pane(qtbot, text, height=200)
    hand = Hand(pane.viewport())
    hand.press(QPoint(200, 100))
    hand.move(QPoint(200, 260))
    qtbot.waitUntil(lambda: pane.first_visible() > 400)
    hand.release(QPoint(200, 260))
    (selected,) = pane.selected()
    assert selected.end > 400
    first = pane.first_visible()
    QTest.qWait(100)
    assert pane.first_visible() == first


def test_the_span_under_the_pointer_lights_up(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    lit: list[str | None] = []
    original = pane.set_hovered
    pane.set_hovered = lambda span_id: (lit.append(span_id), original(span_id))[1]  # type: ignore[method-assign]
    hand = Hand(pane.viewport())
    hand.move(middle(pane, TEXT.index("Alibaba") + 1))
    hand.move(middle(pane, TEXT.index("Alibaba") + 2))
    hand.move(middle(pane, TEXT.index("Monday") + 2))
    assert lit == ["s1", None]


def test_the_pointer_shows_where_an_edge_can_be_taken(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    pane.choose(("s1",))
    end = place(TEXT, "Alibaba").end
    edge = pane.rects(end - 1, end)[0]
    hand = Hand(pane.viewport())
    hand.move(QPoint(round(edge.right()), round(edge.center().y())))
    assert pane.viewport().cursor().shape() is Qt.CursorShape.SizeHorCursor
    hand.move(middle(pane, TEXT.index("Monday") + 2))
    assert pane.viewport().cursor().shape() is Qt.CursorShape.IBeamCursor


def test_the_menu_is_asked_for_where_the_pointer_is(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    point = middle(pane, TEXT.index("Alibaba") + 2)
    there = pane.viewport().mapToGlobal(point)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, there)
    with qtbot.waitSignal(pane.menu_wanted) as caught:
        QApplication.sendEvent(pane.viewport(), event)
    assert caught.args[0] == there
    assert abs(caught.args[1] - TEXT.index("Alibaba") - 2) <= 1
    assert pane.chosen() == ("s1",)


def test_the_menu_key_asks_at_the_caret_and_leaves_the_selection(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.select([Fragment(0, 9)])
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(3, 3), QPoint(3, 3))
    with qtbot.waitSignal(pane.menu_wanted) as caught:
        QApplication.sendEvent(pane.viewport(), event)
    assert caught.args[1] == 9
    assert words(pane) == ["Anthropic"]


@pytest.mark.parametrize(
    ("text", "first", "last", "selected"),
    [
        ("\U0001f600\U0001f600 Alibaba said", 4, 8, "Alibaba"),
        ("one\r\ntwo three", 6, 10, "two three"),
        ("one\u2028two three", 5, 9, "two three"),
        ("e\u0301te\u0301 chaud", 1, 7, "e\u0301te\u0301 chaud"),
    ],
)
def test_offsets_are_code_points(
    qtbot: QtBot, text: str, first: int, last: int, selected: str
) -> None:
    pane = shown_pane(qtbot, text)
    Hand(pane.viewport()).drag(at(pane, first), at(pane, last))
    assert words(pane) == [selected]


def test_right_to_left_words_are_taken_whole(qtbot: QtBot) -> None:
    text = "He said שלום עולם to them"
    pane = shown_pane(qtbot, text)
    start = text.index("שלום")
    Hand(pane.viewport()).click(middle(pane, start + 1), times=2)
    assert words(pane) == ["שלום"]


def test_alt_click_lists_the_spans_here(qtbot: QtBot) -> None:
    spans = [
        span_over(TEXT, "Anthropic accuses Alibaba of theft", name="long"),
        span_over(TEXT, "Alibaba", label="e", name="short"),
    ]
    pane = shown_pane(qtbot, spans=spans)
    Hand(pane.viewport()).click(middle(pane, TEXT.index("Alibaba") + 3), ALT)
    assert pane.pick_list.isVisible()
    assert pane.pick_list.count() == 2
    pane.pick_list.hide()


def test_a_chosen_span_that_goes_is_not_chosen_any_more(qtbot: QtBot) -> None:
    spans = [span_over(TEXT, "Alibaba"), span_over(TEXT, "Monday", name="s2")]
    pane = shown_pane(qtbot, spans=spans)
    pane.choose(("s1", "s2", "unknown"))
    assert pane.chosen() == ("s1", "s2")
    pane.drop_spans(["s1"])
    assert pane.chosen() == ("s2",)
    pane.set_text("another article")
    assert pane.chosen() == ()
    assert pane.caret == 0


def test_an_empty_article_can_be_clicked(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, "")
    hand = Hand(pane.viewport())
    for times in (1, 2, 3, 4):
        hand.click(QPoint(100, 50), times=times)
    hand.drag(QPoint(50, 20), QPoint(200, 60))
    assert pane.selected() == ()
    assert PaintedSpan("x", "c", (Fragment(0, 1),)).covers(0)
