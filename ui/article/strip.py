"""The overview strip: the whole article beside the scroll bar, with its spans and hits."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.article.canvas import ArticleCanvas
from ui.article.painted import PaintedSpan
from ui.article.styles import Manner

WIDTH = 16
PAUSE = 60
"""Milliseconds that changes of spans are gathered before the strip is painted again."""


class OverviewStrip(QWidget):
    """Where spans are, one column a label, where the hits are, and what is on the screen.

    A click or drag goes there. `jumped()`: somebody did.
    """

    jumped = Signal()

    def __init__(self, canvas: ArticleCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._picture: QPixmap | None = None
        self._wait = QTimer(self, singleShot=True, interval=PAUSE)
        self._wait.timeout.connect(self._repaint)
        self.setFixedWidth(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        canvas.place_changed.connect(self.update)
        canvas.spans_changed.connect(self._gather)
        canvas.hits_changed.connect(self._gather)
        canvas.looks_changed.connect(self._repaint)

    def sizeHint(self) -> QSize:
        """Narrow."""
        return QSize(WIDTH, 100)

    def _gather(self) -> None:
        if not self._wait.isActive():
            self._wait.start()

    def _repaint(self) -> None:
        self._picture = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other height, other picture."""
        self._picture = None

    def offset_at(self, y: float) -> int:
        """The code point that a height of the strip stands for."""
        share = min(max(y / max(self.height(), 1), 0.0), 1.0)
        return round(share * len(self._canvas.text))

    def y_of(self, offset: int) -> float:
        """The height of the strip that stands for a code point."""
        return offset / max(len(self._canvas.text), 1) * self.height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture of the article, and over it what is on the screen."""
        if self._picture is None or self._picture.devicePixelRatioF() != self.devicePixelRatioF():
            self._picture = self._paint_picture()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        start, end = self._canvas.visible_range()
        top, bottom = self.y_of(start), max(self.y_of(end), self.y_of(start) + 6)
        if end - start < len(self._canvas.text):
            style = self._canvas.pane_style
            veil = QColor(style.text)
            veil.setAlphaF(0.09)
            box = QRectF(0.5, top + 0.5, self.width() - 1, bottom - top - 1)
            painter.setBrush(veil)
            painter.setPen(QPen(style.faint, 1))
            painter.drawRect(box)
        painter.end()

    def _paint_picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._canvas.pane_style.margin)
        painter = QPainter(picture)
        painter.setPen(Qt.PenStyle.NoPen)
        columns = self._columns()
        boxes: dict[str, list[QRectF]] = {label_id: [] for label_id in columns}
        for label_id, top, bottom in self._marks(columns):
            left, width = columns[label_id]
            boxes[label_id].append(QRectF(left, top, width, bottom - top))
        for label_id, found in boxes.items():
            painter.setBrush(self._canvas.label_styles[label_id].line)
            painter.drawRects(found)
        self._paint_hits(painter)
        painter.end()
        return picture

    def _columns(self) -> dict[str, tuple[float, float]]:
        """Left and width of each label's column."""
        labels = list(self._canvas.label_styles)
        room = (self.width() - 4) / max(len(labels), 1)
        return {
            label_id: (2 + number * room, max(room - (1 if room > 2.5 else 0), 1.0))
            for number, label_id in enumerate(labels)
        }

    def _marks(self, columns: dict[str, tuple[float, float]]) -> list[tuple[str, int, int]]:
        """Label, top and bottom of what is to be drawn: no pixel of a column twice."""
        scale = self.height() / max(len(self._canvas.text), 1)
        seen: set[tuple[str, int]] = set()
        for span in self._canvas.shown_spans():
            if span.label_id in columns and span.manner is not Manner.STALE:
                _mark(seen, span, scale)
        marks: list[tuple[str, int, int]] = []
        for label_id, y in sorted(seen):
            if marks and marks[-1][0] == label_id and marks[-1][2] >= y:
                marks[-1] = (label_id, marks[-1][1], y + 2)
            else:
                marks.append((label_id, y, y + 2))
        return marks

    def _paint_hits(self, painter: QPainter) -> None:
        hits: Sequence[tuple[int, int]] = self._canvas.hits
        rows = {round(self.y_of(start)) for start, _ in hits}
        painter.setBrush(self._canvas.pane_style.current_hit)
        painter.drawRects([QRectF(0, y, self.width(), 2) for y in sorted(rows)])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the place that was clicked."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._jump(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while the button is down."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._jump(event.position().toPoint())

    def _jump(self, point: QPoint) -> None:
        self._canvas.show_in_middle(self.offset_at(point.y()))
        self.jumped.emit()


def _mark(seen: set[tuple[str, int]], span: PaintedSpan, scale: float) -> None:
    for start, end in span.fragments:
        top, bottom = int(start * scale), int((end - 1) * scale)
        for y in range(top, bottom + 1):
            seen.add((span.label_id, y))
