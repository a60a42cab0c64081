"""What this program is, its versions, and where it keeps what is yours."""

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator import __version__
from annotator.settings import config_folder, data_folder, log_folder
from ui.ask import plain_label
from ui.dialogs.dialog import Dialog, copy_words
from ui.icons import app_icon

WHAT = (
    "Read several news articles about one story side by side and mark claims, quotes, entities and "
    "doubtful passages. Everything stays on this machine."
)


def facts() -> tuple[tuple[str, str], ...]:
    """Versions and folders, as they are asked for when something does not work."""
    return (
        ("Version", __version__),
        ("Python", platform.python_version()),
        ("Qt", qVersion()),
        ("System", platform.platform()),
        ("Preferences", str(config_folder())),
        ("Your projects and backups", str(data_folder())),
        ("Log", str(log_folder())),
        ("Licence", "MIT"),
    )


class AboutDialog(Dialog):
    """Name, purpose and facts, which can be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "About Annotator")
        self.least_letters(72)
        self.words = "\n".join(f"{name}: {value}" for name, value in facts())
        self.body.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(16)
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(64, 64))
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(plain_label("Annotator", part="title"))
        words.addWidget(plain_label(WHAT))
        head.addLayout(words, 1)
        self.body.addLayout(head)
        shown = plain_label(self.words, part="faint")
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.body.addWidget(shown)
        self.button("Copy", lambda: copy_words(self.words), left=True)
        self.button("Close", self.reject, default=True).setFocus()
