"""One figure over the weeks: a row of bars for each person or label, one bar a week."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from ui.compare.cells_chart import Cell, CellsChart

ROW = 84
LEAST_WEEK = 52
WIDEST_WEEK = 96
WIDEST_BAR = 44
NAME_LETTERS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One row: whose it is, a value for each week (None: there is none), and words about each."""

    name: str
    values: tuple[float | None, ...]
    notes: tuple[str, ...]


class WeeksChart(CellsChart):
    """Rows have the same scale, so that they can be compared; nothing is told by colour alone."""

    def __init__(self) -> None:
        super().__init__("Chart of the weeks")
        self.weeks: tuple[str, ...] = ()
        self.lines: tuple[Line, ...] = ()
        self.what = ""
        self._shown: Callable[[float], str] = "{:g}".format
        self._top = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(
        self,
        what: str,
        weeks: Sequence[str],
        lines: Sequence[Line],
        *,
        shown: Callable[[float], str],
        top: float | None = None,
    ) -> None:
        """Shows these; `shown` writes a value, `top` ends the scale (None: the largest does)."""
        self.what, self.weeks, self.lines = what, tuple(weeks), tuple(lines)
        self._shown = shown
        values = [value for line in lines for value in line.values if value is not None]
        self._top = top or max(values, default=1.0) or 1.0
        self.refresh()

    def rows(self) -> int:
        """One for each line."""
        return len(self.lines)

    def columns(self) -> int:
        """One for each week."""
        return len(self.weeks)

    def sentence(self, cell: Cell) -> str:
        """Whose value in which week."""
        line = self.lines[cell[0]]
        value, note = line.values[cell[1]], line.notes[cell[1]]
        told = "none" if value is None else self._shown(value)
        said = f"{line.name}, {self.weeks[cell[1]]}: {self.what[:1].lower()}{self.what[1:]} {told}"
        return f"{said}; {note}" if note else said

    def may_choose(self, cell: Cell) -> bool:
        """There is nothing behind a bar."""
        return False

    # Places

    def sizeHint(self) -> QSize:
        """Room for every bar and its number."""
        wide = self._left() + (LEAST_WEEK + 8) * len(self.weeks)
        return QSize(round(wide), round(self._high() * len(self.lines) + self._foot()))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the numbers allow."""
        wide = self._left() + LEAST_WEEK * len(self.weeks)
        return QSize(round(wide), self.sizeHint().height())

    def place(self, cell: Cell, size: QSize) -> QRectF:
        """The room of one bar and its number."""
        wide = (size.width() - self._left()) / max(1, len(self.weeks))
        wide = max(LEAST_WEEK, min(wide, WIDEST_WEEK))
        high = self._high()
        return QRectF(self._left() + cell[1] * wide, cell[0] * high, wide, high)

    def _high(self) -> float:
        return ROW + self.metrics().height()

    def _foot(self) -> float:
        return self.metrics().height() + 12

    def _left(self) -> float:
        metrics = self.metrics()
        widest = max((metrics.horizontalAdvance(line.name) for line in self.lines), default=0)
        return min(widest, NAME_LETTERS * metrics.averageCharWidth()) + 24

    # Painting

    def paint(self, painter: QPainter, size: QSize) -> None:
        """Names, bars, weeks."""
        painter.setFont(self.font())
        if not self.lines or not self.weeks:
            return
        for row in range(len(self.lines)):
            self._paint_row(painter, row, size)
        self._paint_weeks(painter, size)

    def _paint_row(self, painter: QPainter, row: int, size: QSize) -> None:
        line, metrics = self.lines[row], self.metrics()
        first, last = self.place((row, 0), size), self.place((row, len(self.weeks) - 1), size)
        ground = first.bottom() - 8
        painter.setPen(self.ink("Text"))
        name = QRectF(0, ground - metrics.height(), self._left() - 16, metrics.height())
        words = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft, words)
        painter.setPen(QPen(self.ink("Mid"), 1))
        painter.drawLine(QLineF(first.left(), ground, last.right(), ground))
        for week, value in enumerate(line.values):
            self._paint_bar(painter, value, self.place((row, week), size), ground)

    def _paint_bar(
        self, painter: QPainter, value: float | None, box: QRectF, ground: float
    ) -> None:
        line = self.metrics().height()
        wide = min(box.width() - 12, WIDEST_BAR)
        top = ground
        if value is not None:
            top = ground - (ROW - 16) * max(0.0, min(value / self._top, 1.0))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.ink("Accent"))
            painter.drawRect(QRectF(box.center().x() - wide / 2, top, wide, max(ground - top, 1.5)))
        painter.setPen(self.ink("Text" if value is not None else "PlaceholderText"))
        above = QRectF(box.left(), top - line - 2, box.width(), line)
        shown = "–" if value is None else self._shown(value)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_weeks(self, painter: QPainter, size: QSize) -> None:
        painter.setPen(self.ink("PlaceholderText"))
        last = len(self.lines) - 1
        wide = max(self.metrics().horizontalAdvance(week) for week in self.weeks) + 12
        every = max(1, -int(-wide // self.place((last, 0), size).width()))
        for week in range(0, len(self.weeks), every):
            box = self.place((last, week), size)
            below = QRectF(box.center().x() - wide / 2, box.bottom(), wide, self._foot())
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, self.weeks[week])
