"""How a label looks, in small."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from annotator.model.scheme import Underline
from ui.article.styles import LabelStyle


def paint_swatch(painter: QPainter, box: QRectF, style: LabelStyle, opacity: float) -> None:
    """A piece of labelled text in small: the fill of the label and its underline."""
    painter.save()
    fill = QColor(style.fill)
    fill.setAlphaF(max(opacity, 0.2))
    painter.fillRect(box, fill)
    _paint_underline(painter, box, style)
    painter.restore()


def _paint_underline(painter: QPainter, box: QRectF, style: LabelStyle) -> None:
    y, left, right = box.bottom() - 2, box.left(), box.right()
    pen = QPen(style.line, 2)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if style.underline is Underline.WAVY:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(style.line, 1.6))
        painter.drawPath(_wave(left, right, y - 0.5))
        return
    if style.underline is Underline.DOTTED:
        pen.setDashPattern([1, 1])
    elif style.underline is Underline.DASHED:
        pen.setDashPattern([2.5, 1.5])
    elif style.underline is Underline.THICK:
        pen.setWidthF(4)
    elif style.underline is Underline.DOUBLE:
        pen.setWidthF(1)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y - 2), QPointF(right, y - 2))
    painter.setPen(pen)
    painter.drawLine(QPointF(left, y), QPointF(right, y))


def _wave(left: float, right: float, y: float) -> QPainterPath:
    path = QPainterPath(QPointF(left, y))
    x, up = left, True
    while x < right:
        end = min(x + 4, right)
        path.quadTo(QPointF((x + end) / 2, y - 4 if up else y + 3), QPointF(end, y))
        x, up = end, not up
    return path
