"""The chart of progress: one row of bars for each person, one bar for each week.

Everybody has the same scale, and each row its name, so that nothing is told by colour alone.
"""

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, QLineF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

ROW = 92
LEAST_ROW = 72
LEAST_BAR = 26
WIDEST_BAR = 64
MARGIN = 16
NAME_LETTERS = 22


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: how many, and how many the plan wants (None: it says nothing)."""

    number: int
    planned: int | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One person's bars, one for each week."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn. `weeks` are short words under the bars, `whole_weeks` say them in full;
    `what` is counted: “spans”."""

    what: str
    weeks: tuple[str, ...]
    whole_weeks: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def most(self) -> int:
        """The largest number there is."""
        return max((n for one in self.series for bar in one.bars for n in _numbers(bar)), default=0)

    def sentence(self, person: int, week: int) -> str:
        """What one bar says."""
        one = self.series[person]
        bar = one.bars[week]
        planned = f", planned: {bar.planned:,}" if bar.planned is not None else ""
        return f"{one.name}, {self.whole_weeks[week]}: {bar.number:,} {self.what}{planned}"


def _numbers(bar: Bar) -> tuple[int, ...]:
    return (bar.number,) if bar.planned is None else (bar.number, bar.planned)


class WeekChart(QWidget):
    """Paints a `Chart` in the colours of the palette; a tool tip says what each bar is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = Chart("", (), (), ())
        self.setMouseTracking(True)
        self.setAccessibleName("Chart of the weeks")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, chart: Chart) -> None:
        """Draws this from now on."""
        self.chart = chart
        self.setAccessibleDescription(
            f"{chart.what} of each person by week; the same numbers stand in the table beside"
        )
        self.setMinimumSize(self.minimumSizeHint())
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Room for every bar and its number."""
        chart = self.chart
        wide = self._name_width() + 2 * MARGIN + LEAST_BAR * len(chart.weeks)
        high = LEAST_ROW * len(chart.series) + self._foot() + MARGIN
        return QSize(round(wide), round(high))

    def sizeHint(self) -> QSize:
        """What it would like."""
        least = self.minimumSizeHint()
        return QSize(least.width() + 200, ROW * len(self.chart.series) + self._foot() + MARGIN)

    def paint(self, painter: QPainter, size: QSize) -> None:
        """Draws the chart into a picture of this size."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        painter.fillRect(QRect(0, 0, size.width(), size.height()), self._ink("Base"))
        if not self.chart.series or not self.chart.weeks:
            return
        for person in range(len(self.chart.series)):
            self._paint_row(painter, person, size)
        self._paint_weeks(painter, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        self.paint(painter, self.size())
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Say what the bar under the mouse is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(event.pos().x(), event.pos().y())
            words = self.chart.sentence(*place) if place else ""
            if words:
                QToolTip.showText(event.globalPos(), f"<span>{escape(words)}</span>", self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def place_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Whose row and which week is at a point."""
        for person in range(len(self.chart.series)):
            for week in range(len(self.chart.weeks)):
                if self._cell(person, week, self.size()).contains(x, y):
                    return person, week
        return None

    # Places

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.font())

    def _foot(self) -> int:
        return round(self._metrics().height()) + 12

    def _name_width(self) -> float:
        metrics = self._metrics()
        widest = max((metrics.horizontalAdvance(one.name) for one in self.chart.series), default=0)
        return min(widest, NAME_LETTERS * metrics.averageCharWidth()) + 16

    def _cell(self, person: int, week: int, size: QSize) -> QRectF:
        """The room of one bar, its number above it included."""
        left = MARGIN + self._name_width()
        wide = (size.width() - left - MARGIN) / max(1, len(self.chart.weeks))
        wide = min(wide, WIDEST_BAR + 16)
        high = (size.height() - self._foot() - MARGIN) / max(1, len(self.chart.series))
        high = min(high, 2 * ROW)
        return QRectF(left + week * wide, MARGIN / 2 + person * high, wide, high)

    # Painting

    def _paint_row(self, painter: QPainter, person: int, size: QSize) -> None:
        one, metrics = self.chart.series[person], self._metrics()
        first = self._cell(person, 0, size)
        last = self._cell(person, len(self.chart.weeks) - 1, size)
        ground = first.bottom() - 4
        name = QRectF(MARGIN, ground - metrics.height() - 2, self._name_width() - 12, 0)
        name.setHeight(metrics.height())
        painter.setPen(self._ink("Text"))
        short = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)
        painter.setPen(QPen(self._ink("Dark"), 1))
        painter.drawLine(QLineF(first.left(), ground, last.right(), ground))
        for week, bar in enumerate(one.bars):
            self._paint_bar(painter, bar, self._cell(person, week, size), ground)

    def _paint_bar(self, painter: QPainter, bar: Bar, cell: QRectF, ground: float) -> None:
        metrics = self._metrics()
        room = cell.height() - metrics.height() - 12
        step = room / max(1, self.chart.most)
        wide = min(cell.width() - 8, WIDEST_BAR)
        left = cell.center().x() - wide / 2
        top = ground - bar.number * step
        if bar.number:
            painter.fillRect(QRectF(left, top, wide, ground - top), self._ink("Accent"))
        number_at = top
        if bar.planned:
            wanted = ground - bar.planned * step
            if top - metrics.height() - 4 < wanted < top + 2:
                number_at = wanted - 2  # a line through the number could not be read
            painter.setPen(QPen(self._ink("Text"), 2, Qt.PenStyle.DotLine))
            painter.drawLine(QLineF(left - 3, wanted, left + wide + 3, wanted))
        if bar.number:
            painter.setPen(self._ink("Text"))
            above = number_at - metrics.height() - 2
            room_above = QRectF(cell.left(), above, cell.width(), metrics.height())
            painter.drawText(room_above, Qt.AlignmentFlag.AlignCenter, _short(bar.number))

    def _paint_weeks(self, painter: QPainter, size: QSize) -> None:
        """The weeks under the last row, as many as there is room for."""
        metrics = self._metrics()
        painter.setPen(self._ink("PlaceholderText"))
        last = len(self.chart.series) - 1
        wide = max(metrics.horizontalAdvance(words) for words in self.chart.weeks) + 8
        every = max(1, round(0.5 + wide / self._cell(last, 0, size).width()))
        for week in range(0, len(self.chart.weeks), every):
            cell = self._cell(last, week, size)
            below = QRectF(cell.center().x() - wide, cell.bottom(), 2 * wide, self._foot())
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.chart.weeks[week])

    def _ink(self, role: str) -> QColor:
        return self.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole[role])


def _short(number: int) -> str:
    return f"{number:,}" if number < 10_000 else f"{number / 1000:,.0f}k"
