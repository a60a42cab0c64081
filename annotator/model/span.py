"""Spans: what an annotator marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Origin(StrEnum):
    """How a span came to be."""

    HAND = "hand"
    SUGGESTION = "suggestion"
    EDITED = "edited"
    IMPORT = "import"
    AGREED = "agreed"
    DECISION = "decision"


class Fragment(NamedTuple):
    """A piece of an article's text: code points, end exclusive."""

    start: int
    end: int


class AttributeValue(NamedTuple):
    """One value of one attribute; an attribute with several values stands several times."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Span:
    """One mark by one annotator in one article.

    `fragments` are sorted, not empty, and neither touch nor overlap (see `join_fragments`).
    `label_id` names a label of the scheme. `score` is the suggester's, None by hand.
    """

    id: str
    article_id: str
    annotator_id: str
    label_id: str
    fragments: tuple[Fragment, ...]
    attributes: tuple[AttributeValue, ...] = ()
    note: str = ""
    score: float | None = None
    origin: Origin = Origin.HAND
    source: str = ""
    created_at: str | None = None
    updated_at: str | None = None

    @property
    def start(self) -> int:
        """First code point of the hull."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """End of the hull, exclusive."""
        return self.fragments[-1].end

    def values(self, name: str) -> tuple[str, ...]:
        """All values of the attribute `name`, in order."""
        return tuple(value for key, value in self.attributes if key == name)

    def covers(self, offset: int) -> bool:
        """Whether the character at `offset` lies inside one of the fragments."""
        return any(start <= offset < end for start, end in self.fragments)

    def quoted(self, text: str) -> str:
        """The covered words, fragments joined by one blank."""
        return " ".join(text[start:end] for start, end in self.fragments)


def join_fragments(fragments: Iterable[tuple[int, int]]) -> tuple[Fragment, ...]:
    """Sorted fragments with touching and overlapping ones joined and empty ones left out."""
    joined: list[Fragment] = []
    for start, end in sorted(fragments):
        if end <= start:
            continue
        if joined and start <= joined[-1].end:
            joined[-1] = Fragment(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Fragment(start, end))
    return tuple(joined)
