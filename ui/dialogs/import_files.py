"""Importing files: a first look, what is to become of them, the import in the worker, a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QSpinBox,
    QSplitter,
    QWidget,
)

from annotator.first_look import Look
from ui.dialogs.beside import BesideOrBelow
from ui.dialogs.dialog import Dialog, field_row, form, may_shrink, table, text_view
from ui.dialogs.import_report import ImportReportDialog, needs_reading, short
from ui.dialogs.label_mapping import LabelMapping
from ui.dialogs.window import Window

_NEW = "A new story"
_AS_SAID = "As the folders and files say"
_KEPT = 2
_WORDS = {
    "": "–",
    "text": "text",
    "jsonl": "records with spans",
    "prodigy": "Prodigy tasks",
    "doccano": "doccano rows",
    "labelstudio": "Label Studio tasks",
    "brat": "brat standoff",
    "conll": "tokens with tags",
    "docbin": "spaCy DocBin",
    "huggingface": "dataset",
    "csv": "tables of spans",
    "html": "web page",
    "docx": "word processor’s file",
    "pdf": "PDF",
    "markdown": "Markdown",
    "table": "table of texts",
}
_ARTICLES = ("text", "table", "html", "docx", "pdf", "markdown")
"""Formats that hold no spans."""
_FORMATS = (("", "as guessed"), *((name, words) for name, words in _WORDS.items() if name))
_OFFSETS = (
    ("auto", "what fits each article"),
    ("codepoints", "code points (Python)"),
    ("utf16", "UTF-16 units (JavaScript, Java)"),
)


@dataclass(frozen=True, slots=True)
class ImportWanted:
    """What was asked for: story "" means as the files say.

    `labels`: what theirs are called here, "" to leave them out; `keep_unsure`: spans whose words
    differ from the text are kept to be reviewed; `column`: of the tags in files of tokens, from 1,
    0 to find it.
    """

    story: str
    format: str
    annotator: str
    new_labels: bool
    labels: Mapping[str, str] = field(default_factory=dict)
    column: int = 0
    offsets: str = "auto"
    keep_unsure: bool = False


class ImportDialog(Dialog):
    """Shows what files seem to be and asks what to do with them.

    `stories` are the names of those that are there, `story` the one they were dropped on ("":
    none); `annotators` are names for spans of nobody, `labels` those of the scheme.
    """

    def __init__(
        self,
        looks: Sequence[Look],
        stories: Sequence[str],
        annotators: Sequence[str],
        *,
        labels: Sequence[str] = (),
        story: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, "Import", _sentence(looks))
        self.mapping = LabelMapping([name for look in looks for name in look.labels], labels)
        self._looks = tuple(looks)
        self._stories = tuple(stories)
        self.files = table(_COLUMNS, [_row(look) for look in looks], "Files")
        self.files.selectionModel().currentRowChanged.connect(lambda now, _: self._show(now.row()))
        self.preview = text_view("", "How the file begins")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.files)
        split.addWidget(self.preview)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([660, 340])
        self.body.addWidget(split, 2)
        self._add_choices(annotators, story)
        self.button("Cancel", self.reject)
        self.go_on = self.button("Import", self.accept, default=True)
        self.letters(150, 40)
        self.files.selectRow(0)
        self._look()
        self.go_on.setFocus()

    def _add_choices(self, annotators: Sequence[str], story: str) -> None:
        layout = form()
        self.story = QComboBox()
        self.story.addItems([_NEW, _AS_SAID, *self._stories])
        self.new_story = QLineEdit(_common_name(self._looks))
        field_row(layout, "&Story", self.story)
        field_row(layout, "Name of the &new story", self.new_story)
        self.format = QComboBox()
        self.format.addItems([words for _, words in _FORMATS])
        field_row(layout, "&Format", self.format)
        self.column = QSpinBox()
        self.column.setRange(0, 99)
        self.column.setSpecialValueText("as found")
        self.column.lineEdit().setTextMargins(8, 0, 0, 0)
        field_row(layout, "&Column of the tags", self.column)
        layout.setRowVisible(self.column, any(look.format == "conll" for look in self._looks))
        self.annotator = QComboBox()
        self.annotator.setEditable(True)
        self.annotator.addItems(list(annotators))
        self.annotator.setCurrentText("imported")
        help_ = "For spans of files that do not say whose they are."
        field_row(layout, "&Annotator", self.annotator, help_)
        self.new_labels = QCheckBox("Add labels that the scheme lacks")
        self.new_labels.setChecked(True)
        layout.addRow("", self.new_labels)
        self.offsets = QComboBox()
        self.offsets.addItems([words for _, words in _OFFSETS])
        help_ = "This matters only where a text holds emoji or the like."
        field_row(layout, "&Offsets count", self.offsets, help_)
        self.keep_unsure = QCheckBox("Keep spans whose &words differ from the text, to be reviewed")
        layout.addRow("", self.keep_unsure)
        marked = any(look.format not in (*_ARTICLES, "") for look in self._looks)
        offsets = layout.getWidgetPosition(self.offsets)[0]  # type: ignore[index]
        for at in (offsets, offsets + 1, offsets + 2):
            layout.setRowVisible(at, marked)
        nobody = any(look.nobody for look in self._looks)
        layout.setRowVisible(self.annotator, nobody)
        row = layout.getWidgetPosition(self.annotator)[0]  # type: ignore[index]
        layout.setRowVisible(row + 1, nobody)
        layout.setRowVisible(self.new_labels, marked and not self.mapping.has_new)
        for box in (self.story, self.format, self.annotator, self.offsets):
            may_shrink(box)
        layout.setContentsMargins(0, 0, 0, 0)
        choices = QWidget()
        choices.setLayout(layout)
        self.choices = BesideOrBelow(choices, self.mapping)
        self.body.addWidget(self.choices, 3)
        if story in self._stories:
            self.story.setCurrentIndex(self._stories.index(story) + _KEPT)
        else:
            self.story.setCurrentIndex(int(any(look.story for look in self._looks)))
        self._form = layout
        self.story.currentIndexChanged.connect(lambda _: self._look())
        self.new_story.textChanged.connect(lambda _: self._look())

    @property
    def wanted(self) -> ImportWanted:
        """What the fields say now."""
        at = self.story.currentIndex()
        story = "" if at == 1 else self.new_story.text().strip()
        if at >= _KEPT:
            story = self._stories[at - _KEPT]
        return ImportWanted(
            story=story,
            format=_FORMATS[self.format.currentIndex()][0],
            annotator=self.annotator.currentText().strip(),
            new_labels=self.new_labels.isChecked(),
            labels=self.mapping.wanted,
            offsets=_OFFSETS[self.offsets.currentIndex()][0],
            keep_unsure=self.keep_unsure.isChecked(),
            column=self.column.value() if not self.column.isHidden() else 0,
        )

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._looks):
            return
        look = self._looks[row]
        lines = [look.path]
        if look.format:
            lines.append(f"{_WORDS.get(look.format, look.format)}: {look.reason}")
        if look.detected:
            lines.append(f"Not UTF-8; {look.encoding} was detected. Check the letters below.")
        self.preview.setPlainText("\n".join([*lines, "", look.problem or look.preview]))

    def _look(self) -> None:
        self._form.setRowVisible(self.new_story, self.story.currentIndex() == 0)
        problem = ""
        if not any(not look.problem for look in self._looks):
            problem = "None of these files can be imported."
        elif self.story.currentIndex() == 0 and not self.new_story.text().strip():
            problem = "The new story needs a name."
        self.say_problem(problem, self.go_on)


_COLUMNS = ("File", "What it is", "Encoding", "Story")


def _row(look: Look) -> tuple[str, str, str, str]:
    if look.problem:
        return (short(look.path), "cannot be taken", "", "")
    encoding = f"{look.encoding} (detected)" if look.detected else look.encoding
    return (short(look.path), _WORDS.get(look.format, look.format), encoding, look.story)


def _sentence(looks: Sequence[Look]) -> str:
    good = sum(not look.problem for look in looks)
    left = len(looks) - good
    said = "One file" if good == 1 else f"{good} files"
    also = f"; {left} cannot be taken" if left else ""
    return f"{said} to import{also}. Nothing is changed before you say so."


def _common_name(looks: Sequence[Look]) -> str:
    folders = {Path(look.path).parent.name for look in looks}
    return next(iter(folders)) if len(folders) == 1 else "New story"


def is_plain(looks: Sequence[Look]) -> bool:
    """Whether there is nothing to ask about: plain texts in a certain encoding, all sound."""
    return bool(looks) and all(
        look.format == "text" and not look.problem and not look.detected for look in looks
    )


class Importing:
    """One import, from the first look to the report."""

    def __init__(self, window: Window, paths: Sequence[Path], story_id: str | None) -> None:
        self._window = window
        self._paths = tuple(paths)
        stories = {story.id: story.name for story in window.workspace.project.stories()}
        self._stories = stories
        self._story = stories.get(story_id or "", "")

    def begin(self) -> None:
        """Looks at the files; asks where there is something to ask."""
        arguments = {"paths": [str(path) for path in self._paths], "table": None}
        job = self._window.jobs.run("look", arguments, title="Looking at the files")
        # A bound method would be held weakly, and nobody else holds this object.
        job.done.connect(lambda result: self._looked(result))
        job.failed.connect(self._window.ask.tell)

    def _looked(self, result: Any) -> None:  # noqa: ANN401 - plain data of the worker
        looks = [Look.from_plain(value) for value in result["looks"]]
        if not self._stories and is_plain(looks):
            # Quick start: texts go into a story side by side at once.
            story = "" if any(look.story for look in looks) else _common_name(looks)
            self._import(ImportWanted(story, "", "", new_labels=True), quick=True)
            return
        people = [person.name for person in self._window.workspace.project.annotators()]
        dialog = ImportDialog(
            looks,
            tuple(self._stories.values()),
            ["imported", *people],
            labels=[label.name for label in self._window.workspace.project.scheme().labels],
            story=self._story,
            parent=self._window.ask.parent,
        )
        said, wanted = dialog.exec(), dialog.wanted
        dialog.deleteLater()
        if said:
            self._import(wanted, quick=False)

    def _import(self, wanted: ImportWanted, *, quick: bool) -> None:
        workspace = self._window.workspace
        arguments = {
            "project": str(workspace.project.path),
            "by": workspace.annotator_id,
            "paths": [str(path) for path in self._paths],
            "story": wanted.story,
            "format": wanted.format,
            "annotator": wanted.annotator,
            "new_labels": wanted.new_labels,
            "labels": dict(wanted.labels),
            "offsets": wanted.offsets,
            "keep_unsure": wanted.keep_unsure,
            "column": wanted.column,
        }
        job = self._window.jobs.run("import", arguments, title="The import")
        job.done.connect(lambda result: self._imported(result["files"], wanted.story, quick=quick))
        job.failed.connect(self._window.ask.tell)

    def _imported(self, files: Sequence[Any], story: str, *, quick: bool) -> None:
        if not self._window.workspace.is_open:
            return
        self._show_story(story)
        if not quick or needs_reading(files):
            dialog = ImportReportDialog(files, self._window.ask.parent)
            dialog.exec()
            dialog.deleteLater()

    def _show_story(self, name: str) -> None:
        """Shows the story that came in, where no other was shown before."""
        stories = self._window.workspace.project.stories()
        found = next((story for story in stories if story.name == name), None)
        shown = found or next((one for one in stories if one.id not in self._stories), None)
        if shown is not None and not self._stories:
            self._window.stories.open_story(shown.id)


def import_files(window: Window, paths: Sequence[Path], story_id: str | None = None) -> None:
    """Imports files and folders into the open project."""
    Importing(window, paths, story_id).begin()
