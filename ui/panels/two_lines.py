"""Rows of two lines: what it is, and under it, fainter, what is worth knowing about it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.model.reading import Status
from ui.article.styles import LabelStyle
from ui.article.swatch import paint_swatch
from ui.panels.signs import paint_status
from ui.theme import LIGHT, Theme

SECOND = Qt.ItemDataRole.UserRole + 1
"""Role of the second line."""
RIGHT = Qt.ItemDataRole.UserRole + 2
"""Role of the words at the right end of the second line."""
SIGN = Qt.ItemDataRole.UserRole + 3
"""Role of the sign before the lines: a `Status`, a `LabelStyle` or nothing."""
GREYED = Qt.ItemDataRole.UserRole + 4
"""Role that says whether the row is greyed."""
STRONG = Qt.ItemDataRole.UserRole + 5
"""Role that says whether the first line is bold."""

Index = QModelIndex | QPersistentModelIndex
MARGIN = 6
SIGN_WIDTH = 16


class TwoLineDelegate(QStyledItemDelegate):
    """Paints rows of two lines; every row has the same height, in every state."""

    def __init__(self, view: QWidget, *, middle: bool = False) -> None:
        super().__init__(view)
        self.theme: Theme = LIGHT
        self._second_elide = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines and the room around them."""
        return QSize(120, 2 * QFontMetrics(option.font).height() + 2 * MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground as the style paints it, then sign and lines."""
        self.initStyleOption(option, index)
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        painter.save()
        box = option.rect.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        if (sign := index.data(SIGN)) is not None:
            self._paint_sign(painter, box, sign)
            box.adjust(SIGN_WIDTH + MARGIN, 0, 0, 0)
        self._paint_lines(painter, option, index, box)
        painter.restore()

    def _paint_sign(self, painter: QPainter, box: QRect, sign: object) -> None:
        if isinstance(sign, str):  # Qt hands a StrEnum back as its words
            status = Status(sign)
            colour = {Status.DONE: self.theme.good, Status.IN_PROGRESS: self.theme.accent}
            place = QPointF(box.left(), box.top())
            paint_status(painter, place, status, colour.get(status, self.theme.faint), SIGN_WIDTH)
        elif isinstance(sign, LabelStyle):
            swatch = QRectF(box.left(), box.top() + 1, SIGN_WIDTH, SIGN_WIDTH)
            paint_swatch(painter, swatch, sign, self.theme.fill_opacity)

    def _paint_lines(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, box: QRect
    ) -> None:
        first = QFont(option.font)
        first.setBold(bool(index.data(STRONG)))
        height = QFontMetrics(option.font).height()
        top = QRect(box.left(), box.top(), box.width(), height)
        faint = QColor(self.theme.faint)
        painter.setFont(first)
        painter.setPen(faint if index.data(GREYED) else QColor(self.theme.text))
        words = _one_line(index.data(Qt.ItemDataRole.DisplayRole))
        _draw(painter, top, words, Qt.TextElideMode.ElideRight)
        painter.setFont(option.font)
        painter.setPen(faint)
        below = top.translated(0, height)
        if right := index.data(RIGHT):
            _draw(painter, below, str(right), Qt.TextElideMode.ElideNone, right=True)
            taken = painter.fontMetrics().horizontalAdvance(str(right)) + MARGIN
            below.adjust(0, 0, -taken, 0)
        _draw(painter, below, _one_line(index.data(SECOND)), self._second_elide)


def _one_line(words: object) -> str:
    """Words without line breaks, cut where nobody will see them: a title may be a whole text."""
    return " ".join(str(words or "")[:1000].split())


def _draw(
    painter: QPainter, box: QRect, words: str, elide: Qt.TextElideMode, *, right: bool = False
) -> None:
    if box.width() <= 0:
        return
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    shown = painter.fontMetrics().elidedText(words, elide, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side | Qt.TextFlag.TextSingleLine, shown)
