"""Where the words of many texts are, fast: what stands between blanks is looked at only once.

Most of what stands between blanks has stood there before, in the same text or another, and its
words do not depend on what is around it.
"""

import re
from collections.abc import Iterable

import regex

from annotator.model.span import Fragment
from annotator.text.words import EXTEND, STRETCH, words

_RUN = re.compile(r"\S+")
_NUMBERED = re.compile(r"Nos?\. (?=\d)")
_EXTENDS = regex.compile(EXTEND, regex.VERSION1)


Edges = tuple[list[int], list[int]]
"""Where words begin, and where they end."""


class WordEdges:
    """Finds words; remembers what it saw, so that one of these should serve many texts."""

    def __init__(self) -> None:
        self._known: dict[str, Edges] = {}

    def of(self, text: str) -> Edges:
        """The same words as `annotator.text.words.words` finds in the whole text."""
        starts: list[int] = []
        ends: list[int] = []
        known = self._known
        # “No. 10” is the one case where a word ends differently for what stands behind a blank.
        numbered = {match.end() - 1 for match in _NUMBERED.finditer(text)}
        for match in _RUN.finditer(text):
            run = match[0]
            begin = match.start()
            inside = known.get(run) or self._look_at(run)
            if inside is None:
                return _edges(words(text))
            if numbered and begin + len(run) in numbered:
                inside = _edges(word for word in words(f"{run} 1") if word.end <= len(run))
            first, last = inside
            if len(first) == 1:
                starts.append(begin + first[0])
                ends.append(begin + last[0])
            else:
                starts.extend([begin + one for one in first])
                ends.extend([begin + one for one in last])
        return starts, ends

    def _look_at(self, run: str) -> Edges | None:
        """The words in what stands between blanks; None where they depend on what is around it."""
        # A mark that belongs to the blank before it, or a run so long that it is cut somewhere.
        if len(run) >= STRETCH // 2 or _EXTENDS.match(run):
            return None
        plain = run[:-1] if run[-1] in ",;:?!" else run
        if plain.isascii() and plain.isalnum():
            found = self._known[run] = [0], [len(plain)]
            return found
        found = self._known[run] = _edges(words(run))
        return found


def _edges(found: Iterable[Fragment]) -> Edges:
    some = list(found)
    return [word.start for word in some], [word.end for word in some]
