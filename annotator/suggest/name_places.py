"""Where names stand in a text: every place that says the same words, and what their form shows.

Offsets are code points, end exclusive. Texts and names come with one glyph for all apostrophes
(`names.unified`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import regex

from annotator.model.span import Fragment
from annotator.suggest.name_types import head_type
from annotator.suggest.places import Taken
from annotator.text.words import is_word_edge

_RUN_START = regex.compile(r"(?<![\p{L}\p{N}\p{M}])[\p{L}\p{N}][\p{L}\p{N}\p{M}]*+")
_PLAIN_EDGE = regex.compile(r"[\s,;:!?()\[\]“”\"—–…]")
_SENTENCE_START = regex.compile(r"""(?r)(?:\A|[\n\r\u2028\u2029.!?:…•]['"’”)\]]*\s*)["'“‘’(\[]*""")
_LOWER = regex.compile(r"(?<![\p{L}\p{N}’-])\p{Ll}{2,}(?![\p{L}\p{N}])")
_TITLE_WORD = regex.compile(r"\p{Lu}[\p{Ll}]+")
_CAPITAL = r"(?:(?:\p{Lu}\.)++|\p{Lu}(?:[\p{L}\p{N}\p{M}&]|-(?=\p{Lu}))*+)"
_CAPITALS = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?P<the>(?i:the|an?)[ ])?(?P<name>{_CAPITAL}(?:[ ]{_CAPITAL}){{1,9}})"
)
_BY_ITS_WORDS = frozenset({"LAW", "EVENT", "ORG"})
_JOINT = regex.compile(r"[ ](?:for|of|on)(?:[ ]the)?[ ]")


class Strings:
    """Finds every place where one of many names stands, whatever their number."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted(set(names), key=len, reverse=True):
            if first := _RUN_START.match(name):
                self._by_first[first[0]].append(name)

    def places(self, text: str) -> Iterator[tuple[Fragment, str]]:
        """In order, at each place the longest name; they may overlap."""
        for found in _RUN_START.finditer(text):
            for name in self._by_first.get(found[0], ()):
                end = found.start() + len(name)
                if text.startswith(name, found.start()) and _is_whole(text, found.start(), end):
                    yield Fragment(found.start(), end), name
                    break


def longest_first(places: Iterable[tuple[Fragment, str]]) -> list[tuple[Fragment, str]]:
    """The places that remain, in order, where of overlapping ones the longest wins."""
    kept: list[tuple[Fragment, str]] = []
    heap: list[tuple[Fragment, str]] = []
    reach = 0
    for each in sorted(set(places)):
        if each[0].start >= reach:
            kept += _longest_of(heap)
            heap = []
        heap.append(each)
        reach = max(reach, each[0].end)
    return kept + _longest_of(heap)


def _longest_of(heap: list[tuple[Fragment, str]]) -> list[tuple[Fragment, str]]:
    """The same for a few that hang together."""
    if len(heap) < 2:
        return heap
    taken = Taken()
    ordered = sorted(heap, key=lambda each: (each[0].start - each[0].end, each[0].start))
    return sorted(each for each in ordered if taken.take(each[0]))


def lower_words(texts: Mapping[str, str]) -> frozenset[str]:
    """All words of the texts that stand there in small letters."""
    return frozenset(word for text in texts.values() for word in set(_LOWER.findall(text)))


def is_everyday(name: str, lower: frozenset[str]) -> bool:
    """Whether it is one word that the story also writes small: Cloud, May, Apple."""
    return _TITLE_WORD.fullmatch(name) is not None and name.lower() in lower


def starts_sentence(text: str, offset: int) -> bool:
    """Whether a sentence, a line or a quotation begins here, where every word has a capital."""
    return _SENTENCE_START.match(text, max(offset - 12, 0), offset) is not None if offset else True


def named_by_their_words(text: str) -> Iterator[Fragment]:
    """Capitalised words that end with one that says what they are: Act, Institute, Summit."""
    for found in _CAPITALS.finditer(text):
        start, end = found.span("name")
        if found["the"] is None and starts_sentence(text, start):
            # The first word has its capital from the sentence; the rest may still be a name.
            start += len(found["name"].partition(" ")[0]) + 1
        while start < end:
            name = text[start:end]
            head, kind = head_type(name)
            if kind in _BY_ITS_WORDS and head == name.split()[-1]:
                if found["the"] is not None or head != "Bill":  # Buffalo Bill
                    yield Fragment(start, end)
                break
            end = start + name.rfind(" ") if " " in name else start


def joined_institutions(text: str, places: list[Fragment]) -> list[Fragment]:
    """The places with `Centre` + for the + `Future of Intelligence` made one."""
    found: list[Fragment] = []
    for place in places:
        if found and 0 < place.start - found[-1].end <= 10:
            before = text[found[-1].start : found[-1].end]
            head, kind = head_type(before)
            gap = text[found[-1].end : place.start]
            if kind == "ORG" and before.endswith(head) and _JOINT.fullmatch(gap):
                found[-1] = Fragment(found[-1].start, place.end)
                continue
        found.append(place)
    return found


def _is_whole(text: str, start: int, end: int) -> bool:
    return _is_edge(text, start, start - 1) and _is_edge(text, end, end)


def _is_edge(text: str, offset: int, beside: int) -> bool:
    """`is_word_edge`, quick where a blank or a plain mark stands beside."""
    if not 0 <= beside < len(text) or _PLAIN_EDGE.match(text, beside):
        return True
    return is_word_edge(text, offset)
