"""The table of disagreements: a sign for the class, and words with the boundaries of both sides."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from ui.article.styles import LabelStyle
from ui.article.swatch import paint_swatch
from ui.compare.disagreements_model import (
    SORT,
    STALE,
    STRETCHES,
    STYLES,
    Column,
    DisagreementsModel,
)
from ui.compare.disagreements_words import Sort
from ui.compare.versions_places import Stretch, Who
from ui.panels.words_table import SwatchCells, WordsTable
from ui.theme import Theme

if TYPE_CHECKING:
    from annotator.agree.cases import Case

WIDTHS: Mapping[int, int] = {
    Column.CLASS: 176,
    Column.LABEL: 168,
    Column.ARTICLE: 136,
    Column.STATE: 264,
}
LEAST_WORDS = 280
SIGN = QSize(18, 12)
SWATCH = 12
MARGIN = 8


class DisagreementsTable(WordsTable):
    """The cases that are listed; the column of decisions only where some are."""

    def __init__(self, model: DisagreementsModel, parent: QWidget | None = None) -> None:
        super().__init__(
            model,
            widths=WIDTHS,
            words=Column.WORDS,
            least_words=LEAST_WORDS,
            sorted_by=Column.ARTICLE,
            parent=parent,
        )
        self.cases = model
        self.cells = CaseCells(self)
        self.setItemDelegate(self.cells)
        self.setAccessibleName("Disagreements")

    def show_states(self, shown: bool) -> None:
        """Show the column of decisions, or leave its room to the words."""
        if shown == self.isColumnHidden(Column.STATE):
            self.setColumnHidden(Column.STATE, not shown)
            self.fit(self.width())

    def chosen(self) -> Sequence["Case"]:
        """The cases of the selected rows, in order."""
        return [self.cases.at(row) for row in self.chosen_rows()]


class CaseCells(SwatchCells):
    """Signs, swatches, and words with a line above for the left side, one below for the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Column.LABEL, parent)

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Room for the sign; the words with boundaries are painted here."""
        super().initStyleOption(option, index)
        if index.column() == Column.CLASS:
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.decorationSize = SIGN
        elif index.column() == Column.LABEL:
            several = len(index.data(STYLES) or ())
            option.decorationSize = QSize(
                SWATCH * max(several, 1) + 2 * max(several - 1, 0), SWATCH
            )
        elif index.column() == Column.WORDS:
            option.text = ""
        elif index.column() == Column.STATE and index.data(STALE):
            option.font.setBold(True)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The cell as the style paints it, and signs and words over it."""
        super().paint(painter, option, index)
        box = QRectF(option.rect)
        middle = box.center().y()
        if index.column() == Column.CLASS:
            sort = index.data(SORT)
            if isinstance(sort, Sort):
                at = QRectF(box.left() + MARGIN, round(middle - 6), SIGN.width(), SIGN.height())
                paint_sort(painter, at, sort, self.theme)
        elif index.column() == Column.LABEL:
            for number, style in enumerate(index.data(STYLES) or ()):
                if isinstance(style, LabelStyle):
                    left = round(box.left() + MARGIN + number * (SWATCH + 2))
                    swatch = QRectF(left, round(middle - 6), SWATCH, SWATCH)
                    paint_swatch(painter, swatch, style, self.theme.fill_opacity)
        elif index.column() == Column.WORDS:
            stretches = index.data(STRETCHES)
            room = option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
            paint_stretches(painter, room, stretches or (), option.font, self.theme)


def paint_sort(painter: QPainter, box: QRectF, sort: Sort, theme: Theme) -> None:
    """The sign of a sort of case: the left side's mark above, the right side's below.

    Another label is hollow, another boundary is shorter, what is missing is missing.
    """
    colour = QColor(
        {
            Sort.OTHER_LABEL: theme.bad,
            Sort.BOTH_DIFFER: theme.bad,
            Sort.OTHER_BOUNDARY: theme.accent,
            Sort.SAME: theme.good,
            Sort.NOTHING: theme.good,
            Sort.GONE: theme.faint,
        }.get(sort, theme.text)
    )
    width = box.width() - 1
    above = QRectF(box.left() + 0.5, box.top() + 0.5, width, 4)
    below = QRectF(box.left() + 0.5, box.top() + 7.5, width, 4)
    if sort in (Sort.OTHER_BOUNDARY, Sort.BOTH_DIFFER):
        above.setRight(above.right() - 6)
        below.setLeft(below.left() + 6)
    painter.save()
    painter.setPen(QPen(colour, 1))
    full, hollow = QColor(colour), Qt.BrushStyle.NoBrush
    if sort not in (Sort.ONLY_RIGHT, Sort.NOTHING, Sort.GONE):
        painter.setBrush(full)
        painter.drawRect(above)
    if sort not in (Sort.ONLY_LEFT, Sort.NOTHING, Sort.GONE):
        other = sort in (Sort.OTHER_LABEL, Sort.BOTH_DIFFER, Sort.ANSWERS, Sort.LINKS)
        painter.setBrush(hollow if other else full)
        painter.drawRect(below)
    if sort in (Sort.NOTHING, Sort.GONE):
        painter.drawLine(QLineF(box.left(), box.center().y(), box.right(), box.center().y()))
    painter.restore()


def paint_stretches(
    painter: QPainter, room: QRect, stretches: Sequence[Stretch], font: QFont, theme: Theme
) -> None:
    """Words on one line: the left side's have a line above, the right side's a broken one below.

    What only one side has is tinted as well; the text around is faint.
    """
    painter.save()
    painter.setClipRect(room)
    painter.setFont(font)
    metrics = painter.fontMetrics()
    x, right = float(room.left()), room.right()
    baseline = room.center().y() + (metrics.ascent() - metrics.descent()) // 2 + 1
    top, bottom = baseline - metrics.ascent() - 1, baseline + metrics.descent() + 1
    for words, who in stretches:
        if x >= right:
            break
        left_to = int(right - x)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, left_to)
        width = metrics.horizontalAdvance(shown)
        if who in (Who.LEFT, Who.RIGHT):
            tint = QColor(theme.current_hit)
            painter.fillRect(QRectF(x, top, width, bottom - top), tint)
        painter.setPen(QColor(theme.faint if who is Who.NOBODY else theme.text))
        painter.drawText(int(x), baseline, shown)
        if who in (Who.LEFT, Who.BOTH):
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawLine(QLineF(x, top, x + width, top))
        if who in (Who.RIGHT, Who.BOTH):
            pen = QPen(QColor(theme.accent), 2)
            pen.setDashPattern([2, 1.5])
            painter.setPen(pen)
            painter.drawLine(QLineF(x, bottom, x + width, bottom))
        x += width
    painter.restore()
