"""What to call an article that came without a title."""

import regex

from annotator.text.paragraphs import LINE_BREAK
from annotator.text.words import piece_at

LONGEST_HEADLINE = 120
LONGEST_OPENING = 80

_BLANKS = regex.compile(r"[\s\x1c-\x1f]+")
_UNSHOWABLE = regex.compile(r"[\p{Cc}\p{Cs}]")


def title_of(text: str) -> str:
    """A title in one plain line: the headline, or the first words with … (at most 80 characters).

    A headline is a short first line without a full stop, before further text. Blank text gives "".
    """
    body = text.lstrip() if len(text) < 2000 else _beginning(text)
    if not body.strip():
        return ""
    line, *rest = regex.split(LINE_BREAK, body, maxsplit=1)
    title = _plain(line)
    if rest and rest[0].strip() and _is_headline(title):
        return title
    return _cut(title)


def _beginning(text: str) -> str:
    """The first 2,000 code points from the first that is not blank."""
    first = regex.search(r"[^\s\x1c-\x1f]", text)
    return "" if first is None else text[first.start() : first.start() + 2000]


def _plain(line: str) -> str:
    line = _BLANKS.sub(" ", line).strip()
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", line.lstrip("# ") or line)


def _is_headline(line: str) -> bool:
    return len(line) <= LONGEST_HEADLINE and not line.rstrip("'\"’”‘»)").endswith(
        (".", "…", ":", ";", ",", "。")
    )


def _cut(line: str) -> str:
    if len(line) <= LONGEST_OPENING:
        return line
    cut = LONGEST_OPENING - 1
    whole = line[: piece_at(line, cut).start].rstrip(" ,;:–—-(“‘")
    return f"{whole or line[:cut]}…"
