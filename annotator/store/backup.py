"""Copies of a project that are kept: in the user's own data folder, under the project's id.

A copy counts as a backup once it is on disk, opens, passes SQLite's check, has every row, and every
text in it has its sum. Only then it gets its name.
"""

import hashlib
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from annotator.errors import ProjectError
from annotator.model.identity import named_id, now
from annotator.settings import data_folder, write_whole
from annotator.store.failures import told
from annotator.store.guard import connect
from annotator.store.sound import Damaged, check_copy, check_sound, row_counts
from annotator.store.thinning import date_of, kept

BEFORE_MIGRATION = "before migration"
"""The one kind of backup that is never thinned out: an older program can still open it."""
BEFORE_REPAIR = "before repair"
"""The one kind of backup whose texts need not be sound."""
PLACE = "place"
"""The file in a folder of backups that says where the project lay last."""
_NAME = re.compile(r"(?:(\d{6,}) )?(\d{4}-\d\d-\d\dT\d\d\.\d\d\.\d\dZ) (.+?)(?: \d+)?")
_TRIES = 3
_STALE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that is kept. `number` grows with each one, whatever the clock says.

    `made_at` is what the clock said, as in all times of a project; `why` are words for the user.
    """

    path: Path
    number: int
    made_at: str
    why: str

    @property
    def size(self) -> int:
        """Bytes; 0 where the file has gone since."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


def backup_folder(project_id: str) -> Path:
    """Where the backups of a project lie. An id that is none leads to no other folder."""
    try:
        name = str(UUID(project_id))
    except ValueError:
        name = named_id("backups", project_id)
    return data_folder() / "backups" / name


def backups(project_id: str) -> tuple[Backup, ...]:
    """The backups of a project, the newest first."""
    return backups_in(backup_folder(project_id))


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, the newest first."""
    try:
        paths = list(folder.iterdir())
    except OSError:
        return ()
    found = [one for path in paths if (one := _backup(path)) is not None]
    return tuple(sorted(found, key=lambda one: (one.number, one.made_at), reverse=True))


def _backup(path: Path) -> Backup | None:
    named = _NAME.fullmatch(path.stem)
    if named is None or path.suffix == ".part":
        return None
    number, stamp, why = named.groups()
    return Backup(path, int(number or 0), stamp.replace(".", ":"), why)


def is_known_at(path: Path, project_id: str) -> bool:
    """Whether this machine has kept a backup of the project where it lies now."""
    try:
        place = (backup_folder(project_id) / PLACE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return place == os.path.realpath(path)


def folder_of(path: Path) -> Path | None:
    """The folder of backups of what lay at `path` last, for a file that cannot be asked itself."""
    place = os.path.realpath(path)
    for folder in sorted((data_folder() / "backups").glob("*")):
        with suppress(OSError, UnicodeDecodeError):
            if (folder / PLACE).read_text(encoding="utf-8") == place:
                return folder
    return None


def back_up(path: Path, project_id: str, why: str, *, as_it_is: bool = False) -> Path:
    """Keeps a verified copy of the project file at `path`; `why`, such as “before …”, is named.

    Where nothing has changed since the newest backup, that one is it. Older ones are thinned.
    `as_it_is`: also with texts that are not what was imported, such as before a repair. Raises
    `ProjectError` where there is no room, or the project is damaged: sound backups stay.
    """
    folder = backup_folder(project_id)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / PLACE, os.path.realpath(path).encode("utf-8", "replace"))
        with told(path), _draft(folder) as draft:
            copy_database(path, draft)
            if not as_it_is:
                check_sound(draft)
            backup = _named(folder, draft, why, path.suffix)
    except Damaged as error:
        raise ProjectError(
            f"{path} is damaged, so no backup of it was made: those that are there stay. "
            f"Restore one of them, or have it repaired: annotator check --repair. ({error})"
        ) from error
    except OSError as error:
        raise ProjectError(
            f"No backup of {path} could be made in {folder} ({error.strerror}). "
            "Nothing was changed."
        ) from error
    _thin(folder, backup)
    return backup


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """A name for a copy that does not count yet; what earlier programs left half done goes."""
    for old in folder.glob(".*.part"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > _STALE_SECONDS:
                old.unlink()
    draft = folder / f".{os.getpid()}.part"
    try:
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _named(folder: Path, draft: Path, why: str, ending: str) -> Path:
    """The draft under its name, or the newest backup where that holds the same."""
    there = backups_in(folder)
    newest = there[0] if there else None
    if newest is not None and newest.why != BEFORE_MIGRATION and _same(newest.path, draft):
        return newest.path
    number = newest.number + 1 if newest else 1
    path = folder / f"{number:06} {now().replace(':', '.')} {why}{ending}"
    draft.rename(path)
    flush_folder(folder)
    return path


def _same(one: Path, other: Path) -> bool:
    try:
        if one.stat().st_size != other.stat().st_size:
            return False
        return _digest(one) == _digest(other)
    except OSError:
        return False


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _thin(folder: Path, newest: Path) -> None:
    there = backups_in(folder)
    dates = [date_of(one.made_at.replace(":", ".")) for one in there]
    stay = kept(dates, datetime.now(UTC))
    for place, one in enumerate(there):
        if place not in stay and one.why != BEFORE_MIGRATION and one.path != newest:
            with suppress(OSError):
                one.path.unlink()


def copy_database(source: Path, target: Path) -> None:
    """Copies a database whole, with what its write-ahead log holds, flushed to disk and checked.

    What stood at `target` goes only when the copy is there. Somebody may write to `source`
    meanwhile: then it is copied once more. Raises `ProjectError`, OSError or sqlite3.Error.
    """
    if shutil.disk_usage(target.parent).free < 2 * source.stat().st_size:
        raise ProjectError(f"There is too little room in {target.parent} for a copy of {source}.")
    part = target.with_name(f".{target.name}.{os.getpid()}.copy")
    try:
        with closing(connect(source, mode="rw", copies=True)) as connection:
            copy_open(connection, source, part)
        part.replace(target)
        flush_folder(target.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def copy_open(connection: sqlite3.Connection, source: Path, part: Path) -> None:
    """The same through a connection that may copy; `part` counts when this has returned."""
    for _ in range(_TRIES):
        part.unlink(missing_ok=True)
        version = connection.execute("PRAGMA data_version").fetchone()
        counts = row_counts(connection)
        connection.execute("VACUUM INTO ?", (str(part),))
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        if connection.execute("PRAGMA data_version").fetchone() == version:
            check_copy(part, counts)
            return
    raise ProjectError(f"{source} is being written to all the time. Try again in a moment.")


def flush_folder(folder: Path) -> None:
    """Has the names in a folder written to disk, where the system knows how to."""
    # Windows cannot open a folder; renames are on disk there when they return.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
