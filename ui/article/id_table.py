"""From the id of a span to where it begins, in a tenth of the memory that a dict takes."""

from array import array
from collections.abc import Iterator

LEAST = 64
"""Slots at least; always a power of two."""
NUMBERS = 0xFFFF
"""Stretches that have a number of their own."""


class IdTable:
    """Says near where the span with an id begins (code points); whoever asks looks there.

    The text is cut into stretches of 2 ** n code points, and the number of the stretch is kept in
    a slot that the id's hash gives, or in one of the next, so that other ids' stretches come up
    too. Nothing is ever taken out: a stretch where the span no longer is does no harm.
    """

    __slots__ = ("_end", "_filled", "_shift", "_slots")

    def __init__(self, count: int = 0, last: int = 0) -> None:
        """Room for `count` ids; the finer the nearer the start `last` of the last one is."""
        slots = max(1 << (2 * count - 1).bit_length() if count else 0, LEAST)
        self._slots = array("H", (0,)) * slots
        self._filled = 0
        self._shift = max(last.bit_length() - NUMBERS.bit_length(), 0)
        self._end = 0

    @property
    def is_full(self) -> bool:
        """Whether it has become slow, and another should be made of the spans there are."""
        return self._filled * 3 > len(self._slots) * 2

    def add(self, span_id: str, start: int) -> None:
        """The span with this id begins at `start`."""
        slots, mask = self._slots, len(self._slots) - 1
        slot, entry = hash(span_id) & mask, (start >> self._shift) % NUMBERS + 1
        while (held := slots[slot]) and held != entry:
            slot = (slot + 1) & mask
        if not held:
            slots[slot] = entry
            self._filled += 1
        if start >= self._end:
            self._end = start + 1

    def stretches(self, span_id: str) -> Iterator[tuple[int, int]]:
        """Where it may begin, end exclusive; each stretch once or more."""
        slots, mask, shift = self._slots, len(self._slots) - 1, self._shift
        slot = hash(span_id) & mask
        while held := slots[slot]:
            for begin in range((held - 1) << shift, self._end, NUMBERS << shift):
                yield begin, begin + (1 << shift)
            slot = (slot + 1) & mask
