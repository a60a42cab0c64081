"""Who accepted what: the numbers of each annotator by label and source."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableView, QVBoxLayout, QWidget

from annotator.errors import BadInput
from ui.ask import Ask, FileKind, plain_label
from ui.dialogs.dialog import copy_words, table
from ui.workspace import Workspace

COLUMNS = (
    "Annotator", "Label", "From", "Offered", "Accepted", "Edited", "Rejected", "Skipped", "Waiting",
    "As it was", "In bulk", "Seconds",
)  # fmt: skip
MEANING = (
    "“As it was”: accepted without a change, of those decided. “In bulk”: decided together with "
    "others. “Seconds”: half of those decided one by one took less."
)
MANY, NODDING = 30, 0.95
"""Whoever accepts more than this share of so many as they were may not be reading them."""
_FIRST_NUMBER = 3
_ALL = "all"
_TEXTS = FileKind("Text", ("txt", "tsv"))
_LOOKING = "Counting the answers …"


class AnsweredPage(QWidget):
    """Who accepted what. Signals: `wanted`: the numbers are to be found out; answer with
    `show_numbers` or `show_fault`."""

    wanted = Signal()

    def __init__(self, workspace: Workspace, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._ask = ask
        self._begun = False
        self.rows: list[tuple[str, ...]] = []
        self.state = plain_label("", part="faint")
        self.warning = plain_label("", part="bad")
        self.meaning = plain_label(MEANING, part="faint")
        self.table: QTableView | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 16, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.state, alignment=Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(self.warning)
        self._layout.addWidget(self.meaning)
        self._layout.addLayout(self._made_buttons())
        self._show("")

    def _made_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.again = _button("Count again", self, self.look)
        self.copy = _button("Copy as text", self, lambda: copy_words(self.text()))
        self.to_file = _button("To a file…", self, self._write)
        for button in (self.again, self.copy, self.to_file):
            row.addWidget(button)
        row.addStretch()
        return row

    def begin(self) -> None:
        """Count, when it is first looked at."""
        if not self._begun:
            self.look()

    def look(self) -> None:
        """Count."""
        self._begun = True
        self._show(_LOOKING)
        self.wanted.emit()

    def show_numbers(self, result: Mapping[str, Any]) -> None:
        """The numbers, as the worker hands them over (task `answered`)."""
        names = {one.id: one.name for one in self._workspace.project.annotators()}
        self.rows = _rows(result, names, self._workspace)
        self.warning.setText(warning(result["totals"], names))
        self._show("" if self.rows else "Nobody was offered any suggestion so far.")

    def show_fault(self, sentence: str) -> None:
        """Why there are no numbers."""
        self._show(sentence)

    def text(self) -> str:
        """All of it as text, columns parted by tabs."""
        lines = ["\t".join(COLUMNS), *("\t".join(row) for row in self.rows), "", MEANING]
        if self.warning.text():
            lines += ["", self.warning.text()]
        return "\n".join(lines) + "\n"

    def _show(self, state: str) -> None:
        there = bool(self.rows) and not state
        if self.table is not None:
            self._layout.removeWidget(self.table)
            self.table.deleteLater()
            self.table = None
        if there:
            self.table = table(COLUMNS, self.rows, "Who accepted what")
            _dressed(self.table)
            self._layout.insertWidget(1, self.table, 1)
        self._layout.setStretch(0, 0 if there else 1)
        self.state.setText(state)
        self.state.setVisible(bool(state))
        self.warning.setVisible(there and bool(self.warning.text()))
        self.meaning.setVisible(there)
        self.copy.setEnabled(there)
        self.to_file.setEnabled(there)
        self.again.setEnabled(state != _LOOKING)

    def _write(self) -> None:
        path = self._ask.save_file("Who accepted what", (_TEXTS,))
        if path is None:
            return
        try:
            path.write_text(self.text(), encoding="utf-8", newline="")
        except OSError as error:
            sentence = f"{path} cannot be written: {error.strerror}. Choose another place."
            self._ask.tell_error(BadInput(sentence))


def warning(totals: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]) -> str:
    """A sentence for each annotator who accepts nearly everything as it was; "" for nobody."""
    sentences = []
    for annotator_id, total in totals.items():
        decided = total["accepted"] + total["edited"] + total["rejected"]
        share = total["accepted_unedited_share"]
        if decided >= MANY and share > NODDING:
            sentences.append(
                f"{names.get(annotator_id, annotator_id)} accepted {_percent(share)} of "
                f"{decided:,} suggestions as they were. People who read them seldom do: look at "
                "some together, or have a part labelled without suggestions."
            )
    return "\n".join(sentences)


def _rows(
    result: Mapping[str, Any], names: Mapping[str, str], workspace: Workspace
) -> list[tuple[str, ...]]:
    """One row for each label and source of each annotator, under a row of all of them."""
    rows: list[tuple[str, ...]] = []
    for annotator_id, total in sorted(result["totals"].items(), key=lambda one: names[one[0]]):
        if not total["offered"]:
            continue
        rows.append((names[annotator_id], _ALL, _ALL, *_numbers(total)))
        for part in result["parts"]:
            if part["annotator"] == annotator_id:
                label = workspace.scheme.label(part["label"])
                name = label.name if label else part["label"]
                rows.append((names[annotator_id], name, part["source"], *_numbers(part)))
    return rows


def _numbers(one: Mapping[str, Any]) -> Sequence[str]:
    counted = ("offered", "accepted", "edited", "rejected", "skipped", "pending")
    shares = ("accepted_unedited_share", "bulk_share")
    seconds = one["seconds"]
    return (
        *(f"{one[name]:,}" for name in counted),
        *(_percent(one[name]) for name in shares),
        "–" if seconds is None else f"{seconds:.1f}",
    )


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def _dressed(view: QTableView) -> None:
    """Numbers stand one under the other; the row of all labels together is strong."""
    model, strong = view.model(), view.font()
    strong.setBold(True)
    middle = Qt.AlignmentFlag.AlignVCenter
    left, right = middle | Qt.AlignmentFlag.AlignLeft, middle | Qt.AlignmentFlag.AlignRight
    for column in range(len(COLUMNS)):
        is_number = column >= _FIRST_NUMBER
        side, role = right if is_number else left, Qt.ItemDataRole.TextAlignmentRole
        model.setHeaderData(column, Qt.Orientation.Horizontal, side, role)
        for row in range(model.rowCount()):
            index = model.index(row, column)
            model.setData(index, side, role)
            if model.index(row, 1).data() == _ALL:
                model.setData(index, strong, Qt.ItemDataRole.FontRole)
        if is_number:
            view.resizeColumnToContents(column)


def _button(words: str, parent: QWidget, do: Callable[[], object]) -> QPushButton:
    button = QPushButton(words, parent)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: do())
    return button
