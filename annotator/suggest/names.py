"""Names as the scheme wants them: from what a model found to the name alone.

Articles, titles, possessive endings and punctuation stand outside a name; a name ends where its
line does; “Anthropic’s Claude” is two. Offsets are code points, end exclusive.
"""

from collections.abc import Callable, Iterator
from functools import cache

import regex

from annotator.model.span import Fragment
from annotator.paths import resource
from annotator.text.abbreviations import TITLES, WITH_DOT
from annotator.text.paragraphs import LINE_BREAK

NAME_TYPES = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "LAW", "EVENT", "PRODUCT", "WORK_OF_ART"}
)
"""Types of OntoNotes that are names; numbers, amounts, times and languages are none."""

_APOSTROPHES = str.maketrans(dict.fromkeys("‘‛ʼ`´′'", "’") | dict.fromkeys("\u00a0\u202f", " "))
_ARTICLE = r"(?i:the|an?|this|that|these|those|its|his|her|their|our|my|your|both|all)"
_TITLES = "|".join(sorted(TITLES - {"St", "Ste", "Mt", "Ft"}))
_OFFICES = (
    "Doctor|Professor|Mister|Miss|Sir|Dame|President|Chancellor|Senator|Governor|Mayor|Judge|"
    "Justice|Captain|Major|Colonel|General|Lieutenant|Sergeant|Admiral|Inspector|Superintendent|"
    "Detective|Constable|Reverend|Congressman|Congresswoman|Representative|Secretary|Minister|"
    "Ambassador|Councillor"
)
_TITLE = regex.compile(rf"(?:{_TITLES})\b\.?\s+(?=\p{{Lu}})")
_OFFICE = regex.compile(rf"(?:{_OFFICES})\s+(?!(?:{_OFFICES}|of)\b)(?=\p{{Lu}})")
"""Before a person; “General Motors” and “Lord Mayor” are names themselves."""

_LEADING = regex.compile(rf"(?:[^\p{{L}}\p{{N}}#@]+|{_ARTICLE}\s+)")
_SMALL = regex.compile(
    r"(?!(?:de|del|della|di|da|du|van|von|der|den|el|al|bin|ibn|ap)\b)\p{Ll}+\s+"
)
_TRAILING = regex.compile(r"(?r)(?:['’‘`´][sS]|[^\p{L}\p{N}\p{M}%+])$")
_DANGLING = regex.compile(r"(?r)\s(?:of|the|and|for|in|to|at|on|by|from|with|&)$")
_PLURAL = regex.compile(r"(?r)(?<=[sS])['’‘`´]$")
_DOTTED = regex.compile(r"(?r)(?:\b(?:\p{L}\.)+|\b\L<short>\.)$", short=WITH_DOT)
_INNER = regex.compile(r"['’‘`´][sS]\s+(?=[\p{Lu}\p{N}])")
_BEFORE = regex.compile(r"(?:[^\p{L}\p{N}#@£$€]|(?i:the|an?)\s+)*+")
_AFTER = regex.compile(r"(?r)[^\p{L}\p{N}\p{M}%)]*+")
_NO_NAME = regex.compile(r"[<>=@#\\]|://|www\.|\.com\b")
_SMALL_LETTER = regex.compile(r"\p{Ll}")
_OUTER_PAIR = {")": "(", "]": "["}


def same_string(text: str) -> str:
    """What two proposals have in common if they say the same: decide one, decide all.

    Glyphs of apostrophes and kinds of blanks do not count, nor marks at the edges, an article
    before or a possessive ending after. Case does: “US” is not “us”.
    """
    plain = " ".join(text.translate(_APOSTROPHES).split())
    before = _BEFORE.match(plain)
    start, end = before.end() if before else 0, len(plain)
    while start < end:
        after = _AFTER.match(plain, start, end)
        kept = after.start() if after else end
        if kept == end and not plain.endswith(("’s", "’S"), start, end):
            return plain[start:end]
        end = kept if kept < end else end - 2
    return plain


def unified(text: str) -> str:
    """The text with one glyph for all apostrophes and blanks; no offset changes."""
    return text.translate(_APOSTROPHES)


@cache
def default_stop_list() -> frozenset[str]:
    """Words that are no names, as they ship with the program; a project may have its own list."""
    lines = resource("lexicons/no-names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def cleaned(
    text: str,
    start: int,
    end: int,
    *,
    stop_list: frozenset[str] = frozenset(),
    is_name: Callable[[str], bool] = lambda _: False,
    person: bool = False,
) -> Iterator[Fragment]:
    """The names in what a model took for one; none where it is no name at all.

    It is cut at the ends of lines, and after a possessive if what stands before is a name by itself
    (`is_name`) or the whole was said to be a person, who has no possessive inside.
    """
    for first, last in _lines(text, start, end):
        for part in _owners(text, first, last, is_name, person=person):
            kept = trimmed(text, *part, person=person)
            kept = kept and _without_stop_words(text, kept, stop_list)
            if kept and _looks_like_name(text, kept):
                yield kept


def trimmed(text: str, start: int, end: int, *, person: bool = False) -> Fragment | None:
    """The name alone: articles, titles, possessive endings and punctuation at its edges left out.

    Offices (President, Judge) are left out before a `person` only. The dot of an abbreviation and
    a closing bracket whose opening is inside stay. None where nothing is left.
    """
    while start < end:
        found = _LEADING.match(text, start, end) or _TITLE.match(text, start, end)
        found = found or (_OFFICE.match(text, start, end) if person else None)
        if found:
            start = found.end()
        elif (cut := _cut_end(text, start, end)) < end:
            end = cut
        elif (found := _SMALL.match(text, start, end)) and found.end() < end:
            start = found.end()
        else:
            return Fragment(start, end)
    return None


def _cut_end(text: str, start: int, end: int) -> int:
    """Where the name ends without the last thing that is no part of it."""
    partner = _OUTER_PAIR.get(text[end - 1])
    if partner and partner in text[start:end]:
        return end
    if _DOTTED.match(text, start, end):
        return end
    for mark in (_PLURAL, _TRAILING, _DANGLING):
        if found := mark.match(text, start, end):
            return found.start()
    return end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in regex.finditer(LINE_BREAK, text, pos=start, endpos=end):
        yield start, found.start()
        start = found.end()
    yield start, end


def _owners(
    text: str, start: int, end: int, is_name: Callable[[str], bool], *, person: bool
) -> Iterator[tuple[int, int]]:
    """`Anthropic’s Claude` in two, `Information Commissioner’s Office` in one."""
    for found in _INNER.finditer(text, start, end):
        if person or is_name(same_string(text[start : found.start()])):
            yield start, found.start()
            start = found.end()
    yield start, end


def _without_stop_words(text: str, kept: Fragment, stop_list: frozenset[str]) -> Fragment | None:
    """The name without words of the list at its end: `Google AI` is Google."""
    start, end = kept
    while start < end:
        if text[start:end] in stop_list:
            return None
        head, blank, last = text[start:end].rpartition(" ")
        if not blank or last not in stop_list:
            return Fragment(start, end)
        end = start + len(head.rstrip())
    return None


def _looks_like_name(text: str, kept: Fragment) -> bool:
    """Whether it has a capital letter, as names of English have, and no sign of code or the web.

    Words of scripts without case may be names.
    """
    name = text[kept.start : kept.end]
    if _NO_NAME.search(name):
        return False
    return name != name.lower() or not _SMALL_LETTER.search(name)
