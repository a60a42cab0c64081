"""What an edit is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.store.work import Work


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of the user: its name, as the menu shows it, and what it does to a project.

    `do` raises `EditRefused` to take back all that it has done. The way back needs no code: the
    journal keeps it. `adds_heads`: it is work on the readings that it touches, each of which gets
    one more head in its lineage then. False for what the lead decides about everybody's readings,
    such as a change of the scheme. `backup`: why a copy is kept before it is done, "" for none.
    """

    name: str
    do: Callable[["Work"], None]
    adds_heads: bool = True
    backup: str = ""


def together(name: str, *edits: Edit) -> Edit:
    """Several edits as one step."""

    def do(work: "Work") -> None:
        for edit in edits:
            edit.do(work)

    adds_heads = any(edit.adds_heads for edit in edits)
    return Edit(name, do, adds_heads, next((edit.backup for edit in edits if edit.backup), ""))
