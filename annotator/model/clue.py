"""Clues: passages that are worth a look. Computed, never a verdict."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from annotator.model.identity import named_id
from annotator.model.span import Fragment


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in an article; `value` is what it says where passages are set side by side."""

    article_id: str
    place: Fragment
    value: str = ""


@dataclass(frozen=True, slots=True)
class Clue:
    """Passages that are worth a look together, what kind of sign they are, and why, in words.

    `id` follows from the kind and the passages. `name` is what the clue is about, to sort and
    search by: a name, a source, the words in question. `shown`: it is precise enough to be listed
    without being asked for.
    """

    id: str
    kind: str
    name: str
    reason: str
    passages: tuple[Passage, ...]
    score: float = 0.0
    shown: bool = True


def clue_id(kind: str, passages: Iterable[Passage]) -> str:
    """The id of a clue across articles: the same kind and places, the same id."""
    places = sorted(f"{one.article_id}:{one.place.start}-{one.place.end}" for one in passages)
    return named_id("clue", kind, *places)


class ClueVerdict(StrEnum):
    """What an annotator answered to a clue; without an answer it is open."""

    GROUP = "group"
    """It became a group."""
    NO_CONFLICT = "not a conflict"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class ClueAnswer:
    """One annotator's answer to one clue, with the clue as it was then: it may not come again.

    `group_id` is the group that came of it, "" where none did.
    """

    clue: Clue
    story_id: str
    annotator_id: str
    verdict: ClueVerdict
    group_id: str = ""
    answered_at: str = ""
