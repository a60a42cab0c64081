"""The tables of a story: a row per group or question, a column per article."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from annotator.model.across import FacetRow
from annotator.model.clue import Passage
from annotator.model.group import Group, Member
from annotator.model.span import Fragment, Span
from annotator.model.story import Article
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
SIGNS = {"contradicts": "≠", "attributes": "“”", "repeats": "○", "states": "●", "omits": "–"}
"""The sign of each stance. Where an article has several, the first of these colours its cell."""
PASSAGES = Qt.ItemDataRole.UserRole
NARROWEST = 168
"""Pixels of a column at least."""
MOST_COLUMNS = 40
"""Articles in a table; of a longer story those that say most."""
MOST_ROWS = 300
LINES = 3
"""So many passages are named in a cell; the others are counted."""
LONGEST = 90
"""Code points of one of them."""
LONGEST_ANSWER = 130
"""Code points of an answer to a question: it is a clause."""
ABOUT = Qt.ItemDataRole.UserRole + 1
"""Of the first column: a fainter word below the name."""
PAD = 12, 6
"""Pixels around the words of the first column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What an article says to a row: lines, the stance that colours it, and where it says so."""

    lines: tuple[str, ...] = ()
    stance: str = ""
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: what it is about, a fainter word to that, and a cell for each article by its id."""

    name: str
    kind: str
    cells: Mapping[str, Cell]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All its passages, article by article."""
        return tuple(one for cell in self.cells.values() for one in cell.passages)

    def passages_from(self, article_id: str) -> tuple[Passage, ...]:
        """The same, those of one article first."""
        first = self.cells.get(article_id, Cell()).passages
        others = (cell.passages for key, cell in self.cells.items() if key != article_id)
        return (*first, *chain.from_iterable(others))


def columns(
    rows: Sequence[TableRow], articles: Sequence[Article], most: int = MOST_COLUMNS
) -> Sequence[Article]:
    """The articles that a table has room for: those that say most, in their order."""
    if len(articles) <= most:
        return articles
    said = {a.id: sum(bool(row.cells.get(a.id, Cell()).lines) for row in rows) for a in articles}
    best = sorted(articles, key=lambda one: -said[one.id])[:most]
    return [one for one in articles if one in best]


def group_row(
    group: Group,
    articles: Sequence[Article],
    spans: Mapping[str, Span],
    text: Callable[[str], str],
) -> TableRow:
    """A group as a row: values, or else words, of its members with the signs of their stances."""
    cells = {}
    for article in articles:
        members = [one for one in group.members if one.article_id == article.id]
        stances = {one.stance for one in members}
        lines = [_member_line(one, spans, text) for one in members]
        passages = (_passage(one, spans) for one in members)
        stance = next((one for one in SIGNS if one in stances), "")
        cells[article.id] = Cell(_few(lines), stance, tuple(filter(None, passages)))
    return TableRow(group.name or group.kind, group.kind, cells)


def facet_row(row: FacetRow, articles: Sequence[Article], text: Callable[[str], str]) -> TableRow:
    """A question as a row: what each article answers, each answer once."""
    cells = {}
    said: dict[str, list[Passage]] = defaultdict(list)
    for one in row.passages:
        said[one.article_id].append(one)
    for article in articles:
        some = said[article.id]
        words = (one.value or text(one.article_id)[slice(*one.place)] for one in some)
        lines = _few(dict.fromkeys(_short(one, LONGEST_ANSWER) for one in words))
        if len(lines) > 1:
            lines = tuple(f"· {line}" for line in lines)
        cells[article.id] = Cell(lines, "", tuple(some))
    return TableRow(row.facet, "", cells)


_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class _CellDelegate(QStyledItemDelegate):
    """The style sheet paints over the ground of an item, so that is painted here.

    A name in the first column stands in bold above a fainter word.
    """

    faint = QColor()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, then the rest."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None and not option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, ground)
        about = index.data(ABOUT)
        if about is None:
            super().paint(painter, option, index)
            return
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        own.text = ""
        own.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget
        )
        box = option.rect.adjusted(PAD[0], PAD[1], -PAD[0], -PAD[1])
        painter.save()
        painter.setFont(own.font)
        painter.setPen(option.palette.text().color())
        height = self._height(own, index, box.width())
        painter.drawText(box, _WRAPPED, _name(index))
        painter.setFont(option.font)
        painter.setPen(self.faint)
        painter.drawText(box.adjusted(0, height, 0, 0), _WRAPPED, about)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for the name and the word below it."""
        about = index.data(ABOUT)
        if about is None or not isinstance(option.widget, QTableWidget):
            # The style sheet pads the words only after their lines were counted.
            narrower = QStyleOptionViewItem(option)
            narrower.rect = option.rect.adjusted(0, 0, -2 * PAD[0], 0)
            return super().sizeHint(narrower, index)
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        width = option.widget.columnWidth(index.column())
        name = self._height(own, index, width - 2 * PAD[0])
        line = QFontMetrics(option.font).height() if about else 0
        return QSize(width, name + line + 2 * PAD[1])

    def _height(self, option: QStyleOptionViewItem, index: Index, width: int) -> int:
        room = QRect(0, 0, max(width, 1), 10_000)
        return QFontMetrics(option.font).boundingRect(room, _WRAPPED, _name(index)).height()


class StoryTable(QTableWidget):
    """Rows and articles. A click or Enter on a cell, or on a row's name, shows its passages.

    Signals: `passages_wanted(tuple of Passage)`.
    """

    passages_wanted = Signal(object)

    def __init__(self, name: str, first: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = first
        self._cells = _CellDelegate(self)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.itemClicked.connect(self._go)

    def fill(self, rows: Sequence[TableRow], articles: Sequence[Article], theme: Theme) -> None:
        """Show these; the current cell stays where it is."""
        at = self.currentRow(), self.currentColumn()
        self._cells.faint = QColor(theme.faint)
        self.clear()
        self.setRowCount(len(rows))
        self.setColumnCount(len(articles) + 1)
        self.setHorizontalHeaderItem(0, QTableWidgetItem(self._first))
        for column, article in enumerate(articles, 1):
            head = QTableWidgetItem(article.name)
            head.setToolTip(f"<span>{escape(article.title or article.name)}</span>")
            self.setHorizontalHeaderItem(column, head)
        for place, row in enumerate(rows):
            self.setItem(place, 0, _name_item(row))
            for column, article in enumerate(articles, 1):
                cell = row.cells.get(article.id, Cell())
                self.setItem(place, column, _cell_item(cell, article, row, theme))
        self._share_room()
        if at[0] >= 0 and rows:
            self.setCurrentCell(min(at[0], len(rows) - 1), min(at[1], len(articles)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns share the room, down to a width that can be read."""
        super().resizeEvent(event)
        self._share_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is a click."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._go(item)
        else:
            super().keyPressEvent(event)

    def _share_room(self) -> None:
        if number := self.columnCount():
            width = max(NARROWEST, self.viewport().width() // number)
            for column in range(number):
                self.setColumnWidth(column, width)
            self.resizeRowsToContents()

    def _go(self, item: QTableWidgetItem) -> None:
        if passages := item.data(PASSAGES):
            self.passages_wanted.emit(passages)


def _name(index: Index) -> str:
    return str(index.data()).removesuffix(f"\n{index.data(ABOUT)}")


def _name_item(row: TableRow) -> QTableWidgetItem:
    item = QTableWidgetItem(row.name + (f"\n{row.kind}" if row.kind else ""))
    item.setData(ABOUT, row.kind)
    said = ", ".join(filter(None, (row.name, row.kind)))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
    item.setToolTip(f"<span>{escape(said)}</span>")
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    item.setData(PASSAGES, row.passages)
    _align(item)
    return item


def _cell_item(cell: Cell, article: Article, row: TableRow, theme: Theme) -> QTableWidgetItem:
    item = QTableWidgetItem("\n".join(cell.lines))
    item.setData(PASSAGES, row.passages_from(article.id))
    said = "; ".join(cell.lines) or "nothing"
    words = f"{row.name}, {article.name}: {said}{f', {cell.stance}' if cell.stance else ''}"
    item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
    item.setToolTip("<span>" + "<br>".join(map(escape, (article.name, *cell.lines))) + "</span>")
    _align(item)
    if cell.stance:
        item.setBackground(stance_colour(cell.stance, theme))
    return item


def stance_colour(stance: str, theme: Theme) -> QColor:
    """The ground of a cell: what contradicts stands out, what omits recedes."""
    colours = {"contradicts": theme.bad, "omits": theme.edge, "attributes": theme.accent}
    colour = QColor(colours.get(stance, theme.good))
    colour.setAlphaF(theme.fill_opacity)
    return colour


def _align(item: QTableWidgetItem) -> None:
    item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def _member_line(member: Member, spans: Mapping[str, Span], text: Callable[[str], str]) -> str:
    span, words = spans.get(member.span_id), member.value
    if not words and span is not None:
        words = text(member.article_id)[span.start : span.end]
    words = _short(words) or member.stance
    return f"{SIGNS[member.stance]} {words}" if member.stance in SIGNS else words


def _passage(member: Member, spans: Mapping[str, Span]) -> Passage | None:
    span = spans.get(member.span_id)
    place = Fragment(span.start, span.end) if span is not None else None
    return Passage(member.article_id, place, member.value) if place is not None else None


def _short(words: str, longest: int = LONGEST) -> str:
    flat = " ".join(words[: 4 * longest].split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1].rstrip()}…"


def _few(lines: Iterable[str]) -> tuple[str, ...]:
    some = list(lines)
    more = len(some) - LINES
    return (*some[:LINES], f"and {more:,} more") if more > 0 else tuple(some)
