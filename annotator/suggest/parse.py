"""What a model found in a text, kept so that no text is parsed twice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a model found: code points, end exclusive; `type` as in OntoNotes (PERSON, …)."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Parse:
    """The names that the model `model` (name) of version `version` found in one text.

    `sha256` is that of the text, so that a stale parse is known for one.
    """

    sha256: str
    model: str
    version: str
    names: tuple[Name, ...]
