"""JSON written by people: read with the line of every value, so that errors can name it."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from annotator.errors import BadInput
from annotator.formats.text import decode

Path = tuple[str | int, ...]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_KEY = -1
"""Stands in a path where the key of an object is still to come."""
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class PlacedJson:
    """A JSON value, the line of every part of it, and the keys that stand twice."""

    value: Any
    lines: dict[Path, int] = field(default_factory=dict)
    twice: list[Path] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line on which the value at `path` begins, or the one that should have held it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_placed_json(data: bytes | str, where: str) -> PlacedJson:
    """Reads JSON; raises `BadInput` naming line and column where it is none."""
    text = data if isinstance(data, str) else decode(data, where).text
    try:
        value = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadInput(
            f"{where}, line {error.lineno}, column {error.colno}: this is not JSON ({error.msg})."
        ) from None
    except RecursionError:
        raise BadInput(f"{where}: the JSON is nested too deeply.") from None
    except ValueError as error:
        raise BadInput(f"{where}: this is not JSON ({error}).") from None
    placed = PlacedJson(value)
    _place(text, placed)
    surrogate = next((path for path in _lone_surrogates(value)), None)
    if surrogate is not None:
        line = placed.line(surrogate)
        raise BadInput(f"{where}, line {line}: a character is only half there (a lone surrogate).")
    return placed


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _place(text: str, placed: PlacedJson) -> None:
    """Walks the tokens of sound JSON, keeping the path to where it is."""
    path: list[str | int] = []
    line, last = 1, 0
    key = ""
    for token in _TOKEN.finditer(text):
        line += text.count("\n", last, token.start())
        last = token.start()
        mark = token.group()
        if mark == "}" or mark == "]":
            path.pop()
        elif mark == ":":
            path[-1] = key
            here = tuple(path)
            if here in placed.lines:
                placed.twice.append(here)
            placed.lines[here] = line
        elif mark == ",":
            place = path[-1]
            path[-1] = place + 1 if isinstance(place, int) else _KEY
        elif path and path[-1] == _KEY:
            key = json.loads(mark, strict=False)
        else:
            placed.lines.setdefault(tuple(path), line)
            if mark in "{[":
                path.append(_KEY if mark == "{" else 0)


def _lone_surrogates(value: Any) -> list[Path]:  # noqa: ANN401 - any JSON value
    found: list[Path] = []
    waiting: list[tuple[Path, Any]] = [((), value)]
    while waiting:
        path, part = waiting.pop()
        if isinstance(part, str) and _SURROGATE.search(part):
            found.append(path)
        elif isinstance(part, list):
            waiting += [((*path, place), item) for place, item in enumerate(part)]
        elif isinstance(part, dict):
            found += [(*path, key) for key in part if _SURROGATE.search(key)]
            waiting += [((*path, key), item) for key, item in part.items()]
    return found
