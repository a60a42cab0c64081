"""The guidelines: what a label means, its test, its examples, and what is written about it."""

from html import escape

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.changes import Changes
from annotator.codebooks import examples_in
from annotator.formats.codebook import label_html
from annotator.formats.markdown import sections_about, to_html
from annotator.model.guidelines import Guidelines
from annotator.model.scheme import Label
from ui.ask import plain_label
from ui.panels.panel import Panel
from ui.panels.span_page import swatch_icon
from ui.safe_browser import SafeBrowser
from ui.workspace import Workspace

ALL = "All labels and guidelines"
SEARCH_AFTER = 250
"""Milliseconds without a key until the page is searched."""


class GuidelinesPanel(Panel):
    """One label, or everything, to read.

    Signals:
        edit_wanted: change the guidelines.
        codebook_wanted: write the codebook.
        link_wanted(address): a link to the web was pressed.
    """

    edit_wanted = Signal()
    codebook_wanted = Signal()
    link_wanted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle("Guidelines")
        self.label_id = ""
        self._searched = ""
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER)
        self._soon.timeout.connect(self._search)
        self.labels = QComboBox()
        self.labels.setIconSize(QSize(18, 14))
        self.labels.setAccessibleName("Label to look up")
        self.labels.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.labels.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.labels.activated.connect(lambda at: self.show_label(self.labels.itemData(at)))
        self.search = _SearchLine()
        self.search.setPlaceholderText("Find in the guidelines")
        self.search.setAccessibleName("Find in scheme and guidelines")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._soon.start())
        self.search.next_wanted.connect(self._search)
        self.page = SafeBrowser("Guidelines")
        self.page.setStyleSheet("border: none; border-radius: 0;")
        self.page.link_wanted.connect(self.link_wanted)
        self.told = plain_label("", part="faint")
        self.edit = QPushButton("Edit…")
        self.codebook = QPushButton("Export codebook…")
        self.edit.clicked.connect(self.edit_wanted)
        self.codebook.clicked.connect(self.codebook_wanted)
        self._build()
        self.clear()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(8)
        above = QVBoxLayout()
        above.setContentsMargins(8, 0, 8, 0)
        above.setSpacing(4)
        above.addWidget(self.labels)
        above.addWidget(self.search)
        below = QHBoxLayout()
        below.setContentsMargins(8, 0, 8, 0)
        below.setSpacing(8)
        for button in (self.edit, self.codebook):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            below.addWidget(button)
        below.addStretch()
        self.told.setContentsMargins(12, 0, 8, 0)
        layout.addLayout(above)
        layout.addWidget(self.page, 1)
        layout.addWidget(self.told)
        layout.addLayout(below)

    def show_label(self, label_id: str) -> None:
        """Open it at this label; "" for everything."""
        self.label_id = label_id
        self._searched = ""
        with QSignalBlocker(self.search):
            self.search.clear()
        self._soon.stop()
        if self.workspace.is_open:
            self.read()

    # Reading

    def read(self) -> None:
        """Write the page anew."""
        scheme, guidelines = self.workspace.scheme, self.workspace.project.guidelines()
        label = scheme.label(self.label_id)
        self._fill_labels()
        context = examples_in(self.workspace.project)
        if label is not None and not self._searched:
            html = label_html(label, context) + _about(label, guidelines)
        else:
            shown = sorted(scheme.labels, key=lambda one: one.retired)
            html = "".join(label_html(one, context) for one in shown)
            if guidelines is not None:
                html += f"<h2>Guidelines</h2>{to_html(guidelines.text, below=1)}"
        self.page.show_html(html)
        self.told.setText(_version(scheme.version, guidelines))
        self.edit.setEnabled(self.workspace.can_edit and self._is_lead())
        self.codebook.setEnabled(True)

    def _is_lead(self) -> bool:
        """A pack brings the guidelines; they are changed where it came from."""
        pack = self.workspace.project.pack_of() is not None
        self.edit.setToolTip("The lead changes the guidelines, in the project." if pack else "")
        return not pack

    def _fill_labels(self) -> None:
        with QSignalBlocker(self.labels):
            self.labels.clear()
            self.labels.addItem(ALL, "")
            for label in self.workspace.scheme.labels:
                style = self.styles[label.id]
                self.labels.addItem(swatch_icon(style, self.theme), label.name, label.id)
            self.labels.setCurrentIndex(max(0, self.labels.findData(self.label_id)))

    def take(self, changes: Changes) -> None:
        """Read again where the rules are others."""
        if changes.guidelines or changes.articles or changes.annotators:
            self.read()

    def clear(self) -> None:
        """Nothing to read."""
        self._soon.stop()
        self.label_id = ""
        self.labels.clear()
        self.page.show_html("")
        self.told.setText("")
        self.edit.setEnabled(False)
        self.codebook.setEnabled(False)

    def dress(self) -> None:
        """Colours of the page."""
        self.page.set_theme(self.theme)
        if self.workspace.is_open and self.isVisible():
            self._fill_labels()

    # Finding

    def _search(self) -> None:
        """Look through everything; the next place where the words were looked for before."""
        words = self.search.text().strip()
        if not self.workspace.is_open:
            return
        if bool(words) != bool(self._searched):
            self._searched = words
            self.read()
        elif words != self._searched:
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
        self._searched = words
        if not words:
            return
        if not self.page.find(words):
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            if not self.page.find(words, QTextDocument.FindFlag(0)):
                self.told.setText("Nothing there with these words.")
                return
        self.told.setText("Enter goes to the next place.")


class _SearchLine(QLineEdit):
    """Enter goes on to the next place."""

    next_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        else:
            super().keyPressEvent(event)


def _about(label: Label, guidelines: Guidelines | None) -> str:
    """The sections of the guidelines whose heading has the name of the label."""
    found = sections_about(guidelines.text, label.name) if guidelines else ()
    if not found:
        told = f"The guidelines have no heading with “{label.name}”."
        return f'<p class="faint">{escape(told)}</p>' if guidelines else ""
    return "<hr>" + "".join(to_html(section.text, below=2) for section in found)


def _version(scheme: int, guidelines: Guidelines | None) -> str:
    if guidelines is None:
        return f"Scheme, version {scheme}. No guidelines are written yet."
    return f"Scheme, version {scheme}; guidelines, version {guidelines.version}."
