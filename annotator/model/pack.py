"""Packs: project files that the lead made for one annotator."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackFacts:
    """What a pack says about itself: for whom it was made, when, and from which project.

    `id` is also the id of the handout that it belongs to, and of the pack as a project.
    `due` is a date, `YYYY-MM-DD`, or "". `project_id` is the lead's project.
    """

    id: str
    annotator_id: str
    name: str
    """The annotator's name."""
    made_at: str
    due: str
    project_id: str
