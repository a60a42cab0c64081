"""The kinds of clues across articles, and how a clue is made."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from annotator.model.clue import Clue, Passage, clue_id

MOST_PASSAGES = 50
"""Passages of one clue: it shows that something is there, not every place of it."""
_LONGEST_NAME = 60


class Kind(StrEnum):
    """What makes passages of several articles worth a look together."""

    SAME_QUOTATION = "same quotation"
    OTHER_WORDING = "quotation with other wording"
    OTHER_SPEAKER = "same words, other speaker"
    OTHER_WORDS = "same frame, other words quoted"
    COPIED = "copied text"
    DESCRIPTION = "same person, other description"
    BACKING = "organisation based or backed elsewhere"
    EVENT = "same event, other place or time"
    FIGURE = "same unit, other figure"
    PASSAGE = "same passage, other names or numbers"


SCORES = {
    Kind.OTHER_SPEAKER: 0.9,
    Kind.OTHER_WORDS: 0.85,
    Kind.OTHER_WORDING: 0.8,
    Kind.BACKING: 0.8,
    Kind.DESCRIPTION: 0.75,
    Kind.SAME_QUOTATION: 0.6,
    Kind.COPIED: 0.6,
    Kind.FIGURE: 0.5,
    Kind.EVENT: 0.5,
    Kind.PASSAGE: 0.4,
}
"""How much a kind says, as far as one can tell without reading the passages."""


def clue(
    kind: Kind, name: str, reason: str, passages: Iterable[Passage], *, shown: bool = True
) -> Clue:
    """A clue over passages, each place once; its id follows from the kind and the places alone."""
    some = list({(one.article_id, one.place): one for one in passages}.values())
    kept = tuple(some[:MOST_PASSAGES])
    name = in_one_line(name)
    return Clue(clue_id(kind, some), kind, name, reason, kept, SCORES[kind], shown)


def in_one_line(words: str, longest: int = _LONGEST_NAME) -> str:
    """Words in one line, shortened."""
    flat = " ".join(words[: 4 * longest].split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1].rstrip()}…"


def listed(values: Sequence[str], most: int = 4) -> str:
    """Values as a sentence has them, each in quotation marks, the first few."""
    some = [f"“{in_one_line(value, 40)}”" for value in values[:most]]
    if len(values) > most:
        return f"{', '.join(some)} and {len(values) - most:,} more"
    return " and ".join(filter(None, [", ".join(some[:-1]), some[-1]])) if some else ""
