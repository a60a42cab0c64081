"""What a search for signs found, and how a clue is made of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import regex

from annotator.model.clue import Clue, Passage
from annotator.model.identity import named_id
from annotator.model.span import Fragment

MOST_PASSAGES = 50
"""Passages of one clue: it shows that something is there, not every place of it."""
_LONGEST_NAME = 60


class Sign(StrEnum):
    """What kind of sign a clue is."""

    LEFTOVER = "words of a prompt"
    FIRST_PERSON = "first person in a report"
    SOURCE = "source nobody can trace"
    OPENING = "same opening in several articles"
    SAME = "same sentences in several articles"
    LAW = "law named once"
    DATE = "date without an anchor"


_SCORES = {
    Sign.LEFTOVER: 1.0,
    Sign.FIRST_PERSON: 0.7,
    Sign.SOURCE: 0.6,
    Sign.OPENING: 0.6,
    Sign.SAME: 0.5,
    Sign.LAW: 0.5,
    Sign.DATE: 0.4,
}
"""How much a sign says, as far as one can tell without reading the passage."""


@dataclass(frozen=True, slots=True)
class Found:
    """Places in one text that are a sign together, and why."""

    sign: Sign
    places: tuple[Fragment, ...]
    reason: str


def clue_of(found: Found, article_id: str, text: str) -> Clue:
    """The clue; its name is the words of the first place."""
    passages = [Passage(article_id, place) for place in found.places]
    return clue_over(found.sign, shown(text, found.places[0]), passages, found.reason)


def clue_over(sign: Sign, name: str, passages: Sequence[Passage], reason: str) -> Clue:
    """A clue over passages of any articles; its id follows from the kind and the passages."""
    some = tuple(passages[:MOST_PASSAGES])
    places = (f"{p.article_id}:{p.place.start}-{p.place.end}" for p in some)
    return Clue(named_id("clue", sign, *places), sign, name, reason, some, _SCORES[sign])


def shown(text: str, place: Fragment) -> str:
    """The words of a place in one line, shortened."""
    words = " ".join(text[place.start : min(place.end, place.start + 200)].split())
    return words if len(words) <= _LONGEST_NAME else f"{words[: _LONGEST_NAME - 1].rstrip()}…"


def further(places: Sequence[Fragment]) -> str:
    """“ and 3 more”, where there are more than one."""
    return f" and {len(places) - 1:,} more" if len(places) > 1 else ""


def places_of(pattern: regex.Pattern[str], text: str) -> Iterator[Fragment]:
    """All places of a pattern, empty ones left out."""
    for match in pattern.finditer(text):
        if match.end() > match.start():
            yield Fragment(*match.span())
