"""What the articles of a story say together: counterparts, clues, only here, facets, names."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from annotator.model.clue import Clue, Passage
from annotator.model.span import Fragment

THRESHOLD = 0.35
"""From this score on a counterpart is listed without being asked for."""


class What(StrEnum):
    """What kind of thing is told that can be told otherwise."""

    NAME = "name"
    PLACE = "place"
    NUMBER = "number"
    TIME = "time"


class Told(NamedTuple):
    """A name, number or time in an article; where `key` is the same, the same is told."""

    article_id: str
    place: Fragment
    what: What
    key: str


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

    Counterparts come best first. `told` are names, numbers and times, by article and place.
    `quoted` are the places of quotations that belong together, without what stands around them.
    `left_out` says in sentences what was not looked at.
    """

    counterparts: tuple[Counterpart, ...] = ()
    clues: tuple[Clue, ...] = ()
    only_here: tuple[OnlyHere, ...] = ()
    facets: tuple[FacetRow, ...] = ()
    told: tuple[Told, ...] = ()
    quoted: tuple[tuple[Passage, ...], ...] = ()
    left_out: tuple[str, ...] = field(default=())

    def beside(
        self, article_id: str, offset: int, *, least: float = 0.0
    ) -> tuple[Counterpart, ...]:
        """The counterparts of the sentence at `offset`, best first, that sentence always first."""
        return tuple(self._beside(article_id, offset, least))

    def _beside(self, article_id: str, offset: int, least: float) -> Iterator[Counterpart]:
        for one in self.counterparts:
            if one.score < least:
                return
            for here, there in (one.members, one.members[::-1]):
                if here.article_id == article_id and here.place.start <= offset <= here.place.end:
                    yield Counterpart(one.score, (here, there), one.near_identical)

    def differences(
        self, one: Passage, other: Passage
    ) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
        """What the one passage tells and the other does not, and the reverse, in text order.

        A name counts as told where another name of the same stands.
        """
        here, there = self.told_in(one), self.told_in(other)
        keys_here, keys_there = {each.key for each in here}, {each.key for each in there}
        return (
            tuple(each for each in here if each.key not in keys_there),
            tuple(each for each in there if each.key not in keys_here),
        )

    def told_in(self, passage: Passage) -> tuple[Told, ...]:
        """What is told in a passage, in text order."""
        start, end = passage.place
        return tuple(
            each
            for each in self.told
            if each.article_id == passage.article_id and start <= each.place.start < end
        )

    def same_as(self, article_id: str, offset: int) -> tuple[Told, ...]:
        """Every place, in all articles, that tells what stands at `offset`; it included."""
        keys = {
            each.key
            for each in self.told
            if each.article_id == article_id and each.place.start <= offset < each.place.end
        }
        return tuple(each for each in self.told if each.key in keys)
