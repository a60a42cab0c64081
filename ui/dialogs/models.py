"""The language models that are installed: what is known about them, and which one is used."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import AnnotatorError
from annotator.settings import Settings
from ui.ask import Ask, plain_label
from ui.dialogs.dialog import Dialog, copy_words, heading, table
from ui.dialogs.models_list import (
    FACTS,
    MISSING,
    PROGRAM,
    ListedModel,
    install_command,
    model_in_use,
    models_of,
    withdraw_trust,
)
from ui.dialogs.trust import ask_trust

SENTENCE = "A language model finds the names in an article. It works on this machine alone."
_WAITING, _NONE, _SOME = 0, 1, 2


class ModelsDialog(Dialog):
    """Lists the installed models. What is chosen holds at once, on this machine.

    Signals: `look_wanted`: find out what is installed; answer with `show_models` or `show_fault`.
    """

    look_wanted = Signal()

    def __init__(self, settings: Settings, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent, "Language models", SENTENCE)
        self._settings = settings
        self._ask = ask
        self.models: tuple[ListedModel, ...] = ()
        self.waiting = plain_label("Looking at what is installed …", part="faint")
        self._pages = QStackedLayout()
        for page in (self._waiting_page(), self._none_page(), self._some_page()):
            self._pages.addWidget(page)
        self.body.addLayout(self._pages, 1)
        self.again = self.button("Look again", self.look, left=True)
        self.copy = self.button("Copy as text", lambda: copy_words(self.text()), left=True)
        self.by_itself = self.button("Use the best one", lambda: self._use(""), left=True)
        self.forget = self.button("Do not trust it any more", self._forget, left=True)
        self.use = self.button("Use this model", self._use_chosen)
        self.close_button = self.button("Close", self.reject, default=True)
        self.letters(120, 34)
        self._show_buttons()

    def look(self) -> None:
        """Find out what is installed."""
        self._pages.setCurrentIndex(_WAITING)
        self.waiting.setText("Looking at what is installed …")
        self.models = ()
        self._show_buttons()
        self.look_wanted.emit()

    def show_found(self, told: Any) -> None:  # noqa: ANN401 - plain data of the worker
        """Shows what the worker found to be installed."""
        self.show_models(models_of(told))

    def show_models(self, models: Sequence[ListedModel]) -> None:
        """These are installed."""
        self.models = tuple(models)
        self._pages.setCurrentIndex(_SOME if models else _NONE)
        chosen = self._settings.preferences.model
        gone = bool(models) and model_in_use(self.models, chosen) is None and chosen
        self.say_problem(
            f"The model “{chosen}” that you chose is not installed any more. Choose another, or "
            "use the best one."
            if gone
            else ""
        )
        if models:
            self._fill()
        self._show_buttons()

    def show_fault(self, sentence: str) -> None:
        """Why nobody knows what is installed."""
        self._pages.setCurrentIndex(_WAITING)
        self.waiting.setText(sentence)

    @property
    def chosen(self) -> ListedModel | None:
        """The model of the chosen row."""
        row = self.table.currentIndex().row() if self.models else -1
        return self.models[row] if 0 <= row < len(self.models) else None

    def text(self) -> str:
        """All that is known, as text."""
        parts = []
        for model in self.models:
            lines = [f"{name}\t{words}" for name, words in model.facts().items()]
            parts.append("\n".join([model.title, self._state(model), *lines]))
        return "\n\n".join(parts) + "\n"

    # Pages

    def _waiting_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.waiting, alignment=Qt.AlignmentFlag.AlignTop)
        return page

    def _none_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(heading("No language model is installed"))
        layout.addWidget(plain_label(MISSING))
        layout.addSpacing(8)
        layout.addWidget(
            plain_label("This command installs the one that the program was made with:")
        )
        self.command = QLineEdit(install_command())
        self.command.setReadOnly(True)
        self.command.setCursorPosition(0)
        self.command.setAccessibleName("Command that installs a model")
        copy = QPushButton("Copy")
        copy.setAutoDefault(False)
        copy.setAccessibleName("Copy the command")
        copy.clicked.connect(lambda: copy_words(self.command.text()))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.command, 1)
        row.addWidget(copy)
        layout.addLayout(row)
        layout.addWidget(plain_label("Run it in a terminal, then press Look again.", part="faint"))
        layout.addStretch()
        return page

    def _some_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._above = QVBoxLayout()
        layout.addLayout(self._above, 1)
        self.table = QTableView()
        self._above.addWidget(self.table)
        self.title = heading("")
        self.state = plain_label("")
        facts = QGridLayout()
        facts.setHorizontalSpacing(16)
        facts.setVerticalSpacing(4)
        facts.setColumnStretch(1, 1)
        self.facts = {name: _fact(name) for name in FACTS}
        for row, (name, label) in enumerate(self.facts.items()):
            facts.addWidget(_name(name), row, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(label, row, 1)
        layout.addWidget(self.title)
        layout.addWidget(self.state)
        layout.addLayout(facts)
        layout.addWidget(plain_label(PROGRAM, part="faint"))
        return page

    # Showing

    def _fill(self) -> None:
        used = model_in_use(self.models, self._settings.preferences.model)
        rows = [
            (
                model.name,
                model.version,
                model.f,
                model.licence or "not known",
                model.shown_size,
                self._short_state(model, used),
            )
            for model in self.models
        ]
        columns = ("Model", "Version", "Names (F)", "Licence", "Size", "")
        row = self.models.index(used) if used in self.models else 0
        old = self.table
        self.table = table(columns, rows, "Installed models")
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._above.replaceWidget(old, self.table)
        old.deleteLater()
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.table.doubleClicked.connect(lambda _: self._use_chosen())
        self.table.selectRow(row)
        self._show_chosen()
        self.table.setFocus()

    def _show_chosen(self) -> None:
        model = self.chosen
        if model is not None:
            self.title.setText(model.title)
            self.state.setText(self._state(model))
            for name, words in model.facts().items():
                self.facts[name].setText(words)
        self._show_buttons()

    def _short_state(self, model: ListedModel, used: ListedModel | None) -> str:
        if model.fault:
            return "damaged"
        state = "used" if model == used else ""
        return ", ".join(filter(None, (state, "not trusted yet" if model.why_ask else "")))

    def _state(self, model: ListedModel) -> str:
        if model.fault:
            return model.fault
        if model.why_ask:
            return model.why_ask
        if model != model_in_use(self.models, self._settings.preferences.model):
            return "It may be loaded on this machine."
        if self._settings.preferences.model == model.name:
            return "It is used: you chose it."
        return "It is used: the best of those installed, by itself."

    def _show_buttons(self) -> None:
        model, chosen = self.chosen, self._settings.preferences.model
        used = model_in_use(self.models, chosen)
        self.copy.setVisible(bool(self.models))
        self.use.setVisible(bool(self.models))
        usable = model is not None and not model.fault
        self.use.setEnabled(usable and (model != used or bool(model and model.why_ask)))
        self.by_itself.setVisible(bool(self.models) and bool(chosen))
        trusted = self._settings.preferences.trusted_models
        self.forget.setVisible(model is not None and model.title in trusted)

    # Doing

    def _use_chosen(self) -> None:
        if self.chosen is not None and not self.chosen.fault:
            self._use(self.chosen.name)

    def _use(self, name: str) -> None:
        """Use the model of this name, "" for the best one, once it is trusted."""
        model = model_in_use(self.models, name)
        if model is None or not ask_trust(model, self._settings, self._ask):
            return
        self._change(name)

    def _change(self, name: str) -> None:
        try:
            self._settings.change(model=name)
        except AnnotatorError as error:
            self._ask.tell_error(error)
        self.look()

    def _forget(self) -> None:
        if self.chosen is None:
            return
        try:
            withdraw_trust(self.chosen, self._settings)
        except AnnotatorError as error:
            self._ask.tell_error(error)
        self.look()


def _name(words: str) -> QLabel:
    label = plain_label(words, part="faint")
    label.setWordWrap(False)
    return label


def _fact(name: str) -> QLabel:
    label = plain_label("")
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setAccessibleName(name)
    label.setWordWrap(name != "SHA-256")
    return label
