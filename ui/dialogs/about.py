"""What this program is, its versions, and where it keeps what is yours."""

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator import __version__
from annotator.settings import config_folder, data_folder, log_folder
from ui.ask import plain_label
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


class AboutDialog(QDialog):
    """Name, purpose and facts, which can be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Annotator")
        self.setMinimumWidth(72 * self.fontMetrics().averageCharWidth())
        self.words = "\n".join(f"{name}: {value}" for name, value in facts())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(16)
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(64, 64))
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(plain_label("Annotator", part="title"))
        words.addWidget(plain_label(WHAT))
        head.addLayout(words, 1)
        layout.addLayout(head)
        shown = plain_label(self.words, part="faint")
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        layout.addWidget(shown)
        buttons = QDialogButtonBox()
        copy = QPushButton("Copy")
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.words))
        close = QPushButton("Close")
        close.setDefault(True)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        close.setFocus()
