"""What becomes of a span's fragments when one of its edges moves."""

import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from annotator.model.span import Fragment, join_fragments
from annotator.text.snap import to_words
from annotator.text.words import Kind, Piece, pieces
from ui.article.caret import Lines
from ui.article.selection import without_blanks

_SIGNS = ("So", "Sc")
"""Kinds of marks that are no punctuation: emoji, signs, currencies."""
_STRETCH = 128
"""Code points that are looked at in one go on the way back."""


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
    text: str, lines: Lines, fragment: Fragment, side: Side, direction: int, *, exact: bool
) -> int:
    """The next place for one end of a fragment: a character on, or an edge of a word.

    By words it stays where there is none, or none that leaves a word of the fragment. Punctuation
    beside a word is passed over with it; signs and emoji are stops of their own.
    """
    start, end = fragment
    at = start if side is Side.START else end
    if exact:
        reached = lines.next_character(at) if direction > 0 else lines.previous_character(at)
        reached = min(max(reached, 0), len(text))
        return min(reached, end - 1) if side is Side.START else max(reached, start + 1)
    stops = (_place(piece, side) for piece in _stops(text, at, direction))
    reached = next((stop for stop in stops if (stop - at) * direction > 0), at)
    return reached if (reached < end if side is Side.START else reached > start) else at


def _place(piece: Piece, side: Side) -> int:
    return piece.start if side is Side.START else piece.end


def _stops(text: str, offset: int, direction: int) -> Iterator[Piece]:
    """The words and signs from `offset` on, or those before it, the nearest first."""
    found = pieces(text, offset) if direction > 0 else _pieces_before(text, offset)
    return (piece for piece in found if piece.kind is Kind.WORD or _is_sign(text, piece))


def _is_sign(text: str, piece: Piece) -> bool:
    return piece.kind is Kind.MARK and unicodedata.category(text[piece.start]) in _SIGNS


def _pieces_before(text: str, offset: int) -> Iterator[Piece]:
    while offset > 0:
        for piece in reversed(list(pieces(text, max(offset - _STRETCH, 0), offset))):
            offset = piece.start
            yield piece
