"""Where somebody else speaks than the writer of an article. Offsets are code points."""

from collections.abc import Iterator

import regex

from annotator.model.span import Fragment
from annotator.text.marks import DOUBLE, QUOTES, is_apostrophe, may_open, pairs
from annotator.text.paragraphs import LINE_BREAK

_BREAK = regex.compile(LINE_BREAK)
_DOUBLE = regex.compile(f"[{DOUBLE}]")
# A transcript or a headline: TRUMP: …, Q: …, Mr Hall: …, Lena Hall: …
_SPEAKER = regex.compile(
    r"^(?:[\p{Lu}][\p{Lu}.’' \-]{1,40}|Q|A|(?:(?:Mr|Mrs|Ms|Dr)\.?|\p{Lu}\p{L}{1,30}) "
    r"\p{Lu}[\p{L}’'\-]{1,30}):\s",
    regex.MULTILINE,
)
# ''So it is,'' as some agencies write “So it is,”
_TWICE = regex.compile(r"(?:''|``)(?P<opens>(?=[\p{L}\p{N}…\[]))?")


def quoted_places(text: str) -> Iterator[Fragment]:
    """The passages in quotation marks, marks included, in the order of their opening marks."""
    for mark, partner in sorted(pairs(text).items()):
        if mark < partner and text[mark] in QUOTES:
            yield Fragment(mark, partner + 1)


def spoken_places(text: str) -> Iterator[Fragment]:
    """Passages in quotation marks, those not closed in their paragraph, turns of a transcript."""
    text = _TWICE.sub(lambda twice: ' "' if twice["opens"] is not None else '" ', text)
    found = pairs(text)
    for mark, partner in found.items():
        if mark < partner and text[mark] in QUOTES:
            yield Fragment(mark, partner + 1)
    open_until = 0
    for match in _DOUBLE.finditer(text):
        mark = match.start()
        if mark < open_until or mark in found:
            continue
        if not is_apostrophe(text, mark) and may_open(text, mark):
            open_until = _paragraph_end(text, mark)
            yield Fragment(mark, open_until)
    for match in _SPEAKER.finditer(text):
        yield Fragment(match.start(), _paragraph_end(text, match.end()))


def _paragraph_end(text: str, offset: int) -> int:
    after = _BREAK.search(text, offset)
    return len(text) if after is None else after.start()
