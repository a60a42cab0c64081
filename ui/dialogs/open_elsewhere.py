"""A project that is open in another program: who holds it, and looking at it read-only."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.ask import plain_label
from ui.dialogs.dialog import Dialog
from ui.dialogs.window import Window

if TYPE_CHECKING:
    from annotator.store.lock import Holder, Locked

_CRASHED = (
    "The lock goes by itself when that program ends, even if it crashed, so there is nothing to "
    "delete."
)


class OpenElsewhereDialog(Dialog):
    """Says who holds the project; accepted: it is to be opened read-only."""

    def __init__(
        self, project: str, holder: "Holder | None", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, "Open elsewhere", f"“{project}” is open in another program.")
        if holder is not None:
            self.body.addWidget(plain_label(_told(holder)))
        self.body.addWidget(plain_label(_CRASHED, part="faint"))
        self.body.addStretch(1)
        self.button("Cancel", self.reject)
        self.look = self.button("Open read-only", self.accept, default=True)
        self.setMinimumWidth(60 * self.fontMetrics().averageCharWidth())
        self.look.setFocus()


def _told(holder: "Holder") -> str:
    since = holder.since.replace("T", " ").removesuffix("Z")
    return f"Process {holder.process} on {holder.host} has had it since {since} UTC."


def ask_read_only(window: Window, error: "Locked") -> bool:
    """Whether the locked project is to be opened read-only."""
    dialog = OpenElsewhereDialog(error.project.stem, error.holder, window.ask.parent)
    said = bool(dialog.exec())
    dialog.deleteLater()
    return said
