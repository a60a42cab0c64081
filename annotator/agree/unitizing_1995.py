"""Krippendorff's first alpha for unitizing, αU of 1995 and 2004.

Krippendorff, Sociological Methodology 25 (1995), 47–76, and Content Analysis, 2nd ed. (2004),
section 11.6. It is here for comparison with older work; the family of 2016
(`annotator.agree.unitizing`) took its place. Each label is cut into units and gaps for itself, so
different labels may overlap; spans of one label that overlap within a person are one unit. `n` is
the number of units.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.agree.kappa import NOTHING
from annotator.agree.values import Mark, Score, undefined

NO_CHANCE = "no other cut of the text is possible by chance"


class Disagreement(NamedTuple):
    """What was observed of a label, and what chance would give."""

    observed: float
    expected: float

    @property
    def alpha(self) -> float | None:
        """1 − observed over expected; None where chance allows no disagreement."""
        return 1 - self.observed / self.expected if self.expected > 0 else None


class _Section(NamedTuple):
    begin: int
    length: int
    is_unit: bool

    @property
    def end(self) -> int:
        return self.begin + self.length


def alpha_u(
    sides: Sequence[Sequence[Mark]], labels: Sequence[str], length: int, *, begin: int = 0
) -> Score:
    """αU of two or more people over these labels, of a text from `begin` on."""
    found = [disagreement(sides, label, length, begin=begin) for label in labels]
    units = sum(
        section.is_unit
        for label in labels
        for cut in _cuts(sides, label, length, begin)
        for section in cut
    )
    if not units:
        return undefined(NOTHING)
    whole = Disagreement(sum(one.observed for one in found), sum(one.expected for one in found))
    return undefined(NO_CHANCE, units) if whole.alpha is None else Score(whole.alpha, n=units)


def disagreement(
    sides: Sequence[Sequence[Mark]], label: str, length: int, *, begin: int = 0
) -> Disagreement:
    """What two or more people disagree on in one label."""
    cuts = _cuts(sides, label, length, begin)
    people = len(cuts)
    observed = sum(
        _apart(mine, theirs)
        for i, one in enumerate(cuts)
        for j, other in enumerate(cuts)
        if i != j
        for mine in one
        for theirs in other
    )
    return Disagreement(
        observed / (people * (people - 1) * length**2) if length else 0.0,
        _expected([section for cut in cuts for section in cut], people * length, length),
    )


def _apart(mine: _Section, theirs: _Section) -> int:
    if mine.is_unit and theirs.is_unit:
        if mine.begin < theirs.end and theirs.begin < mine.end:
            return (mine.begin - theirs.begin) ** 2 + (mine.end - theirs.end) ** 2
        return 0
    if mine.is_unit != theirs.is_unit:
        unit, gap = (mine, theirs) if mine.is_unit else (theirs, mine)
        if gap.begin <= unit.begin and unit.end <= gap.end:
            return unit.length**2
    return 0


def _expected(sections: Sequence[_Section], whole: int, length: int) -> float:
    units = [one.length for one in sections if one.is_unit]
    gaps = [one.length for one in sections if not one.is_unit]
    above = 0.0
    for size in units:
        above += (len(units) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        above += size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
    below = whole * (whole - 1) - sum(size * (size - 1) for size in units)
    return 2 / length * above / below if length and below else 0.0


def _cuts(
    sides: Sequence[Sequence[Mark]], label: str, length: int, begin: int
) -> list[list[_Section]]:
    return [list(_sections(marks, label, length, begin)) for marks in sides]


def _sections(marks: Sequence[Mark], label: str, length: int, begin: int) -> Iterator[_Section]:
    reached = begin
    for start, end in _joined(marks, label):
        if start > reached:
            yield _Section(reached, start - reached, is_unit=False)
        yield _Section(start, end - start, is_unit=True)
        reached = end
    if reached < begin + length:
        yield _Section(reached, begin + length - reached, is_unit=False)


def _joined(marks: Sequence[Mark], label: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(
        (start, end) for mark in marks if mark.label == label for start, end in mark.fragments
    ):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
