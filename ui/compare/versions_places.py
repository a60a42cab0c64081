"""Where two versions of a mark differ, to the character, and how that is told in one line."""

from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from annotator.model.span import Fragment, join_fragments

CONTEXT = 24
"""Code points shown before and behind, so that one sees where it is."""
COMMON = 44
"""A common stretch that is longer is cut in the middle."""
MOST = 90
"""A stretch of one side alone that is longer is cut in the middle."""


class Who(Enum):
    """Which of the two sides a stretch of text belongs to, as shown: left, right."""

    NOBODY = "nobody"
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Stretch(NamedTuple):
    """Words on one line, and whose they are."""

    words: str
    who: Who


def only_in(one: Sequence[Fragment], other: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """What of one side's fragments the other side does not cover."""
    return _where(one, other, Who.LEFT)


def in_both(one: Sequence[Fragment], other: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """What both sides cover."""
    return _where(one, other, Who.BOTH)


def _where(one: Sequence[Fragment], other: Sequence[Fragment], wanted: Who) -> tuple[Fragment, ...]:
    return join_fragments((start, end) for start, end, who in _cut(one, other) if who is wanted)


def _cut(left: Sequence[Fragment], right: Sequence[Fragment]) -> Iterable[tuple[int, int, Who]]:
    """The text between the first and the last edge, cut at every edge."""
    edges = sorted({edge for fragments in (left, right) for part in fragments for edge in part})
    for start, end in pairwise(edges):
        yield start, end, _who(_covers(left, start), _covers(right, start))


def _covers(fragments: Sequence[Fragment], place: int) -> bool:
    return any(start <= place < end for start, end in fragments)


def _who(left: bool, right: bool) -> Who:
    if left:
        return Who.BOTH if right else Who.LEFT
    return Who.RIGHT if right else Who.NOBODY


def told(text: str, left: Sequence[Fragment], right: Sequence[Fragment]) -> tuple[Stretch, ...]:
    """The words of both versions on one line, cut where the sides begin and end.

    A little of the text before and behind comes with them; long stretches are cut in the middle,
    never at an edge.
    """
    found = [
        Stretch(_shortened(text[start:end], COMMON if who is Who.BOTH else MOST), who)
        for start, end, who in _cut(left, right)
    ]
    if not found:
        return ()
    first = min(fragments[0].start for fragments in (left, right) if fragments)
    last = max(fragments[-1].end for fragments in (left, right) if fragments)
    return (
        Stretch(_before(text, first), Who.NOBODY),
        *found,
        Stretch(_behind(text, last), Who.NOBODY),
    )


def _before(text: str, place: int) -> str:
    """A few whole words before a place; an ellipsis where there are others before them."""
    words = text[max(place - CONTEXT, 0) : place]
    if place <= CONTEXT:
        return _flat(words)
    return "…" + _flat(words[words.find(" ") + 1 :])


def _behind(text: str, place: int) -> str:
    """A few whole words behind a place; an ellipsis where there are others behind them."""
    words = text[place : place + CONTEXT]
    if place + CONTEXT >= len(text):
        return _flat(words)
    cut = words.rfind(" ")
    return _flat(words[:cut] if cut > 0 else words) + " …"


def plain(stretches: Iterable[Stretch]) -> str:
    """The same as plain words: `[` and `]` where the left side begins and ends, `{` and `}` right.

    Where both begin or end the left one stands outside.
    """
    words, left, right = "", False, False
    for stretch in (*stretches, Stretch("", Who.NOBODY)):
        in_left = stretch.who in (Who.LEFT, Who.BOTH)
        in_right = stretch.who in (Who.RIGHT, Who.BOTH)
        words += "}" if right and not in_right else ""
        words += "]" if left and not in_left else ""
        words += "[" if in_left and not left else ""
        words += "{" if in_right and not right else ""
        words += stretch.words
        left, right = in_left, in_right
    return words


def _shortened(words: str, most: int) -> str:
    if len(words) > most:
        half = most // 2
        words = f"{words[:half]} … {words[-half:]}"
    return _flat(words)


def _flat(words: str) -> str:
    """On one line, with the blanks at its ends kept: these may be what differs."""
    return "".join(" " if character.isspace() else character for character in words)
