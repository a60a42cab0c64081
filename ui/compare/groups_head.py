"""What the groups of a case are: kind, name and answers of each side's and of gold's."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.model.group import Group
from annotator.model.scheme import Attribute, RelationKind
from annotator.model.span import AttributeValue
from ui.ask import plain_label
from ui.compare.groups_words import UNNAMED
from ui.panels.fields import AttributeField, CalmBox, field_for

DIFFERS = " ≠"
"""Behind the heading of what the two say otherwise."""
NOTHING = "no group"
MOST = 6
"""So many lines are shown; more of them scroll."""
BESIDE = 3
"""So many questions have room beside the name; more of them stand below it."""
Line = tuple[str, str, Sequence[Group]]
"""Key, name and groups of a side, or of gold."""


class GroupsHead(QWidget):
    """One line for each group; while gold is written, its line is one of fields.

    Signals: `kind_chosen(name)`.
    """

    kind_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = CalmBox()
        self.kind.setAccessibleName("Kind of gold’s group")
        self.kind.activated.connect(lambda _: self.kind_chosen.emit(self.kind.currentText()))
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of gold’s group")
        self.name.setPlaceholderText("Name")
        self.fields: dict[str, AttributeField] = {}
        self._answers: tuple[AttributeValue, ...] = ()
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._writing = QWidget()
        self._row = row = QHBoxLayout(self._writing)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(12)
        self._gold = plain_label("Gold", part="heading")
        self._gold.setWordWrap(False)
        self._gold.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._gold)
        row.addLayout(_headed("kind", self.kind))
        row.addLayout(_headed("name", self.name), 3)
        self._below = QHBoxLayout()
        self._below.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        self._scrolled = QScrollArea()
        self._scrolled.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scrolled.setWidgetResizable(True)
        self._scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scrolled.setWidget(self._lines)
        layout.addWidget(self._scrolled)
        layout.addWidget(self._writing)
        layout.addLayout(self._below)
        self._writing.hide()

    # Looking

    def show_lines(
        self, left: Line, right: Line, gold: Line | None, differs: Sequence[str]
    ) -> None:
        """Shows these; `differs` has what the two say otherwise. Gold: None where there is none
        yet."""
        self.leave()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        heads = ("", "", "Kind", "Name", "Answers")
        known = ("", "", "kind", "name", "attributes")
        has_answers = any(g.attributes for _, _, some in _there(left, right, gold) for g in some)
        self._grid.setColumnStretch(3, 2)
        self._grid.setColumnStretch(4, 3 if has_answers else 0)
        for column, (head, what) in enumerate(zip(heads, known, strict=True)):
            if head and (has_answers or head != "Answers"):
                self._put(0, column, head + (DIFFERS if what in differs else ""), part="faint")
        row = 1
        for line in _there(left, right, gold):
            key, who, groups = line
            many = len(groups) > 1
            for number, one in enumerate(groups or (None,), 1):
                self._put(row, 0, key if number == 1 else "", part="key")
                self._put(row, 1, f"{who} {number}" if many else who, part="heading")
                for column, words in enumerate(_told(one), 2):
                    bold = known[column] in differs and line is not gold
                    self._put(row, column, words, bold=bold, part="" if one else "faint")
                row += 1
        self._grid.activate()
        high = self._grid.sizeHint().height()
        most = MOST * (self.fontMetrics().height() + 8)
        self._scrolled.setFixedHeight(min(high, most) + 2)

    def _put(
        self, row: int, column: int, words: str, *, part: str = "", bold: bool = False
    ) -> None:
        if not words:
            return
        label = plain_label(words, part=part)
        label.setWordWrap(False)
        if column > 2:
            label.setMinimumWidth(1)
            label.setToolTip(f"<span>{escape(words)}</span>")
        if bold:
            font = label.font()
            font.setBold(True)
            label.setFont(font)
        left = Qt.AlignmentFlag.AlignVCenter
        if part == "key":
            left |= Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(label, row, column, left)
        label.show()  # now: else it has no height until it was painted

    def words(self) -> list[str]:
        """What the labels say, from the top."""
        places = [(self._grid.getItemPosition(n), n) for n in range(self._grid.count())]
        items = [self._grid.itemAt(n) for _, n in sorted(places)]
        found = [one.widget() for one in items if one is not None]
        return [one.text() for one in found if isinstance(one, QLabel)]

    # Writing

    def write(self, who: str, group: Group, kinds: Sequence[RelationKind]) -> None:
        """Gold's line becomes fields with this kind, name and these answers."""
        self._gold.setText(who)
        self.kind.clear()
        self.kind.addItems([kind.name for kind in kinds])
        self.kind.setCurrentText(group.kind)
        self.name.setText(group.name)
        self._answers = group.attributes
        kind = next((one for one in kinds if one.name == group.kind), None)
        self.ask(kind)
        self._writing.show()

    def ask(self, kind: RelationKind | None) -> None:
        """The questions of a kind; answers that it asks for too are kept."""
        asked: tuple[Attribute, ...] = kind.attributes if kind is not None else ()
        names = {one.name for one in asked}
        kept = [pair for pair in self._answers if pair.name in names]
        held = {pair.name for pair in kept}
        defaults = kind.defaults() if kind is not None else ()
        self._answers = (*kept, *(pair for pair in defaults if pair.name not in held))
        self._drop_fields()
        for attribute in asked:
            field = field_for(attribute)
            field.answered.connect(self._answer)
            self.fields[attribute.name] = field
            room = self._row if len(asked) <= BESIDE else self._below
            room.addWidget(field, 2)
        self._show_answers()

    def leave(self) -> None:
        """Nothing is written any more."""
        self._writing.hide()
        self._drop_fields()
        self._answers = ()

    def as_written(self, group: Group) -> Group:
        """The group with the kind, the name and the answers in the fields."""
        return replace(
            group,
            kind=self.kind.currentText(),
            name=self.name.text().strip(),
            attributes=self._answers,
        )

    def _drop_fields(self) -> None:
        for field in self.fields.values():
            self._row.removeWidget(field)
            self._below.removeWidget(field)
            field.hide()
            field.deleteLater()
        self.fields = {}

    def _answer(self, name: str, values: Sequence[str]) -> None:
        rest = [pair for pair in self._answers if pair.name != name]
        self._answers = (*rest, *(AttributeValue(name, value) for value in values))
        self._show_answers()

    def _show_answers(self) -> None:
        for name, field in self.fields.items():
            field.show_values(tuple(p.value for p in self._answers if p.name == name))


def _headed(words: str, widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(plain_label(words, part="faint"))
    column.addWidget(widget)
    column.addStretch(1)
    return column


def _there(*lines: Line | None) -> list[Line]:
    return [one for one in lines if one is not None]


def _told(group: Group | None) -> tuple[str, str, str]:
    if group is None:
        return NOTHING, "", ""
    answers = " · ".join(f"{pair.name}: {pair.value}" for pair in group.attributes)
    return group.kind, group.name or UNNAMED, answers
