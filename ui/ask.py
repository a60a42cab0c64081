"""Every question to the user, as methods of one object that tests replace.

All text is shown as it is, never as rich text. An answer is None when the user called it off.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import AnnotatorError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file to choose from: words for it, and endings without the dot."""

    words: str
    endings: tuple[str, ...] = ()

    @property
    def filter(self) -> str:
        """As Qt's file dialogs write it."""
        patterns = " ".join(f"*.{ending}" for ending in self.endings) or "*"
        return f"{self.words} ({patterns})"


PROJECTS = FileKind("Annotator projects", ("annotator",))
ANY_FILE = FileKind("All files")


class Ask:
    """Asks in dialogs over `parent`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parent = parent

    def open_file(
        self, title: str, kinds: Sequence[FileKind] = (ANY_FILE,), *, folder: Path | None = None
    ) -> Path | None:
        """One file that exists."""
        filters = ";;".join(kind.filter for kind in kinds)
        name, _ = QFileDialog.getOpenFileName(self.parent, title, _start(folder), filters)
        return Path(name) if name else None

    def open_files(
        self, title: str, kinds: Sequence[FileKind] = (ANY_FILE,), *, folder: Path | None = None
    ) -> tuple[Path, ...]:
        """Several files that exist; none when called off."""
        filters = ";;".join(kind.filter for kind in kinds)
        names, _ = QFileDialog.getOpenFileNames(self.parent, title, _start(folder), filters)
        return tuple(Path(name) for name in names)

    def save_file(
        self, title: str, kinds: Sequence[FileKind] = (ANY_FILE,), *, suggested: Path | None = None
    ) -> Path | None:
        """A file to write. It gets the first ending of the chosen kind if it has none.

        The user has agreed to replace a file that exists.
        """
        filters = ";;".join(kind.filter for kind in kinds)
        name, chosen = QFileDialog.getSaveFileName(self.parent, title, _start(suggested), filters)
        if not name:
            return None
        path = with_ending(Path(name), kinds, chosen)
        if path == Path(name) or not path.exists() or self.confirm_replace(path):
            return path
        return None

    def confirm_replace(self, path: Path) -> bool:
        """Whether the file at `path` may be written over."""
        return self.confirm(
            f"{path.name} exists already.", action="Replace it", detail=str(path), dangerous=True
        )

    def folder(self, title: str, *, start: Path | None = None) -> Path | None:
        """A folder that exists."""
        name = QFileDialog.getExistingDirectory(self.parent, title, _start(start))
        return Path(name) if name else None

    def confirm(
        self,
        question: str,
        *,
        action: str,
        detail: str = "",
        cancel: str = "Cancel",
        dangerous: bool = False,
    ) -> bool:
        """Whether to go on. `action` names what the button does; dangerous: Enter calls it off."""
        box = self._box(question, detail, QMessageBox.Icon.Warning if dangerous else None)
        go_on = box.addButton(doubled(action), QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(doubled(cancel), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay if dangerous else go_on)
        box.setEscapeButton(stay)
        return _clicked(box) is go_on

    def pick(
        self, question: str, actions: Sequence[str], *, detail: str = "", cancel: str = "Cancel"
    ) -> int | None:
        """Which of a few named actions, one button each; the first is the default."""
        box = self._box(question, detail)
        buttons = [
            box.addButton(doubled(action), QMessageBox.ButtonRole.ActionRole) for action in actions
        ]
        stay = box.addButton(doubled(cancel), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(buttons[0])
        box.setEscapeButton(stay)
        clicked = _clicked(box)
        return next((at for at, button in enumerate(buttons) if button is clicked), None)

    def choose(
        self,
        question: str,
        choices: Sequence[str],
        *,
        action: str = "Choose",
        detail: str = "",
        current: int = 0,
    ) -> int | None:
        """Which one of a list: its place."""
        rows = _Choices()
        dialog = _Question(self.parent, question, detail, rows, action)
        rows.addItems(list(choices))
        rows.setCurrentRow(current)
        # Once shown, for the padding of the style sheet is not measured before.
        QTimer.singleShot(0, rows, rows.doItemsLayout)
        rows.itemActivated.connect(dialog.accept)
        return rows.currentRow() if dialog.asked() and rows.currentRow() >= 0 else None

    def line(
        self, question: str, *, action: str, text: str = "", detail: str = "", empty: bool = False
    ) -> str | None:
        """One line of text without blanks around it; an empty one only if `empty`."""
        field = QLineEdit(text)
        field.selectAll()
        dialog = _Question(self.parent, question, detail, field, action)
        field.textChanged.connect(lambda now: dialog.allow(empty or bool(now.strip())))
        dialog.allow(empty or bool(text.strip()))
        return field.text().strip() if dialog.asked() else None

    def paragraphs(
        self, question: str, *, action: str, text: str = "", detail: str = ""
    ) -> str | None:
        """Text of several lines, such as a note."""
        field = QPlainTextEdit(text)
        field.setTabChangesFocus(True)
        dialog = _Question(self.parent, question, detail, field, action)
        return field.toPlainText() if dialog.asked() else None

    def tell(self, message: str, *, detail: str = "") -> None:
        """Something the user has to know; nothing is asked."""
        box = self._box(message, detail)
        box.addButton("Close", QMessageBox.ButtonRole.AcceptRole)
        _clicked(box)

    def tell_error(self, error: AnnotatorError, *, safe: str = "") -> None:
        """What could not be done and why; `safe` says what was kept."""
        box = self._box(str(error), safe, QMessageBox.Icon.Warning)
        box.addButton("Close", QMessageBox.ButtonRole.AcceptRole)
        _clicked(box)

    def _box(self, message: str, detail: str, sign: QMessageBox.Icon | None = None) -> QMessageBox:
        box = QMessageBox(self.parent)
        box.setWindowTitle("Annotator")
        box.setIcon(sign or QMessageBox.Icon.NoIcon)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(message)
        box.setInformativeText(detail)
        _plain_labels(box)
        return box


class NobodyToAsk(Ask):
    """Goes on with whatever is to be confirmed; what has to be known goes into the log."""

    def confirm(
        self,
        question: str,
        *,
        action: str,
        detail: str = "",
        cancel: str = "Cancel",
        dangerous: bool = False,
    ) -> bool:
        """Yes."""
        log.warning("told to end, so nobody was asked: %s", action)
        return True

    def tell(self, message: str, *, detail: str = "") -> None:
        """To nobody."""
        log.warning("told to end, so something was not told")

    def tell_error(self, error: AnnotatorError, *, safe: str = "") -> None:
        """To nobody."""
        log.warning("told to end, so an error was not told: %s", type(error).__name__)


class _Choices(QListWidget):
    """Rows to choose from; a key that only one row begins with takes that row at once."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the row whose first word is the key."""
        typed = event.text().strip()
        words = [self.item(row).text().split() for row in range(self.count())]
        meant = [row for row, some in enumerate(words) if typed and some[:1] == [typed]]
        if len(meant) == 1:
            self.setCurrentRow(meant[0])
            self.itemActivated.emit(self.item(meant[0]))
            return
        super().keyPressEvent(event)


class _Question(QDialog):
    """A question above one field, with a named button and a way out."""

    def __init__(
        self, parent: QWidget | None, question: str, detail: str, field: QWidget, action: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Annotator")
        self.setMinimumWidth(400)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        for words, part in ((question, "plain"), (detail, "faint")):
            if words:
                layout.addWidget(plain_label(words, part=part))
        field.setAccessibleName(question)
        layout.addWidget(field)
        self.buttons = QDialogButtonBox()
        self.go_on = QPushButton(doubled(action))
        self.go_on.setDefault(True)
        self.buttons.addButton(self.go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout.addSpacing(8)
        layout.addWidget(self.buttons)
        # Where Enter begins a new line, the button has a key all the same.
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go_on.click)
        field.setFocus()

    def allow(self, allowed: bool) -> None:
        """Whether the named button may be pressed now."""
        self.go_on.setEnabled(allowed)

    def asked(self) -> bool:
        """Show the question and wait; whether the named button was pressed."""
        said_yes = self.exec() == QDialog.DialogCode.Accepted
        self.deleteLater()
        return said_yes


def plain_label(words: str, *, part: str = "") -> QLabel:
    """A label that shows `words` as they are and wraps; `part` is its role in the style sheet."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    label.setWordWrap(True)
    if part:
        label.setProperty("part", part)
    return label


def doubled(words: str) -> str:
    """Words from data as a menu or button shows them: `&` would mark an access key."""
    return words.replace("&", "&&")


def with_ending(path: Path, kinds: Sequence[FileKind], chosen: str) -> Path:
    """`path` with the first ending of the kind whose filter is `chosen`, if it has none."""
    kind = next((kind for kind in kinds if kind.filter == chosen), kinds[0] if kinds else ANY_FILE)
    if path.suffix or not kind.endings:
        return path
    return path.with_name(f"{path.name}.{kind.endings[0]}")


def _plain_labels(box: QMessageBox) -> None:
    # setTextFormat reaches the text only: Qt makes the informative text rich on its own.
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)


def _clicked(box: QMessageBox) -> QAbstractButton | None:
    box.exec()
    box.deleteLater()
    return box.clickedButton()


def _start(place: Path | None) -> str:
    return str(place) if place else ""
