"""Steps: what was done, by whom, when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the journal, as history shows it. Numbers grow; they are the order, not times."""

    number: int
    annotator_id: str
    at: str
    name: str
    undone: bool
