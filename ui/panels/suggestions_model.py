"""Suggestions as the rows of a table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from html import escape
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model.scheme import Scheme
from annotator.model.suggestion import Answer, Source, Suggestion, Verdict
from ui.panels.two_lines import SIGN

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
DECIDED = Qt.ItemDataRole.UserRole + 1
"""Role that says whether the suggestion became a span."""
FEW = 50
"""Up to so many rows are put in or taken out one by one, without sorting all."""
SHOWN = 400
"""So many characters are shown at most; nobody reads more of them in a table."""
SOURCES: Mapping[Source, tuple[str, str]] = {
    Source.QUOTES: ("quotation", "Quotations"),
    Source.ENTITIES: ("name", "Names"),
    Source.CLAIMS: ("claim", "Claims"),
    Source.REPEATS: ("repeat", "Repeats of your labels"),
}
"""What the suggesters find, in words: one of it, and all."""
VERDICTS: Mapping[Verdict, str] = {
    Verdict.ACCEPTED: "accepted",
    Verdict.EDITED: "accepted with other edges",
    Verdict.REJECTED: "rejected",
    Verdict.SKIPPED: "skipped",
}
"""What was answered, in words."""


class Column(IntEnum):
    """What the columns show."""

    KIND = 0
    LABEL = 1
    WORDS = 2
    ARTICLE = 3
    SCORE = 4
    WHO = 5
    REASON = 6
    ANSWER = 7


HEADINGS = ("Kind", "Label", "Words", "Article", "Score", "Speaker or name", "Why", "Answer")


class Row(NamedTuple):
    """A suggestion and what was answered, None while it waits."""

    suggestion: Suggestion
    answer: Answer | None


class Which(Enum):
    """Which suggestions are listed, by their answers."""

    WAITING = "Waiting"
    ANSWERED = "Answered"
    ALL = "Waiting and answered"


@dataclass(frozen=True, slots=True)
class SuggestionFilter:
    """Which suggestions are listed; `words` are sought in their words, reason, speaker, name."""

    sources: frozenset[Source] = frozenset(Source)
    which: Which = Which.WAITING
    words: str = ""

    def takes(self, row: Row, text: Callable[[], str]) -> bool:
        """Whether the row is listed; `text` is only asked for when it matters."""
        one = row.suggestion
        if one.source not in self.sources:
            return False
        if self.which is not Which.ALL and (row.answer is None) != (self.which is Which.WAITING):
            return False
        if not self.words:
            return True
        needle, whole = self.words.casefold(), text()
        said = whole[slice(*one.speaker)] if one.speaker is not None else ""
        held = (one.reason, one.group, said, one.quoted(whole))
        return any(needle in words.casefold() for words in held)


class SuggestionsModel(QAbstractTableModel):
    """The listed suggestions. Their words are cut out of the text when a row is shown.

    `text` gives the text of an article.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._ids: set[str] = set()
        self._column = Column.KIND
        self._order = Qt.SortOrder.AscendingOrder
        self._scheme = Scheme("", 1)
        self.text: Callable[[str], str] = lambda _: ""
        self._places: Mapping[str, int] = {}
        self._names: Mapping[str, str] = {}
        self._styles: Mapping[str, object] = {}

    # What there is

    def begin(self, scheme: Scheme, text: Callable[[str], str], names: Mapping[str, str]) -> None:
        """Start with no rows; `names` holds the articles in order, by id."""
        self.beginResetModel()
        self._rows, self._ids, self.text = [], set(), text
        self._scheme, self._names = scheme, names
        self._places = {article_id: at for at, article_id in enumerate(names)}
        self.endResetModel()

    def dress(self, styles: Mapping[str, object]) -> None:
        """How labels look."""
        self._styles = styles
        if self._rows:
            last = self.index(len(self._rows) - 1, len(HEADINGS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def add(self, rows: Sequence[Row]) -> None:
        """Put more rows at the end; `settle` sorts them in."""
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows.extend(rows)
            self._ids.update(row.suggestion.id for row in rows)
            self.endInsertRows()

    def replace(self, article_id: str, rows: Sequence[Row]) -> None:
        """These are the rows of one article from now on."""
        held = {r.suggestion.id: r for r in self._rows if r.suggestion.article_id == article_id}
        new = {row.suggestion.id: row for row in rows}
        gone = [i for i, row in held.items() if new.get(i) != row]
        come = [row for i, row in new.items() if held.get(i) != row]
        if len(gone) + len(come) > FEW:
            self._keep_chosen(lambda: self._rebuild(frozenset(gone), come))
            return
        for row in sorted((self.row_of(i) for i in gone), reverse=True):
            self.beginRemoveRows(QModelIndex(), row, row)
            self._ids.discard(self._rows.pop(row).suggestion.id)
            self.endRemoveRows()
        for one in come:
            place = self._slot(one)
            self.beginInsertRows(QModelIndex(), place, place)
            self._rows.insert(place, one)
            self._ids.add(one.suggestion.id)
            self.endInsertRows()

    def _rebuild(self, gone: frozenset[str], come: Sequence[Row]) -> None:
        self._rows = [row for row in self._rows if row.suggestion.id not in gone]
        self._rows.extend(come)
        self._ids = {row.suggestion.id for row in self._rows}
        self._rows.sort(key=self._key(), reverse=self._backwards)

    def _slot(self, one: Row) -> int:
        """Where a row belongs."""
        key, backwards = self._key(), self._backwards
        wanted, low, high = key(one), 0, len(self._rows)
        while low < high:
            middle = (low + high) // 2
            held = key(self._rows[middle])
            if held > wanted if backwards else held < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def at(self, row: int) -> Row:
        """The suggestion of a row, and its answer."""
        return self._rows[row]

    def row_of(self, suggestion_id: str) -> int:
        """The row of a suggestion, -1 where it is not listed."""
        if suggestion_id not in self._ids:
            return -1
        found = (n for n, row in enumerate(self._rows) if row.suggestion.id == suggestion_id)
        return next(found, -1)

    def words(self, one: Suggestion) -> str:
        """The words of a suggestion in one line, long ones cut."""
        text = self.text(one.article_id)
        pieces = (text[start : min(end, start + SHOWN)] for start, end in one.fragments)
        return " … ".join(" ".join(piece.split()) for piece in pieces)[:SHOWN]

    @property
    def scheme(self) -> Scheme:
        """The scheme that the labels stand in."""
        return self._scheme

    # Order

    def settle(self) -> None:
        """Sort the rows as the header says."""
        self._keep_chosen(lambda: self._rows.sort(key=self._key(), reverse=self._backwards))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self._column, self._order = Column(column), order
        self.settle()

    @property
    def _backwards(self) -> bool:
        return self._order is Qt.SortOrder.DescendingOrder

    def _place(self, one: Suggestion) -> tuple[int, int, int, str]:
        return (self._places.get(one.article_id, 0), one.start, -one.end, one.id)

    def _key(self) -> Callable[[Row], Any]:
        place, column = self._place, self._column
        sources = {source: at for at, source in enumerate(SOURCES)}
        labels = {label.id: at for at, label in enumerate(self._scheme.labels)}

        def key(row: Row) -> tuple[object, ...]:
            one = row.suggestion
            match column:
                case Column.KIND:
                    return (sources[one.source], -one.score, place(one))
                case Column.LABEL:
                    return (labels.get(one.label_id, -1), place(one))
                case Column.SCORE:
                    return (-one.score, place(one))
                case Column.ARTICLE:
                    return place(one)
            return (self._shown(row, column).casefold(), place(one))

        return key

    def _keep_chosen(self, change: Callable[[], None]) -> None:
        """Change order or number of rows; selections stay with their suggestions."""
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        ids = [self._rows[index.row()].suggestion.id for index in old]
        change()
        wanted = set(ids)
        at = {
            row.suggestion.id: number
            for number, row in enumerate(self._rows)
            if row.suggestion.id in wanted
        }
        new = [
            self.index(at[i], index.column()) if i in at else QModelIndex()
            for i, index in zip(ids, old, strict=True)
        ]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    # As views ask

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many suggestions are listed."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Eight."""
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
        row = self._rows[index.row()]
        column = Column(index.column())
        if role == Role.DisplayRole:
            return self._shown(row, column)
        if role == SIGN and column is Column.LABEL:
            return self._styles.get(row.suggestion.label_id)
        if role == DECIDED:
            return row.answer is not None and bool(row.answer.span_id)
        if role == Role.TextAlignmentRole and column is Column.SCORE:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.ToolTipRole:
            return self._tip(row)
        return None

    def _shown(self, row: Row, column: int) -> str:
        one = row.suggestion
        match column:
            case Column.KIND:
                return SOURCES[one.source][0]
            case Column.LABEL:
                label = self._scheme.label(one.label_id)
                kind = next((pair.value for pair in one.attributes if pair.name == "type"), "")
                name = label.name if label else ""
                return f"{name} · {kind}" if kind else name
            case Column.WORDS:
                return self.words(one)
            case Column.ARTICLE:
                return self._names.get(one.article_id, "")
            case Column.SCORE:
                return f"{one.score:.2f}"
            case Column.WHO:
                return self._who(one)
            case Column.REASON:
                return one.reason
        return _answered(row.answer)

    def _who(self, one: Suggestion) -> str:
        if one.speaker is None:
            return one.group if one.group != self.words(one) else ""
        return " ".join(self.text(one.article_id)[slice(*one.speaker)].split())

    def _tip(self, row: Row) -> str:
        lines = [self.words(row.suggestion), row.suggestion.reason, _answered(row.answer)]
        return "<span>" + "<br>".join(escape(line) for line in lines if line) + "</span>"


def _answered(answer: Answer | None) -> str:
    if answer is None:
        return ""
    return VERDICTS[answer.verdict] + (", with others" if answer.bulk else "")


def rows_of(suggestions: Iterable[Suggestion], answers: Mapping[str, Answer]) -> list[Row]:
    """Suggestions as rows."""
    return [Row(one, answers.get(one.id)) for one in suggestions]
