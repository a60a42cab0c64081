"""The list of groups: bar, table, what is said where it is empty, and the current case."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Signal,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.compare.disagreements_model import STALE, Which
from ui.compare.disagreements_words import Shown
from ui.compare.groups_bar import GroupsBar
from ui.compare.groups_empty import NoGroups
from ui.compare.groups_model import Column, GroupFilter, GroupsModel
from ui.compare.groups_reading import GroupReading
from ui.panels.words_table import WordsTable

if TYPE_CHECKING:
    from annotator.agree.group_cases import GroupCase

WIDTHS: Mapping[int, int] = {
    Column.CLASS: 152,
    Column.KIND: 128,
    Column.DIFFERS: 176,
    Column.SHARED: 72,
    Column.STORY: 136,
    Column.STATE: 216,
}
LEAST_NAME = 200


class GroupsTable(WordsTable):
    """The cases that are listed; stories, and decisions, only where there are several, or some."""

    def __init__(self, model: GroupsModel, parent: QWidget | None = None) -> None:
        super().__init__(
            model,
            widths=WIDTHS,
            words=Column.NAME,
            least_words=LEAST_NAME,
            sorted_by=Column.STORY,
            parent=parent,
        )
        self.cases = model
        self.setItemDelegate(StaleCells(self))
        self.setAccessibleName("Groups")

    def show_columns(self, columns: Mapping[int, bool]) -> None:
        """Show these columns, or leave their room to the names."""
        if any(self.isColumnHidden(column) is shown for column, shown in columns.items()):
            for column, shown in columns.items():
                self.setColumnHidden(column, not shown)
            self.fit(self.width())

    def chosen(self) -> Sequence["GroupCase"]:
        """The cases of the selected rows, in order."""
        return [self.cases.at(row) for row in self.chosen_rows()]


class StaleCells(QStyledItemDelegate):
    """What went stale is told in bold."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Bold where the decision went stale."""
        super().initStyleOption(option, index)
        if index.column() == Column.STATE and index.data(STALE):
            option.font.setBold(True)


class GroupsList(QWidget):
    """Lists the cases that a filter takes, and knows the current one.

    Signals: `case_changed`: another case is the current one, or it was read again, or none is.
    """

    case_changed = Signal()

    def __init__(self, reading: GroupReading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self.filter = GroupFilter()
        self.shown: Callable[[str], Shown] = lambda _: Shown()
        self._names = ("", "")
        self._current = ""
        self._moving = False
        self.model = GroupsModel(self)
        self.table = GroupsTable(self.model)
        self.nothing = NoGroups()
        self.bar = GroupsBar()
        self._pages = QStackedLayout()
        for page in (self.table, self.nothing):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addLayout(self._pages, 1)
        self.bar.filter_wanted.connect(self.set_filter)
        self.nothing.everything_wanted.connect(self.show_everything)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._row_chosen())
        self.table.copy_wanted.connect(self._copy)

    # What is listed

    def begin(
        self, kinds: Iterable[str], shown: Callable[[str], Shown], names: tuple[str, str]
    ) -> None:
        """Start anew: kinds of groups to choose from, and how the two are shown in a story."""
        self.shown, self._names = shown, names
        self.bar.offer(kinds, self._reading.stories, names)
        self.bar.show_filter(self.filter)
        self.list_all()

    def clear(self) -> None:
        """Nothing is compared."""
        self._current = ""
        self.model.show([], shown=lambda _: Shown(), stories={})
        self.bar.show_progress(0, 0, 0)

    def set_filter(self, wanted: GroupFilter) -> None:
        """List what this filter takes."""
        self.filter = wanted
        self.bar.show_filter(wanted)
        self.list_all(choose=True)

    def show_everything(self) -> None:
        """List these cases decided or not; where there are none, every case in which they
        differ."""
        self.set_filter(replace(self.filter, which=Which.ALL))
        if not self.model.rowCount():
            self.set_filter(GroupFilter(which=Which.ALL))

    def list_all(self, *, choose: bool = False) -> None:
        """List what was read; the current case stays where it is there, listed or not (`choose`:
        only where it is listed), and so do selected rows."""
        kept = {case.key for case in self.table.chosen()}
        self._moving = True
        cases = [one for one in self._reading.all() if self._takes(one)]
        self.model.show(cases, shown=self.shown, stories=self._reading.stories)
        self._moving = False
        self._show_numbers()
        is_listed = self.model.row_of(self._current) >= 0
        if not is_listed and (choose or self.current is None):
            self._current = self.model.at(0).key if self.model.rowCount() else ""
        self._select(kept if len(kept) > 1 else frozenset())
        self.case_changed.emit()

    def _takes(self, case: "GroupCase") -> bool:
        return self.filter.takes(case, self.shown(case.story_id))

    def _show_numbers(self) -> None:
        reading, count = self._reading, self._reading.count
        self.bar.show_progress(
            count.decided, count.every, count.stale, reading=not reading.is_complete
        )
        self.table.show_columns(
            {
                Column.STATE: self.filter.which is not Which.OPEN or count.stale > 0,
                Column.STORY: len(reading.stories) > 1,
            }
        )
        rows = self.model.rowCount()
        self.nothing.say_of_groups(
            count, self._names, compared=bool(reading.stories), reading=not reading.is_complete
        )
        self._pages.setCurrentWidget(self.table if rows else self.nothing)

    # The current case

    @property
    def current(self) -> "GroupCase | None":
        """The current case as it was read last, listed or not."""
        return self.case_by_key(self._current)

    def case_by_key(self, key: str) -> "GroupCase | None":
        """The case with this key as it was read last, listed or not."""
        return self._reading.by_key(key)

    def chosen(self) -> Sequence["GroupCase"]:
        """The selected cases where several are, else the current one."""
        rows = self.table.chosen()
        if len(rows) > 1:
            return rows
        return [] if self.current is None else [self.current]

    def place(self) -> tuple[int, int]:
        """Which row the current case is, from 1, and how many there are; 0 where it is not
        listed."""
        return self.model.row_of(self._current) + 1, self.model.rowCount()

    def go_to(self, case: "GroupCase | None") -> None:
        """Make this case the current one."""
        self._current = case.key if case is not None else ""
        self._select(frozenset())
        self.case_changed.emit()

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) row, round the ends; False where there is none."""
        rows = self.model.rowCount()
        if not rows:
            return False
        at = self.model.row_of(self._current)
        self.go_to(self.model.at((at + by) % rows if at >= 0 else 0))
        return True

    def following(self, cases: Sequence["GroupCase"]) -> Sequence[str]:
        """The keys of the rows behind these cases, then of those before them: where to go when
        they are decided."""
        rows = [case.key for case in self.model.cases()]
        done = {case.key for case in cases}
        last = max((self.model.row_of(key) for key in done), default=-1)
        return [key for key in rows[last + 1 :] + rows[: last + 1] if key not in done]

    def go_to_first(self, ahead: Iterable[str]) -> None:
        """Go to the first of these that is there and open; where there is none, stay."""
        for key in ahead:
            case = self._reading.by_key(key)
            if case is not None and not case.decided:
                self.go_to(case)
                return
        self._select(frozenset())
        self.case_changed.emit()

    def _select(self, keys: Iterable[str]) -> None:
        """Mark the current row, and with it the rows of these keys."""
        row, flags = self.model.row_of(self._current), QItemSelectionModel.SelectionFlag
        chooser = self.table.selectionModel()
        self._moving = True
        if row < 0:
            self.table.clearSelection()
        else:
            index = self.model.index(row, 0)
            chooser.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.scrollTo(index)
        for other in map(self.model.row_of, keys):
            if other >= 0:
                chooser.select(self.model.index(other, 0), flags.Select | flags.Rows)
        self._moving = False

    def _row_chosen(self) -> None:
        index = self.table.currentIndex()
        if self._moving or not index.isValid():
            return
        self._current = self.model.at(index.row()).key
        self.case_changed.emit()

    def _copy(self) -> None:
        words = [self.model.words(case) for case in self.table.chosen()]
        QGuiApplication.clipboard().setText("\n".join(words))
