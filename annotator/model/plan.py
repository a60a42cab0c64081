"""The plan: which annotator reads which story, and what was handed out."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.model.identity import named_id


class AssignmentKind(StrEnum):
    """Why a story was given to somebody."""

    FIRST = "first"
    """The only reading of the story, or the first of several."""
    OVERLAP = "overlap"
    """One more reading, so that two people can be compared."""
    REPEAT = "repeat"
    """A story that the same person reads once more, to see how steady they are."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One story for one annotator. `week` counts from 1; 0 where the plan knows no weeks."""

    id: str
    annotator_id: str
    story_id: str
    week: int = 0
    kind: AssignmentKind = AssignmentKind.FIRST

    @property
    def reader_id(self) -> str:
        """The annotator under whom it is read: a repeat has an identity of its own."""
        if self.kind is AssignmentKind.REPEAT:
            return again_id(self.annotator_id, self.story_id)
        return self.annotator_id


def again_id(annotator_id: str, story_id: str) -> str:
    """The identity under which an annotator reads a story once more."""
    return named_id("again", annotator_id, story_id)


@dataclass(frozen=True, slots=True)
class Handout:
    """One pack that left: to whom, with which stories, when, and by when it is wanted back.

    `due` is a date, `YYYY-MM-DD`, or "". `returned_at` is when work from it came back last.
    """

    id: str
    annotator_id: str
    story_ids: tuple[str, ...]
    made_at: str
    due: str = ""
    returned_at: str = ""
