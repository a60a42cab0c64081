"""Everything that was done: who, when and what; and the way back to any of it."""

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QPushButton, QVBoxLayout, QWidget

from annotator.changes import Changes
from annotator.model.step import Step
from ui.ask import Ask, plain_label
from ui.panels.panel import Panel
from ui.panels.times import shown_time
from ui.panels.two_lines import GREYED, SECOND, TwoLineDelegate
from ui.workspace import Workspace

MOST = 1000
"""So many steps are listed; all can be undone, one after the other."""
READ_AFTER = 100
"""Milliseconds without a change until the steps are read again."""
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()


class StepsModel(QAbstractListModel):
    """Steps, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Sequence[Step] = ()
        self._names: dict[str, str] = {}

    def fill(self, steps: Sequence[Step], names: dict[str, str]) -> None:
        """Show these steps; `names` are those of the annotators, by id."""
        self.beginResetModel()
        self._steps, self._names = steps, names
        self.endResetModel()

    def step(self, row: int) -> Step:
        """The step of a row."""
        return self._steps[row]

    def steps(self) -> Sequence[Step]:
        """All that are listed."""
        return self._steps

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many steps are listed."""
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """What was done, and under it who did it and when."""
        if not index.isValid():
            return None
        step = self._steps[index.row()]
        who = self._names.get(step.annotator_id, "the project itself")
        when = f"{who}, {shown_time(step.at)}" + (" – undone" if step.undone else "")
        match role:
            case Role.DisplayRole:
                return step.name[:1].upper() + step.name[1:]
            case Role.AccessibleTextRole:
                return f"{step.name}, {when}"
            case Role.ToolTipRole:
                return f"<span>{escape(step.name)}<br>{escape(when)}</span>"
        return {SECOND: when, GREYED: step.undone}.get(role)


class HistoryPanel(Panel):
    """The steps of the project, newest first; undone ones are grey.

    One goes back to a step: the own steps after it are undone, the step itself stays.
    Signals: `told(sentence)`: what was done, for the status bar.
    """

    told = Signal(str)

    def __init__(
        self, workspace: Workspace, parent: QWidget | None = None, *, ask: Ask | None = None
    ) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle("History")
        self.ask = ask or Ask(self)
        self.model = StepsModel(self)
        self._soon = QTimer(self, singleShot=True, interval=READ_AFTER)
        self._soon.timeout.connect(self.reread)
        self.list = _StepsList(self.model)
        self.list.activated.connect(self._back_to)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_button())
        self.back = QPushButton("Undo back to here…")
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.clicked.connect(lambda: self._back_to(self.list.currentIndex()))
        self.told_here = plain_label("", part="faint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list, 1)
        below = QVBoxLayout()
        below.setContentsMargins(8, 8, 8, 8)
        below.setSpacing(4)
        below.addWidget(self.told_here)
        below.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(below)
        self._show_button()

    def read(self) -> None:
        """Read the newest steps."""
        project = self.workspace.project
        names = {person.id: person.name for person in project.annotators()}
        current = self.list.currentIndex()
        chosen = self.model.step(current.row()).number if current.isValid() else None
        steps = project.history(limit=MOST)
        self.model.fill(steps, names)
        at = next((row for row, step in enumerate(steps) if step.number == chosen), None)
        if at is not None:
            self.list.setCurrentIndex(self.model.index(at))
        self._show_button()

    def take(self, changes: Changes) -> None:
        """Every change is a step; read when things have calmed down."""
        self._soon.start()

    def clear(self) -> None:
        """No steps."""
        self._soon.stop()
        self.model.fill((), {})
        self._show_button()

    def dress(self) -> None:
        """Colours of the lines."""
        self.list.lines.theme = self.theme
        self.list.viewport().update()

    def after(self, step: Step) -> list[Step]:
        """The own steps after this one that stand, newest first: those to undo."""
        own = self.workspace.annotator_id
        steps = self.model.steps()
        return [
            s for s in steps if s.number > step.number and s.annotator_id == own and not s.undone
        ]

    def back_to(self, step: Step) -> None:
        """Ask, then undo the own steps after this one."""
        wanted = self.after(step)
        number = len(wanted)
        if not number:
            return
        steps = "the last step" if number == 1 else f"the last {number:,} steps"
        question = f"Undo {steps}, back to “{step.name}”?"
        detail = f"“{step.name}” itself stays. What is undone can be redone."
        if not self.ask.confirm(question, action="Undo", detail=detail):
            return
        last = wanted[-1].number
        done = 0
        while (following := self._next()) is not None and following.number >= last:
            if not self.workspace.undo():
                break
            done += 1
        self.told.emit(f"{done:,} step{'' if done == 1 else 's'} undone.")

    def _next(self) -> Step | None:
        return self.workspace.project.next_undo(self.workspace.annotator_id)

    def _back_to(self, index: QModelIndex) -> None:
        if index.isValid() and self.workspace.can_edit:
            self.back_to(self.model.step(index.row()))

    def _show_button(self) -> None:
        index = self.list.currentIndex()
        possible = index.isValid() and self.workspace.is_open and self.workspace.can_edit
        number = len(self.after(self.model.step(index.row()))) if possible else 0
        self.back.setEnabled(number > 0)
        self.told_here.setText(f"{number:,} of your steps came after it." if number else "")


class _StepsList(QListView):
    def __init__(self, model: StepsModel) -> None:
        super().__init__()
        self.setModel(model)
        self.lines = TwoLineDelegate(self)
        self.setItemDelegate(self.lines)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("Steps, newest first")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes back to the step; Esc is the panel's."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
