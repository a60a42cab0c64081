"""The labels page of the scheme editor: the list on the left, one label on the right."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.edits.scheme_draft import SchemeDraft
from annotator.model.scheme import Edges, Example, Label, Underline
from ui.ask import Ask, plain_label
from ui.colour import contrast, parse
from ui.dialogs.dialog import field_row, form, heading, joined_row, text_field
from ui.dialogs.scheme_attributes import AttributesEditor
from ui.dialogs.scheme_examples import ExamplesEditor
from ui.dialogs.upright import Upright
from ui.label_colours import READABLE, too_close

_UNDERLINES = tuple(Underline)
_EDGES = (
    (Edges.WORDS, "whole words, without punctuation"),
    (Edges.MARKS, "whole words, with quotation marks"),
)
WIDEST_LIST = 340
"""Pixels of 900 that the list of labels gets at first; longer names can be scrolled to."""
_TEXTS = (
    ("definition", "&Definition", 3),
    ("span", "&Span rule", 3),
    ("test", "&Test", 2),
)


class LabelsPage(QWidget):
    """Edits the labels of a draft. `changed` after every change."""

    changed = Signal()

    def __init__(
        self, draft: SchemeDraft, ask: Ask, passage: Example | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._ask = ask
        self._showing = False
        self.list = QListWidget()
        self.list.setAccessibleName("Labels")
        self.list.setIconSize(QSize(16, 16))
        self.list.currentRowChanged.connect(lambda _: self._show())
        self.attributes = AttributesEditor(draft)
        self.examples = ExamplesEditor(draft, passage)
        for part in (self.attributes, self.examples):
            part.changed.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._list_side())
        split.addWidget(self._form_side())
        split.setStretchFactor(1, 1)
        layout.addWidget(split)
        self.refresh()
        names = min(self.list.sizeHintForColumn(0) + 32, WIDEST_LIST)
        split.setSizes([names, 900 - names])

    # The two sides

    def _list_side(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(self.list, 1)
        grid = QGridLayout()
        grid.setSpacing(4)
        self.buttons: dict[str, QPushButton] = {}
        for at, (words, do) in enumerate(
            {
                "Add": self._add,
                "Remove": self._remove,
                "Up": lambda: self._move(-1),
                "Down": lambda: self._move(1),
                "Merge into…": self._merge,
                "Retire": self._retire,
            }.items()
        ):
            grid.addWidget(self._button(words, do), at // 2, at % 2)
        layout.addLayout(grid)
        side.setMinimumWidth(grid.sizeHint().width() + 8)
        return side

    def _button(self, words: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: do())
        self.buttons[words] = button
        return button

    def _form_side(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(8)
        layout.addLayout(self._fields())
        layout.addSpacing(8)
        layout.addWidget(heading("Questions about each span"))
        layout.addWidget(self.attributes)
        layout.addSpacing(8)
        layout.addWidget(heading("Examples"))
        layout.addWidget(self.examples)
        layout.addStretch(1)
        self._page = page
        return Upright(page)

    def _fields(self) -> QFormLayout:
        layout = form()
        self.name = QLineEdit()
        self.key = QLineEdit()
        self.key.setMaxLength(1)
        self.key.setFixedWidth(48)
        self.colour = QLineEdit()
        self.colour.setMaxLength(7)
        self.pick = QPushButton("Choose…")
        self.pick.setAutoDefault(False)
        self.pick.setAccessibleName("Choose the colour")
        self.pick.setIconSize(QSize(16, 16))
        self.underline = QComboBox()
        self.underline.addItems([one.value for one in _UNDERLINES])
        self.edges = QComboBox()
        self.edges.addItems([words for _, words in _EDGES])
        self.warning = plain_label("", part="faint")
        field_row(layout, "&Name", self.name)
        field_row(layout, "&Key", self.key)
        colour = QHBoxLayout()
        colour.addWidget(self.colour)
        colour.addWidget(self.pick)
        colour.addStretch(1)
        joined_row(layout, "&Colour", colour, self.colour)
        layout.addRow("", self.warning)
        field_row(layout, "&Underline", self.underline)
        field_row(layout, "&Edges", self.edges)
        self.texts: dict[str, QPlainTextEdit] = {}
        for fact, words, lines in _TEXTS:
            self.texts[fact] = text_field("", words.replace("&", ""), lines)
            field_row(layout, words, self.texts[fact])
        self._connect()
        return layout

    def _connect(self) -> None:
        self.name.textEdited.connect(lambda text: self._change(name=text))
        self.key.textEdited.connect(lambda text: self._change(key=text.strip()))
        self.colour.textEdited.connect(self._colour_typed)
        self.pick.clicked.connect(self._pick_colour)
        self.underline.activated.connect(lambda at: self._change(underline=_UNDERLINES[at]))
        self.edges.activated.connect(lambda at: self._change(edges=_EDGES[at][0]))
        for fact, field in self.texts.items():
            field.textChanged.connect(
                lambda fact=fact, field=field: self._change(**{fact: field.toPlainText()})
            )

    # What is shown

    @property
    def label(self) -> Label | None:
        """The label that is chosen."""
        item = self.list.currentItem()
        return self._draft.scheme.label(item.data(Qt.ItemDataRole.UserRole)) if item else None

    def refresh(self, chosen: str = "") -> None:
        """Reads the labels again; `chosen` is the id of the one to choose."""
        chosen = chosen or (self.label.id if self.label else "")
        self.list.blockSignals(True)
        self.list.clear()
        for label in self._draft.scheme.labels:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, label.id)
            self._dress(item, label)
            self.list.addItem(item)
        ids = [label.id for label in self._draft.scheme.labels]
        self.list.setCurrentRow(ids.index(chosen) if chosen in ids else 0)
        self.list.blockSignals(False)
        self._show()

    def _dress(self, item: QListWidgetItem, label: Label) -> None:
        spans = self._draft.spans(label.id)
        facts = ["retired"] if label.retired else []
        facts += [f"{spans} span{'' if spans == 1 else 's'}"] if spans else []
        key = f"{label.key}  " if label.key else ""
        item.setText(f"{key}{label.name}" + (f"   —   {', '.join(facts)}" if facts else ""))
        item.setIcon(swatch(label.colour))

    def _show(self) -> None:
        label = self.label
        self._page.setEnabled(label is not None)
        for words in ("Remove", "Up", "Down", "Merge into…", "Retire"):
            self.buttons[words].setEnabled(label is not None)
        self._showing = True
        shown = label or Label("", "")
        self.name.setText(shown.name)
        self.key.setText(shown.key)
        self.colour.setText(shown.colour)
        self.underline.setCurrentIndex(_UNDERLINES.index(shown.underline))
        self.edges.setCurrentIndex([one for one, _ in _EDGES].index(shown.edges))
        for fact, field in self.texts.items():
            field.setPlainText(getattr(shown, fact))
        self.attributes.show_label(shown.id)
        self.examples.show_label(shown.id)
        self._showing = False
        self._show_state(shown)

    def _show_state(self, label: Label) -> None:
        used = self._draft.spans(label.id) if label.id else 0
        self.buttons["Remove"].setEnabled(bool(label.id) and not used)
        self.buttons["Remove"].setToolTip(
            "It has spans: merge it into another label, or retire it" if used else ""
        )
        self.buttons["Merge into…"].setEnabled(len(self._draft.scheme.labels) > 1)
        self.buttons["Retire"].setText("Offer again" if label.retired else "Retire")
        self.pick.setIcon(swatch(label.colour))
        self.warning.setText(self._colour_warning(label))
        self.warning.setVisible(bool(self.warning.text()))

    def _colour_warning(self, label: Label) -> str:
        labels = self._draft.scheme.offered
        colours = [one.colour for one in labels]
        warnings = []
        if contrast(parse(label.colour), parse("#ffffff")) < READABLE:
            warnings.append("Too pale to read on white; it is painted darker.")
        if label in labels:
            at = labels.index(label)
            close = [a + b - at for a, b in too_close(colours) if at in (a, b)]
            if close:
                names = " and ".join(labels[one].name for one in close)
                warnings.append(f"Some colour-blind readers cannot tell it from {names}.")
        return " ".join(warnings)

    # What is changed

    def _change(self, **facts: object) -> None:
        label = self.label
        if label is None or self._showing:
            return
        self._draft.change_label(label.id, **facts)
        changed = self._draft.label(label.id)
        self._dress(self.list.currentItem(), changed)
        if "colour" in facts:
            self._show_state(changed)
        self.changed.emit()

    def _colour_typed(self, text: str) -> None:
        try:
            parse(text)
        except ValueError:
            self.warning.setText("A colour is written like #2036c8.")
            self.warning.show()
            return
        self._change(colour=text.lower())

    def _pick_colour(self) -> None:
        label = self.label
        if label is None:
            return
        chosen = QColorDialog.getColor(QColor(label.colour), self, f"Colour of {label.name}")
        if chosen.isValid():
            self.colour.setText(chosen.name())
            self._change(colour=chosen.name())

    def _add(self) -> None:
        label = self._draft.add_label()
        self.refresh(label.id)
        self.changed.emit()
        self.name.setFocus()
        self.name.selectAll()

    def _remove(self) -> None:
        if self.label is not None:
            self._draft.remove_label(self.label.id)
            self.refresh()
            self.changed.emit()

    def _move(self, step: int) -> None:
        if self.label is not None:
            self._draft.move_label(self.label.id, step)
            self.refresh(self.label.id)
            self.changed.emit()

    def _merge(self) -> None:
        label = self.label
        if label is None:
            return
        others = [one for one in self._draft.scheme.labels if one.id != label.id]
        spans = self._draft.spans(label.id)
        at = self._ask.choose(
            f"Merge “{label.name}” into which label?",
            [one.name for one in others],
            action="Merge",
            detail=f"Its spans ({spans}) get that label when you save. It is one step to undo.",
        )
        if at is not None:
            self._draft.merge(label.id, others[at].id)
            self.refresh(others[at].id)
            self.changed.emit()

    def _retire(self) -> None:
        if self.label is not None:
            self._draft.change_label(self.label.id, retired=not self.label.retired)
            self.refresh()
            self.changed.emit()


def swatch(colour: str) -> QIcon:
    """A round spot of a colour."""
    pixmap = QPixmap(32, 32)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # The rim keeps a dark colour visible on a dark ground.
    painter.setPen(QPen(QColor(128, 128, 128), 2))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(4, 4, 24, 24)
    painter.end()
    return QIcon(pixmap)
