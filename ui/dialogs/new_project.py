"""A new project: its name, its place and its scheme."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from annotator.errors import AnnotatorError
from annotator.model.scheme import Label, Scheme
from annotator.paths import resource
from annotator.settings import data_folder
from ui.ask import Ask, FileKind, plain_label
from ui.dialogs.dialog import Dialog, field_row, form, joined_row, text_view
from ui.dialogs.window import Window

SUFFIX = ".annotator"
SCHEMES = FileKind("Label schemes", ("json",))
_SHIPPED = "News stories"
_EMPTY = "None yet: begin with one label"
_CHOOSE = "From a file…"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_SYNCHRONISED = ("dropbox", "onedrive", "icloud", "google drive", "googledrive", "nextcloud")


@dataclass(frozen=True, slots=True)
class NewProject:
    """What was asked for: the file to make and its scheme."""

    path: Path
    scheme: Scheme


class NewProjectDialog(Dialog):
    """Asks for name, folder and scheme; `wanted` is the answer while there is nothing wrong.

    `read_scheme` reads a scheme file and raises `AnnotatorError` with lines and reasons.
    """

    def __init__(
        self,
        ask: Ask,
        read_scheme: Callable[[Path], Scheme],
        *,
        folder: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, "New project")
        self._ask = ask
        self._read = read_scheme
        self._scheme: Scheme | None = None
        self._last_choice = 0
        self.name = QLineEdit("New project")
        self.folder = QLineEdit(str(folder or default_folder()))
        choose = QPushButton("Choose…")
        choose.setAutoDefault(False)
        choose.setAccessibleName("Choose the folder")
        choose.clicked.connect(self._choose_folder)
        self.scheme = QComboBox()
        self.scheme.addItems([_SHIPPED, _EMPTY, _CHOOSE])
        self.scheme.activated.connect(self._choose_scheme)
        self._build(choose)
        self.button("Cancel", self.reject)
        self.make = self.button("Make project", self.accept, default=True)
        for field in (self.name, self.folder):
            field.textChanged.connect(self._look)
        self.letters(84, 34)
        self._take_file(resource("schemes/news-stories.json"))
        self.name.setFocus()
        self.name.selectAll()

    def _build(self, choose: QPushButton) -> None:
        layout = form()
        field_row(layout, "&Name", self.name)
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(choose)
        joined_row(layout, "&Folder", place, self.folder)
        self.advice = plain_label("", part="faint")
        layout.addRow("", self.advice)
        field_row(layout, "&Scheme", self.scheme)
        self.body.addLayout(layout)
        self.preview = text_view("", "Labels of the scheme")
        self.body.addWidget(self.preview, 1)

    @property
    def path(self) -> Path:
        """The file to make, as the fields say it now."""
        name = self.name.text().strip().removesuffix(SUFFIX)
        return Path(self.folder.text().strip()).expanduser() / f"{name}{SUFFIX}"

    @property
    def wanted(self) -> NewProject | None:
        """The answer; None while something is wrong with it."""
        if self._scheme is None or self._fault():
            return None
        return NewProject(self.path, self._scheme)

    def _fault(self) -> str:
        name = self.name.text().strip()
        if not name.removesuffix(SUFFIX):
            return "A project needs a name."
        if _FORBIDDEN.search(name) or name.endswith("."):
            return 'A name cannot hold any of < > : " / \\ | ? * or end with a full stop.'
        folder = self.path.parent
        if not self.folder.text().strip() or not folder.is_absolute():
            return "Choose a folder."
        if folder.exists() and not folder.is_dir():
            return f"{folder} is a file, not a folder."
        if self.path.exists():
            return f"{self.path.name} is there already. Choose another name."
        return ""

    def _look(self) -> None:
        fault = self._fault()
        if not fault and self._scheme is None:
            fault = "The scheme file cannot be used as it is; see above."
        self.say_problem(fault, self.make)
        self.advice.setText(_advice(self.path))

    def _choose_folder(self) -> None:
        folder = self._ask.folder("Folder of the project", start=Path(self.folder.text()))
        if folder is not None:
            self.folder.setText(str(folder))

    def _choose_scheme(self, at: int) -> None:
        if at == 0:
            self._take_file(resource("schemes/news-stories.json"))
        elif at == 1:
            self._take(Scheme("labels", 1, (Label("label-1", "mark", "1", colour="#2036c8"),)))
        else:
            file = self._ask.open_file("Scheme file", (SCHEMES,))
            if file is None:
                self.scheme.setCurrentIndex(self._last_choice)
                return
            self._take_file(file)
        self._last_choice = at

    def _take_file(self, file: Path) -> None:
        try:
            scheme = self._read(file)
        except AnnotatorError as error:
            self._scheme = None
            self.preview.setPlainText(str(error))
            self._look()
            return
        self._take(scheme)

    def _take(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self.preview.setPlainText(scheme_words(scheme))
        self._look()


def scheme_words(scheme: Scheme) -> str:
    """A scheme in short: labels with keys and definitions, attributes, relations."""
    lines = [f"{scheme.name}, version {scheme.version}"]
    for label in scheme.offered:
        lines += ["", f"{label.key or '–'}  {label.name}"]
        if label.definition:
            lines.append(f"    {label.definition}")
        if label.attributes:
            names = (f"{one.name}{'*' if one.core else ''}" for one in label.attributes)
            lines.append(f"    asks for: {', '.join(names)}")
    if scheme.relations:
        lines += ["", "links: " + ", ".join(kind.name for kind in scheme.relations)]
    if any(label.core_attributes for label in scheme.offered):
        lines += ["", "* asked as soon as a span is made"]
    return "\n".join(lines)


def default_folder() -> Path:
    """The user's documents; where they are synchronised or missing, the program's own folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    path = Path(documents) if documents else data_folder() / "projects"
    return path if path.is_dir() and not is_synchronised(path) else data_folder() / "projects"


def is_synchronised(folder: Path) -> bool:
    """Whether a folder seems to be copied to other machines by another program."""
    return any(word in part.lower() for part in folder.parts for word in _SYNCHRONISED)


def _advice(path: Path) -> str:
    if is_synchronised(path.parent):
        return (
            "This folder seems to be synchronised. Two people must never work in one project file: "
            "let each have their own."
        )
    return f"One file holds everything: {path.name}"


def ask_new_project(window: Window) -> NewProject | None:
    """Asks for a new project; None: called off."""
    dialog = NewProjectDialog(window.ask, scheme_in, parent=window.ask.parent)
    said = dialog.exec()
    wanted = dialog.wanted if said else None
    dialog.deleteLater()
    return wanted


def scheme_in(path: Path) -> Scheme:
    """The scheme in a file; raises `AnnotatorError` with its lines and reasons."""
    from annotator.formats.scheme import read_scheme
    from annotator.formats.text import read_bytes

    return read_scheme(read_bytes(path), str(path))
