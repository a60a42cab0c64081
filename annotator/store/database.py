"""Opening, making and closing the SQLite file of a project."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, create_mock_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.schema import ExecutableDDLElement

from annotator import __version__
from annotator.errors import ProjectError
from annotator.store.backup import copy_open, flush_folder, is_known_at
from annotator.store.failures import Busy, told
from annotator.store.guard import connect, copying, engine_for
from annotator.store.lock import Loan, holder_of
from annotator.store.schema import refuse_strange
from annotator.store.shared_disk import is_shared
from annotator.store.sound import refuse_endless
from annotator.store.tables import APPLICATION_ID, SCHEMA_VERSION, Base

_MAGIC = b"SQLite format 3\x00"
BUSY_SECONDS = 5
LOOK_SECONDS = 5
"""So long may it take at most to look at what a file says its tables are."""
PAGES_ALWAYS = 16
"""So many pages more a step may need in any case: whether there is room, the disk says."""
_MOST_PAGES = 4_294_967_294
_STEPS = 10_000
"""Steps of SQLite's machine between two looks at the clock."""
MIGRATION = "0006"
"""Alembic's name of the newest migration: what a new file is stamped with."""


class Database:
    """One connection to one project file.

    Nothing but `writing` changes the file; outside it every read stands alone. `copy`: the folder
    with the copy that is read in place of the file at `path`; it goes when this is closed.
    """

    def __init__(
        self,
        path: Path,
        engine: Engine,
        *,
        read_only: bool,
        loan: Loan | None = None,
        copy: TemporaryDirectory[str] | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._engine = engine
        self._loan = loan
        self._copy = copy
        self._settled = False
        self._shared = is_shared(path)
        self.connection: Connection = engine.connect()
        self._stood = _where(path)

    def write_ahead(self) -> None:
        """Turns to the write-ahead log, beside which others can read, unless somebody reads now.

        Then the file is written to directly, and the next transaction tries again. So is, always,
        one that others than this machine may see: they would get the file without its log.
        """
        if self._settled:
            return
        run = self.connection.exec_driver_sql
        run("PRAGMA busy_timeout = 0")
        try:
            if self._shared:
                run("PRAGMA journal_mode = DELETE")
                run("PRAGMA cache_spill = OFF")  # or else nobody could read before the commit
            else:
                run("PRAGMA journal_mode = WAL")
            self._settled = True
        except Busy:
            pass
        finally:
            run(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that is committed at the end and taken back on any error."""
        if self.read_only:
            raise ProjectError(f"{self.path} is open read-only: it cannot be changed.")
        self.check_place()
        self.write_ahead()
        self._leave_room()
        right = nullcontext() if self._loan is None else self._loan.right()
        with right, told(self.path):
            self.connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.exec_driver_sql("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    @contextmanager
    def without_waiting(self) -> Iterator[None]:
        """Inside, a transaction that would have to wait for another program fails at once."""
        run = self.connection.exec_driver_sql
        run("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            run(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")

    def _leave_room(self) -> None:
        """Lets the file grow by a third of what is free: the log takes as much before it.

        A step that needs more fails like on a full disk, but the disk is not: else the log of what
        was taken back would fill it, and nothing could be brought from it into the file.
        """
        run = self.connection.exec_driver_sql
        with told(self.path), suppress(OSError):
            free = shutil.disk_usage(self.path.parent).free
            size = int(run("PRAGMA page_size").scalar() or 0)
            pages = int(run("PRAGMA page_count").scalar() or 0)
            more = max(free // 3 // max(size, 1), PAGES_ALWAYS)
            run(f"PRAGMA max_page_count = {min(pages + more, _MOST_PAGES)}")

    def check_place(self) -> None:
        """Raises `ProjectError` where the file was moved, deleted or replaced.

        SQLite would go on writing into it, and say nothing.
        """
        now = _where(self.path)
        if now is None:
            raise ProjectError(
                f"{self.path} is no longer there: it was moved, deleted, or its disk was taken "
                "away. Put it back, and what was not saved is saved then; or save a copy."
            )
        if now != self._stood:
            raise ProjectError(
                f"Another file has taken the place of {self.path} since it was opened, perhaps by "
                "a program that synchronises folders. Save a copy of what is open here, close the "
                "project, open it again, and take the copy back."
            )

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Several reads that see the same state of the project."""
        with told(self.path):
            self.connection.exec_driver_sql("BEGIN")
            try:
                yield self.connection
            finally:
                self._roll_back()

    def save_copy(self, out: Path) -> None:
        """Writes all that is open here into a new file, also where the file itself has gone.

        Raises `ProjectError`, also where a file lies at `out`.
        """
        if os.path.lexists(out):
            raise ProjectError(f"{out} is there already. Choose another name.")
        part = out.with_name(f".{out.name}.copy")
        raw = self.raw
        try:
            with told(out), copying(raw):
                copy_open(raw, self.path, part)
            part.rename(out)
            flush_folder(out.parent)
        except OSError as error:
            raise ProjectError(f"{out} cannot be written: {error.strerror}.") from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    @property
    def raw(self) -> sqlite3.Connection:
        """What is under the connection."""
        raw = self.connection.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        return raw

    def state(self) -> tuple[int, int]:
        """Differs once somebody wrote to the file: through this connection, or another one."""
        with told(self.path):
            version = self.connection.exec_driver_sql("PRAGMA data_version").scalar()
        return self.raw.total_changes, int(version or 0)

    def _roll_back(self) -> None:
        # SQLite has rolled back by itself after some errors (disk full, for one).
        if self.raw.in_transaction:
            self.connection.exec_driver_sql("ROLLBACK")

    def close(self) -> None:
        """Closes the file; at rest it is one file, without a write-ahead log beside it.

        Where the right to write was lent, the lender works on, and so the log stays.
        """
        if self.connection.closed:
            return
        try:
            if self._loan is None and not self.read_only:
                with told(self.path):
                    self.connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
        except ProjectError:
            pass  # somebody else reads: the log stays until the last one closes
        finally:
            self.connection.close()
            self._engine.dispose()
            if self._copy is not None:
                self._copy.cleanup()


def create_database(path: Path, begin: Callable[[Connection], None]) -> None:
    """Makes a new project file at `path`, which must not exist, with what `begin` writes."""
    if os.path.lexists(path):
        raise ProjectError(f"{path} is there already. Choose another name, or open it.")
    if not path.parent.is_dir():
        raise ProjectError(f"{path}: there is no folder {path.parent}. Make it first.")
    unfinished = path.with_name(f".{path.name}.new")
    try:
        unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise ProjectError(f"{path} cannot be made here: {error.strerror}.") from error
    engine = engine_for(unfinished, path, mode="rwc", timeout=BUSY_SECONDS)
    try:
        with told(path), engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
            for statement in _making_tables():
                connection.exec_driver_sql(statement)
            connection.execute(
                text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
            )
            connection.execute(text("INSERT INTO alembic_version VALUES (:v)"), {"v": MIGRATION})
            begin(connection)
            connection.exec_driver_sql("COMMIT")
        unfinished.rename(path)
    except OSError as error:
        raise ProjectError(f"{path}: {error.strerror}. Choose another folder.") from error
    finally:
        engine.dispose()
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


@cache
def _making_tables() -> tuple[str, ...]:
    """The statements that make all tables, worked out once: a pack, a copy in part and what is
    staged are new files, too."""
    statements: list[str] = []

    def keep(statement: ExecutableDDLElement, *_: object) -> None:
        statements.append(str(statement.compile(dialect=engine.dialect)))

    engine = create_mock_engine("sqlite://", keep)
    Base.metadata.create_all(engine, checkfirst=False)
    return tuple(statements)


def open_database(path: Path, *, read_only: bool = False, loan: Loan | None = None) -> Database:
    """Opens a project file after looking at its header; raises `ProjectError` with the reason.

    A file of an older version can only be looked at, in a copy that is brought to this version.
    """
    version = schema_version(path)
    if version > SCHEMA_VERSION:
        raise ProjectError(
            f"{path} was written by a newer Annotator (project version {version}; this one, "
            f"{__version__}, knows up to {SCHEMA_VERSION}). Update Annotator to open it. "
            "The file was not touched."
        )
    if is_older(path):
        if read_only:
            return _open_older(path)
        raise ProjectError(
            f"{path} was written by an older Annotator (project version {version}). Close it and "
            "open it again: it is brought to this version then, with a backup of how it was."
        )
    return _open(path, path, read_only=read_only, loan=loan)


def _open_older(path: Path) -> Database:
    from annotator.store.migrate import migrated_copy  # slow to import, and rare

    folder = TemporaryDirectory(prefix="annotator-")
    try:
        return _open(path, migrated_copy(path, Path(folder.name)), read_only=True, copy=folder)
    except BaseException:
        folder.cleanup()
        raise


def _open(
    path: Path,
    file: Path,
    *,
    read_only: bool,
    loan: Loan | None = None,
    copy: TemporaryDirectory[str] | None = None,
) -> Database:
    """Opens `file`, which is the project at `path` or a copy of it."""
    mode = "ro" if read_only else "rw"
    # A file that was copied while it was written to says that there is a log; on a disk that cannot
    # be written SQLite would give up, for it could not make one.
    at_rest = read_only and not _beside_can_be_written(file) and not _has_log(file)
    engine = engine_for(file, path, mode=mode, timeout=BUSY_SECONDS, at_rest=at_rest)
    with told(path):
        database = Database(path, engine, read_only=read_only, loan=loan, copy=copy)
        try:
            check_schema(database)
            if loan is None and copy is None:
                _refuse_endless_of_strangers(database)
            if not read_only:  # only now: a file that is refused stays as it is
                database.write_ahead()
        except BaseException:
            database.connection.close()
            engine.dispose()
            raise
    return database


def _beside_can_be_written(path: Path) -> bool:
    return os.access(path.resolve().parent, os.W_OK)


def _has_log(path: Path) -> bool:
    real = path.resolve()
    return real.with_name(f"{real.name}-wal").exists()


def was_cut_off(path: Path) -> bool:
    """Whether steps that were saved lie beside a file that nobody writes to: it was not closed.

    SQLite takes them into the file when it is opened.
    """
    real = path.resolve()
    logs = [real.with_name(f"{real.name}{ending}") for ending in ("-wal", "-journal")]
    return any(log.is_file() and log.stat().st_size > 0 for log in logs)


_CHOOSE = "Choose one that Annotator made: NAME.annotator."
_OF_ANOTHER = f"is a database of another program, not a project file. {_CHOOSE}"


def is_older(path: Path) -> bool:
    """Whether a project file has to be migrated before it can be opened for writing."""
    return 0 < schema_version(path) < SCHEMA_VERSION  # no version was ever 0


def schema_version(path: Path) -> int:
    """The version of a project file, from its header; raises `ProjectError` for any other file."""
    try:
        if path.is_dir():
            raise ProjectError(f"{path} is a folder, not a project file. {_CHOOSE}")
        if path.exists() and not path.is_file():  # a pipe would never come to an end
            raise ProjectError(f"{path} is not a project file. {_CHOOSE}")
        if _is_open_here(path):
            return _version_of_open(path)
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise ProjectError(f"{path} cannot be opened: {error.strerror}.") from error
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise ProjectError(f"{path} is not a project file. {_CHOOSE}")
    if int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise ProjectError(f"{path} {_OF_ANOTHER}")
    return int.from_bytes(header[60:64])


def _is_open_here(path: Path) -> bool:
    """Whether this process has the file open and writes ahead."""
    holder = holder_of(path)
    mine = holder is not None and holder.process == os.getpid()
    return mine and _has_log(path)


def _version_of_open(path: Path) -> int:
    """The same of a file that this process has open: asked of SQLite.

    A process that closes a file lets go of all its POSIX locks on it. If the file were read here,
    the connection that is open would lose its lock, and the next program that only looks at the
    project would take away the write-ahead log into which this one goes on writing.
    """
    with told(path), closing(connect(path)) as db:
        if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise ProjectError(f"{path} {_OF_ANOTHER}")
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def check_schema(database: Database) -> None:
    """Refuses a file with anything in its schema that a project does not have; see `schema`."""
    raw = database.raw
    until = time.monotonic() + LOOK_SECONDS
    raw.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
    try:
        refuse_strange(database.connection, database.path)
    finally:
        raw.set_progress_handler(None, 0)


def _refuse_endless_of_strangers(database: Database) -> None:
    """Not each time for what was worked on here: it takes a second for a few hundred megabytes."""
    fact = "SELECT value FROM fact WHERE key = 'id'"
    own = database.connection.exec_driver_sql(fact).scalar()
    if not is_known_at(database.path, str(own)):
        refuse_endless(database.raw, database.path)


def _where(path: Path) -> tuple[int, int] | None:
    """What tells a file from others, whatever it is called; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
