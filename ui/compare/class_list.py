"""The six classes with their numbers: bars to be compared, and the way to the list of each."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.agree.kinds import Kind
from ui.compare.cells_chart import Cell, CellsChart, mixed
from ui.compare.found import Pair

BAR = 12
LEAST_BAR = 80


class ClassList(CellsChart):
    """One row for each class: what it is, a bar, the number, and what can be told apart in it.

    `kind_at(row)` says which class was chosen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Where they differ", parent)
        self.pair: Pair | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pair(self, pair: Pair) -> None:
        """Shows the classes of this comparison."""
        self.pair = pair
        self.refresh()

    @staticmethod
    def kind_at(row: int) -> Kind:
        """The class of a row."""
        return tuple(Kind)[row]

    def rows(self) -> int:
        """Six, where there is something to show."""
        return len(Kind) if self.pair is not None else 0

    def sentence(self, cell: Cell) -> str:
        """The class and its number."""
        kind = self.kind_at(cell[0])
        note = self._note(kind)
        return f"{self._words(kind)}: {self._many(kind):,}" + (f", {note}" if note else "")

    def may_choose(self, cell: Cell) -> bool:
        """Only what there is can be listed."""
        return bool(self._many(self.kind_at(cell[0])))

    def _words(self, kind: Kind) -> str:
        assert self.pair is not None
        words = kind.words(self.pair.names)
        return words[:1].upper() + words[1:]

    def _many(self, kind: Kind) -> int:
        assert self.pair is not None
        return self.pair.classes.get(kind, 0)

    def _note(self, kind: Kind) -> str:
        assert self.pair is not None
        told = []
        if blank := self.pair.blank_only.get(kind, 0):
            told.append(f"{blank:,} by spaces or punctuation only")
        if split := self.pair.split.get(kind, 0):
            told.append(f"{split:,} split or merged")
        return ", ".join(told)

    # Places

    def sizeHint(self) -> QSize:
        """Room for words, bar, number and note."""
        wide = self._name_width() + 2 * LEAST_BAR + self._number_width() + 16
        return QSize(round(wide), round(self._high() * self.rows()) + 4)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the words allow."""
        wide = self._name_width() + LEAST_BAR + self._number_width() + 16
        return QSize(round(wide), self.sizeHint().height())

    def place(self, cell: Cell, size: QSize) -> QRectF:
        """The room of a row."""
        high = self._high()
        return QRectF(0, cell[0] * high, size.width(), high)

    def _high(self) -> float:
        return 2 * self.metrics().height() + 6

    def _name_width(self) -> float:
        if self.pair is None:
            return 0
        words: Sequence[str] = [self._words(kind) for kind in Kind]
        return max(self.metrics().horizontalAdvance(one) for one in words) + 24

    def _number_width(self) -> float:
        return self.metrics().horizontalAdvance("00,000")

    # Painting

    def paint(self, painter: QPainter, size: QSize) -> None:
        """The rows."""
        if self.pair is None:
            return
        painter.setFont(self.font())
        most = max(self.pair.classes.values(), default=0)
        for row, kind in enumerate(Kind):
            self._paint_row(painter, kind, self.place((row, 0), size), most)

    def _paint_row(self, painter: QPainter, kind: Kind, box: QRectF, most: int) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        left, number = self._name_width(), self._number_width()
        many, note = self._many(kind), self._note(kind)
        line = self.metrics().height()
        first = QRectF(8, box.top() + (3 if note else line / 2 + 3), left - 16, line)
        painter.setPen(self.ink("Text" if many else "PlaceholderText"))
        painter.drawText(first, middle | Qt.AlignmentFlag.AlignLeft, self._words(kind))
        right = QRectF(left, first.top(), number - 8, line)
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, f"{many:,}")
        if note:
            painter.setPen(self.ink("PlaceholderText"))
            below = QRectF(8, first.bottom(), box.width() - 16, line)
            shown = self.metrics().elidedText(note, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, middle | Qt.AlignmentFlag.AlignLeft, shown)
        room = box.width() - left - number - 16
        wide = room * many / most if most else 0
        colour = self.ink("Accent")
        if kind is Kind.SAME:
            colour = mixed(self.ink("Base"), self.ink("Text"), 0.35)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        bar = QRectF(left + number + 8, first.center().y() - BAR / 2, max(wide, 2.0), BAR)
        if many:
            painter.drawRoundedRect(bar, 2, 2)
