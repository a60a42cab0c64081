"""Clues: passages that are worth a look. Computed, never a verdict."""

from dataclasses import dataclass
from enum import StrEnum

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
