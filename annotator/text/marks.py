"""Quotation marks and brackets, and which of them belong together.

A mark between two letters is an apostrophe, whatever its glyph. Pairs never reach over a line
break. Offsets are code points.
"""

import regex

from annotator.text.paragraphs import LINE_BREAK

SINGLE = "'‘’‚‛‹›`´"
DOUBLE = '"“”„‟«»'
QUOTES = SINGLE + DOUBLE

_CLOSES = {"(": ")", "[": "]", "{": "}", "「": "」", "『": "』", "《": "》"}
_OPENS = frozenset(_CLOSES)
_BRACKETS_SHUT = frozenset(_CLOSES.values())
_FAMILIES = dict.fromkeys("'‘’‚‛`´", "single") | dict.fromkeys('"“”„‟', "double")
_FAMILIES |= dict.fromkeys("‹›", "single guillemet") | dict.fromkeys("«»", "guillemet")
_MARK = regex.compile(rf"[{QUOTES}()\[\]{{}}「」『』《》]|{LINE_BREAK}")
_LETTER = regex.compile(r"[\p{L}\p{N}\p{M}]")
_OPENING_SIDE = regex.compile(r"""[\s\x1c-\x1f(\[{\p{Pd}/'"‘’“”„‚«‹「『《…]""")
_PLURAL = regex.compile(
    r"""(?<=s)['’‘´](?=\ \p{Ll} (?:(?![\s(]['‘]).){0,1000}? [.,!?…]['’‘´](?![\p{L}\p{N}]))""",
    regex.VERBOSE,
)
DEPTH = 50
"""Marks that may stand open at once; older ones are given up."""


def is_apostrophe(text: str, offset: int) -> bool:
    """Whether the mark at `offset` stands between two letters or digits."""
    return (
        offset > 0
        and offset + 1 < len(text)
        and _LETTER.match(text, offset - 1) is not None
        and _LETTER.match(text, offset + 1) is not None
    )


def may_open(text: str, offset: int) -> bool:
    """Whether the quotation mark at `offset` stands where one opens: text behind, none before."""
    before_is_free = offset == 0 or _OPENING_SIDE.match(text, offset - 1) is not None
    return before_is_free and offset + 1 < len(text) and not text[offset + 1].isspace()


def may_close(text: str, offset: int) -> bool:
    """Whether the quotation mark at `offset` stands where one closes: text before, none behind."""
    if offset == 0 or text[offset - 1].isspace():
        return False
    return offset + 1 >= len(text) or _LETTER.match(text, offset + 1) is None


def pairs(text: str, start: int = 0, end: int | None = None) -> dict[int, int]:
    """The marks in `[start, end)` that belong together: each one's offset to its partner's."""
    found: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, start, len(text) if end is None else end):
        mark, offset = match.group(), match.start()
        if mark in _OPENS:
            waiting.append((_CLOSES[mark], offset))
        elif mark in _BRACKETS_SHUT:
            _close(mark, offset, waiting, found)
        elif mark in _FAMILIES:
            if not is_apostrophe(text, offset):
                _quote(text, _FAMILIES[mark], offset, waiting, found)
        else:
            waiting.clear()
        del waiting[:-DEPTH]
    return found


def _quote(
    text: str, family: str, offset: int, waiting: list[tuple[str, int]], found: dict[int, int]
) -> None:
    is_open = any(kind == family for kind, _ in waiting)
    if is_open and _PLURAL.match(text, offset):
        return  # ‘the engineers’ union won,’ she said
    if is_open and may_close(text, offset):
        _close(family, offset, waiting, found)
    elif may_open(text, offset):
        waiting.append((family, offset))
    elif is_open:
        _close(family, offset, waiting, found)


def _close(kind: str, offset: int, waiting: list[tuple[str, int]], found: dict[int, int]) -> None:
    """Pair `offset` with the last open mark of its kind; what was open inside is given up."""
    for index in range(len(waiting) - 1, -1, -1):
        if waiting[index][0] == kind:
            found[offset] = waiting[index][1]
            found[waiting[index][1]] = offset
            del waiting[index:]
            return
