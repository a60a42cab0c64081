"""Copies of a project that are kept: in the user's own data folder, under the project's id."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from annotator.errors import ProjectError
from annotator.model.identity import now
from annotator.settings import data_folder
from annotator.store.failures import told

KEPT = 20
"""So many backups of one kind are kept; the oldest go."""


def backup_folder(project_id: str) -> Path:
    """Where the backups of a project lie."""
    return data_folder() / "backups" / project_id


def back_up(path: Path, project_id: str, why: str) -> Path:
    """Keeps a copy of the project file at `path`; `why`, such as “before …”, is in its name.

    Of those with the same `why` the newest are kept. Raises `ProjectError` where there is no room.
    """
    folder = backup_folder(project_id)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copy = _free_name(folder, f"{now().replace(':', '.')} {why}", path.suffix)
        with told(path):
            copy_database(path, copy)
    except OSError as error:
        raise ProjectError(
            f"No backup of {path} could be made in {folder} ({error.strerror}). "
            "Nothing was changed."
        ) from error
    for old in sorted(folder.glob(f"* {why}*{path.suffix}"))[:-KEPT]:
        with suppress(OSError):
            old.unlink()
    return copy


def _free_name(folder: Path, stem: str, ending: str) -> Path:
    path, number = folder / f"{stem}{ending}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem} {number}{ending}"
    return path


def copy_database(source: Path, target: Path) -> None:
    """Copies a database whole, with what its write-ahead log holds, and flushes it to disk."""
    if shutil.disk_usage(target.parent).free < 2 * source.stat().st_size:
        raise ProjectError(f"There is too little room in {target.parent} for a copy of {source}.")
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    with target.open("rb+") as file:
        os.fsync(file.fileno())
