"""The scheme editor: labels, links and questions; saved as one step and one new version."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTabWidget, QWidget

from annotator.edits.edit import Edit
from annotator.edits.scheme_draft import SchemeDraft
from annotator.errors import AnnotatorError, BadInput
from annotator.model.scheme import Example, Scheme
from ui.ask import Ask, plain_label
from ui.dialogs.calm import Calm
from ui.dialogs.dialog import Dialog
from ui.dialogs.new_project import SCHEMES, scheme_in
from ui.dialogs.scheme_labels import LabelsPage
from ui.dialogs.scheme_links import LinksPage
from ui.dialogs.scheme_questions import QuestionsPage
from ui.dialogs.window import Window

if TYPE_CHECKING:
    from ui.workspace import Workspace


class SchemeDialog(Dialog):
    """Edits a scheme. `edit` is what to do to the project once it was accepted.

    `used`: how many spans each label has, by id. `passage`: the selection, as an example.
    """

    def __init__(
        self,
        scheme: Scheme,
        used: Mapping[str, int],
        ask: Ask,
        *,
        passage: Example | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, "Scheme")
        self._ask = ask
        self.draft = SchemeDraft(scheme, used)
        self.name = QLineEdit(scheme.name)
        self.name.setAccessibleName("Name of the scheme")
        self.name.textEdited.connect(self._name_typed)
        self.version = plain_label("", part="faint")
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.name, 1)
        head.addWidget(self.version, 2)
        self.body.addLayout(head)
        self.labels = LabelsPage(self.draft, ask, passage)
        self.links = LinksPage(self.draft)
        self.questions = QuestionsPage(self.draft)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Parts of the scheme")
        for page, words in (
            (self.labels, "Labels"),
            (self.links, "Links"),
            (self.questions, "About the article"),
        ):
            self.tabs.addTab(page, words)
            page.changed.connect(self._look)
        self.tabs.currentChanged.connect(lambda _: self.links.refresh())
        self.body.addWidget(self.tabs, 1)
        self.button("From a file…", self._take_file, left=True)
        self.button("To a file…", self._write_file, left=True)
        self.button("Cancel", self.reject)
        self.save = self.button("Save", self.accept, default=True)
        self.letters(126, 50)
        Calm(self)
        self._look()
        self.labels.list.setFocus()

    @property
    def edit(self) -> Edit:
        """All changes as one step."""
        return self.draft.edit()

    def _look(self) -> None:
        faults = self.draft.faults()
        more = f" And {len(faults) - 1} more." if len(faults) > 1 else ""
        self.say_problem(f"{faults[0]}{more}" if faults else "", self.save)
        if not faults:
            self.save.setEnabled(self.draft.changed)
        before = self.draft.before
        told = f"Version {before.version}"
        if self.draft.changed and self.draft.scheme.name == before.name:
            told += (
                f", becomes {before.version + 1}; readings keep the version they were made under"
            )
        self.version.setText(told)

    def _name_typed(self, text: str) -> None:
        self.draft.scheme = replace(self.draft.scheme, name=text)
        self._look()

    def _take_file(self) -> None:
        file = self._ask.open_file("Scheme file", (SCHEMES,))
        if file is None:
            return
        try:
            self.draft.take(scheme_in(file))
        except AnnotatorError as error:
            self._ask.tell_error(error, safe="The scheme is as it was.")
            return
        self.name.setText(self.draft.scheme.name)
        self.labels.refresh()
        self.links.refresh()
        self.questions.refresh()
        self._look()

    def _write_file(self) -> None:
        suggested = Path.home() / f"{self.draft.scheme.name.replace('/', '-')}.json"
        file = self._ask.save_file("Scheme file", (SCHEMES,), suggested=suggested)
        if file is None:
            return
        try:
            write_scheme_file(file, self.draft.scheme)
        except AnnotatorError as error:
            self._ask.tell_error(error)

    def reject(self) -> None:
        """Asks before changes are lost."""
        if not self.draft.changed or self._ask.confirm(
            "The scheme was changed.",
            action="Leave it as it was",
            cancel="Go on editing",
            dangerous=True,
        ):
            super().reject()


def write_scheme_file(path: Path, scheme: Scheme) -> None:
    """Writes a scheme file; raises `BadInput` where it cannot be written."""
    from annotator.formats.scheme_writing import write_scheme
    from annotator.settings import write_whole

    try:
        write_whole(path, write_scheme(scheme).encode("utf-8"))
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}.") from error


def edit_scheme(window: Window, workspace: "Workspace", passage: Example | None = None) -> bool:
    """Opens the editor on the project's scheme; True when a new version was saved."""
    used = workspace.project.records.spans.count_by_label()
    dialog = SchemeDialog(
        workspace.scheme, used, window.ask, passage=passage, parent=window.ask.parent
    )
    said = dialog.exec()
    edit = dialog.edit
    dialog.deleteLater()
    return bool(said) and workspace.edit(edit)
