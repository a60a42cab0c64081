"""What the window does with guidelines: looks them up, changes them, tells what changed in them."""

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from annotator.errors import AnnotatorError
from ui.ask import FileKind

if TYPE_CHECKING:
    from ui.main_window import MainWindow

PAGE = FileKind("HTML page", ("html",))
LEAST = 400
"""Pixels below which the panel of guidelines is made higher."""
SHARE = 0.6
"""The part of the window that it then gets."""
TOLD = "rule changes told"
"""Under this name the window remembers which changes an annotator was told."""


class GuidelineCommands:
    """Connects the panels of guidelines and review with text and project."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._workspace = window.workspace
        self._panel = window.docks.guidelines
        for name, do in {
            "look-up": self.look_up,
            "edit-guidelines": self.edit,
            "codebook": self.export,
        }.items():
            window.actions_.on(name, do)
        self._panel.edit_wanted.connect(self.edit)
        self._panel.codebook_wanted.connect(self.export)
        self._panel.link_wanted.connect(self._open_link)
        window.docks.review.span_wanted.connect(window.views.show_span)
        self._soon = QTimer(window, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell_changes)
        self._workspace.opened.connect(self._enable)
        self._workspace.closing.connect(self._closing)
        for changed in (self._workspace.opened, self._workspace.annotator_changed):
            changed.connect(self._soon.start)
        self._workspace.annotator_changed.connect(self._enable)
        self._closing()

    def _enable(self) -> None:
        actions, is_open = self._window.actions_, self._workspace.is_open
        for name in ("look-up", "codebook"):
            actions[name].setEnabled(is_open)
        lead = self._workspace.can_edit and self._workspace.project.pack_of() is None
        actions["edit-guidelines"].setEnabled(lead)

    def _closing(self) -> None:
        self._soon.stop()
        for name in ("look-up", "codebook", "edit-guidelines"):
            self._window.actions_[name].setEnabled(False)

    # Looking up

    def look_up(self) -> None:
        """Opens the guidelines at the label of the chosen span, or at the one used last.

        Where they stand there already, the focus goes to them, to read on by keyboard.
        """
        label_id = self._label_id()
        dock = self._window.docks.docks["guidelines"]
        there = self._panel.isVisible() and self._panel.label_id == label_id
        self._window.docks.show("guidelines")
        if dock.height() < LEAST:
            wanted = round(SHARE * self._window.height())
            self._window.resizeDocks([dock], [wanted], Qt.Orientation.Vertical)
        self._panel.show_label(label_id)
        if there:
            self._panel.page.setFocus()

    def _label_id(self) -> str:
        chosen = self._window.labelling.chosen()
        if chosen:
            return chosen[0].label_id
        return self._window.labelling.last_label_id or self._panel.label_id

    def _open_link(self, address: str) -> None:
        question = "Open this page in the browser?"
        if self._window.ask.confirm(question, action="Open", detail=address):
            QDesktopServices.openUrl(QUrl(address))

    # Changing

    def edit(self) -> None:
        """Opens the editor; what it returns becomes a new version."""
        from annotator.edits.guidelines import set_guidelines
        from ui.dialogs.guidelines import GuidelinesDialog

        current = self._workspace.project.guidelines()
        dialog = GuidelinesDialog(
            current.text if current else "", self._window.theme, self._window.ask, self._window
        )
        if dialog.exec() and self._workspace.edit(set_guidelines(dialog.text, dialog.changes)):
            made = self._workspace.project.guidelines()
            if made is not None:
                self._window.status.tell(f"Guidelines saved, version {made.version}.")
        dialog.deleteLater()
        self._window.focus_text()

    def export(self) -> None:
        """Writes the codebook where the user wants it."""
        from annotator.codebooks import codebook_of
        from annotator.formats.whole import whole_file

        project = self._workspace.project
        suggested = project.path.with_name("codebook.html")
        path = self._window.ask.save_file("Export the codebook", [PAGE], suggested=suggested)
        if path is None:
            return
        try:
            with whole_file(path) as file:
                file.write(codebook_of(project).encode())
        except (AnnotatorError, OSError) as error:
            self._window.tell_error(error)
            return
        self._window.status.tell(f"Codebook written: {path.name}")

    # What changed

    def _tell_changes(self) -> None:
        """Once for each change: shows the review where the rules became others meanwhile."""
        workspace, state = self._workspace, self._window.state
        if not workspace.is_open or not workspace.annotator_id:
            return
        from annotator.reviewing import review

        found = review(workspace.project, workspace.annotator_id)
        pack = workspace.project.pack_of()
        home = pack.project_id if pack else workspace.project.id
        key = f"{TOLD} {workspace.annotator_id}"
        known = _listed(state.kept(home, key, "[]"))
        new = [change for change in found.changes if change.id not in known]
        if not new:
            return
        state.keep(home, key, json.dumps([change.id for change in found.changes]))
        number = len(found.spans)
        if number:
            self._window.docks.show("review")
            self._window.focus_text()
            spans = "one span" if number == 1 else f"{number:,} spans"
            self._window.status.tell(f"The rules have changed: {spans} of yours to look at.")
        else:
            self._window.status.tell(f"The rules have changed: {new[0].sentences[0]}")


def _listed(words: str) -> frozenset[str]:
    try:
        found = json.loads(words)
    except ValueError:
        return frozenset()
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()
