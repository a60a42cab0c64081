"""What a check of the project found."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.ask import plain_label
from ui.dialogs.dialog import Dialog, copy_words, table
from ui.dialogs.window import Window

WELL = "All is well."
_LOOKED_AT = (
    "Looked at: the file itself, the text of every article against its hash, every span against "
    "its text, links, readings, and the version."
)


class CheckResultsDialog(Dialog):
    """Lists faults as `{"check", "what"}`; none means that all is well."""

    def __init__(
        self, faults: Sequence[Mapping[str, str]], project: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, "Check project", _sentence(len(faults)))
        self._faults = tuple(faults)
        self._project = project
        if faults:
            rows = [(fault["check"], fault["what"]) for fault in faults]
            self.body.addWidget(table(("Check", "What"), rows, "Faults"), 1)
        self.body.addWidget(plain_label(_LOOKED_AT, part="faint"))
        if faults:
            self.button("Copy as text", lambda: copy_words(self.text()), left=True)
            self.letters(100, 28)
        else:
            self.body.addStretch(1)
            self.least_letters(60)
        self.button("Close", self.reject, default=True).setFocus()

    def text(self) -> str:
        """The faults as text."""
        lines = [f"{fault['check']}\t{fault['what']}" for fault in self._faults]
        return "\n".join([self._project, *lines]) + "\n"


def _sentence(number: int) -> str:
    if not number:
        return WELL
    faults = "One thing is" if number == 1 else f"{number} things are"
    return f"{faults} not as they should be. Keep a copy of the project before you work on in it."


def check_project(window: Window) -> None:
    """Checks the open project in the worker and shows what it found."""
    path = window.workspace.project.path
    job = window.jobs.run("check", {"project": str(path)}, title=f"Checking {path.stem}")

    def show(result: Any) -> None:  # noqa: ANN401 - plain data of the worker
        dialog = CheckResultsDialog(result["faults"], str(path), window.ask.parent)
        dialog.exec()
        dialog.deleteLater()

    job.done.connect(show)
    job.failed.connect(window.ask.tell)
