"""The one place where code points meet Qt's UTF-16 units.

Qt never sees the stored text, only a display copy of one piece of it. In the copy every character
that Qt would drop, join or break a line at stands as another one of one UTF-16 unit, so that what
is left to map is the characters outside the BMP, which take two units.
"""

import re
from bisect import bisect_right
from itertools import accumulate

ODD = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffc\ufdd0-\ufdef\ud800-\udfff]")
ASTRAL = re.compile("[\U00010000-\U0010ffff]")
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
INVISIBLE = "\u200b"
_NAMED = {
    "\r": "␍",
    "\x7f": "␡",
    "\x85": "↵",
    "\u2028": "↲",
    "\u2029": "¶",
    "\ufeff": INVISIBLE,
}


def shown(piece: str, *, ends: bool = False) -> str:
    """The display copy of `piece`: as many code points, and none that Qt would alter.

    A carriage return at the very end belongs to the line break and is invisible unless `ends`.
    """
    if ODD.search(piece) is None:
        return piece
    copy = ODD.sub(_stand_in, piece)
    if piece.endswith("\r") and not ends:
        copy = copy[:-1] + INVISIBLE
    return copy


def _stand_in(match: re.Match[str]) -> str:
    character = match[0]
    if character in _NAMED:
        return _NAMED[character]
    if character < " ":
        return chr(0x2400 + ord(character))
    return "\ufffd"


class Units:
    """Where the code points of one display copy stand in UTF-16 units, both ways.

    `units` and `points` take and give places between characters, 0 to the length inclusive;
    a unit inside a surrogate pair belongs to the pair's character.
    """

    __slots__ = ("_starts",)

    def __init__(self, copy: str) -> None:
        self._starts: list[int] | None = None
        if not copy.isascii() and ASTRAL.search(copy) is not None:
            widths = (2 if character > "\uffff" else 1 for character in copy)
            self._starts = [0, *accumulate(widths)]

    @property
    def mapped(self) -> bool:
        """Whether the two differ at all."""
        return self._starts is not None

    def units(self, point: int) -> int:
        """The UTF-16 place of a code-point place."""
        return point if self._starts is None else self._starts[point]

    def points(self, unit: int) -> int:
        """The code-point place of a UTF-16 place."""
        return unit if self._starts is None else bisect_right(self._starts, unit) - 1
