"""Cases between two people as the rows of a table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from html import escape
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.compare.disagreements_words import (
    Shown,
    Sort,
    class_words,
    label_words,
    labels_of,
    short_class,
    sort_of,
    state_words,
)
from ui.compare.versions_places import Stretch, plain, told

if TYPE_CHECKING:
    from annotator.agree.cases import Case
    from annotator.model.span import Span

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
SORT = Role.UserRole + 1
"""Role of the sort of case, for its sign."""
STYLES = Role.UserRole + 2
"""Role of how its labels look, left then right."""
STRETCHES = Role.UserRole + 3
"""Role of the words with the boundaries of both sides."""
STALE = Role.UserRole + 4
"""Role that says whether its decision went stale."""
FEW = 50
"""Up to so many rows are put in or taken out one by one, without sorting all."""


class Column(IntEnum):
    """What the columns show."""

    CLASS = 0
    LABEL = 1
    WORDS = 2
    ARTICLE = 3
    STATE = 4


HEADINGS = ("Class", "Label", "Words", "Article", "Decision")


class Which(Enum):
    """Which cases are listed."""

    OPEN = "To decide"
    STALE = "Went stale"
    DECIDED = "Decided"
    ALL = "All"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases are listed; no sorts: all of them. `agreed` takes in what both have.

    `pair` holds the label that A gave and the one that B gave, "" for nothing.
    """

    which: Which = Which.OPEN
    sorts: frozenset[Sort] = frozenset()
    label_id: str = ""
    article_id: str = ""
    agreed: bool = False
    pair: tuple[str, str] | None = None

    def takes(self, case: "Case", shown: Shown) -> bool:
        """Whether the case is listed."""
        if case.agreed and not self.agreed and not case.stale:
            return False
        if not _in(self.which, case):
            return False
        if self.article_id and case.article_id != self.article_id:
            return False
        if self.sorts and sort_of(case, shown) not in self.sorts:
            return False
        if self.pair is not None and not all(map(_has, self.pair, (case.a, case.b))):
            return False
        return not self.label_id or self.label_id in labels_of(case, shown)


def _has(label_id: str, spans: "Sequence[Span]") -> bool:
    """Whether a side says this label here, or nothing."""
    return any(span.label_id == label_id for span in spans) if label_id else not spans


def _in(which: Which, case: "Case") -> bool:
    match which:
        case Which.OPEN:
            return not case.decided
        case Which.STALE:
            return case.stale
        case Which.DECIDED:
            return case.decided
    return True


class DisagreementsModel(QAbstractTableModel):
    """The listed cases. Their words are cut out of the text when a row is shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Case] = []
        self._keys: dict[str, Case] = {}
        self._column = Column.ARTICLE
        self._order = Qt.SortOrder.AscendingOrder
        self._text: Callable[[str], str] = lambda _: ""
        self._shown: Callable[[str], Shown] = lambda _: Shown()
        self._articles: Mapping[str, str] = {}
        self._places: Mapping[str, int] = {}
        self._labels: Mapping[str, str] = {}
        self._label_places: Mapping[str, int] = {}
        self._styles: Mapping[str, object] = {}

    # What there is

    def begin(
        self,
        *,
        text: Callable[[str], str],
        shown: Callable[[str], Shown],
        articles: Mapping[str, str],
        labels: Mapping[str, str],
    ) -> None:
        """Start with no rows. `text` and `shown` answer for an article's id; `articles` (in their
        order) and `labels` hold names by id."""
        self.beginResetModel()
        self._rows, self._keys = [], {}
        self._text, self._shown = text, shown
        self._articles, self._labels = articles, labels
        self._places = {article_id: at for at, article_id in enumerate(articles)}
        self._label_places = {label_id: at for at, label_id in enumerate(labels)}
        self.endResetModel()

    def dress(self, styles: Mapping[str, object]) -> None:
        """How labels look."""
        self._styles = styles
        self._look_again()

    def _look_again(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(HEADINGS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def add(self, cases: Sequence["Case"]) -> None:
        """Put more rows at the end; `settle` sorts them in."""
        if cases:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(cases) - 1)
            self._rows.extend(cases)
            self._keys.update((case.key, case) for case in cases)
            self.endInsertRows()

    def replace(self, article_id: str, cases: Sequence["Case"]) -> None:
        """These are the rows of one article from now on."""
        held = {key: case for key, case in self._keys.items() if case.article_id == article_id}
        new = {case.key: case for case in cases}
        gone = [key for key in held if key not in new]
        come = [case for key, case in new.items() if key not in held]
        self._swap({key: case for key, case in new.items() if case is not held.get(key, case)})
        if len(gone) + len(come) > FEW:
            self._keep_chosen(lambda: self._rebuild(frozenset(gone), come))
            return
        for row in sorted((self.row_of(key) for key in gone), reverse=True):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._keys[self._rows.pop(row).key]
            self.endRemoveRows()
        for case in come:
            place = self._slot(case)
            self.beginInsertRows(QModelIndex(), place, place)
            self._rows.insert(place, case)
            self._keys[case.key] = case
            self.endInsertRows()

    def _swap(self, read_again: Mapping[str, "Case"]) -> None:
        """The same cases as they are now."""
        places = {id(self._keys[key]): key for key in read_again}
        touched = [row for row, case in enumerate(self._rows) if id(case) in places]
        for row in touched:
            key = places[id(self._rows[row])]
            self._rows[row] = self._keys[key] = read_again[key]
        if touched:
            last = self.index(touched[-1], len(HEADINGS) - 1)
            self.dataChanged.emit(self.index(touched[0], 0), last)

    def _rebuild(self, gone: frozenset[str], come: Sequence["Case"]) -> None:
        self._rows = [case for case in self._rows if case.key not in gone]
        self._rows.extend(come)
        self._keys = {case.key: case for case in self._rows}
        self._rows.sort(key=self._key(), reverse=self._backwards)

    def _slot(self, case: "Case") -> int:
        """Where a row belongs."""
        key, backwards = self._key(), self._backwards
        wanted, low, high = key(case), 0, len(self._rows)
        while low < high:
            middle = (low + high) // 2
            held = key(self._rows[middle])
            if held > wanted if backwards else held < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def at(self, row: int) -> "Case":
        """The case of a row."""
        return self._rows[row]

    def row_of(self, key: str) -> int:
        """The row of a case, -1 where it is not listed."""
        case = self._keys.get(key)
        if case is None:
            return -1
        return next(number for number, held in enumerate(self._rows) if held is case)

    def cases(self) -> Sequence["Case"]:
        """The cases, in the order of the rows."""
        return self._rows

    def shown(self, case: "Case") -> Shown:
        """How the two are shown in the article of a case."""
        return self._shown(case.article_id)

    @property
    def articles(self) -> Mapping[str, str]:
        """The articles' names by id, in their order."""
        return self._articles

    @property
    def labels(self) -> Mapping[str, str]:
        """The labels' names by id, in the scheme's order."""
        return self._labels

    def words(self, case: "Case") -> str:
        """A case as one line of words, with the boundaries of both sides."""
        return "\t".join(self._told(case, column) for column in Column)

    def stretches(self, case: "Case") -> tuple[Stretch, ...]:
        """The words of a case with the boundaries of both sides."""
        return told(self._text(case.article_id), *self.shown(case).fragments(case))

    # Order

    def settle(self) -> None:
        """Sort the rows as the header says."""
        self._keep_chosen(lambda: self._rows.sort(key=self._key(), reverse=self._backwards))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; rows that are alike there stand in the order of the text."""
        self._column, self._order = Column(column), order
        self.settle()

    @property
    def _backwards(self) -> bool:
        return self._order is Qt.SortOrder.DescendingOrder

    def _key(self) -> Callable[["Case"], Any]:
        sorts = {sort: at for at, sort in enumerate(Sort)}
        column = self._column

        def place(case: "Case") -> tuple[int, int, str]:
            first = next(iter(case.a or case.b), None)
            return self._places.get(case.article_id, 0), case.start, first.id if first else ""

        def key(case: "Case") -> tuple[object, ...]:
            shown = self._shown(case.article_id)
            match column:
                case Column.CLASS:
                    return sorts[sort_of(case, shown)], place(case)
                case Column.LABEL:
                    ids = labels_of(case, shown)
                    return [self._label_places.get(i, -1) for i in ids], place(case)
                case Column.WORDS:
                    return plain(self.stretches(case)[1:]).casefold(), place(case)
                case Column.STATE:
                    return state_words(case, shown), place(case)
            return place(case)

        return key

    def _keep_chosen(self, change: Callable[[], None]) -> None:
        """Change order or number of rows; selections stay with their cases."""
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        keys = [self._rows[index.row()].key for index in old]
        change()
        wanted = set(keys)
        at = {key: n for n, case in enumerate(self._rows) if (key := case.key) in wanted}
        new = [
            self.index(at[key], index.column()) if key in at else QModelIndex()
            for key, index in zip(keys, old, strict=True)
        ]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    # As views ask

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many cases are listed."""
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
        case, column = self._rows[index.row()], index.column()
        if role == Role.DisplayRole:
            return self._told(case, column)
        if role == SORT and column == Column.CLASS:
            return sort_of(case, self.shown(case))
        if role == STYLES and column == Column.LABEL:
            return tuple(self._styles.get(i) for i in labels_of(case, self.shown(case)))
        if role == STRETCHES and column == Column.WORDS:
            return self.stretches(case)
        if role == STALE:
            return case.stale
        if role == Role.ToolTipRole:
            return self._tip(case)
        return None

    def _told(self, case: "Case", column: int) -> str:
        shown = self.shown(case)
        match column:
            case Column.CLASS:
                return short_class(case, shown)
            case Column.LABEL:
                return label_words(case, shown, self._labels)
            case Column.WORDS:
                return plain(self.stretches(case))
            case Column.ARTICLE:
                return self._articles.get(case.article_id, "")
        return state_words(case, shown)

    def _tip(self, case: "Case") -> str:
        lines = [self._told(case, column) for column in Column]
        lines[Column.CLASS] = class_words(case, self.shown(case))
        if case.decision is not None and case.decision.note:
            lines.append(case.decision.note)
        return "<span>" + "<br>".join(escape(line[:1000]) for line in lines if line) + "</span>"


def listed(
    cases: Iterable["Case"], wanted: CaseFilter, shown: Callable[[str], Shown]
) -> list["Case"]:
    """Those of the cases that a filter takes; cases of one article follow each other."""
    found: list[Case] = []
    for article_id, some in groupby(cases, key=attrgetter("article_id")):
        here = shown(article_id)
        found += [case for case in some if wanted.takes(case, here)]
    return found
