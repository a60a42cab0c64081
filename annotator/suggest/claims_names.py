"""Names in a text: those a model found, or words with a capital where there is no model."""

import bisect
from collections.abc import Iterator, Sequence

import regex

from annotator.model.span import Fragment
from annotator.suggest.parse import Parse
from annotator.text.abbreviations import STARTERS, TITLES


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_VALUES = frozenset(
    ["CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME", "LANGUAGE"]
)
_RUN = regex.compile(
    r"""
      (?<![\p{L}\p{N}])
      \p{Lu}[\p{L}\p{N}\p{M}]*+(?:[’'‘]\p{Lu}\p{L}*+)?(?:[-&.](?=\p{L})[\p{L}\p{N}]++)*+
      (?: (?:(?<=\b(?:St|Mt|Ft|Gov|Sen|Rep|Gen|Col|Lt|Sgt|Dr|Mr|Mrs|Ms|Prof))\.)?[ ]
          (?:(?:of|the|for|de|van|von|al)\ ){0,2}
          \p{Lu}[\p{L}\p{N}\p{M}]*+(?:[-&.](?=\p{L})[\p{L}\p{N}]++)*+ ){0,9}
    """,
    regex.VERBOSE | regex.VERSION1,
)
_LONGEST = 6
"""Blanks in a name; more words with a capital are a headline."""
_FIRST = regex.compile(r"[^ ]+ ?")
_WITHIN = regex.compile(r"(?<=[\p{L}\p{N},;] )\p{Lu}[\p{L}\p{N}\p{M}\-]*")
_BEFORE = regex.compile(r"(?r)(?:^|[\n-\r\x85\u2028\u2029.!?:“‘\"'])\s*", regex.VERSION1)
_LOWER = regex.compile(r"(?<![\p{L}\p{N}’'])\p{Ll}[\p{Ll}’'\-]+")
_NO_NAMES = STARTERS | _listed(
    "i however meanwhile according despite regulators officials critics experts sources "
    "yes dr mr mrs ms prof january february march april may june july august september october "
    "november december monday tuesday wednesday thursday friday saturday sunday"
)


class Names:
    """The names of one text by place."""

    def __init__(self, places: Sequence[Fragment]) -> None:
        self._places = sorted(places)
        self._starts = [place.start for place in self._places]

    def inside(self, text: str, place: Fragment) -> tuple[str, ...]:
        """The different names inside `place` in text order, each in one line."""
        first = bisect.bisect_left(self._starts, place.start)
        found: dict[str, None] = {}
        for number in range(first, len(self._places)):
            start, end = self._places[number]
            if start >= place.end:
                break
            if end <= place.end:
                found.setdefault(" ".join(text[start:end].split()))
        return tuple(found)


def names_of(text: str, parse: Parse | None, stop_list: frozenset[str]) -> Names:
    """The names that the model found, or words with a capital; words of the stop list are none."""
    places = _parsed(text, parse) if parse is not None else _capitals(text)
    stop = {word.casefold() for word in stop_list}
    return Names([p for p in places if text[p.start : p.end].casefold() not in stop])


def _parsed(text: str, parse: Parse) -> Iterator[Fragment]:
    for name in parse.names:
        if name.type not in _VALUES and 0 <= name.start < name.end <= len(text):
            yield Fragment(name.start, name.end)


def _capitals(text: str) -> Iterator[Fragment]:
    """Runs of words with a capital; the first word of a run only if it is no ordinary word here."""
    ordinary = {match.group() for match in _LOWER.finditer(text)}
    within = {match.group() for match in _WITHIN.finditer(text)}
    for run in _RUN.finditer(text):
        start, end = run.span()
        if run.group().count(" ") > _LONGEST:
            continue  # a headline
        while start < end:
            word = _FIRST.match(text, start, end)
            if word is None:
                break
            plain = word.group().strip().lower()
            is_title = word.group().strip() in TITLES
            is_alone = word.end() >= end and word.group().strip() not in within
            is_known = plain not in ordinary and not (is_alone and _begins(text, start))
            if plain not in _NO_NAMES and is_known and not is_title:
                yield Fragment(start, end)
                break
            start = word.end()


def _begins(text: str, offset: int) -> bool:
    """Whether a sentence may begin here, so that a capital says nothing."""
    return _BEFORE.match(text, max(offset - 10, 0), offset) is not None
