"""The workspace: the open project, who labels, the one door in and the one signal out."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.changes import Changes
from annotator.edits.edit import Edit
from annotator.errors import AnnotatorError, EditRefused
from annotator.model.people import Annotator
from annotator.model.reading import Attention
from annotator.model.scheme import Scheme
from annotator.model.span import Span

if TYPE_CHECKING:
    from annotator.project import Project


class Workspace(QObject):
    """Holds the open project and changes it.

    Views read values from `project` and read again what `changed` names. Nothing else in the
    window writes to the project.

    Signals:
        opened: a project was opened (or another one); all views start anew.
        closing: the project is about to be closed; views let go of it.
        changed: an edit, undo or redo was committed; carries `Changes`.
        annotator_changed: somebody else labels now.
        refused: an edit was refused; carries the sentence for the user. Nothing was changed.
        not_saved: an edit could not be written; carries the sentence. It is kept in `unsaved`.
        saved: everything is on disk again.
        busy_changed: a bulk step began to write (carries what it is) or ended (carries "").
            While it writes, everything can be read and edits are refused.
    """

    opened = Signal()
    closing = Signal()
    changed = Signal(Changes)
    annotator_changed = Signal()
    refused = Signal(str)
    not_saved = Signal(str)
    saved = Signal()
    busy_changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._annotator: Annotator | None = None
        self._scheme: Scheme | None = None
        self._busy = ""
        self.unsaved: Edit | None = None

    @property
    def project(self) -> "Project":
        """The open project. Ask `is_open` first where there may be none."""
        assert self._project is not None, "no project is open"
        return self._project

    @property
    def is_open(self) -> bool:
        """Whether a project is open."""
        return self._project is not None

    @property
    def can_edit(self) -> bool:
        """Whether there is a project that may be changed and somebody who labels."""
        return (
            self._project is not None
            and not self._project.read_only
            and self._annotator is not None
        )

    @property
    def busy(self) -> str:
        """What writes to the project now, as words for the user; "" where edits go through."""
        return self._busy

    @property
    def annotator(self) -> Annotator | None:
        """Who labels now."""
        return self._annotator

    @property
    def annotator_id(self) -> str:
        """The id of who labels now, "" while nobody does."""
        return self._annotator.id if self._annotator else ""

    @property
    def scheme(self) -> Scheme:
        """The scheme that counts now; read once per change of it."""
        if self._scheme is None:
            self._scheme = self.project.scheme()
        return self._scheme

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Opens a project in place of the one that is open; raises `AnnotatorError`."""
        from annotator.project import Project  # slow to import: only after the first frame

        self.take(Project.open(path, read_only=read_only))

    def take(self, project: "Project") -> None:
        """Takes over a project that is open already."""
        self.close()
        self._project = project
        self._scheme = None
        self.opened.emit()

    def close(self) -> None:
        """Closes the project; what is shown of it goes first."""
        if self._project is None:
            return
        self.closing.emit()
        project, self._project = self._project, None
        self._annotator = None
        self._scheme = None
        project.close()

    def set_annotator(self, annotator: Annotator | None) -> None:
        """Says who labels from now on; adds them to the project where they are new to it."""
        project = self._project
        writable = project is not None and not project.read_only
        if annotator and project and writable and project.annotator(annotator.id) is None:
            project.add_annotator(annotator)
        self._annotator = annotator
        self.annotator_changed.emit()

    def edit(self, edit: Edit) -> bool:
        """Does an edit; True when it is committed. False: it was refused or could not be saved.

        While an earlier edit is unsaved it is tried first: nothing takes its place.
        """
        if self.unsaved is not None and not self.retry():
            return False
        return self._write(lambda: self.project.apply(edit, self.annotator_id), edit)

    def retry(self) -> bool:
        """Tries to save once more what could not be saved; True when nothing is unsaved."""
        edit = self.unsaved
        if edit is None:
            return True
        return self._write(lambda: self.project.apply(edit, self.annotator_id), edit)

    def undo(self) -> bool:
        """Undoes the last step of who labels now."""
        if not self.retry():
            return False
        return self._write(lambda: self.project.undo(self.annotator_id))

    def redo(self) -> bool:
        """Redoes the step that was undone last."""
        if not self.retry():
            return False
        return self._write(lambda: self.project.redo(self.annotator_id))

    def attend(self, attention: Sequence[Attention]) -> bool:
        """Keeps what was measured while reading; False where it could not be written now."""
        if self._busy:
            return False
        try:
            self.project.attend(attention)
        except AnnotatorError:
            return False  # measured again and written with the next
        return True

    def lend(self, what: str) -> None:
        """Hands the right to write to a bulk step; `what` says for the user what it is."""
        self._busy = what
        self.busy_changed.emit(what)

    def take_back(self, *, reread: bool = True) -> None:
        """Takes the right to write back; what is shown is read again, or `tell` says what is."""
        if not self._busy:
            return
        self._busy = ""
        self.busy_changed.emit("")
        if self._project is not None and reread:
            self.reread()

    def tell(self, changes: Changes) -> None:
        """Tells every view what a bulk step changed, where that is known."""
        if self._project is not None and not changes.nothing:
            self.changed.emit(changes)

    def reread(self) -> None:
        """Tells every view that something else wrote to the project: a bulk step, for one."""
        self._scheme = None
        self.changed.emit(Changes(name="", everything=True))

    def selected_spans(self, ids: list[str]) -> tuple[Span, ...]:
        """The spans with these ids as they stand now."""
        return self.project.spans_by_id(ids)

    def _write(self, write: Callable[[], Changes | None], edit: Edit | None = None) -> bool:
        if self._busy:
            self.refused.emit(f"{self._busy} is being written. Labelling goes on in a moment.")
            return False
        try:
            changes = write()
        except EditRefused as error:
            self.unsaved = None if edit is self.unsaved else self.unsaved
            self.refused.emit(str(error))
            return False
        except AnnotatorError as error:
            self.unsaved = edit or self.unsaved
            self.not_saved.emit(str(error))
            return False
        if changes is None:
            return False
        self.unsaved = None
        if changes.scheme:
            self._scheme = None
        if not changes.nothing:
            self.changed.emit(changes)
        self.saved.emit()
        return True
