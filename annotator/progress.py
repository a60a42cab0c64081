"""How long work tells how far it is, and learns that it should stop."""

from typing import Protocol

from annotator.errors import Cancelled

__all__ = ["Cancelled", "Progress", "silent"]


class Progress(Protocol):
    """Called now and then by long work, with what is done and what there is in all.

    `total` is 0 while it is not known. An implementation raises `Cancelled` to stop the work,
    which then leaves nothing half done.
    """

    def __call__(self, done: int, total: int, what: str) -> None: ...


def silent(done: int, total: int, what: str) -> None:
    """Takes progress and shows nothing."""
