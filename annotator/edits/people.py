"""What can be done to annotators."""

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.edit import Edit
from annotator.errors import EditRefused
from annotator.model.people import Annotator

if TYPE_CHECKING:
    from annotator.store.work import Work


def add_annotator(annotator: Annotator) -> Edit:
    """Adds an annotator."""

    def do(work: "Work") -> None:
        if not annotator.name.strip():
            raise EditRefused("An annotator needs a name.")
        if work.people.get(annotator.id) is None:
            work.people.put([annotator])

    return Edit(f"add annotator “{annotator.name}”", do)


def rename_annotator(annotator: Annotator, name: str) -> Edit:
    """Gives an annotator another name; who it is stays."""

    def do(work: "Work") -> None:
        if not name.strip():
            raise EditRefused("An annotator needs a name.")
        work.people.put([replace(annotator, name=name.strip())])

    return Edit("rename annotator", do)
