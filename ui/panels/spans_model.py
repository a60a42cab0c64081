"""Spans as the rows of a table."""

import bisect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model.scheme import Scheme
from annotator.model.span import Span
from ui.panels.two_lines import SIGN

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
NOTE = Qt.ItemDataRole.UserRole + 1
"""Role that says whether the span has a note."""
FEW = 50
"""Up to so many changed spans are put into their rows one by one, without sorting all."""
SHOWN = 400
"""So many characters of a span are shown at most; nobody reads more of them in a table."""


class Column(IntEnum):
    """What the columns show."""

    LABEL = 0
    WORDS = 1
    ARTICLE = 2
    NOTE = 3
    ATTRIBUTES = 4


HEADINGS = ("Label", "Words", "Article", "Note", "Attributes")


class Whose(Enum):
    """Whose spans are listed."""

    MINE = "mine"


@dataclass(frozen=True, slots=True)
class SpanFilter:
    """Which spans are listed. No `labels` mean all; `words` are sought in words and note."""

    labels: frozenset[str] = frozenset()
    words: str = ""
    with_note: bool = False
    lacking: bool = False
    whose: Whose = Whose.MINE

    def takes(self, span: Span, text: Callable[[], str], scheme: Scheme) -> bool:
        """Whether the span is listed; `text` is only asked for when it matters."""
        if self.labels and span.label_id not in self.labels:
            return False
        if self.with_note and not span.note:
            return False
        if self.lacking and not lacks_answers(span, scheme):
            return False
        if not self.words:
            return True
        needle = self.words.casefold()
        return needle in span.note.casefold() or needle in span.quoted(text()).casefold()


def lacks_answers(span: Span, scheme: Scheme) -> bool:
    """Whether a required attribute of the span is empty."""
    label = scheme.label(span.label_id)
    if label is None:
        return False
    return any(a.required and not any(span.values(a.name)) for a in label.attributes)


def attribute_summary(span: Span) -> str:
    """The values of a span in one line."""
    return " · ".join(pair.value for pair in span.attributes if pair.value)


class SpansModel(QAbstractTableModel):
    """The listed spans. Their words are cut out of the text when a row is shown.

    `text` gives the text of an article.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Span] = []
        self._by_id: dict[str, Span] | None = None
        self._column = Column.ARTICLE
        self._order = Qt.SortOrder.AscendingOrder
        self._scheme = Scheme("", 1)
        self.text: Callable[[str], str] = lambda _: ""
        self._places: Mapping[str, int] = {}
        self._names: Mapping[str, str] = {}
        self._styles: Mapping[str, object] = {}
        self._asked: frozenset[str] = frozenset()

    # What there is

    def begin(
        self,
        scheme: Scheme,
        text: Callable[[str], str],
        names: Mapping[str, str],
    ) -> None:
        """Start with no rows; `names` holds the articles in order, by id."""
        self.beginResetModel()
        self._rows, self._by_id, self.text = [], None, text
        self._scheme, self._names = scheme, names
        self._places = {article_id: at for at, article_id in enumerate(names)}
        self.endResetModel()

    def dress(self, styles: Mapping[str, object]) -> None:
        """How labels look."""
        self._styles = styles
        self._tell_all()

    def add(self, spans: Sequence[Span]) -> None:
        """Put more spans at the end; `settle` sorts them in."""
        if spans:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(spans) - 1)
            self._rows.extend(spans)
            self._by_id = None
            self.endInsertRows()

    def replace(self, gone: frozenset[str], spans: Sequence[Span]) -> None:
        """Take out the rows of these ids and put these spans in where they belong."""
        kept = {span.id: span for span in spans}
        listed = [span_id for span_id in gone if span_id in self._known()]
        if len(gone) > FEW:
            self._keep_chosen(lambda: self._rebuild(gone, spans))
        elif kept.keys() == set(listed):
            self._exchange(kept)
        elif self.in_text_order:
            self._take_out(self.rows_of(listed))
            self._put_in(spans)
        else:
            self._keep_chosen(lambda: self._rebuild(gone, spans))

    def _known(self) -> dict[str, Span]:
        """The listed spans by id; made when an edit or a choice asks for it."""
        if self._by_id is None:
            self._by_id = {span.id: span for span in self._rows}
        return self._by_id

    def _take_out(self, rows: Sequence[int]) -> None:
        for row in sorted(rows, reverse=True):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._known()[self._rows.pop(row).id]
            self.endRemoveRows()

    def _put_in(self, spans: Sequence[Span]) -> None:
        for span in spans:
            row = bisect.bisect_left(self._rows, self._place(span), key=self._place)
            self.beginInsertRows(QModelIndex(), row, row)
            self._rows.insert(row, span)
            self._known()[span.id] = span
            self.endInsertRows()

    def settle(self) -> None:
        """Sort the rows as the header says."""
        self._keep_chosen(lambda: self._rows.sort(key=self._key(), reverse=self._backwards))

    def span_at(self, row: int) -> Span:
        """The span of a row."""
        return self._rows[row]

    def mark_asked(self, ids: Iterable[str]) -> None:
        """Sign the spans about which a question is open."""
        self._asked = frozenset(ids)
        self._tell_all()

    def rows_of(self, ids: Iterable[str]) -> list[int]:
        """The rows of these spans, those that are listed, in order."""
        known = self._known()
        wanted = [known[span_id] for span_id in ids if span_id in known]
        if not self.in_text_order and wanted:
            chosen = {span.id for span in wanted}
            return [at for at, span in enumerate(self._rows) if span.id in chosen]
        places = map(self._place, wanted)
        return sorted(bisect.bisect_left(self._rows, at, key=self._place) for at in places)

    def words(self, span: Span) -> str:
        """The words of a span in one line, long ones cut."""
        pieces, room = [], SHOWN
        text = self.text(span.article_id)
        for start, end in span.fragments:
            pieces.append(text[start : min(end, start + room)])
            room -= end - start
            if room <= 0:
                break
        return " … ".join(" ".join(piece.split()) for piece in pieces)

    @property
    def scheme(self) -> Scheme:
        """The scheme that the labels stand in."""
        return self._scheme

    # Order

    @property
    def in_text_order(self) -> bool:
        """Whether the rows stand as the spans do in the articles."""
        return self._column is Column.ARTICLE and not self._backwards

    @property
    def _backwards(self) -> bool:
        return self._order is Qt.SortOrder.DescendingOrder

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self._column, self._order = Column(column), order
        self.settle()

    def _place(self, span: Span) -> tuple[int, int, int, str]:
        return (self._places.get(span.article_id, 0), span.start, -span.end, span.id)

    def _key(self) -> Callable[[Span], Any]:
        match self._column:
            case Column.LABEL:
                labels = {label.id: at for at, label in enumerate(self._scheme.labels)}
                return lambda span: (labels.get(span.label_id, -1), self._place(span))
            case Column.NOTE:
                return lambda span: (not span.note, self._place(span))
            case Column.ATTRIBUTES:
                return lambda span: (attribute_summary(span).casefold(), self._place(span))
            case Column.WORDS:
                # In text order first, so that each text is read once.
                self._rows.sort(key=self._place)
                words = {span.id: self.words(span).casefold() for span in self._rows}
                return lambda span: (words[span.id], self._place(span))
        return self._place

    def _exchange(self, spans: Mapping[str, Span]) -> None:
        """Put changed spans into the rows they have, which then may have to move."""
        rows = self.rows_of(spans)
        moved = False
        for row in rows:
            old, new = self._rows[row], spans[self._rows[row].id]
            moved = moved or self._place(old) != self._place(new)
            self._rows[row] = self._known()[new.id] = new
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(HEADINGS) - 1))
        if moved or not self.in_text_order:
            self.settle()

    def _rebuild(self, gone: frozenset[str], spans: Sequence[Span]) -> None:
        self._by_id = None
        self._rows = [span for span in self._rows if span.id not in gone]
        self._rows.extend(spans)
        self._rows.sort(key=self._key(), reverse=self._backwards)

    def _keep_chosen(self, change: Callable[[], None]) -> None:
        """Change the order or number of rows; selections stay with their spans."""
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        ids = [self._rows[index.row()].id for index in old]
        change()
        wanted = set(ids)
        at = {span.id: row for row, span in enumerate(self._rows) if span.id in wanted}
        new = [
            self.index(at[i], index.column()) if i in at else QModelIndex()
            for i, index in zip(ids, old, strict=True)
        ]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _tell_all(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(HEADINGS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # As views ask

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many spans are listed."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Five."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """What a cell shows."""
        span = self._rows[index.row()]
        if role == Role.DisplayRole:
            return self._shown(span, index.column())
        if role == SIGN and index.column() == Column.LABEL:
            return self._styles.get(span.label_id)
        if role == NOTE and index.column() == Column.NOTE:
            return bool(span.note)
        if role == Role.ToolTipRole:
            return self._tip(span)
        if role == Role.AccessibleTextRole and index.column() == Column.NOTE:
            asked = "a question to the lead is open, " if span.id in self._asked else ""
            return asked + (span.note or "no note")
        return None

    def _shown(self, span: Span, column: int) -> str:
        match column:
            case Column.LABEL:
                label = self._scheme.label(span.label_id)
                return label.name if label else ""
            case Column.WORDS:
                return self.words(span)
            case Column.ARTICLE:
                return self._names.get(span.article_id, "")
            case Column.ATTRIBUTES:
                return attribute_summary(span)
            case Column.NOTE:
                return "?" if span.id in self._asked else ""
        return ""

    def _tip(self, span: Span) -> str:
        asked = "A question to the lead is open." if span.id in self._asked else ""
        lines = [self.words(span), attribute_summary(span), span.note, asked]
        return "<span>" + "<br>".join(escape(line) for line in lines if line) + "</span>"
