"""Long work in steps: it pauses now and then, so that whoever does it can do other things too."""

from collections.abc import Generator, Iterable, Iterator
from typing import TypeVar

Made = TypeVar("Made")
Steps = Generator[None, None, Made]
"""Work that pauses by yielding, and returns what was made."""
SIZE = 400
"""Marks or rows between two pauses: a few milliseconds of work."""


def finished(steps: Steps[Made]) -> Made:
    """Does all of it now."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def numbered(some: Iterable[Made]) -> Iterator[tuple[bool, Made]]:
    """Each of these, and whether it is time for a pause before it."""
    for number, one in enumerate(some, 1):
        yield number % SIZE == 0, one
