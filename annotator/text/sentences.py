"""The one sentence splitter of the program: rules for English news prose, no model.

A sentence ends at a full stop, question mark, exclamation mark or ellipsis with the closing marks
behind it, where the next sentence can begin; it always ends at a line break. Every character that
is not a blank belongs to exactly one sentence. Offsets are code points.
"""

import bisect
from collections.abc import Iterator
from operator import attrgetter

import regex

from annotator.model.span import Fragment
from annotator.text.abbreviations import INNER, NUMBERED, STARTERS, SUFFIXES, TITLES
from annotator.text.paragraphs import next_paragraph, paragraph_at

_B = r"[\s\x1c-\x1f]"
_LINE = regex.compile(r"[^\n-\r\x85\u2028\u2029]+")
_BLANKS = regex.compile(rf"{_B}*+")
_LAST_LETTER = regex.compile(r"(?r)[^\s\x1c-\x1f]")

# A stop with what closes behind it, then the gap and the look of what follows.
_STOP = regex.compile(
    rf"""
      (?P<wide> [。！？｡]++ [”’"'）」』》〉】]*+ )
    | (?<![.!?…]) (?P<stop> [.!?…‼⁇⁈⁉؟۔।॥]++ )
      (?P<closers> (?: [”’‘"'»›)\]}}´`]++ | [\u00A0\u202F][»›] | \[\d{{1,3}}\] )*+ )
      (?= {_B}++ [“‘"'«„‚(\[{{¿¡–—\-•…\s]*+ (?P<next> [\p{{L}}\p{{N}}\p{{M}}.’'\-]{{0,24}} ) )
    """,
    regex.VERBOSE | regex.VERSION1,
)
_WORD_BEFORE = regex.compile(r"(?r)(?<![\p{L}\p{N}.])[\p{L}\p{N}][\p{L}\p{N}.&]{0,11}")
_LOWER = regex.compile(r"\p{Ll}(?![\p{Ll}]*\p{Lu})")
_DOTTED = regex.compile(r"\p{L}(?:\.\p{L})+")
_NUMBER = regex.compile(r"\p{Nd}|[ivxIVX]+\b")
_LIST_NUMBER = regex.compile(r"(?:\p{Nd}{1,3}|\p{L})")
_AFTER_TIME = regex.compile(
    r"(?:[ECMP][SD]?T|GMT|BST|UTC|CET|CEST)\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)"
)
_SAYER = regex.compile(
    r"\s*+(?:(?:the|a|an|Mr|Mrs|Ms|Dr|Prof)\.?\s)?(?:[\p{Lu}][\p{L}’'\-]*\s){1,4}"
    r"(?:said|says|asked|asks|added|adds|wrote|told|replied|argued|argues|warned|explained|"
    r"explains|claimed|insisted|noted|tweeted|demanded|wondered|cried|shouted)\b"
)
_STARTER = regex.compile(r"(?i)\L<starters>(?!\p{L})", starters=STARTERS)
_PLAIN = frozenset({"No", "Nos", "Art", "Mar", "Pt"})


def sentences(text: str) -> tuple[Fragment, ...]:
    """All sentences in order, without blanks at their edges."""
    return tuple(each_sentence(text))


def each_sentence(text: str) -> Iterator[Fragment]:
    """The same one after the other, for who has no time to wait for all of a long text."""
    for line in _LINE.finditer(text):
        yield from _split_line(text, line.start(), line.end())


def _split_line(text: str, begin: int, end: int) -> Iterator[Fragment]:
    start = _after_blanks(text, begin, end)
    for match in _STOP.finditer(text, start, end):
        if match.start() >= start and _ends(text, start, match):
            yield Fragment(start, match.end())
            start = _after_blanks(text, match.end(), end)
    if start < end:
        yield Fragment(start, start + len(text[start:end].rstrip()))


def _after_blanks(text: str, position: int, end: int) -> int:
    blanks = _BLANKS.match(text, position, end)
    return position if blanks is None else blanks.end()


def _ends(text: str, start: int, match: regex.Match[str]) -> bool:
    """Whether the sentence that began at `start` ends with this stop."""
    if match.start("wide") >= 0:
        return True
    following: str = match["next"]
    if _LOWER.match(following):
        return False
    stop: str = match["stop"]
    if match["closers"] and stop != "." and _SAYER.match(text, match.end(), match.end() + 120):
        return False
    return stop != "." or not _is_abbreviation(text, start, match.start(), following)


def _is_abbreviation(text: str, start: int, dot: int, following: str) -> bool:
    """Whether the dot at `dot` belongs to an abbreviation after which the sentence goes on."""
    found = _WORD_BEFORE.match(text, start, dot)
    if found is None:
        return False
    word: str = found.group()
    if found.start() == start and _LIST_NUMBER.fullmatch(word):
        return True  # 1. at the beginning of a list item
    if word in INNER or word in TITLES:
        return bool(following)
    if word in NUMBERED and _NUMBER.match(following):
        return True
    if word in ("a.m", "p.m", "A.M", "P.M"):
        return _AFTER_TIME.match(following) is not None
    is_short = word in SUFFIXES or (word in NUMBERED and word.istitle() and word not in _PLAIN)
    if is_short or _DOTTED.fullmatch(word) or (len(word) == 1 and word.isupper()):
        return bool(following) and not _STARTER.match(following)
    return False


_START = attrgetter("start")


class Sentences:
    """The sentences of one text, for steps and look-ups.

    What is asked for around one place splits its paragraph alone: an article of 50 MB takes half a
    minute to split as a whole.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._here = Fragment(0, 0)
        self._near: tuple[Fragment, ...] = ()

    def at(self, offset: int) -> Fragment | None:
        """The sentence that holds the character at `offset`, or ends there; None between two."""
        near = self._around(offset)
        index = bisect.bisect_right(near, offset, key=_START) - 1
        return near[index] if index >= 0 and offset <= near[index].end else None

    def next(self, offset: int) -> int:
        """The start of the next sentence, or the end of the text."""
        near = self._around(offset)
        index = bisect.bisect_right(near, offset, key=_START)
        if index == len(near):
            near, index = self._around(next_paragraph(self._text, offset)), 0
        return near[index].start if near and near[index].start > offset else len(self._text)

    def previous(self, offset: int) -> int:
        """The start of this sentence, or from there that of the one before it, or 0."""
        near = self._around(offset)
        index = bisect.bisect_left(near, offset, key=_START)
        if not index:
            last = _LAST_LETTER.search(self._text, 0, self._here.start)
            near = () if last is None else self._around(last.start())
            index = len(near)
        return near[index - 1].start if near else 0

    def _around(self, offset: int) -> tuple[Fragment, ...]:
        """The sentences of the paragraph at `offset`; those asked for last are at hand."""
        here = paragraph_at(self._text, offset)
        if here != self._here:
            self._here = here
            self._near = tuple(_split_line(self._text, *here))
        return self._near
