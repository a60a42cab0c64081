"""A paragraph with quotations as a row of words, marks and whole quotations, cut into sentences.

What stands in quotation marks is one token, so that its words never take part in the sentence
around it. Offsets are code points.
"""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import regex

from annotator.suggest.passages import Passage
from annotator.text.abbreviations import TITLES, WITH_DOT

_TOKEN = regex.compile(
    r"""
      (?P<word> (?: \p{L}\. (?:\p{L}\.)++ | \L<short>\. | \p{Lu}\.(?=\s\p{Lu})
          | [\#@$£€]? [\p{L}\p{N}\p{M}_]++ (?: [-‐‑&.,/+] (?=[\p{L}\p{N}])[\p{L}\p{N}\p{M}]++
          | ['’‘`](?=\p{L})\p{L}++ )*+ ) (?: ['’](?=\s) )?+ )
    | (?P<mark> \.{2,}+ | [-–—]{2,}+ | \S )
    """,
    regex.VERBOSE,
    short=WITH_DOT,
)
_STOPS = frozenset({".", "!", "?", "…", "..", "...", "....", "。", "！", "？"})
_SHUT = frozenset(")]}\"”’'»")
_TITLES = frozenset(title + "." for title in TITLES)


class TokenKind(StrEnum):
    """What a token is."""

    WORD = "word"
    MARK = "mark"
    QUOTE = "quote"


class Token(NamedTuple):
    """One word, mark or quotation. `low` is the word in lower case, ’ as ' and without 's."""

    start: int
    end: int
    text: str
    low: str
    kind: TokenKind
    number: int = -1
    """Which of the paragraph's quotations it is."""

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter or a digit."""
        return self.kind is TokenKind.WORD and not self.text[0].islower()

    @property
    def is_possessive(self) -> bool:
        """Whether it ends in 's or s'."""
        return self.kind is TokenKind.WORD and self.text.endswith(("'s", "’s", "‘s", "'", "’"))


@dataclass(frozen=True, slots=True)
class Clauses:
    """A paragraph's tokens; `starts` are the numbers of those that begin a sentence."""

    tokens: Sequence[Token]
    starts: Sequence[int]
    places: Sequence[int]
    """Token numbers of its quotations, in order."""

    def sentence(self, index: int) -> tuple[int, int]:
        """First and end token of the sentence that holds token `index`."""
        at = bisect.bisect_right(self.starts, index) - 1
        end = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.tokens)
        return self.starts[at], end


def clauses(text: str, start: int, end: int, passages: Sequence[Passage]) -> Clauses:
    """The tokens of `[start, end)`; `passages` are those that begin or go on there, in order."""
    tokens: list[Token] = []
    places: list[int] = []
    position = start
    for number, passage in enumerate(passages):
        tokens.extend(_words(text, position, max(position, passage.start)))
        places.append(len(tokens))
        shut = min(passage.end, end)
        begin = max(passage.start, start)
        tokens.append(Token(begin, shut, "“”", "“”", TokenKind.QUOTE, number))
        position = max(position, shut)
    tokens.extend(_words(text, position, end))
    return Clauses(tokens, _starts(tokens, text), places)


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        word: str = match.group()
        kind = TokenKind.WORD if match.lastgroup == "word" else TokenKind.MARK
        low = word.lower().replace("’", "'").replace("‘", "'").removesuffix("'s").rstrip("'")
        yield Token(match.start(), match.end(), word, low or word, kind)


def _starts(tokens: Sequence[Token], text: str) -> list[int]:
    """The numbers of the tokens that begin a sentence."""
    return [0, *(index for index in range(1, len(tokens)) if _begins(tokens, index, text))]


def _begins(tokens: Sequence[Token], index: int, text: str) -> bool:
    here, before = tokens[index], tokens[index - 1]
    if here.kind is TokenKind.MARK and here.text not in "([-–—•*@":
        return False
    if here.start == before.end and before.kind is not TokenKind.QUOTE:
        return False
    if here.kind is TokenKind.WORD and not here.is_capital:
        return False
    if before.kind is TokenKind.QUOTE:
        return last_character(text, before) in ".!?…。"
    if before.kind is TokenKind.MARK and before.text in _SHUT and index > 1:
        before = tokens[index - 2]
    return before.kind is TokenKind.MARK and before.text in _STOPS


def last_character(text: str, token: Token) -> str:
    """The last character inside the marks of the quotation `token`."""
    position = token.end - 1
    while position > token.start and text[position] in "\"”“’‘'»«›‹」』 \u00a0\u202f":
        position -= 1
    return text[position]


def is_title(token: Token) -> bool:
    """Whether the word stands before names, as Dr. or Gov. does."""
    return token.text in _TITLES or token.text.rstrip(".") in TITLES
