"""The counterparts of a sentence as a list: what is nearly the same text stands apart."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.model.across import Across, Counterpart, Told, What
from annotator.model.clue import Passage
from annotator.model.span import Fragment
from ui.panels.marked_text import Marked, laid_out, marked
from ui.panels.two_lines import MARGIN, Index
from ui.theme import LIGHT, Theme

Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
WORDS = Role.UserRole + 1
"""Role of a counterpart's words, `Marked`."""
RIGHT = Role.UserRole + 2
"""Role of what stands at the right end of the first line."""
ALIKE, SAME_TEXT = "Tells much the same", "Nearly the same text"
_ORDER = (What.NUMBER, What.PLACE, What.TIME, What.NAME)


@dataclass(frozen=True, slots=True)
class Beside:
    """A counterpart, what only this sentence tells, and what only the other one tells."""

    pair: Counterpart
    here: tuple[Told, ...]
    there: tuple[Told, ...]

    @property
    def differing(self) -> What | None:
        """The first sort of thing of which both tell something else; None: neither contradicts."""
        mine, theirs = ({one.what for one in some} for some in (self.here, self.there))
        return next((what for what in _ORDER if what in mine and what in theirs), None)


def told_by_article(across: Across) -> dict[str, Across]:
    """What each article tells, apart from the others: there may be two hundred of them."""
    found: dict[str, list[Told]] = defaultdict(list)
    for one in across.told:
        found[one.article_id].append(one)
    return {article_id: Across(told=tuple(some)) for article_id, some in found.items()}


def beside(
    across: Across, told: Mapping[str, Across], article_id: str, offset: int, least: float
) -> tuple[Beside, ...]:
    """The counterparts of the sentence at an offset, best first, what is nearly the same last."""
    found = across.beside(article_id, offset, least=least)
    if not found:
        return ()
    # Between two sentences that touch the caret stands in the second one.
    here = max(one.members[0].place for one in found)
    kept = [one for one in found if one.members[0].place == here]
    kept.sort(key=lambda one: one.near_identical)
    return tuple(Beside(one, *_differences(told, *one.members)) for one in kept)


def _differences(
    told: Mapping[str, Across], one: Passage, other: Passage
) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    both = (told.get(each.article_id, Across()).told_in(each) for each in (one, other))
    return Across(told=tuple(chain.from_iterable(both))).differences(one, other)


class ElsewhereModel(QAbstractListModel):
    """Headings and counterparts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[str | Beside] = []
        self._names: Mapping[str, str] = {}
        self.text: Callable[[str], str] = lambda _: ""

    def fill(self, some: Sequence[Beside], names: Mapping[str, str]) -> None:
        """Show these; `names` are those of the articles, by id."""
        self.beginResetModel()
        self._names, self._rows = names, []
        for same, heading in ((False, ALIKE), (True, SAME_TEXT)):
            under = [one for one in some if one.pair.near_identical is same]
            self._rows += [f"{heading}  ({len(under):,})", *under] if under else []
        self.endResetModel()

    def beside_at(self, index: Index) -> Beside | None:
        """The counterpart of a row; None for a heading."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Beside) else None

    def first(self) -> QModelIndex:
        """The row of the first counterpart."""
        return self.index(1, 0) if len(self._rows) > 1 else QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if self.beside_at(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """The words of a row."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if isinstance(row, str):
            return row if role in (Role.DisplayRole, Role.AccessibleTextRole) else None
        other = row.pair.members[1]
        name = self._names.get(other.article_id, "")
        if role == Role.DisplayRole:
            return name
        if role == WORDS:
            marks = [one.place for one in row.there]
            return marked(self.text(other.article_id), other.place, marks)
        if role == RIGHT:
            return f"{row.pair.score:.2f}"
        if role == Role.AccessibleTextRole:
            words: Marked = self.data(index, WORDS)
            told = ", ".join(words.words[a:b] for a, b in words.marks)
            only = f"; only there: {told}" if told else ""
            return f"{name}, {row.pair.score:.2f}: {words.words}{only}"
        return None


class ElsewhereList(QListView):
    """The list. A click or Enter goes to a passage; Esc is the panel's.

    Signals: `wanted(index)`, `current_moved()`.
    """

    wanted = Signal(QModelIndex)
    current_moved = Signal()

    def __init__(self, model: ElsewhereModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.rows = ElsewhereDelegate(self)
        self.setItemDelegate(self.rows)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("The same passage in the other articles")
        self.clicked.connect(self.wanted)
        self.selectionModel().selectionChanged.connect(lambda *_: self.current_moved.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows; Esc is left to the panel."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows have other heights in another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class ElsewhereDelegate(QStyledItemDelegate):
    """A heading is one line; a counterpart its article and score, and below them its words."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.theme: Theme = LIGHT

    def _width(self) -> int:
        return self._view.viewport().width() - 2 * MARGIN

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its words."""
        height = QFontMetrics(option.font).height()
        words: Marked | None = index.data(WORDS)
        if words is not None:
            height += round(laid_out(words, option.font, self._width(), self.theme)[1])
        return QSize(120, height + 2 * MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground as the style paints it, then the words."""
        self.initStyleOption(option, index)
        style = option.widget.style() if option.widget else QApplication.style()
        panel = QStyle.PrimitiveElement.PE_PanelItemViewItem
        style.drawPrimitive(panel, option, painter, option.widget)
        painter.save()
        box = option.rect.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        words: Marked | None = index.data(WORDS)
        line = QRect(box.left(), box.top(), box.width(), painter.fontMetrics().height())
        strong = QFont(option.font)
        strong.setBold(words is None)
        painter.setFont(strong)
        right = str(index.data(RIGHT) or "")
        taken = painter.fontMetrics().horizontalAdvance(right) + MARGIN if right else 0
        faint = QColor(self.theme.faint)
        painter.setPen(faint if words is not None else QColor(self.theme.text))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        _draw(painter, line.adjusted(0, 0, -taken, 0), str(index.data() or ""))
        if words is not None:
            painter.setPen(QColor(self.theme.text))
            layout, _ = laid_out(words, option.font, box.width(), self.theme)
            layout.draw(painter, line.bottomLeft().toPointF())
        painter.restore()


def _draw(painter: QPainter, box: QRect, words: str) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, side | Qt.TextFlag.TextSingleLine, shown)


def told_words(text: str, some: Sequence[Told], what: What) -> str:
    """What is told of one sort, as words."""
    places: list[Fragment] = [one.place for one in some if one.what is what]
    return ", ".join(dict.fromkeys(" ".join(text[a:b].split()) for a, b in places))
