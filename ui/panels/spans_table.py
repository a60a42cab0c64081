"""The table of the spans panel."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from annotator.model.span import Span
from ui.article.styles import LabelStyle
from ui.article.swatch import paint_swatch
from ui.panels.signs import paint_sign
from ui.panels.spans_model import NOTE, Column, SpansModel
from ui.panels.two_lines import SIGN
from ui.panels.words_table import SwatchCells, WordsTable

WIDTHS: Mapping[int, int] = {
    Column.LABEL: 148,
    Column.ARTICLE: 112,
    Column.NOTE: 48,
    Column.ATTRIBUTES: 148,
}
LEAST_WORDS = 160


class SpansTable(WordsTable):
    """The spans that are listed."""

    def __init__(self, model: SpansModel, parent: QWidget | None = None) -> None:
        super().__init__(
            model,
            widths=WIDTHS,
            words=Column.WORDS,
            least_words=LEAST_WORDS,
            sorted_by=Column.ARTICLE,
            parent=parent,
        )
        self.spans = model
        self.cells = _Cells(Column.LABEL, self)
        self.setItemDelegate(self.cells)
        self.setAccessibleName("Spans")

    def chosen(self) -> list[Span]:
        """The selected spans, in the order of the rows."""
        return [self.spans.span_at(row) for row in self.chosen_rows()]


class _Cells(SwatchCells):
    """Swatch before the label, a sign where there is a note; otherwise words."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The cell as the style paints it, and the sign over it."""
        super().paint(painter, option, index)
        box = QRectF(option.rect)
        if index.column() == Column.LABEL:
            style = index.data(SIGN)
            if isinstance(style, LabelStyle):
                swatch = QRectF(box.left() + 8, box.center().y() - 6.5, 12, 13)
                paint_swatch(painter, swatch, style, self.theme.fill_opacity)
        elif index.column() == Column.NOTE and index.data(NOTE):
            sign = QPointF(box.left() + 10, box.center().y() - 7)
            paint_sign(painter, sign, "note", self.theme.text, 14)
