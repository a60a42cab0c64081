"""A canvas on the (invisible) screen, with four labels and a light theme."""

import itertools
from collections.abc import Iterable

import pytest
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QApplication

from annotator.model.scheme import Underline
from annotator.model.span import Fragment
from ui.article.canvas import ArticleCanvas
from ui.article.painted import PaintedSpan
from ui.article.styles import LabelStyle, Manner, PaneStyle

LINES = {
    "claim": ("#0b5ca8", Underline.SOLID),
    "quote": ("#0b8562", Underline.DOUBLE),
    "entity": ("#9c5d0a", Underline.DOTTED),
    "doubt": ("#6d0a3c", Underline.WAVY),
}


def label_styles() -> dict[str, LabelStyle]:
    """Four labels."""
    return {
        name: LabelStyle(
            name=name,
            line=QColor(colour),
            fill=QColor(colour).lighter(240),
            tag_text=QColor("white"),
            tag_ground=QColor(colour),
            underline=underline,
            tag=name,
            key=str(number),
        )
        for number, (name, (colour, underline)) in enumerate(LINES.items(), 1)
    }


def pane_style(family: str = "DejaVu Serif", ground: str = "#ffffff") -> PaneStyle:
    """A pane."""
    dark = QColor(ground).lightness() < 128
    return PaneStyle(
        font=QFont(family, 12),
        measure=66,
        pitch=1.6,
        text=QColor("#eeeeee" if dark else "#101010"),
        ground=QColor(ground),
        margin=QColor("#eeeeee"),
        faint=QColor("#808080"),
        selection=QColor("#284b75" if dark else "#bcd6f7"),
        hover=QColor("#333333" if dark else "#eeeeee"),
        hit=QColor("#5a4a12" if dark else "#ffe9a8"),
        current_hit=QColor("#8a6d10" if dark else "#ffcf5a"),
        accent=QColor("#1a6fd6"),
        fill_opacity=0.5,
    )


_numbers = itertools.count()


def span(
    start: int, end: int, label: str = "claim", manner: Manner = Manner.OWN, name: str = ""
) -> PaintedSpan:
    """A span of one fragment."""
    name = name or f"span{next(_numbers)}"
    return PaintedSpan(name, label, (Fragment(start, end),), manner)


def picture(canvas: ArticleCanvas) -> QImage:
    """What the canvas looks like now."""
    QApplication.processEvents()
    return canvas.viewport().grab().toImage()


def pixels(image: QImage, area: Iterable[tuple[int, int]]) -> list[int]:
    """The colours at places."""
    return [image.pixel(x, y) for x, y in area]


def make_canvas(qtbot: object, text: str = "", size: tuple[int, int] = (700, 500)) -> ArticleCanvas:
    """A shown canvas with a text."""
    canvas = ArticleCanvas()
    qtbot.addWidget(canvas)
    canvas.set_styles(label_styles(), pane_style())
    canvas.resize(*size)
    canvas.set_text(text)
    canvas.show()
    QApplication.processEvents()
    return canvas


@pytest.fixture
def canvas(qtbot: object) -> ArticleCanvas:
    """An empty canvas."""
    return make_canvas(qtbot)
