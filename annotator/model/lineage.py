"""Lineage: what descends from what, when a reading was worked on in several copies of a project."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Lineage:
    """The heads of one reading, oldest first: a random UUID for each step that changed it.

    A copy of the project takes the lineage along. Whoever has a head in their lineage knows the
    state that it stands for.
    """

    article_id: str
    annotator_id: str
    heads: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        """The state it is in now; "" before anything was done."""
        return self.heads[-1] if self.heads else ""


class Descent(StrEnum):
    """How the state that comes in stands to the one that is here."""

    SAME = "same"
    OLDER = "older"
    NEWER = "newer"
    DIVERGED = "diverged"


def descent(ours: Sequence[str], theirs: Sequence[str]) -> Descent:
    """How `theirs` stands to `ours`: heads of the same reading in two copies, oldest first."""
    if not theirs or (ours and theirs[-1] == ours[-1]):
        return Descent.OLDER if ours and not theirs else Descent.SAME
    if not ours or ours[-1] in theirs:
        return Descent.NEWER
    return Descent.OLDER if theirs[-1] in ours else Descent.DIVERGED
