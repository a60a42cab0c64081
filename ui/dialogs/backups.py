"""The backups of a project: which there are, and putting one in its place."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ui.ask import plain_label
from ui.days import here
from ui.dialogs.dialog import Dialog, table

if TYPE_CHECKING:
    from annotator.store.backup import Backup

_WHEN = (
    "One is made every so often while you work, when a changed project is closed, and before steps "
    "that change much. Each was checked before it counted."
)
_NONE = "There are no backups of this project yet."


class BackupsDialog(Dialog):
    """Lists the backups, newest first; accepted: `chosen` is to be put in the project's place."""

    def __init__(
        self,
        project: str,
        backups: "Sequence[Backup]",
        parent: QWidget | None = None,
        why: str = "",
    ) -> None:
        sentence = why or (f"Backups of “{project}”." if backups else _NONE)
        super().__init__(parent, "Backups", sentence)
        self._backups = tuple(backups)
        rows = [(here(one.made_at), one.why, _size(one.size), str(one.number)) for one in backups]
        self.list = table(("Made", "Why", "Size", "Number"), rows, "Backups")
        self.body.addWidget(self.list, 1)
        self.body.addWidget(plain_label(_WHEN, part="faint"))
        if not backups:
            self.list.hide()
            self.body.addStretch(1)
            self.least_letters(60)
            self.button("Close", self.reject, default=True).setFocus()
            return
        self.button("Show the folder", self._show_folder, left=True)
        self.restore = self.button("Restore…", self.accept, default=bool(why))
        self.list.selectRow(0)
        self.button("Close", self.reject, default=not why)
        self.letters(90, 28)
        self.list.setFocus()

    @property
    def chosen(self) -> "Backup":
        """The backup that is chosen in the list."""
        return self._backups[max(0, self.list.currentIndex().row())]

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._backups[0].path.parent)))


def _size(number: int) -> str:
    return f"{number / 1e6:.1f} MB" if number >= 100_000 else f"{number / 1000:.0f} kB"
