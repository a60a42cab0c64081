"""Dealing stories: to whom, with how much overlap, how many a week; and how it would come out."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.plan import Assignment
from annotator.plan import Wish
from annotator.who_has_what import Load, loads, overlap, week_ends, week_of
from ui.ask import plain_label
from ui.dialogs.calm import Calm
from ui.dialogs.dialog import Dialog, field_row, form, heading, table
from ui.dialogs.plan_model import shown_day

if TYPE_CHECKING:
    from annotator.planning import PlanNow

COLUMNS = ("Person", "Stories", "Articles", "Shared", "Once more", "Last week")
_ID = Qt.ItemDataRole.UserRole


class DealDialog(Dialog):
    """Asks how the stories that nobody has are dealt.

    `people` and `new` are what it comes to; `start` is the day on which week 1 begins, or None.
    """

    def __init__(self, now: "PlanNow", today: date, parent: QWidget | None = None) -> None:
        number = len(now.waiting)
        stories = f"{number:,} {'story is' if number == 1 else 'stories are'}"
        super().__init__(
            parent, "Deal stories", f"{stories} not given to anybody. What was dealt stays."
        )
        self._now = now
        self._today = today
        self.new: tuple[Assignment, ...] = ()
        self._known: dict[str, Annotator] = {person.id: person for person in now.people}
        self.list = QListWidget()
        self.preview: QTableView = table(COLUMNS, (), "How it would come out")
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addLayout(self._people_side(), 4)
        columns.addLayout(self._wishes_side(), 5)
        self.body.addLayout(columns)
        self.body.addSpacing(8)
        self.body.addWidget(heading("How it would come out"))
        self.outcome = plain_label("")
        self.body.addWidget(self.outcome)
        self._below = QVBoxLayout()
        self._below.addWidget(self.preview)
        self.body.addLayout(self._below, 1)
        self.button("Cancel", self.reject)
        self.deal = self.button("Deal", self.accept, default=True)
        self._soon = QTimer(self, singleShot=True, interval=150)
        self._soon.timeout.connect(self.look)
        self.finished.connect(lambda _: self._soon.stop())
        for field in (self.overlap, self.per_week, self.seed, self.repeats, self.after):
            field.valueChanged.connect(lambda _: self._soon.start())
        self.begins.textChanged.connect(lambda _: self._soon.start())
        self.list.itemChanged.connect(lambda _: self._soon.start())
        Calm(self)
        self.letters(110, 42)
        self.look()

    @property
    def people(self) -> tuple[Annotator, ...]:
        """Those who are ticked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            self._known[item.data(_ID)]
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    @property
    def start(self) -> date | None:
        """The day on which week 1 begins; None without weeks, or where it is no date."""
        try:
            return date.fromisoformat(self.begins.text().strip()) if self.per_week.value() else None
        except ValueError:
            return None

    @property
    def wish(self) -> Wish:
        """How to deal."""
        per_week = self.per_week.value()
        goes_on = per_week > 0 and self.start == self._now.start
        return Wish(
            overlap=self.overlap.value() / 100,
            per_week=per_week,
            seed=self.seed.value(),
            repeats=self.repeats.value() / 100,
            after=self.after.value(),
            first_week=week_of(self.start, self._today) if goes_on else 1,
        )

    def add_person(self) -> None:
        """Adds the name that was written as somebody new; two may have the same name."""
        name = self.name.text().strip()
        if name:
            person = Annotator(new_id(), name)
            self._known[person.id] = person
            self._add_item(person, ticked=True)
            self.name.clear()
            self.list.scrollToBottom()

    def look(self) -> None:
        """Finds out how it would come out."""
        from annotator.planning import dealt

        self._soon.stop()
        self.begins.setEnabled(self.per_week.value() > 0)
        self.after.setEnabled(self.repeats.value() > 0)
        self.new = dealt(self._now, self.people, self.wish)
        problem = ""
        if not self._now.waiting:
            problem = "Every story with articles is given to somebody already."
        elif not self.people:
            problem = "Tick the people who are to read."
        elif self.per_week.value() and self.start is None:
            problem = "Write the day on which week 1 begins like 2026-11-23."
        self.say_problem(problem, self.deal)
        number = len({one.story_id for one in self.new})
        self.deal.setText(f"Deal {number:,} {'story' if number == 1 else 'stories'}")
        self._show_outcome()

    def _people_side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(heading("Who reads"))
        self.list.setAccessibleName("Who reads")
        planned = {one.annotator_id for one in self._now.plan}
        for person in self._now.people:
            self._add_item(person, ticked=not planned or person.id in planned)
        side.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.name = QLineEdit()
        self.name.setPlaceholderText("Somebody new")
        self.name.setAccessibleName("Name of somebody new")
        self.add = QPushButton("Add")
        self.add.setAutoDefault(False)
        self.add.setAccessibleName("Add somebody new")
        self.add.clicked.connect(lambda: self.add_person())
        self.add.setEnabled(False)
        self.name.textChanged.connect(self._typed_name)
        row.addWidget(self.name, 1)
        row.addWidget(self.add)
        side.addLayout(row)
        return side

    def _typed_name(self, words: str) -> None:
        """While a name is being written, Enter adds it: Add is the default button then.

        Were it the field that takes Enter, the same Enter would go on to the dialog and deal.
        """
        self.add.setEnabled(bool(words.strip()))
        self.deal.setDefault(not words.strip())
        self.add.setDefault(bool(words.strip()))

    def _wishes_side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(heading("How"))
        rows = form()
        self.overlap = _number(0, 100, 20, " %")
        self.per_week = _number(0, 99, 0, " stories a week", none="No weeks")
        monday = self._today + timedelta(days=(7 - self._today.weekday()) % 7)
        self.begins = QLineEdit((self._now.start or monday).isoformat())
        self.repeats = _number(0, 100, 0, " %", none="Nothing")
        self.after = _number(1, 99, 3, " weeks")
        self.seed = _number(0, 999_999, 7, "")
        field_row(rows, "Read by &two", self.overlap)
        field_row(rows, "&Each person", self.per_week)
        field_row(rows, "&Week 1 begins on", self.begins)
        field_row(rows, "Read &once more", self.repeats)
        field_row(rows, "&After", self.after)
        field_row(rows, "&Seed", self.seed, "The same seed deals the same; another one otherwise.")
        side.addLayout(rows)
        side.addStretch()
        return side

    def _add_item(self, person: Annotator, *, ticked: bool) -> None:
        names = [one.name for one in self._known.values()]
        twice = names.count(person.name) > 1
        item = QListWidgetItem(f"{person.name} (…{person.id[-6:]})" if twice else person.name)
        item.setData(_ID, person.id)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    def _show_outcome(self) -> None:
        plan = (*self._now.plan, *self.new)
        has = loads(self._now.standings(self._today, plan, self.start))
        rows = _rows(tuple(self._known.values()), has)
        made = table(COLUMNS, rows, "How it would come out")
        self._below.replaceWidget(self.preview, made)
        self.preview.hide()
        self.preview.deleteLater()
        self.preview = made
        self.outcome.setText(self._sentence(plan))

    def _sentence(self, plan: Sequence[Assignment]) -> str:
        if not plan:
            return "Nobody has anything."
        number = len({one.story_id for one in plan})
        last = max(one.week for one in plan)
        start = self.start or self._now.start
        until = week_ends(start, last)
        end = f" Week {last} ends on {shown_day(until, self._today)}." if until else ""
        share = f"{overlap(plan):.0%}".replace("%", " %")
        alone = len(self.people) == 1 and self.overlap.value() > 0
        only = " With one person alone no new story has two readers." if alone else ""
        return f"{number:,} stories in all, {share} of them read by two people.{end}{only}"


def _rows(people: Sequence[Annotator], has: dict[str, Load]) -> list[tuple[str, ...]]:
    rows = []
    for person in people:
        if (one := has.get(person.id)) is not None:
            numbers = (one.stories, one.articles, one.shared, one.repeats)
            weeks = f"{one.weeks}" if one.weeks else "–"
            rows.append((person.name, *(f"{number:,}" for number in numbers), weeks))
    return rows


def _number(least: int, most: int, value: int, unit: str, *, none: str = "") -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setSuffix(unit)
    box.setSpecialValueText(none)
    box.setValue(value)
    box.lineEdit().setTextMargins(6, 0, 0, 0)
    return box
