"""Days and times in a text, as they are told: no calendar, no arithmetic."""

from typing import NamedTuple

import regex

from annotator.model.span import Fragment

_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)"
)
_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_UNITS = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?)"
_NUMBER = (
    r"(?:\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|several|a\ few|"
    r"just|some|about)"
)
_PARTS = r"(?:morning|afternoon|evening|night)"

_TIME = regex.compile(
    rf"""
    \b(?: (?:\d{{1,2}}(?:st|nd|rd|th)?\ (?:of\ )?)? {_MONTHS} (?:\ \d{{1,2}}(?:st|nd|rd|th)?\b)?
          (?:,?\ (?:19|20)\d\d\b)?
        (?<=\p{{L}}\.?|\d|th|st|nd|rd)
      | (?:early\ |late\ |last\ |next\ |this\ )? {_DAYS} (?:\ {_PARTS})?
      | (?:early\ |late\ |earlier\ |later\ )?
        (?:last|next|this|past|previous|following|the\ same)
        \ (?:{_PARTS}|week(?:end)?|month|year|spring|summer|autumn|fall|winter|decade|century)
      | (?:early\ |late\ )?(?:yesterday|tomorrow|tonight|today)
      | (?:{_NUMBER}\ )?{_UNITS}\ (?:ago|later|earlier|before|after|since)
      | (?:over|within|in|for|during)\ (?:a\ period\ of\ |the\ (?:past|last|next|coming)\ )?
        (?:{_NUMBER}\ ){_UNITS}
      | (?:since|until|by|in|from)\ (?:19|20)\d\d
      | (?:19|20)\d\d (?![\d,.]*\d|\s?(?:%|per\ cent|people))
      | (?:recently|recent|upcoming|forthcoming|imminent)
      | \d{{1,2}}(?:[:.]\d\d)?\ ?[ap]\.?m\b\.?
    )
    (?![\p{{L}}\p{{N}}])
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_CASED = regex.compile(rf"\b(?:{_MONTHS}|{_DAYS})")
_ONLY_MONTH = frozenset({"may", "march", "mar", "mar."})


class Time(NamedTuple):
    """A time as it is told; `key` is what it is compared by."""

    place: Fragment
    key: str


def times(text: str, start: int = 0, end: int | None = None) -> tuple[Time, ...]:
    """The days and times told from `start` to `end`, in text order."""
    found = []
    for match in _TIME.finditer(text, start, len(text) if end is None else end):
        key = " ".join(match.group().casefold().split())
        # “may” and “march” are verbs, unless a number stands beside them or they are capitalised.
        if key in _ONLY_MONTH and not _CASED.match(match.group()):
            continue
        if key == "may":
            continue
        found.append(Time(Fragment(*match.span()), key))
    return tuple(found)
