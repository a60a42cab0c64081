"""Lanes laid run by run are those laid stretch by stretch."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from annotator.model.span import Fragment
from ui.article.cells import Cells
from ui.article.laid import Laid
from ui.article.line_metrics import line_metrics
from ui.article.marks import marks_of
from ui.article.painted import PaintedSpan
from ui.article.underlines import Runs, Underlines

TEXT = "Nobody had read the claim before it was filed in court on Monday, " * 4
PLACES = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 80), st.integers(0, 3))
INKS = [bytes([code]) * 2000 for code in (1, 2, 3, 4)]
SEVERAL = bytes([9]) * 2000


def laid_out() -> Laid:
    font = QFont("DejaVu Sans", 10)
    return Laid(0, TEXT, font, 300, line_metrics(font, 1.6), 0)


@given(places=st.lists(PLACES, min_size=1, max_size=40), bottom=st.integers(0, 4))
def test_run_by_run_is_the_same_as_stretch_by_stretch(
    qapp: QApplication, places: list[tuple[int, int, int]], bottom: int
) -> None:
    spans = [
        PaintedSpan(str(n), str(ink), (Fragment(start, min(start + length, len(TEXT))),))
        for n, (start, length, ink) in enumerate(places)
    ]
    laid = laid_out()
    marks = marks_of(0, len(TEXT), spans, {str(n): n for n in range(4)})
    cells = Cells(laid, {*marks.starts, *marks.ends}, 1.25, 8)
    assert cells.flush
    number = cells.number
    runs = Runs(
        [number[start] for start in marks.starts],
        [number[end] for end in marks.ends],
        [INKS[label] for label in marks.labels],
        marks.lanes,
    )
    lines = Underlines(SEVERAL, 420, 1, bottom)
    quick = lines.lanes(runs, cells)
    cells.flush = False
    assert lines.lanes(runs, cells) == quick
