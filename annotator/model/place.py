"""Where something was looked up: an address and the day, kept as one value.

The value of an attribute of the kind “address and date” is `ADDRESS (YYYY-MM-DD)`; without a day
it is the address alone, without an address `(YYYY-MM-DD)`.
"""

import re
from dataclasses import dataclass
from datetime import date

_DATED = re.compile(r"(?s)(?P<address>.*?)\s*\((?P<date>\d{4}-\d{2}-\d{2})\)\s*")
_BARE = re.compile(r"(?s)(?:(?P<address>.*\S)\s+)?(?P<date>\d{4}-\d{2}-\d{2})\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """An address (of a page, a book, a person) and the day it was looked up, `YYYY-MM-DD` or ""."""

    address: str = ""
    date: str = ""

    def __str__(self) -> str:
        return f"{self.address} ({self.date})".strip() if self.date else self.address


def read_place(value: str) -> Place:
    """The address and the day in a value. A day at the end counts without brackets too."""
    for pattern in (_DATED, _BARE):
        found = pattern.fullmatch(value)
        if found and is_day(found["date"]):
            return Place((found["address"] or "").strip(), found["date"])
    return Place(value.strip())


def is_day(words: str) -> bool:
    """Whether the words are a day of the calendar, written `YYYY-MM-DD`."""
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False
