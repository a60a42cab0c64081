"""The members of a case about groups as rows: as both have them, and as gold has or is to have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont

from annotator.model.group import Group, Member
from annotator.model.scheme import OMITS, RelationKind
from annotator.model.span import Fragment
from ui.compare.groups_words import are_otherwise, member_words

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
FIRST = "decide the passage first"
OMITTED = "(the article omits it)"
DIFFERS = "≠"
LONGEST = 4000
"""Characters of a passage in its tool tip."""


class Column(IntEnum):
    """What the columns show; stance and value only while gold is written."""

    SIGN = 0
    ARTICLE = 1
    PASSAGE = 2
    LEFT = 3
    RIGHT = 4
    GOLD = 5
    STANCE = 6
    VALUE = 7


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member: its article and words, what each side says of it, and gold.

    `span_id` and `place` are those of the span that is shown, "" and None of an article that omits
    something. `gold` holds the ids of gold's spans that stand there; `label` is that of the span.
    `offered`: neither has it; it is only there while gold is written.
    """

    article_id: str
    article: str
    words: str = OMITTED
    span_id: str = ""
    place: Fragment | None = None
    label: str = ""
    left: Member | None = None
    right: Member | None = None
    gold: tuple[str, ...] = ()
    in_gold: Member | None = None
    offered: bool = False

    @property
    def omits(self) -> bool:
        """Whether it is an article that omits something."""
        return not self.span_id

    @property
    def may_join(self) -> bool:
        """Whether it can be in gold's group: its span stands in gold, or there is none."""
        return self.omits or bool(self.gold)

    def as_gold(self, said: Member | None) -> Member:
        """The member in gold, with the stance and value of `said`."""
        held = self.in_gold.span_id if self.in_gold is not None else ""
        span_id = held if held in self.gold else next(iter(self.gold), "")
        stance, value = (said.stance, said.value) if said is not None else ("", "")
        return Member(self.article_id, "" if self.omits else span_id, value, stance)


class MembersModel(QAbstractTableModel):
    """Signals: `edited`: what is written into gold was changed; `told` with a sentence."""

    edited = Signal()
    told = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._every: Sequence[MemberRow] = ()
        self._rows: list[MemberRow] = []
        self._groups: tuple[Sequence[Group], Sequence[Group]] = ((), ())
        self._heads = ("A", "B", "Gold")
        self._decided = False
        self._draft: dict[MemberRow, Member] | None = None
        self._kind: RelationKind | None = None

    def show(
        self,
        rows: Sequence[MemberRow],
        groups: tuple[Sequence[Group], Sequence[Group]],
        heads: tuple[str, str, str],
        *,
        decided: bool,
    ) -> None:
        """Shows these; nothing is written any more. `groups` are left's and right's, `heads` the
        names of left, right and gold."""
        self.beginResetModel()
        self._every, self._groups, self._heads, self._decided = rows, groups, heads, decided
        self._draft = None
        self._fill()
        self.endResetModel()

    def _fill(self) -> None:
        writing = self._draft is not None
        self._rows = [row for row in self._every if writing or not row.offered]

    @property
    def rows(self) -> Sequence[MemberRow]:
        """The rows that are shown."""
        return self._rows

    # Writing

    @property
    def is_written(self) -> bool:
        """Whether gold is being written."""
        return self._draft is not None

    @property
    def kind(self) -> RelationKind | None:
        """The kind that gold's group is to be of."""
        return self._kind

    def write(self, said: Mapping[MemberRow, Member | None], kind: RelationKind) -> None:
        """Begins to write gold: these rows are ticked, with what is said of them there."""
        self.beginResetModel()
        self._draft = {row: row.as_gold(one) for row, one in said.items() if row.may_join}
        self._fill()
        self.endResetModel()
        self.set_kind(kind)

    def set_kind(self, kind: RelationKind) -> None:
        """Stances and values that the kind does not know go."""
        self._kind = kind
        if self._draft is not None:
            self._draft = {row: _fitting(one, kind) for row, one in self._draft.items()}
        self._look_again()

    def leave(self) -> None:
        """Nothing is written after all."""
        if self._draft is not None:
            self.beginResetModel()
            self._draft = None
            self._fill()
            self.endResetModel()

    def written(self) -> tuple[Member, ...]:
        """The members that gold's group is to have; one article omits or says, never both."""
        held = self._draft or {}
        ticked = [held[row] for row in self._rows if row in held]
        telling = {one.article_id for one in ticked if one.span_id}
        return tuple(one for one in ticked if one.span_id or one.article_id not in telling)

    def tick(self, row: int) -> None:
        """Takes a member in, or out again."""
        one = self._rows[row]
        if self._draft is None:
            return
        if one in self._draft:
            del self._draft[one]
        elif not one.may_join:
            self.told.emit(
                "Its passage is not in gold: leave this with Esc, then Enter goes there."
            )
            return
        elif self._kind is not None and one.label and not self._kind.holds(one.label):
            self.told.emit(f"“{self._kind.name}” holds no {one.label}.")
            return
        else:
            said = next((m for m in (one.in_gold, one.left, one.right) if m is not None), None)
            taken = one.as_gold(said)
            self._draft[one] = _fitting(taken, self._kind) if self._kind else taken
        self._look_again()
        self.edited.emit()

    def say(self, row: int, **facts: str) -> None:
        """Gives a member its `stance` or `value`; one that is not in yet is taken in.

        The stance of an article that omits something stays what it is.
        """
        one = self._rows[row]
        if "stance" in facts and self._is_fixed(one):
            self.told.emit(f"The article omits it: its stance is “{OMITS}”.")
            return
        if self._draft is not None and one not in self._draft:
            self.tick(row)
        if self._draft is not None and one in self._draft:
            self._draft[one] = replace(self._draft[one], **facts)
            self._look_again()
            self.edited.emit()

    def _is_fixed(self, row: MemberRow) -> bool:
        """Whether it has the one stance of an article that omits something."""
        return row.omits and self._kind is not None and OMITS in self._kind.stances

    def _look_again(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # As views ask

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many members there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Eight."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Role.AccessibleTextRole:
            return "Differs" if section == Column.SIGN else self.headerData(section, orientation)
        if orientation is not Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        left, right, gold = self._heads
        return ("", "Article", "Passage", left, right, gold, "Stance", "Value")[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """While gold is written, what can join can be ticked, and be given stance and value.

        But the stance of an article that omits something is fixed.
        """
        flags = super().flags(index)
        if not index.isValid() or self._draft is None or not self._rows[index.row()].may_join:
            return flags
        if index.column() == Column.GOLD:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        fixed = index.column() == Column.STANCE and self._is_fixed(self._rows[index.row()])
        if index.column() in (Column.STANCE, Column.VALUE) and not fixed:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """What a cell shows."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role in (Role.DisplayRole, Role.EditRole):
            return self._told(row, column)
        if role == Role.CheckStateRole and column == Column.GOLD:
            if self._draft is None or not row.may_join:
                return None
            return Qt.CheckState.Checked if row in self._draft else Qt.CheckState.Unchecked
        if role == Role.AccessibleTextRole:
            return self._spoken(row, column)
        if role == Role.ToolTipRole:
            return self._tip(row, column)
        if role == Role.TextAlignmentRole and column == Column.SIGN:
            return Qt.AlignmentFlag.AlignCenter
        if role == Role.FontRole:
            return _font(row, column, differs=self._differs(row))
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:  # noqa: ANN401
        """A tick, a stance or a value."""
        if not index.isValid() or self._draft is None:
            return False
        if role == Role.CheckStateRole and index.column() == Column.GOLD:
            self.tick(index.row())
            return True
        fact = {Column.STANCE: "stance", Column.VALUE: "value"}.get(Column(index.column()))
        if role != Role.EditRole or fact is None:
            return False
        words = str(value).strip()
        if words != self._told(self._rows[index.row()], index.column()):
            self.say(index.row(), **{fact: words})
        return True

    def _told(self, row: MemberRow, column: int) -> str:
        left, right = self._groups
        match column:
            case Column.SIGN:
                return DIFFERS if self._differs(row) else ""
            case Column.ARTICLE:
                return row.article
            case Column.PASSAGE:
                return " ".join(row.words[:LONGEST].split())
            case Column.LEFT:
                return member_words(row.left, left)
            case Column.RIGHT:
                return member_words(row.right, right)
            case Column.GOLD:
                return self._gold(row)
        one = (self._draft or {}).get(row)
        if one is None:
            return ""
        return one.stance if column == Column.STANCE else one.value

    def _differs(self, row: MemberRow) -> bool:
        """Whether the two say otherwise about it; where one has no group at all, nobody asks."""
        return all(self._groups) and not row.offered and are_otherwise(row.left, row.right)

    def _gold(self, row: MemberRow) -> str:
        if not row.may_join:
            return FIRST
        if self._draft is not None:
            return ""
        if row.in_gold is not None:
            return member_words(row.in_gold, ())
        return member_words(None, ()) if self._decided else ""

    def _spoken(self, row: MemberRow, column: int) -> str:
        if column == Column.SIGN:
            return "differs" if self._differs(row) else "the same"
        if column == Column.GOLD and self._draft is not None and row.may_join:
            return "in gold" if row in self._draft else "not in gold"
        words = self._told(row, column)
        if column in (Column.LEFT, Column.RIGHT, Column.GOLD):
            return "not in it" if words == member_words(None, ()) else words.replace("✓", "in it")
        return words

    def _tip(self, row: MemberRow, column: int) -> str | None:
        if column == Column.PASSAGE:
            words = row.words[:LONGEST] + ("…" if len(row.words) > LONGEST else "")
        elif column == Column.GOLD and not row.may_join:
            words = "Its passage is not in gold yet. Enter goes to it on the page Disagreements."
        elif column == Column.SIGN and self._differs(row):
            words = "The two say otherwise about this member"
        else:
            words = self._told(row, column)
        return f"<span>{escape(words)}</span>" if words else None


def _fitting(member: Member, kind: RelationKind) -> Member:
    """The member without what the kind does not know; an article that omits something says so."""
    omits = not member.span_id
    own = OMITS if omits and OMITS in kind.stances else ""
    stance = member.stance if member.stance in kind.stances_of(omits=omits) else own
    return replace(member, stance=stance, value=member.value if kind.member_value else "")


def _font(row: MemberRow, column: int, *, differs: bool) -> QFont | None:
    """What differs is bold; what stands for something that is not there is slanted."""
    font = QFont()
    if column in (Column.SIGN, Column.LEFT, Column.RIGHT) and differs:
        font.setBold(True)
    elif (column == Column.PASSAGE and row.omits) or (column == Column.GOLD and not row.may_join):
        font.setItalic(True)
    else:
        return None
    return font
