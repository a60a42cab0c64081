"""The overview strip."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage

from annotator.model.span import Fragment
from tests.ui.article.canvas_kit import label_styles, make_canvas, pane_style, span
from ui.article.canvas import ArticleCanvas
from ui.article.strip import OverviewStrip

TEXT = "A sentence of some words that fills the article. \n" * 400


@pytest.fixture
def canvas(qtbot: object) -> ArticleCanvas:
    return make_canvas(qtbot, TEXT)


@pytest.fixture
def strip(qtbot: object, canvas: ArticleCanvas) -> OverviewStrip:
    strip = OverviewStrip(canvas)
    qtbot.addWidget(strip)
    strip.resize(strip.width(), 500)
    strip.show()
    return strip


def colours(image: QImage) -> set[str]:
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(image.width())
        for y in range(image.height())
    }


def test_spans_and_hits_are_where_they_are_in_the_article(
    qtbot: object, canvas: ArticleCanvas, strip: OverviewStrip
) -> None:
    line = label_styles()["entity"].line.name()
    assert line not in colours(strip.grab().toImage())
    middle = len(TEXT) * 3 // 4
    canvas.put_spans([span(middle, middle + 100, "entity")])
    qtbot.waitUntil(lambda: line in colours(strip.grab().toImage()))
    image = strip.grab().toImage()
    rows = {y for x in range(16) for y in range(500) if QColor(image.pixel(x, y)).name() == line}
    assert rows <= set(range(373, 381))
    hit = pane_style().current_hit.name()
    canvas.set_hits([Fragment(len(TEXT) // 2, len(TEXT) // 2 + 5)], None)
    qtbot.waitUntil(lambda: hit in colours(strip.grab().toImage()))


def test_a_click_goes_there(qtbot: object, canvas: ArticleCanvas, strip: OverviewStrip) -> None:
    with qtbot.waitSignal(strip.jumped):
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(8, 250))
    start, end = canvas.visible_range()
    assert start < len(TEXT) // 2 < end


def test_what_is_on_the_screen_is_marked(canvas: ArticleCanvas, strip: OverviewStrip) -> None:
    before = strip.grab().toImage()
    canvas.set_place(len(TEXT) // 2)
    assert strip.grab().toImage() != before
