"""Amounts, shares and durations in a text, each with its unit and value."""

from collections.abc import Iterable
from typing import NamedTuple

import regex

from annotator.across.words import listed
from annotator.model.span import Fragment
from annotator.suggest.places import Taken

MONEY, PERCENT = "money", "per cent"

_ONES = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
_WORDS = {word: float(value) for value, word in enumerate(_ONES)}
_WORDS |= {word: 10.0 * value for value, word in enumerate(_TENS, 2)}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "dozen": 12.0,
}
_SIGNS = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₹": "rupee"}
_CURRENCIES = {
    "dollar": "dollar",
    "pound": "pound",
    "euro": "euro",
    "yen": "yen",
    "yuan": "yuan",
    "rupee": "rupee",
    "rouble": "rouble",
    "ruble": "rouble",
    "franc": "franc",
    "peso": "peso",
}
_MEASURES = frozenset(
    listed(
        "second minute hour day week month year decade mile kilometre kilometer km metre meter "
        "foot feet inch acre hectare ton tonne kilogram kg gram litre liter gallon barrel degree "
        "vote seat point terabyte gigabyte megabyte byte megawatt kilowatt watt"
    )
)
_DURATIONS = {
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86_400.0,
    "week": 604_800.0,
    "month": 2_629_800.0,
    "year": 31_557_600.0,
    "decade": 315_576_000.0,
}
_PLURALS = {"people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot"}
_NO_UNITS = frozenset(
    listed(
        "as is was has this its his does goes us yes plus minus times others less across perhaps "
        "always towards versus thus various previous serious"
    )
)

_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SPELT = rf"(?:{'|'.join(_TENS)})(?:[-\ ](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(_ONES[2:])}"
_AMOUNT = regex.compile(
    rf"""
    (?<![\p{{L}}\p{{N}}.,$£€¥₹-]|\d[-–])
    (?: (?P<sign> (?:US|A|C|HK)?[$£€¥₹] )\s? )?
    (?: (?P<figure> {_FIGURE} )
      | (?P<spelt> (?:{_SPELT})(?!\p{{L}}) )
      | (?P<some> (?:an?|half\ an?|a\ half|one)(?!\p{{L}}) ) )
    (?: [-\ ]? (?P<scale> hundred|thousand|million|billion|trillion|dozen|bn|mn|tn|[kmb](?!\p{{L}}))
        (?:\ (?P<second>thousand|million|billion))? )?
    (?: \s?(?P<percent> %|per\ cent\b|percent\b|percentage\ points?\b )
      | [-\ ] (?P<unit> (?:(?:more|other|further|new|different|full|whole)\ )?
                        [\p{{L}}]{{2,}} (?:-old\b)? ) )?
    (?![\p{{N}}])
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_VAGUE = regex.compile(
    r"(?<![\p{L}\p{N}-])(?P<scale>hundreds|thousands|millions|billions|trillions|dozens|terabytes|"
    r"gigabytes|megabytes|scores|decades)(?:\s+of\s+(?P<of>millions|thousands|billions))?"
    r"(?:\s+of\s+(?P<unit>\p{Ll}+))?",
    regex.IGNORECASE,
)
_SPENDING = regex.compile(
    r"\b(?:invest|spen[dt]|pour|paid|pay|cost|rais|fund|worth|donat|lent|lend|fine|budget)\w*"
    r"[^.;:]{0,20}$",
    regex.IGNORECASE,
)
_REFERENCE = regex.compile(
    r"(?:section|article|chapter|page|no\.?|number|room|route|flight|act|title|phase|step|round|"
    r"rule|clause|paragraph|resolution|bill|version|grade|part|level)\s$",
    regex.IGNORECASE,
)
_YEAR = regex.compile(r"(?:19|20)\d\d")


class Amount(NamedTuple):
    """So much of something: `unit` is money, per cent, a measure, or what is counted.

    `currency` is that of money, "" where it is not said. `vague`: “billions”.
    """

    place: Fragment
    unit: str
    value: float
    currency: str = ""
    vague: bool = False

    @property
    def key(self) -> str:
        """What it is compared by: unit, currency and value."""
        return f"{self.unit}:{self.currency}:{self.value:g}"


def amounts(
    text: str, start: int = 0, end: int | None = None, *, taken: Iterable[Fragment] = ()
) -> tuple[Amount, ...]:
    """The amounts from `start` to `end`, in text order; those at `taken` places are left out."""
    stop = len(text) if end is None else end
    full = Taken(taken)
    found = []
    for match in _AMOUNT.finditer(text, start, stop):
        amount = _amount(text, match)
        if amount is not None and _is_free(full, amount):
            found.append(amount)
    held = Taken(one.place for one in found)
    for match in _VAGUE.finditer(text, start, stop):
        vague = _vague(text, match)
        if vague is not None and _is_free(full, vague) and not held.overlaps(vague.place):
            found.append(vague)
    return tuple(sorted(found))


def _is_free(full: Taken, amount: Amount) -> bool:
    """Whether it is no time of day, no year and no date; how long something took stays."""
    return amount.unit in _DURATIONS or not full.overlaps(amount.place)


def _amount(text: str, match: regex.Match[str]) -> Amount | None:
    value = _value(match)
    if value is None:
        return None
    if match["percent"]:
        return Amount(Fragment(*match.span()), PERCENT, value)
    unit, unit_end = _unit(match)
    if match["sign"]:
        sign = match["sign"][-1]
        return Amount(_upto_number(match), MONEY, value, _SIGNS[sign])
    if unit in _CURRENCIES:
        return Amount(Fragment(match.start(), unit_end), MONEY, value, _CURRENCIES[unit])
    if match["some"] and (unit not in _DURATIONS or unit == "second"):
        return None
    if unit:
        return Amount(Fragment(match.start(), unit_end), unit, value)
    is_name = _REFERENCE.search(text, max(0, match.start() - 12), match.start())
    if is_name or (match["figure"] and _YEAR.fullmatch(match["figure"])):
        return None
    if match["figure"] and (match["scale"] or len(match["figure"]) > 1):
        unit = MONEY if match["scale"] and _spends(text, match.start()) else ""
        return Amount(_upto_number(match), unit, value)
    return None


def _value(match: regex.Match[str]) -> float | None:
    scale = _SCALES.get((match["scale"] or "").casefold(), 1.0)
    scale *= _SCALES.get((match["second"] or "").casefold(), 1.0)
    if match["figure"]:
        return float(match["figure"].replace(",", "")) * scale
    if match["spelt"]:
        parts = regex.split(r"[-\ ]", match["spelt"].casefold())
        return sum(_WORDS[part] for part in parts) * scale
    return (0.5 if "half" in match["some"].casefold() else 1.0) * scale


def _unit(match: regex.Match[str]) -> tuple[str, int]:
    """The unit in its plain form, "" where the word behind is none, and where it ends."""
    if not match["unit"]:
        return "", match.end()
    word = match["unit"].casefold().rpartition(" ")[2]
    if word.endswith("-old"):
        return word.removesuffix("-old").rstrip("s") + " old", match.end("unit")
    single = _single(word)
    if single in _MEASURES or single in _CURRENCIES or word in _PLURALS:
        return single, match.end("unit")
    is_plural = word.endswith("s") and not word.endswith("ss") and word not in _NO_UNITS
    return (single, match.end("unit")) if is_plural and match["unit"].islower() else ("", 0)


def _single(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def _upto_number(match: regex.Match[str]) -> Fragment:
    ends = (match.end(name) for name in ("figure", "spelt", "some", "scale", "second"))
    return Fragment(match.start(), max(ends))


def _vague(text: str, match: regex.Match[str]) -> Amount | None:
    word = match["scale"].casefold()
    unit = (match["unit"] or "").casefold()
    single = _single(unit)
    end = match.end() if single else match.end("scale")
    place = Fragment(match.start(), end)
    if word.removesuffix("s") in _MEASURES:
        return Amount(Fragment(*match.span("scale")), word.removesuffix("s"), 1.0, vague=True)
    value = _SCALES.get(word.removesuffix("s"), 20.0)
    if single in _CURRENCIES:
        return Amount(place, MONEY, value, _CURRENCIES[single], vague=True)
    if not single or unit in ("millions", "thousands", "billions"):
        return Amount(place, MONEY, value, vague=True) if _spends(text, match.start()) else None
    if unit.endswith("s") or unit in _PLURALS:
        return Amount(place, single, value, vague=True)
    return None


def _spends(text: str, offset: int) -> bool:
    """Whether what stands before says that money is meant."""
    return _SPENDING.search(text, max(0, offset - 40), offset) is not None


def seconds(amount: Amount) -> float | None:
    """How long a duration is; None where it is none."""
    unit = _DURATIONS.get(amount.unit)
    return None if unit is None else unit * amount.value
