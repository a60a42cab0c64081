"""Where the letters of a word stand from its beginning, measured once for a font.

Asked for each character of a line, Qt adds up what stands before it anew. Of a line with a span at
every character only the beginnings of words need be asked for.
"""

import re
from collections.abc import Callable

MOST = 1000
"""Words remembered."""
TOKENS = re.compile(r"(?:^|(?<= ))[A-Za-z]+ |[^ ]+ ?| ")
"""A word between blanks, with the second of them, or anything else up to a blank."""


class Strides:
    """For one font. Remembers words of ASCII letters between blanks, which look the same wherever
    they stand; all else is asked for character by character."""

    def __init__(self) -> None:
        self._known: dict[str, list[float]] = {}

    def along(self, text: str, first: int, caret: Callable[[int], float]) -> list[float]:
        """Where the caret stands before each character of a line of ASCII, and at its end.

        `caret` answers that for one place; `first` is the place where the line begins.
        """
        found: list[float] = []
        for token in TOKENS.findall(text):
            strides = self._known.get(token)
            if strides is None:
                places = [caret(first + number) for number in range(len(token))]
                found += places
                self._learn(token, places)
            else:
                begin = caret(first)
                found += [begin + stride for stride in strides]
            first += len(token)
        found.append(caret(first))
        return found

    def _learn(self, token: str, places: list[float]) -> None:
        if token[:-1].isalpha() and token[-1] == " ":
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[token] = [place - places[0] for place in places]
