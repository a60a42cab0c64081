"""The questions about each span of a label: kind, values, default, and when they are asked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.edits.scheme_draft import SchemeDraft
from annotator.model.scheme import Attribute, AttributeKind
from ui.dialogs.dialog import field_row, form, show_text, text_field

_KINDS = (
    (AttributeKind.CHOICE, "one of these values"),
    (AttributeKind.SEVERAL, "any of these values"),
    (AttributeKind.TEXT, "free text"),
    (AttributeKind.PLACE, "address and date"),
)
_MARKS = (
    ("core", "Ask at once, by key"),
    ("required", "Must be answered before “done”"),
    ("open", "Takes other values too"),
)


class AttributesEditor(QWidget):
    """Edits the attributes of one label of a draft. `changed` after every change."""

    changed = Signal()

    def __init__(self, draft: SchemeDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._label_id = ""
        self._showing = False
        self.list = QListWidget()
        self.list.setAccessibleName("Questions about each span")
        self.list.setFixedHeight(140)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(lambda _: self._show())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.list, 1)
        row.addLayout(self._buttons())
        layout.addLayout(row)
        self._fields = self._made_fields()
        layout.addWidget(self._fields)

    def _buttons(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        self.buttons: dict[str, QPushButton] = {}
        for words, do in {
            "Add": self._add,
            "Remove": self._remove,
            "Up": lambda: self._move(-1),
            "Down": lambda: self._move(1),
        }.items():
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{words} question")
            button.clicked.connect(lambda _=False, do=do: do())
            self.buttons[words] = button
            column.addWidget(button)
        column.addStretch(1)
        return column

    def _made_fields(self) -> QWidget:
        fields = QWidget()
        layout = form()
        layout.setContentsMargins(0, 0, 0, 0)
        fields.setLayout(layout)
        self.name = QLineEdit()
        self.kind = QComboBox()
        self.kind.addItems([words for _, words in _KINDS])
        self.values = text_field("", "Values, one a line", 4)
        self.values.setPlaceholderText("One value a line")
        self.default = QComboBox()
        self.help = QLineEdit()
        self.marks: dict[str, QCheckBox] = {}
        field_row(layout, "Question", self.name)
        field_row(layout, "Answer", self.kind)
        field_row(layout, "Values", self.values)
        field_row(layout, "Default", self.default)
        field_row(layout, "Help", self.help)
        for fact, words in _MARKS:
            box = self.marks[fact] = QCheckBox(words)
            box.clicked.connect(lambda on, fact=fact: self._change(**{fact: on}))
            layout.addRow("", box)
        self.name.textEdited.connect(lambda text: self._change(name=text))
        self.kind.activated.connect(self._kind_chosen)
        self.values.textChanged.connect(self._values_typed)
        self.default.activated.connect(self._default_chosen)
        self.help.textEdited.connect(lambda text: self._change(help=text))
        return fields

    # What is shown

    def show_label(self, label_id: str) -> None:
        """Shows the attributes of this label; "" shows none."""
        self._label_id = label_id
        self._refresh(0)

    @property
    def attribute(self) -> Attribute | None:
        """The attribute that is chosen."""
        at = self.list.currentRow()
        known = self._attributes()
        return known[at] if 0 <= at < len(known) else None

    def _attributes(self) -> tuple[Attribute, ...]:
        return self._draft.label(self._label_id).attributes if self._label_id else ()

    def _refresh(self, row: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for attribute in self._attributes():
            self.list.addItem(_words(attribute))
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.list.blockSignals(False)
        self._show()

    def _show(self) -> None:
        attribute = self.attribute
        self._fields.setVisible(attribute is not None)
        for words in ("Remove", "Up", "Down"):
            self.buttons[words].setEnabled(attribute is not None)
        if attribute is None:
            return
        self._showing = True
        self.name.setText(attribute.name)
        self.kind.setCurrentIndex([kind for kind, _ in _KINDS].index(attribute.kind))
        self.values.setPlainText("\n".join(attribute.values))
        show_text(self.help, attribute.help)
        for fact, box in self.marks.items():
            box.setChecked(getattr(attribute, fact))
        self._showing = False
        self._show_values(attribute)

    def _show_values(self, attribute: Attribute) -> None:
        listed = attribute.kind in (AttributeKind.CHOICE, AttributeKind.SEVERAL)
        self.values.setEnabled(listed)
        self.marks["open"].setEnabled(listed)
        self.default.setEnabled(listed)
        self.default.clear()
        values = attribute.values if listed else ()
        self.default.addItems(["none", *values])
        at = values.index(attribute.default) + 1 if attribute.default in values else 0
        self.default.setCurrentIndex(at)

    # What is changed

    def _change(self, **facts: object) -> None:
        attribute = self.attribute
        if attribute is None or self._showing:
            return
        at = self.list.currentRow()
        self._draft.change_attribute(self._label_id, at, **facts)
        self.list.currentItem().setText(_words(self._attributes()[at]))
        self.changed.emit()

    def _kind_chosen(self, at: int) -> None:
        kind = _KINDS[at][0]
        if kind in (AttributeKind.TEXT, AttributeKind.PLACE):
            self._change(kind=kind, values=(), default="", open=False)
        else:
            self._change(kind=kind)
        self._show()

    def _values_typed(self) -> None:
        attribute = self.attribute
        if attribute is None or self._showing:
            return
        lines = (line.strip() for line in self.values.toPlainText().split("\n"))
        values = tuple(dict.fromkeys(line for line in lines if line))
        default = attribute.default if attribute.default in values or attribute.open else ""
        self._change(values=values, default=default)
        if self.attribute is not None:
            self._show_values(self.attribute)

    def _default_chosen(self, at: int) -> None:
        self._change(default=self.default.itemText(at) if at else "")

    def _add(self) -> None:
        if self._label_id:
            self._draft.add_attribute(self._label_id)
            self._refresh(len(self._attributes()) - 1)
            self.changed.emit()
            self.name.setFocus()
            self.name.selectAll()

    def _remove(self) -> None:
        at = self.list.currentRow()
        self._draft.remove_attribute(self._label_id, at)
        self._refresh(at)
        self.changed.emit()

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        self._draft.move_attribute(self._label_id, at, step)
        self._refresh(max(0, at + step))
        self.changed.emit()


def _words(attribute: Attribute) -> str:
    marks = [words for fact, words in (("core", "at once"), ("required", "required"))
             if getattr(attribute, fact)]  # fmt: skip
    answers = ", ".join(attribute.values) if attribute.values else attribute.kind.value
    told = f" ({', '.join(marks)})" if marks else ""
    return f"{attribute.name}{told}: {answers}"
