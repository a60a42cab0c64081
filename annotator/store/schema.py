"""What may stand in the schema of a project file: the tables and indexes of a project, no more.

A file may come from a stranger. Triggers, views, generated columns, checks and indexes over
expressions would run when the program reads or writes; a project has none of them.
"""

import re
from contextlib import closing
from functools import cache
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from annotator.errors import ProjectError
from annotator.store.guard import connect
from annotator.store.sound import refuse_endless
from annotator.store.tables import Base

_WORD = re.compile(r"[()]|[^\s,()]+")
_ACTIVE = {"CHECK", "GENERATED", "AS", "VIRTUAL", "USING", "TRIGGER", "VIEW"}
_COLUMN = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL"
_OTHERS = (
    f"{_COLUMN} PRIMARY KEY)",
    f"{_COLUMN}, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))",
    "CREATE TABLE sqlite_sequence(name,seq)",
    "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
)
"""The table of migrations, as new files and as Alembic have it, and SQLite's own tables."""

Words = tuple[str, ...]


def refuse_strange(connection: Connection, path: Path) -> None:
    """Raises `ProjectError` where the schema is not that of a project of this version."""
    expected = {*Base.metadata.tables, "alembic_version"}
    tables = set()
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").all()
    for kind, name, _ in rows:
        known = name in expected if kind == "table" else kind == "index"
        if not known and not str(name).startswith("sqlite_"):
            raise ProjectError(f"{path} holds a {kind} “{name}” that no project has.")
        if kind == "table":
            tables.add(name)
    if missing := expected - tables:
        raise ProjectError(f"{path} is damaged: it lacks {', '.join(sorted(missing))}.")
    for kind, name, sql in rows:
        if sql is not None and sql not in _made() and _words(sql) not in _statements():
            raise ProjectError(f"{path} holds a {kind} “{name}” that is not as a project has it.")


def refuse_active(path: Path) -> None:
    """The same for a file of any version, before it is copied: nothing in it may run, or not end.

    Raises also sqlite3.Error.
    """
    with closing(connect(path)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        refuse_endless(connection, path)
    for kind, name, sql in rows:
        words = [word.upper() for word in _WORD.findall(sql or "")]
        nested = kind == "index" and words.count("(") > 1
        if kind not in ("table", "index") or nested or not _ACTIVE.isdisjoint(words):
            raise ProjectError(
                f"{path} holds a {kind} “{name}” that no project has. The file was not touched."
            )


def _words(sql: str) -> Words:
    """Its words in order of the alphabet: migrations leave columns in another order."""
    return tuple(sorted(word.strip('"') for word in _WORD.findall(sql)))


@cache
def _statements() -> frozenset[Words]:
    return frozenset(map(_words, _made()))


@cache
def _made() -> frozenset[str]:
    """What makes the tables and indexes of a project, as new files have it to the letter."""
    dialect = sqlite.dialect()
    made = [str(CreateTable(t).compile(dialect=dialect)) for t in Base.metadata.tables.values()]
    indexes = [index for table in Base.metadata.tables.values() for index in table.indexes]
    made += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    return frozenset([*(one.lstrip() for one in made), *_OTHERS])
