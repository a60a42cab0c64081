"""Clues as a tree: under a heading the clues, and under a clue its passages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model.clue import Clue, Passage
from annotator.model.span import Fragment
from annotator.text.find import Context, context
from ui.panels.two_lines import GREYED, RIGHT, STRONG

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
AROUND = Role.UserRole + 20
"""Role of the `Context` of a row: the words of its passage, and those around it."""
MARKS = Role.UserRole + 21
"""Role of the places in the words of a passage that say what others do not, as `Fragment`s."""
BEFORE, AFTER = 32, 160
"""Code points shown before and after a passage: its words begin where the eye looks first."""
SHOWN = 200
"""So many code points of a long passage are shown at most."""
_CUT_OFF = " ,;:.)"
"""What is left of the words before, where these are cut off."""
NEAR = 48
"""Code points before the first mark in a long passage: it begins there rather than at its start."""


class Aside(StrEnum):
    """How somebody put a clue aside, or what they answered to it."""

    LATER = "later"
    NOT_WORTH = "not worth it"
    NO_CONFLICT = "not a conflict"
    GROUPED = "in a group"


ANSWERED = frozenset({Aside.NOT_WORTH, Aside.NO_CONFLICT, Aside.GROUPED})
"""What is listed only when it is asked for."""
_LAST: Mapping[Aside | None, int] = {None: 0, Aside.LATER: 1}


class Order(Enum):
    """What the headings are."""

    KIND = "kind"
    ARTICLE = "article"


@dataclass(slots=True)
class Node:
    """A row: a heading, a clue or a passage. `parent` is the number of a node, -1 above all."""

    parent: int
    row: int
    heading: str = ""
    clue: Clue | None = None
    passage: Passage | None = None
    children: list[int] = field(default_factory=list)


class CluesModel(QAbstractItemModel):
    """The clues of a story. Those answered, and the less certain, are left out unless asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clues: Sequence[Clue] = ()
        self._names: Mapping[str, str] = {}
        self._aside: Mapping[str, Aside] = {}
        self._nodes: list[Node] = []
        self._top: list[int] = []
        self._order = Order.KIND
        self._needle = ""
        self._with_aside = self._with_more = False
        self.marks: Callable[[Clue, Passage], Iterable[Fragment]] = lambda *_: ()
        self.text: Callable[[str], str] = lambda _: ""

    # What there is

    def fill(self, clues: Sequence[Clue], names: Mapping[str, str]) -> None:
        """Show these; `names` are those of the articles in order, by id."""
        self._clues, self._names = clues, names
        self._arrange()

    def put_aside(self, aside: Mapping[str, Aside]) -> None:
        """Which clues are put aside, by id."""
        if aside != self._aside:
            self._aside = dict(aside)
            self._arrange()

    def arrange_by(self, order: Order) -> None:
        """Put the clues under headings of this kind."""
        if order is not self._order:
            self._order = order
            self._arrange()

    def search(self, needle: str) -> None:
        """Show only clues with these words in kind, name, reason or article."""
        needle = needle.strip().casefold()
        if needle != self._needle:
            self._needle = needle
            self._arrange()

    def show_aside(self, shown: bool) -> None:
        """Show also those that are answered."""
        if shown is not self._with_aside:
            self._with_aside = shown
            self._arrange()

    def show_more(self, shown: bool) -> None:
        """Show also those that are less certain."""
        if shown is not self._with_more:
            self._with_more = shown
            self._arrange()

    def shown(self) -> tuple[Clue, ...]:
        """The clues on the list, in its order."""
        return tuple(n.clue for n in self._nodes if n.clue is not None and n.passage is None)

    def clue_at(self, index: Index) -> Clue | None:
        """The clue of a row, also of a passage's row."""
        return self._nodes[index.internalId()].clue if index.isValid() else None

    def passage_at(self, index: Index) -> Passage | None:
        """The passage of a row; of a clue's row its first one."""
        if not index.isValid():
            return None
        node = self._nodes[index.internalId()]
        first = node.clue.passages[:1] if node.clue else ()
        return node.passage or next(iter(first), None)

    def is_clue(self, index: Index) -> bool:
        """Whether a row is that of a clue itself, not of a passage or a heading."""
        node = self._nodes[index.internalId()] if index.isValid() else None
        return node is not None and node.clue is not None and node.passage is None

    def aside_of(self, clue: Clue) -> Aside | None:
        """How a clue was put aside."""
        return self._aside.get(clue.id)

    def index_of(self, clue_id: str) -> QModelIndex:
        """Where a clue stands; an invalid index where it is not shown."""
        for number, node in enumerate(self._nodes):
            if node.clue is not None and node.clue.id == clue_id:
                return self.createIndex(node.row, 0, number)
        return QModelIndex()

    # Arranging

    def _arrange(self) -> None:
        self.beginResetModel()
        self._nodes, self._top = [], []
        headings: dict[str, int] = {}
        taken = [clue for clue in self._clues if self._takes(clue)]
        for clue in sorted(taken, key=self._key()):
            heading = self._heading(clue)
            if heading not in headings:
                headings[heading] = self._add(-1, heading=heading)
            number = self._add(headings[heading], heading=heading, clue=clue)
            for passage in clue.passages if len(clue.passages) > 1 else ():
                self._add(number, clue=clue, passage=passage)
        self.endResetModel()

    def _add(
        self,
        parent: int,
        *,
        heading: str = "",
        clue: Clue | None = None,
        passage: Passage | None = None,
    ) -> int:
        siblings = self._top if parent < 0 else self._nodes[parent].children
        self._nodes.append(Node(parent, len(siblings), heading, clue, passage))
        siblings.append(len(self._nodes) - 1)
        return len(self._nodes) - 1

    def _takes(self, clue: Clue) -> bool:
        aside = self._aside.get(clue.id)
        if aside in ANSWERED and not self._with_aside:
            return False
        if not clue.shown and aside is None and not self._with_more:
            return False
        said = f"{clue.kind}\n{clue.name}\n{clue.reason}\n{self._where(clue)}"
        return self._needle in said.casefold()

    def _key(self) -> Callable[[Clue], tuple[object, ...]]:
        """Kinds that tell most come first; under a heading what was put aside comes last."""
        places = {article_id: at for at, article_id in enumerate(self._names)}
        tells: dict[str, float] = {}
        for clue in self._clues:
            tells[clue.kind] = max(clue.score, tells.get(clue.kind, 0.0))

        def key(clue: Clue) -> tuple[object, ...]:
            first = clue.passages[0] if clue.passages else Passage("", Fragment(0, 0))
            article = places.get(first.article_id, len(places))
            heading = (-tells[clue.kind], clue.kind) if self._order is Order.KIND else (article,)
            return (*heading, _LAST.get(self._aside.get(clue.id), 2), article, first.place, clue.id)

        return key

    def _heading(self, clue: Clue) -> str:
        if self._order is Order.KIND:
            return _begun(clue.kind)
        first = clue.passages[0].article_id if clue.passages else ""
        return self._names.get(first, "")

    # As views ask

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        """A row."""
        rows = self._nodes[parent.internalId()].children if parent.isValid() else self._top
        inside = column == 0 and 0 <= row < len(rows)
        return self.createIndex(row, 0, rows[row]) if inside else QModelIndex()

    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]
        """The row above, to the left."""
        above = self._nodes[index.internalId()].parent if index.isValid() else -1
        return QModelIndex() if above < 0 else self.createIndex(self._nodes[above].row, 0, above)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows are under this one."""
        return len(self._nodes[parent.internalId()].children if parent.isValid() else self._top)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """One."""
        return 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """The words of a row, and what they mean to a screen reader."""
        if not index.isValid():
            return None
        node = self._nodes[index.internalId()]
        if node.clue is None:
            return self._heading_data(node, role)
        if node.passage is not None:
            return self._passage_data(node.clue, node.passage, role)
        return self._clue_data(node.clue, role)

    def _heading_data(self, node: Node, role: int) -> Any:  # noqa: ANN401
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return f"{node.heading}  ({len(node.children):,})"
        return True if role == STRONG else None

    def _clue_data(self, clue: Clue, role: int) -> Any:  # noqa: ANN401
        where, aside = self._where(clue), self._aside.get(clue.id)
        if role == Role.DisplayRole:
            return _begun(clue.reason)
        if role in (AROUND, MARKS):
            return self._words(clue, clue.passages[0], role) if clue.passages else None
        if role == RIGHT:
            other = clue.kind if self._order is Order.ARTICLE else where
            return f"{other} · {aside}" if aside else other
        if role == GREYED:
            return aside is not None
        if role == Role.ToolTipRole:
            lines = (_begun(clue.reason), where, *([str(aside)] if aside else ()))
            return "<span>" + "<br>".join(map(escape, lines)) + "</span>"
        if role == Role.AccessibleTextRole:
            return ", ".join((_begun(clue.reason), clue.kind, where, *([aside] if aside else ())))
        return None

    def _passage_data(self, clue: Clue, passage: Passage, role: int) -> Any:  # noqa: ANN401
        name = self._names.get(passage.article_id, "")
        if role in (AROUND, MARKS):
            return self._words(clue, passage, role)
        if role == Role.AccessibleTextRole:
            around, _ = self._around(clue, passage)
            return f"{around.hit}, in: {around.before}{around.hit}{around.after}, {name}"
        return name if role == RIGHT else None

    def _where(self, clue: Clue) -> str:
        ids = dict.fromkeys(passage.article_id for passage in clue.passages)
        names = [self._names.get(article_id, "") for article_id in ids]
        if len(clue.passages) < 2:
            return "".join(names)
        articles = names[0] if len(names) == 1 else f"{len(names):,} articles"
        return f"{len(clue.passages):,} passages in {articles}"

    def _words(self, clue: Clue, passage: Passage, role: int) -> Any:  # noqa: ANN401
        return self._around(clue, passage)[role == MARKS]

    def _around(self, clue: Clue, passage: Passage) -> tuple[Context, tuple[Fragment, ...]]:
        """The words of a passage with those around, and what is marked in them."""
        text, (start, end) = self.text(passage.article_id), passage.place
        marks = sorted(self.marks(clue, passage))
        # The value is what the passage is there for; without one, what differs first.
        told = next((one for one in marks if text[slice(*one)] == passage.value), None)
        first = told or (marks[0] if marks else None)
        if first is not None and first.start - start > 2 * NEAR:
            start = text.find(" ", first.start - NEAR) + 1
        shown = Fragment(start, min(end, start + SHOWN))
        around = context(text, shown, AFTER)
        before = context(text, shown, BEFORE).before.rpartition("↵")[2].lstrip(_CUT_OFF)
        inside = tuple(
            Fragment(max(one.start, shown.start) - start, min(one.end, shown.end) - start)
            for one in marks
            if one.start < shown.end and one.end > shown.start
        )
        return Context(before, around.hit, around.after.partition("↵")[0]), inside


def _begun(words: str) -> str:
    """Words as a sentence begins."""
    return words[:1].upper() + words[1:]


def read_aside(words: Mapping[str, object]) -> dict[str, Aside]:
    """What was put aside, from plain data; what nobody knows is left out."""
    known = {one.value: one for one in Aside}
    return {i: known[str(value)] for i, value in words.items() if str(value) in known}
