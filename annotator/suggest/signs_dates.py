"""Dates that hang in the air: `last month` in an article of which nobody knows the day."""

from collections.abc import Iterator

import regex

from annotator.model.span import Fragment
from annotator.suggest.places import Taken
from annotator.suggest.signs_found import Found, Sign, further, places_of, shown

_UNIT = r"(?:week|month|year|weekend|summer|winter|spring|autumn|fall|quarter|night)"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Mar\.|Apr\.|Jun\.|Jul\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_RELATIVE = regex.compile(
    rf"""
      \b(?: (?:[Ll]ast|[Ee]arlier\ this|[Ll]ater\ this|(?:[Ll]ate|[Ee]arly|[Ee]arlier)\ last)
            \ {_UNIT}
          | [Ee]arl(?:y|ier)\ (?:this|yesterday)\ (?:morning|afternoon|evening)
          | (?:[Ee]arlier|[Ll]ater)\ today | [Yy]esterday
          | (?:just\ )?(?:a\ few|several|two|three|four|five|six|seven)\ (?:days|weeks|months)\ ago
          | (?:[Ll]ast|[Oo]n|[Nn]ext)\ {_DAY}(?!,?\ (?:{_MONTH}|\d|the\ \d)|s\b)
        )\b (?![’']s\b)
    """,
    regex.VERBOSE | regex.VERSION1,
)
_ANCHOR = regex.compile(
    rf"""
      \b\d{{4}}-\d{{2}}-\d{{2}}\b
    | \b\d{{1,2}}(?:st|nd|rd|th)?\ (?:of\ )?{_MONTH}
    | \b{_MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)
    | \b\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d{{2}})\b
    """,
    regex.VERBOSE | regex.VERSION1,
)
_HEAD, _FOOT = 600, 200
"""Code points at the beginning and at the end where a dateline or a day may stand."""


def loose_dates(text: str, spoken: Taken) -> Iterator[Found]:
    """One find for all of them together, unless a day stands at the head or the foot."""
    if _ANCHOR.search(text, 0, _HEAD) or _ANCHOR.search(text, max(len(text) - _FOOT, 0)):
        return
    places: list[Fragment] = [p for p in places_of(_RELATIVE, text) if not spoken.overlaps(p)]
    if places:
        told = f"“{shown(text, places[0])}”{further(places)}"
        reason = f"{told}: the article has no date that this could be counted from"
        yield Found(Sign.DATE, tuple(places), reason)
