"""Passages in quotation marks: which marks of a text belong together.

Only the outermost marks count. Marks pair within a paragraph; a passage that is left open goes on
in the next paragraph where that begins with a mark again or begins by closing it. Nothing here
depends on what the words mean. Offsets are code points; the cost grows with the text only.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from annotator.suggest.quotation_marks import SINGLE, Mark, Role, marks
from annotator.text.paragraphs import LINE_BREAK

DEPTH = 30
"""Marks that may stand open at once; older ones are given up."""

REACH = 6
"""Paragraphs without any mark over which a passage may stay open."""

_LINE_BREAK = regex.compile(LINE_BREAK)


class Passage(NamedTuple):
    """Words in quotation marks, the marks included.

    `inner` and `inner_end` are what is between the marks. `closed`: both marks stand there.
    `paragraphs`: over how many it reaches.
    """

    start: int
    end: int
    inner: int
    inner_end: int
    family: str
    closed: bool = True
    paragraphs: int = 1


class Line(NamedTuple):
    """A paragraph that is not blank, without blanks at its edges."""

    start: int
    end: int


def lines(text: str) -> list[Line]:
    """All paragraphs that are not blank, without blanks at their edges."""
    found = []
    start = 0
    for end, behind in _breaks(text):
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            begin = start + len(piece) - len(piece.lstrip())
            found.append(Line(begin, begin + len(stripped)))
        start = behind
    return found


def _breaks(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE_BREAK.finditer(text):
        yield match.start(), match.end()
    yield len(text), len(text)


class _Open(NamedTuple):
    """A mark that waits for its partner; `paragraph` is the number of the one it stands in."""

    mark: Mark
    paragraph: int


def passages(text: str) -> list[Passage]:
    """All outermost passages in quotation marks, in order; they do not overlap."""
    paragraphs = lines(text)
    all_marks = [marks(text, start, end) for start, end in paragraphs]
    doubles = _pair(paragraphs, [_others(found) for found in all_marks])
    singles = _pair(paragraphs, _outside(all_marks, doubles), quiet=True)
    return _outermost(doubles, singles)


def _others(found: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in found if mark.family != SINGLE]


def _outside(all_marks: Sequence[Sequence[Mark]], doubles: Sequence[Passage]) -> list[list[Mark]]:
    """The single marks that do not stand inside a closed passage of other marks."""
    closed = iter([passage for passage in doubles if passage.closed])
    here = next(closed, None)
    kept: list[list[Mark]] = []
    for found in all_marks:
        kept.append([])
        for mark in found:
            while here is not None and here.end <= mark.start:
                here = next(closed, None)
            if mark.family == SINGLE and (here is None or mark.start < here.start):
                kept[-1].append(mark)
    return kept


def _pair(
    paragraphs: Sequence[Line], all_marks: Sequence[Sequence[Mark]], *, quiet: bool = False
) -> list[Passage]:
    """The outermost passages of these marks. `quiet`: what stays open is an apostrophe."""
    found: list[Passage] = []
    carried: _Open | None = None
    for number, here in enumerate(all_marks):
        if carried is not None and not here and number - carried.paragraph < REACH:
            continue
        closed, left = _pair_paragraph(here, number, carried)
        _keep(found, closed, number)
        carried = None
        if left is None:
            continue
        if _goes_on(paragraphs, all_marks, number, left):
            carried = left
        elif not quiet or left.paragraph < number:
            found.append(_unclosed(left, paragraphs[number].end, number))
    return found


def _keep(found: list[Passage], closed: Sequence[tuple[_Open, Mark]], number: int) -> None:
    """Adds the closed pairs of a paragraph."""
    for opened, mark in closed:
        start = opened.mark
        found.append(
            Passage(
                start.start,
                mark.end,
                start.end,
                mark.start,
                start.family,
                paragraphs=number - opened.paragraph + 1,
            )
        )


def _unclosed(left: _Open, end: int, number: int) -> Passage:
    mark = left.mark
    return Passage(
        mark.start,
        end,
        mark.end,
        end,
        mark.family,
        closed=False,
        paragraphs=number - left.paragraph + 1,
    )


def _goes_on(
    paragraphs: Sequence[Line], all_marks: Sequence[Sequence[Mark]], number: int, left: _Open
) -> bool:
    """Whether the passage that `number` leaves open goes on in what follows."""
    for next_one in range(number + 1, min(number + REACH, len(paragraphs))):
        for mark in all_marks[next_one]:
            if mark.family != left.mark.family:
                continue
            if mark.start == paragraphs[next_one].start and mark.role is not Role.CLOSES:
                return next_one == number + 1
            return mark.role is Role.CLOSES and mark.sure
    return False


def _pair_paragraph(
    here: Sequence[Mark], number: int, carried: _Open | None
) -> tuple[list[tuple[_Open, Mark]], _Open | None]:
    """Closed pairs that are outermost in this paragraph, and what it leaves open."""
    waiting: list[_Open] = [carried] if carried is not None else []
    closed: list[tuple[_Open, Mark]] = []
    strong = _strong_close_ahead(here)
    for index, mark in enumerate(here):
        if index == 0 and carried is not None and _begins_again(mark, carried):
            continue
        _take(mark, number, waiting, closed, plural=mark.plural and strong[index])
        del waiting[:-DEPTH]
    if not waiting:
        return closed, None
    # Where others were opened and closed behind the last open mark, that mark is odd.
    last = waiting[-1]
    if any(opened.mark.start > last.mark.start for opened, _ in closed):
        return closed, None
    return closed, last


def _begins_again(mark: Mark, carried: _Open) -> bool:
    """Whether this is the mark that every paragraph of a long quotation begins with."""
    return mark.role is not Role.CLOSES and mark.family == carried.mark.family


def _take(
    mark: Mark, number: int, waiting: list[_Open], closed: list[tuple[_Open, Mark]], *, plural: bool
) -> None:
    partner = _partner(mark, waiting)
    if partner is not None and not plural:
        opened = waiting[partner]
        del waiting[partner:]
        while closed and closed[-1][0].mark.start > opened.mark.start:
            closed.pop()
        closed.append((opened, mark))
    elif mark.role is not Role.CLOSES:
        waiting.append(_Open(mark, number))


def _partner(mark: Mark, waiting: Sequence[_Open]) -> int | None:
    """Which open mark this one closes: the last one of its family."""
    if mark.role is Role.OPENS:
        return None
    for index in range(len(waiting) - 1, -1, -1):
        if waiting[index].mark.family == mark.family:
            return index
    return None


def _strong_close_ahead(here: Sequence[Mark]) -> list[bool]:
    """For each mark whether a closing one behind punctuation follows before the next opening."""
    ahead = [False] * len(here)
    strong = False
    for index in range(len(here) - 1, -1, -1):
        ahead[index] = strong
        if here[index].role is Role.OPENS:
            strong = False
        elif here[index].sure:
            strong = True
    return ahead


def _outermost(doubles: Sequence[Passage], singles: Sequence[Passage]) -> list[Passage]:
    """Both kinds in order without those that stand inside another."""
    found: list[Passage] = []
    for passage in sorted([*doubles, *singles], key=lambda one: (one.start, -one.end)):
        if not found or passage.start >= found[-1].end:
            found.append(passage)
        elif not found[-1].closed and passage.closed:
            cut = found.pop()
            if cut.family != SINGLE:
                found.append(cut._replace(end=passage.start, inner_end=passage.start))
            found.append(passage)
    return [passage for passage in found if passage.inner < passage.inner_end]
