"""Who labels."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What kind of annotator made the spans."""

    HUMAN = "human"
    MODEL = "model"
    ADJUDICATED = "adjudicated"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Annotator:
    """An identity: the UUID is who it is, the name is for people."""

    id: str
    name: str
    role: Role = Role.HUMAN
