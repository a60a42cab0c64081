"""The bar that tells what lies around the project's file and may harm it, and what to do."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from ui.ask import plain_label


class SurroundingsBar(QFrame):
    """Lines above the articles; hidden while there is nothing to tell.

    Signals: `take_back_wanted`, `copy_wanted` and `understood` when a button was pressed.
    """

    take_back_wanted = Signal()
    copy_wanted = Signal()
    understood = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "banner")
        self.words = plain_label("")
        self.words.setWordWrap(True)
        self.take_back = QPushButton("Take back…")
        self.take_back.clicked.connect(lambda: self.take_back_wanted.emit())
        self.save_copy = QPushButton("Save a copy…")
        self.save_copy.clicked.connect(lambda: self.copy_wanted.emit())
        self.understand = QPushButton("Understood")
        self.understand.clicked.connect(lambda: self.understood.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.words, 1)
        for button in (self.take_back, self.save_copy, self.understand):
            layout.addWidget(button)
        self.hide()

    def tell(self, sentences: Sequence[str], *, copies: bool = False, gone: bool = False) -> None:
        """Shows sentences, one a line; none: hides. `copies` can be taken back, `gone`: the file
        is not there any more, so that a copy of what is open can be saved."""
        self.words.setText("\n".join(sentences))
        self.take_back.setVisible(copies)
        self.save_copy.setVisible(gone)
        self.understand.setVisible(not gone)
        self.setVisible(bool(sentences))
