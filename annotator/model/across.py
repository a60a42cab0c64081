"""What the articles of a story say together: counterparts, clues, only here, facets."""

from dataclasses import dataclass, field

from annotator.model.clue import Clue, Passage


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Two sentences of different articles that are alike, from 0 to 1.

    `near_identical`: the one is the other, but for little: copied, or one source.
    """

    score: float
    members: tuple[Passage, Passage]
    near_identical: bool = False


@dataclass(frozen=True, slots=True)
class OnlyHere:
    """What one article alone tells. `kind` is name, number or quotation."""

    kind: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class FacetRow:
    """A question about the story, and the passages that may answer it, by article and place."""

    facet: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Across:
    """All that a story's articles say together, as far as rules can tell.

    `left_out` says in sentences what was not looked at.
    """

    counterparts: tuple[Counterpart, ...] = ()
    clues: tuple[Clue, ...] = ()
    only_here: tuple[OnlyHere, ...] = ()
    facets: tuple[FacetRow, ...] = ()
    left_out: tuple[str, ...] = field(default=())
