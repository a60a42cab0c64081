"""Texts of articles that are at hand for a while: a list shows words of many, again and again."""

from collections.abc import Callable

from annotator.errors import ProjectError

KEPT = 200
"""So many texts are kept; others are read again when one of their rows is shown."""
CHARACTERS = 60_000_000
"""So many code points are kept together, but always the text that was read last."""


class Texts:
    """Reads a text once as long as it is among the last ones. Texts never change."""

    def __init__(self, read: Callable[[str], str] = lambda _: "") -> None:
        self._read = read
        self._kept: dict[str, str] = {}
        self._characters = 0

    def __call__(self, article_id: str) -> str:
        """The text of an article; "" where a damaged file does not give it."""
        text = self._kept.pop(article_id, None)
        if text is None:
            try:
                text = self._read(article_id)
            except ProjectError:
                return ""  # a list asks again and again, and the other rows are to be seen
            self._characters += len(text)
        self._kept[article_id] = text
        while len(self._kept) > 1 and (len(self._kept) > KEPT or self._characters > CHARACTERS):
            self._characters -= len(self._kept.pop(next(iter(self._kept))))
        return text

    def forget(self) -> None:
        """Keep none."""
        self._kept.clear()
        self._characters = 0
