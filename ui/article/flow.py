"""Rows of small widgets that wrap where the width ends."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLabel, QWidget

GAP = 6
ROW_GAP = 6


def flowed(rows: Sequence[Sequence[QSize]], width: int) -> tuple[list[list[QRect]], QSize]:
    """Rectangles for each row of sizes, wrapped at `width`, and the size they need together.

    A wrapped line begins below the second thing of its row, so that captions stand out.
    """
    placed: list[list[QRect]] = []
    y = right = 0
    for row in rows:
        indent = row[0].width() + GAP if len(row) > 1 else 0
        rectangles, bottom = _row(row, y, indent if indent < width // 3 else 0, width)
        placed.append(rectangles)
        right = max([right, *(r.x() + r.width() for r in rectangles)])
        y = bottom + ROW_GAP
    return placed, QSize(right, max(y - ROW_GAP, 0))


def _row(row: Sequence[QSize], y: int, indent: int, width: int) -> tuple[list[QRect], int]:
    rectangles: list[QRect] = []
    x = line_height = 0
    for index, size in enumerate(row):
        if index and x + size.width() > width:
            # What is too wide beside the caption gets the whole line.
            x = indent if indent + size.width() <= width else 0
            y += line_height + ROW_GAP
            line_height = 0
        rectangles.append(QRect(QPoint(x, y), size))
        x += size.width() + GAP
        line_height = max(line_height, size.height())
    return rectangles, y + line_height


def lay_out(rows: Sequence[Sequence[QWidget]], width: int, margin: QPoint) -> QSize:
    """Put the widgets in wrapped rows from `margin` on; the size needed, margins not counted."""
    sizes = [[_size(widget, width) for widget in row] for row in rows]
    captions = [r[0] for r, widgets in zip(sizes, rows, strict=True) if _is_caption(widgets)]
    widest = max((size.width() for size in captions), default=0)
    if widest + GAP < width // 3:  # else every line is needed for the chips
        for size in captions:
            size.setWidth(widest)
    placed, needed = flowed(sizes, width)
    for row, rectangles in zip(rows, placed, strict=True):
        middle = max((r.height() for r in rectangles), default=0)
        for widget, rectangle in zip(row, rectangles, strict=True):
            offset = (middle - rectangle.height()) // 2
            widget.setGeometry(rectangle.translated(margin.x(), margin.y() + offset))
    return needed


def _is_caption(row: Sequence[QWidget]) -> bool:
    return len(row) > 1 and isinstance(row[0], QLabel)


def _size(widget: QWidget, width: int) -> QSize:
    widget.ensurePolished()  # before it is shown it does not know its font
    size = widget.sizeHint().expandedTo(widget.minimumSize())
    return QSize(min(size.width(), width), size.height())
