"""The list of disagreements: bar, table, what is said where it is empty, and the current case."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from ui.compare.disagreements_bar import DisagreementsBar
from ui.compare.disagreements_empty import NothingListed
from ui.compare.disagreements_model import (
    CaseFilter,
    DisagreementsModel,
    Which,
    listed,
)
from ui.compare.disagreements_reading import CaseReading
from ui.compare.disagreements_table import DisagreementsTable
from ui.compare.disagreements_words import Shown
from ui.panels.texts import Texts
from ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.agree.cases import Case

SCREEN = 200
"""So many rows are shown while the others are still being read: more than a screen has."""
SOON = 60
"""Milliseconds after which rows that were read meanwhile are put in together."""


class DisagreementsList(QWidget):
    """Lists the cases that a filter takes, and knows the current one.

    Signals: `case_changed`: another case is the current one, or none.
    """

    case_changed = Signal()

    def __init__(
        self, workspace: Workspace, reading: CaseReading, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._reading = reading
        self.filter = CaseFilter()
        self.shown: Callable[[str], Shown] = lambda _: Shown()
        self.text = Texts(lambda article_id: workspace.project.text(article_id))
        self._current = ""
        self._moving = False
        self._groups_left = 0
        self._held: list[Case] = []
        self._listed: set[str] = set()
        self.model = DisagreementsModel(self)
        self.table = DisagreementsTable(self.model)
        self.table.show_states(False)
        self.nothing = NothingListed()
        self.bar = DisagreementsBar()
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._put_held)
        self._build()
        self.bar.filter_wanted.connect(self.set_filter)
        self.nothing.everything_wanted.connect(self.show_everything)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._row_chosen())
        self.table.copy_wanted.connect(self._copy)
        reading.some.connect(self._take)
        reading.complete.connect(self._complete)

    def _build(self) -> None:
        self._pages = QStackedLayout()
        for page in (self.table, self.nothing):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addLayout(self._pages, 1)

    # What is listed

    def begin(
        self,
        articles: Mapping[str, str],
        labels: Mapping[str, str],
        shown: Callable[[str], Shown],
        names: tuple[str, str],
    ) -> None:
        """Start anew with these articles and labels, by id; cases come as they are read."""
        self.shown = shown
        self._held, self._listed = [], set()
        self.bar.offer(labels, articles, names)
        self.bar.show_filter(self.filter)
        self.model.begin(text=self.text, shown=shown, articles=articles, labels=labels)

    def clear(self) -> None:
        """Nothing is compared."""
        self._soon.stop()
        self._held, self._listed, self._current = [], set(), ""
        self.text.forget()
        self.model.begin(text=lambda _: "", shown=lambda _: Shown(), articles={}, labels={})
        self.bar.show_progress(0, 0, 0)

    def set_filter(self, wanted: CaseFilter) -> None:
        """List what this filter takes."""
        self.filter = wanted
        self.bar.show_filter(wanted)
        self._list_all()

    def show_everything(self) -> None:
        """List these cases decided or not; where there are none, every case in which they
        differ."""
        self.set_filter(replace(self.filter, which=Which.ALL))
        if not self.model.rowCount():
            self.set_filter(CaseFilter(which=Which.ALL))

    def _list_all(self) -> None:
        self._moving = True
        self._held = []
        self.model.begin(
            text=self.text,
            shown=self.shown,
            articles=self.model.articles,
            labels=self.model.labels,
        )
        self.model.add(listed(self._reading.all(), self.filter, self.shown))
        self.model.settle()
        self._moving = False
        self._show_numbers()
        self._choose_again()

    def _take(self, article_id: str) -> None:
        """The cases of an article were read, for the first time or again."""
        cases = listed(self._reading.of(article_id), self.filter, self.shown)
        if article_id in self._listed:
            self._moving = True
            self._held = [case for case in self._held if case.article_id != article_id]
            self.model.replace(article_id, cases)
            self._moving = False
        elif self.model.rowCount() < SCREEN:
            self.model.add(cases)
        else:
            self._held += cases
        self._listed.add(article_id)
        if self._reading.is_complete:
            self._show_numbers()
        elif not self._soon.isActive():
            self._soon.start()

    def _put_held(self) -> None:
        self._show_numbers()
        if not self._current and self.model.rowCount():
            self.go_to(self.model.at(0))

    def _complete(self) -> None:
        self._soon.stop()
        self._moving = True
        self.model.add(self._held)
        self._held = []
        self.model.settle()
        self._moving = False
        self._show_numbers()
        self._choose_again()

    def tell_groups(self, left: int) -> None:
        """So many groups are still to be decided, on a page of their own."""
        if left != self._groups_left:
            self._groups_left = left
            self._show_numbers()

    def _choose_again(self) -> None:
        """The current case stays, listed or not; where there is none, the first becomes it."""
        case = self.current
        is_listed = self.model.row_of(self._current) >= 0
        self.go_to(case if is_listed or not self.model.rowCount() else self.model.at(0))

    def _show_numbers(self) -> None:
        count, more = self._reading.count, not self._reading.is_complete
        self.bar.show_progress(count.decided, count.every, count.stale, more=more)
        self.table.show_states(self.filter.which is not Which.OPEN or count.stale > 0)
        rows = self.model.rowCount()
        articles = bool(self._reading.articles)
        self.nothing.say(count, articles, reading=more, groups=self._groups_left)
        self._pages.setCurrentWidget(self.table if rows or more else self.nothing)

    # The current case

    @property
    def current(self) -> "Case | None":
        """The current case as it was read last, listed or not."""
        return self.case_by_key(self._current)

    def case_by_key(self, key: str) -> "Case | None":
        """The case with this key as it was read last, listed or not."""
        cases = self._reading.of(key.split("\n", 1)[0])
        return next((case for case in cases if case.key == key), None)

    def chosen(self) -> Sequence["Case"]:
        """The selected cases where several are, else the current one."""
        rows = self.table.chosen()
        if len(rows) > 1:
            return rows
        return [] if self.current is None else [self.current]

    def place(self) -> tuple[int, int]:
        """Which row the current case is, from 1, and how many there are; 0 where it is not
        listed."""
        return self.model.row_of(self._current) + 1, self.model.rowCount()

    def go_to(self, case: "Case | None") -> None:
        """Make this case the current one."""
        self._current = case.key if case is not None else ""
        self._select()
        self.case_changed.emit()

    def case_of(self, article_id: str, span_id: str) -> "Case | None":
        """The case that a span of either side, or of gold, belongs to."""
        for case in self._reading.of(article_id):
            gold = case.decision.gold_spans if case.decision is not None else ()
            if span_id in gold or any(span.id == span_id for span in (*case.a, *case.b)):
                return case
        return None

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) row, round the ends; False where there is none."""
        rows = self.model.rowCount()
        if not rows:
            return False
        at = self.model.row_of(self._current)
        at = (at + by) % rows if at >= 0 else 0
        self.go_to(self.model.at(at))
        return True

    def following(self, cases: Sequence["Case"]) -> Sequence["Case"]:
        """The rows behind these cases, then those before them: where to go when they are
        decided."""
        rows = list(self.model.cases())
        last = max((self.model.row_of(case.key) for case in cases), default=-1)
        return rows[last + 1 :] + rows[: last + 1]

    def go_to_first(self, ahead: Iterable["Case"]) -> None:
        """Go to the first of these that is listed and open; where there is none, stay."""
        for case in ahead:
            row = self.model.row_of(case.key)
            if row >= 0 and not self.model.at(row).decided:
                self.go_to(self.model.at(row))
                return
        self._select()
        self.case_changed.emit()

    def _select(self) -> None:
        row = self.model.row_of(self._current)
        self._moving = True
        if row < 0:
            self.table.clearSelection()
        else:
            flags = QItemSelectionModel.SelectionFlag
            index = self.model.index(row, 0)
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.scrollTo(index)
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
