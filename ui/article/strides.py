"""Where the letters of a word stand from its beginning, measured once for a font.

Asked for each character of a line, Qt adds up what stands before it anew. Of a line with a span at
every character only the beginnings of words need be asked for.
"""

import re
from collections.abc import Callable
from typing import Any

MOST = 1000
"""Words remembered."""
TOKENS = re.compile(r"(?:^|(?<= ))[A-Za-z]+ |[^ ]+ ?| ")
"""A word between blanks, with the second of them, or anything else up to a blank."""

Caret = Callable[[int], Any]
"""Qt's `cursorToX`: it answers with the pixels and with the place itself."""


class Strides:
    """For one font. Remembers words of ASCII letters between blanks, which look the same wherever
    they stand; all else is asked for character by character."""

    def __init__(self) -> None:
        self._scale = 1.0
        self._known: dict[str, list[float]] = {}

    def along(self, text: str, first: int, caret: Caret, scale: float, shift: float) -> list[int]:
        """Where the caret stands before each character of a line of ASCII, and at its end: in
        pixels times `scale`, plus `shift`, cut off to whole ones.

        `caret` answers that in pixels, before all else it says, for one place; `first` is the place
        where the line begins.
        """
        if scale != self._scale:
            self._scale = scale
            self._known.clear()
        known, found = self._known, list[float]()
        for token in TOKENS.findall(text):
            begin = caret(first)[0] * scale + shift
            strides = known.get(token) or self._strides(token, first, caret)
            found += [begin + stride for stride in strides]
            first += len(token)
        found.append(caret(first)[0] * scale + shift)
        return list(map(int, found))

    def _strides(self, token: str, first: int, caret: Caret) -> list[float]:
        """How far each character of a token at a place is from its first one, times the scale."""
        begin = caret(first)[0]
        strides = [(caret(first + n)[0] - begin) * self._scale for n in range(len(token))]
        if token[:-1].isalpha() and token[-1] == " ":
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[token] = strides
        return strides
