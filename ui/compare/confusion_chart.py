"""Which label for which: a matrix of numbers, with a row and a column for what only one marked."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.colour import contrast, parse
from ui.compare.cells_chart import Cell, CellsChart, mixed

NAME_LETTERS = 20
LEAST_CELL = 44
WIDEST_CELL = 132
READABLE = 4.5
"""The least contrast of words (WCAG 2.2, AA)."""
STRONGEST = 0.85
"""How much of the accent the ground of the largest number has."""


class ConfusionChart(CellsChart):
    """A's labels down, B's across; each ground is as strong as its share of A's label is large.

    The diagonal, where both said the same, has a frame. `chosen` tells row and column.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Which label for which", parent)
        self.labels: tuple[str, ...] = ()
        self.counts: tuple[tuple[int, ...], ...] = ()
        self.names = ("A", "B")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(
        self,
        labels: Sequence[str],
        counts: Sequence[Sequence[int]],
        names: tuple[str, str],
    ) -> None:
        """Shows these numbers; the last of `labels` is “nothing”."""
        self.labels, self.names = tuple(labels), names
        self.counts = tuple(tuple(row) for row in counts)
        self.refresh()

    def rows(self) -> int:
        """One for each label, and for nothing."""
        return len(self.labels)

    def columns(self) -> int:
        """As many."""
        return len(self.labels)

    def sentence(self, cell: Cell) -> str:
        """Who marked what, and how often."""
        row, column = cell
        last = len(self.labels) - 1
        many = self.counts[row][column]
        a, b = self.names
        if row == column == last:
            return ""
        if column == last:
            return f"{many:,}: “{self.labels[row]}” of {a}, nothing of {b}"
        if row == last:
            return f"{many:,}: nothing of {a}, “{self.labels[column]}” of {b}"
        return f"{many:,}: “{self.labels[row]}” of {a}, “{self.labels[column]}” of {b}"

    def may_choose(self, cell: Cell) -> bool:
        """Only what there is can be listed."""
        return bool(self.counts[cell[0]][cell[1]])

    # Places

    def sizeHint(self) -> QSize:
        """Room for every number and name."""
        wide = self._left() + (LEAST_CELL + 24) * len(self.labels)
        return QSize(round(wide), round(self._top() + self._high() * len(self.labels)) + 4)

    def minimumSizeHint(self) -> QSize:
        """As narrow as numbers allow."""
        return QSize(round(self._left() + LEAST_CELL * len(self.labels)), self.sizeHint().height())

    def place(self, cell: Cell, size: QSize) -> QRectF:
        """The room of one number."""
        wide = (size.width() - self._left() - 4) / max(1, len(self.labels))
        wide = max(LEAST_CELL, min(wide, WIDEST_CELL))
        high = self._high()
        row, column = cell
        return QRectF(self._left() + column * wide, self._top() + row * high, wide, high)

    def _high(self) -> float:
        return self.metrics().height() + 18

    def _top(self) -> float:
        return 2 * self.metrics().height() + 14

    def _left(self) -> float:
        metrics = self.metrics()
        widest = max((metrics.horizontalAdvance(name) for name in self.labels), default=0)
        return min(widest, NAME_LETTERS * metrics.averageCharWidth()) + 16

    # Painting

    def paint(self, painter: QPainter, size: QSize) -> None:
        """Names on both sides, and the numbers."""
        painter.setFont(self.font())
        if not self.labels:
            return
        self._paint_names(painter, size)
        for row in range(len(self.labels)):
            for column in range(len(self.labels)):
                self._paint_cell(painter, (row, column), size)

    def _paint_cell(self, painter: QPainter, cell: Cell, size: QSize) -> None:
        row, column = cell
        many = self.counts[row][column]
        last = len(self.labels) - 1
        box = self.place(cell, size).adjusted(2, 2, -2, -2)
        if row == column == last:
            return
        ground = self.ink("Base")
        if many:
            share = many / max(1, sum(self.counts[row]))
            ground = mixed(ground, self.ink("Accent"), 0.08 + (STRONGEST - 0.08) * share)
        frame = QPen(self.ink("Dark"), 1.4) if row == column else QPen(self.ink("Mid"), 1)
        painter.setPen(frame)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 3, 3)
        ink = legible(ground, self.ink("Text"), self.ink("Base"))
        painter.setPen(ink if many else self.ink("PlaceholderText"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{many:,}" if many else "·")

    def _paint_names(self, painter: QPainter, size: QSize) -> None:
        metrics, a, b = self.metrics(), *self.names
        line = metrics.height()
        first = self.place((0, 0), size)
        across = QRectF(first.left() + 2, 0, first.width() * len(self.labels), line)
        painter.setPen(self.ink("PlaceholderText"))
        room = int(across.width())
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(
            across, Qt.AlignmentFlag.AlignLeft, metrics.elidedText(f"{b} →", elide, room)
        )
        corner = QRectF(0, first.top() - line - 6, self._left() - 12, line)
        side = Qt.AlignmentFlag.AlignRight
        painter.drawText(corner, side, metrics.elidedText(f"{a} ↓", elide, corner.width()))
        painter.setPen(self.ink("Text"))
        for place, name in enumerate(self.labels):
            box = self.place((place, 0), size)
            beside = QRectF(0, box.top(), self._left() - 12, box.height())
            words = metrics.elidedText(name, elide, beside.width())
            painter.drawText(beside, side | Qt.AlignmentFlag.AlignVCenter, words)
            box = self.place((0, place), size)
            above = QRectF(box.left() + 2, first.top() - line - 6, box.width() - 4, line)
            words = metrics.elidedText(name, elide, above.width())
            painter.drawText(above, Qt.AlignmentFlag.AlignHCenter, words)


def legible(ground: QColor, *inks: QColor) -> QColor:
    """The first of these inks that reads well on a ground, else black or white."""
    under = parse(ground.name())
    fits = [ink for ink in inks if contrast(parse(ink.name()), under) >= READABLE]
    hard = (QColor(Qt.GlobalColor.black), QColor(Qt.GlobalColor.white))
    return fits[0] if fits else max(hard, key=lambda ink: contrast(parse(ink.name()), under))
