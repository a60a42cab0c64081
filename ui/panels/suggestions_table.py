"""The table of the suggestions panel."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from ui.article.styles import LabelStyle
from ui.article.swatch import paint_swatch
from ui.panels.suggestions_model import DECIDED, Column, Row, SuggestionsModel
from ui.panels.two_lines import SIGN
from ui.panels.words_table import SwatchCells, WordsTable

WIDTHS: Mapping[int, int] = {
    Column.KIND: 88,
    Column.LABEL: 184,
    Column.ARTICLE: 96,
    Column.SCORE: 56,
    Column.WHO: 128,
    Column.REASON: 224,
    Column.ANSWER: 152,
}
LEAST_WORDS = 200


class SuggestionsTable(WordsTable):
    """The suggestions that are listed, and the answers where they are wanted."""

    def __init__(self, model: SuggestionsModel, parent: QWidget | None = None) -> None:
        super().__init__(
            model,
            widths=WIDTHS,
            words=Column.WORDS,
            least_words=LEAST_WORDS,
            sorted_by=Column.KIND,
            parent=parent,
        )
        self.suggestions = model
        self.cells = _Cells(Column.LABEL, self)
        self.setItemDelegate(self.cells)
        self.setAccessibleName("Suggestions")
        self.horizontalHeader().moveSection(Column.ANSWER, Column.ARTICLE)

    def show_answers(self, shown: bool) -> None:
        """Show the column of answers, or leave its room to the words."""
        if shown == self.isColumnHidden(Column.ANSWER):
            self.setColumnHidden(Column.ANSWER, not shown)
            self.fit(self.width())

    def chosen(self) -> Sequence[Row]:
        """The selected rows, in order."""
        return [self.suggestions.at(row) for row in self.chosen_rows()]


class _Cells(SwatchCells):
    """A swatch before the label: dashed and hollow until the suggestion became a span."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The cell as the style paints it, and the swatch over it."""
        super().paint(painter, option, index)
        style = index.data(SIGN) if index.column() == Column.LABEL else None
        if not isinstance(style, LabelStyle):
            return
        box = QRectF(option.rect)
        swatch = QRectF(round(box.left() + 8), round(box.center().y() - 6), 12, 12)
        if index.data(DECIDED):
            paint_swatch(painter, swatch, style, self.theme.fill_opacity)
            return
        painter.save()
        pen = QPen(style.line, 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()
