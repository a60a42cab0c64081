"""A project that is open in another program: who holds it, and looking at it read-only."""

import platform
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from annotator.errors import NotWritable
from ui.ask import plain_label
from ui.days import here
from ui.dialogs.dialog import Dialog
from ui.dialogs.window import Window

if TYPE_CHECKING:
    from annotator.store.lock import Holder, Locked

_TO_DO = (
    "Close it there to work on it here. Read-only, you can look at everything and change nothing."
)
_CRASHED = (
    "Nothing is lost either way. The lock goes by itself when that program ends, even if it "
    "crashed, so there is nothing to delete."
)


class OpenElsewhereDialog(Dialog):
    """Says who holds the project; accepted: it is to be opened read-only."""

    def __init__(
        self, project: str, holder: "Holder | None", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, "Open elsewhere", f"“{project}” is open in another program.")
        if holder is not None:
            self.body.addWidget(plain_label(_told(holder)))
        self.body.addWidget(plain_label(_TO_DO))
        self.body.addWidget(plain_label(_CRASHED, part="faint"))
        self.body.addStretch(1)
        self.button("Cancel", self.reject)
        self.look = self.button("Open read-only", self.accept, default=True)
        self.least_letters(60)
        self.look.setFocus()


def _told(holder: "Holder") -> str:
    return f"It has been open there since {here(holder.since)}: {where(holder)}."


def where(holder: "Holder") -> str:
    """Which program has it, as somebody in front of this machine would look for it."""
    machine = "this machine" if holder.host == platform.node() else holder.host
    return f"process {holder.process} on {machine}"


def ask_read_only(window: Window, error: "Locked | NotWritable") -> bool:
    """Whether a project that is locked, or cannot be written, is to be opened read-only."""
    if isinstance(error, NotWritable):
        return window.ask.confirm(
            "This project can only be looked at.", action="Open read-only", detail=str(error)
        )
    dialog = OpenElsewhereDialog(error.project.stem, error.holder, window.ask.parent)
    said = bool(dialog.exec())
    dialog.deleteLater()
    return said
