"""What labels of files are to be called in the project, asked before anything is imported."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ui.ask import plain_label
from ui.dialogs.dialog import form, heading, may_shrink

_ADD, _LEAVE_OUT = "a new label", "left out with their spans"


class LabelMapping(QWidget):
    """Asks for each label that the scheme lacks what becomes of it; hidden where there is none.

    `theirs` are labels of the files, `ours` those of the scheme.
    """

    def __init__(self, theirs: Sequence[str], ours: Sequence[str]) -> None:
        super().__init__()
        self._ours = tuple(ours)
        self._new = tuple(name for name in dict.fromkeys(theirs) if name not in ours)
        self._boxes: dict[str, QComboBox] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(heading("Labels that the scheme lacks become"))
        layout.addLayout(self._made_rows())
        self.setVisible(bool(self._new))

    def _made_rows(self) -> QFormLayout:
        layout = form()
        layout.setContentsMargins(0, 0, 0, 0)
        for name in self._new:
            box = QComboBox()
            box.addItems([_ADD, *self._ours, _LEAVE_OUT])
            may_shrink(box)
            like = next((one for one in self._ours if one.casefold() == name.casefold()), "")
            if like:
                box.setCurrentText(like)
            box.setAccessibleName(f"What {name} becomes")
            label: QLabel = plain_label(name)
            label.setBuddy(box)
            self._boxes[name] = box
            layout.addRow(label, box)
        return layout

    @property
    def has_new(self) -> bool:
        """Whether there is anything to ask."""
        return bool(self._new)

    @property
    def wanted(self) -> Mapping[str, str]:
        """What labels are called here; "" to leave them out. Those that are added are not in it."""
        last = len(self._ours) + 1
        found: dict[str, str] = {}
        for name, box in self._boxes.items():
            if box.currentIndex():
                found[name] = "" if box.currentIndex() == last else box.currentText()
        return found
