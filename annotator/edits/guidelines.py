"""What can be done to guidelines: a new version; the old ones stay."""

from typing import TYPE_CHECKING

from annotator.edits.edit import Edit

if TYPE_CHECKING:
    from annotator.store.work import Work


def set_guidelines(text: str, changes: str = "") -> Edit:
    """Makes this Markdown the guidelines that count, as a new version.

    `changes` says in words what is new. The same text again changes nothing.
    """

    def do(work: "Work") -> None:
        current = work.guidelines.current()
        if text != (current.text if current else ""):
            work.guidelines.add(text, changes.strip())

    return Edit("change the guidelines", do, adds_heads=False)
