"""A list of passages in context, each with a tick: aligned, so that the eye can run down it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.text.find import Context
from ui.article.styles import LabelStyle
from ui.article.swatch import paint_swatch
from ui.theme import LIGHT, Theme

MARGIN = 6
TICK = 16
LEFT_SHARE = 0.36
"""Where the passage begins, as a part of the width."""
Index = QModelIndex | QPersistentModelIndex
Align = Qt.AlignmentFlag
Role = Qt.ItemDataRole
LINE = Role.UserRole + 1
"""Role of the `KwicLine` of a row."""
Tick = Callable[[Iterable[int], bool], object]
"""Gives rows their tick, or takes it away."""


@dataclass(frozen=True, slots=True)
class KwicLine:
    """One row: the passage in its words, where it stands, and the looks of its labels."""

    around: Context
    where: str
    looks: tuple[LabelStyle, ...] = ()


class KwicList(QListView):
    """Passages to look through and to tick. Space ticks the selected ones, Enter shows the current.

    The model answers `LINE` and the check state of a row. Signals: `shown_wanted(row)`.
    """

    shown_wanted = Signal(int)

    def __init__(
        self, model: QAbstractItemModel, tick: Tick, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tick = tick
        self.setModel(model)
        self.lines = KwicDelegate(self, tick)
        self.setItemDelegate(self.lines)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(500)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(lambda index: self.shown_wanted.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Enter shows; Esc belongs to what the list stands in."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.shown_wanted.emit(self.currentIndex().row())
        elif key == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._turn()
        else:
            super().keyPressEvent(event)

    def _turn(self) -> None:
        current = self.currentIndex()
        chosen = self.selectionModel().selectedRows() or [current]
        self._tick([index.row() for index in chosen], not is_ticked(current))


class KwicDelegate(QStyledItemDelegate):
    """Two lines: the words around the passage, and under them where it stands and the labels."""

    def __init__(self, view: QWidget, tick: Tick) -> None:
        super().__init__(view)
        self._tick = tick
        self.theme: Theme = LIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines and the room around them."""
        return QSize(120, 2 * QFontMetrics(option.font).height() + 2 * MARGIN)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """A click on the box ticks, without showing the passage."""
        if not isinstance(event, QMouseEvent) or not _tick_box(option.rect).contains(
            event.position().toPoint()
        ):
            return False
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._tick([index.row()], not is_ticked(index))
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, tick, words, place, labels."""
        self.initStyleOption(option, index)
        style = option.widget.style() if option.widget else QApplication.style()
        panel = QStyle.PrimitiveElement.PE_PanelItemViewItem
        style.drawPrimitive(panel, option, painter, option.widget)
        line: KwicLine = index.data(LINE)
        painter.save()
        self._paint_tick(painter, option, is_ticked(index))
        height = QFontMetrics(option.font).height()
        box = option.rect.adjusted(2 * MARGIN + TICK, MARGIN, -MARGIN, -MARGIN)
        words = QRect(box.topLeft(), QSize(box.width(), height))
        self._paint_words(painter, option, line.around, words)
        below = QRect(box.left(), box.top() + height, box.width(), height)
        self._paint_below(painter, line, below)
        painter.restore()

    def _paint_tick(self, painter: QPainter, option: QStyleOptionViewItem, ticked: bool) -> None:
        box = QRectF(_tick_box(option.rect)).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self.theme.accent if ticked else self.theme.edge))
        painter.setBrush(QColor(self.theme.accent if ticked else self.theme.ground))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            painter.setPen(QPen(QColor(self.theme.on_accent), 1.8))
            painter.drawPolyline(
                [box.topLeft() + QPointF(x, y) for x, y in ((3.5, 7.5), (6.5, 10.5), (11.5, 4.5))]
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, around: Context, box: QRect
    ) -> None:
        bold = QFont(option.font)
        bold.setBold(True)
        plain, strong = QFontMetrics(option.font), QFontMetrics(bold)
        left = int(box.width() * LEFT_SHARE)
        gap = 1
        hit = strong.elidedText(around.hit, Qt.TextElideMode.ElideMiddle, box.width() - left)
        width = strong.horizontalAdvance(hit)
        mark = QRect(box.left() + left, box.top(), width, box.height())
        painter.fillRect(mark.adjusted(-1, 0, 1, 0), QColor(self.theme.hit))
        painter.setFont(bold)
        painter.setPen(QColor(self.theme.text))
        painter.drawText(mark, Align.AlignLeft | Align.AlignVCenter, hit)
        painter.setFont(option.font)
        before = plain.elidedText(around.before, Qt.TextElideMode.ElideLeft, left - gap)
        place = QRect(box.left(), box.top(), left - gap, box.height())
        painter.drawText(place, Align.AlignRight | Align.AlignVCenter, before)
        right = QRect(mark.right() + gap, box.top(), box.right() - mark.right() - gap, box.height())
        if right.width() > 0:
            after = plain.elidedText(around.after, Qt.TextElideMode.ElideRight, right.width())
            painter.drawText(right, Align.AlignLeft | Align.AlignVCenter, after)

    def _paint_below(self, painter: QPainter, line: KwicLine, box: QRect) -> None:
        metrics = painter.fontMetrics()
        painter.setPen(QColor(self.theme.faint))
        right = float(box.right())
        for look in reversed(line.looks):
            right -= metrics.horizontalAdvance(look.tag)
            words = QRectF(right, box.top(), box.right() - right, box.height())
            painter.drawText(words, Align.AlignLeft | Align.AlignVCenter, look.tag)
            right -= 18
            swatch = QRectF(right, box.top() + (box.height() - 12) / 2, 14, 12)
            paint_swatch(painter, swatch, look, self.theme.fill_opacity)
            right -= MARGIN
            painter.setPen(QColor(self.theme.faint))
        width = int(right) - box.left() - MARGIN
        where = metrics.elidedText(line.where, Qt.TextElideMode.ElideRight, max(width, 0))
        painter.drawText(box, Align.AlignLeft | Align.AlignVCenter, where)


def is_ticked(index: Index) -> bool:
    """Whether a row has a tick."""
    return bool(index.data(Role.CheckStateRole) == Qt.CheckState.Checked)


def _tick_box(row: QRect) -> QRect:
    return QRect(row.left() + MARGIN, row.top() + MARGIN, TICK, TICK)
