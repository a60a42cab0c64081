"""Colours as numbers: contrast, difference, and how they look to the colour-blind.

A colour is three numbers from 0 to 1: red, green, blue in sRGB (IEC 61966-2-1), or a text
`#rrggbb`. Sources: WCAG 2.2 (contrast), Sharma, Wu and Dalal 2005 (CIEDE2000), Ottosson 2020
(OKLab), Machado, Oliveira and Fernandes 2009 (colour blindness, severity 1).
"""

import math
from enum import Enum

Colour = tuple[float, float, float]
Matrix = tuple[Colour, Colour, Colour]


class Sight(Enum):
    """How somebody sees colours."""

    NORMAL = "normal"
    PROTAN = "protan"
    DEUTAN = "deutan"
    TRITAN = "tritan"


_MACHADO: dict[Sight, Matrix] = {
    Sight.PROTAN: (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    Sight.DEUTAN: (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    Sight.TRITAN: (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_TO_CONES: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_CONES_TO_OKLAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_OKLAB_TO_CONES: Matrix = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONES: Matrix = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_WHITE_D65 = (0.95047, 1.0, 1.08883)


def parse(text: str) -> Colour:
    """The colour written `#rrggbb`. Raises ValueError for anything else."""
    if len(text) != 7 or text[0] != "#":
        raise ValueError(f"{text!r} is not a colour like #2036c8")
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def written(colour: Colour) -> str:
    """The colour as `#rrggbb`, each part cut to what sRGB can show."""
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, part))):02x}" for part in colour)


def blend(under: Colour, over: Colour, opacity: float) -> Colour:
    """`over` laid on `under` with an opacity from 0 to 1, as a painter does it."""
    red, green, blue = (u + (o - u) * opacity for u, o in zip(under, over, strict=True))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Colour) -> float:
    """Relative luminance, from 0 (black) to 1 (white)."""
    return _times(_TO_XYZ, _linear(colour))[1]


def seen(colour: Colour, sight: Sight) -> Colour:
    """The colour as somebody with this sight sees it."""
    if sight is Sight.NORMAL:
        return colour
    red, green, blue = (
        _encode(min(1.0, max(0.0, part))) for part in _times(_MACHADO[sight], _linear(colour))
    )
    return red, green, blue


def difference(one: Colour, other: Colour) -> float:
    """CIEDE2000: about 1 is just noticeable side by side, 20 is plainly another colour."""
    return lab_difference(lab(one), lab(other))


def smallest_difference(one: Colour, other: Colour) -> float:
    """The smallest difference over the four sights."""
    return min(difference(seen(one, sight), seen(other, sight)) for sight in Sight)


def lab(colour: Colour) -> Colour:
    """CIE L*a*b* (D65)."""
    xyz = _times(_TO_XYZ, _linear(colour))
    x, y, z = (_lab_curve(part / white) for part, white in zip(xyz, _WHITE_D65, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def oklch(colour: Colour) -> Colour:
    """OKLab in polar form: lightness 0 to 1, chroma, hue in degrees."""
    cones = _times(_TO_CONES, _linear(colour))
    long, medium, short = (math.cbrt(part) for part in cones)
    lightness, a, b = _times(_CONES_TO_OKLAB, (long, medium, short))
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def from_oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """The sRGB colour with this lightness and hue and as much of the chroma as sRGB can show."""
    low, high = 0.0, chroma
    if _shown(wanted := _unbounded(lightness, chroma, hue)):
        return _cut(wanted)
    for _ in range(24):
        middle = (low + high) / 2
        if _shown(_unbounded(lightness, middle, hue)):
            low = middle
        else:
            high = middle
    return _cut(_unbounded(lightness, low, hue))


def readable(colour: Colour, ground: Colour, ratio: float) -> Colour:
    """The colour itself, or the nearest lightness of it with at least `ratio` on `ground`.

    It has that also when it is written as `#rrggbb`.
    """
    if contrast(parse(written(colour)), ground) >= ratio:
        return colour
    lightness, chroma, hue = oklch(colour)
    away = 1.0 if luminance(ground) < 0.18 else 0.0
    near, far = 0.0, 1.0
    for _ in range(24):
        middle = (near + far) / 2
        moved = from_oklch(lightness + (away - lightness) * middle, chroma, hue)
        if contrast(parse(written(moved)), ground) >= ratio:
            far = middle
        else:
            near = middle
    return from_oklch(lightness + (away - lightness) * far, chroma, hue)


def _unbounded(lightness: float, chroma: float, hue: float) -> Colour:
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long, medium, short = (part**3 for part in _times(_OKLAB_TO_CONES, (lightness, a, b)))
    red, green, blue = (_encode(part) for part in _times(_FROM_CONES, (long, medium, short)))
    return red, green, blue


def _shown(colour: Colour) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in colour)


def _cut(colour: Colour) -> Colour:
    red, green, blue = (min(1.0, max(0.0, part)) for part in colour)
    return red, green, blue


def _times(matrix: Matrix, vector: Colour) -> Colour:
    x, y, z = vector
    first, second, third = (row[0] * x + row[1] * y + row[2] * z for row in matrix)
    return first, second, third


def _linear(colour: Colour) -> Colour:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return red, green, blue


def _encode(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _lab_curve(part: float) -> float:
    return math.cbrt(part) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116


def lab_difference(one: Colour, other: Colour) -> float:
    """CIEDE2000 of two colours in CIE Lab (Sharma, Wu and Dalal, equations 2 to 22)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean7 = ((math.hypot(a1, b1) + math.hypot(a2, b2)) / 2) ** 7
    stretch = 1 + 0.5 * (1 - math.sqrt(mean7 / (mean7 + 25**7)))
    c1, c2 = math.hypot(stretch * a1, b1), math.hypot(stretch * a2, b2)
    h1 = math.degrees(math.atan2(b1, stretch * a1)) % 360 if c1 else 0.0
    h2 = math.degrees(math.atan2(b2, stretch * a2)) % 360 if c2 else 0.0
    turn = _turn(h1, h2) if c1 * c2 else 0.0
    hue_step = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    mean_h = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    weight_l = 1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2)
    weight_c = 1 + 0.045 * mean_c
    weight_h = 1 + 0.015 * mean_c * _hue_weight(mean_h)
    parts = (l2 - l1) / weight_l, (c2 - c1) / weight_c, hue_step / weight_h
    crossed = _rotation(mean_h, mean_c) * parts[1] * parts[2]
    return math.sqrt(max(0.0, sum(part * part for part in parts) + crossed))


def _turn(one: float, other: float) -> float:
    turn = other - one
    if turn > 180:
        return turn - 360
    return turn + 360 if turn < -180 else turn


def _hue_weight(hue: float) -> float:
    return (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.20 * math.cos(math.radians(4 * hue - 63))
    )


def _rotation(hue: float, chroma: float) -> float:
    angle = 30 * math.exp(-(((hue - 275) / 25) ** 2))
    blue = 2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    return -blue * math.sin(math.radians(2 * angle))
