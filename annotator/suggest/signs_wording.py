"""Words that are out of place in a report: the writer’s own I, and what is left of a prompt."""

from collections.abc import Iterator

import regex

from annotator.model.span import Fragment
from annotator.suggest.places import Taken
from annotator.suggest.signs_found import Found, Sign, further, places_of, shown

_I = regex.compile(
    r"""
      (?<![\p{L}\p{N}\p{M}_@\#/.’'\-])
      (?: I(?=[’'](?:m|ve|ll|d)\b|\s\p{Ll}) | [Ww]e(?=\s\p{Ll}|[’'](?:re|ve|ll|d)\b)
        | myself | ourselves | [Mm]y(?=\s\p{Ll}) | [Oo]ur(?=\s\p{Ll}) | (?<![Ll]et\ )(?:us | me) )
      (?![\p{L}\p{N}\p{M}_@/\-]|\.\p{L})
    """,
    regex.VERBOSE | regex.VERSION1,
)
_NUMERAL = regex.compile(
    r"(?r)(?<![\p{L}.])(?!(?:And|But|So|As|If|When|While|Then|That|What|Or|Do) )"
    r"\p{Lu}[\p{L}’'.]* "
)
_COLUMN = 8
"""So many words of the first person, and a text is a column rather than a report with a slip."""

_LEFTOVER = regex.compile(
    r"""
      \bas\ an?\ (?:large\ language\ model|AI\ (?:language\ )?model|AI\ assistant)\b(?=,|\ I\b)
    | \bmy\ (?:last\ )?(?:knowledge|training)\ (?:cut-?off|update|data)\b
    | \bI(?:[’']m|\ am)\ sorry,\ but\ I\ (?:can(?:no|[’'])t|am\ (?:unable|not\ able))\b
    | \b(?:sure|certainly|of\ course)[,!]\ here(?:[’']s|\ is|\ are)\ (?:an?|the|your|my)\b
    | \bhere(?:[’']s|\ is)\ (?:an?|the|your)\ (?:re-?written|revised|expanded|updated|full)
        \ (?:article|version|draft|text|story|report)\b
    | \bI\ hope\ this\ (?:article|draft|version)\ (?:helps|meets|is)\b
    | \bas\ of\ my\ (?:last|latest)\ \p{L}+
    | \[(?:insert|your|add|enter|placeholder|fill\ in)\ [^\]\n]{1,80}\]
    | \[(?:name|date|city|location|company|organi[sz]ation|source|quote|link|journalist|author)\]
    | \{\{[^{}\n]{1,60}\}\} | \blorem\ ipsum\b | <\|[a-z_]{2,20}\|> | \[/?INST\]
    | ^(?:word\ count|meta\ description|target\ audience|SEO\ title)\s?:
    """,
    regex.VERBOSE | regex.VERSION1 | regex.MULTILINE | regex.IGNORECASE,
)


def first_person(text: str, spoken: Taken) -> Iterator[Found]:
    """One find for all words of the writer’s own, outside of what others say."""
    places = [p for p in places_of(_I, text) if not spoken.overlaps(p) and _is_writer(text, p)]
    if not places:
        return
    told = f"“{shown(text, places[0])}”{further(places)}"
    if len(places) >= _COLUMN:
        reason = f"{told}: written in the first person throughout, as columns are"
    else:
        reason = f"{told} outside quotations: a report says neither I nor we"
    yield Found(Sign.FIRST_PERSON, tuple(places), reason)


def _is_writer(text: str, place: Fragment) -> bool:
    """False for the numeral in `World War I`."""
    if text[place.start : place.end] != "I":
        return True
    return _NUMERAL.match(text, max(place.start - 40, 0), place.start) is None


def leftovers(text: str) -> Iterator[Found]:
    """Words that belong to a prompt or to a machine’s answer."""
    for place in places_of(_LEFTOVER, text):
        reason = f"“{shown(text, place)}” belongs to a prompt or its answer, not to an article"
        yield Found(Sign.LEFTOVER, (place,), reason)
