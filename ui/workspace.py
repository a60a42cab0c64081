"""The workspace: the open project, who labels, the one door in and the one signal out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.changes import Changes
from annotator.edits.edit import Edit
from annotator.errors import AnnotatorError, EditRefused
from annotator.model.people import Annotator
from annotator.model.reading import Attention
from annotator.model.scheme import Scheme
from annotator.model.span import Span

if TYPE_CHECKING:
    from annotator.project import Project


AGAIN_MS = 5000
"""How long after an edit could not be saved it is tried again without anybody asking."""


@dataclass(slots=True)
class Waiting:
    """An edit that is to be saved, and whose it is."""

    edit: Edit
    annotator_id: str
    is_saved: bool = False


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
        not_saved: an edit could not be written; carries the sentence. It is kept in `unsaved`, and
            tried again every few seconds.
        given_up: the last of several unsaved edits was taken back.
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
    given_up = Signal()
    saved = Signal()
    busy_changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._annotator: Annotator | None = None
        self._scheme: Scheme | None = None
        self._busy = ""
        self._unsaved: list[Waiting] = []
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._save_quietly)

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
    def unsaved(self) -> tuple[str, ...]:
        """The names of the edits that could not be saved yet, in their order."""
        return tuple(waiting.edit.name for waiting in self._unsaved)

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
        """Closes the project; what is shown of it goes first, and so does what is unsaved."""
        if self._project is None:
            return
        self.closing.emit()
        self._again.stop()
        self._unsaved.clear()
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

        While earlier ones are unsaved it waits behind them: all are saved in their order.
        """
        if self._is_busy():
            return False
        if self.project.read_only:
            self.refused.emit("This project is open read-only: nothing can be changed.")
            return False
        waiting = Waiting(edit, self.annotator_id)
        self._unsaved.append(waiting)
        self._save()
        return waiting.is_saved

    def retry(self) -> bool:
        """Tries to save once more what could not be saved; True when nothing is unsaved."""
        if self._unsaved and not self._is_busy():
            self._save()
        return not self._unsaved

    def undo(self) -> bool:
        """Undoes the last step of who labels now; one that cannot be saved is taken back first."""
        if self._is_busy():
            return False
        if not self.retry():
            self._give_up_last()
            return True
        return self._swap(self.project.undo, "Not undone.")

    def redo(self) -> bool:
        """Redoes the step that was undone last."""
        if self._is_busy() or not self.retry():
            return False
        return self._swap(self.project.redo, "Not redone.")

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

    def _is_busy(self) -> bool:
        if self._busy:
            self.refused.emit(f"{self._busy} is being written. Labelling goes on in a moment.")
        return bool(self._busy)

    def _save(self) -> None:
        """Writes what is unsaved, in its order, until something cannot be written."""
        while self._unsaved:
            first = self._unsaved[0]
            try:
                changes = self.project.apply(first.edit, first.annotator_id)
            except EditRefused as error:
                self._unsaved.remove(first)
                self.refused.emit(str(error))
                continue
            except AnnotatorError as error:
                self._again.start()
                self.not_saved.emit(str(error))
                return
            except BaseException:
                self._unsaved.remove(first)  # a fault of ours: it would stand in the way for ever
                raise
            self._unsaved.remove(first)
            first.is_saved = True
            self._tell_changes(changes)
        self._again.stop()
        self.saved.emit()

    def _save_quietly(self) -> None:
        """By itself, every few seconds; without waiting, for nobody pressed a key."""
        if self._busy:
            self._again.start()
            return
        with self.project.without_waiting():
            self._save()

    def _give_up_last(self) -> None:
        """Takes back the last of what could not be saved: it never was in the project."""
        gone = self._unsaved.pop()
        self.refused.emit(f"Taken back before it was saved: {gone.edit.name}.")
        if self._unsaved:
            self.given_up.emit()
        else:
            self._again.stop()
            self.saved.emit()

    def _swap(self, swap: Callable[[str], Changes | None], failed: str) -> bool:
        try:
            changes = swap(self.annotator_id)
        except EditRefused as error:
            self.refused.emit(str(error))
            return False
        except AnnotatorError as error:
            self.refused.emit(f"{failed} {error}")  # nothing is lost: all is as it was
            return False
        if changes is None:
            return False
        self._tell_changes(changes)
        self.saved.emit()
        return True

    def _tell_changes(self, changes: Changes) -> None:
        if changes.scheme:
            self._scheme = None
        if not changes.nothing:
            self.changed.emit(changes)
