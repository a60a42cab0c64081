"""Paragraphs: the lines of a text. Offsets are code points."""

import regex

from annotator.model.span import Fragment

LINE_BREAK = r"\r\n|[\n-\r\x85\u2028\u2029]"
"""Pattern of one line break: whatever any system calls so."""

_BREAK = regex.compile(LINE_BREAK)
_BREAK_BEFORE = regex.compile(r"(?r)[\n-\r\x85\u2028\u2029]")
_FIRST = regex.compile(r"[^\s\x1c-\x1f]")


def paragraph_at(text: str, offset: int) -> Fragment:
    """The paragraph around `offset`, without its line break; empty on an empty line."""
    offset = min(max(offset, 0), len(text))
    if 0 < offset < len(text) and text[offset - 1 : offset + 1] == "\r\n":
        offset -= 1
    before = _BREAK_BEFORE.search(text, 0, offset)
    after = _BREAK.search(text, offset)
    start = 0 if before is None else before.end()
    return Fragment(start, len(text) if after is None else after.start())


def next_paragraph(text: str, offset: int) -> int:
    """The start of the next paragraph that is not blank, or the end of the text."""
    end = paragraph_at(text, offset).end
    first = _FIRST.search(text, end)
    return len(text) if first is None else paragraph_at(text, first.start()).start


def previous_paragraph(text: str, offset: int) -> int:
    """The start of this paragraph, or from there that of the one before it, or 0.

    Blank paragraphs are passed over.
    """
    offset = min(max(offset, 0), len(text))
    here = paragraph_at(text, offset)
    if here.start < offset and _FIRST.search(text, here.start, here.end):
        return here.start
    last = _LAST.search(text, 0, here.start)
    return 0 if last is None else paragraph_at(text, last.start()).start


_LAST = regex.compile(r"(?r)[^\s\x1c-\x1f]")
