"""The overview strip: the whole article beside the scroll bar, with its spans and hits."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.article.canvas import ArticleCanvas
from ui.article.painted import PaintedSpan
from ui.article.strip_counts import StripCounts

WIDTH = 16
SLICE = 4.0
"""Milliseconds that counting may take before the window has its turn."""


class OverviewStrip(QWidget):
    """Where spans are, one column a label, where the hits are, and what is on the screen.

    A click or drag goes there. `jumped()`: somebody did.
    """

    jumped = Signal()

    def __init__(self, canvas: ArticleCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._counts = StripCounts()
        self._picture: QPixmap | None = None
        self._stale = True
        self._recount = False
        self._hits: list[QRectF] = []
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._go_on)
        self.setFixedWidth(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        canvas.place_changed.connect(self.update)
        canvas.spans_swapped.connect(self._swap)
        canvas.spans_changed.connect(self._spans_changed)
        canvas.hits_changed.connect(self._find_hits)
        canvas.looks_changed.connect(self._dress)
        self._swapped = False

    def sizeHint(self) -> QSize:
        """Narrow."""
        return QSize(WIDTH, 100)

    def _swap(self, gone: Iterable[PaintedSpan], come: Iterable[PaintedSpan]) -> None:
        self._swapped = True
        columns = self._columns()
        changed = self._counts.swap(gone, come)
        if not self._recount and self._picture is not None and changed & columns.keys():
            painter = QPainter(self._picture)
            for label_id in changed & columns.keys():
                self._paint_column(painter, label_id, *columns[label_id])
            painter.end()
            self.update()

    def _spans_changed(self) -> None:
        """All spans were exchanged, unless it was told before which ones."""
        swapped, self._swapped = self._swapped, False
        if not swapped:
            self._count_again()

    def _count_again(self) -> None:
        self._recount = True
        self._slices.stop()
        self._find_hits()

    def _dress(self) -> None:
        self._stale = True
        self.update()

    def _find_hits(self) -> None:
        hits: Sequence[tuple[int, int]] = self._canvas.hits
        rows = sorted({round(self.y_of(start)) for start, _ in hits})
        self._hits = [QRectF(0, y, self.width(), 2) for y in rows]
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other height, other rows."""
        self._count_again()

    def _go_on(self) -> None:
        """Count on; the picture stays as it was until all is counted."""
        if self._counts.go_on(SLICE):
            self._slices.start()
            return
        self._slices.stop()
        self._recount, self._stale = False, True
        self.update()

    def offset_at(self, y: float) -> int:
        """The code point that a height of the strip stands for."""
        share = min(max(y / max(self.height(), 1), 0.0), 1.0)
        return round(share * len(self._canvas.text))

    def y_of(self, offset: int) -> float:
        """The height of the strip that stands for a code point."""
        return offset / max(len(self._canvas.text), 1) * self.height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture of the article, and over it what is on the screen."""
        if self._recount and not self._slices.isActive():
            characters = len(self._canvas.text)
            self._counts.begin(self._canvas.spans(), height=self.height(), characters=characters)
            self._go_on()
        picture = self._picture
        if picture is None or (self._stale and not self._recount) or self._is_coarse(picture):
            picture = self._picture = self._paint_picture()
            self._stale = False
        with QPainter(self) as painter:
            painter.drawPixmap(self.rect(), picture)
            self._paint_over(painter)

    def _paint_over(self, painter: QPainter) -> None:
        """What was found, and what is on the screen."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._canvas.pane_style.current_hit)
        painter.drawRects(self._hits)
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

    def _is_coarse(self, picture: QPixmap) -> bool:
        return picture.devicePixelRatioF() != self.devicePixelRatioF()

    def _paint_picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._canvas.pane_style.margin)
        painter = QPainter(picture)
        for label_id, column in self._columns().items():
            self._paint_column(painter, label_id, *column)
        painter.end()
        return picture

    def _paint_column(self, painter: QPainter, label_id: str, left: float, width: float) -> None:
        ground = QRectF(left, 0, width, self.height())
        painter.fillRect(ground, self._canvas.pane_style.margin)
        if label_id not in self._canvas.hidden_labels:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._canvas.label_styles[label_id].line)
            runs = self._counts.runs(label_id)
            painter.drawRects([QRectF(left, a, width, b - a + 2) for a, b in runs])

    def _columns(self) -> dict[str, tuple[float, float]]:
        """Left and width of each label's column."""
        labels = list(self._canvas.label_styles)
        room = (self.width() - 4) / max(len(labels), 1)
        return {
            label_id: (2 + number * room, max(room - (1 if room > 2.5 else 0), 1.0))
            for number, label_id in enumerate(labels)
        }

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
