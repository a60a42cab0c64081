"""The line about what both say alike: whether gold has it, and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QWidget

from ui.ask import plain_label
from ui.compare.adjudicating import agreed_words
from ui.compare.disagreements_reading import Count


class AgreedLine(QWidget):
    """Says what becomes of these places and groups.

    Signals: `accept_wanted`, `take_back_wanted`, `show_wanted`; `beforehand_wanted(bool)`.
    """

    accept_wanted = Signal()
    take_back_wanted = Signal()
    show_wanted = Signal()
    beforehand_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = plain_label("", part="faint")
        self.accept = self._button("Take them over now", self.accept_wanted)
        self.back = self._button("Take them back", self.take_back_wanted)
        self.look = self._button("Show them", self.show_wanted)
        self.beforehand = QCheckBox("Take over beforehand")
        self.beforehand.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.beforehand.toggled.connect(self.beforehand_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        for button in (self.accept, self.back, self.look):
            row.addWidget(button)
        row.addWidget(self.beforehand)
        self.hide()  # until the places are counted

    def _button(self, words: str, wanted: object) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False: wanted.emit())  # type: ignore[attr-defined]
        return button

    def tell(
        self,
        places: Count,
        groups: Count,
        *,
        beforehand: bool,
        may: bool,
        complete: bool = True,
    ) -> None:
        """How many there are, and how many of them gold has.

        Until all articles are read (`complete`) nobody knows what is left to take over.
        """
        count = places + groups
        self.words.setText(
            agreed_words(places.agreed, groups.agreed, count.taken, beforehand=beforehand)
        )
        self.beforehand.setChecked(beforehand)
        self.beforehand.setEnabled(may)
        self.accept.setVisible(may and complete and count.taken < count.agreed)
        self.back.setVisible(may and count.taken > 0)
        self.setVisible(count.agreed > 0)
