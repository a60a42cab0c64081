"""Handing back: how a pack goes to whoever made it, and a copy that can be sent at once."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from annotator.model.identity import now
from annotator.model.reading import Status
from ui.ask import PROJECTS, plain_label
from ui.days import counted, long_day
from ui.dialogs.dialog import Dialog, text_view
from ui.dialogs.exported import show_folder
from ui.dialogs.window import Window

_HOW = (
    "Everything is saved in one file. Send it as it is, by mail or on a stick, once the project is "
    "closed; or save a copy to send now and go on. It may be half done: send it again later, as "
    "often as you like, in any order."
)


class HandBackDialog(Dialog):
    """Says how far the pack is and how to send it.

    `choice` is "copy" or "close" after it was accepted.
    """

    def __init__(self, state: str, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, "Hand back", state)
        self.choice = ""
        self.body.addWidget(plain_label(_HOW))
        self.body.addSpacing(8)
        self.body.addWidget(plain_label("The file", part="heading"))
        view = text_view(str(path.absolute()), "The file")
        view.setFixedHeight(3 * view.fontMetrics().lineSpacing() + 16)
        self.body.addWidget(view)
        self.body.addStretch(1)
        self.button("Show the folder", lambda: show_folder(path.parent), left=True)
        self.button("Cancel", self.reject)
        self.close_it = self.button("Close the project", lambda: self._choose("close"))
        self.copy = self.button("Save a copy to send…", lambda: self._choose("copy"), default=True)
        self.copy.setFocus()
        self.letters(104, 18)

    def _choose(self, choice: str) -> None:
        self.choice = choice
        self.accept()


def how_far(window: Window) -> str:
    """What is done in the open pack, and what is still asked, as a sentence."""
    project = window.workspace.project
    pack = project.pack_of()
    who = pack.annotator_id if pack else window.workspace.annotator_id
    ended = (Status.DONE, Status.SKIPPED)
    done = sum(one.status in ended for one in project.readings(who))
    articles = len(project.articles())
    spans = sum(project.span_counts(who).values())
    asked = len(project.questions(annotator_id=who, open_only=True))
    said = f"{done} of {counted(articles, 'article')} done, {counted(spans, 'span')}"
    said += f", {counted(asked, 'open question')}." if asked else "."
    if pack and pack.due:
        said += f" Wanted back by {long_day(pack.due)}."
    return said


def hand_back(window: Window) -> None:
    """Explains how the open pack is handed back, and does what was chosen."""
    path = window.workspace.project.path
    dialog = HandBackDialog(how_far(window), path, window.ask.parent)
    said, choice = dialog.exec(), dialog.choice
    dialog.deleteLater()
    if not said:
        return
    if choice == "close":
        window.projects.close()
        window.ask.tell(f"{path.name} is closed and can be sent.", detail=str(path))
        return
    suggested = path.with_name(f"{path.stem} {now()[:16].replace(':', '.')}{path.suffix}")
    out = window.ask.save_file("Save a copy to send", (PROJECTS,), suggested=suggested)
    if out is None:
        return
    arguments = {"project": str(path), "out": str(out)}
    job = window.jobs.run("copy", arguments, title="The copy to send")

    def copied(result: Any) -> None:  # noqa: ANN401 - plain data of the worker
        window.ask.tell(
            "The copy is written and checked. Send this file.", detail=str(result["path"])
        )

    job.done.connect(copied)
    job.failed.connect(window.ask.tell)
