"""What the list of disagreements says where it is empty: done, or why nothing is there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.ask import plain_label
from ui.compare.disagreements_reading import Count


class NothingListed(QWidget):
    """A heading, a sentence, and a way on. Signals: `everything_wanted`."""

    everything_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = plain_label("", part="title")
        self.sentence = plain_label("", part="faint")
        self.button = QPushButton("Show what is decided")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.everything_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 8, 24, 8)
        layout.setSpacing(4)
        layout.addStretch(1)
        for label in (self.heading, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addSpacing(4)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(1)

    def say(self, count: Count, compared: bool, *, reading: bool, groups: int = 0) -> None:
        """What the numbers mean; `groups` are still to be decided on their own page."""
        if reading:
            heading, sentence = "Reading …", ""
        elif not compared:
            heading = "No article can be compared"
            sentence = "Both have to be done with an article, or unfinished ones be taken in."
        elif not count.every:
            heading = "They agree everywhere"
            sentence = "There is nothing to decide."
        elif not count.left:
            heading = "Done"
            number = f"{count.every:,} disagreements are" if count.every > 1 else "disagreement is"
            sentence = f"All {number} decided." if count.every > 1 else f"The one {number} decided."
        else:
            heading = "Nothing of this kind"
            sentence = f"{count.left:,} others are still to be decided."
        if groups and compared and not (reading or count.left):
            are = "groups are" if groups > 1 else "group is"
            sentence += f" On the page Groups {groups:,} {are} still to be decided."
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.button.setText("Show what is decided" if not count.left else "Show all")
        self.button.setVisible(count.every > 0 and not reading)
