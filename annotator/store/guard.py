"""The one place where SQLite opens a file, and what no file can make the program do.

A file may come from a stranger, and somebody may change it while it is open. So each connection is
limited, trusts nothing in the schema, and is asked what every statement would do: what a trigger or
a view would do is refused, whatever it is, and so are other files and code from outside.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, ExceptionContext
from sqlalchemy.pool import NullPool
from sqlalchemy.util import LRUCache

from annotator.store.failures import error_for

LARGEST = 512 << 20
"""No text or value may have more bytes: a file may say otherwise, to use up the memory."""
CACHE_KILOBYTES = 32_000
"""Ids are spread over their index: with less, an import writes the same pages again and again."""
STATEMENTS = 500
"""So many statements are kept as SQL, each worked out once for all files that are opened."""
_NEVER = frozenset(
    {
        sqlite3.SQLITE_ATTACH,
        sqlite3.SQLITE_DETACH,
        sqlite3.SQLITE_CREATE_TRIGGER,
        sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
        sqlite3.SQLITE_CREATE_VIEW,
        sqlite3.SQLITE_CREATE_TEMP_VIEW,
        sqlite3.SQLITE_CREATE_VTABLE,
        sqlite3.SQLITE_DROP_VTABLE,
    }
)
_COPYING = frozenset({sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH})
"""`VACUUM INTO` opens the copy in this way."""
_PATH = "path"
"""The option of an engine that says what the user calls its file."""
_FUNCTIONS = frozenset({"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"})

Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]


def connect(
    path: Path,
    *,
    mode: str = "ro",
    timeout: float = 5.0,
    copies: bool = False,
    at_rest: bool = False,
) -> sqlite3.Connection:
    """A guarded connection to a file. `mode` is SQLite's: ro, rw, or rwc to make the file.

    `copies`: may write the file into another one (`VACUUM INTO`). `at_rest`: nobody else has the
    file open, so nothing is put beside it. Raises sqlite3.Error.
    """
    rest = "&immutable=1" if at_rest else ""
    address = f"{path.resolve().as_uri()}?mode={mode}{rest}"
    connection = sqlite3.connect(address, timeout=timeout, uri=True)
    try:
        _restrain(connection, copies=copies)
    except UnicodeDecodeError as error:  # SQLite names what is wrong, and the name is no text
        connection.close()
        damaged = sqlite3.DatabaseError("malformed database schema")
        damaged.sqlite_errorname = "SQLITE_CORRUPT"
        raise damaged from error
    except BaseException:
        connection.close()
        raise
    return connection


def _restrain(connection: sqlite3.Connection, *, copies: bool) -> None:
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)
    connection.set_authorizer(_may_copy if copies else _may)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA mmap_size = 0")
    connection.execute("PRAGMA table_info(fact)")  # reads the schema


def engine_for(
    file: Path, path: Path, *, mode: str, timeout: float, at_rest: bool = False
) -> Engine:
    """An engine whose connections are guarded; `path` is what the user calls the file.

    The world's errors come out of it as `ProjectError`. The driver never begins a transaction by
    itself (its own way of doing so loses updates between processes), so `BEGIN IMMEDIATE` is ours.
    """
    creator: Any = partial(connect, file, mode=mode, timeout=timeout, at_rest=at_rest)
    speech = _speech()
    engine = Engine(
        NullPool(creator, dialect=speech.dialect),
        speech.dialect,
        speech.url,
        execution_options={**speech.get_execution_options(), _PATH: path},
        hide_parameters=True,  # what stands in an error may be shown, printed or sent
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")

    return engine


@cache
def _speech() -> Engine:
    """An engine of no file: all others speak as it does, and remember what one of them has said.

    To put all statements of a small step into SQL takes longer than SQLite takes for the step.
    """
    engine = create_engine(
        "sqlite+pysqlite://",
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        execution_options={"compiled_cache": LRUCache(STATEMENTS)},
    )
    event.listen(engine, "handle_error", _tell)  # of all that speak so
    engine.connect().close()  # asks once what SQLite can do
    return engine


def _tell(context: ExceptionContext) -> Exception | None:
    # A file is never cut off. Who stops the program within a statement (Ctrl+C) leaves a
    # connection with a transaction that has to be taken back.
    context.is_disconnect = False
    assert context.engine is not None
    return error_for(context.original_exception, context.engine.get_execution_options()[_PATH])


@contextmanager
def copying(connection: sqlite3.Connection) -> Iterator[None]:
    """Inside, the connection may write its file into another one (`VACUUM INTO`)."""
    connection.set_authorizer(_may_copy)
    try:
        yield
    finally:
        connection.set_authorizer(_may)


def _authorizer(never: frozenset[int]) -> Authorizer:
    def may(
        action: int, _one: str | None, other: str | None, _base: str | None, within: str | None
    ) -> int:
        """`within` names the trigger or view that the statement did not name itself."""
        runs = action == sqlite3.SQLITE_FUNCTION and other in _FUNCTIONS
        if within is not None or action in never or runs:
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK

    return may


_may = _authorizer(_NEVER)
_may_copy = _authorizer(_NEVER - _COPYING)
