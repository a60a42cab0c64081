"""Paragraphs with quotations, each with its tokens; those that one passage joins are one unit."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.suggest.clauses import Clauses, clauses
from annotator.suggest.passages import Line, Passage


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, or those over which one passage reaches, with its tokens.

    Only those with passages, and the ones before and behind them, have tokens.
    """

    clauses: Clauses
    passages: Sequence[Passage]


_NOTHING = Clauses((), (0,), ())


def units(text: str, paragraphs: Sequence[Line], found: Sequence[Passage]) -> list[Unit]:
    """All paragraphs of a text in order; `found` are its passages."""
    stretches = _stretches(paragraphs, found)
    made: list[Unit] = []
    for number, (start, end, here) in enumerate(stretches):
        read = any(beside[2] for beside in stretches[max(number - 1, 0) : number + 2])
        made.append(Unit(clauses(text, start, end, here) if read else _NOTHING, here))
    return made


def _stretches(
    paragraphs: Sequence[Line], found: Sequence[Passage]
) -> list[tuple[int, int, Sequence[Passage]]]:
    """Start, end and passages of each unit."""
    made: list[tuple[int, int, Sequence[Passage]]] = []
    passage = index = 0
    while index < len(paragraphs):
        start, end = paragraphs[index]
        first = passage
        index += 1
        while passage < len(found) and found[passage].start < end:
            end = max(end, found[passage].end)
            while index < len(paragraphs) and paragraphs[index].start < end:
                end = max(end, paragraphs[index].end)
                index += 1
            passage += 1
        made.append((start, end, found[first:passage]))
    return made
