"""The stripes in the margin."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from tests.ui.article.canvas_kit import make_canvas, span
from ui.article.canvas import ArticleCanvas
from ui.article.lane_margin import LANES, LaneMargin
from ui.article.question_marks import AskedAt

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


def test_an_open_question_has_a_sign_with_its_words(
    qtbot: object, canvas: ArticleCanvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    margin = shown_margin(qtbot, canvas)
    canvas.set_spans([span(600, 604, "entity", name="asked")])
    before = margin.grab().toImage()
    margin.show_questions([AskedAt(600, "Is <b>this</b> one?", "asked"), AskedAt(0, "Both?", "")])
    assert margin.grab().toImage() != before
    (box, (about_all,)), (other, (about_span,)) = sorted(
        margin.questions.places(), key=lambda place: place[0].top()
    )
    assert (about_all.words, about_span.span_id) == ("Both?", "asked")
    assert margin.rect().contains(other.toRect())
    told: list[str] = []
    monkeypatch.setattr(
        "ui.article.lane_margin.QToolTip.showText",
        lambda _place, words, _widget: told.append(words),
    )
    for place in (other.center().toPoint(), QPoint(40, 200)):
        QApplication.sendEvent(margin, QHelpEvent(QEvent.Type.ToolTip, place, place))
    assert told == ["<span>Question to the lead: Is &lt;b&gt;this&lt;/b&gt; one?</span>", ""]
    clicked: list[str] = []
    margin.clicked.connect(clicked.append)
    for one in (other, box):
        qtbot.mouseClick(margin, Qt.MouseButton.LeftButton, pos=one.center().toPoint())
    assert clicked == ["asked"]
    margin.show_questions([])
    assert margin.grab().toImage() == before
