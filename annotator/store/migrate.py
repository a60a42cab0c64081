"""Brings a project file of an older version to this one: on a copy, which then takes its place."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from annotator.errors import ProjectError
from annotator.store.backup import BEFORE_MIGRATION, back_up, copy_database, flush_folder
from annotator.store.database import BUSY_SECONDS
from annotator.store.failures import told
from annotator.store.guard import connect, engine_for
from annotator.store.schema import refuse_active
from annotator.store.sound import Counts, row_counts
from annotator.store.tables import SCHEMA_VERSION


def configuration() -> Config:
    """Alembic's configuration, without any file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def bring_up_to_date(path: Path) -> None:
    """Migrates a project file of an older version; its state before is kept as a backup.

    The backup lies in the user's own data folder, under the project's id.
    """
    try:
        with told(path):
            refuse_active(path)
        back_up(path, _project_id(path) or path.stem, BEFORE_MIGRATION)
        migrate(path)
    except (sqlite3.Error, SQLAlchemyError, CommandError, OSError) as error:
        raise ProjectError(
            f"{path} could not be brought to this version ({error}). The file was not touched."
        ) from error


def migrated_copy(path: Path, folder: Path) -> Path:
    """A copy, in this folder, of a project file of an older version, brought to this one."""
    copy = folder / "project"
    try:
        with told(path):
            refuse_active(path)
            copy_database(path, copy)
            _upgrade(copy)
    except (sqlite3.Error, SQLAlchemyError, CommandError, OSError) as error:
        raise ProjectError(
            f"{path} was written by an older Annotator, and no copy of it could be brought to this "
            f"version to look at ({error}). The file was not touched."
        ) from error
    return copy


def _project_id(path: Path) -> str:
    with closing(connect(path)) as connection:
        row = connection.execute("SELECT value FROM fact WHERE key = 'id'").fetchone()
    return str(row[0]) if row else ""


def migrate(path: Path) -> None:
    """Migrates the project file at `path`.

    The copy that is migrated takes the place of the file only when it is whole; until then the
    file is untouched.
    """
    unfinished = path.with_name(f".{path.name}.migrating")
    try:
        with told(path):
            copy_database(path, unfinished)
            before = _row_counts(unfinished)
            _upgrade(unfinished)
            after = _row_counts(unfinished)
        lost = [name for name, number in before.items() if after.get(name, 0) < number]
        if lost:
            raise ProjectError(
                f"{path} could not be brought to this version: rows of {', '.join(lost)} would be "
                f"lost. The file was not touched."
            )
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(path)
        flush_folder(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def _upgrade(path: Path) -> None:
    engine = engine_for(path, path, mode="rw", timeout=BUSY_SECONDS)
    config = configuration()
    try:
        with engine.connect() as connection:
            # With foreign keys on, Alembic's copies of tables would delete what points to them.
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise ProjectError(f"{path}: a link would break. The file was not touched.")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
            connection.exec_driver_sql("COMMIT")
    finally:
        engine.dispose()


def _row_counts(path: Path) -> Counts:
    with closing(connect(path)) as connection:
        return row_counts(connection)
