"""Texts of articles that are at hand for a while: a list shows words of many, again and again."""

from collections.abc import Callable

KEPT = 200
"""So many texts are kept; others are read again when one of their rows is shown."""


class Texts:
    """Reads a text once as long as it is among the last `KEPT`."""

    def __init__(self, read: Callable[[str], str] = lambda _: "") -> None:
        self._read = read
        self._kept: dict[str, str] = {}

    def __call__(self, article_id: str) -> str:
        """The text of an article."""
        text = self._kept.pop(article_id, None)
        if text is None:
            text = self._read(article_id)
            while len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
        self._kept[article_id] = text
        return text
