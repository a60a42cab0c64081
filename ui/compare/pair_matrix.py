"""Every two of several people: a matrix of one figure, and the way to each pair."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.agree.values import Score
from ui.compare.cells_chart import Cell, CellsChart, mixed
from ui.compare.confusion_chart import legible
from ui.compare.figure_words import score_in_words, shown

NAME_LETTERS = 18
LEAST_CELL = 72
WIDEST_CELL = 120


class PairMatrix(CellsChart):
    """One row and one column for each person; `chosen` tells which two."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Agreement of every two", parent)
        self.names: tuple[str, ...] = ()
        self.what = ""
        self._scores: dict[Cell, Score] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_scores(self, what: str, names: Sequence[str], scores: Sequence[Score]) -> None:
        """Shows this figure of every two, in the order of the names."""
        self.what, self.names = what, tuple(names)
        places = [(i, j) for i in range(len(names)) for j in range(i + 1, len(names))]
        self._scores = dict(zip(places, scores, strict=True))
        self._scores.update({(j, i): one for (i, j), one in self._scores.items()})
        self.refresh()

    def rows(self) -> int:
        """One for each person."""
        return len(self.names)

    def columns(self) -> int:
        """One for each person."""
        return len(self.names)

    def sentence(self, cell: Cell) -> str:
        """Who, and how much they agree."""
        score = self._scores.get(cell)
        if score is None:
            return ""
        both = f"{self.names[cell[0]]} and {self.names[cell[1]]}"
        return f"{both}: {self.what} {score_in_words(score)}"

    # Places

    def sizeHint(self) -> QSize:
        """Room for names and numbers."""
        wide = self._left() + (LEAST_CELL + 16) * len(self.names)
        return QSize(round(wide), round(self._top() + self._high() * len(self.names)) + 4)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the numbers allow."""
        wide = self._left() + LEAST_CELL * len(self.names)
        return QSize(round(wide), self.sizeHint().height())

    def place(self, cell: Cell, size: QSize) -> QRectF:
        """The room of one number."""
        wide = (size.width() - self._left()) / max(1, len(self.names))
        wide = max(LEAST_CELL, min(wide, WIDEST_CELL))
        high = self._high()
        return QRectF(self._left() + cell[1] * wide, self._top() + cell[0] * high, wide, high)

    def _high(self) -> float:
        return self.metrics().height() + 22

    def _top(self) -> float:
        return self.metrics().height() + 10

    def _left(self) -> float:
        metrics = self.metrics()
        widest = max((metrics.horizontalAdvance(name) for name in self.names), default=0)
        return min(widest, NAME_LETTERS * metrics.averageCharWidth()) + 20

    # Painting

    def paint(self, painter: QPainter, size: QSize) -> None:
        """Names on both sides, and the numbers."""
        painter.setFont(self.font())
        elide, metrics = Qt.TextElideMode.ElideRight, self.metrics()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self.ink("Text"))
        for at, name in enumerate(self.names):
            box = self.place((at, 0), size)
            beside = QRectF(0, box.top(), self._left() - 12, box.height())
            words = metrics.elidedText(name, elide, beside.width())
            painter.drawText(beside, middle | Qt.AlignmentFlag.AlignRight, words)
            box = self.place((0, at), size)
            above = QRectF(box.left() + 2, 0, box.width() - 4, metrics.height())
            words = metrics.elidedText(name, elide, above.width())
            painter.drawText(above, Qt.AlignmentFlag.AlignHCenter, words)
        for cell in self._scores:
            self._paint_cell(painter, cell, self.place(cell, size).adjusted(2, 2, -2, -2))

    def _paint_cell(self, painter: QPainter, cell: Cell, box: QRectF) -> None:
        score = self._scores[cell]
        ground = QColor(self.ink("Base"))
        if score.value is not None:
            share = 0.06 + 0.79 * max(0.0, min(score.value, 1.0))
            ground = mixed(ground, self.ink("Accent"), share)
        painter.setPen(QPen(self.ink("Mid"), 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(legible(ground, self.ink("Text"), self.ink("Base")))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown(score.value))
