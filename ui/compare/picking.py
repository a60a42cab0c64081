"""Who is compared with whom: the row at the top of the window."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from annotator.model.people import Annotator, Role
from ui.ask import plain_label
from ui.compare.hidden_names import WHY_OFF
from ui.dialogs.hand_out import told_apart

REPORT_TIP = "One page, to read or to print"
EVERYBODY = "everybody, by twos"


class Picking(QWidget):
    """Two people, or everybody; options; blind; what can be taken away.

    Signals: `picked` after somebody else was chosen, `blind_switched(on)`, `options_wanted`,
    `methods_wanted`, `report_wanted`.
    """

    picked = Signal()
    blind_switched = Signal(bool)
    options_wanted = Signal()
    methods_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people: tuple[Annotator, ...] = ()
        self.a, self.b = QComboBox(), QComboBox()
        self.a.setAccessibleName("Compare")
        self.b.setAccessibleName("with")
        for box in (self.a, self.b):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMinimumWidth(56)  # in a small window; else as wide as the names
            box.activated.connect(lambda _, box=box: self._choose(box))
        self._before = (0, 1)
        self.options = _button("Options…", "What to compare", self.options_wanted)
        self.blind = QCheckBox("Blind")
        self.blind.setToolTip("Names are hidden, and the two change sides from article to article")
        self.blind.toggled.connect(lambda _: self._hide_names())
        self.blind.toggled.connect(self.blind_switched)
        self.methods = _button("Copy methods", "Sentences for a paper", self.methods_wanted)
        self.report = _button("Save report…", REPORT_TIP, self.report_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.hidden = plain_label("")
        self.hidden.setWordWrap(False)
        self.hidden.hide()
        layout.addWidget(self.hidden)
        self._named: list[QWidget] = []
        for words, box in (("Compare", self.a), ("with", self.b)):
            label = plain_label(words)
            label.setWordWrap(False)
            label.setBuddy(box)
            self._named += [label, box]
            layout.addWidget(label)
            layout.addWidget(box)
        layout.addWidget(self.options)
        layout.addStretch(1)
        layout.addWidget(self.blind)
        layout.addSpacing(8)
        layout.addWidget(self.methods)
        layout.addWidget(self.report)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window names are cut, and no word of a button."""
        for button in (self.options, self.methods, self.report):
            button.setMinimumWidth(button.sizeHint().width())
        super().resizeEvent(event)

    def offer(self, people: Sequence[Annotator]) -> None:
        """Offers these people; who was chosen stays so while they are there."""
        known = {person.id: at for at, person in enumerate(people)}
        before = self.chosen
        everybody = self.is_everybody
        self.people = tuple(people)
        names = [_called(person, people) for person in people]
        for box in (self.a, self.b):
            box.clear()
            box.addItems(names)
        if len(people) > 2:
            self.b.addItem(EVERYBODY)
        places = [known[one.id] for one in before if one.id in known][:2]
        places += [at for at in range(len(people)) if at not in places]
        if len(people) > 1:
            self._show(places[0], len(people) if everybody and len(people) > 2 else places[1])
        else:
            self._hide_names()

    def _hide_names(self) -> None:
        """While names are hidden, or there are not two, nobody is chosen by name."""
        blind = self.blind.isChecked()
        several = f"{len(self.people)} annotators, names hidden"
        self.hidden.setText(several if self.is_everybody else "Two annotators, names hidden")
        can_choose = len(self.people) > 1
        self.hidden.setVisible(blind and can_choose)
        for part in self._named:
            part.setVisible(can_choose and not blind)
        self.report.setToolTip(WHY_OFF if blind else REPORT_TIP)

    @property
    def is_everybody(self) -> bool:
        """Whether all are compared, every two of them."""
        return len(self.people) > 2 and self.b.currentIndex() == len(self.people)

    @property
    def chosen(self) -> tuple[Annotator, ...]:
        """Who is to be compared: two, or all; none while there are not two."""
        if len(self.people) < 2:
            return ()
        if self.is_everybody:
            return self.people
        return self.people[self.a.currentIndex()], self.people[self.b.currentIndex()]

    def pick(self, a: Annotator, b: Annotator) -> None:
        """Chooses two people."""
        ids = [person.id for person in self.people]
        self._show(ids.index(a.id), ids.index(b.id))
        self.picked.emit()

    def _choose(self, box: QComboBox) -> None:
        a, b = self.a.currentIndex(), self.b.currentIndex()
        if a == b:  # nobody is compared with themselves: the two change places
            a, b = (a, self._before[0]) if box is self.a else (self._before[1], b)
            if a == b or max(a, b) >= len(self.people):
                other = next(at for at in range(len(self.people)) if at != box.currentIndex())
                a, b = (a, other) if box is self.a else (other, b)
        before = self._before
        self._show(a, b)
        if self._before != before:
            self.picked.emit()

    def _show(self, a: int, b: int) -> None:
        self.a.setCurrentIndex(a)
        self.b.setCurrentIndex(b)
        self._before = (a, b)
        self.a.setEnabled(not self.is_everybody)
        self._hide_names()


def _button(words: str, tip: str, signal: SignalInstance) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.setToolTip(tip)
    button.clicked.connect(lambda _: signal.emit())
    return button


def _called(person: Annotator, people: Sequence[Annotator]) -> str:
    """The name, with what somebody is who is no human annotator."""
    kind = {Role.MODEL: "model", Role.ADJUDICATED: "gold"}.get(person.role, "")
    name = told_apart(person, people)
    return f"{name} ({kind})" if kind and kind not in person.name.lower() else name
