"""Clues: passages that are worth a look. Computed, never a verdict."""

from dataclasses import dataclass

from annotator.model.span import Fragment


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in an article."""

    article_id: str
    place: Fragment


@dataclass(frozen=True, slots=True)
class Clue:
    """Passages that are worth a look together, what kind of sign they are, and why, in words.

    `id` follows from the kind and the passages. `name` is what the clue is about, to sort and
    search by: a name, a source, the words in question.
    """

    id: str
    kind: str
    name: str
    reason: str
    passages: tuple[Passage, ...]
    score: float = 0.0
