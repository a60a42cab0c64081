"""The margin beside the text: a stripe for every span that runs on or lies over others."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.article.canvas import ArticleCanvas
from ui.article.lanes import depths, pack
from ui.article.painted import PaintedSpan
from ui.article.styles import LabelStyle, Manner

LANE = 10
"""Pixels from one stripe to the next."""
LANES = 5
"""Stripes side by side; what is deeper shares the last place, in grey."""
EDGE = 4
HEAVY = 3
"""So many spans over one place are hard to tell apart under the text."""


class Stripe(NamedTuple):
    """A span's stripe: between which heights, in which lane."""

    span: PaintedSpan
    label: LabelStyle
    top: float
    bottom: float
    lane: int


class LaneMargin(QWidget):
    """Stripes in the labels' colours with their keys, level with the lines of their spans.

    `clicked(id)`, `hovered(id)`: a stripe was clicked, is under the pointer; `""`: none is.
    """

    clicked = Signal(str)
    hovered = Signal(str)

    def __init__(self, canvas: ArticleCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._stripes: list[Stripe] | None = None
        self._under = ""
        self.setMouseTracking(True)
        self.setFixedWidth(LANES * LANE + 2 * EDGE)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        for changed in (canvas.place_changed, canvas.spans_changed, canvas.looks_changed):
            changed.connect(self._refresh)

    def sizeHint(self) -> QSize:
        """As wide as its lanes."""
        return QSize(LANES * LANE + 2 * EDGE, 100)

    def _refresh(self) -> None:
        self._stripes = None
        self.update()

    def stripes(self) -> list[Stripe]:
        """What is drawn: spans that run over several lines or lie in heavy overlap."""
        if self._stripes is None:
            self._stripes = self._lay_out()
        return self._stripes

    def _lay_out(self) -> list[Stripe]:
        canvas = self._canvas
        start, end = canvas.visible_range()
        spans = [
            span
            for span in canvas.spans_between(start, end)
            if span.label_id in canvas.label_styles and span.manner is not Manner.STALE
        ]
        deep, pitch = _deep(spans), canvas.line_pitch
        found = []
        for span in spans:
            extent = canvas.extent(span.start, span.end)
            if extent is not None and (span.id in deep or extent[1] - extent[0] > 1.5 * pitch):
                found.append((span, *extent))
        lanes = pack((round(top), round(bottom)) for _, top, bottom in found)
        labels = canvas.label_styles
        return [
            Stripe(span, labels[span.label_id], top, bottom, lane)
            for (span, top, bottom), lane in zip(found, lanes, strict=True)
        ]

    def stripe_at(self, point: QPoint) -> Stripe | None:
        """The stripe under a point."""
        lane = self._lane_at(point.x())
        for stripe in self.stripes():
            if min(stripe.lane, LANES - 1) == lane and stripe.top <= point.y() <= stripe.bottom:
                return stripe
        return None

    def _lane_at(self, x: int) -> int:
        return (self.width() - EDGE - x) // LANE

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, then stripes, lane 0 nearest to the text."""
        painter = QPainter(self)
        style = self._canvas.pane_style
        painter.fillRect(event.rect(), style.margin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(9)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        for stripe in self.stripes():
            self._paint_stripe(painter, stripe)
        painter.end()

    def _paint_stripe(self, painter: QPainter, stripe: Stripe) -> None:
        style = self._canvas.pane_style
        deep = stripe.lane >= LANES
        lane = min(stripe.lane, LANES - 1)
        colour = style.faint if deep else stripe.label.line
        x = self.width() - EDGE - lane * LANE - LANE / 2
        strong = stripe.span.id == self._under
        pen = QPen(colour, 3 if strong else 2)
        if stripe.span.manner is Manner.SUGGESTED:
            pen.setDashPattern([2, 2])
        painter.setPen(pen)
        top, bottom = stripe.top + 1.5, max(stripe.bottom - 1.5, stripe.top + 4)
        hook = x + 3
        corners = ((hook, top), (x, top), (x, bottom), (hook, bottom))
        painter.drawPolyline([QPointF(*corner) for corner in corners])
        key = "+" if deep else stripe.label.key
        if key and bottom - top >= 26:
            y = max(top, 0.0) + 6
            box = QRectF(x - LANE / 2, y, LANE, 11)
            if box.bottom() < bottom:
                painter.fillRect(box, style.margin)
                painter.setPen(colour)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which stripe is under the pointer."""
        stripe = self.stripe_at(event.position().toPoint())
        self._hover(stripe.span.id if stripe is not None else "")

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        self._hover("")

    def _hover(self, span_id: str) -> None:
        if span_id != self._under:
            self._under = span_id
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if span_id else Qt.CursorShape.ArrowCursor
            )
            self.hovered.emit(span_id)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Say which stripe was clicked."""
        stripe = self.stripe_at(event.position().toPoint())
        if stripe is not None and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit(stripe.span.id)


def _deep(spans: list[PaintedSpan]) -> set[str]:
    """The ids of those that lie over or under at least two others at one place."""
    marks = ((span.start, span.end, number) for number, span in enumerate(spans))
    together = 0
    for _, _, bits in depths(marks):
        if bits.bit_count() >= HEAVY:
            together |= bits
    return {span.id for number, span in enumerate(spans) if together >> number & 1}
