"""What stands above and below the list of clues: how it is sifted, how many there are, buttons."""

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from annotator.model.clue import Clue
from ui.ask import plain_label
from ui.panels.clues_model import ANSWERED, Aside, CluesModel, Order

SEARCH_AFTER = 200
"""Milliseconds without a key until the list is searched."""
NO_VERDICT = "Worth a look, and no verdict."
PUTS = {Aside.LATER: ("Later", "Not later"), Aside.NOT_WORTH: ("Not worth it", "Worth it")}
"""The words of the buttons that put a clue aside, and of those that bring it back."""
ORDERS = ((Order.KIND, "By kind"), (Order.ARTICLE, "By article"))


class CluesBar(QWidget):
    """Signals: `order_changed(Order)`; `sift_wanted`: other words, or other clues asked for."""

    order_changed = Signal(object)
    sift_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Filter")
        self.search.setAccessibleName("Filter clues by words of kind, reason or article")
        self.search.setClearButtonEnabled(True)
        self.order = QComboBox()
        self.order.addItems([words for _, words in ORDERS])
        self.order.setAccessibleName("Order of the clues")
        self.order.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.with_aside, self.with_more = _switch(), _switch()
        self.with_more.setToolTip("Clues that are less often worth it")
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for widget in (self.order, self.with_aside, self.with_more):
            buttons.addWidget(widget)
        buttons.addStretch()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(8, 0, 8, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self.search, 1)
        self._row.addLayout(buttons)
        self.search.textChanged.connect(lambda _: self._soon.start())
        self._soon.timeout.connect(self.sift_wanted)
        self.with_aside.toggled.connect(lambda _: self.sift_wanted.emit())
        self.with_more.toggled.connect(lambda _: self.sift_wanted.emit())
        self.order.currentIndexChanged.connect(lambda at: self.order_changed.emit(ORDERS[at][0]))

    def set_wide(self, wide: bool) -> None:
        """Everything in one line, or in two."""
        self._row.setDirection(_direction(wide))

    def stop(self) -> None:
        """Search no more for what was written."""
        self._soon.stop()

    def count(self, clues: Sequence[Clue], model: CluesModel) -> None:
        """Say how many are left out that can be asked for."""
        put = Counter(model.aside_of(clue) for clue in clues)
        answered = sum(put[one] for one in ANSWERED)
        only_signs = answered == put[Aside.NOT_WORTH]
        self.with_aside.setText(f"Show {answered:,} {'not worth it' if only_signs else 'answered'}")
        self.with_aside.setVisible(bool(answered))
        more = sum(not clue.shown and model.aside_of(clue) is None for clue in clues)
        self.with_more.setText(f"Show {more:,} less certain")
        self.with_more.setVisible(bool(more))


class CluesFoot(QWidget):
    """Signals: `put_wanted(Aside)`, `group_wanted`."""

    put_wanted = Signal(object)
    group_wanted = Signal()

    def __init__(self, puts: Mapping[Aside, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = plain_label("", part="faint")
        self.group = tab_button("Make a group")
        self.puts = {aside: tab_button(words) for aside, words in puts.items()}
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        for button in (self.group, *self.puts.values()):
            buttons.addWidget(button)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(8, 0, 8, 8)
        self._row.setSpacing(4)
        self._row.addWidget(self.count, 1)
        self._row.addLayout(buttons)
        self.group.clicked.connect(lambda: self.group_wanted.emit())
        for aside, button in self.puts.items():
            button.clicked.connect(lambda _=False, aside=aside: self.put_wanted.emit(aside))

    def set_wide(self, wide: bool) -> None:
        """Everything in one line, or in two."""
        self._row.setDirection(_direction(wide))

    def show_count(self, number: int, shown: int) -> None:
        """So many clues, and so many of them on the list."""
        words = f"{number:,} clue{'' if number == 1 else 's'}."
        self.count.setText(f"{shown:,} of {words}" if shown < number else f"{words} {NO_VERDICT}")


def tab_button(words: str) -> QPushButton:
    """A button that Tab reaches and a click leaves the focus where it is."""
    button = QPushButton(words)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _switch() -> QToolButton:
    switch = QToolButton()
    switch.setCheckable(True)
    switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return switch


def _direction(wide: bool) -> QBoxLayout.Direction:
    direction = QBoxLayout.Direction
    return direction.LeftToRight if wide else direction.TopToBottom
