"""What one group is: its kind, the answers to the questions of that kind, a note."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.model.group import Group
from annotator.model.scheme import Attribute, RelationKind
from ui.ask import plain_label
from ui.panels.fields import AttributeField, CalmBox, field_for
from ui.panels.note_field import NoteField

WIDE = 400
"""Pixels from which the note stands beside the answers."""


class GroupPage(QScrollArea):
    """Shows one group and says what is to be changed about it.

    Signals: `kind_wanted(name)`, `answered(attribute, values)`, `note_written(group id, note)`.
    """

    kind_wanted = Signal(str)
    answered = Signal(str, object)
    note_written = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.kind = CalmBox()
        self.kind.setAccessibleName("Kind of the group")
        self.kind.activated.connect(lambda _: self.kind_wanted.emit(self.kind.currentText()))
        self.note = NoteField("Note on the group")
        self.note.written.connect(lambda about, words: self.note_written.emit(str(about), words))
        self.fields: dict[str, AttributeField] = {}
        self._asked: tuple[Attribute, ...] = ()
        self._answers = QVBoxLayout()
        self._answers.setSpacing(8)
        self._answers.addWidget(plain_label("kind", part="faint"))
        self._answers.addWidget(self.kind)
        self._answers.addStretch(1)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(plain_label("note", part="faint"))
        beside.addWidget(self.note)
        beside.addStretch(1)
        inside = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, inside)
        self._row.setContentsMargins(8, 0, 8, 0)
        self._row.setSpacing(12)
        self._row.addLayout(self._answers, 1)
        self._row.addLayout(beside, 1)
        self.setWidget(inside)

    def show_group(self, group: Group, kinds: Sequence[RelationKind], *, may_change: bool) -> None:
        """Show a group; `kinds` are those that it can be."""
        with QSignalBlocker(self.kind):
            names = [kind.name for kind in kinds]
            self.kind.clear()
            self.kind.addItems(names if group.kind in names else [group.kind, *names])
            self.kind.setCurrentText(group.kind)
        kind = next((one for one in kinds if one.name == group.kind), None)
        self._ask(kind.attributes if kind is not None else ())
        for name, field in self.fields.items():
            field.show_values(tuple(a.value for a in group.attributes if a.name == name))
        self.note.show_note(group.id, group.note)
        for widget in (self.kind, self.note, *self.fields.values()):
            widget.setEnabled(may_change)

    def _ask(self, attributes: tuple[Attribute, ...]) -> None:
        if attributes == self._asked:
            return
        self._asked = attributes
        for field in self.fields.values():
            self._answers.removeWidget(field)
            field.hide()
            field.deleteLater()
        self.fields = {}
        for at, attribute in enumerate(attributes):
            field = field_for(attribute)
            field.answered.connect(self.answered)
            self.fields[attribute.name] = field
            self._answers.insertWidget(2 + at, field)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The note stands beside the answers where there is room."""
        wide = event.size().width() >= WIDE
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        super().resizeEvent(event)
