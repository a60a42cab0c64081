"""Every action of the window once: menus, shortcuts, command palette and shortcut sheet read it.

What there is stands in `ui/action_list.py`; here the specs become QActions.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from annotator.model.scheme import Label
from ui.action_list import SPECS, ActionSpec, Context


@dataclass(frozen=True, slots=True)
class Conflict:
    """One key sequence that more than one action claims in the same place."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An action as lists show it; `keys` as the platform writes them."""

    name: str
    words: str
    menu: str
    keys: tuple[str, ...]
    tip: str
    enabled: bool


LABELS = tuple(f"label-{place}" for place in range(1, 10))
"""The actions of the labels, in the order of the scheme."""


class Actions(QObject):
    """The QActions of the window, by name.

    Signals: `changed` after words or keys of any action became others.
    """

    changed = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        specs: Iterable[ActionSpec] = SPECS,
        rebound: Mapping[str, tuple[str, ...]] | None = None,
        single_keys: bool = True,
    ) -> None:
        super().__init__(parent)
        self.specs = {spec.name: spec for spec in specs}
        self._rebound = dict(rebound or {})
        self._single_keys = single_keys
        self._label_keys: dict[str, tuple[str, ...]] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._actions = {name: self._made(spec) for name, spec in self.specs.items()}
        self._apply_keys()

    def __getitem__(self, name: str) -> QAction:
        """The action called `name`. Raises KeyError for a name that is none."""
        return self._actions[name]

    def __contains__(self, name: object) -> bool:
        return name in self._actions

    def names(self) -> tuple[str, ...]:
        """All names, in the order of the menus."""
        return tuple(self._actions)

    def on(self, name: str, do: Callable[..., object]) -> None:
        """Call `do` when the action is triggered; checkable ones hand over whether they are on."""
        if self.specs[name].checkable:
            self[name].triggered.connect(lambda checked: do(checked))
        else:
            self[name].triggered.connect(lambda _checked: do())

    def attach(self, window: QWidget) -> None:
        """Make the keys of all actions of the whole window work in `window`."""
        window.addActions(
            [self[name] for name, spec in self.specs.items() if spec.context is Context.WINDOW]
        )

    def attach_text(self, text: QWidget) -> None:
        """Make the keys of the text's actions work while `text` has the focus."""
        text.addActions(
            [self[name] for name, spec in self.specs.items() if spec.context is Context.TEXT]
        )

    def fill_menu_bar(self, bar: QMenuBar, *, inserts: Mapping[str, QMenu] | None = None) -> None:
        """Build all menus. `inserts` puts menus made elsewhere after the action of that name."""
        menus: dict[str, QMenu] = {}
        last: dict[str, int] = {}
        for name, spec in self.specs.items():
            if not spec.menu:
                continue
            menu = _menu(bar, menus, spec.menu)
            if last.setdefault(spec.menu, spec.section) != spec.section:
                menu.addSeparator()
                last[spec.menu] = spec.section
            menu.addAction(self[name])
            if inserts and name in inserts:
                menu.addMenu(inserts[name])

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys that belong to the action, portable; also when they are switched off."""
        if name in self._rebound:
            return self._rebound[name]
        return self._label_keys.get(name, self.specs[name].keys)

    def rebind(self, rebound: Mapping[str, tuple[str, ...]]) -> None:
        """Take the user's keys (all of them): name -> keys; names that are none are passed over."""
        self._rebound = {name: tuple(keys) for name, keys in rebound.items() if name in self}
        self._apply_keys()

    def use_single_keys(self, wanted: bool) -> None:
        """Switch all single-key shortcuts on or off."""
        self._single_keys = wanted
        self._apply_keys()

    def set_labels(self, labels: Iterable[Label]) -> None:
        """Give the label actions the words and keys of the labels in use, and hide the rest."""
        offered = list(labels)
        self._label_keys = {}
        for at, name in enumerate(LABELS):
            label = offered[at] if at < len(offered) else None
            self[name].setVisible(label is not None)
            self[name].setEnabled(label is not None)
            self[name].setData(label.id if label else None)
            steady = self.specs[name].keys[1:]
            self._label_keys[name] = (label.key, *steady) if label and label.key else steady
            if label:
                self[name].setText(f"Label “{label.name.replace('&', '&&')}”")
                self[name].setToolTip("")
        self._apply_keys()

    def set_icons(self, draw: Callable[[str], QIcon]) -> None:
        """Give every action its icon, drawn by name."""
        for name, spec in self.specs.items():
            if spec.icon:
                self[name].setIcon(draw(spec.icon))

    def conflicts(self, rebound: Mapping[str, tuple[str, ...]] | None = None) -> list[Conflict]:
        """Keys claimed more than once, with `rebound` instead of the user's keys if given."""
        claims: dict[str, list[str]] = defaultdict(list)
        for name in self.names():
            own = self.keys(name) if rebound is None else rebound.get(name, self._own(name))
            for key in own:
                claims[QKeySequence(key).toString()].append(name)
        return [Conflict(key, tuple(names)) for key, names in claims.items() if len(names) > 1]

    def entries(self) -> list[Entry]:
        """All visible actions for lists, in the order of the menus."""
        native = QKeySequence.SequenceFormat.NativeText
        return [
            Entry(
                name=name,
                words=plain_words(action.text()),
                menu=plain_words(self.specs[name].menu),
                keys=tuple(key.toString(native) for key in action.shortcuts()),
                tip=self.specs[name].tip,
                enabled=action.isEnabled(),
            )
            for name, action in self._actions.items()
            if action.isVisible()
        ]

    def _own(self, name: str) -> tuple[str, ...]:
        return self._label_keys.get(name, self.specs[name].keys)

    def _made(self, spec: ActionSpec) -> QAction:
        action = QAction(spec.words, self)
        action.setObjectName(spec.name)
        action.setCheckable(spec.checkable or bool(spec.one_of))
        action.setMenuRole(QAction.MenuRole[spec.role])
        text_only = Qt.ShortcutContext.WidgetWithChildrenShortcut
        anywhere = Qt.ShortcutContext.WindowShortcut
        action.setShortcutContext(text_only if spec.context is Context.TEXT else anywhere)
        if spec.one_of:
            group = self._groups.setdefault(spec.one_of, QActionGroup(self))
            group.addAction(action)
        return action

    def _apply_keys(self) -> None:
        for name, action in self._actions.items():
            off = self.specs[name].single_key and not self._single_keys
            keys = [QKeySequence(key) for key in self.keys(name) if not (off and is_bare(key))]
            action.setShortcuts(keys)
            self._apply_tip(name, action)
        self.changed.emit()

    def _apply_tip(self, name: str, action: QAction) -> None:
        native = QKeySequence.SequenceFormat.NativeText
        keys = " or ".join(key.toString(native) for key in action.shortcuts())
        words = plain_words(action.text()).rstrip("…")
        tip = f"{words} ({keys})" if keys else words
        action.setToolTip(plain_tip(f"{tip}\n{self.specs[name].tip}".strip()))
        action.setStatusTip(self.specs[name].tip)


def is_bare(key: str) -> bool:
    """Whether a key sequence is one key that also writes a character: no Ctrl, Alt, Meta."""
    sequence = QKeySequence(key)
    parts = sequence.toString().split("+")
    return sequence.count() == 1 and len(parts[-1]) == 1 and set(parts[:-1]) <= {"Shift"}


def plain_words(words: str) -> str:
    """Words of a menu without the marks of its access keys."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")


def plain_tip(words: str) -> str:
    """Words as a tool tip that cannot be taken for rich text."""
    return "<span>" + escape(words).replace("\n", "<br>") + "</span>"


def _menu(bar: QMenuBar, menus: dict[str, QMenu], path: str) -> QMenu:
    if path not in menus:
        above, _, own = path.rpartition("/")
        home = _menu(bar, menus, above) if above else bar
        menus[path] = home.addMenu(own)
        menus[path].setToolTipsVisible(False)
    return menus[path]
