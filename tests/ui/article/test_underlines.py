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
NARROW = 30
"""Pixels; less than a letter is wide there."""


def ink(code: int, pixels: int, rows: int) -> bytes:
    """A pattern for every row of a lane, of which no two places of a tile are the same."""
    return (bytes(range(code, code + 24)) * 20)[:pixels] * rows


def laid_out(width: int) -> Laid:
    font = QFont("DejaVu Sans", 60 if width == NARROW else 10)
    return Laid(0, TEXT, font, width, line_metrics(font, 1.6), 0)


@given(
    places=st.lists(PLACES, min_size=1, max_size=40),
    bottom=st.integers(0, 4),
    width=st.sampled_from([NARROW, 90, 300]),
)
def test_run_by_run_is_the_same_as_stretch_by_stretch(
    qapp: QApplication, places: list[tuple[int, int, int]], bottom: int, width: int
) -> None:
    spans = [
        PaintedSpan(str(n), str(ink), (Fragment(start, min(start + length, len(TEXT))),))
        for n, (start, length, ink) in enumerate(places)
    ]
    laid = laid_out(width)
    marks = marks_of(0, len(TEXT), spans, {str(n): n for n in range(4)})
    cells = Cells(laid, {*marks.starts, *marks.ends}, 1.25, 8)
    assert cells.flush
    pixels, rows = round((width + 16) * 1.25), len(cells.lines)
    inks = [ink(1 + 30 * label, pixels, rows) for label in marks.labels]
    runs = Runs(cells.numbers(marks.starts), cells.numbers(marks.ends), inks, marks.lanes)
    lines = Underlines(ink(200, pixels, rows), pixels, 1, bottom)
    quick = lines.lanes(runs, cells)
    cells.flush = False
    assert lines.lanes(runs, cells) == quick
    assert {len(lane) for lane in quick} == {pixels * rows}
