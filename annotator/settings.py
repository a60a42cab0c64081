"""Preferences of the person at this machine, and the folders that are theirs.

Each preference is declared once, as a field of `Preferences`, with its type, default and words.
The file holds only what differs from the defaults. Size and place of windows are kept elsewhere
(`ui/window_state.py`).
"""

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

from annotator.errors import AnnotatorError
from annotator.model.identity import new_id

FILE_NAME = "preferences.json"
LOG_LEVELS = ("debug", "info", "warning", "error")
"""How much goes into the log, from all to the least."""


class PreferencesError(AnnotatorError):
    """The preferences could not be written; they hold until the program ends."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is known of one preference besides its value.

    `unit` is the word after a number, `choices` are the allowed words (empty: any), `low` and
    `high` bound a number, both inclusive. `lists` says what a list by name holds, and for what.
    """

    name: str
    kind: type
    default: Any
    words: str
    help: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    lists: str = ""

    def fault(self, value: object) -> str:
        """Why `value` cannot be taken, or ""."""
        if self.kind is dict:
            return "" if _is_lists(value) else f"it should list {self.lists}"
        if self.kind is bool or isinstance(value, bool):
            return "" if self.kind is type(value) else f"it should be {_article(self.kind)}"
        if not isinstance(value, (int, float) if self.kind is float else self.kind):
            return f"it should be {_article(self.kind)}"
        if self.choices and value not in self.choices:
            return "it should be one of " + ", ".join(self.choices)
        if isinstance(value, (int, float)) and not self._in_range(value):
            return f"it should be between {self.low:g} and {self.high:g}"
        return ""

    def _in_range(self, value: float) -> bool:
        low_enough = self.high is None or value <= self.high
        return low_enough and (self.low is None or value >= self.low)


def _article(kind: type) -> str:
    names = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
    return names[kind]


def _is_lists(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str)
        and isinstance(keys, (list, tuple))
        and all(isinstance(key, str) for key in keys)
        for name, keys in value.items()
    )


def _preference(default: Any, words: str, **more: Any) -> Any:  # noqa: ANN401
    kind = dict if isinstance(default, Mapping) else type(default)
    known = {"words": words, "kind": kind, **more}
    if kind is dict:
        return field(default_factory=lambda: default, metadata=known)
    return field(default=default, metadata=known)


THEMES = ("system", "light", "dark", "high contrast")


@dataclass(frozen=True, slots=True)
class Preferences:
    """Every preference with its value. Sizes are points, `idle_seconds` seconds."""

    theme: str = _preference("system", "Theme", choices=THEMES)
    interface_points: float = _preference(
        10.0, "Text size of the interface", unit="points", low=7.0, high=24.0
    )
    reading_font: str = _preference("", "Font of the articles")
    reading_points: float = _preference(
        12.5, "Text size of the articles", unit="points", low=8.0, high=40.0
    )
    measure: int = _preference(
        66, "Longest line", help="60 to 75 read best.", unit="characters", low=40, high=120
    )
    pitch: float = _preference(1.6, "Line height", unit="times the letters", low=1.3, high=2.5)
    newline_marks: bool = _preference(False, "Show marks where lines end")
    single_keys: bool = _preference(
        True,
        "Single-key shortcuts",
        help="Labels and steps on one key while an article has the focus. "
        "Switch them off if you speak to the computer or use sticky keys.",
    )
    idle_seconds: int = _preference(
        60,
        "Stop the clock when idle for",
        help="Time without a key or a movement of the mouse is not counted.",
        unit="seconds",
        low=10,
        high=3600,
    )
    backup_minutes: int = _preference(
        20,
        "Make a backup every",
        help="While you work, if anything changed; also when a project is closed.",
        unit="minutes",
        low=5,
        high=240,
    )
    annotator_id: str = _preference("", "Who labels, by identity")
    annotator_name: str = _preference(
        "", "Your name", help="Offered in new projects; every project asks who labels."
    )
    shortcuts: Mapping[str, tuple[str, ...]] = _preference(
        MappingProxyType({}),
        "Changed shortcuts",
        help="An empty list takes the key away.",
        lists="keys for each action",
    )
    model: str = _preference(
        "", "Model for suggestions", help="By its name; without one, the best that is installed."
    )
    trusted_models: Mapping[str, tuple[str, ...]] = _preference(
        MappingProxyType({}),
        "Models that may be loaded, by name and version",
        help="The SHA-256 of the files that were trusted.",
        lists="sums for each model",
    )


def declarations() -> tuple[Declaration, ...]:
    """All preferences in the order in which they are shown."""
    blank = Preferences()
    return tuple(
        Declaration(name=f.name, default=getattr(blank, f.name), **f.metadata)
        for f in fields(Preferences)
    )


def declaration(name: str) -> Declaration:
    """What is known of the preference `name`. Raises KeyError for a name that is none."""
    return {known.name: known for known in declarations()}[name]


class Settings:
    """The preferences in force, and the file that keeps them.

    `told` is a sentence for the user when the file could not be used as it was, else "".
    A value of a later version of the program stays in the file untouched.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or config_folder() / FILE_NAME
        self.told = ""
        self._foreign: dict[str, object] = {}
        self._listeners: list[Callable[[Preferences], None]] = []
        self.preferences = self._read()

    def change(self, **values: Any) -> Preferences:  # noqa: ANN401
        """Take these values, keep them in the file and tell the listeners.

        Raises ValueError for a value outside its declaration, PreferencesError when the file
        cannot be written (the values hold nevertheless).
        """
        for name, value in values.items():
            if fault := declaration(name).fault(value):
                raise ValueError(f"{name}: {fault}")
        preferences = replace(self.preferences, **values)
        if preferences == self.preferences:
            return preferences
        self.preferences = preferences
        for listener in tuple(self._listeners):
            listener(preferences)
        self._write()
        return preferences

    def reset(self, *names: str) -> Preferences:
        """Back to the defaults: the named preferences, or all."""
        wanted = names or tuple(known.name for known in declarations())
        return self.change(**{name: declaration(name).default for name in wanted})

    def listen(self, listener: Callable[[Preferences], None]) -> Callable[[], None]:
        """Call `listener` after every change; the answer ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def overrides(self) -> dict[str, object]:
        """What differs from the defaults, as it stands in the file."""
        own = {known.name: getattr(self.preferences, known.name) for known in declarations()}
        changed = {name: own[name] for name in own if own[name] != declaration(name).default}
        for name, value in changed.items():
            if declaration(name).kind is dict:
                changed[name] = {key: list(listed) for key, listed in value.items()}
        return {**self._foreign, **changed}

    def _read(self) -> Preferences:
        try:
            written = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Preferences()
        except OSError as error:
            self.told = f"The preferences in {self.path} could not be read ({error.strerror}). "
            self.told += "The defaults are used."
            return Preferences()
        except (ValueError, RecursionError):
            written = None
        if not isinstance(written, dict):
            self._put_aside()
            return Preferences()
        return self._taken(written)

    def _taken(self, written: dict[str, object]) -> Preferences:
        known = {each.name: each for each in declarations()}
        self._foreign = {name: value for name, value in written.items() if name not in known}
        faults = {n: f for n, v in written.items() if n in known and (f := known[n].fault(v))}
        if faults:
            named = "; ".join(f"{name}: {fault}" for name, fault in faults.items())
            self.told = f"Some preferences in {self.path} could not be used ({named}). "
            self.told += "Their defaults are used."
        good = {n: v for n, v in written.items() if n in known and n not in faults}
        for name, value in good.items():
            if isinstance(value, dict):
                good[name] = {key: tuple(listed) for key, listed in value.items()}
        return Preferences(**good)  # type: ignore[arg-type]

    def _put_aside(self) -> None:
        aside = self.path.with_name(f"preferences.broken-{time.strftime('%Y%m%d-%H%M%S')}.json")
        self.told = f"The preferences in {self.path} were damaged. The defaults are used"
        try:
            self.path.replace(aside)
        except OSError as error:
            self.told += f"; the damaged file could not be put aside ({error.strerror})."
        else:
            self.told += f"; the damaged file was kept as {aside.name}."

    def _write(self) -> None:
        text = json.dumps(self.overrides(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, text.encode("utf-8"))
        except OSError as error:
            raise PreferencesError(
                f"The preferences could not be saved in {self.path} ({error.strerror}). "
                "They hold until the program is closed."
            ) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that at any moment either the old or the new one is there, whole.

    Raises OSError; the old file is untouched then.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def config_folder() -> Path:
    """Where preferences and the state of the window are kept. It need not exist yet."""
    return _folder("ANNOTATOR_CONFIG_DIR", "XDG_CONFIG_HOME", ".config", "Preferences", "APPDATA")


def data_folder() -> Path:
    """Where projects without a place of their own, and backups, are kept."""
    return _folder(
        "ANNOTATOR_DATA_DIR", "XDG_DATA_HOME", ".local/share", "Application Support", "LOCALAPPDATA"
    )


def machine_id() -> str:
    """A random UUID that this machine keeps for who works at it; where it cannot, a new one."""
    path = data_folder() / "machine"
    try:
        return str(UUID(path.read_text(encoding="ascii").strip()))
    except (OSError, ValueError):
        made = new_id()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, made.encode("ascii"))
    return made


def log_folder() -> Path:
    """Where the program writes what it did and what went wrong."""
    own = _folder("ANNOTATOR_LOG_DIR", "XDG_STATE_HOME", ".local/state", "Logs", "LOCALAPPDATA")
    if sys.platform == "darwin" or os.environ.get("ANNOTATOR_LOG_DIR"):
        return own
    return own / "logs"


def log_level() -> int:
    """How much goes into the log, as `logging` counts it; unless one says otherwise, INFO."""
    named = os.environ.get("ANNOTATOR_LOG_LEVEL", "").lower()
    return {name: 10 * (place + 1) for place, name in enumerate(LOG_LEVELS)}.get(named, 20)


def cache_folder() -> Path:
    """Where what can be computed again is kept."""
    own = _folder("ANNOTATOR_CACHE_DIR", "XDG_CACHE_HOME", ".cache", "Caches", "LOCALAPPDATA")
    windows = sys.platform == "win32" and not os.environ.get("ANNOTATOR_CACHE_DIR")
    return own / "cache" if windows else own


def _folder(override: str, xdg: str, unix: str, mac: str, windows: str) -> Path:
    if chosen := os.environ.get(override):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get(windows) or Path.home() / "AppData" / "Local") / "Annotator"
    if sys.platform == "darwin":
        return Path.home() / "Library" / mac / "Annotator"
    base = os.environ.get(xdg, "")
    # The XDG Base Directory specification: a relative path is to be ignored.
    return (Path(base) if base.startswith("/") else Path.home() / unix) / "annotator"
