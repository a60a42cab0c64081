"""What a task is given, and the project it works on."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.progress import Progress, silent

if TYPE_CHECKING:
    from annotator.project import Project


@dataclass(frozen=True, slots=True)
class Errand:
    """What a task is given: its arguments, whom to tell how far it is, and the right to write.

    `lender` is the process id of the window, which holds the project's lock; `right` is entered
    around each transaction.
    """

    arguments: Mapping[str, Any]
    progress: Progress = silent
    lender: int = 0
    right: Callable[[], AbstractContextManager[None]] = nullcontext


Task = Callable[[Errand], object]
"""A task: takes an errand, returns something that JSON can hold. It raises `AnnotatorError` with
a sentence for what the user can act on; everything else is our own bug and goes to the log."""


@contextmanager
def lent_project(errand: Errand) -> Iterator["Project"]:
    """The project that the window has open, with the right to write lent for each transaction."""
    from annotator.project import Project
    from annotator.store.lock import Loan

    path = Path(errand.arguments["project"])
    with Project.open(path, loan=Loan(errand.lender, errand.right)) as project:
        yield project


@contextmanager
def looked_at(errand: Errand) -> Iterator["Project"]:
    """The project that the window has open, to read from."""
    from annotator.project import Project

    with Project.open(Path(errand.arguments["project"]), read_only=True) as project:
        yield project


class Held:
    """The right to write, asked for once for several transactions: entered again, it is there."""

    def __init__(self, right: Callable[[], AbstractContextManager[None]]) -> None:
        self._right = right
        self._is_held = False

    @contextmanager
    def __call__(self) -> Iterator[None]:
        if self._is_held:
            yield
            return
        with self._right():
            self._is_held = True
            try:
                yield
            finally:
                self._is_held = False
