"""Pasted text becomes an article: its name, facts and story; the text is kept to the letter."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.dialogs.dialog import Dialog, field_row, form, text_view
from ui.dialogs.import_report import FileReport, ImportReportDialog, needs_reading
from ui.dialogs.window import Window

_SHOWN = 20_000


@dataclass(frozen=True, slots=True)
class Pasted:
    """An article to be made. `text` is exactly what was pasted."""

    name: str
    title: str
    outlet: str
    story: str
    text: str


class PasteDialog(Dialog):
    """Asks what pasted text is to be called and where it belongs."""

    def __init__(
        self,
        text: str,
        stories: Sequence[str],
        *,
        title: str = "",
        story: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, "Paste as a new article", _sentence(text))
        self._text = text
        self.title = QLineEdit(title)
        self.name = QLineEdit(_name(title))
        self.outlet = QLineEdit()
        self.outlet.setPlaceholderText("Who published it, if you know")
        self.story = QComboBox()
        self.story.setEditable(True)
        self.story.addItems(list(stories))
        self.story.setCurrentText(story or (stories[0] if stories else "New story"))
        layout = form()
        field_row(layout, "&Title", self.title)
        field_row(layout, "&Name", self.name, "Must be the only one in the project.")
        field_row(layout, "&Outlet", self.outlet)
        field_row(layout, "&Story", self.story)
        self.body.addLayout(layout)
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}\n…"
        self.body.addWidget(text_view(shown, "The text"), 1)
        self.button("Cancel", self.reject)
        self.make = self.button("Make an article", self.accept, default=True)
        self._own_name = False
        self.title.textEdited.connect(self._titled)
        self.name.textEdited.connect(self._named)
        self.name.textChanged.connect(lambda _: self._look())
        self.story.currentTextChanged.connect(lambda _: self._look())
        self.letters(84, 36)
        self._look()
        self.title.setFocus()
        self.title.selectAll()

    @property
    def wanted(self) -> Pasted:
        """What the fields say now."""
        return Pasted(
            name=self.name.text().strip(),
            title=self.title.text().strip(),
            outlet=self.outlet.text().strip(),
            story=self.story.currentText().strip(),
            text=self._text,
        )

    def _titled(self, title: str) -> None:
        if not self._own_name:
            self.name.setText(_name(title))

    def _named(self) -> None:
        self._own_name = True

    def _look(self) -> None:
        wanted = self.wanted
        problem = "" if wanted.name else "The article needs a name."
        if not wanted.story:
            problem = "The article belongs to a story; give it a name."
        self.say_problem(problem, self.make)


def _sentence(text: str) -> str:
    words = len(text.split())
    return f"{words:,} words, {len(text):,} characters. The text is kept to the letter."


def _name(title: str) -> str:
    words = "".join(c if c.isalnum() or c in "-_" else " " for c in title).split()
    return "-".join(words[:6]).lower() or "pasted"


def paste_article(window: Window, text: str) -> None:
    """Makes an article of `text` in the open project."""
    from annotator.formats.text import headline

    workspace = window.workspace
    stories = [story.name for story in workspace.project.stories()]
    dialog = PasteDialog(text, stories, title=headline(text), parent=window.ask.parent)
    said, wanted = dialog.exec(), dialog.wanted
    dialog.deleteLater()
    if not said:
        return
    arguments = {
        **asdict(wanted),
        "project": str(workspace.project.path),
        "by": workspace.annotator_id,
    }
    job = window.jobs.run("paste", arguments, title="The pasted text")
    job.failed.connect(window.ask.tell)
    job.done.connect(lambda result: _pasted(window, result["files"], wanted.story))


def _pasted(window: Window, files: Sequence[FileReport], story: str) -> None:
    if not window.workspace.is_open:
        return
    if needs_reading(files):
        dialog = ImportReportDialog(files, window.ask.parent)
        dialog.exec()
        dialog.deleteLater()
    stories = window.workspace.project.stories()
    found = next((one for one in stories if one.name == story), None)
    if found is not None:
        window.stories.open_story(found.id)
