"""The rows of the clues: headings of one line, clues and passages of two."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget

from annotator.model.span import Fragment
from annotator.text.find import Context
from ui.panels.clues_model import AROUND, MARKS
from ui.panels.two_lines import GREYED, MARGIN, RIGHT, Index, TwoLineDelegate

INDENT = 16


class CluesTree(QTreeView):
    """The clues under their headings. Enter or a click shows a passage.

    Signals: `shown_wanted(index)`, `menu_wanted(index, global position)`.
    """

    shown_wanted = Signal(QModelIndex)
    menu_wanted = Signal(QModelIndex, QPoint)

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.rows = CluesDelegate(self)
        self.setItemDelegate(self.rows)
        self.setHeaderHidden(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIndentation(INDENT)
        self.setAccessibleName("Clues")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.shown_wanted)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row, also from the keyboard."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        self.menu_wanted.emit(index, below if by_key else event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows; Esc is the panel's."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.shown_wanted.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class CluesDelegate(TwoLineDelegate):
    """A heading is one line; a clue its reason and, below, its words in context; a passage these
    words alone."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line or two, and the room around them."""
        lines = bool(index.data()) + (index.data(AROUND) is not None)
        return QSize(120, lines * QFontMetrics(option.font).height() + 2 * MARGIN)

    def _paint_lines(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, box: QRect
    ) -> None:
        around: Context | None = index.data(AROUND)
        if around is None:
            super()._paint_lines(painter, option, index, box)
            return
        metrics = painter.fontMetrics()
        line = QRect(box.left(), box.top(), box.width(), metrics.height())
        if reason := index.data():
            colour = self.theme.faint if index.data(GREYED) else self.theme.text
            _draw(painter, line, str(reason), colour)
            line.translate(0, metrics.height())
        if right := str(index.data(RIGHT) or ""):
            width = min(metrics.horizontalAdvance(right), line.width() // 2)
            place = QRect(line.right() - width, line.top(), width + 1, line.height())
            _draw(painter, place, right, self.theme.faint)
            line.setRight(place.left() - 2 * MARGIN)
        marks: Sequence[Fragment] = index.data(MARKS) or ()
        if marks:
            self._paint_marked(painter, line, around, marks)
        else:
            self._paint_around(painter, line, around)

    def _paint_marked(
        self, painter: QPainter, line: QRect, around: Context, marks: Sequence[Fragment]
    ) -> None:
        """What differs from the other passages lies on a ground of its own."""
        plain, strong = QFont(painter.font()), QFont(painter.font())
        strong.setBold(True)
        painter.setFont(plain)
        for words, is_marked in _pieces(around.hit, marks):
            painter.setFont(strong if is_marked else plain)
            width = painter.fontMetrics().horizontalAdvance(words)
            if is_marked and line.width() > 0:
                ground = QRect(line.left(), line.top(), min(width, line.width()), line.height())
                painter.fillRect(ground, QColor(self.theme.hit))
            _draw(painter, line, words, self.theme.text)
            line.setLeft(line.left() + width)
        painter.setFont(plain)

    def _paint_around(self, painter: QPainter, line: QRect, around: Context) -> None:
        """The words of the passage stand out from those around them."""
        plain, strong = QFont(painter.font()), QFont(painter.font())
        strong.setBold(True)
        for words, font, colour in (
            (around.before, plain, self.theme.faint),
            (around.hit, strong, self.theme.text),
            (around.after, plain, self.theme.faint),
        ):
            painter.setFont(font)
            _draw(painter, line, words, colour)
            line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(words))


def _pieces(words: str, marks: Sequence[Fragment]) -> Iterator[tuple[str, bool]]:
    """The words in pieces, and whether each is marked; marks that overlap are one."""
    at = 0
    for start, end in marks:
        if end <= at:
            continue
        start = max(start, at)
        if words[at:start]:
            yield words[at:start], False
        yield words[start:end], True
        at = end
    if words[at:]:
        yield words[at:], False


def _draw(painter: QPainter, box: QRect, words: str, colour: str) -> None:
    if box.width() > 0 and words:
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, side | Qt.TextFlag.TextSingleLine, shown)
