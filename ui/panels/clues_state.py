"""What stands where the clues would stand while there are none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui.ask import plain_label

_FULL = 1000


class CluesState(QWidget):
    """Says why no clues are listed, how far a search is, and offers what to do.

    Signals: `pressed`: the button was.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = plain_label("", part="heading")
        self.sentence = plain_label("", part="faint")
        self.bar = QProgressBar(maximum=_FULL, textVisible=False)
        self.bar.setFixedHeight(8)
        self.bar.setMaximumWidth(320)
        self.bar.setAccessibleName("Progress")
        self.button = QPushButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 8)
        layout.setSpacing(8)
        layout.addWidget(self.heading)
        layout.addWidget(self.sentence)
        layout.addWidget(self.bar)
        layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()

    def say(self, heading: str, sentence: str, *, button: str = "", busy: bool = False) -> None:
        """Show these words and a button; `busy`: something is being done, nobody knows how long."""
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.bar.setRange(0, 0)
        self.bar.setVisible(busy)

    def progress(self, done: int, total: int, what: str) -> None:
        """Show how far it is."""
        if total:
            self.bar.setRange(0, _FULL)
            self.bar.setValue(min(_FULL, done * _FULL // total))
        self.sentence.setText(f"{min(done + 1, total):,} of {total:,}: {what}" if total else what)
