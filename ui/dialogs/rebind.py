"""Change shortcuts: choose an action, press its new keys; it holds at once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.settings import PreferencesError, Settings
from ui.actions import Actions, plain_words
from ui.ask import Ask, plain_label
from ui.dialogs.dialog import fit_letters
from ui.reserved_keys import reserved

_NAME = Qt.ItemDataRole.UserRole


class ShortcutEditor(QDialog):
    """A list of all actions with their keys, and a field that takes new ones.

    What is changed goes to the preferences and to `actions` at once.
    """

    def __init__(
        self, actions: Actions, settings: Settings, ask: Ask, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Change shortcuts")
        fit_letters(self, 96, 40)
        self._actions = actions
        self._settings = settings
        self._ask = ask
        self.field = QLineEdit()
        self.field.setPlaceholderText("Search")
        self.field.setAccessibleName("Search the actions")
        self.list = QTreeWidget()
        self.list.setHeaderLabels(["Action", "Keys"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName("Actions and their keys")
        self.keys = QKeySequenceEdit()
        self.keys.setMaximumSequenceLength(1)
        self.keys.setClearButtonEnabled(True)
        self.keys.setAccessibleName("New keys")
        self.warning = plain_label("", part="bad")
        self.warning.setMinimumHeight(2 * self.fontMetrics().height())
        self.set_button = self._button("Set", self.set_keys)
        self.add_button = self._button("Add", self.add_keys)
        self.remove_button = self._button("No keys", self.remove_keys)
        self.default_button = self._button("Default", self.default_keys)
        self._lay_out()
        self.field.textChanged.connect(self._narrow)
        self.list.currentItemChanged.connect(lambda *_: self._chosen())
        self.keys.keySequenceChanged.connect(lambda *_: self._warn())
        self._fill()
        self.choose(actions.names()[0])

    def choose(self, name: str) -> None:
        """Choose the action called `name`."""
        for item in self._items():
            if item.data(0, _NAME) == name:
                self.list.setCurrentItem(item)

    def chosen(self) -> str:
        """The name of the chosen action, or ""."""
        item = self.list.currentItem()
        return str(item.data(0, _NAME)) if item else ""

    def set_keys(self) -> None:
        """The chosen action gets these keys and no others; who had them loses them."""
        if key := self._pressed():
            self._keep(self.chosen(), (key,), taken=key)

    def add_keys(self) -> None:
        """The chosen action gets these keys besides those it has."""
        if key := self._pressed():
            own = self._actions.keys(self.chosen())
            self._keep(self.chosen(), tuple(dict.fromkeys((*own, key))), taken=key)

    def remove_keys(self) -> None:
        """The chosen action has no keys any more."""
        self._keep(self.chosen(), ())

    def default_keys(self) -> None:
        """The chosen action has the keys it came with."""
        rebound = dict(self._settings.preferences.shortcuts)
        rebound.pop(self.chosen(), None)
        self._apply(rebound)

    def all_defaults(self) -> None:
        """All actions have the keys they came with, if the user agrees."""
        if self._ask.confirm("Give every action the keys it came with?", action="Reset all keys"):
            self._apply({})

    def _keep(self, name: str, keys: tuple[str, ...], *, taken: str = "") -> None:
        rebound = dict(self._settings.preferences.shortcuts)
        for other in self._others_with(taken):
            left = (key for key in self._actions.keys(other) if _same(key) != _same(taken))
            rebound[other] = tuple(left)
        rebound[name] = keys
        self._apply(rebound)

    def _apply(self, rebound: dict[str, tuple[str, ...]]) -> None:
        try:
            self._settings.change(shortcuts=rebound)
        except PreferencesError as error:
            self._ask.tell_error(error)
        self._actions.rebind(rebound)
        self._show_keys()
        self.keys.clear()

    def _others_with(self, key: str) -> list[str]:
        names = self._actions.names() if key else ()
        return [
            name
            for name in names
            if name != self.chosen() and _same(key) in map(_same, self._actions.keys(name))
        ]

    def _pressed(self) -> str:
        return self.keys.keySequence().toString()

    def _warn(self) -> None:
        key = self._pressed()
        said = []
        if others := [plain_words(self._actions[name].text()) for name in self._others_with(key)]:
            named = " and ".join(f"“{words.rstrip('…')}”" for words in others)
            said.append(f"{named} has these keys and would lose them.")
        if why := reserved(key):
            said.append(f"Better left alone: {why}.")
        self.warning.setText(" ".join(said))
        for button in (self.set_button, self.add_button):
            button.setEnabled(bool(key and self.chosen()))

    def _chosen(self) -> None:
        self.keys.clear()
        self._warn()
        self.remove_button.setEnabled(bool(self.chosen()))
        self.default_button.setEnabled(bool(self.chosen()))

    def _fill(self) -> None:
        for name in self._actions.names():
            action = self._actions[name]
            if action.isVisible():
                item = QTreeWidgetItem([plain_words(action.text()).rstrip("…"), ""])
                item.setData(0, _NAME, name)
                self.list.addTopLevelItem(item)
        self._show_keys()
        self.list.header().resizeSection(0, 50 * self.fontMetrics().averageCharWidth())

    def _show_keys(self) -> None:
        native = QKeySequence.SequenceFormat.NativeText
        for item in self._items():
            keys = self._actions.keys(str(item.data(0, _NAME)))
            item.setText(1, "   ".join(QKeySequence(key).toString(native) for key in keys))
            font = item.font(1)
            font.setBold(item.data(0, _NAME) in self._settings.preferences.shortcuts)
            item.setFont(1, font)
        self._warn()

    def _narrow(self, typed: str) -> None:
        wanted = typed.casefold().split()
        for item in self._items():
            text = f"{item.text(0)} {item.text(1)}".casefold()
            item.setHidden(not all(word in text for word in wanted))

    def _items(self) -> list[QTreeWidgetItem]:
        places = range(self.list.topLevelItemCount())
        return [item for at in places if (item := self.list.topLevelItem(at))]

    def _button(self, words: str, do: object) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(do)
        return button

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.keys, 1)
        for button in (self.set_button, self.add_button, self.remove_button, self.default_button):
            line.addWidget(button)
        hint = "Choose an action, then press its new keys in the field."
        for part in (self.field, self.list, plain_label(hint, part="faint")):
            layout.addWidget(part)
        layout.addLayout(line)
        layout.addWidget(self.warning)
        buttons = QDialogButtonBox()
        reset = self._button("Reset all keys…", self.all_defaults)
        buttons.addButton(reset, QDialogButtonBox.ButtonRole.ResetRole)
        close = self._button("Close", self.accept)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.AcceptRole)
        layout.addWidget(buttons)


def _same(key: str) -> str:
    return QKeySequence(key).toString()
