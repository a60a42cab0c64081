"""Who has what as a table: stories down, people across."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont

from annotator.model.people import Annotator
from annotator.model.plan import AssignmentKind
from annotator.model.story import Story
from annotator.who_has_what import Load, Standing, State, loads
from ui.icons import picture
from ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from annotator.planning import PlanNow

FIXED = ("Story", "Articles", "Week", "By")
"""The columns before those of the people."""
SIGNS = {
    State.PLANNED: "not-begun",
    State.OUT: "export",
    State.IN_PROGRESS: "in-progress",
    State.DONE: "done",
    State.LATE: "warning",
}
"""Each state has a shape of its own, so that none is told by its colour alone."""
READINGS = "application/x-annotator-readings"
SIGN_SIZE = 16
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Row:
    """One story, or what is read of it once more; with who has it, by annotator id."""

    story: Story
    again: bool
    articles: int
    standings: Mapping[str, Standing]

    @property
    def late(self) -> bool:
        """Whether it is late with anybody."""
        return any(one.late for one in self.standings.values())

    @property
    def weeks(self) -> tuple[int, ...]:
        """The weeks in which it is read, without 0."""
        found = {one.assignment.week for one in self.standings.values()}
        return tuple(sorted(found - {0}))


def shown_day(day: str, today: date) -> str:
    """A date as people write it; the year only where it is another one."""
    try:
        found = date.fromisoformat(day[:10])
    except ValueError:
        return day
    year = f" {found.year}" if found.year != today.year else ""
    return f"{found.day} {MONTHS[found.month - 1]}{year}"


def state_words(one: Standing) -> str:
    """How far a story is, in few words."""
    far = f"{one.finished} of {one.articles}" if one.state is State.IN_PROGRESS else ""
    if one.late:
        return f"late: {far or one.state.value}"
    return f"in progress: {far}" if far else one.state.value


class PlanModel(QAbstractTableModel):
    """The plan. Signals: `dropped(ids, annotator_id)`: readings were dragged to somebody."""

    dropped = Signal(tuple, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.people: tuple[Annotator, ...] = ()
        self.rows: tuple[Row, ...] = ()
        self.calibration: frozenset[str] = frozenset()
        self.loads: Mapping[str, Load] = {}
        self.theme: Theme = LIGHT
        self.today = date.min
        self.editable = False

    def fill(
        self, now: "PlanNow", found: Sequence[Standing], people: Sequence[Annotator], today: date
    ) -> None:
        """Shows the plan; `found` is how far it is on this day."""
        self.beginResetModel()
        self.people, self.today = tuple(people), today
        self.rows = _rows(now, found)
        self.calibration = now.calibration
        self.loads = loads(found)
        self.endResetModel()

    def standing(self, index: Index) -> Standing | None:
        """What stands in a cell."""
        person = self.person(index)
        if person is None:
            return None
        return self.rows[index.row()].standings.get(person.id)

    def person(self, index: Index) -> Annotator | None:
        """Whose column a cell stands in."""
        at = index.column() - len(FIXED)
        return self.people[at] if index.isValid() and 0 <= at < len(self.people) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One for each story, and one more where somebody reads it again."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The facts of a story, and everybody."""
        return 0 if parent.isValid() else len(FIXED) + len(self.people)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Names of people with what they have."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if section < len(FIXED):
            if role == Role.DisplayRole:
                return FIXED[section]
            number = FIXED[section] == "Articles"
            return _side(number) if role == Role.TextAlignmentRole else None
        person = self.people[section - len(FIXED)]
        load = self.loads.get(person.id, Load())
        match role:
            case Role.DisplayRole:
                return f"{person.name}\n{_short(load)}"
            case Role.AccessibleTextRole:
                return f"{person.name}, {_short(load)}"
            case Role.TextAlignmentRole:
                return _side(False)
            case Role.ToolTipRole:
                return f"<span>{escape(person.name)}<br>{escape(_whole(load))}</span>"
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Words, shape and colour of a cell."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if index.column() < len(FIXED):
            return self._fact(row, index.column(), role)
        one = self.standing(index)
        if one is None:
            empty = f"{self._cell_name(index)}: nothing"
            return empty if role == Role.AccessibleTextRole else None
        match role:
            case Role.DisplayRole:
                return state_words(one)
            case Role.DecorationRole:
                return self._sign(one)
            case Role.ForegroundRole:
                return QColor(self._colour(one))
            case Role.ToolTipRole:
                return "<span>" + escape(self._sentence(one)).replace("\n", "<br>") + "</span>"
            case Role.AccessibleTextRole:
                return f"{self._cell_name(index)}: {self._sentence(one)}".replace("\n", ", ")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What somebody has can be dragged, onto anybody's cell."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.editable and self.person(index) is not None:
            flags |= Qt.ItemFlag.ItemIsDropEnabled
            if self.standing(index) is not None and not self.rows[index.row()].again:
                flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Readings are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Only readings of this plan."""
        return [READINGS]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        """The readings that are dragged, and the rows they come from."""
        ids = [one.assignment.id for i in indexes if (one := self.standing(i)) is not None]
        data = QMimeData()
        rows = sorted({index.row() for index in indexes})
        data.setData(READINGS, json.dumps({"ids": ids, "rows": rows}).encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Along the row, to somebody who does not have the story."""
        if not data.hasFormat(READINGS) or self.person(parent) is None:
            return False
        rows = json.loads(bytes(data.data(READINGS).data()))["rows"]
        return parent.row() in rows and self.standing(parent) is None

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tells who is to have it. Nothing is moved here: the plan is read again."""
        person = self.person(parent)
        if person is None or not self.canDropMimeData(data, action, row, column, parent):
            return False
        ids = json.loads(bytes(data.data(READINGS).data()))["ids"]
        self.dropped.emit(tuple(ids), person.id)
        return False

    def text(self) -> str:
        """The table as text, columns parted by tabs."""
        lines = ["\t".join([*FIXED, *(person.name for person in self.people)])]
        for row in self.rows:
            facts = [self._fact(row, column, Role.DisplayRole) for column in range(len(FIXED))]
            has = [row.standings.get(person.id) for person in self.people]
            lines.append("\t".join([*facts, *(state_words(one) if one else "" for one in has)]))
        return "\n".join(lines) + "\n"

    def _fact(self, row: Row, column: int, role: int) -> Any:  # noqa: ANN401
        if role == Role.TextAlignmentRole:
            return _side(FIXED[column] == "Articles")
        if role == Role.FontRole and column == 0 and not row.standings:
            font = QFont()
            font.setItalic(True)
            return font
        if role == Role.ForegroundRole and row.again:
            return QColor(self.theme.faint)
        if role in (Role.ToolTipRole, Role.AccessibleTextRole) and column == 0:
            has = "" if row.standings else ", nobody has it yet"
            shown = ", its gold is shown after “Done”" if self._calibrates(row) else ""
            words = f"{row.story.name}{has}{shown}"
            return f"<span>{escape(words)}</span>" if role == Role.ToolTipRole else words
        if role != Role.DisplayRole:
            return None
        match FIXED[column]:
            case "Story":
                what = " · calibration" if self._calibrates(row) else ""
                return f"{row.story.name} (again)" if row.again else f"{row.story.name}{what}"
            case "Articles":
                return f"{row.articles:,}"
            case "Week":
                return ", ".join(map(str, row.weeks)) or "–"
        due = min((one.due for one in row.standings.values() if one.due), default="")
        return shown_day(due, self.today) or "–"

    def _calibrates(self, row: Row) -> bool:
        return not row.again and row.story.id in self.calibration

    def _sign(self, one: Standing) -> object:
        return picture(SIGNS[one.shown], self._colour(one), size=SIGN_SIZE, scale=2.0)

    def _colour(self, one: Standing) -> str:
        return {
            State.LATE: self.theme.bad,
            State.DONE: self.theme.good,
            State.PLANNED: self.theme.faint,
        }.get(one.shown, self.theme.text)

    def _cell_name(self, index: Index) -> str:
        row, person = self.rows[index.row()], self.person(index)
        again = " (again)" if row.again else ""
        return f"{person.name if person else ''}, {row.story.name}{again}"

    def _sentence(self, one: Standing) -> str:
        kinds = {
            AssignmentKind.OVERLAP: "One more reading, to compare",
            AssignmentKind.REPEAT: "Read once more by the same person",
            AssignmentKind.FIRST: "",
        }
        far = f"{one.finished} of {one.articles} articles finished"
        lines = [
            f"{'late, ' if one.late else ''}{one.state.value}, {far}".capitalize(),
            kinds[one.assignment.kind],
            f"Week {one.assignment.week}" if one.assignment.week else "",
            f"Wanted by {shown_day(one.due, self.today)}" if one.due else "",
            f"Handed out {shown_day(one.handed_out, self.today)}" if one.handed_out else "",
        ]
        return "\n".join(line for line in lines if line)


def _rows(now: "PlanNow", found: Sequence[Standing]) -> tuple[Row, ...]:
    """By week, then as the stories stand; what nobody has comes last."""
    cells: dict[tuple[str, bool], dict[str, Standing]] = {}
    for one in found:
        again = one.assignment.kind is AssignmentKind.REPEAT
        cells.setdefault((one.assignment.story_id, again), {})[one.assignment.annotator_id] = one
    rows = [
        Row(story, again, len(now.articles.get(story.id, ())), cells.get((story.id, again), {}))
        for story in now.stories
        for again in (False, True)
        if not again or (story.id, again) in cells
    ]
    rows.sort(key=lambda row: (not row.standings, row.weeks[0] if row.weeks else 0))
    return tuple(rows)


def _short(load: Load) -> str:
    stories = f"{load.stories:,} {'story' if load.stories == 1 else 'stories'}"
    return f"{stories}, {load.late:,} late" if load.late else stories


def _whole(load: Load) -> str:
    again = f", {load.repeats:,} once more" if load.repeats else ""
    return f"{_short(load)}, {load.articles:,} articles, {load.shared:,} shared{again}"


def _side(number: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
    return Qt.AlignmentFlag.AlignVCenter | side
