"""Words as a reader sees them, and the steps of a caret over them.

Every text is tiled by pieces: words, runs of blanks, and single marks (one punctuation mark, sign
or emoji, never a part of one). Offsets are code points. The cost of every look-up is bounded around
the offset: a run without blanks is cut at `STRETCH` code points, so that no word is longer than
twice that.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

import regex

from annotator.model.span import Fragment
from annotator.text.abbreviations import WITH_DOT

STRETCH = 2048
"""Code points after which a run without any blank may be cut."""

_STEP = 128
"""Code points of marks after which a caret step ends at the latest."""

BLANK = r"[\s\x1c-\x1f]"
"""Pattern of one blank: what `str.isspace` calls so."""

EXTEND = r"[\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]"
"""Pattern of one code point that belongs to the character before it."""
# A blank under a combining mark carries it and is a mark; a line break carries nothing.
_BLANK = rf"(?:[\t-\r\x1c-\x1f\x85\u2028\u2029]|\s(?!{EXTEND}))"
_ALONE = r"[\p{Han}\p{Hiragana}]"
_UNSPACED = r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
_LETTER = rf"[[\p{{L}}\p{{N}}\p{{M}}_\u00AD\u200C\u200D]--{_ALONE}--{_UNSPACED}]"
_WEB = r"(?:https?://|ftp://|www\.(?=\p{L}))[^\s\x1c-\x1f<>\"“”‘’«»]*[\p{L}\p{N}/\#=&_~%+\-]"
_MAIL = r"(?<![\p{L}\p{N}])[\w.%+\-]++@[\p{L}\p{N}\-]++(?:\.[\p{L}\p{N}\-]++)+"
_DOTTED = rf"\p{{L}}(?:\.\p{{L}})++(?![\p{{L}}\p{{M}}])(?:\.(?!{EXTEND}))?"
_SHORT = rf"(?<!\p{{L}})(?:\L<short>\.|Nos?\.(?=\ ?\d))(?!\p{{L}}|{EXTEND})"
_UNIT = rf"(?:{_DOTTED}|{_SHORT}|{_LETTER}++)"

_PIECE = regex.compile(
    rf"""
      (?P<blank> {_BLANK}++ )
    | (?P<word>
        (?: {_WEB} | {_MAIL} | {_ALONE}\p{{M}}*+ | {_UNSPACED}[{_UNSPACED}\p{{M}}\u200C\u200D]*+
          | (?: (?<![^\s(])[-−+](?=\p{{Sc}}?\p{{Nd}}) )?          # −5
            (?: \p{{Sc}}(?=\p{{Nd}}) | [\#@](?=\p{{L}}) | ['’‘](?=\d0s\b) )?
            {_UNIT}
            (?: (?: ['’‘`´](?=\p{{L}}) | [-‐‑&°](?=[\p{{L}}\p{{N}}])
                  | (?<=\p{{Nd}})[.,:](?=\p{{Nd}}) | (?<=[\p{{Ll}}\p{{Nd}}])\.(?=\p{{Ll}})
                  | \p{{Sc}}(?=\p{{Nd}}) )
                {_UNIT} )*
            (?: [%‰°\p{{Sc}}](?!{EXTEND}) )?
        )
        {EXTEND}*+
      )
    | (?P<mark> \X )
    """,
    regex.VERBOSE | regex.VERSION1 | regex.DOTALL,
    short=WITH_DOT,
)
_BLANK_HERE = regex.compile(_BLANK, regex.VERSION1)
_BLANK_BEFORE = regex.compile(rf"(?r){_BLANK}", regex.VERSION1)
_TEXT_BEFORE = regex.compile(rf"(?r)(?!{_BLANK}).", regex.VERSION1 | regex.DOTALL)
_SAFE = regex.compile(rf"(?<![\u200C\u200D])(?!{EXTEND}|\p{{RI}})", regex.VERSION1)
_POSSESSIVE = regex.compile(r"['’‘`´][sS](?=[-‐‑]|$)")
_HYPHENS = "-‐‑"


class Kind(StrEnum):
    """What a piece of text is."""

    WORD = "word"
    BLANK = "blank"
    MARK = "mark"


class Piece(NamedTuple):
    """A word, a run of blanks or a single mark: code points, end exclusive."""

    start: int
    end: int
    kind: Kind


def pieces(text: str, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """All pieces that overlap `[start, end)`, whole and in order; together they tile the text."""
    end = len(text) if end is None else min(end, len(text))
    start = max(start, 0)
    position = _anchor(text, start) if start < end else end
    while position < end:
        for match in _PIECE.finditer(text, position, _block_end(text, position)):
            if match.start() >= end:
                return
            position = match.end()
            if position > start:
                yield Piece(match.start(), position, Kind(match.lastgroup or Kind.MARK))


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Fragment]:
    """All words that overlap `[start, end)`, whole and in order; blanks and marks left out."""
    for piece in pieces(text, start, end):
        if piece.kind is Kind.WORD:
            yield Fragment(piece.start, piece.end)


def piece_at(text: str, offset: int) -> Piece:
    """The piece that holds the character at `offset`; at the end of the text, the last piece.

    An empty text gives an empty run of blanks.
    """
    offset = min(max(offset, 0), len(text) - 1)
    if offset < 0:
        return Piece(0, 0, Kind.BLANK)
    return next(pieces(text, offset, offset + 1))


def word_at(text: str, offset: int) -> Fragment:
    """The word, the run of blanks or the single mark that holds the character at `offset`."""
    piece = piece_at(text, offset)
    return Fragment(piece.start, piece.end)


def next_word(text: str, offset: int) -> int:
    """Where the caret goes one word on: the start of the next word or run of marks, or the end."""
    offset = max(offset, 0)
    after_marks = False
    for piece in pieces(text, offset):
        if piece.start <= offset:
            after_marks = piece.kind is Kind.MARK
        elif piece.kind is Kind.BLANK:
            after_marks = False
        elif piece.kind is Kind.WORD or not after_marks or piece.start - offset > _STEP:
            return piece.start
    return len(text)


def previous_word(text: str, offset: int) -> int:
    """Where the caret goes one word back: the start of the word or run of marks before it, or 0."""
    position = min(max(offset, 0), len(text))
    while position > 0:
        run = 0
        for piece in reversed(list(pieces(text, max(position - _STEP, 0), position))):
            if run and piece.kind is not Kind.MARK:
                return run
            position = piece.start
            if piece.kind is Kind.WORD:
                return position
            if piece.kind is Kind.MARK:
                run = position
        if run:
            return run
    return 0


def is_word_edge(text: str, offset: int) -> bool:
    """Whether a name may begin or end at `offset`.

    So it may at the edge of a piece, beside a hyphen inside a word (`UK` in `UK-based`) and before
    a possessive s (`Alibaba` in `Alibaba’s`); not inside `can’t`, `3.5` or `U.S.`
    """
    if not 0 < offset < len(text):
        return True
    piece = piece_at(text, offset)
    if piece.start == offset:
        return True
    word = text[piece.start : piece.end]
    if piece.kind is not Kind.WORD or "@" in word[1:] or "://" in word or word[:4] == "www.":
        return False
    if text[offset - 1] in _HYPHENS or text[offset] in _HYPHENS:
        return True
    return _POSSESSIVE.match(text, offset, piece.end) is not None


def _anchor(text: str, offset: int) -> int:
    """The start of a piece at or before `offset` (inside the text): after a blank or at a cut."""
    if _BLANK_HERE.match(text, offset):
        before = _TEXT_BEFORE.search(text, 0, offset)
        return 0 if before is None else before.end()
    grid = offset // STRETCH * STRETCH
    cuts = (_cut(text, grid), _cut(text, grid - STRETCH))
    floor = next((cut for cut in cuts if cut is not None and cut <= offset), 0)
    # One code point more lets the pattern see what follows the last blank.
    blank = _BLANK_BEFORE.search(text, floor, offset + 1)
    if blank is not None and blank.end() > offset:
        blank = _BLANK_BEFORE.search(text, floor, offset)
    return floor if blank is None else blank.end()


def _cut(text: str, grid: int) -> int | None:
    """Where a run without blanks is cut at or soon after `grid`, a multiple of `STRETCH`."""
    if grid <= 0 or _BLANK_BEFORE.search(text, grid - STRETCH, grid + 1):
        return None
    safe = _SAFE.search(text, grid, grid + STRETCH)
    return None if safe is None else safe.start()


def _block_end(text: str, position: int) -> int:
    """The end of some pieces from `position` on: far enough on, the next cut, or the text's end."""
    reach = 8 * STRETCH
    while True:
        far = min(position + reach, len(text))
        for grid in range(position // STRETCH * STRETCH, far, STRETCH):
            cut = _cut(text, grid)
            if cut is not None and position < cut:
                return cut
        stop = len(text) if far == len(text) else _anchor(text, far)
        if stop > position:
            return stop
        reach *= 2
