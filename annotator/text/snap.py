"""From a sweep of the mouse to the ends of a span. Offsets are code points, end exclusive."""

import regex

from annotator.model.scheme import Edges
from annotator.model.span import Fragment
from annotator.text.marks import QUOTES, pairs
from annotator.text.paragraphs import paragraph_at
from annotator.text.words import Kind, is_word_edge, piece_at, words

# White space, invisible signs, and punctuation that is no part of a number or a name.
_BLANK = r"\s\x1c-\x1f\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF"
_OUTER = rf"(?:[{_BLANK}]\p{{M}}*|[\p{{P}}`´--[%‰‱§#@&†‡*_/\\]](?!\p{{M}}))"
_OUTER_KEEPING_QUOTES = rf"(?![{QUOTES}]){_OUTER}"


def _pattern(expression: str) -> regex.Pattern[str]:
    return regex.compile(expression, regex.VERSION1 | regex.DOTALL)


_LEADING = {
    Edges.WORDS: _pattern(rf"(?:{_OUTER})*+"),
    Edges.MARKS: _pattern(rf"(?:{_OUTER_KEEPING_QUOTES})*+"),
}
_TRAILING = {
    Edges.WORDS: _pattern(rf"(?r)(?:{_OUTER})*+"),
    Edges.MARKS: _pattern(rf"(?r)(?:{_OUTER_KEEPING_QUOTES})*+"),
}
_STOPS = _pattern(rf"[{_BLANK}.,;:!?…\-–—]*+")
_POSSESSIVE = _pattern(r"(?r)(?<=\p{L})['’‘`´][sS]$")
_NAME_PART = _pattern(r"[\p{Lu}\p{Lt}\p{N}].*|of|the|and|for|de|du|van|von|der|la|al|bin|&")
_NO_NAME = _pattern(
    "(?i)it|he|she|that|this|there|here|what|who|where|when|how|let|one|everyone|someone|nobody"
    "|mcdonald|sotheby|christie|lloyd|sainsbury|moody|macy|wendy|domino|kellogg|levi|denny"
)
"""Words before ’s that are no owner (It’s), and names that are written with it (Lloyd’s)."""

_LONGEST_NAME = 80


def to_words(text: str, start: int, end: int) -> Fragment:
    """The sweep widened to the words it touches; an empty sweep gives the word at the caret.

    An end that stands exactly beside an inner hyphen or before a possessive s stays there, so that
    `UK` can be taken out of `UK-based`.
    Where the caret touches no word, an empty sweep gives the mark under it, or stays empty.
    """
    start, end = (min(max(offset, 0), len(text)) for offset in sorted((start, end)))
    if start < end:
        first, last = piece_at(text, start), piece_at(text, end - 1)
        if first.kind is not Kind.BLANK and not is_word_edge(text, start):
            start = first.start
        if last.kind is not Kind.BLANK and not is_word_edge(text, end):
            end = last.end
        return Fragment(start, end)
    after = piece_at(text, start)
    before = piece_at(text, start - 1) if start else after
    for kind in (Kind.WORD, Kind.MARK):
        for piece in (after, before):
            if piece.kind is kind and piece.start <= start <= piece.end:
                return Fragment(piece.start, piece.end)
    return Fragment(start, start)


def to_edges(text: str, start: int, end: int, edges: Edges) -> Fragment | None:
    """What a new span keeps of `[start, end)`; None when nothing is left.

    White space and punctuation at the edges go; signs (£, %), the dot of an abbreviation and a
    closing bracket or quotation mark whose opening stays inside are kept. A name alone loses its
    possessive s. With `Edges.MARKS` quotation marks stay, and a sweep directly inside a pair of
    them takes the pair in, with the comma or full stop before the closing one.
    """
    kept = Fragment(max(start, 0), min(end, len(text)))
    while kept.start < kept.end:
        before = kept
        kept = _trimmed(text, kept, edges)
        if edges is Edges.MARKS:
            kept = _with_marks(text, kept)
        elif _is_name_with_s(text, kept):
            kept = Fragment(kept.start, kept.end - 2)
        if kept == before:
            return kept
    return None


def _trimmed(text: str, sweep: Fragment, edges: Edges) -> Fragment:
    """The sweep without what its edges may not be, but with the whole words that stood in it."""
    leading = _LEADING[edges].match(text, sweep.start, sweep.end)
    start = sweep.start if leading is None else leading.end()
    trailing = _TRAILING[edges].match(text, start, sweep.end)
    end = sweep.end if trailing is None else trailing.start()
    if start >= end:
        return Fragment(sweep.end, sweep.end)
    first, last = piece_at(text, start), piece_at(text, end - 1)
    if first.kind is Kind.WORD and first.start >= sweep.start:  # the minus of −5, ’ of ’90s
        start = first.start
    if last.kind is Kind.WORD and last.end <= sweep.end:  # the dot of U.S.
        end = last.end
    return _with_partners(text, sweep, Fragment(start, end))


def _with_partners(text: str, sweep: Fragment, core: Fragment) -> Fragment:
    """The core with the trimmed brackets and quotation marks whose partner stands inside it."""
    if core == sweep:
        return core
    start, end = core
    for mark, partner in pairs(text, sweep.start, sweep.end).items():
        if core.start <= partner < core.end:
            start, end = min(start, mark), max(end, mark + 1)
    return Fragment(start, end)


def _with_marks(text: str, kept: Fragment) -> Fragment:
    """The sweep with the pair of quotation marks that it fills, if there is one."""
    start, end = kept
    if start >= end:
        return kept
    beside = {offset for offset in (start - 1, start, end - 1) if offset >= 0}
    if not any(text[offset] in QUOTES for offset in beside):
        return kept
    found = pairs(text, paragraph_at(text, start).start, paragraph_at(text, end).end)
    for opening in (start, start - 1, found.get(end - 1, -1)):
        closing = found.get(opening, -1)
        if opening < 0 or closing <= opening or text[opening] not in QUOTES:
            continue
        fills_left = opening >= start or _STOPS.fullmatch(text, opening + 1, start)
        if fills_left and closing >= end - 1 and _STOPS.fullmatch(text, end, max(closing, end)):
            return Fragment(min(opening, start), max(closing + 1, end))
    return kept


def _is_name_with_s(text: str, kept: Fragment) -> bool:
    """Whether the whole sweep is one name with a possessive s, as in `Alibaba’s`."""
    if kept.end - kept.start > _LONGEST_NAME or not _POSSESSIVE.match(text, kept.start, kept.end):
        return False
    parts = [text[max(start, kept.start) : end] for start, end in words(text, *kept)]
    if not parts or not all(_NAME_PART.fullmatch(part) for part in parts):
        return False
    return not _NO_NAME.fullmatch(parts[-1][:-2]) and parts[0][0].isupper()
