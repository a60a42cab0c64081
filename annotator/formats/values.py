"""Reading single values of a record, each checked: what is wrong is told with its key."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

import orjson

from annotator.formats.bundle import DayRecord
from annotator.model.place import is_day
from annotator.model.span import AttributeValue, Fragment

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_SHOWN = 40

Json = Mapping[str, Any]
Choice = TypeVar("Choice", bound=StrEnum)


class BadValue(Exception):
    """A value that cannot be taken; the message is the reason."""


def text_at(value: Json, key: str) -> str:
    """The text at `key`, "" where it is missing."""
    text = value.get(key, "")
    if isinstance(text, str):
        return text
    raise BadValue(f"“{key}” must be a text, not {short(text)}.")


def texts_at(value: Json, key: str) -> tuple[str, ...]:
    """The list of texts at `key`, empty where it is missing."""
    texts = value.get(key, [])
    if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
        return tuple(texts)
    raise BadValue(f"“{key}” must be a list of texts.")


def attributes_at(value: Json) -> tuple[AttributeValue, ...]:
    """The names and values at `attributes`."""
    pairs = value.get("attributes", [])
    if not pairs:
        return ()
    if isinstance(pairs, list) and all(
        isinstance(pair, dict)
        and isinstance(pair.get("name"), str)
        and isinstance(pair.get("value"), str)
        for pair in pairs
    ):
        return tuple(AttributeValue(pair["name"], pair["value"]) for pair in pairs)
    raise BadValue("“attributes” must be a list of objects with a name and a value, both texts.")


def seconds_at(value: Json) -> int:
    """The whole seconds at `seconds`, 0 where they are missing."""
    seconds = value.get("seconds", 0)
    if type(seconds) is int and 0 <= seconds < 1 << 53:
        return seconds
    raise BadValue(f"“seconds” must be a whole number, 0 or more, not {short(seconds)}.")


def days_at(value: Json) -> Iterator[DayRecord]:
    """The active seconds at `days`, each day once."""
    days = value.get("days") or []
    if not isinstance(days, list) or not all(isinstance(day, dict) for day in days):
        raise BadValue("“days” must be a list of objects with a day and seconds.")
    if len({text_at(day, "day") for day in days}) < len(days):
        raise BadValue("“days” has a day twice.")
    for day in days:
        name, marking = text_at(day, "day"), day.get("marking") or []
        if not is_day(name):
            raise BadValue(f"“day” must be a day like 2026-11-21, not {short(name)}.")
        if not isinstance(marking, list) or not all(isinstance(one, dict) for one in marking):
            raise BadValue("“marking” must be a list of objects with a label and seconds.")
        parts = tuple((text_at(one, "label"), seconds_at(one)) for one in marking)
        if sum(seconds for _, seconds in parts) > seconds_at(day):
            raise BadValue(f"“marking” has more seconds than {name} has.")
        yield DayRecord(name, seconds_at(day), parts)


def number_at(value: Json, key: str) -> float:
    """The number at `key`, 0 or more; 0 where it is missing."""
    given = value.get(key, 0.0)
    if type(given) in (int, float) and given >= 0 and math.isfinite(given):
        return float(given)
    raise BadValue(f"“{key}” must be a number, 0 or more, not {short(given)}.")


def place_at(value: Json) -> Fragment:
    """The place from `start` to `end`, in code points."""
    start, end = value.get("start"), value.get("end")
    if type(start) is int and type(end) is int and 0 <= start < end:
        return Fragment(start, end)
    raise BadValue("“start” and “end” must be whole numbers, the end behind the start.")


def one_of(value: Json, key: str, default: Choice) -> Choice:
    """The choice at `key`, `default` where it is missing."""
    given = value.get(key, default)
    try:
        return type(default)(given)
    except ValueError:
        offered = ", ".join(type(default))
        raise BadValue(f"“{key}” cannot be {short(given)}; it is {offered}.") from None


def time_at(value: Json, key: str) -> str | None:
    """A time as UTC to the second; other zones are turned into it, fractions left out."""
    given = value.get(key)
    if given is None:
        return None
    try:
        time = datetime.fromisoformat(given)
        if _TIME.fullmatch(given):
            return str(given)
        if time.tzinfo is not None:
            time = time.astimezone(UTC).replace(microsecond=0, tzinfo=None)
            return f"{time.isoformat()}Z"
    except (TypeError, ValueError, OverflowError):
        pass
    raise BadValue(f"“{key}” must be a time like 2026-11-21T01:05:00Z, not {short(given)}.")


def short(value: object) -> str:
    """A value as it is shown in a sentence."""
    text = value if isinstance(value, str) else orjson.dumps(value, default=str).decode()
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return f"“{shown}”" if isinstance(value, str) else shown
