"""The clause around some words: enough of a sentence to be read by itself."""

import regex

from annotator.model.span import Fragment

LONGEST = 110
"""Code points of a clause that is shown; of a longer one the part around the words."""
_BEFORE = 44
"""Of these so many stand before the words where a clause is cut."""
_BREAK = regex.compile(
    r"""
    [;:] \s+ | \s [–—] \s+ | [—]
    | , \s+ (?= (?: and | but | or | yet | so | while | whereas | although | though | because
        | since
        | as | after | before | when | where | until | unless | despite | amid | following | with
        | including | [\p{Ll}]{3,}ing ) (?! [\p{L}\p{M}’'-] ) )
    """,
    regex.VERBOSE,
)
_LEANS = regex.compile(
    r"(?:which|who|whose|whom|that|and|or|but|yet|than|to|of|with|as|including|[\p{Ll}]{3,}ing)"
    r"(?![\p{L}\p{M}])",
    regex.IGNORECASE,
)
"""A clause that begins so needs what stands before it."""
_EDGES = " \t\r\n,;:–—(.!?"


def clause(text: str, sentence: Fragment, place: Fragment) -> str:
    """The words of the clause that holds `place`, on one line, cut at words where it is long."""
    first = max(min(sentence.start, place.start), 0)
    last = max(sentence.end, place.end)
    breaks = [(m.start(), m.end()) for m in _BREAK.finditer(text, first, last)]
    starts = [first, *(end for _, end in breaks if end <= place.start)]
    while len(starts) > 1 and _LEANS.match(text, starts[-1]):
        starts.pop()
    end = next((start for start, _ in breaks if start >= place.end), last)
    start = starts[-1]
    flat = " ".join(text[start:end].split())
    if len(flat) <= LONGEST:
        return _tidy(flat)
    return _cut(text, Fragment(start, end), place)


def _cut(text: str, whole: Fragment, place: Fragment) -> str:
    """The part of a long clause around the words, between whole words."""
    start = whole.start
    if place.start - start > _BEFORE:
        start = text.find(" ", place.start - _BEFORE, place.start) + 1 or place.start
    end = min(whole.end, max(start + LONGEST, min(place.end, start + LONGEST + _BEFORE)))
    if end < whole.end and not text[end].isspace():
        end = max(text.rfind(" ", place.start, end), place.start) or end
    flat = _tidy(" ".join(text[start:end].split()))
    before = "… " if start > whole.start else ""
    return f"{before}{flat}{' …' if end < whole.end else ''}"


def _tidy(words: str) -> str:
    return words.strip(_EDGES)
