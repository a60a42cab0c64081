"""What the suggestions panel says while it lists nothing."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.actions import plain_words
from ui.ask import doubled, plain_label


class NothingYet(Enum):
    """Why nothing is listed: a heading and a sentence."""

    NO_ARTICLE = ("No article is open", "Open one to see what is suggested in it.")
    NOT_LOOKED = (
        "No suggestions yet",
        "Look for quotations, names, claims and repeats. Nothing is marked until you accept it.",
    )
    LOOKING = ("Looking for suggestions …", "You can go on reading and labelling meanwhile.")
    SWITCHED_OFF = ("No suggestions here", "The lead has switched suggestions off for you.")
    ALL_ANSWERED = ("All are answered", "Look again after you have labelled more.")
    FILTERED = ("No suggestion fits", "The filter or the search leaves all of them out.")


class Nothing(QWidget):
    """A heading, a sentence, and the buttons that help.

    Signals: `everything_wanted`: list all suggestions, also the answered ones.
    """

    everything_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = plain_label("", part="heading")
        self.sentence = plain_label("", part="faint")
        self.missing = plain_label("", part="faint")
        self.everything = QPushButton("List the answered ones too")
        self.everything.clicked.connect(self.everything_wanted)
        self.look: list[QPushButton] = []
        self.models: QPushButton | None = None
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addStretch()
        self._row.addWidget(self.everything)
        self._row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 8, 24, 8)
        layout.setSpacing(6)
        layout.addStretch()
        for label in (self.heading, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addLayout(self._row)
        self.missing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.missing)
        layout.addStretch()

    def set_actions(self, look: Sequence[QAction], models: QAction) -> None:
        """Buttons for looking, and for what is known about models."""
        self.look = [_button(action) for action in look]
        self.models = _button(models)
        for place, button in enumerate((*self.look, self.models), start=1):
            self._row.insertWidget(place, button)

    def say(self, why: NothingYet, missing: str) -> None:
        """Say why nothing is listed; `missing`: what is not suggested for want of a model."""
        heading, sentence = why.value
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        looks = why in (NothingYet.NOT_LOOKED, NothingYet.ALL_ANSWERED)
        for button in self.look:
            button.setVisible(looks)
        self.everything.setVisible(why in (NothingYet.ALL_ANSWERED, NothingYet.FILTERED))
        self.missing.setText(missing)
        self.missing.setVisible(bool(missing) and looks)
        if self.models is not None:
            self.models.setVisible(bool(missing) and looks)


def _button(action: QAction) -> QPushButton:
    button = QPushButton(doubled(plain_words(action.text()).rstrip("…")))
    button.setEnabled(action.isEnabled())
    button.clicked.connect(lambda: action.trigger())
    action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
    return button
