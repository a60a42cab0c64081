"""What becomes of a span's fragments when one of its edges moves."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from annotator.model.span import Fragment, join_fragments
from annotator.text.snap import to_words
from annotator.text.words import next_word, previous_word, word_at
from ui.article.caret import Lines
from ui.article.selection import without_blanks


class Side(StrEnum):
    """Which end of a fragment."""

    START = "start"
    END = "end"


class Edge(NamedTuple):
    """One end of one fragment of a span."""

    fragment: int
    side: Side

    def place(self, fragments: Sequence[Fragment]) -> int:
        """Where this edge stands."""
        start, end = fragments[self.fragment]
        return start if self.side is Side.START else end


def outer_edge(fragments: Sequence[Fragment], side: Side) -> Edge:
    """The first or the last edge of the whole span."""
    return Edge(0 if side is Side.START else len(fragments) - 1, side)


def edges_of(fragments: Sequence[Fragment]) -> tuple[Edge, ...]:
    """All edges of a span in reading order."""
    return tuple(Edge(i, side) for i in range(len(fragments)) for side in Side)


def dragged(
    text: str, fragments: Sequence[Fragment], edge: Edge, offset: int, *, exact: bool
) -> tuple[Fragment, ...]:
    """The fragments with `edge` at `offset`, at the nearest edge of a word unless `exact`.

    The fragment keeps at least its outermost word or character; fragments that come to touch
    or overlap become one.
    """
    start, end = fragments[edge.fragment]
    offset = min(max(offset, 0), len(text))
    if edge.side is Side.END:
        end = _end_at(text, start, offset, exact=exact, was=end)
    else:
        start = _start_at(text, end, offset, exact=exact, was=start)
    return join_fragments(_replaced(fragments, edge.fragment, Fragment(start, end)))


def _replaced(fragments: Sequence[Fragment], index: int, new: Fragment) -> list[Fragment]:
    return [new if i == index else old for i, old in enumerate(fragments)]


def _end_at(text: str, start: int, offset: int, *, exact: bool, was: int) -> int:
    if exact:
        return max(offset, start + 1)
    snapped = without_blanks(text, to_words(text, start, max(offset, start + 1))).end
    return snapped if snapped > start else was


def _start_at(text: str, end: int, offset: int, *, exact: bool, was: int) -> int:
    if exact:
        return min(offset, end - 1)
    snapped = without_blanks(text, to_words(text, min(offset, end - 1), end)).start
    return snapped if snapped < end else was


def edge_step(
    text: str, lines: Lines, edge: Side, offset: int, direction: int, *, exact: bool
) -> int:
    """The next place for an edge at `offset`: a word's edge of its own side, or a character on."""
    if exact:
        reached = (
            lines.next_character(offset) if direction > 0 else lines.previous_character(offset)
        )
    elif edge is Side.START:
        reached = next_word(text, offset) if direction > 0 else previous_word(text, offset)
    else:
        reached = _next_end(text, offset) if direction > 0 else _previous_end(text, offset)
    return min(max(reached, 0), len(text))


def _next_end(text: str, offset: int) -> int:
    if offset >= len(text):
        return offset
    here = word_at(text, offset)
    if here.start <= offset < here.end and not text[here.start].isspace():
        return here.end
    following = next_word(text, offset)
    return word_at(text, following).end if following < len(text) else len(text)


def _previous_end(text: str, offset: int) -> int:
    start = previous_word(text, offset)
    while start > 0:
        end = word_at(text, start).end
        if end < offset:
            return end
        start = previous_word(text, start)
    end = word_at(text, start).end if text else 0
    return end if end < offset else offset
