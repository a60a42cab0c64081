"""Cases about groups as the rows of a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.compare.disagreements_model import STALE, Which
from ui.compare.disagreements_words import Shown
from ui.compare.groups_words import (
    GroupSort,
    class_words,
    differs_words,
    kind_words,
    name_words,
    number_shared,
    shared_words,
    short_class,
    sort_of,
    state_words,
)

if TYPE_CHECKING:
    from annotator.agree.group_cases import GroupCase

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()


class Column(IntEnum):
    """What the columns show."""

    CLASS = 0
    NAME = 1
    KIND = 2
    DIFFERS = 3
    SHARED = 4
    STORY = 5
    STATE = 6


HEADINGS = ("Class", "Name", "Kind", "What differs", "Shared", "Story", "Decision")


@dataclass(frozen=True, slots=True)
class GroupFilter:
    """Which cases are listed; no sorts: all of them. `agreed` takes in what both have.

    `words` stand in a name, a kind, a value, a stance or an answer, whatever their case.
    """

    which: Which = Which.OPEN
    sorts: frozenset[GroupSort] = frozenset()
    kind: str = ""
    story_id: str = ""
    words: str = ""
    agreed: bool = False

    def takes(self, case: "GroupCase", shown: Shown) -> bool:
        """Whether the case is listed."""
        if case.agreed and not self.agreed and not case.stale:
            return False
        if self.which is Which.OPEN and case.decided:
            return False
        if self.which is Which.STALE and not case.stale:
            return False
        if self.which is Which.DECIDED and not case.decided:
            return False
        if self.story_id and case.story_id != self.story_id:
            return False
        if self.sorts and sort_of(case, shown) not in self.sorts:
            return False
        if self.kind and self.kind not in case.kinds:
            return False
        return not self.words or self.words.casefold() in _said(case)


def _said(case: "GroupCase") -> str:
    """Everything that is said of the groups, to be searched."""
    every = (*case.groups, *case.gold)
    told = [part for one in every for part in (one.name, one.kind)]
    told += [part for one in every for m in one.members for part in (m.value, m.stance)]
    told += [pair.value for one in every for pair in one.attributes]
    if case.decision is not None:
        told.append(case.decision.note)
    return "\n".join(told).casefold()


class GroupsModel(QAbstractTableModel):
    """The listed cases."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[GroupCase] = []
        self._places: dict[str, int] = {}
        self._column, self._order = Column.STORY, Qt.SortOrder.AscendingOrder
        self._shown: Callable[[str], Shown] = lambda _: Shown()
        self._stories: Mapping[str, str] = {}

    def show(
        self,
        cases: Sequence["GroupCase"],
        *,
        shown: Callable[[str], Shown],
        stories: Mapping[str, str],
    ) -> None:
        """Lists these, which come in the order of the stories (names by id)."""
        self.beginResetModel()
        self._shown, self._stories = shown, stories
        self._rows = list(cases)
        self._sort()
        self.endResetModel()

    def at(self, row: int) -> "GroupCase":
        """The case of a row."""
        return self._rows[row]

    def row_of(self, key: str) -> int:
        """The row of a case, -1 where it is not listed."""
        return self._places.get(key, -1)

    def cases(self) -> Sequence["GroupCase"]:
        """The cases, in the order of the rows."""
        return self._rows

    def words(self, case: "GroupCase") -> str:
        """A case as one line of words."""
        return "\t".join(self._told(case, column) for column in Column)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; rows that are alike there stand in the order of the stories."""
        self._column, self._order = Column(column), order
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        keys = [self._rows[index.row()].key for index in old]
        self._sort()
        new = [self.index(self.row_of(k), i.column()) for k, i in zip(keys, old, strict=True)]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _sort(self) -> None:
        stories = {story_id: at for at, story_id in enumerate(self._stories)}
        sorts = {sort: at for at, sort in enumerate(GroupSort)}

        def place(case: "GroupCase") -> tuple[object, ...]:
            named = next(iter(case.groups or case.gold), None)
            told = (named.kind, named.name.casefold()) if named else ("", "")
            return stories.get(case.story_id, 0), *told, case.key

        def key(case: "GroupCase") -> Any:  # noqa: ANN401
            match self._column:
                case Column.CLASS:
                    return sorts[sort_of(case, self._shown(case.story_id))], place(case)
                case Column.SHARED:
                    shared, every = number_shared(case)
                    return shared / max(every, 1), place(case)
                case Column.STORY:
                    return place(case)
            return self._told(case, self._column).casefold(), place(case)

        self._rows.sort(key=key, reverse=self._order is Qt.SortOrder.DescendingOrder)
        self._places = {case.key: row for row, case in enumerate(self._rows)}

    # As views ask

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many cases are listed."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Seven."""
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
        if not index.isValid():
            return None
        case = self._rows[index.row()]
        if role == Role.DisplayRole:
            return self._told(case, index.column())
        if role == STALE:
            return case.stale
        if role == Role.ToolTipRole:
            return self._tip(case)
        return None

    def _told(self, case: "GroupCase", column: int) -> str:
        shown = self._shown(case.story_id)
        match column:
            case Column.CLASS:
                return short_class(case, shown)
            case Column.NAME:
                return name_words(case, shown)
            case Column.KIND:
                return kind_words(case, shown)
            case Column.DIFFERS:
                return differs_words(case)
            case Column.SHARED:
                return shared_words(case)
            case Column.STORY:
                return self._stories.get(case.story_id, "")
        return state_words(case, shown)

    def _tip(self, case: "GroupCase") -> str:
        lines = [self._told(case, column) for column in Column]
        lines[Column.CLASS] = class_words(case, self._shown(case.story_id))
        lines[Column.DIFFERS] = ""
        lines[Column.SHARED] += " members are in both" if lines[Column.SHARED] else ""
        if case.decision is not None and case.decision.note:
            lines.append(case.decision.note)
        return "<span>" + "<br>".join(escape(line[:1000]) for line in lines if line) + "</span>"
