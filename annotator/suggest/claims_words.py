"""A sentence as words and marks, for cutting it into clauses. Offsets are code points."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from annotator.model.span import Fragment
from annotator.suggest.claims_lexicon import AUXILIARIES, DETERMINERS, SUBJECTS, ClaimWords

MOST_WORDS = 120
"""Words and marks of a sentence; a longer one is a list or no prose, and is not cut."""

_TOKEN = regex.compile(
    r"""
      (?P<word> (?:\p{L}\.){2,}
        | \p{Sc}?[\p{L}\p{N}\p{M}]++ (?:['’‘`´.,&\-‐‑][\p{L}\p{N}\p{M}]++)*+ [%\p{Sc}]? )
    | (?P<mark> [^\s\x1c-\x1f] )
    """,
    regex.VERBOSE | regex.VERSION1,
)
_APOSTROPHES = str.maketrans(dict.fromkeys("'‘`´", "’"))
_TITLES = frozenset(["dr", "mr", "mrs", "ms", "prof", "sen", "rep", "gov", "gen", "st", "no"])


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of a sentence; `word` is it in lower case with ’, `shown` as it stands."""

    start: int
    end: int
    word: str
    shown: str
    is_mark: bool

    @property
    def is_capital(self) -> bool:
        """Whether it is a word with a capital at its beginning."""
        return not self.is_mark and self.shown[:1].isupper()


class Words:
    """The words and marks of a part of a sentence, and what can be asked about them by number."""

    def __init__(self, tokens: Sequence[Token], lexicon: ClaimWords) -> None:
        self.all = tokens
        self.lexicon = lexicon

    def __len__(self) -> int:
        return len(self.all)

    def word(self, number: int) -> str:
        """The word or mark of this number in lower case, "" beyond the ends."""
        return self.all[number].word if 0 <= number < len(self.all) else ""

    def part(self, first: int, end: int) -> "Words":
        """Those from `first` up to `end`."""
        return Words(self.all[max(first, 0) : max(end, 0)], self.lexicon)

    def place(self, first: int = 0, end: int | None = None) -> Fragment:
        """Where the tokens from `first` up to `end` stand in the text; there must be one."""
        some = self.all[first:end]
        return Fragment(some[0].start, some[-1].end)

    def is_finite(self, number: int) -> bool:
        """Whether the word of this number seems to be the verb of a clause."""
        word, before = self.word(number), self.word(number - 1)
        if word in AUXILIARIES:
            return True
        if word in self.lexicon.finite:
            return before not in DETERMINERS and self.word(number + 1) != "by"
        return before in SUBJECTS and word[-1:] == "s" and self.all[number].shown == word

    def seems_finite(self, number: int) -> bool:
        """As `is_finite`, for words of no lexicon too, where a verb is to be expected."""
        if self.is_finite(number):
            return True
        word, after = self.word(number), self.word(number + 1)
        if not word.endswith(("ed", "s")) or not word.isalpha() or self.all[number].is_capital:
            return False
        begins = after in DETERMINERS or after in ("to", "that", "with", "on", "in", "at", "for")
        return begins or self.all[min(number + 1, len(self.all) - 1)].is_capital

    def finite(self, first: int = 0, end: int | None = None) -> int | None:
        """The number of the first verb of a clause from `first` up to `end`."""
        end = len(self.all) if end is None else min(end, len(self.all))
        return next((n for n in range(max(first, 0), end) if self.is_finite(n)), None)

    def find(self, *words: str, first: int = 0, end: int | None = None) -> int | None:
        """The number of the first of these words or marks from `first` up to `end`."""
        end = len(self.all) if end is None else min(end, len(self.all))
        return next((n for n in range(max(first, 0), end) if self.all[n].word in words), None)


def words_of(text: str, start: int, end: int, lexicon: ClaimWords) -> Words | None:
    """The words of `[start, end)`; None where there are more than `MOST_WORDS`."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        if len(tokens) >= MOST_WORDS:
            return None
        shown = match.group()
        word = shown.lower().translate(_APOSTROPHES)
        is_mark = match.start("mark") >= 0
        if is_mark and shown == "." and tokens and tokens[-1].word in _TITLES:
            continue
        tokens.append(Token(match.start(), match.end(), word, shown, is_mark))
    return Words(tokens, lexicon)
