"""How spans look: fills under the text, lines over it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from ui.article.lanes import pack
from ui.article.layouts import Laid
from ui.article.painted import PaintedSpan
from ui.article.styles import LabelStyle, Manner, PaneStyle


def paint_piece(
    painter: QPainter,
    laid: Laid,
    left: int,
    spans: Sequence[PaintedSpan],
    labels: Mapping[str, LabelStyle],
    style: PaneStyle,
) -> None:
    """Fills, text and underlines of one piece whose column begins at `left`."""
    metrics = laid.metrics
    parts = [
        (span, max(a, laid.start), min(b, laid.end))
        for span in spans
        for a, b in span.fragments
        if a < laid.end and laid.start < b
    ]
    lanes = pack([(a - laid.start, b - laid.start) for _, a, b in parts])
    for span, a, b in parts:
        label = labels.get(span.label_id)
        if label is None or span.manner is Manner.SUGGESTED:
            continue
        colour = QColor(label.fill)
        colour.setAlphaF(style.fill_opacity)
        for line, x, width in laid.rects(a, b):
            painter.fillRect(laid.box(line, x, width).translated(left, 0), colour)
    painter.setPen(style.text)
    laid.layout.draw(painter, QPointF(left, 0))
    for (span, a, b), lane in zip(parts, lanes, strict=True):
        label = labels.get(span.label_id)
        if label is None:
            continue
        for line, x, width in laid.rects(a, b):
            y = line * metrics.pitch + metrics.baseline + 3 + 3 * min(lane, 3)
            painter.fillRect(QRectF(left + x, y, width, 2), label.line)
