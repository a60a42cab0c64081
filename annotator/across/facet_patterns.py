"""Facets of a story as a lead writes them down: questions, and the words that answer them.

The file is plain text. A line `[venue]` begins a facet; every line below it is a pattern of words.
What a pattern shows is what is in its brackets, or after `[venue] clause` the clause around that:

    filed with/in/at (<rest>)     one of several words; what is in brackets is shown
    accus* … of                   any ending; up to eight words between
    by *ing                       any beginning
    the? court                    a word that may be missing
    <name> <number> <rest>        capitalised words, a number, all up to the next comma or stop
    <time> <amount> <money> <share> <duration>    alone on a line: whatever is one

A line that begins with # says something to people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from annotator.errors import BadInput
from annotator.paths import resource

BUILT_IN = frozenset({"<time>", "<amount>", "<money>", "<share>", "<duration>"})
"""What stands alone on a line, and is found by rules of its own."""
MOST = 2_000
"""Patterns of a file."""
_LONGEST = 300
_GAP = 8

_WORD = r"\w++(?:['’‘]\w{1,2}(?!\w))?"
_NEXT = r"(?:['’‘]s)?(?:[\s,]{1,3}|[-‐‑–—])['’‘\"“”]?"
_NO_NAME = (
    "The|This|That|These|Those|It|Its|He|She|They|We|I|In|On|At|For|From|If|But|And|Or|As|When|"
    "While|With|What|Who|How|Why|Where|There|Here|Our|His|Her|Their|My|Your|Not|No|To|By|Of|After|"
    "Before|Since|So|Then|Now|Also|However|Meanwhile|Such|Some|Many|Most|All|Any|Every|A|An"
)
_PART = r"\p{Lu}[\w&]*(?:\.\p{Lu})*(?:['’‘]s(?=[ ]\p{Lu}))?"
_NAME = (
    rf"(?:(?!(?:{_NO_NAME})\b){_PART}"
    rf"(?:[ -](?:(?:of|and|for|the|de|von|van)[ ]){{0,2}}(?=\p{{Lu}}){_PART}){{0,7}})"
)
_NUMBER = (
    r"(?:[$£€]?\d[\d,.]*(?:\s?(?:%|million|billion|thousand|bn|m)\b)?|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|dozens|hundreds|thousands|millions|billions)"
)
_REST = rf"{_WORD}(?:(?:[\s-]|['’‘]s\s|\s[\"“‘'])+{_WORD}){{0,11}}"
_TOKENS = {"<name>": _NAME, "<number>": _NUMBER, "<rest>": _REST}
_TOKEN = regex.compile(r"…|\.\.\.|\(|\)|<\p{Ll}+>\??|[^\s()<>…]+")
_HEADING = regex.compile(r"\[(?P<name>[^\]]*)\](?P<clause>\s+clause)?")
_LEGAL = regex.compile(r"\*?[\p{L}\p{N}\p{M}'’.&$£€%-]+\*?")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line. `built_in` is what stands alone in it, "" for words, which `words` looks for.

    `needs` are the words without which nothing matches, in lower case: of each one tuple one.
    """

    line: str
    built_in: str
    expression: str
    needs: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> regex.Pattern[str]:
        """Compiled when it is first asked for: it takes long, and few are needed for a story."""
        return _ready(self.expression)


@cache
def _ready(expression: str) -> regex.Pattern[str]:
    return regex.compile(expression)


@dataclass(frozen=True, slots=True)
class FacetPatterns:
    """The patterns of each facet, in order; earlier ones say more. `text` is the file.

    `in_clauses` are the facets that show the clause around what their patterns find.
    """

    facets: tuple[tuple[str, tuple[Pattern, ...]], ...]
    text: str
    in_clauses: frozenset[str] = frozenset()


@cache
def shipped_patterns() -> FacetPatterns:
    """The patterns that ship with the program: for news in general."""
    path = resource("lexicons/facets.txt")
    return read_patterns(path.read_text(encoding="utf-8"), str(path), are_sound=True)


def read_patterns(
    text: str, where: str = "the patterns", *, are_sound: bool = False
) -> FacetPatterns:
    """Reads patterns; raises `BadInput` with the line that cannot be read and why.

    `are_sound`: each was compiled before, and needs not be to see whether it can be.
    """
    facets: dict[str, list[Pattern]] = {}
    in_clauses: set[str] = set()
    name = ""
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        if (heading := _HEADING.fullmatch(words)) is not None:
            name = heading["name"].strip()
            if not name:
                raise _bad(where, number, "a facet needs a name between the square brackets")
            facets.setdefault(name, [])
            if heading["clause"]:
                in_clauses.add(name)
            continue
        if not name:
            raise _bad(where, number, "a pattern stands before the first facet, such as [venue]")
        try:
            pattern = _pattern(words)
            if not are_sound:
                _try(pattern)
            facets[name].append(pattern)
        except ValueError as error:
            raise _bad(where, number, str(error)) from None
    if sum(map(len, facets.values())) > MOST:
        raise BadInput(f"{where} has more than {MOST:,} patterns.")
    every = tuple((name, tuple(some)) for name, some in facets.items())
    return FacetPatterns(every, text, frozenset(in_clauses))


def _bad(where: str, number: int, why: str) -> BadInput:
    return BadInput(f"{where}, line {number}: {why}.")


def _pattern(line: str) -> Pattern:
    if len(line) > _LONGEST:
        raise ValueError(f"the pattern is longer than {_LONGEST} characters")
    if line in BUILT_IN:
        return Pattern(line, line, "", ())
    tokens = _TOKEN.findall(line)
    if line.count("(") > 1 or tokens.count("(") != tokens.count(")"):
        raise ValueError("a pattern has one pair of brackets at most, around what is shown")
    said = [token for token in tokens if token not in ("(", ")")]
    if any(token.startswith("<rest>") for token in said[:-1]):
        raise ValueError("<rest> stands at the end, for it takes all that follows")
    expression = "".join(_compiled(tokens))
    if all(token.endswith("?") for token in said):
        raise ValueError("the pattern needs at least one word that may not be missing")
    return Pattern(line, "", rf"(?<!\w){expression}", tuple(_needs(tokens)))


def _try(pattern: Pattern) -> None:
    try:
        _ = pattern.words
    except regex.error as error:
        raise ValueError(f"the pattern cannot be read ({error})") from None


def _compiled(tokens: list[str]) -> Iterator[str]:
    """The parts of the expression: between two things stands a blank, a comma or a hyphen."""
    is_first, is_glued = True, False
    for token in tokens:
        if token == "(":
            if not is_first and not is_glued:
                yield _NEXT
            yield "(?P<shown>"
            is_glued = True
        elif token == ")":
            yield ")"
        elif token in ("…", "..."):
            if is_first:
                raise ValueError("a pattern cannot begin with …")
            yield rf"{_NEXT}(?:[^\s.;:!?]+\s+){{0,{_GAP}}}?"
            is_glued = True
        else:
            is_optional = token.endswith("?")
            one = _one(token.removesuffix("?"))
            gap = "" if is_first or is_glued else _NEXT
            if is_optional and (is_first or is_glued):
                yield f"(?:{one}{_NEXT})?"
            elif is_optional:
                yield f"(?:{gap}{one})?"
            else:
                yield gap + one
            is_glued = is_optional and (is_first or is_glued)
            is_first = False


def _one(token: str) -> str:
    """The expression for one token: an element in angle brackets, or words with / between."""
    if token.startswith("<"):
        if token not in _TOKENS:
            alone = ", ".join(sorted(BUILT_IN))
            known = ", ".join(sorted(_TOKENS))
            raise ValueError(f"{token} is none of {known}; alone on a line stand {alone}")
        return _TOKENS[token]
    words = [_word(word) for word in token.split("/")]
    return f"(?:(?i:{'|'.join(words)})(?!\\w))"


def _word(word: str) -> str:
    if not _LEGAL.fullmatch(word):
        raise ValueError(f"“{word}” is no word: letters and digits, and * at its begin or end")
    plain = regex.escape(word.strip("*")).replace("’", "['’‘]").replace("'", "['’‘]")
    if word.startswith("*") and not word.endswith("*"):
        # All letters at once, then a look back: trying every length takes long.
        return rf"\w++(?<={plain})"
    begin = r"\w*?" if word.startswith("*") else ""
    return f"{begin}{plain}" + (r"\w*+" if word.endswith("*") else "")


def _needs(tokens: list[str]) -> Iterator[tuple[str, ...]]:
    """For each token that has to be there, its words; not where a word may begin anyhow."""
    for token in tokens:
        if token in ("(", ")", "…", "...") or token.startswith("<") or token.endswith("?"):
            continue
        words = token.casefold().replace("’", "'").split("/")
        if not any(word.startswith("*") or not word[0].isalnum() for word in words):
            yield tuple(regex.split(r"[-'.]", word)[0] for word in words)
