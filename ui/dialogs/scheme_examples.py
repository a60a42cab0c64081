"""The examples of a label: passages that are, or are not, to be marked, and why."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.edits.scheme_draft import SchemeDraft
from annotator.model.scheme import Example
from ui.dialogs.dialog import field_row, form, show_text

_PARTS = (("positive", "mark"), ("negative", "leave"))


class ExamplesEditor(QWidget):
    """Edits the examples of one label. `passage` is what is selected in the text, if anything.

    `changed` after every change.
    """

    changed = Signal()

    def __init__(
        self, draft: SchemeDraft, passage: Example | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._passage = passage
        self._label_id = ""
        self.list = QListWidget()
        self.list.setAccessibleName("Examples")
        self.list.setFixedHeight(140)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(lambda _: self._show())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.list)
        self.why = QLineEdit()
        self.why.textEdited.connect(self._why_typed)
        fields = form()
        field_row(fields, "Why", self.why)
        layout.addLayout(fields)
        layout.addLayout(self._buttons())

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        self.add_positive = self._button(
            "Add the selection: mark", lambda: self._add(positive=True)
        )
        self.add_negative = self._button(
            "Add the selection: leave", lambda: self._add(positive=False)
        )
        self.remove = self._button("Remove example", self._remove)
        for button in (self.add_positive, self.add_negative):
            button.setEnabled(self._passage is not None)
            if self._passage is None:
                button.setToolTip("Select a passage in an article before opening the scheme")
        grid.addWidget(self.add_positive, 0, 0)
        grid.addWidget(self.add_negative, 0, 1)
        grid.addWidget(self.remove, 1, 0)
        grid.setColumnStretch(2, 1)
        return grid

    def _button(self, words: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: do())
        return button

    def show_label(self, label_id: str) -> None:
        """Shows the examples of this label; "" shows none."""
        self._label_id = label_id
        self._refresh(0)

    def _places(self) -> list[tuple[str, int]]:
        if not self._label_id:
            return []
        label = self._draft.label(self._label_id)
        return [(part, at) for part, _ in _PARTS for at in range(len(getattr(label, part)))]

    def _example(self, part: str, at: int) -> Example:
        examples: tuple[Example, ...] = getattr(self._draft.label(self._label_id), part)
        return examples[at]

    def _refresh(self, row: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        words = dict(_PARTS)
        for part, at in self._places():
            example = self._example(part, at)
            self.list.addItem(f"{words[part]}: “{' '.join(example.text.split())}”")
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.list.blockSignals(False)
        self._show()

    def _show(self) -> None:
        places, row = self._places(), self.list.currentRow()
        chosen = 0 <= row < len(places)
        self.why.setEnabled(chosen)
        self.remove.setEnabled(chosen)
        show_text(self.why, self._example(*places[row]).why if chosen else "")

    def _why_typed(self, text: str) -> None:
        part, at = self._places()[self.list.currentRow()]
        examples = list(getattr(self._draft.label(self._label_id), part))
        examples[at] = replace(examples[at], why=text)
        self._draft.change_label(self._label_id, **{part: tuple(examples)})
        self.changed.emit()

    def _add(self, *, positive: bool) -> None:
        if self._passage is None or not self._label_id:
            return
        self._draft.add_example(self._label_id, self._passage, positive=positive)
        label = self._draft.label(self._label_id)
        count = len(label.positive)
        self._refresh(count - 1 if positive else count + len(label.negative) - 1)
        self.changed.emit()
        self.why.setFocus()

    def _remove(self) -> None:
        row = self.list.currentRow()
        part, at = self._places()[row]
        examples = list(getattr(self._draft.label(self._label_id), part))
        examples.pop(at)
        self._draft.change_label(self._label_id, **{part: tuple(examples)})
        self._refresh(row)
        self.changed.emit()
