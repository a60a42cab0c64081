"""Small signs of the panels: how far a reading is, how a label looks."""

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from annotator.model.reading import Status
from annotator.model.scheme import Underline
from ui.article.styles import LabelStyle
from ui.icons import picture

STATUS_WORDS: Mapping[Status, str] = {
    Status.NEW: "new",
    Status.IN_PROGRESS: "in progress",
    Status.DONE: "done",
    Status.SKIPPED: "skipped",
}
"""How far a reading is, in words."""
_STATUS_SIGNS: Mapping[Status, str] = {
    Status.NEW: "not-begun",
    Status.IN_PROGRESS: "in-progress",
    Status.DONE: "done",
    Status.SKIPPED: "skipped",
}


def sign_icon(name: str, colour: str, widget: QWidget, *, size: int = 14) -> QIcon:
    """A sign in one colour, for a button."""
    return QIcon(_picture(name, colour, size, widget.devicePixelRatioF()))


def paint_sign(painter: QPainter, place: QPointF, name: str, colour: str, size: int) -> None:
    """A sign with its upper left corner at `place`."""
    painter.drawPixmap(place, _picture(name, colour, size, painter.device().devicePixelRatio()))


def paint_status(painter: QPainter, place: QPointF, status: Status, colour: str, size: int) -> None:
    """How far a reading is; the signs differ in shape, not only in colour."""
    paint_sign(painter, place, _STATUS_SIGNS[status], colour, size)


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


@lru_cache(maxsize=256)
def _picture(name: str, colour: str, size: int, scale: float) -> QPixmap:
    return picture(name, colour, size=size, scale=scale)
