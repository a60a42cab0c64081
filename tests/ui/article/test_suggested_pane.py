"""Suggestions in the text: seen, clicked, current, and never taken for spans."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from annotator.model.span import Fragment
from tests.ui.article.pane_kit import TEXT, Hand, middle, place, shown_pane, span_over
from ui.article.painted import PaintedSpan
from ui.article.pane import ArticlePane
from ui.article.styles import Manner


def suggested(words: str, *, label: str = "c", name: str = "x1") -> PaintedSpan:
    return PaintedSpan(name, label, (place(TEXT, words),), Manner.SUGGESTED)


def image(pane: ArticlePane) -> QImage:
    QApplication.processEvents()
    return pane.viewport().grab().toImage()


def heard(pane: ArticlePane) -> list[str]:
    wanted: list[str] = []
    pane.suggestion_wanted.connect(wanted.append)
    return wanted


def test_they_are_painted_and_go(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.clearFocus()
    bare = image(pane)
    pane.set_suggestions([suggested("Alibaba")])
    dashed = image(pane)
    assert dashed != bare
    pane.change_suggestions(["x1"], [])
    assert image(pane) == bare
    pane.change_suggestions([], [suggested("Alibaba")])
    assert image(pane) == dashed


def test_they_look_unlike_a_span(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    inside = middle(pane, place(TEXT, "Alibaba").start + 2) - QPoint(0, 9)
    ground = image(pane).pixelColor(inside)
    pane.set_suggestions([suggested("Alibaba")])
    assert image(pane).pixelColor(inside) == ground, "a suggestion is not filled"


def test_hidden_ones_are_neither_painted_nor_found_but_the_current_one(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    here = place(TEXT, "Alibaba")
    pane.set_suggestions([suggested("Alibaba"), suggested("counsel", name="x2")])
    pane.show_suggestions(False)
    assert pane.suggestions_at(here.start) == []
    pane.set_current("x1", follow=False)
    assert [span.id for span in pane.suggestions_at(here.start)] == ["x1"]
    pane.set_current(None)
    pane.show_suggestions(True)
    assert len(pane.suggestions_at(here.start)) == 1


def test_hidden_labels_hide_them_too(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.set_suggestions([suggested("Alibaba")])
    pane.set_hidden_labels(frozenset({"c"}))
    assert pane.suggestions_at(place(TEXT, "Alibaba").start) == []


def test_nothing_that_works_on_spans_finds_them(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "counsel")])
    pane.set_suggestions([suggested("Alibaba")])
    here = place(TEXT, "Alibaba").start
    assert pane.span_count == 1
    assert pane.spans_at(here) == []
    assert pane.span("x1") is None
    pane.choose(("x1",))
    assert pane.chosen() == ()
    pane.choose_next(1)
    assert pane.chosen() == ("s1",)
    pane.put_caret(here)
    assert not pane.choose_here()


def test_a_click_asks_for_it_and_a_second_one_does_nothing(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.set_suggestions([suggested("Alibaba")])
    wanted = heard(pane)
    point = middle(pane, place(TEXT, "Alibaba").start + 2)
    Hand(pane.viewport()).click(point)
    assert wanted == ["x1"]
    Hand(pane.viewport()).click(point, times=2)
    assert set(wanted) == {"x1"}


def test_clicks_go_from_the_innermost_outwards_through_spans_and_suggestions(
    qtbot: QtBot,
) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "accuses Alibaba of theft")])
    pane.set_suggestions([suggested("Alibaba", label="e")])
    pane.suggestion_wanted.connect(lambda name: pane.set_current(name, follow=False))
    pane.suggestion_left.connect(lambda: pane.set_current(None))
    point = middle(pane, place(TEXT, "Alibaba").start + 2)
    hand = Hand(pane.viewport())
    hand.click(point)
    assert (pane.current_suggestion, pane.chosen()) == ("x1", ())
    hand.click(point)
    assert (pane.current_suggestion, pane.chosen()) == (None, ("s1",))
    hand.click(point)
    assert (pane.current_suggestion, pane.chosen()) == ("x1", ())
    hand.click(middle(pane, place(TEXT, "Monday").start + 2))
    assert (pane.current_suggestion, pane.chosen()) == (None, ())


def test_its_tag_is_clicked_and_draws_no_link(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.set_suggestions([suggested("Nobody else has")])
    image(pane)
    start = pane.rects(place(TEXT, "Nobody").start, place(TEXT, "Nobody").end)[0].topLeft()
    tags = [start.toPoint() + QPoint(4, y) for y in range(-14, 2)]
    point = next(p for p in tags if pane.suggestion_tag_at(p))
    assert pane.tag_at(point) is None
    wanted, links = heard(pane), []
    pane.link_started.connect(links.append)
    Hand(pane.viewport()).click(point)
    assert wanted == ["x1"]
    Hand(pane.viewport()).drag(point, middle(pane, 30))
    assert links == []


def test_the_current_one_is_seen_with_its_speaker_and_has_a_card(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.set_suggestions([suggested("“We are sure,”", label="q")])
    before = image(pane)
    pane.card.show_suggestion(
        "quote", "said by Jane Shaw", "in marks", "3 left", colour=pane.accent
    )
    pane.set_current("x1", [place(TEXT, "Jane Shaw")])
    assert image(pane) != before
    assert pane.card.isVisible()
    assert pane.card.words() == "quote; said by Jane Shaw; in marks · 3 left"
    assert pane.caret == place(TEXT, "“We").start
    without = pane.viewport().grab().toImage()
    pane.set_current("x1", [])
    assert pane.viewport().grab().toImage() != without
    pane.set_current(None)
    assert not pane.card.isVisible()


def test_the_card_goes_with_its_words_out_of_view_and_comes_back(qtbot: QtBot) -> None:
    text = TEXT + "filler and more filler\n" * 200
    pane = shown_pane(qtbot, text)
    pane.set_suggestions([suggested("Alibaba")])
    pane.card.show_suggestion("claim", "", "why", "", colour=pane.accent)
    pane.set_current("x1")
    pane.scroll_by(3000)
    assert not pane.current_in_view
    assert not pane.card.isVisible()
    pane.set_current("x1")
    assert pane.current_in_view
    assert pane.card.isVisible()


def test_choosing_a_span_lets_it_go(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "counsel")])
    pane.set_suggestions([suggested("Alibaba")])
    left: list[bool] = []
    pane.suggestion_left.connect(lambda: left.append(True))
    pane.set_current("x1")
    pane.choose(("s1",))
    assert left == [True]


def test_edges_are_told_on_enter_also_unmoved_and_not_on_esc(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.set_suggestions([suggested("Alibaba of")])
    told: list[tuple[str, tuple[Fragment, ...]]] = []
    pane.suggestion_edges.connect(lambda name, fragments: told.append((name, fragments)))
    here = place(TEXT, "Alibaba of")
    for keys, wanted in (
        ((Qt.Key.Key_Left, Qt.Key.Key_Escape), None),
        ((Qt.Key.Key_Left, Qt.Key.Key_Return), Fragment(here.start, here.end - 3)),
        ((Qt.Key.Key_Return,), here),
    ):
        told.clear()
        pane.set_current("x1")
        pane.edit_suggested_edges()
        for key in keys:
            qtbot.keyClick(pane, key)
        assert told == ([] if wanted is None else [("x1", (wanted,))])


def test_the_tool_tip_says_why_and_takes_no_markup(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.set_suggestions([suggested("Alibaba")])
    pane.reason_of = lambda name: f"{name}\n<b>because</b>"
    point = middle(pane, place(TEXT, "Alibaba").start + 2)
    event = QHelpEvent(QEvent.Type.ToolTip, point, pane.viewport().mapToGlobal(point))
    QApplication.sendEvent(pane.viewport(), event)
    assert QToolTip.text() == "<span>x1<br>&lt;b&gt;because&lt;/b&gt;</span>"
    QToolTip.hideText()


def test_under_the_pointer_it_is_as_hollow_as_ever(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    inside = middle(pane, place(TEXT, "Alibaba").start + 2) - QPoint(0, 6)
    ground = image(pane).pixelColor(inside)
    pane.set_suggestions([suggested("Alibaba")])
    dashed = image(pane)
    pane.light_suggestion("x1")
    lit = image(pane)
    assert lit != dashed
    assert lit.pixelColor(inside) == ground
    pane.light_suggestion(None)
    assert image(pane) == dashed


def test_what_is_hidden_is_not_lit(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    bare = image(pane)
    pane.set_suggestions([suggested("Alibaba")])
    pane.light_suggestion("x1")
    pane.show_suggestions(False)
    assert image(pane) == bare


def test_nothing_stays_lit_that_was_scrolled_away_from_the_pointer(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.set_suggestions([suggested("Alibaba")])
    dashed = image(pane)
    pane.light_suggestion("x1")
    pane.visible_changed.emit(0, 10)
    assert image(pane) == dashed


def test_the_card_keeps_to_its_pane_when_it_says_something_else(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.set_suggestions([suggested("Alibaba")])
    why = "names Alibaba and Anthropic, something that happens, somebody says so " * 2
    for left in ("52 left here", "51 left here"):
        pane.card.show_suggestion("claim", "event", why, left, colour=pane.accent)
        pane.set_current("x1", follow=False)
        pane.card.show_suggestion("claim", "event", why, left, colour=pane.accent)
        assert pane.card.geometry().right() <= pane.viewport().width()


def test_the_card_is_as_high_as_what_it_says_now(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.resize(300, 600)
    pane.set_suggestions([suggested("Alibaba")])
    pane.set_current("x1", follow=False)
    heights = []
    for why in ("found 12 times", "one word after the other " * 4, "found 12 times"):
        pane.card.show_suggestion("entity", "ORG", why, "50 left here", colour=pane.accent)
        pane.place_card()
        heights.append(pane.card.height())
    assert heights[0] == heights[2] < heights[1]


def test_nothing_on_the_card_is_cut_off(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.resize(260, 600)
    pane.set_suggestions([suggested("Alibaba")])
    pane.set_current("x1", follow=False)
    what = "said by the mayor of the old town of Lyon · whole sentence"
    pane.card.show_suggestion("quote", what, "found", "50 left here", colour=pane.accent)
    pane.place_card()
    line = pane.card._what
    assert line.geometry().right() < pane.card.width()
    assert line.height() >= line.heightForWidth(line.width()) > line.fontMetrics().height()
    assert not line.geometry().intersects(pane.card._label.geometry())
