"""The plan: which annotator reads which story, and what was handed out."""

from dataclasses import dataclass
from enum import StrEnum


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
