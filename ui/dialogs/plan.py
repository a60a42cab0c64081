"""Plan and progress: who has what, and how far everything is. A window beside the articles."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.changes import Changes
from annotator.errors import AnnotatorError
from annotator.model.people import Annotator
from annotator.model.plan import Assignment
from annotator.model.story import Story
from annotator.plan_by_hand import Plan, again, given, moved, put_off, readers, without
from annotator.who_has_what import Standing, State, overlap
from ui.ask import Ask, doubled, plain_label
from ui.dialogs.deal import DealDialog
from ui.dialogs.dialog import Dialog, copy_words
from ui.dialogs.plan_model import PlanModel, shown_day
from ui.dialogs.plan_table import LATER, PlanTable
from ui.dialogs.progress import ProgressPage
from ui.theme import Theme
from ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.planning import PlanNow

KEYS = (
    "Drag a cell to somebody else, or press Enter on it. Alt with arrows moves it to another "
    "person or week, Delete takes it off the plan, Ctrl+Z undoes."
)
SHOWN = ("All stories", "Late", "Not done", "Given to nobody")
READ_AFTER = 200
"""Milliseconds without a change until plan and figures are read again."""


class PlanDialog(Dialog):
    """Two pages: who has what, and progress.

    `theme` says in which colours to paint. Signals: `pack_wanted(annotator_id)`: what this person
    has is to be packed.
    """

    pack_wanted = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        ask: Ask,
        theme: Callable[[], Theme],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, "Plan and progress")
        self._workspace = workspace
        self._ask = ask
        self._theme = theme
        self.now: PlanNow | None = None
        self._stale = False
        self.model = PlanModel(self)
        self.table = PlanTable(self.model)
        self.state = plain_label("")
        self.shown = QComboBox()
        self.progress = ProgressPage(ask)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Plan and progress")
        self.tabs.addTab(self._plan_page(), "Who has what")
        self.tabs.addTab(self.progress, "Progress")
        self.body.addWidget(self.tabs, 1)
        self.deal = self.button("Deal stories…", self.ask_to_deal, left=True)
        self.pack = self.button("Pack for", lambda: None, left=True)
        self.pack.setMenu(QMenu(self.pack))
        self.copy = self.button("Copy as text", self._copy, left=True)
        self.button("Close", self.reject, default=True)
        self._soon = QTimer(self, singleShot=True, interval=READ_AFTER)
        self._soon.timeout.connect(self.read)
        self.finished.connect(lambda _: self._soon.stop())
        workspace.changed.connect(self._on_changed)
        workspace.refused.connect(self.say_problem)
        workspace.not_saved.connect(self.say_problem)
        workspace.busy_changed.connect(lambda _: self._allow())
        self.tabs.currentChanged.connect(lambda _: self.read())
        self._connect_table()
        self.letters(178, 46)
        self.read()
        self.table.setFocus()

    # Reading

    def read(self) -> None:
        """Reads the page that is shown."""
        from annotator.planning import plan_now, progress

        self._soon.stop()
        self._stale = False
        if not self._workspace.is_open:
            return
        today = _today()
        if self.tabs.currentWidget() is self.progress:
            self.progress.show_report(progress(self._workspace.project), today)
        self.now = plan_now(self._workspace.project)
        self._show_plan(self.now, today)

    def _show_plan(self, now: "PlanNow", today: date) -> None:
        story, person = self.table.current_story, self.table.current_person
        found = now.standings(today)
        people = self._in_order(now)
        self.model.theme = self._theme()
        self.model.editable = self._may_change()
        self.model.fill(now, found, people, today)
        self._filter()
        if story is not None:
            self.table.choose(story.id, person.id if person else "")
        self.state.setText(_sentence(now, found, today))
        self.table.setVisible(bool(now.stories))
        self._fill_pack_menu(people)
        self._allow()

    def _in_order(self, now: "PlanNow") -> list[Annotator]:
        """Who has something comes first; as long as this is open nobody's column moves."""
        planned = {one.annotator_id for one in now.plan}
        shown = {one.id: at for at, one in enumerate(self.model.people)}
        if not planned.intersection(shown):
            shown = {}  # nothing was dealt so far
        return sorted(
            now.people, key=lambda one: (shown.get(one.id, len(shown)), one.id not in planned)
        )

    def _filter(self) -> None:
        wanted = self.shown.currentText()
        for at, row in enumerate(self.model.rows):
            done = all(one.state is State.DONE for one in row.standings.values())
            fits = {
                "Late": row.late,
                "Not done": bool(row.standings) and not done,
                "Given to nobody": not row.standings,
            }.get(wanted, True)
            self.table.setRowHidden(at, not fits)

    def _on_changed(self, changes: Changes) -> None:
        told = (
            changes.everything, changes.plan, changes.readings, changes.spans, changes.stories,
            changes.articles, changes.annotators, changes.scheme,
        )  # fmt: skip
        if not any(told) or not self.isVisible():
            return
        # Counting the spans of a large project takes a second: not while somebody labels.
        if self.tabs.currentWidget() is self.progress and not self.isActiveWindow():
            self._stale = True
        else:
            self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        """Catch up when it is turned to; in other colours, paint signs and words anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self._stale:
            self._soon.start()
        if event.type() == QEvent.Type.PaletteChange and self.now is not None:
            self._soon.start()

    # Changing

    def change(self, name: str, after: Callable[[Plan], Plan]) -> bool:
        """Changes the plan by hand, as one step; says what is against it."""
        from annotator.planning import change_by_hand, refuse_in_a_pack

        self.say_problem("")
        project = self._workspace.project
        try:
            refuse_in_a_pack(project)
            before = project.assignments()
            edit = change_by_hand(name, before, after(before))
        except AnnotatorError as error:
            self.say_problem(str(error))
            return False
        done = self._workspace.edit(edit)
        self.read()
        return done

    def move_to(self, chosen: Sequence[Standing], annotator_id: str) -> None:
        """Gives what was chosen to somebody else; what they have already stays where it is."""
        person = next(one for one in self.model.people if one.id == annotator_id)

        def after(plan: Plan) -> Plan:
            for one in chosen:
                which = one.assignment
                if annotator_id not in readers(plan, which.story_id):
                    plan = moved(plan, which.story_id, which.annotator_id, annotator_id)
            return plan

        if self._agreed(chosen, f"Move it to {person.name}"):
            name = f"move {_stories(chosen)} to {person.name}"
            if self.change(name, after):
                self.table.choose(chosen[0].assignment.story_id, annotator_id)

    def give(self, story: Story, person: Annotator, once_more: bool) -> None:
        """One more person reads a story, or somebody reads it once more."""
        row = next(one for one in self.model.rows if one.story.id == story.id and not one.again)
        week = row.weeks[-1] if row.weeks else 0
        if once_more:
            later = week + LATER if week else 0
            name = f"give “{story.name}” to {person.name} again"
            self.change(name, lambda plan: again(plan, story.id, person.id, later))
        else:
            name = f"give “{story.name}” to {person.name}"
            self.change(name, lambda plan: given(plan, story.id, person.id, week))

    def calibrate(self, story: Story, calibration: bool) -> None:
        """Shows a story's gold to those who are done with it, or no longer."""
        from annotator.edits.plan import calibrate

        self.say_problem("")
        self._workspace.edit(calibrate([story.id], calibration=calibration))
        self.read()

    def put_into_week(self, chosen: Sequence[Standing], week: Callable[[Assignment], int]) -> None:
        """Moves what was chosen to other weeks, never before the first."""

        def after(plan: Plan) -> Plan:
            for one in chosen:
                plan = put_off(plan, one.assignment.id, week(one.assignment))
            return plan

        first = chosen[0].assignment
        if self.change(f"move {_stories(chosen)} to another week", after):
            self.table.choose(
                first.story_id, first.annotator_id, again=first.reader_id != first.annotator_id
            )

    def take(self, chosen: Sequence[Standing]) -> None:
        """Takes what was chosen off the plan."""

        def after(plan: Plan) -> Plan:
            for one in chosen:
                if any(left.id == one.assignment.id for left in plan):
                    plan = without(plan, one.assignment.id)
            return plan

        if self._agreed(chosen, "Take it off the plan"):
            self.change(f"take {_stories(chosen)} off the plan", after)

    def ask_to_deal(self) -> None:
        """Asks how to deal the stories that nobody has, and deals them."""
        from annotator.planning import deal_stories, plan_now

        self.say_problem("")
        dialog = DealDialog(plan_now(self._workspace.project), _today(), self)
        if dialog.exec() == DealDialog.DialogCode.Accepted and dialog.new:
            self._workspace.edit(deal_stories(dialog.people, dialog.new, dialog.start))
            self.read()
        dialog.deleteLater()

    def text(self) -> str:
        """The page that is shown, as text."""
        if self.tabs.currentWidget() is self.progress:
            return self.progress.text()
        return f"{self.state.text()}\n\n{self.model.text()}"

    def _agreed(self, chosen: Sequence[Standing], action: str) -> bool:
        """Asks where somebody has begun, or has it on their machine."""
        begun = [one for one in chosen if one.state is not State.PLANNED]
        if not begun:
            return True
        names = {person.id: person.name for person in self.model.people}
        who = ", ".join(dict.fromkeys(names[one.assignment.annotator_id] for one in begun))
        states = ", ".join(dict.fromkeys(one.state.value for one in begun))
        question = f"{_stories(begun).capitalize()} with {who}: {states}."
        detail = "What was labelled stays in the project, and a pack that is out can come back."
        return self._ask.confirm(question, action=action, detail=detail)

    # Parts

    def _plan_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(8)
        above = QHBoxLayout()
        above.setSpacing(16)
        self.shown.addItems(SHOWN)
        self.shown.setAccessibleName("Which stories are shown")
        self.shown.currentIndexChanged.connect(lambda _: self._filter())
        above.addWidget(self.state, 1)
        above.addWidget(self.shown, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        layout.addWidget(plain_label(KEYS, part="faint"))
        return page

    def _connect_table(self) -> None:
        table = self.table
        # A drop ends only when the drag has: what it does comes after.
        table.move_wanted.connect(self.move_to, Qt.ConnectionType.QueuedConnection)
        table.give_wanted.connect(self.give)
        table.take_wanted.connect(self.take)
        table.week_wanted.connect(lambda some, week: self.put_into_week(some, lambda _: week))
        table.weeks_wanted.connect(
            lambda some, more: self.put_into_week(some, lambda one: max(1, one.week + more))
        )
        table.pack_wanted.connect(self.pack_wanted)
        table.calibrate_wanted.connect(self.calibrate)
        for keys, do in (
            (QKeySequence.StandardKey.Undo, self._workspace.undo),
            (QKeySequence.StandardKey.Redo, self._workspace.redo),
        ):
            QShortcut(QKeySequence(keys), self, lambda do=do: self._step(do))

    def _step(self, do: Callable[[], bool]) -> None:
        self.say_problem("")
        do()
        self.read()

    def _fill_pack_menu(self, people: Sequence[Annotator]) -> None:
        menu = self.pack.menu()
        menu.clear()
        for person in people:
            action = menu.addAction(doubled(f"{person.name}…"))
            action.triggered.connect(partial(self._want_pack, person.id))

    def _want_pack(self, annotator_id: str, _checked: bool = False) -> None:
        self.pack_wanted.emit(annotator_id)

    def _allow(self) -> None:
        may = self._may_change()
        waiting = len(self.now.waiting) if self.now else 0
        number = f"{waiting:,} {'story' if waiting == 1 else 'stories'}"
        self.deal.setText(f"Deal {number}…" if waiting else "Deal stories…")
        self.deal.setEnabled(may and waiting > 0)
        self.pack.setEnabled(may and bool(self.model.people))

    def _may_change(self) -> bool:
        if not self._workspace.is_open or self._workspace.busy:
            return False
        project = self._workspace.project
        return not project.read_only and project.pack_of() is None

    def _copy(self) -> None:
        copy_words(self.text())


def _sentence(now: "PlanNow", found: Sequence[Standing], today: date) -> str:
    """How the plan stands, in a sentence or two."""
    if not now.stories:
        return "There are no stories yet. Import articles first."
    if not now.plan:
        return "Nobody has anything yet. Deal the stories, or press Enter in a cell."
    number = len({one.story_id for one in now.plan})
    share = f"{overlap(now.plan):.0%}".replace("%", " %")
    done = sum(one.state is State.DONE for one in found)
    late = sum(one.late for one in found)
    parts = [
        f"{number:,} {'story' if number == 1 else 'stories'} dealt, {share} to several people.",
        f"{done:,} of {len(found):,} readings done{f', {late:,} late' if late else ''}.",
    ]
    if now.start is not None:
        parts.append(f"Week 1 began on {shown_day(now.start.isoformat(), today)}.")
    if now.start is not None and now.start > today:
        parts[-1] = parts[-1].replace("began", "begins")
    if now.waiting:
        parts.append(f"{len(now.waiting):,} given to nobody.")
    return " ".join(parts)


def _stories(chosen: Sequence[Standing]) -> str:
    return "a story" if len(chosen) == 1 else f"{len(chosen):,} stories"


def _today() -> date:
    return datetime.now().astimezone().date()
