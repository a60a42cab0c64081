"""Which characters of a text are quotation marks, and what each one does where it stands.

A mark between two letters is an apostrophe, whatever its glyph; so are decades (’90s), clipped
words (’tis) and the mark of inches (6'2"). Offsets are code points.
"""

from enum import StrEnum
from typing import NamedTuple

import regex

DOUBLE = "double"
SINGLE = "single"

_FAMILIES = dict.fromkeys(("“", "”", "„", "‟", '"', "''", "``", "’’", "‘‘", "＂"), DOUBLE)
_FAMILIES |= dict.fromkeys("'‘’‚‛`´", SINGLE)
_FAMILIES |= dict.fromkeys("«»", "guillemets") | dict.fromkeys("‹›", "single guillemets")
_FAMILIES |= dict.fromkeys("「」", "corners") | dict.fromkeys("『』", "white corners")
_MARK = regex.compile(r"''(?!')|``|’’|‘‘|[“”„‟\"＂'‘’‚‛`´«»‹›「」『』]")

_ALWAYS_OPEN = frozenset("„‚「『")
_ALWAYS_SHUT = frozenset("」』")
_LEANS_OPEN = frozenset({"“", "‟", "‘", "‛", "`", "``", "‘‘", "«", "‹"})
_LEANS_SHUT = frozenset({"”", "’", "´", "’’", "»", "›"})

# Scripts without blanks between words: there a mark between two letters quotes.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(rf"[[\p{{L}}\p{{N}}\p{{M}}]--[{_UNSPACED}]]", regex.VERSION1)
_FREE_BEFORE = regex.compile(r"[\s\x1c-\x1f(\[{\p{Pd}/“‘«‹「『„‚\"'`…|*_>]")
_FREE_AFTER = regex.compile(r"[\s\x1c-\x1f)\]},.;:!?…\p{Pd}/”’»›」』\"'´|*_<]")
_CLIPPED = regex.compile(
    r"(?i)(?:\d{2}s?\b|tis|twas|twere|twill|em|til|till|cause|cuz|bout|round|n|nuff|cept|ello)\b"
)
_INCHES = regex.compile(r"(?r)\d\s?['’′]\s?\d{1,2}")
_AFTER_STOP = frozenset('.,!?…;:-–—”"»')


class Role(StrEnum):
    """What a mark may do."""

    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "either"


class Mark(NamedTuple):
    """One mark: its place, what may pair with it, and what it does.

    `sure`: a closing mark behind punctuation. `plural`: an s stands before it and a word behind.
    """

    start: int
    end: int
    family: str
    role: Role
    sure: bool = False
    plural: bool = False


def marks(text: str, start: int, end: int) -> list[Mark]:
    """The quotation marks in `[start, end)` in order, apostrophes left out."""
    found = []
    for match in _MARK.finditer(text, start, end):
        mark = _mark(text, match.group(), match.start(), match.end(), start, end)
        if mark is not None:
            found.append(mark)
    return found


def _mark(text: str, glyph: str, start: int, stop: int, first: int, last: int) -> Mark | None:
    family = _FAMILIES[glyph]
    before = text[start - 1] if start > first else "\n"
    after = text[stop] if stop < last else "\n"
    letter_before = _WORD.match(before) is not None
    letter_after = _WORD.match(after) is not None
    if letter_before and letter_after:
        return None
    role = _role(
        glyph, _FREE_BEFORE.match(before) is not None, _FREE_AFTER.match(after) is not None
    )
    if family == SINGLE:
        return _single(text, glyph, start, stop, before, after, role)
    if family == DOUBLE and before.isdigit() and _INCHES.match(text, first, start):
        return None
    return Mark(start, stop, family, role, before in _AFTER_STOP)


def _role(glyph: str, free_before: bool, free_after: bool) -> Role:
    if glyph in _ALWAYS_OPEN:
        return Role.OPENS
    if glyph in _ALWAYS_SHUT:
        return Role.CLOSES
    if free_before and not free_after:
        return Role.OPENS
    if free_after and not free_before:
        return Role.CLOSES
    if glyph in _LEANS_OPEN:
        return Role.OPENS
    return Role.CLOSES if glyph in _LEANS_SHUT else Role.EITHER


def _single(
    text: str, glyph: str, start: int, stop: int, before: str, after: str, role: Role
) -> Mark | None:
    """A single mark, unless it is an apostrophe at the edge of a word."""
    if role is not Role.CLOSES and _CLIPPED.match(text, stop):
        return None
    if (role is Role.OPENS and glyph in "’´") or (after == "\n" and before == "\n"):
        return None
    if role is Role.EITHER or (role is Role.CLOSES and (before.isspace() or glyph == "`")):
        return None
    plural = (
        before in "sS" and after.isspace() and stop + 1 < len(text) and text[stop + 1].islower()
    )
    return Mark(start, stop, SINGLE, role, before in _AFTER_STOP, plural)
