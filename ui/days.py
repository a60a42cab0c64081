"""Days and numbers as sentences say them."""

from datetime import date, datetime

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def wanted_by(due: str, today: date) -> str:
    """By when a pack is wanted, as a sentence, with how long that is; "" for what is no day."""
    day = _day(due)
    if day is None:
        return ""
    left = (day - today).days
    if left < 0:
        how = "yesterday" if left == -1 else f"{-left} days ago"
    else:
        how = {0: "today", 1: "tomorrow"}.get(left, f"in {left} days")
    return f"Wanted back by {long_day(due)} ({how})."


def long_day(day: str) -> str:
    """A date such as 2026-11-30 in words; the date itself where it is none."""
    found = _day(day)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}" if found else day


def here(time: str) -> str:
    """A time of a project (UTC) as the clock of this machine shows it; what is none as it is."""
    try:
        return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return time


def counted(number: int, word: str, words: str = "") -> str:
    """A number with its noun."""
    return f"{number} {word if number == 1 else words or f'{word}s'}"


def _day(day: str) -> date | None:
    try:
        return date.fromisoformat(day[:10])
    except ValueError:
        return None
