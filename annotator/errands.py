"""The tasks of the worker by name: what the window has done in another process.

What a task needs is imported when it runs.
"""

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


def look(errand: Errand) -> object:
    """`paths`, `table` (or None) -> `{"looks": [Look…]}`, nothing is imported."""
    from annotator.first_look import look_at

    paths = [Path(path) for path in errand.arguments["paths"]]
    table = errand.arguments.get("table")
    looks = look_at(paths, table=Path(table) if table else None, progress=errand.progress)
    return {"looks": [one.plain() for one in looks]}


def check(errand: Errand) -> object:
    """`project` -> `{"faults": [{"check", "what"}…]}`."""
    from annotator.project import Project

    with Project.open(Path(errand.arguments["project"]), read_only=True) as project:
        faults = project.faults(errand.progress)
    return {"faults": [{"check": fault.check, "what": fault.sentence} for fault in faults]}


TASKS: dict[str, Task] = {"look": look, "check": check}
