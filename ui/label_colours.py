"""The colours in which labels are painted on a light or a dark ground.

A label has one colour, chosen on white. On a dark ground it gets a partner: the same hue, its
lightness turned over. Then colours that somebody could mistake for one another are moved apart,
by as little as will do, for normal sight and the three kinds of colour blindness.
"""

import itertools
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ui.colour import (
    Colour,
    Sight,
    contrast,
    from_oklch,
    lab,
    lab_difference,
    luminance,
    oklch,
    parse,
    readable,
    seen,
    written,
)

APART = 20.0
"""How far apart (CIEDE2000) two labels are to look, in each of the four sights."""
READABLE = 4.5
"""Least contrast of a label's line, tag or name on the ground."""
_MARGIN = 0.4
_STEPS = 80
_MOVES = (
    (0.02, 0.0, 0.0),
    (-0.02, 0.0, 0.0),
    (0.0, 0.0, 8.0),
    (0.0, 0.0, -8.0),
    (0.0, 0.02, 0.0),
    (0.0, -0.02, 0.0),
    (0.02, 0.0, 6.0),
    (0.02, 0.0, -6.0),
    (-0.02, 0.0, 6.0),
    (-0.02, 0.0, -6.0),
)

_Looks = tuple[Colour, ...]
"""One colour in CIE Lab as the four sights see it."""


@lru_cache(maxsize=64)
def painted(colours: tuple[str, ...], ground: str, ratio: float = READABLE) -> tuple[str, ...]:
    """The colours in which labels with these `colours` are painted on `ground`, in order.

    Every one has a contrast of at least `ratio` on the ground; they are `APART` from each
    other as far as their number allows. All are written `#rrggbb`.
    """
    base = parse(ground)
    first = [_partner(parse(colour), base, ratio) for colour in colours]
    return tuple(written(colour) for colour in _moved_apart(first, base, ratio))


def too_close(colours: Sequence[str], ground: str = "#ffffff") -> list[tuple[int, int]]:
    """Pairs of places in `colours` that somebody could mistake for one another when painted."""
    looks = [_looks(parse(colour)) for colour in painted(tuple(colours), ground)]
    return [
        (one, other)
        for one, other in itertools.combinations(range(len(looks)), 2)
        if _between(looks[one], looks[other]) < APART
    ]


def _partner(colour: Colour, ground: Colour, ratio: float) -> Colour:
    if luminance(ground) > 0.18:
        return _rounded(readable(colour, ground, ratio))
    lightness, chroma, hue = oklch(colour)
    turned = max(0.6, min(0.84, 1.1 - lightness))
    return _rounded(readable(from_oklch(turned, 1.3 * chroma, hue), ground, ratio))


def _rounded(colour: Colour) -> Colour:
    return parse(written(colour))


def _looks(colour: Colour) -> _Looks:
    return tuple(lab(seen(colour, sight)) for sight in Sight)


def _between(one: _Looks, other: _Looks) -> float:
    return min(lab_difference(a, b) for a, b in zip(one, other, strict=True))


def _moved_apart(colours: list[Colour], ground: Colour, ratio: float) -> list[Colour]:
    """Move one colour by one small step at a time for as long as that helps."""
    looks = [_looks(colour) for colour in colours]
    for _ in range(_STEPS):
        best = _best_step(colours, looks, ground, ratio)
        if best is None:
            break
        at, colours[at] = best
        looks[at] = _looks(colours[at])
    return colours


def _best_step(
    colours: list[Colour], looks: list[_Looks], ground: Colour, ratio: float
) -> tuple[int, Colour] | None:
    """The step that helps most for one of the two colours that are closest to each other."""
    best, gain = None, 0.05
    for at in _closest(looks):
        others = [look for place, look in enumerate(looks) if place != at]
        lack = _lack(looks[at], others)
        for step in _steps(colours[at], ground, ratio):
            if (gained := lack - _lack(_looks(step), others)) > gain:
                best, gain = (at, step), gained
    return best


def _closest(looks: list[_Looks]) -> tuple[int, ...]:
    pairs = itertools.combinations(range(len(looks)), 2)
    gaps = {(one, other): _between(looks[one], looks[other]) for one, other in pairs}
    if not gaps or min(gaps.values()) >= APART + _MARGIN:
        return ()
    return min(gaps, key=lambda pair: gaps[pair])


def _lack(own: _Looks, others: Iterable[_Looks]) -> float:
    """By how much a colour stays below the wanted distances, close pairs weighing more."""
    gaps = (max(0.0, APART + _MARGIN - _between(own, other)) for other in others)
    return sum(gap * gap for gap in gaps)


def _steps(colour: Colour, ground: Colour, ratio: float) -> list[Colour]:
    lightness, chroma, hue = oklch(colour)
    steps = (
        _rounded(from_oklch(lightness + up, max(0.0, chroma + more), hue + turn))
        for up, more, turn in _MOVES
        if 0.0 < lightness + up < 1.0
    )
    return [step for step in steps if contrast(step, ground) >= ratio]
