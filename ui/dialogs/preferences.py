"""The preferences: what is changed holds at once, so there is nothing to confirm."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.settings import Declaration, Preferences, PreferencesError, Settings, declaration
from ui.actions import Actions
from ui.ask import Ask, plain_label
from ui.dialogs.calm import Calm
from ui.dialogs.dialog import fit_letters, name_label
from ui.dialogs.upright import Upright
from ui.theme import reading_font

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Window", ("theme", "interface_points")),
    ("Articles", ("reading_font", "reading_points", "measure", "pitch", "newline_marks")),
    ("Labelling", ("annotator_name", "single_keys", "idle_seconds")),
    ("Backups", ("backup_minutes",)),
)
"""What is shown under which heading."""

SAMPLE = "The quick brown fox, it is claimed, “jumps over the lazy dog”."
_BEST = "The best one installed"


class PreferencesDialog(QDialog):
    """One field per preference, under four headings."""

    def __init__(
        self, settings: Settings, actions: Actions, ask: Ask, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Preferences")
        fit_letters(self, 84, 42)
        self._settings = settings
        self._ask = ask
        self.fields: dict[str, QWidget] = {}
        self._show: dict[str, Callable[[Preferences], None]] = {}
        self.sample = plain_label(SAMPLE)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(24)
        self._form.setVerticalSpacing(8)
        self._form.setContentsMargins(0, 0, 16, 0)
        for heading, names in SECTIONS:
            self._section(heading, names)
        self._more(actions)
        page = QWidget()
        page.setLayout(self._form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 8, 16)
        layout.setSpacing(16)
        layout.addWidget(Upright(page))
        layout.addLayout(self._buttons())
        Calm(page)
        self._stop = settings.listen(self._changed)
        self.finished.connect(lambda _result: self._stop())
        self._changed(settings.preferences)

    def _section(self, heading: str, names: Sequence[str]) -> None:
        above = plain_label(heading, part="heading")
        above.setContentsMargins(0, 16 if self.fields else 0, 0, 0)
        self._form.addRow(above)
        for name in names:
            known = declaration(name)
            field = self._field(known)
            field.setAccessibleName(known.words)
            field.setAccessibleDescription(known.help)
            self.fields[name] = field
            if isinstance(field, QCheckBox):
                self._form.addRow("", field)
            else:
                self._form.addRow(name_label(known.words, field), field)
            if known.help:
                self._form.addRow("", plain_label(known.help, part="faint"))
        if "reading_font" in names:
            self._form.addRow("", self.sample)

    def _field(self, known: Declaration) -> QWidget:
        if known.name == "reading_font":
            return self._font_field(known)
        if known.choices:
            return self._choice_field(known)
        if known.kind is bool:
            return self._switch_field(known)
        if known.kind in (int, float):
            return self._number_field(known)
        return self._text_field(known)

    def _choice_field(self, known: Declaration) -> QComboBox:
        box = QComboBox()
        box.addItems([choice.capitalize() for choice in known.choices])
        box.activated.connect(lambda at: self._change(known.name, known.choices[at]))
        self._show[known.name] = lambda now: box.setCurrentIndex(
            known.choices.index(getattr(now, known.name))
        )
        return box

    def _font_field(self, known: Declaration) -> QComboBox:
        families = [
            family
            for family in QFontDatabase.families()
            if not QFontDatabase.isPrivateFamily(family)
            and QFontDatabase.isSmoothlyScalable(family)
        ]
        box = QComboBox()
        box.addItems([_BEST, *families])
        box.activated.connect(lambda at: self._change(known.name, families[at - 1] if at else ""))
        self._show[known.name] = lambda now: box.setCurrentIndex(
            families.index(now.reading_font) + 1 if now.reading_font in families else 0
        )
        return box

    def _switch_field(self, known: Declaration) -> QCheckBox:
        box = QCheckBox(known.words)
        box.clicked.connect(lambda on: self._change(known.name, on))
        self._show[known.name] = lambda now: box.setChecked(getattr(now, known.name))
        return box

    def _number_field(self, known: Declaration) -> QWidget:
        box = QSpinBox() if known.kind is int else QDoubleSpinBox()
        if isinstance(box, QDoubleSpinBox):
            box.setDecimals(1)
            box.setSingleStep(0.1 if known.name == "pitch" else 0.5)
        low, high = known.kind(known.low), known.kind(known.high)
        box.setRange(low, high)
        box.setSuffix(f" {known.unit}" if known.unit else "")
        # Qt leaves the style sheet's left padding out of number fields.
        box.lineEdit().setTextMargins(8, 0, 0, 0)
        box.setKeyboardTracking(False)
        box.valueChanged.connect(lambda value: self._change(known.name, value))
        self._show[known.name] = lambda now: box.setValue(getattr(now, known.name))
        return box

    def _text_field(self, known: Declaration) -> QLineEdit:
        line = QLineEdit()
        line.editingFinished.connect(lambda: self._change(known.name, line.text().strip()))
        self._show[known.name] = lambda now: line.setText(getattr(now, known.name))
        return line

    def _more(self, actions: Actions) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, name in (
            ("Change shortcuts…", "edit-shortcuts"),
            ("Language models…", "models"),
        ):
            row.addWidget(_button(words, actions[name].trigger))
        row.addStretch(1)
        self._form.addRow("", row)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 16, 0)
        row.addWidget(_button("Back to the defaults", self._reset))
        row.addStretch(1)
        close = _button("Close", self.accept)
        close.setDefault(True)
        row.addWidget(close)
        return row

    def _change(self, name: str, value: object) -> None:
        try:
            self._settings.change(**{name: value})
        except PreferencesError as error:
            self._ask.tell_error(error)

    def _reset(self) -> None:
        try:
            self._settings.reset(*self.fields)
        except PreferencesError as error:
            self._ask.tell_error(error)

    def _changed(self, now: Preferences) -> None:
        for name, show in self._show.items():
            field = self.fields[name]
            field.blockSignals(True)
            show(now)
            field.blockSignals(False)
        self.sample.setFont(reading_font(now))


def _button(words: str, do: Callable[[], object]) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: do())
    return button
