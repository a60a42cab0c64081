"""The migrations end where the tables are."""

import re
import sqlite3
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from annotator.store.database import MIGRATION, create_database
from annotator.store.migrate import configuration
from annotator.store.tables import Base


def schema(path: Path) -> set[tuple[str, ...]]:
    """Every statement as its sorted words: order and blanks differ and do not matter."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    words = re.compile(r"[()]|[^\s,()]+")
    return {tuple(sorted(words.findall(sql))) for (sql,) in rows if "alembic" not in sql}


def test_migrations_arrive_at_the_tables_that_new_files_get(tmp_path: Path) -> None:
    migrated, fresh = tmp_path / "migrated.db", tmp_path / "fresh.annotator"
    engine = create_engine(f"sqlite:///{migrated}")
    config = configuration()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == MIGRATION
    engine.dispose()
    create_database(fresh, lambda _: None)
    assert schema(migrated) == schema(fresh)
