"""Paragraphs of an article, the long ones cut into pieces."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import sub

LONGEST = 2000
"""Most code points in a piece: what is laid out at once."""
NEARBY = 96
"""Code points around a cut in which the ends of characters are looked for."""


class PieceTable:
    """Where the pieces of a text start and end (code points).

    Paragraphs end at `\\n` and at nothing else; the `\\n` belongs to no piece. A paragraph of more
    than `LONGEST` code points is cut after a blank. The last piece is empty when the text ends in
    `\\n`, and an empty text has one empty piece.
    """

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        starts, place = array("I", (0,)), 0
        while (place := text.find("\n", place) + 1) > 0:
            starts.append(place)
        longest = max(map(sub, islice(starts, 1, None), starts), default=0)
        if max(longest - 1, len(text) - starts[-1]) > LONGEST:
            starts = array("I", _cut(text, starts))
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts)

    def start(self, piece: int) -> int:
        """First code point of a piece."""
        return self._starts[piece]

    def end(self, piece: int) -> int:
        """End of a piece, exclusive, without its `\\n`."""
        if piece + 1 == len(self._starts):
            return len(self._text)
        following = self._starts[piece + 1]
        return following - 1 if self._text[following - 1] == "\n" else following

    def ends_line(self, piece: int) -> bool:
        """Whether a `\\n` follows."""
        end = self.end(piece)
        return end < len(self._text) and self._text[end] == "\n"

    def is_last_of_paragraph(self, piece: int) -> bool:
        """Whether the paragraph ends here, at a `\\n` or at the end of the text."""
        end = self.end(piece)
        return end == len(self._text) or self._text[end] == "\n"

    def at(self, offset: int) -> int:
        """The piece that a place between characters belongs to; a `\\n` belongs to what it ends."""
        return bisect_right(self._starts, offset) - 1

    def text(self, piece: int) -> str:
        """The stored characters of a piece."""
        return self._text[self._starts[piece] : self.end(piece)]

    def is_blank(self, piece: int) -> bool:
        """Whether there is nothing to read in a piece."""
        start, end = self._starts[piece], self.end(piece)
        return start == end or (end - start < 80 and self._text[start:end].isspace())


def _cut(text: str, starts: Sequence[int]) -> Iterator[int]:
    for number, start in enumerate(starts):
        end = starts[number + 1] - 1 if number + 1 < len(starts) else len(text)
        yield start
        while end - start > LONGEST:
            start = _cut_before(text, start)
            yield start


def _cut_before(text: str, start: int) -> int:
    """Where the piece that begins at `start` ends: after a blank in its last half, else between
    two characters (grapheme clusters)."""
    limit = start + LONGEST
    blank = text.rfind(" ", start + LONGEST // 2, limit)
    if blank >= 0:
        return blank + 1
    import regex

    cut = limit
    for cluster in regex.finditer(r"\X", text, pos=limit - NEARBY, endpos=limit + NEARBY):
        if cluster.start() > limit:
            break
        cut = cluster.start()
    return cut if cut > limit - NEARBY else limit
