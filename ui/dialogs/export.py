"""The question of an export: which readings, in which shape, where to, and how it begins."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QWidget,
)

from annotator.model.people import Annotator
from ui.ask import Ask, FileKind, plain_label
from ui.dialogs.dialog import (
    Dialog,
    field_row,
    form,
    heading,
    joined_row,
    may_shrink,
    text_view,
)
from ui.dialogs.upright import Upright

_STATUSES = (
    ("Every reading that was begun", ()),
    ("Only those that are done", ("done",)),
    ("Done or in progress", ("done", "in_progress")),
)
_FRAGMENTS = (
    ("keep", "as they are"),
    ("hull", "one span from their first to their last word"),
    ("separate", "one span for each piece"),
    ("drop", "left out"),
)
_FOLDER, _FILE = 0, 1


@dataclass(frozen=True, slots=True)
class _Shape:
    """A format with its choices; `ending` is that of a single file, "" where there is none."""

    words: str
    format: str
    ending: str = ""
    choices: tuple[tuple[str, str], ...] = ()


_SHAPES = (
    _Shape("JSONL, one line for each article and annotator", "jsonl", ".jsonl"),
    _Shape("Prodigy", "prodigy", ".jsonl"),
    _Shape("doccano, entities and relations", "doccano", ".jsonl"),
    _Shape("doccano, labels only", "doccano", ".jsonl", (("shape", "labels"),)),
    _Shape("Label Studio", "labelstudio", ".json"),
    _Shape("brat standoff", "brat"),
    _Shape("CoNLL-2003, IOB2 tags", "conll", ".conll"),
    _Shape("CoNLL-2003, IOBES tags", "conll", ".conll", (("tags", "iobes"),)),
    _Shape("spaCy DocBin for spancat", "docbin", ".spacy"),
    _Shape("spaCy DocBin for ner", "docbin", ".spacy", (("task", "ner"),)),
    _Shape("CSV tables of spans and articles", "csv"),
    _Shape("Hugging Face dataset, JSONL", "huggingface"),
    _Shape("Hugging Face dataset, Parquet", "huggingface", choices=(("files", "parquet"),)),
)
_PAUSE_MS = 400


@dataclass(frozen=True, slots=True)
class ExportWanted:
    """Where to, and the options as the worker takes them."""

    out: Path
    options: Mapping[str, Any]


class ExportDialog(Dialog):
    """Asks what to export.

    Signals: `preview_wanted` (the options, plain data) a moment after the choice changed; answer
    with `show_preview` or `show_no_preview`.
    """

    preview_wanted = Signal(object)

    def __init__(
        self,
        annotators: Sequence[Annotator],
        project: Path,
        ask: Ask,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, "Export")
        self._annotators = tuple(annotators)
        self._project = project
        self._ask = ask
        self._records = -1
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.preview_wanted.emit(self.options))
        self.finished.connect(lambda _: self._pause.stop())
        sides = QHBoxLayout()
        sides.setSpacing(24)
        left = QWidget()
        left.setLayout(self._made_form())
        sides.addWidget(Upright(left), 4)
        right = QWidget()
        self.preview = text_view("", "How the export begins")
        self.count = heading("")
        self.left_out = plain_label("", part="faint")
        column = form()
        column.setContentsMargins(0, 0, 0, 0)
        column.addRow(self.count)
        column.addRow(self.preview)
        column.addRow(self.left_out)
        right.setLayout(column)
        sides.addWidget(right, 5)
        self.body.addLayout(sides, 1)
        self.may_stack(sides)
        self.button("Cancel", self.reject)
        self.go_on = self.button("Export", self._accept, default=True)
        self.letters(130, 40)
        self._look()
        self._ask_for_preview()

    def _made_form(self) -> QFormLayout:
        layout = form()
        layout.setContentsMargins(2, 2, 8, 2)  # room for the frame of the focus, and for the bar
        self.format = QComboBox()
        self.format.addItems([shape.words for shape in _SHAPES])
        may_shrink(self.format)
        self.people = QListWidget()
        for person in self._annotators:
            item = QListWidgetItem(_told_apart(person, self._annotators))
            item.setCheckState(Qt.CheckState.Checked)
            self.people.addItem(item)
        rows = min(max(self.people.count(), 2), 5)
        self.people.setFixedHeight(rows * self.people.sizeHintForRow(0) + 12)
        self.status = QComboBox()
        self.status.addItems([words for words, _ in _STATUSES])
        self.fragments = QComboBox()
        self.fragments.addItems([words for _, words in _FRAGMENTS])
        may_shrink(self.fragments)
        field_row(layout, "&Format", self.format)
        field_row(layout, "&Annotators", self.people)
        field_row(layout, "&Readings", self.status)
        field_row(layout, "&Discontinuous spans", self.fragments)
        self.pseudonyms = QCheckBox("Pse&udonyms in place of names")
        self.pseudonyms.setToolTip("The same ones in every export; nobody can work them out")
        self.pseudonyms.toggled.connect(lambda _: self._ask_for_preview())
        layout.addRow("", self.pseudonyms)
        self.soft_labels = QCheckBox("Soft &labels as well")
        self.soft_labels.setToolTip(
            "For each character, which share of those who have finished the article gave it a label"
        )
        self.soft_labels.toggled.connect(lambda _: self._ask_for_preview())
        layout.addRow("", self.soft_labels)
        self.publish = QCheckBox("To be &published: without texts, notes and names")
        self.publish.setToolTip("annotator attach puts the texts back, where somebody has them")
        self.publish.toggled.connect(lambda _: self._ask_for_preview())
        layout.addRow("", self.publish)
        self._add_split(layout)
        self._add_target(layout)
        self.format.currentIndexChanged.connect(lambda _: self._format_chosen())
        for box in (self.status, self.fragments):
            box.currentIndexChanged.connect(lambda _: self._ask_for_preview())
        self.people.itemChanged.connect(lambda _: self._ask_for_preview())
        return layout

    def _add_split(self, layout: QFormLayout) -> None:
        self.split = QCheckBox("Split into train, dev and test")
        self.shares = QLineEdit("80/10/10")
        self.seed = QSpinBox()
        self.seed.setRange(0, 1_000_000)
        self.seed.setValue(7)
        self.seed.lineEdit().setTextMargins(8, 0, 0, 0)
        help_ = "Whole stories; what each got is kept, so that later exports only add."
        layout.addRow("", self.split)
        field_row(layout, "&Per cent", self.shares, help_)
        field_row(layout, "&Seed", self.seed)
        self.split.toggled.connect(lambda _: self._look())
        self.shares.textChanged.connect(lambda _: self._look())

    def _add_target(self, layout: QFormLayout) -> None:
        self.target = QComboBox()
        self.target.addItems(["a folder, with the scheme and a card", "one file"])
        may_shrink(self.target)
        self.out = QLineEdit(str(self._project.parent / f"{self._project.stem} export"))
        choose = QPushButton("Choose…")
        choose.setAutoDefault(False)
        choose.setAccessibleName("Choose where to")
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self.out, 1)
        row.addWidget(choose)
        field_row(layout, "&Into", self.target)
        joined_row(layout, "&Where to", row, self.out)
        self.target.activated.connect(self._target_chosen)
        self.out.textChanged.connect(lambda _: self._look())

    # What was chosen

    @property
    def options(self) -> dict[str, Any]:
        """The options as plain data."""
        chosen = [
            person.id
            for at, person in enumerate(self._annotators)
            if self.people.item(at).checkState() is Qt.CheckState.Checked
        ]
        everybody = len(chosen) == len(self._annotators)
        ours = self._shape.format == "jsonl"
        return {
            "format": self._shape.format,
            "annotators": [] if everybody else chosen or ["nobody"],
            "statuses": list(_STATUSES[self.status.currentIndex()][1]),
            "split": list(_shares(self.shares.text()) or ()) if self.split.isChecked() else None,
            "seed": self.seed.value(),
            "fragments": _FRAGMENTS[self.fragments.currentIndex()][0],
            "pseudonyms": self.pseudonyms.isChecked(),
            "soft_labels": ours and self.soft_labels.isChecked(),
            **({"choices": dict(self._shape.choices)} if self._shape.choices else {}),
            **({"publish": True} if ours and self.publish.isChecked() else {}),
        }

    @property
    def wanted(self) -> ExportWanted:
        """What to export and where to."""
        return ExportWanted(Path(self.out.text().strip()).expanduser(), self.options)

    def _fault(self) -> str:
        if self._records == 0:
            return "There is nothing to export: no reading that fits was begun."
        if self.split.isChecked() and _shares(self.shares.text()) is None:
            return "The split is three numbers that make 100, such as 80/10/10."
        out = self.wanted.out
        if not self.out.text().strip() or not out.is_absolute():
            return "Choose where to write."
        one_file, ending = self.target.currentIndex() == _FILE, self._shape.ending
        if one_file and not ending:
            return "This format is several files: choose a folder."
        if ending and one_file != (out.suffix.lower() == ending):
            return f"A file ends in {ending}; a folder does not."
        if not out.parent.is_dir():
            return f"There is no folder {out.parent}."
        return ""

    def _look(self) -> None:
        self.shares.setEnabled(self.split.isChecked())
        self.seed.setEnabled(self.split.isChecked())
        self.say_problem(self._fault(), self.go_on)

    @property
    def _shape(self) -> _Shape:
        return _SHAPES[self.format.currentIndex()]

    def _format_chosen(self) -> None:
        ours = self._shape.format == "jsonl"
        for box in (self.soft_labels, self.publish):
            box.setEnabled(ours)
        if not self._shape.ending:
            self.target.setCurrentIndex(_FOLDER)
        self.target.setEnabled(bool(self._shape.ending))
        words = "a folder, with the scheme and a card" if ours else "a folder"
        self.target.setItemText(_FOLDER, words)
        self._target_chosen(self.target.currentIndex())

    def _target_chosen(self, at: int) -> None:
        stem = self.out.text().strip()
        for ending in {shape.ending for shape in _SHAPES if shape.ending}:
            stem = stem.removesuffix(ending)
        self.out.setText(f"{stem}{self._shape.ending}" if at == _FILE else stem)
        self._ask_for_preview()  # one file holds less than a folder

    def _choose(self) -> None:
        if self.target.currentIndex() == _FILE:
            ending = self._shape.ending.removeprefix(".")
            kind = FileKind(_SHAPES[self.format.currentIndex()].words, (ending,))
            path = self._ask.save_file("Export to", (kind,), suggested=self.wanted.out)
        else:
            folder = self._ask.folder("Folder for the export", start=self.wanted.out.parent)
            path = folder / self.wanted.out.name if folder else None
        if path is not None:
            self.out.setText(str(path))

    def _accept(self) -> None:
        out = self.wanted.out
        if out.is_file() and not self._ask.confirm_replace(out):
            return
        self.accept()

    # How it begins

    def _ask_for_preview(self) -> None:
        self._records = -1
        self.count.setVisible(True)
        self.count.setText("Looking how it begins …")
        self._look()
        self._pause.start()

    def show_preview(self, lines: Sequence[str], records: int, left_out: Sequence[str]) -> None:
        """Shows the first records, how many there are, and what is left out."""
        one = records == 1
        begin = "1 record. It begins" if one else f"{records:,} records. They begin"
        self.count.setText(f"{begin} like this:")
        self.preview.setPlainText("\n\n".join(pretty(line) for line in lines))
        self.left_out.setText("\n".join(left_out) or "Nothing is left out.")
        self.count.setVisible(bool(records))
        self._records = records
        self._look()

    def show_beginning(self, told: Any) -> None:  # noqa: ANN401 - plain data of the worker
        """Shows what the worker tells of the first records."""
        self.show_preview(told["lines"], told["records"], told["left_out"])

    def show_no_preview(self, sentence: str) -> None:
        """Shows why there is no preview."""
        self.count.setText("No preview")
        self.preview.setPlainText(sentence)


def pretty(line: str) -> str:
    """A record on several lines, with the same content to the letter; what is no JSON as it is."""
    try:
        return json.dumps(json.loads(line), ensure_ascii=False, indent=2)
    except ValueError:
        return line


def _told_apart(person: Annotator, people: Sequence[Annotator]) -> str:
    """A person's name and role; with the end of the id where two have the same name."""
    twice = sum(one.name == person.name for one in people) > 1
    return f"{person.name} ({person.role.value}{f', …{person.id[-6:]}' if twice else ''})"


def _shares(text: str) -> tuple[int, int, int] | None:
    parts = text.split("/")
    if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts):
        return None
    train, dev, test = (int(part) for part in parts)
    return (train, dev, test) if train + dev + test == 100 else None
