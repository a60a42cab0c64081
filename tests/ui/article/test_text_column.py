"""Scrolling and places in the reading column."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.ui.article.canvas_kit import label_styles, make_canvas, pane_style
from ui.article.canvas import ArticleCanvas

ARTICLE = "\n".join(
    f"Paragraph {n} says that " + "someone told somebody something of note, " * (n % 7 + 1)
    for n in range(120)
)


@pytest.fixture
def canvas(qtbot: object) -> ArticleCanvas:
    return make_canvas(qtbot, ARTICLE)


def turn(canvas: ArticleCanvas, notches: float) -> None:
    where = QPointF(100, 100)
    event = QWheelEvent(
        where, where, QPoint(), QPoint(0, round(120 * notches)), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), event)


def test_the_text_is_kept_exactly(qtbot: object) -> None:
    text = "\ufeffa\r\nb\u2028c\u2029d\x00\u00a0e\ud800\n\n\n"
    canvas = make_canvas(qtbot, text)
    assert canvas.text is text


def test_the_wheel_moves_three_lines_and_says_so(canvas: ArticleCanvas, qtbot: object) -> None:
    before = canvas.caret_rect(500).top()
    with qtbot.waitSignals([canvas.scrolled_by_user, canvas.visible_changed]):
        turn(canvas, -1)
    assert before - canvas.caret_rect(500).top() == 3 * canvas.line_pitch
    turn(canvas, 1)
    assert canvas.caret_rect(500).top() == before


def test_the_ends_are_reached_and_not_passed(canvas: ArticleCanvas) -> None:
    bar = canvas.verticalScrollBar()
    for _ in range(400):
        turn(canvas, -1)
    assert canvas.visible_range().end == len(ARTICLE)
    assert bar.value() == bar.maximum()
    assert canvas.scroll_fraction == 1.0
    bottom = canvas.caret_rect(len(ARTICLE)).bottom()
    assert 0 < canvas.viewport().height() - bottom < 2 * canvas.line_pitch
    for _ in range(400):
        turn(canvas, 1)
    assert canvas.first_visible() == 0
    assert bar.value() == 0


def test_dragging_the_scroll_bar_goes_there(canvas: ArticleCanvas, qtbot: object) -> None:
    bar = canvas.verticalScrollBar()
    with qtbot.waitSignal(canvas.scrolled_by_user):
        bar.setValue(bar.maximum() // 2)
    assert len(ARTICLE) * 0.3 < canvas.first_visible() < len(ARTICLE) * 0.7
    assert canvas.scroll_fraction == pytest.approx(0.5, abs=0.02)
    bar.setValue(0)
    assert canvas.first_visible() == 0
    bar.setValue(bar.maximum())
    assert canvas.visible_range().end == len(ARTICLE)


def test_programmed_scrolling_is_not_the_users(canvas: ArticleCanvas, qtbot: object) -> None:
    with qtbot.assertNotEmitted(canvas.scrolled_by_user):
        canvas.set_place(3000)
        canvas.scroll_to(9000)
        canvas.scroll_by(-40)
        canvas.resize(500, 400)


def test_heights_that_become_known_never_move_the_view(canvas: ArticleCanvas) -> None:
    canvas.set_place(8000)
    line = canvas.line_bounds(8000)
    top = canvas.caret_rect(line.start).top()
    for _ in range(3):
        turn(canvas, 1)
    for _ in range(3):
        turn(canvas, -1)
    assert canvas.caret_rect(line.start).top() == top


def test_a_place_is_brought_to_the_top(canvas: ArticleCanvas) -> None:
    for offset in (0, 4000, 12_345):
        canvas.set_place(offset)
        start, end = canvas.line_bounds(canvas.first_visible())
        assert start <= offset < end


def test_scrolling_to_a_span_leaves_a_third_above_it(canvas: ArticleCanvas) -> None:
    canvas.scroll_to(9000)
    third = canvas.viewport().height() / 3
    assert abs(canvas.caret_rect(9000).top() - third) < canvas.line_pitch
    before = canvas.caret_rect(9000)
    canvas.scroll_to(9000 + 150)
    assert canvas.caret_rect(9000) == before


def test_making_visible_scrolls_as_little_as_need_be(canvas: ArticleCanvas) -> None:
    canvas.set_place(5000)
    start, end = canvas.visible_range()
    canvas.ensure_visible((start + end) // 2)
    assert canvas.visible_range() == (start, end)
    canvas.ensure_visible(end + 10)
    assert canvas.caret_rect(end + 10).bottom() <= canvas.viewport().height()
    assert canvas.first_visible() < end
    canvas.ensure_visible(100)
    assert canvas.caret_rect(100).top() >= 0


def test_the_first_line_is_shown_with_the_room_for_the_tags_over_it(canvas: ArticleCanvas) -> None:
    at_the_beginning = canvas.caret_rect(0)
    for leave in (lambda: canvas.scroll_by(canvas.line_pitch), lambda: canvas.set_place(5000)):
        leave()
        canvas.ensure_visible(0)
        assert canvas.caret_rect(0) == at_the_beginning


def test_another_width_keeps_the_first_character_in_place(canvas: ArticleCanvas) -> None:
    canvas.set_place(7000)
    kept = canvas.first_visible()
    for width in (500, 350, 620, 800, 700):
        canvas.resize(width, 500)
        QApplication.processEvents()
        start, end = canvas.line_bounds(kept)
        assert start <= kept < end
        assert canvas.first_visible() == start
    assert canvas.first_visible() == kept


def test_a_moment_with_no_height_leaves_the_beginning_in_sight(canvas: ArticleCanvas) -> None:
    canvas.resize(400, 600)
    assert canvas.visible_range().start == 0
    canvas.resize(100, 1)
    canvas.resize(400, 600)
    assert canvas.visible_range().start == 0


def test_zoom_keeps_the_place_and_changes_the_pitch(canvas: ArticleCanvas) -> None:
    canvas.set_place(7000)
    kept, pitch = canvas.first_visible(), canvas.line_pitch
    canvas.set_zoom(200)
    assert canvas.line_pitch > 1.8 * pitch
    start, end = canvas.line_bounds(kept)
    assert canvas.first_visible() == start <= kept < end


def test_a_new_theme_keeps_the_place(canvas: ArticleCanvas) -> None:
    canvas.set_place(7000)
    kept = canvas.first_visible()
    canvas.set_styles(label_styles(), pane_style(ground="#1b1d20"))
    assert canvas.first_visible() == kept


def test_the_column_is_as_wide_as_its_measure_and_centred(canvas: ArticleCanvas) -> None:
    canvas.resize(1400, 500)
    QApplication.processEvents()
    longest = max(rect.right() for rect in canvas.rects(0, 2000))
    left = min(rect.left() for rect in canvas.rects(0, 2000))
    assert 1400 / 2 - left == pytest.approx(longest - 1400 / 2, abs=70)
    bounds = [canvas.line_bounds(offset) for offset in range(0, 2000, 40)]
    assert 55 <= max(end - start for start, end in bounds) <= 80


def test_up_and_down_keep_the_column(canvas: ArticleCanvas) -> None:
    start = canvas.line_bounds(3000).start + 30
    canvas.set_place(2900)
    x = canvas.caret_rect(start).left()
    down = canvas.offset_on_line(start, 1, x)
    assert canvas.line_bounds(down).start >= canvas.line_bounds(start).end
    back = canvas.offset_on_line(down, -1, x)
    assert abs(back - start) <= 1
    assert canvas.offset_on_line(0, -1, x) == 0
    assert canvas.offset_on_line(len(ARTICLE), 1, x) == len(ARTICLE)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_points_and_places_agree_everywhere(canvas: ArticleCanvas, data: st.DataObject) -> None:
    canvas.set_place(data.draw(st.integers(0, len(ARTICLE))))
    start, end = canvas.visible_range()
    offset = data.draw(st.integers(start, end - 1))
    rect = canvas.caret_rect(offset)
    if rect.isNull() or rect.top() < 0 or rect.bottom() > canvas.viewport().height():
        return
    assert canvas.offset_at(rect.center().toPoint()) in range(offset - 1, offset + 2)
    if canvas.text[offset] != "\n":
        box = canvas.rects(offset, offset + 1)[0]
        if canvas.text[offset] != " ":
            assert canvas.character_at(box.center().toPoint()) == offset


def test_beside_the_text_there_is_no_character(canvas: ArticleCanvas) -> None:
    assert canvas.character_at(QPoint(2, 100)) is None
    assert canvas.character_at(QPoint(canvas.viewport().width() - 2, 100)) is None


def test_trailing_line_feeds_are_low_and_the_caret_fits(qtbot: object) -> None:
    text = "One.\n\n\n\n\n\n\n\n\n\n\n"
    canvas = make_canvas(qtbot, text)
    tops = [canvas.caret_rect(offset) for offset in range(4, len(text) + 1)]
    assert all(a.top() < b.top() for a, b in pairwise(tops[1:]))
    assert tops[-1].bottom() < 8 * canvas.line_pitch
    assert all(rect.height() >= 4 for rect in tops)
    canvas.show_line_ends(True)
    assert canvas.caret_rect(len(text)).bottom() > 10 * canvas.line_pitch


def test_nothing_is_nothing(qtbot: object) -> None:
    canvas = make_canvas(qtbot, "")
    assert canvas.visible_range() == (0, 0)
    assert canvas.offset_at(QPoint(50, 50)) == 0
    assert canvas.character_at(QPoint(50, 50)) is None
    assert not canvas.caret_rect(0).isNull()
    assert canvas.next_character(0) == 0
    assert canvas.previous_character(0) == 0
    turn(canvas, -5)
    assert canvas.scroll_fraction == 0.0


def test_one_line_of_a_million_characters_opens(qtbot: object) -> None:
    canvas = make_canvas(qtbot, "word " * 200_000)
    assert canvas.visible_range().end < 5000
    canvas.set_place(700_000)
    start, end = canvas.line_bounds(canvas.first_visible())
    assert start <= 700_000 < end
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    assert canvas.visible_range().end == 1_000_000


def test_a_scroll_bar_is_there_only_where_something_scrolls(qtbot: object) -> None:
    canvas = make_canvas(qtbot, "A short article.")
    assert not canvas.verticalScrollBar().isVisible()
    left = canvas.caret_rect(0).left()
    canvas.set_text(ARTICLE)
    QApplication.processEvents()
    assert canvas.verticalScrollBar().isVisible()
    assert canvas.caret_rect(0).left() == left
    canvas.set_text("Short again.")
    QApplication.processEvents()
    assert not canvas.verticalScrollBar().isVisible()
    assert canvas.caret_rect(0).left() == left
