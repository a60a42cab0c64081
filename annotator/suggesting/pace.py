"""How long the articles that are left will take, from how long those before them took."""

import time
from collections.abc import Callable

_LEAST_SECONDS = 3
"""Nothing is said of the time left before so much was measured."""


class Pace:
    """Measures work on texts; `total` is all of it, in code points."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._done = 0
        self._clock = clock
        self._began = clock()

    def did(self, length: int) -> None:
        """A text of `length` code points is done."""
        self._done += length

    def skip(self, length: int) -> None:
        """A text of `length` code points needs no time."""
        self._total -= length

    def left(self, here: int = 0) -> str:
        """The time left in words, "" while nobody can know; `here` is what of the next is done."""
        passed = self._clock() - self._began
        done = self._done + here
        if not done or passed < _LEAST_SECONDS or done >= self._total:
            return ""
        return words_for(passed * (self._total - done) / done)


def words_for(seconds: float) -> str:
    """A time left in words, rounded as one would say it."""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 90:
        return f"about {10 * round(seconds / 10)} seconds left"
    if seconds < 90 * 60:
        return f"about {round(seconds / 60)} minutes left"
    return f"about {round(seconds / 3600)} hours left"
