"""The stripes in the margin."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from tests.ui.article.canvas_kit import make_canvas, span
from ui.article.canvas import ArticleCanvas
from ui.article.lane_margin import LANES, LaneMargin

TEXT = "word " * 400


@pytest.fixture
def canvas(qtbot: object) -> ArticleCanvas:
    return make_canvas(qtbot, TEXT)


def shown_margin(qtbot: object, canvas: ArticleCanvas) -> LaneMargin:
    margin = LaneMargin(canvas)
    qtbot.addWidget(margin)
    margin.resize(margin.width(), canvas.height())
    margin.show()
    return margin


def move(margin: LaneMargin, point: QPoint) -> None:
    where = QPointF(point)
    none = Qt.MouseButton.NoButton
    keys = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, where, where, none, none, keys)
    QApplication.sendEvent(margin, event)


def test_long_and_deep_spans_have_stripes_and_short_ones_have_none(
    qtbot: object, canvas: ArticleCanvas
) -> None:
    margin = shown_margin(qtbot, canvas)
    canvas.set_spans(
        [
            span(0, 400, name="long"),
            span(10, 14, "entity", name="one"),
            span(10, 14, "quote", name="two"),
            span(600, 604, "entity", name="alone"),
        ]
    )
    stripes = {stripe.span.id: stripe for stripe in margin.stripes()}
    assert set(stripes) == {"long", "one", "two"}
    assert len({stripe.lane for stripe in stripes.values()}) == 3
    assert stripes["long"].bottom - stripes["long"].top > 4 * canvas.line_pitch


def test_stripes_follow_the_text(qtbot: object, canvas: ArticleCanvas) -> None:
    margin = shown_margin(qtbot, canvas)
    canvas.set_spans([span(500, 900, name="long")])
    before = margin.stripes()[0]
    canvas.scroll_by(50)
    after = margin.stripes()[0]
    assert after.top == before.top - 50
    assert after.bottom == before.bottom - 50


def test_a_click_and_the_pointer_name_the_span(qtbot: object, canvas: ArticleCanvas) -> None:
    margin = shown_margin(qtbot, canvas)
    canvas.set_spans([span(0, 700, name="long")])
    stripe = margin.stripes()[0]
    point = QPoint(margin.width() - 8, round(stripe.top) + 20)
    with qtbot.waitSignal(margin.hovered) as hovered:
        move(margin, point)
    assert hovered.args == ["long"]
    with qtbot.waitSignal(margin.clicked) as clicked:
        qtbot.mouseClick(margin, Qt.MouseButton.LeftButton, pos=point)
    assert clicked.args == ["long"]
    with qtbot.waitSignal(margin.hovered) as left:
        move(margin, QPoint(2, 2))
    assert left.args == [""]


def test_deep_overlap_stays_in_the_margin(qtbot: object, canvas: ArticleCanvas) -> None:
    margin = shown_margin(qtbot, canvas)
    canvas.set_spans([span(n * 5, 900 - n * 5, name=f"n{n}") for n in range(20)])
    assert len(margin.stripes()) == 20
    margin.grab()
    last = margin.stripe_at(QPoint(margin.width() - 4 - 10 * LANES + 5, 200))
    assert last is not None
    assert last.lane >= LANES - 1
