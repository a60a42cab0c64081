"""One field for each kind of attribute: choice, several, text, address and date.

A field shows the values it is given and says what the user answered; it keeps no values itself.
"""

from functools import partial
from html import escape

from PySide6.QtCore import QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.model.place import Place, is_day, read_place
from annotator.model.scheme import Attribute, AttributeKind
from ui.article.chip import Chip
from ui.ask import plain_label
from ui.panels.flow_layout import FlowLayout

SEVERAL = "(several values)"
"""Shown where the chosen spans differ."""
Values = tuple[str, ...]


class AttributeField(QWidget):
    """A heading and below it the way to answer.

    Signals: `answered(attribute name, tuple of values)`; no values take the attribute away.
    """

    answered = Signal(str, object)

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attribute = attribute
        self.heading = plain_label(attribute.name, part="faint")
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(4)
        self.lines.addWidget(self.heading)
        if attribute.help:
            self.setToolTip(f"<span>{escape(attribute.help).replace(chr(10), '<br>')}</span>")

    def show_values(self, values: Values | None) -> None:
        """Show these values; None: the chosen spans have different ones."""
        empty = values is not None and not any(values)
        lacking = self.attribute.required and empty
        words = self.attribute.name
        if self.attribute.required:
            words += " – required"
        if values is None:
            words += f" {SEVERAL}"
        self.heading.setText(words)
        part = "bad" if lacking else "faint"
        if self.heading.property("part") != part:
            self.heading.setProperty("part", part)
            self.heading.style().unpolish(self.heading)
            self.heading.style().polish(self.heading)

    def answer(self, *values: str) -> None:
        """Say what the user answered."""
        self.answered.emit(self.attribute.name, tuple(value for value in values if value))


def field_for(attribute: Attribute, parent: QWidget | None = None) -> AttributeField:
    """The field that suits an attribute."""
    if attribute.kind is AttributeKind.PLACE:
        return PlaceField(attribute, parent)
    if attribute.kind is AttributeKind.TEXT or not attribute.values:
        many = attribute.kind is AttributeKind.SEVERAL
        return ChipsField(attribute, parent) if many else TextField(attribute, parent)
    if attribute.core or attribute.kind is AttributeKind.SEVERAL:
        return ChipsField(attribute, parent)
    return ListField(attribute, parent)


class ValueChip(Chip):
    """A chip that Tab and the arrow keys reach; a click does not move the focus."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, "", checkable=True, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chip, and a frame while it has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ink = self.palette().base() if self.isChecked() else self.palette().highlight()
            painter.setPen(QPen(QColor(ink.color()), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), 4, 4)
            painter.end()


class ChipsField(AttributeField):
    """All values in view, one click each; own values go into the line below."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(attribute, parent)
        self._held: Values = ()
        self.chips: dict[str, ValueChip] = {}
        self._flow = FlowLayout()
        self.lines.addLayout(self._flow)
        for value in attribute.values:
            self._add_chip(value)
        self.own: QLineEdit | None = None
        if attribute.open:
            self.own = QLineEdit()
            self.own.setPlaceholderText("Another value")
            self.own.setAccessibleName(f"{attribute.name}: another value")
            self.own.returnPressed.connect(self._take_own)
            self.lines.addWidget(self.own)

    def show_values(self, values: Values | None) -> None:
        """Check the chips of these values; values of one's own get chips too."""
        super().show_values(values)
        self._held = values or ()
        for value in list(self.chips):
            if value not in self.attribute.values and value not in self._held:
                chip = self.chips.pop(value)
                self._flow.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
        for value in self._held:
            if value not in self.chips:
                self._add_chip(value)
        for value, chip in self.chips.items():
            chip.setChecked(value in self._held)

    def _add_chip(self, value: str) -> None:
        chip = ValueChip(value, self)
        chip.setAccessibleName(f"{self.attribute.name}: {value}")
        if meaning := self.attribute.meaning(value):
            chip.setToolTip(f"<span>{escape(value)}: {escape(meaning)}</span>")
        chip.clicked.connect(partial(self._clicked, value))
        self.chips[value] = chip
        self._flow.addWidget(chip)
        chip.show()

    def _clicked(self, value: str) -> None:
        held = value in self._held
        if self.attribute.kind is AttributeKind.SEVERAL:
            rest = tuple(v for v in self._held if v != value)
            self.answer(*(rest if held else (*self._held, value)))
        elif not held:
            self.answer(value)
        elif not self.attribute.required:
            self.answer()

    def _take_own(self) -> None:
        assert self.own is not None
        words = self.own.text().strip()
        self.own.clear()
        if not words or words in self._held:
            return
        if self.attribute.kind is AttributeKind.SEVERAL:
            self.answer(*self._held, words)
        else:
            self.answer(words)


class ListField(AttributeField):
    """A list that opens; where the attribute is open, one may write another value."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(attribute, parent)
        self.box = CalmBox()
        self.box.setAccessibleName(attribute.name)
        self.box.addItems(["", *attribute.values])
        self.box.setMinimumContentsLength(8)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setEditable(attribute.open)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._shown: str | None = ""
        self.box.activated.connect(lambda _: self._take(chosen=True))
        if (line := self.box.lineEdit()) is not None:
            line.editingFinished.connect(self._take)
        self.lines.addWidget(self.box)

    def show_values(self, values: Values | None) -> None:
        """Show the value."""
        super().show_values(values)
        self._shown = None if values is None else "".join(values[:1])
        with QSignalBlocker(self.box):
            line = self.box.lineEdit()
            place = -1 if values is None else self.box.findText(self._shown or "")
            self.box.setCurrentIndex(place)
            self.box.setPlaceholderText(SEVERAL if values is None else "")
            if line is not None:
                line.setText(self._shown or "")
                line.setPlaceholderText(SEVERAL if values is None else "Any value")
            elif place < 0 and self._shown:
                self.box.addItem(self._shown)
                self.box.setCurrentIndex(self.box.count() - 1)

    def _take(self, *, chosen: bool = False) -> None:
        """Answer what stands in the box; nothing counts only if it was chosen."""
        words = self.box.currentText().strip()
        if words != (self._shown or "") or (chosen and self._shown is None):
            self.answer(words)


class CalmBox(QComboBox):
    """A list that does not change its value because the wheel was turned over it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the panel instead."""
        event.ignore()


class TextField(AttributeField):
    """A line to write in; saved when it is left or on Enter."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(attribute, parent)
        self.line = QLineEdit()
        self.line.setAccessibleName(attribute.name)
        self.line.editingFinished.connect(self._take)
        self._shown = ""
        self.lines.addWidget(self.line)

    def show_values(self, values: Values | None) -> None:
        """Show the text."""
        super().show_values(values)
        self._shown = "".join((values or ())[:1])
        self.line.setPlaceholderText(SEVERAL if values is None else "")
        if self.line.text() != self._shown:
            self.line.setText(self._shown)

    def _take(self) -> None:
        if self.line.text().strip() != self._shown:
            self.answer(self.line.text().strip())


class PlaceField(AttributeField):
    """An address, and the day it was looked up."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(attribute, parent)
        self.address, self.day = QLineEdit(), QLineEdit()
        self.day.setMaxLength(10)
        self.day.setFixedWidth(self.day.fontMetrics().horizontalAdvance("0000-00-00") + 24)
        self.address.setAccessibleName(f"{attribute.name}: address")
        self.day.setAccessibleName(f"{attribute.name}: day, written year-month-day")
        self.day.setPlaceholderText("2026-11-21")
        self.fault = plain_label("Write the day as year-month-day, such as 2026-11-21.", part="bad")
        self.fault.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.address, 1)
        row.addWidget(self.day)
        self.lines.addLayout(row)
        self.lines.addWidget(self.fault)
        self._shown = Place()
        for line in (self.address, self.day):
            line.editingFinished.connect(self._take)

    def show_values(self, values: Values | None) -> None:
        """Show address and day."""
        super().show_values(values)
        self._shown = read_place("".join((values or ())[:1]))
        self.address.setPlaceholderText(SEVERAL if values is None else "Address or place")
        for line, words in ((self.address, self._shown.address), (self.day, self._shown.date)):
            if line.text() != words:
                line.setText(words)
        self.fault.hide()

    def _take(self) -> None:
        place = Place(self.address.text().strip(), self.day.text().strip())
        self.fault.setVisible(bool(place.date) and not is_day(place.date))
        if self.fault.isHidden() and place != self._shown:
            self.answer(str(place))
