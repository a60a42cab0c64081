"""Words as they are compared across articles."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

import regex

from annotator.suggest.function_words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    JOINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
)

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*+(?:['’‘][\p{L}\p{M}]+)?")
_LETTER = regex.compile(r"\p{L}")
_LATIN = regex.compile(r"\p{Latin}")
_SMALL = (
    DETERMINERS | PRONOUNS | AUXILIARIES | ADVERBS | PREPOSITIONS | SUBORDINATORS | JOINERS
) - {"first", "last", "back", "early", "further"}
_MORE = frozenset(("said", "says", "saying", "say", "told", "according", "s", "it's", "i'm"))
_ENDINGS = ("ings", "ing", "edly", "ed", "ies", "ers", "ors", "es", "er", "or", "s", "ly", "e")
_LEAST = 3
_IS_AFTER = frozenset(
    ("it", "he", "she", "that", "there", "what", "who", "here", "this", "where", "how")
)
_CONTRACTED = {"re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"}

T = TypeVar("T", bound=Hashable)


def listed(words: str) -> list[str]:
    return words.split()


class Word(NamedTuple):
    """A word with what it is compared by: code points, end exclusive."""

    stem: str
    start: int
    end: int


def content(text: str, start: int, end: int) -> list[Word]:
    """The words that carry meaning, as stems, in order; small words are left out."""
    found = []
    for match in _WORD.finditer(text, start, end):
        word = match.group().casefold().replace("’", "'").replace("‘", "'")
        word = word.removesuffix("'s")
        if word not in _SMALL and word not in _MORE and len(word) > 1:
            found.append(Word(stem(word), *match.span()))
    return found


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word without its ending, roughly: accuse, accused and accusing are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)]
    return word


def spoken_words(text: str, start: int, end: int) -> tuple[str, ...]:
    """The words of a quotation, contractions in full: “isn’t” and “is not” are the same words."""
    found: list[str] = []
    for match in _WORD.finditer(text, start, end):
        found += _in_full(match.group().casefold().replace("’", "'").replace("‘", "'"))
    return tuple(found)


def _in_full(word: str) -> Iterator[str]:
    if word in ("can't", "won't", "shan't"):
        yield {"can't": "can", "won't": "will", "shan't": "shall"}[word]
        yield "not"
        return
    if word == "cannot":
        yield from ("can", "not")
        return
    head, mark, tail = word.partition("'")
    if not mark:
        yield word
    elif tail == "t" and head.endswith("n"):
        yield head[:-1]
        yield "not"
    elif tail == "s":
        yield head
        if head in _IS_AFTER:
            yield "is"
    else:
        yield head
        yield _CONTRACTED.get(tail, tail)


def is_english(text: str, *, sample: int = 20_000) -> bool:
    """Whether a text is in Latin letters and has the small words that English cannot do without."""
    letters = _LETTER.findall(text[:sample])
    if 2 * len(_LATIN.findall("".join(letters))) < len(letters):
        return False
    words = [match.group().casefold() for match in _WORD.finditer(text[:sample])]
    if len(words) < 40:
        return bool(words) or not text.strip()
    small = sum(word in _ENGLISH for word in words)
    return small >= 0.12 * len(words)


_ENGLISH = frozenset(
    listed(
        "the and of to is that was for with it as his on be at by had not are from or have an they "
        "which were their has been would who will more said"
    )
)


class Clusters:
    """Things that belong together, joined two by two."""

    def __init__(self) -> None:
        self._leader: dict[int, int] = {}

    def find(self, one: int) -> int:
        """The one that stands for all with which `one` was joined."""
        leader = self._leader
        while leader.setdefault(one, one) != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    def join(self, one: int, other: int) -> None:
        """These two belong together."""
        low, high = sorted((self.find(one), self.find(other)))
        self._leader[high] = low

    def all(self) -> list[list[int]]:
        """The clusters of those that were joined, in order."""
        found: dict[int, list[int]] = {}
        for one in sorted(self._leader):
            found.setdefault(self.find(one), []).append(one)
        return [some for some in found.values() if len(some) > 1]


def once(values: Iterable[T]) -> Sequence[T]:
    """The values, each once, in order."""
    return list(dict.fromkeys(values))
