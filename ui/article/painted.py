"""A span as the canvas has to know it."""

from dataclasses import dataclass

from annotator.model.span import Fragment
from ui.article.styles import Manner


@dataclass(frozen=True, slots=True)
class PaintedSpan:
    """One mark on the text: which fragments (code points), in whose manner.

    `marked`: the span has a note, which its tag shows.
    """

    id: str
    label_id: str
    fragments: tuple[Fragment, ...]
    manner: Manner = Manner.OWN
    marked: bool = False

    @property
    def start(self) -> int:
        """First code point of the hull."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """End of the hull, exclusive."""
        return self.fragments[-1][1]

    def covers(self, offset: int) -> bool:
        """Whether the character at `offset` lies inside one of the fragments."""
        return any(start <= offset < end for start, end in self.fragments)

    def meets(self, start: int, end: int) -> bool:
        """Whether one of the fragments has a character in `[start, end)`."""
        return any(a < end and start < b for a, b in self.fragments)
