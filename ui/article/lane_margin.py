"""The margin beside the text: a stripe for every span that runs on or lies over others."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget

from ui.article.canvas import ArticleCanvas
from ui.article.lanes import depths, pack
from ui.article.painted import PaintedSpan
from ui.article.question_marks import AskedAt, QuestionMarks
from ui.article.styles import LabelStyle, Manner

LANE = 10
"""Pixels from one stripe to the next."""
LANES = 5
"""Stripes side by side; what is deeper shares the last place, in grey."""
EDGE = 4
KEY = QSize(LANE, 11)
"""Room of a key on its stripe."""
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
    """Stripes in the labels' colours with their keys, level with the lines of their spans, and a
    sign where a question to the lead is open.

    `clicked(id)`, `hovered(id)`: a stripe was clicked, is under the pointer; `""`: none is.
    """

    clicked = Signal(str)
    hovered = Signal(str)

    def __init__(self, canvas: ArticleCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._stripes: list[Stripe] | None = None
        self._under = ""
        self.questions = QuestionMarks(canvas)
        self.setMouseTracking(True)
        self.setFixedWidth(LANES * LANE + 2 * EDGE)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._keys: dict[tuple[str, int, int, float], QPixmap] = {}
        # The words come first: what changed beside them follows in the next frame.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.update)
        canvas.place_changed.connect(self._refresh)
        canvas.looks_changed.connect(self._refresh)
        canvas.spans_changed.connect(self._follow)

    def sizeHint(self) -> QSize:
        """As wide as its lanes."""
        return QSize(LANES * LANE + 2 * EDGE, 100)

    def _refresh(self) -> None:
        self._stripes = None
        self.update()

    def _follow(self) -> None:
        self._stripes = None
        self._soon.start()

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
        with QPainter(self) as painter:
            self._paint(painter, event.rect())

    def _paint(self, painter: QPainter, area: QRect) -> None:
        painter.fillRect(area, self._canvas.pane_style.margin)
        solid: dict[int, list[QRect]] = {}
        keys: list[tuple[QPoint, QPixmap]] = []
        for stripe in self.stripes():
            if stripe.top > area.bottom() or stripe.bottom < area.top():
                continue
            boxes = list(self._boxes(stripe))
            colour = self._colour(stripe)
            if stripe.span.manner is Manner.SUGGESTED:
                self._paint_dashed(painter, boxes[0], colour)
                boxes = boxes[1:]
            solid.setdefault(colour.rgb(), []).extend(boxes)
            if (key := self._key(stripe, colour)) is not None:
                keys.append(key)
        painter.setPen(Qt.PenStyle.NoPen)
        for rgb, boxes in solid.items():
            painter.setBrush(QColor(rgb))
            painter.drawRects(boxes)
        for place, picture in keys:
            painter.drawPixmap(place, picture)
        self.questions.paint(painter, self.font())

    def _colour(self, stripe: Stripe) -> QColor:
        return self._canvas.pane_style.faint if stripe.lane >= LANES else stripe.label.line

    def _middle(self, stripe: Stripe) -> int:
        return self.width() - EDGE - min(stripe.lane, LANES - 1) * LANE - LANE // 2

    def _boxes(self, stripe: Stripe) -> tuple[QRect, QRect, QRect]:
        """The line beside the words and its two hooks."""
        x, width = self._middle(stripe), 3 if stripe.span.id == self._under else 2
        top, bottom = round(stripe.top + 1), round(max(stripe.bottom - 1, stripe.top + 4))
        return (
            QRect(x - 1, top, width, bottom - top),
            QRect(x - 1, top, 4, width),
            QRect(x - 1, bottom - width, 4, width),
        )

    @staticmethod
    def _paint_dashed(painter: QPainter, box: QRect, colour: QColor) -> None:
        for y in range(box.top(), box.bottom(), 8):
            painter.fillRect(box.left(), y, box.width(), min(4, box.bottom() - y), colour)

    def _key(self, stripe: Stripe, colour: QColor) -> tuple[QPoint, QPixmap] | None:
        """The key of the label, where the stripe is long enough, and where it goes."""
        words = "+" if stripe.lane >= LANES else stripe.label.key
        y = round(max(stripe.top, 0.0)) + 7
        if not words or stripe.bottom - stripe.top < 29 or y + KEY.height() >= stripe.bottom:
            return None
        ratio = self.devicePixelRatioF()
        which = (words, colour.rgb(), self._canvas.pane_style.margin.rgb(), ratio)
        if which not in self._keys:
            self._keys[which] = self._key_picture(words, colour, ratio)
        return QPoint(self._middle(stripe) - LANE // 2, y), self._keys[which]

    def _key_picture(self, words: str, colour: QColor, ratio: float) -> QPixmap:
        picture = QPixmap(KEY * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._canvas.pane_style.margin)
        painter = QPainter(picture)
        font = QFont(self.font())
        font.setPixelSize(9)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QRect(QPoint(0, 0), KEY), Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
        return picture

    def show_questions(self, asked: Sequence[AskedAt]) -> None:
        """Show a sign for each of these open questions."""
        if self.questions.show(asked):
            self.update()

    def event(self, event: QEvent) -> bool:
        """Say what is asked by the sign under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            lines = [
                f"Question to the lead: {one.words}"
                for one in self.questions.at(QPointF(event.pos()))
            ]
            tip = "<br>".join(escape(line).replace("\n", "<br>") for line in lines)
            QToolTip.showText(event.globalPos(), f"<span>{tip}</span>" if tip else "", self)
            return True
        return super().event(event)

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
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        stripe = self.stripe_at(event.position().toPoint())
        asked = next((one.span_id for one in self.questions.at(event.position())), None)
        if asked:
            self.clicked.emit(asked)
        elif asked is None and stripe is not None:
            self.clicked.emit(stripe.span.id)


def _deep(spans: list[PaintedSpan]) -> set[str]:
    """The ids of those that lie over or under at least two others at one place."""
    marks = ((span.start, span.end, number) for number, span in enumerate(spans))
    together = 0
    for _, _, bits in depths(marks):
        if bits.bit_count() >= HEAVY:
            together |= bits
    return {span.id for number, span in enumerate(spans) if together >> number & 1}
