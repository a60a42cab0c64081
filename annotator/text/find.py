"""Finding words in a text. Offsets are code points, end exclusive."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from annotator.errors import AnnotatorError, BadInput
from annotator.model.span import Fragment
from annotator.text.paragraphs import LINE_BREAK
from annotator.text.words import EXTEND, is_word_edge, piece_at

LONGEST_QUERY = 10_000

_SINGLE = "'‘’‛ʼ`´′"
_DOUBLE = '"“”„‟″'
_BREAKS = regex.compile(rf"[ \t]*(?:{LINE_BREAK})(?:{LINE_BREAK}|[ \t])*")
_CONTROL = regex.compile(r"[\p{Cc}\p{Zs}]")


class SearchTimeout(AnnotatorError):
    """A search that took longer than it was allowed to."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. Case is ignored unless `match_case`.

    Without `regular_expression` every apostrophe finds every other, straight quotation marks find
    curly ones, and a blank finds any run of blanks.
    """

    text: str
    whole_word: bool = False
    match_case: bool = False
    regular_expression: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """A hit with the words around it, for a list; line breaks are shown as ↵."""

    before: str
    hit: str
    after: str


def compile_query(query: Query) -> regex.Pattern[str]:
    """The pattern of a query; `BadInput` with the place for an expression that is none."""
    if len(query.text) > LONGEST_QUERY:
        raise BadInput(f"The search is too long: at most {LONGEST_QUERY:,} characters.")
    if not query.text:
        raise BadInput("There is nothing to look for: type a word first.")
    flags = regex.VERSION1 | regex.MULTILINE
    if not query.match_case:
        flags |= regex.IGNORECASE
    expression = query.text if query.regular_expression else _literal(query.text)
    try:
        return regex.compile(expression, flags)
    except regex.error as error:
        position: int | None = getattr(error, "pos", None)
        place = "" if position is None else f" at character {position + 1}"
        reason = getattr(error, "msg", error)
        raise BadInput(
            f"The regular expression is not right{place}: {reason}. "
            "Mend it, or switch regular expressions off."
        ) from error
    except (ValueError, OverflowError, RecursionError, MemoryError, LookupError) as error:
        raise BadInput(
            "The regular expression is not right or too big. "
            "Mend it, or switch regular expressions off."
        ) from error


def find(
    text: str,
    query: Query,
    *,
    seconds: float = 2.0,
    limit: int | None = None,
    article: str = "",
) -> tuple[Fragment, ...]:
    """All hits in order, at most `limit`; empty matches are left out.

    Raises `BadInput` for a bad expression and `SearchTimeout`, which names `article`, after
    `seconds`: an expression can be slow without end. Words need no such limit.
    """
    if not query.text:
        return ()
    pattern = compile_query(query)
    longest = seconds if query.regular_expression else None
    until = math.inf if longest is None else time.monotonic() + longest
    hits: list[Fragment] = []
    try:
        for match in pattern.finditer(text, timeout=longest):
            if time.monotonic() > until:
                raise TimeoutError
            start, end = match.span()
            if start < end and (not query.whole_word or _is_whole(text, start, end)):
                hits.append(Fragment(start, end))
                if limit is not None and len(hits) >= limit:
                    break
    except TimeoutError:
        raise SearchTimeout(_too_slow(seconds, article)) from None
    return tuple(hits[:limit])


def occurrences(text: str, needle: str, *, whole_word: bool = True) -> Iterator[Fragment]:
    """Every place where exactly `needle` stands, in order, without overlaps."""
    start = text.find(needle) if needle else -1
    while start >= 0:
        end = start + len(needle)
        if not whole_word or _is_whole(text, start, end):
            yield Fragment(start, end)
            start = text.find(needle, end)
        else:
            start = text.find(needle, start + 1)


def context(text: str, fragment: Fragment, characters: int = 60) -> Context:
    """The hit with up to `characters` before and after it, cut at the edges of words."""
    start, end = fragment
    first, last = max(start - characters, 0), min(end + characters, len(text))
    if 0 < first < start:
        piece = piece_at(text, first)
        if piece.start < first and piece.end < start:
            first = piece.end
    if end < last < len(text):
        piece = piece_at(text, last)
        if end < piece.start:
            last = piece.start
    return Context(
        _shown(text[first:start]).lstrip(),
        _shown(text[start:end]),
        _shown(text[end:last]).rstrip(),
    )


def _literal(words: str) -> str:
    """The pattern that finds these words, whatever the glyphs of their marks and blanks."""
    parts: list[str] = []
    blank = False
    for character in words:
        if character.isspace():
            if not blank:
                parts.append(r"[\s\x1c-\x1f]+")
        elif character in _SINGLE:
            parts.append(f"[{_SINGLE}]")
        elif character in _DOUBLE:
            parts.append(f"[{_DOUBLE}]")
        else:
            parts.append(regex.escape(character))
        blank = character.isspace()
    return "".join(parts) + f"(?!{EXTEND})"


def _is_whole(text: str, start: int, end: int) -> bool:
    return is_word_edge(text, start) and is_word_edge(text, end)


def _too_slow(seconds: float, article: str) -> str:
    where = f" in “{article}”" if article else ""
    took = f"The search{where} took longer than {seconds:g} seconds and was stopped."
    return f"{took} Make the expression simpler."


def _shown(text: str) -> str:
    return _CONTROL.sub(" ", _BREAKS.sub(" ↵ ", text))
