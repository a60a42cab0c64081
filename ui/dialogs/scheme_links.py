"""The links page of the scheme editor: kinds of link between two spans, and of group over many."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from annotator.edits.scheme_draft import SchemeDraft
from annotator.model.scheme import ANY_SPAN, RelationKind
from ui.dialogs.dialog import field_row, form, show_text, text_field
from ui.dialogs.scheme_list import NamedList

_NAME = "new link"


class LinksPage(QWidget):
    """Edits the relation kinds of a draft. `changed` after every change."""

    changed = Signal()

    def __init__(self, draft: SchemeDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._showing = False
        self.list = NamedList("Kinds of link")
        self.list.chosen.connect(self._show)
        self.list.add_wanted.connect(self._add)
        self.list.remove_wanted.connect(self._remove)
        self.list.move_wanted.connect(self._move)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(24)
        layout.addWidget(self.list, 2)
        self._fields = self._made_fields()
        layout.addWidget(self._fields, 5)
        self.refresh()

    def _made_fields(self) -> QWidget:
        fields = QWidget()
        self._form = form()
        fields.setLayout(self._form)
        self.name = QLineEdit()
        self.kind = QComboBox()
        self.kind.addItems(["from one span to another", "a group of several"])
        self.source = QComboBox()
        self.target = QComboBox()
        self.many_to_one = QCheckBox("Each span has at most one")
        self.members = QListWidget()
        self.members.setFixedHeight(112)
        self.member_value = QCheckBox("Each member has a value of its own")
        self.stances = text_field("", "Stances of a member", 3)
        self.stances.setPlaceholderText("One a line")
        self.help = QLineEdit()
        field_row(self._form, "&Name", self.name)
        field_row(self._form, "&Kind", self.kind)
        field_row(self._form, "&From", self.source)
        field_row(self._form, "&To", self.target)
        self._form.addRow("", self.many_to_one)
        field_row(self._form, "&Members", self.members)
        self._form.addRow("", self.member_value)
        field_row(self._form, "&Stances", self.stances)
        field_row(self._form, "&Help", self.help)
        self._connect()
        return fields

    def _connect(self) -> None:
        self.name.textEdited.connect(lambda text: self._change(name=text))
        self.kind.activated.connect(self._kind_chosen)
        self.source.activated.connect(lambda _: self._change(source=self.source.currentText()))
        self.target.activated.connect(lambda _: self._change(target=self.target.currentText()))
        self.many_to_one.clicked.connect(lambda on: self._change(many_to_one=on))
        self.members.itemChanged.connect(lambda _: self._change(members=self._ticked()))
        self.member_value.clicked.connect(lambda on: self._change(member_value=on))
        self.stances.textChanged.connect(
            lambda: self._change(stances=lines_of(self.stances.toPlainText()))
        )
        self.help.textEdited.connect(lambda text: self._change(help=text))

    def refresh(self, row: int | None = None) -> None:
        """Reads the draft again."""
        self.list.fill([kind.name for kind in self._draft.scheme.relations], row)
        self._show()

    @property
    def relation(self) -> RelationKind | None:
        """The relation kind that is chosen."""
        kinds = self._draft.scheme.relations
        return kinds[self.list.row] if 0 <= self.list.row < len(kinds) else None

    def _show(self) -> None:
        kind = self.relation
        self._fields.setEnabled(kind is not None)
        shown = kind or RelationKind("")
        self._showing = True
        names = [label.name for label in self._draft.scheme.labels]
        self.name.setText(shown.name)
        self.kind.setCurrentIndex(int(shown.is_set))
        for box, value in ((self.source, shown.source), (self.target, shown.target)):
            box.clear()
            box.addItems([ANY_SPAN, *names])
            box.setCurrentText(value)
        self.members.clear()
        for name in names:
            item = QListWidgetItem(name)
            ticked = Qt.CheckState.Checked if name in shown.members else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
            self.members.addItem(item)
        self.many_to_one.setChecked(shown.many_to_one)
        self.member_value.setChecked(shown.member_value)
        self.stances.setPlainText("\n".join(shown.stances))
        show_text(self.help, shown.help)
        self._show_rows(is_set=shown.is_set)
        self._showing = False

    def _show_rows(self, *, is_set: bool) -> None:
        linked: tuple[QWidget, ...] = (self.source, self.target, self.many_to_one)
        grouped: tuple[QWidget, ...] = (self.members, self.member_value, self.stances)
        for field in linked:
            self._form.setRowVisible(field, not is_set)
        for field in grouped:
            self._form.setRowVisible(field, is_set)

    def _ticked(self) -> tuple[str, ...]:
        items = (self.members.item(row) for row in range(self.members.count()))
        return tuple(i.text() for i in items if i.checkState() is Qt.CheckState.Checked)

    def _change(self, **facts: object) -> None:
        if self._showing or self.relation is None:
            return
        kinds = list(self._draft.scheme.relations)
        kinds[self.list.row] = replace(self.relation, **facts)  # type: ignore[arg-type]
        self._put(tuple(kinds))
        if "name" in facts:
            self.list.rename(str(facts["name"]))

    def _put(self, kinds: tuple[RelationKind, ...]) -> None:
        self._draft.scheme = replace(self._draft.scheme, relations=kinds)
        self.changed.emit()

    def _kind_chosen(self, at: int) -> None:
        if at:
            self._change(is_set=True, source=ANY_SPAN, target=ANY_SPAN, many_to_one=False)
        else:
            self._change(is_set=False, members=(), member_value=False, stances=())
        self._show()

    def _add(self) -> None:
        kinds = self._draft.scheme.relations
        self._put((*kinds, RelationKind(free_name(_NAME, [kind.name for kind in kinds]))))
        self.refresh(len(kinds))
        self.name.setFocus()
        self.name.selectAll()

    def _remove(self, row: int) -> None:
        kinds = list(self._draft.scheme.relations)
        kinds.pop(row)
        self._put(tuple(kinds))
        self.refresh(row)

    def _move(self, row: int, to: int) -> None:
        kinds = list(self._draft.scheme.relations)
        kinds.insert(to, kinds.pop(row))
        self._put(tuple(kinds))
        self.refresh(to)


def lines_of(words: str) -> tuple[str, ...]:
    """The lines that hold something, each once."""
    return tuple(dict.fromkeys(line.strip() for line in words.split("\n") if line.strip()))


def free_name(name: str, taken: list[str]) -> str:
    """`name`, with a number where it is taken."""
    number = 1
    while (tried := name if number == 1 else f"{name} {number}") in taken:
        number += 1
    return tried
