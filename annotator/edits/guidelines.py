"""What can be done to guidelines: a new version; the old ones stay."""

from typing import TYPE_CHECKING

from annotator.edits.edit import Edit
from annotator.errors import EditRefused

if TYPE_CHECKING:
    from annotator.store.work import Work


def set_guidelines(text: str, changes: str = "") -> Edit:
    """Makes this Markdown the guidelines that count, as a new version.

    `changes` says in words what is new. The same text again changes nothing. Refused without words:
    nobody could follow them.
    """

    def do(work: "Work") -> None:
        if not text.strip():
            raise EditRefused("These guidelines have no words. The ones before were kept.")
        current = work.guidelines.current()
        if text != (current.text if current else ""):
            work.guidelines.add(text, changes.strip())

    return Edit("change the guidelines", do, adds_heads=False)
