"""The line of chips beside a span: its core attributes, each value on a letter key."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from annotator.model.scheme import Attribute, AttributeKind
from ui.article.beside import beside
from ui.article.caption import Caption
from ui.article.chip import Chip
from ui.article.chip_field import CLOSING, Field, with_date
from ui.article.chip_keys import chip_keys
from ui.article.chip_room import arrange
from ui.article.latin_letter import latin_letter

SAME = " "
"""The space bar: the same values as the last span of this label."""
UNFOLD = "."
"""Shows all values in words where there is little room, and folds them again."""
CHOICES = (AttributeKind.CHOICE, AttributeKind.SEVERAL)


class ChipLine(QFrame):
    """Asks for the core attributes of one span while the text keeps the focus.

    `value_chosen(span id, attribute, values)` carries all values of the attribute as a tuple,
    `target_chosen(span id, relation kind, target id)` the offered target that was taken,
    `same_wanted(span id)` asks for the values of the last span; `typing_ended` says that the
    text may have the focus back, `place_wanted` that the line needs other room.
    """

    value_chosen = Signal(str, str, object)
    target_chosen = Signal(str, str, str)
    same_wanted = Signal(str)
    typing_ended = Signal()
    place_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Attributes of the span")
        self._colour = QColor(Qt.GlobalColor.gray)
        self._rows: list[list[QWidget]] = []
        self._chips: dict[str, Chip] = {}
        self._acts: dict[str, Callable[[], None]] = {}
        self._values_of: dict[tuple[str, str], Chip] = {}
        self._field: Field | None = None
        self._made_for: object = None
        self._due = False
        # The span is painted first, its chips in the next frame; an earlier key makes them.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ready)
        self._fold = Chip("…", UNFOLD, checkable=False, parent=self)
        self._fold.setToolTip("All values in words, or what fits on two lines")
        self._fold.setAccessibleName(f"all values in words or shortened, key {UNFOLD}")
        self._fold.clicked.connect(self._turn_over)
        self._fold.hide()
        self._reset()
        self.hide()

    def _reset(self) -> None:
        self._span_id = ""
        self._attributes: tuple[Attribute, ...] = ()
        self._values: dict[str, tuple[str, ...]] = {}
        self._kind = ""
        self._targets: tuple[tuple[str, str], ...] = ()
        self._same = False
        self._choosing_target = False
        self._unfolded = False
        self._fold.words = "…"

    @property
    def is_open(self) -> bool:
        """Whether a span is being asked about, in view or scrolled out of it."""
        return bool(self._span_id)

    @property
    def span_id(self) -> str:
        """The span asked about, "" where closed."""
        return self._span_id

    def chips(self) -> tuple[Chip, ...]:
        """The chips on show, in order."""
        self._ready()
        return tuple(w for row in self._rows for w in row if isinstance(w, Chip))

    def ask(
        self,
        span_id: str,
        attributes: Sequence[Attribute],
        values: Mapping[str, tuple[str, ...]],
        *,
        colour: QColor,
        same: bool = False,
    ) -> None:
        """Show the attributes of a span with the values it has; `same` offers the last span's."""
        self._reset()
        self._span_id, self._attributes = span_id, tuple(attributes)
        self._values, self._colour, self._same = dict(values), colour, same
        self._build()

    def offer_targets(self, kind: str, targets: Sequence[tuple[str, str]]) -> None:
        """Offer a link of `kind` from the span: a chip that leads to the targets (id, words)."""
        self._kind, self._targets = kind, tuple(targets)
        self._choosing_target = False
        if self.is_open:
            self._build()

    def set_values(self, values: Mapping[str, tuple[str, ...]]) -> None:
        """Show other values, after they were changed elsewhere."""
        self._values = dict(values)
        if not self._due:
            self._show_values()

    def close_line(self) -> None:
        """Ask no more."""
        if self.is_open:
            self._reset()
            self._due = False
            self._soon.stop()
            self._close_field()
            self.hide()
            self.closed.emit()

    def words(self) -> str:
        """What the line says, for a screen reader."""
        parts = [
            f"{a.name}: {', '.join(self._values.get(a.name, ())) or 'empty'}"
            for a in self._attributes
        ]
        return "; ".join([*parts, f"{self._kind} …"] if self._kind else parts)

    # Keys

    def takes(self, event: QKeyEvent) -> bool:
        """Whether this key press is one for the chips, which are in view."""
        self._ready()
        if not self.isVisible() or event.modifiers() & ~_TYPING:
            return False
        return event.key() in CLOSING or self._letter(event) in self._acts

    def key(self, event: QKeyEvent) -> bool:
        """Do what the key asks; False where it is none of the chips'."""
        if not self.takes(event):
            return False
        if event.key() in CLOSING:
            self.back()
        else:
            self._acts[self._letter(event)]()
        return True

    def _letter(self, event: QKeyEvent) -> str:
        """What was typed, or what the key would type on a keyboard with Latin letters."""
        typed = event.text()
        return typed if typed in self._acts else latin_letter(event)

    def back(self) -> None:
        """One step back: from the targets to the attributes, from there to nothing."""
        if self._choosing_target and self._attributes:
            self._choosing_target = False
            self._build()
        else:
            self.close_line()

    # What is on the line

    def _build(self) -> None:
        """Something else is to be asked; the chips are made when somebody looks or types."""
        self._due = True
        self._soon.start()

    def _ready(self) -> None:
        """Make the chips that are due; those that were made for the same questions serve again."""
        if not self._due:
            return
        self._due = False
        self._soon.stop()
        self._close_field()
        wanted = self._wanted()
        if wanted != self._made_for:
            self._clear()
            if self._choosing_target:
                self._build_targets()
            else:
                self._build_attributes()
            for row in self._rows:
                for widget in row:
                    widget.show()
            self._made_for = wanted
        self._show_values()

    def _wanted(self) -> object:
        """What decides which chips there are."""
        targets = self._targets if self._choosing_target else ()
        font = self.font().key()
        return self._attributes, self._kind, targets, self._same, self._choosing_target, font

    def _clear(self) -> None:
        for row in self._rows:
            for widget in row:
                widget.hide()
                widget.deleteLater()
        self._rows, self._acts, self._values_of, self._field = [], {}, {}, None
        self._made_for = None

    def _build_targets(self) -> None:
        keys = chip_keys([words for _, words in self._targets])
        row: list[QWidget] = [self._caption(self._kind)]
        for (target_id, words), key in zip(self._targets, keys, strict=True):
            row.append(self._chip(words, key, partial(self._take_target, target_id), False))
        self._rows = [row]

    def _build_attributes(self) -> None:
        asked = [(a, v) for a in self._attributes for v in self._offers(a)]
        last = [f"{self._kind} …"] if self._kind else []
        keys = iter(chip_keys([v or a.name for a, v in asked] + last, taken=SAME))
        for attribute in self._attributes:
            self._rows.append(self._attribute_row(attribute, keys))
        row: list[QWidget] = []
        if self._kind:
            row.append(self._chip(f"{self._kind} …", next(keys), self._open_targets, False))
        if self._same:
            row.append(self._chip("same as last span", SAME, self._want_same, False))
        if row:
            self._rows.append(row)

    def _want_same(self) -> None:
        self.same_wanted.emit(self._span_id)

    @staticmethod
    def _offers(attribute: Attribute) -> tuple[str, ...]:
        """The values on chips; "" is the chip that opens the field."""
        if attribute.kind not in CHOICES or not attribute.values:
            return ("",)
        return (*attribute.values, "") if attribute.open else attribute.values

    def _attribute_row(self, attribute: Attribute, keys: Iterator[str]) -> list[QWidget]:
        caption = self._caption(attribute.name)
        row: list[QWidget] = [caption]
        listed: list[tuple[str, str]] = []
        for value in self._offers(attribute):
            if value:
                chip = self._chip(value, next(keys), partial(self._set, attribute, value), True)
                meaning = attribute.meaning(value)
                tip = f"{value}: {meaning}" if meaning else f"{attribute.name}: {value}"
                chip.setToolTip(f"<span>{escape(tip)}</span>")
                listed.append((chip.key, value))
            else:
                open_field = partial(self._open_field, attribute)
                chip = self._chip("other …", next(keys), open_field, True)
            self._values_of[attribute.name, value] = chip
            row.append(chip)
        caption.setToolTip(
            f"<b>{escape(attribute.name)}</b>"
            + "".join(f"<br><b>{escape(key)}</b> {escape(value)}" for key, value in listed)
        )
        return row

    def _caption(self, words: str) -> Caption:
        return Caption(words, self)

    def _chip(self, words: str, key: str, act: Callable[[], None], checkable: bool) -> Chip:
        chip = Chip(words, key, checkable=checkable, parent=self)
        chip.setToolTip(f"<span>{escape(words)}</span>")
        chip.clicked.connect(act)
        if key:
            self._acts[key] = act
        return chip

    def _show_values(self) -> None:
        for (name, value), chip in self._values_of.items():
            held = self._values.get(name, ())
            if value:
                chip.setChecked(value in held)
                continue
            attribute = next(a for a in self._attributes if a.name == name)
            other = [v for v in held if v not in attribute.values]
            chip.setChecked(bool(other))
            chip.words = ", ".join(other) or ("other …" if attribute.values else "write …")
        self.place_wanted.emit()

    # What the chips do

    def _set(self, attribute: Attribute, value: str) -> None:
        held = self._values.get(attribute.name, ())
        if attribute.kind is not AttributeKind.SEVERAL:
            new: tuple[str, ...] = (value,)
        elif value in held:
            new = tuple(v for v in held if v != value)
        else:
            new = (*held, value)
        self._give(attribute, new)

    def _give(self, attribute: Attribute, values: tuple[str, ...]) -> None:
        self._values[attribute.name] = values
        self._show_values()
        self.value_chosen.emit(self._span_id, attribute.name, values)

    def _open_targets(self) -> None:
        self._choosing_target = True
        self._build()

    def _take_target(self, target_id: str) -> None:
        span_id, kind = self._span_id, self._kind
        self._kind, self._targets, self._choosing_target = "", (), False
        self._build()
        self.target_chosen.emit(span_id, kind, target_id)

    # Typing

    def _open_field(self, attribute: Attribute) -> None:
        self._close_field()
        field = Field(self)
        place = attribute.kind is AttributeKind.PLACE
        field.setPlaceholderText("address and date" if place else attribute.name)
        field.setAccessibleName(attribute.name)
        field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 36)
        held = self._values.get(attribute.name, ())
        field.setText(", ".join(v for v in held if v not in attribute.values))
        field.returnPressed.connect(partial(self._take_typed, attribute))
        field.left.connect(self._leave_field)
        self._field = field
        self._rows.append([field])
        field.show()
        self.place_wanted.emit()
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def _take_typed(self, attribute: Attribute) -> None:
        words = self._field.text().strip() if self._field is not None else ""
        if attribute.kind is AttributeKind.PLACE:
            words = with_date(words, datetime.date.today())
        kept: tuple[str, ...] = ()
        if attribute.kind is AttributeKind.SEVERAL:
            kept = tuple(v for v in self._values.get(attribute.name, ()) if v in attribute.values)
        self._leave_field()
        self._give(attribute, (*kept, words) if words else kept)

    def _leave_field(self) -> None:
        self._close_field()
        self.typing_ended.emit()

    def _close_field(self) -> None:
        if self._field is not None:
            field, self._field = self._field, None
            self._rows = [row for row in self._rows if field not in row]
            field.hide()
            field.deleteLater()
            self.place_wanted.emit()

    # Where it stands

    def _arrange(self, width: int) -> QSize:
        size, folds = arrange(self._rows, self._fold, width, unfolded=self._unfolded)
        self._fold.setVisible(folds)
        if folds:
            self._acts[UNFOLD] = self._turn_over
        else:
            self._acts.pop(UNFOLD, None)
        self.resize(size)
        return size

    def _turn_over(self) -> None:
        self._unfolded = not self._unfolded
        self._fold.words = "shorter" if self._unfolded else "…"
        self.place_wanted.emit()

    def place(self, words: Sequence[QRect], room: QRect) -> None:
        """Stand below the span's words, else above, else where it covers fewest of them.

        Hidden while the words are scrolled out of `room`.
        """
        self._ready()
        place = beside(words, room, self._arrange) if self.is_open else None
        self.setVisible(place is not None)
        if place is not None:
            self.move(place)
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quiet card with an edge in the label's colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        outline = QColor(palette.text().color())
        outline.setAlpha(90)
        painter.setPen(QPen(outline, 1))
        painter.setBrush(palette.window())
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawRoundedRect(QRect(3, 6, 3, self.height() - 12), 1.5, 1.5)


_TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
