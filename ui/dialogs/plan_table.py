"""The table of the plan, and what can be done in it by mouse and keys."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from annotator.model.people import Annotator
from annotator.model.story import Story
from annotator.who_has_what import Standing
from ui.ask import doubled
from ui.dialogs.plan_model import FIXED, PlanModel

LATER = 3
"""So many weeks later a story is read again, if nothing else is said."""
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class PlanTable(QTableView):
    """Stories down, people across; several cells can be chosen.

    Signals, all of them wishes: `move_wanted(standings, annotator_id)`, `give_wanted(story,
    annotator, again)`, `weeks_wanted(standings, change)`: so many weeks later;
    `week_wanted(standings, week)`, `take_wanted(standings)`, `pack_wanted(annotator_id)`,
    `calibrate_wanted(story, whether)`: whether its gold is shown to those who are done.
    """

    move_wanted = Signal(list, str)
    give_wanted = Signal(object, object, bool)
    weeks_wanted = Signal(list, int)
    week_wanted = Signal(list, int)
    take_wanted = Signal(list)
    pack_wanted = Signal(str)
    calibrate_wanted = Signal(object, bool)

    def __init__(self, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = model
        self.setModel(model)
        self.setAccessibleName("Who has what")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        model.dropped.connect(self._dropped)
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Gives the columns the room that their words need."""
        header, width = self.horizontalHeader(), self.fontMetrics().averageCharWidth()
        self.resizeColumnsToContents()
        self.setColumnWidth(0, max(14 * width, min(self.columnWidth(0) + 16, 44 * width)))
        for column in range(len(FIXED), self.model().columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            # Not the column's width: the last one is stretched over the room that is left.
            needed = max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            self.setColumnWidth(column, max(needed + 8, 19 * width))

    @property
    def chosen(self) -> list[Standing]:
        """The readings in the chosen cells."""
        indexes = sorted(self.selectedIndexes(), key=lambda i: (i.row(), i.column()))
        found = (self.plan.standing(index) for index in indexes)
        return [one for one in found if one is not None]

    @property
    def current_person(self) -> Annotator | None:
        """Whose column the current cell is in."""
        return self.plan.person(self.currentIndex())

    @property
    def current_story(self) -> Story | None:
        """The story of the current row."""
        row = self.currentIndex().row()
        return self.plan.rows[row].story if 0 <= row < len(self.plan.rows) else None

    def choose(self, story_id: str, annotator_id: str, *, again: bool = False) -> None:
        """Makes the cell of a story and a person the current one, if it is there."""
        for at, row in enumerate(self.plan.rows):
            if row.story.id == story_id and row.again == again:
                people = [person.id for person in self.plan.people]
                column = people.index(annotator_id) + len(FIXED) if annotator_id in people else 0
                index = self.plan.index(at, column)
                only = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().setCurrentIndex(index, only)
                self.scrollTo(index)

    def menu(self) -> QMenu:
        """All that can be done with what is chosen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen, person = self.chosen, self.current_person
        if chosen:
            self._offer_changes(menu, chosen)
        elif person is not None and self.current_story is not None:
            give = partial(self.give_wanted.emit, self.current_story, person, False)
            self._offer(menu, f"Give to {person.name}", give)
        if person is not None:
            menu.addSeparator()
            pack = partial(self.pack_wanted.emit, person.id)
            self._offer(menu, f"Pack for {person.name}…", pack)
        if self.current_story is not None:
            self._offer_calibration(menu, self.current_story)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offers what can be done, also for the menu key."""
        menu = self.menu()
        if menu.actions():
            menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and arrows move, Delete takes away, Enter offers everything."""
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            menu = self.menu()
            if menu.actions():
                at = self.visualRect(self.currentIndex()).bottomLeft()
                menu.popup(self.viewport().mapToGlobal(at))
            return
        chosen = self.chosen if self.plan.editable else []
        if chosen and key == Qt.Key.Key_Delete:
            self.take_wanted.emit(chosen)
        elif chosen and alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.weeks_wanted.emit(chosen, _STEPS[Qt.Key(key)])
        elif chosen and alt and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move_beside(chosen, _STEPS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _move_beside(self, chosen: Sequence[Standing], step: int) -> None:
        """To the next person on that side who does not have the story."""
        row, people = self.plan.rows[self.currentIndex().row()], self.plan.people
        at = self.currentIndex().column() - len(FIXED) + step
        while 0 <= at < len(people):
            if people[at].id not in row.standings:
                self.move_wanted.emit(list(chosen), people[at].id)
                return
            at += step

    def _offer_changes(self, menu: QMenu, chosen: list[Standing]) -> None:
        if not self.plan.editable:
            return
        to = menu.addMenu("&Move to")
        there = {one.assignment.annotator_id for one in chosen}
        again = any(self._is_repeat(one) for one in chosen)
        for person in self.plan.people:
            if there != {person.id}:
                self._offer(to, person.name, partial(self.move_wanted.emit, chosen, person.id))
        to.setEnabled(not again and bool(to.actions()))
        weeks = menu.addMenu("&Week")
        last = max(max(row.weeks, default=0) for row in self.plan.rows)
        for week in range(1, last + 2):
            do = partial(self.week_wanted.emit, chosen, week)
            self._offer(weeks, f"Week {week}", do)
        self._offer(weeks, "In no week", partial(self.week_wanted.emit, chosen, 0))
        if len(chosen) == 1 and not again:
            do = partial(self.give_wanted.emit, self.current_story, self.current_person, True)
            self._offer(menu, "Have it read once more", do)
        menu.addSeparator()
        self._offer(menu, "Take off the plan", partial(self.take_wanted.emit, chosen), "Del")

    def _offer_calibration(self, menu: QMenu, story: Story) -> None:
        marked = story.id in self.plan.calibration
        menu.addSeparator()
        do = partial(self.calibrate_wanted.emit, story, not marked)
        action = self._offer(menu, "Show its gold after “Done”", do)
        action.setCheckable(True)
        action.setChecked(marked)

    def _is_repeat(self, one: Standing) -> bool:
        return one.assignment.reader_id != one.assignment.annotator_id

    def _offer(self, menu: QMenu, words: str, do: Callable[[], object], keys: str = "") -> QAction:
        action = menu.addAction(doubled(words) + (f"\t{keys}" if keys else ""))
        action.setEnabled(self.plan.editable)
        action.triggered.connect(lambda _checked: do())
        return action

    def _header_menu(self, at: QPoint) -> None:
        column = self.horizontalHeader().logicalIndexAt(at)
        person = self.plan.person(self.plan.index(0, column)) if self.plan.rows else None
        if person is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            pack = partial(self.pack_wanted.emit, person.id)
            self._offer(menu, f"Pack for {person.name}…", pack)
            menu.popup(self.horizontalHeader().mapToGlobal(at))

    def _dropped(self, ids: tuple[str, ...], annotator_id: str) -> None:
        found = [
            one
            for row in self.plan.rows
            for one in row.standings.values()
            if one.assignment.id in ids
        ]
        self.move_wanted.emit(found, annotator_id)
