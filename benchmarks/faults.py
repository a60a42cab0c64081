"""Commits, writes, renames and fsyncs that fail when they are told to."""

import errno
import io
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

_WRITES = ("INSERT", "UPDATE", "DELETE", "COMMIT", "BEGIN IMMEDIATE", "CREATE", "ALTER", "DROP")
_RAW_WRITES = ("VACUUM", "PRAGMA JOURNAL_MODE = DELETE")
KILLED = 77
"""With this a process ends that is to be killed at a call."""


class Faults:
    """Counts the calls that may fail, and lets the one at `fails` fail."""

    def __init__(self, fails: int, way: str) -> None:
        self.fails = fails
        self.way = way
        self.count = 0

    @property
    def met(self) -> bool:
        """Whether there were so many calls."""
        return self.count >= self.fails

    def now(self) -> bool:
        """Whether this call fails; or else the process ends."""
        self.count += 1
        if self.count == self.fails and self.way == "killed":
            os._exit(KILLED)
        return self.count == self.fails or (self.way == "from then on" and self.met)

    @contextmanager
    def at_work(self) -> Iterator["Faults"]:
        """What is called inside may fail."""
        from sqlalchemy import event
        from sqlalchemy.engine import Engine

        def before(_c: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.lstrip().upper().startswith(_WRITES) and self.now():
                raise _full()

        with ExitStack() as stack:
            for name in ("fsync", "rename", "replace", "link"):
                real = getattr(os, name)
                stack.enter_context(patch.object(os, name, self._failing(real)))
            stack.enter_context(patch.object(io, "open", self._opening(io.open)))
            stack.enter_context(patch.object(sqlite3, "connect", self._connecting()))
            event.listen(Engine, "before_cursor_execute", before)
            try:
                yield self
            finally:
                event.remove(Engine, "before_cursor_execute", before)

    def _failing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if self.now():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*given, **named)

        return call

    def _opening(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
            opened = real(file, mode, *given, **named)
            return _Written(opened, self) if set(mode) & set("wxa+") else opened

        return call

    def _connecting(self) -> Callable[..., sqlite3.Connection]:
        real, faults = sqlite3.connect, self

        class Watched(sqlite3.Connection):
            def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:
                if sql.upper().startswith(_RAW_WRITES) and faults.now():
                    if given:  # SQLite leaves such a file behind, and it opens
                        Path(given[0][0]).touch()
                    raise _full()
                return super().execute(sql, *given)

        def connect(*given: Any, **named: Any) -> sqlite3.Connection:
            return real(*given, **{"factory": Watched, **named})

        return connect


class _Written:
    """A file whose `write` may fail."""

    def __init__(self, file: Any, faults: Faults) -> None:
        self._file = file
        self._faults = faults

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "_Written":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)

    def write(self, data: Any) -> Any:
        if self._faults.now():
            self._file.write(data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self._file.write(data)


def _full() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = "SQLITE_FULL"
    return error
