"""Agreement label by label, as bars: the figure with its interval, and what chance would give."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from annotator.agree.values import Score
from ui.article.styles import LabelStyle
from ui.article.swatch import paint_swatch
from ui.compare.cells_chart import Cell, CellsChart
from ui.compare.figure_words import score_in_words
from ui.compare.table_file import Rows, safe, written

BAR = 14
LEAST_BAR = 140
NAME_LETTERS = 22
SWATCH = 16
OPACITY = 0.2
LEGEND = "A line over a bar: its interval. Dotted: what chance would give."


@dataclass(frozen=True, slots=True)
class LabelFigure:
    """One label: its figure and how many spans of it the two have."""

    label: str
    score: Score
    spans: tuple[int, int]


class LabelBars(CellsChart):
    """One row for each label, all on the scale from 0 to 1; `chosen` tells the row."""

    def __init__(self, styles: Callable[[], Mapping[str, LabelStyle]]) -> None:
        super().__init__("Agreement label by label")
        self._styles = styles
        self.figures: tuple[LabelFigure, ...] = ()
        self.names = ("A", "B")
        self.what = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(
        self, what: str, figures: Sequence[LabelFigure], names: tuple[str, str]
    ) -> None:
        """Shows these figures; `what` they are called."""
        self.what, self.figures, self.names = what, tuple(figures), names
        self.refresh()

    def rows(self) -> int:
        """One for each label."""
        return len(self.figures)

    def sentence(self, cell: Cell) -> str:
        """The label, its figure and its spans."""
        one = self.figures[cell[0]]
        a, b = self.names
        spans = f"{one.spans[0]:,} spans of {a}, {one.spans[1]:,} of {b}"
        return f"{one.label}: {self.what} {score_in_words(one.score)}; {spans}"

    def table(self) -> Rows:
        """One row for each label: its figure with interval and chance, and the spans of both."""
        heads = ("Label", self.what, "from", "to", "by chance", *self.names)
        rows = [
            (
                safe(one.label),
                *map(written, (one.score.value, *(one.score.ci or (None, None)))),
                written(one.score.chance),
                *map(str, one.spans),
            )
            for one in self.figures
        ]
        return (heads, *rows) if rows else ()

    # Places

    def sizeHint(self) -> QSize:
        """Room for names, bars and numbers."""
        wide = self._left() + 2 * LEAST_BAR + self._right()
        return QSize(round(wide), round(self._head() + self._high() * self.rows()) + 4)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the words allow."""
        wide = self._left() + LEAST_BAR + self._right()
        return QSize(round(wide), self.sizeHint().height())

    def place(self, cell: Cell, size: QSize) -> QRectF:
        """The room of a row."""
        high = self._high()
        return QRectF(0, self._head() + cell[0] * high, size.width(), high)

    def _high(self) -> float:
        return self.metrics().height() + 16

    def _head(self) -> float:
        return self.metrics().height() + 8

    def _left(self) -> float:
        metrics = self.metrics()
        widest = max((metrics.horizontalAdvance(one.label) for one in self.figures), default=0)
        return min(widest, NAME_LETTERS * metrics.averageCharWidth()) + SWATCH + 32

    def _value(self) -> float:
        return self.metrics().horizontalAdvance("−0.000") + 8

    def _spans(self) -> float:
        widest = max(self.metrics().horizontalAdvance(name) for name in (*self.names, "0,000"))
        return min(widest, 12 * self.metrics().averageCharWidth()) + 16

    def _right(self) -> float:
        return self._value() + 2 * self._spans() + 8

    # Painting

    def paint(self, painter: QPainter, size: QSize) -> None:
        """The heads of the columns and the rows."""
        painter.setFont(self.font())
        if not self.figures:
            return
        self._paint_heads(painter, size)
        styles = self._styles()
        for row, one in enumerate(self.figures):
            self._paint_row(painter, one, self.place((row, 0), size), styles.get(one.label))

    def _paint_heads(self, painter: QPainter, size: QSize) -> None:
        metrics = self.metrics()
        painter.setPen(self.ink("PlaceholderText"))
        elide, middle = Qt.TextElideMode.ElideRight, Qt.AlignmentFlag.AlignVCenter
        wide, right = self._spans(), Qt.AlignmentFlag.AlignRight
        for place, name in enumerate(self.names):
            left = size.width() - (2 - place) * wide - 8
            box = QRectF(left, 0, wide, metrics.height())
            words = metrics.elidedText(name, elide, wide - 8)
            painter.drawText(box, right | middle, words)
        start, end = self._left(), size.width() - self._right()
        for value in (0, 0.5, 1):
            words = f"{value:g}"
            at = start + (end - start) * value
            box = QRectF(at - 20, 0, 40, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_row(
        self, painter: QPainter, one: LabelFigure, box: QRectF, style: LabelStyle | None
    ) -> None:
        metrics = self.metrics()
        elide, middle = Qt.TextElideMode.ElideRight, Qt.AlignmentFlag.AlignVCenter
        line = style.line if style else self.ink("Accent")
        if style is not None:
            swatch = QRectF(8, box.center().y() - SWATCH / 2, SWATCH, SWATCH - 2)
            paint_swatch(painter, swatch, style, OPACITY)
        painter.setPen(self.ink("Text"))
        name = QRectF(SWATCH + 16, box.top(), self._left() - SWATCH - 28, box.height())
        painter.drawText(name, middle, metrics.elidedText(one.label, elide, name.width()))
        start, end = self._left(), box.width() - self._right()
        self._paint_bar(
            painter, one.score, QRectF(start, box.top(), end - start, box.height()), line
        )
        painter.setPen(self.ink("Text"))
        value = QRectF(end + 8, box.top(), self._value(), box.height())
        shown = "none" if one.score.value is None else f"{one.score.value:.3f}"
        painter.drawText(value, middle | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(self.ink("PlaceholderText"))
        wide = self._spans()
        for place, many in enumerate(one.spans):
            cell = QRectF(box.width() - (2 - place) * wide - 8, box.top(), wide, box.height())
            painter.drawText(cell, middle | Qt.AlignmentFlag.AlignRight, f"{many:,}")

    def _paint_bar(self, painter: QPainter, score: Score, room: QRectF, colour: QColor) -> None:
        painter.setPen(QPen(self.ink("Mid"), 1))
        for value in (0, 0.5, 1):
            at = room.left() + room.width() * value
            painter.drawLine(QLineF(at, room.top(), at, room.bottom()))
        middle = room.center().y()
        if score.value is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            wide = room.width() * _within(score.value)
            painter.drawRect(QRectF(room.left(), middle - BAR / 2, max(wide, 1.5), BAR))
        if score.ci is not None:
            self._paint_interval(painter, score.ci, room)
        if score.chance is not None:
            painter.setPen(QPen(self.ink("Text"), 2, Qt.PenStyle.DotLine))
            at = room.left() + room.width() * _within(score.chance)
            painter.drawLine(QLineF(at, middle - BAR / 2 - 4, at, middle + BAR / 2 + 4))

    def _paint_interval(
        self, painter: QPainter, interval: tuple[float, float], room: QRectF
    ) -> None:
        """A line from end to end, with a rim so that it shows on the bar and beside it."""
        low, high = (room.left() + room.width() * _within(value) for value in interval)
        middle = room.center().y()
        lines = [
            QLineF(low, middle, high, middle),
            QLineF(low, middle - 4, low, middle + 4),
            QLineF(high, middle - 4, high, middle + 4),
        ]
        for colour, wide in (("Base", 4.0), ("Text", 1.5)):
            painter.setPen(QPen(self.ink(colour), wide))
            painter.drawLines(lines)


def _within(value: float) -> float:
    return max(0.0, min(value, 1.0))
