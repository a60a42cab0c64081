"""Small signs that are drawn rather than loaded: they take any colour and any size."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPainterPath, QPen, QPixmap

from annotator.model.reading import Status
from annotator.model.scheme import Underline
from ui.article.styles import LabelStyle

STATUS_WORDS: Mapping[Status, str] = {
    Status.NEW: "new",
    Status.IN_PROGRESS: "in progress",
    Status.DONE: "done",
    Status.SKIPPED: "skipped",
}
"""How far a reading is, in words."""


def paint_status(painter: QPainter, box: QRectF, status: Status, colour: QColor) -> None:
    """A ring (new), a half-filled one (in progress), a tick (done) or a dash (skipped)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(colour, box.width() * 0.12))
    middle, size = box.center(), box.width()
    if status is Status.DONE:
        painter.drawPolyline(_points(box, ((0.12, 0.55), (0.4, 0.82), (0.9, 0.2))))
    elif status is Status.SKIPPED:
        painter.drawLine(
            QPointF(box.left() + size * 0.15, middle.y()),
            QPointF(box.right() - size * 0.15, middle.y()),
        )
    else:
        ring = box.adjusted(size * 0.1, size * 0.1, -size * 0.1, -size * 0.1)
        painter.drawEllipse(ring)
        if status is Status.IN_PROGRESS:
            painter.setBrush(colour)
            painter.drawPie(ring, 90 * 16, 180 * 16)
    painter.restore()


def paint_swatch(painter: QPainter, box: QRectF, style: LabelStyle, opacity: float) -> None:
    """A piece of labelled text in small: the fill of the label and its underline."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
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
        pen.setWidthF(1.4)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y - 3), QPointF(right, y - 3))
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


def glyph(name: str, colour: QColor, size: int = 16) -> QIcon:
    """One of the signs as an icon: pin, eye, eye-off, fold, unfold, cross, note, go."""
    ratio = QGuiApplication.instance().devicePixelRatio() if QGuiApplication.instance() else 1.0  # type: ignore[union-attr]
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(colour, size * 0.095))
    _DRAW[name](painter, QRectF(0, 0, size, size), colour)
    painter.end()
    return QIcon(pixmap)


def paint_note(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """The sign that says: there is a note."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(colour, box.width() * 0.1))
    _note(painter, box, colour)
    painter.restore()


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, max(width, 1.0))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _points(box: QRectF, parts: tuple[tuple[float, float], ...]) -> list[QPointF]:
    return [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in parts]


def _line(*parts: tuple[float, float]) -> Callable[[QPainter, QRectF, QColor], None]:
    def draw(painter: QPainter, box: QRectF, colour: QColor) -> None:
        painter.drawPolyline(_points(box, parts))

    return draw


def _eye(painter: QPainter, box: QRectF, colour: QColor) -> None:
    left, top, low, right = _points(box, ((0.08, 0.5), (0.5, 0.08), (0.5, 0.92), (0.92, 0.5)))
    path = QPainterPath(left)
    path.quadTo(top, right)
    path.quadTo(low, left)
    painter.drawPath(path)
    painter.setBrush(colour)
    painter.drawEllipse(box.center(), box.width() * 0.11, box.width() * 0.11)


def _eye_off(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _eye(painter, box, colour)
    painter.drawPolyline(_points(box, ((0.18, 0.86), (0.82, 0.14))))


def _pin(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.drawPolyline(_points(box, ((0.5, 0.62), (0.5, 0.94))))
    head = ((0.36, 0.1), (0.64, 0.1), (0.6, 0.4), (0.74, 0.6), (0.26, 0.6), (0.4, 0.4), (0.36, 0.1))
    painter.drawPolyline(_points(box, head))


def _note(painter: QPainter, box: QRectF, colour: QColor) -> None:
    outline = ((0.15, 0.12), (0.85, 0.12), (0.85, 0.62), (0.6, 0.88), (0.15, 0.88), (0.15, 0.12))
    painter.drawPolyline(_points(box, outline))
    for y in (0.36, 0.58):
        painter.drawPolyline(_points(box, ((0.32, y), (0.66, y))))


def _cross(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.drawPolyline(_points(box, ((0.25, 0.25), (0.75, 0.75))))
    painter.drawPolyline(_points(box, ((0.75, 0.25), (0.25, 0.75))))


_DRAW: Mapping[str, Callable[[QPainter, QRectF, QColor], None]] = {
    "pin": _pin,
    "eye": _eye,
    "eye-off": _eye_off,
    "fold": _line((0.25, 0.38), (0.5, 0.64), (0.75, 0.38)),
    "unfold": _line((0.38, 0.25), (0.64, 0.5), (0.38, 0.75)),
    "cross": _cross,
    "note": _note,
    "up": _line((0.25, 0.62), (0.5, 0.36), (0.75, 0.62)),
    "down": _line((0.25, 0.38), (0.5, 0.64), (0.75, 0.38)),
}
