"""Puts a backup in the place of a project, and keeps the file that it replaces."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from annotator import __version__
from annotator.errors import BadInput, ProjectError
from annotator.model.identity import now
from annotator.store.backup import (
    BEFORE_REPAIR,
    Backup,
    back_up,
    backup_folder,
    backups_in,
    copy_database,
    flush_folder,
    folder_of,
)
from annotator.store.database import is_older, open_database, schema_version
from annotator.store.failures import told
from annotator.store.guard import connect
from annotator.store.lock import ProjectLock
from annotator.store.schema import refuse_active
from annotator.store.sound import check_sound
from annotator.store.tables import SCHEMA_VERSION

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file that was not closed; what takes its place must not get it."""


def project_id(path: Path, *, at_rest: bool = False) -> str:
    """The id of the project at `path`; "" where the file cannot say it. See `guard.connect`."""
    try:
        schema_version(path)
        with closing(connect(path, at_rest=at_rest)) as connection:
            row = connection.execute("SELECT value FROM fact WHERE key = 'id'").fetchone()
    except (ProjectError, OSError, sqlite3.Error):
        return ""
    return str(row[0]) if row and isinstance(row[0], str) else ""


def backups_of(path: Path) -> tuple[Backup, ...]:
    """The backups of the project at `path`, newest first, also where it is damaged or gone."""
    own = project_id(path)
    if own and (found := backups_in(backup_folder(own))):
        return found
    folder = folder_of(path)
    return backups_in(folder) if folder else ()


def find_backup(path: Path, wanted: str = "") -> Path:
    """The backup that is meant: "" the newest, a number, a name, or a path to any project file."""
    found = backups_of(path)
    if not wanted:
        if not found:
            raise BadInput(f"There is no backup of {path}.")
        return found[0].path
    for one in found:
        if wanted in (one.path.name, one.path.stem) or wanted.lstrip("0") == str(one.number):
            return one.path
    if os.path.exists(wanted):  # noqa: PTH110 - Path.exists raises for overlong names
        return Path(wanted)
    raise BadInput(
        f"There is no backup “{wanted}” of {path}. annotator restore --list tells which there are."
    )


def restore(path: Path, backup: Path) -> Path | None:
    """Puts a backup in the place of the project at `path`; where what it replaced now lies.

    At any moment the old or the new project is at `path`, whole. The backup itself stays. Raises
    `Locked` while somebody has the project open, `ProjectError` for a backup that is not sound.
    """
    if schema_version(backup) > SCHEMA_VERSION:
        raise ProjectError(
            f"{backup} was written by a newer Annotator; this one, {__version__}, cannot open it."
        )
    if path.exists() and path.samefile(backup):
        raise BadInput(f"{path} is the project itself, not a backup of it.")
    _refuse_what_is_no_project(backup)
    lock = ProjectLock(path)
    try:
        lock.acquire()
        try:
            return _restore(Path(os.path.realpath(path)), backup)
        finally:
            lock.release()
    except OSError as error:
        raise ProjectError(
            f"{path} could not be replaced ({error.strerror}). It is as it was."
        ) from error


def _refuse_what_is_no_project(backup: Path) -> None:
    """Raises `ProjectError` for a file with anything that a project does not have."""
    if is_older(backup):
        with told(backup):
            refuse_active(backup)
    else:
        open_database(backup, read_only=True).close()


def _restore(path: Path, backup: Path) -> Path | None:
    draft = path.with_name(f".{path.name}.restoring")
    _tidy(draft)
    try:
        with told(backup):
            copy_database(backup, draft)
            if BEFORE_REPAIR not in backup.name:
                check_sound(draft)
        aside = _kept_aside(path) if os.path.lexists(path) else None
        draft.replace(path)
        flush_folder(path.parent)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return aside


def _tidy(draft: Path) -> None:
    """What is left of restorings that were killed goes; nobody else restores here now."""
    for left in draft.parent.iterdir():
        if left.name.startswith((draft.name, f".{draft.name}.")):
            with suppress(OSError):
                left.unlink()


def _kept_aside(path: Path) -> Path:
    """The file as it is, under another name beside it, with what its write-ahead log holds."""
    aside = _free_name(path)
    logs = [(_beside(path, ending), _beside(aside, ending)) for ending in BESIDE]
    # Before SQLite looks at the file: a log that does not fit, it removes.
    for log, kept in logs:
        if log.exists():
            _copy_file(log, kept)
    if _in_one_file(path):
        for _, kept in logs:
            kept.unlink(missing_ok=True)
        if own := project_id(path):
            # In the list, too, so that a mistaken restoring can be restored.
            with suppress(ProjectError):
                back_up(path, own, "before restoring")
        _link(path, aside)
        return aside
    _copy_file(path, aside)
    flush_folder(path.parent)
    # SQLite would play these back into whatever file has the name.
    for log, _ in logs:
        log.unlink(missing_ok=True)
    return aside


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}{ending}")


def _in_one_file(path: Path) -> bool:
    """Brings what the log holds into the file; False for a file that SQLite cannot read."""
    try:
        schema_version(path)
        with closing(connect(path, mode="rw")) as connection:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (ProjectError, sqlite3.Error):
        return False
    return mode == "delete" and not any(_beside(path, ending).exists() for ending in BESIDE)


def _free_name(path: Path) -> Path:
    stem = f"{path.stem} replaced {now().replace(':', '.')}"
    free, number = path.with_name(f"{stem}{path.suffix}"), 1
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{stem} {number}{path.suffix}")
    return free


def _link(path: Path, aside: Path) -> None:
    try:
        os.link(path, aside)
    except OSError:  # disks of some kinds know no second name for a file
        _copy_file(path, aside)


def _copy_file(path: Path, target: Path) -> None:
    part = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(path, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
