"""Guidelines: how to label, in words, beside the scheme."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guidelines:
    """One version of the guidelines; versions count from 1.

    `text` is Markdown; `changes` says in words what is new in this version.
    """

    version: int
    text: str
    created_at: str
    changes: str = ""
