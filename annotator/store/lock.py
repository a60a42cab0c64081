"""The lock of a project: one program writes, the others are told who."""

import json
import os
import socket
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from annotator.errors import ProjectError
from annotator.model.identity import now


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the project open for writing."""

    process: int
    host: str
    since: str

    def __str__(self) -> str:
        return f"process {self.process} on {self.host}, since {self.since}"


class Locked(ProjectError):
    """The project is open in another program; it may still be opened read-only."""

    def __init__(self, path: Path, holder: Holder | None) -> None:
        self.project = path
        self.holder = holder
        by = f"by {holder}" if holder else "by another program"
        super().__init__(
            f"{path} is open {by}. Close it there, or open it read-only to look at it."
        )


def lock_path(project: Path) -> Path:
    """The lock file of a project: beside it, hidden, gone when the project is closed."""
    real = Path(os.path.realpath(project))  # of links that lead in a circle, it makes no error
    return real.with_name(f".{real.name}.lock")


def holder_of(project: Path) -> Holder | None:
    """Who has the project open for writing, as its lock file says; None where nobody has."""
    try:
        with lock_path(project).open("rb", buffering=0) as file:
            return _holder(file)
    except OSError:
        return None


@dataclass(frozen=True, slots=True)
class Loan:
    """The right to write, lent for one transaction at a time by the program that holds the lock.

    `lender` is that program's process id. `right` is entered before each transaction and left
    after it: there the lender is asked to keep still, and told when it may go on.
    """

    lender: int
    right: Callable[[], AbstractContextManager[None]] = nullcontext

    def check(self, project: Path) -> None:
        """Raises `Locked` where the lock is not the lender's."""
        holder = holder_of(project)
        if holder is None or holder.process != self.lender:
            raise Locked(project, holder)


class ProjectLock:
    """Holds the lock until `release`; the system lets go of it by itself when the process dies."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._path = lock_path(project)
        self._file: FileIO | None = None
        self.elsewhere: Holder | None = None
        """Who had the project open on another machine, as the words say that lay here: it ended
        without saying so, or a folder that is synchronised brought them here."""

    def acquire(self) -> None:
        """Takes the lock or raises `Locked`."""
        file = self._path.open("a+b", buffering=0)
        while True:
            if not _take(file):
                holder = _holder(file)
                file.close()
                raise Locked(self._project, holder)
            if _is_still_there(file, self._path):
                break
            # The last holder removed the file between our opening and our locking it.
            file.close()
            file = self._path.open("a+b", buffering=0)
        self._file = file
        there = _holder(file)
        if there is not None and there.host != socket.gethostname():
            self.elsewhere = there
        with suppress(OSError):  # on a full disk the lock holds, though it does not say whose
            file.truncate(0)
            facts = {"process": os.getpid(), "host": socket.gethostname(), "since": now()}
            file.write(json.dumps(facts).encode())

    def release(self) -> None:
        """Gives the lock back; does nothing when it is not held."""
        if self._file is None:
            return
        if sys.platform != "win32":  # an open file cannot be removed there
            self._path.unlink(missing_ok=True)
        self._file.close()
        if sys.platform == "win32":
            self._path.unlink(missing_ok=True)
        self._file = None


def _is_still_there(file: FileIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _holder(file: FileIO) -> Holder | None:
    file.seek(0)
    try:
        facts = json.loads(file.read())
        return Holder(int(facts["process"]), str(facts["host"]), str(facts["since"]))
    except (ValueError, KeyError, TypeError, OSError, RecursionError):
        return None


def _holder_is_gone(file: FileIO) -> bool:
    """For disks that know no locks: whether the process that wrote the file has ended."""
    holder = _holder(file)
    if holder is None:
        return True
    if holder.host != socket.gethostname():
        return False
    return holder.process != os.getpid() and not _is_running(holder.process)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # somebody else's
    return True


if sys.platform == "win32":
    import msvcrt

    def _take(file: FileIO) -> bool:
        # A byte far behind the words, so that others can still read who holds the lock.
        file.seek(1 << 20)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _take(file: FileIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return _holder_is_gone(file)
        return True
