"""What the tests of quotations share: quotations as words."""

from typing import NamedTuple

from annotator.model.span import Fragment
from annotator.suggest.cues import load_lexicon
from annotator.suggest.quotation import Quotation
from annotator.suggest.quotes import find_quotations

LEXICON = load_lexicon()


class Said(NamedTuple):
    """A quotation as words: its pieces, its speaker and its cue."""

    pieces: list[str]
    speaker: str
    cue: str


def found(text: str, *, guesses: bool = False) -> list[Quotation]:
    return find_quotations(text, LEXICON, guesses=guesses)


def said(text: str, *, guesses: bool = False) -> list[Said]:
    def words(place: Fragment | None) -> str:
        return "" if place is None else text[place.start : place.end]

    return [
        Said([text[start:end] for start, end in one.fragments], words(one.speaker), words(one.cue))
        for one in found(text, guesses=guesses)
    ]


def only(text: str) -> Said:
    everything = said(text)
    assert len(everything) == 1, everything
    return everything[0]
