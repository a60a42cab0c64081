"""Editing the guidelines: Markdown on the left, how it will look on the right."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from annotator.formats.markdown import to_html
from ui.ask import Ask, plain_label
from ui.dialogs.dialog import Dialog
from ui.safe_browser import SafeBrowser
from ui.theme import Theme

PREVIEW_AFTER = 200
"""Milliseconds without a key until the preview follows."""
HOW = (
    "Write Markdown: # before a heading, - before an item of a list, ** around what matters. "
    "A section with a label’s name in its heading is shown with that label."
)


class GuidelinesDialog(Dialog):
    """The Markdown with a preview, and what is new in it. `text` and `changes` when accepted."""

    def __init__(self, text: str, theme: Theme, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent, "Guidelines", HOW)
        self._ask = ask
        self._was = text
        self.editor = QPlainTextEdit(text)
        self.editor.setAccessibleName("Guidelines in Markdown")
        self.editor.setTabChangesFocus(True)
        self.preview = SafeBrowser("Preview")
        self.preview.set_theme(theme)
        self.changes_line = QLineEdit()
        self.changes_line.setPlaceholderText("What changed, for those who have read them before")
        self.changes_line.setAccessibleName("What changed")
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(12)
        halves.addWidget(_half("Markdown", self.editor))
        halves.addWidget(_half("Preview", self.preview))
        halves.setSizes([500, 500])
        self.body.addWidget(halves, 1)
        self.body.addWidget(plain_label("What changed"))
        self.body.addWidget(self.changes_line)
        self.button("Cancel", self.reject)
        self.save = self.button("Save new version", self.accept, default=True)
        self._soon = QTimer(self, singleShot=True, interval=PREVIEW_AFTER)
        self._soon.timeout.connect(self._show)
        self.editor.textChanged.connect(self._changed)
        self.changes_line.textChanged.connect(lambda _: self._allow())
        self.letters(150, 46)
        self._show()
        self._allow()

    @property
    def text(self) -> str:
        """The Markdown as it is written now."""
        return self.editor.toPlainText()

    @property
    def changes(self) -> str:
        """What is new, in words."""
        return self.changes_line.text().strip()

    def reject(self) -> None:
        """Close; what was written is not lost without a question."""
        question = "Close without saving what you wrote?"
        if self.text == self._was or self._ask.confirm(
            question, action="Close without saving", dangerous=True
        ):
            super().reject()

    def _changed(self) -> None:
        self._soon.start()
        self._allow()

    def _show(self) -> None:
        place = self.preview.verticalScrollBar().value()
        self.preview.show_html(to_html(self.text))
        self.preview.verticalScrollBar().setValue(place)

    def _allow(self) -> None:
        new = self.text != self._was
        asked = bool(self._was.strip()) and not self.changes
        self.say_problem("Say in a few words what changed." if new and asked else "", self.save)
        if not new:
            self.save.setEnabled(False)


def _half(words: str, widget: QWidget) -> QWidget:
    half = QWidget()
    layout = QVBoxLayout(half)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(plain_label(words, part="faint"))
    layout.addWidget(widget, 1)
    return half
