"""The chosen case about groups: what the groups are, their members, and what is written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.model.clue import Passage
from annotator.model.group import Group, Member
from annotator.model.scheme import RelationKind
from ui.compare.disagreements_words import Shown
from ui.compare.groups_head import GroupsHead
from ui.compare.groups_members import MembersTable
from ui.compare.groups_members_model import MemberRow, MembersModel
from ui.compare.groups_words import sides

if TYPE_CHECKING:
    from annotator.agree.group_cases import GroupCase

LEAST = 2
"""So many members a group in gold has at least."""
TOO_FEW = "A group in gold has two members at least, and one passage: take some in with Space."


class GroupsCase(QWidget):
    """Head and members of one case; `model` holds what is written.

    Signals: `begun`, `ended`: gold is written, or not any more; `taken(Group)`: it is to be what
    was written; `place_wanted(article id, span id)`: the place of a passage; `told` with a
    sentence.
    """

    begun = Signal()
    ended = Signal()
    taken = Signal(Group)
    place_wanted = Signal(str, str)
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = GroupsHead()
        self.model = MembersModel(self)
        self.table = MembersTable(self.model)
        self._kinds: Sequence[RelationKind] = ()
        self._gold = "Gold"
        self._draft: Group | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.table, 1)
        self.head.kind_chosen.connect(self._set_kind)
        self.table.passage_wanted.connect(self._go_to)
        self.table.taken.connect(self.take)
        self.table.left.connect(self.leave)
        self.model.told.connect(self.told)

    def show_nothing(self) -> None:
        """There is no case."""
        self.leave()
        self.model.show((), ((), ()), ("", "", ""), decided=False)
        self.setVisible(False)

    def show_case(
        self,
        case: "GroupCase",
        shown: Shown,
        rows: Sequence[MemberRow],
        *,
        keys: tuple[str, str],
        gold: str,
    ) -> None:
        """Shows a case; `keys` take left and right, `gold` is what gold is called, "" where there
        is none to decide in."""
        self.leave()
        self.setVisible(True)
        left, right = (f"{name[:1].upper()}{name[1:]}" for name in (shown.left, shown.right))
        self._gold = f"{gold[:1].upper()}{gold[1:]}" or "Gold"
        groups = sides(case, shown)
        line = ("", self._gold, case.gold) if case.decision is not None else None
        self.head.show_lines(
            (keys[0], left, groups[0]), (keys[1], right, groups[1]), line, case.differs
        )
        current = self.row.span_id if self.row is not None else ""
        heads = (left, right, self._gold)
        self.model.show(rows, groups, heads, decided=case.decision is not None)
        for number, row in enumerate(self.model.rows):
            if current and row.span_id == current:
                self.table.go_to(number)

    @property
    def row(self) -> MemberRow | None:
        """The current member."""
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def focus_members(self) -> None:
        """Give the focus to the members."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def passages(self) -> tuple[Passage, ...]:
        """Where the members stand, the current one first."""
        rows = [row for row in self.model.rows if row.place is not None]
        if self.row in rows:
            rows.sort(key=lambda row: row != self.row)
        return tuple(Passage(row.article_id, row.place) for row in rows if row.place is not None)

    def _go_to(self, number: int) -> None:
        row = self.model.rows[number]
        if row.omits:
            self.told.emit("The article omits it: there is no passage to show.")
        else:
            self.place_wanted.emit(row.article_id, row.span_id)

    # Writing

    @property
    def is_written(self) -> bool:
        """Whether gold is being written."""
        return self._draft is not None

    def write(
        self,
        group: Group,
        said: Mapping[MemberRow, Member | None],
        kinds: Sequence[RelationKind],
    ) -> None:
        """Begins to write: the group as it is to be at first, and which rows are in it. `kinds` are
        those that it can be of."""
        kind = next((one for one in kinds if one.name == group.kind), kinds[0])
        self._draft, self._kinds = group, kinds
        self.head.write(self._gold, group, kinds)
        self.model.write(said, kind)
        self.table.show_written()
        self.focus_members()
        self.begun.emit()

    def take(self) -> None:
        """Gold is to be what was written."""
        if self._draft is None:
            return
        members = self.model.written()
        if not any(one.span_id for one in members) or len(members) < LEAST:
            self.told.emit(TOO_FEW)
            return
        written = self.head.as_written(self._draft)
        self.leave()
        self.taken.emit(replace(written, members=members))

    def leave(self) -> None:
        """Nothing is written after all."""
        if self._draft is not None:
            self._draft = None
            self.head.leave()
            self.model.leave()
            self.table.show_written()
            self.ended.emit()

    def _set_kind(self, name: str) -> None:
        kind = next((one for one in self._kinds if one.name == name), None)
        if kind is not None:
            self.head.ask(kind)
            self.model.set_kind(kind)
            self.table.show_written()
            self.begun.emit()
