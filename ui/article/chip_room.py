"""How the chips stand in the width there is: in rows with all words, or on two lines."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QWidget

from ui.article.caption import Caption
from ui.article.chip import Chip
from ui.article.flow import ROW_GAP, lay_out
from ui.article.squeezed import squeeze

WIDEST = 620
"""Pixels; a line of chips is read at a glance or not at all."""
NARROW = 520
"""Pixels; below it more than two lines of chips would hide the text."""
MARGIN = QPoint(12, 8)
TIGHT = QPoint(9, 5)


def arrange(
    rows: Sequence[Sequence[QWidget]], fold: Chip, width: int, *, unfolded: bool
) -> tuple[QSize, bool]:
    """Put the chips where they stand; the size they need with margins, and whether they fold.

    In a narrow pane more than two lines are squeezed onto two, with the chip `fold` at their end;
    `unfolded` they stand in rows all the same.
    """
    room = max(min(width, WIDEST) - 2 * MARGIN.x(), 80)
    needed = lay_out(rows, room, MARGIN)
    folds = width < NARROW and needed.height() > 2 * fold.sizeHint().height() + ROW_GAP
    if folds:
        captioned = [row for row in rows if isinstance(row[0], Caption)]
        others = [widget for row in rows if row not in captioned for widget in row]
        rows = [*captioned, [*others, fold]]
        if not unfolded:
            return _framed(squeeze(rows, max(width - 2 * TIGHT.x(), 80), TIGHT), TIGHT), True
        needed = lay_out(rows, room, MARGIN)
    return _framed(needed, MARGIN), folds


def _framed(needed: QSize, margin: QPoint) -> QSize:
    return QSize(needed.width() + 2 * margin.x(), needed.height() + 2 * margin.y())
