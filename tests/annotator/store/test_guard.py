"""Every connection to a file is guarded, and made in one place."""

import ast
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import column, select, table, text

from annotator.errors import ProjectError
from annotator.project import Project
from annotator.store.guard import LARGEST, connect, engine_for
from annotator.store.schema import _made
from tests.annotator.samples import SCHEME, add_article

ROOT = Path(__file__).parents[3]
OPENING = ("create_engine", "sqlite3.connect", "sqlite3.Connection", "creator")
STORY = table("story")
FILES = [*sorted((ROOT / "annotator").rglob("*.py")), *sorted((ROOT / "ui").rglob("*.py"))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a b?#%é.annotator"
    with Project.create(path, SCHEME) as project:
        add_article(project)
    return path


def opened_in(file: Path) -> set[str]:
    """What a file of the program calls that opens a database."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            found |= {one for one in OPENING if name == one or name.endswith(f".{one}")}
        if isinstance(node, ast.ImportFrom) and node.module in ("sqlite3", "sqlite3.dbapi2"):
            found |= {f"sqlite3.{one.name}" for one in node.names} & {"sqlite3.connect"}
    return found


def test_one_place_opens_databases() -> None:
    """R2."""
    found = {
        file.relative_to(ROOT).as_posix(): there for file in FILES if (there := opened_in(file))
    }
    assert found == {"annotator/store/guard.py": {"create_engine", "sqlite3.connect"}}


def test_a_connection_is_limited_and_trusts_nothing(path: Path) -> None:
    engine = engine_for(path, path, mode="rw", timeout=5)
    with engine.connect() as writing, closing(connect(path)) as looking:
        raw = writing.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        for one in (raw, looking):
            assert one.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == LARGEST
            assert one.getlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH) == 1
            for pragma, value in (("trusted_schema", 0), ("cell_size_check", 1), ("mmap_size", 0)):
                assert one.execute(f"PRAGMA {pragma}").fetchone() in ((value,), None), pragma
        for pragma, value in (("foreign_keys", 1), ("synchronous", 2), ("busy_timeout", 5000)):
            assert raw.execute(f"PRAGMA {pragma}").fetchone() == (value,), pragma
    engine.dispose()


def test_a_statement_is_worked_out_once_for_all_files(path: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(path, tmp_path / "other.annotator"))
    mine = [engine_for(one, one, mode="rw", timeout=0) for one in (path, other)]
    worked_out: list[object] = []
    for engine in mine:
        with engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert isinstance(raw, sqlite3.Connection)
            assert raw.isolation_level is None, "no transaction begins but ours"
            answer = connection.execute(select(column("name").label("once")).select_from(STORY))
            worked_out.append(answer.context.compiled)
            assert answer.all()
    assert worked_out[0] is worked_out[1]
    # What is shared is how it is said: not the file, and not whose error it is.
    for engine, here in zip(mine, (path, other), strict=True):
        with closing(connect(here, mode="rw")) as busy:
            busy.execute("BEGIN IMMEDIATE")
            with engine.connect() as connection, pytest.raises(ProjectError) as told:
                connection.execute(text("BEGIN IMMEDIATE"))
        assert str(told.value).startswith(f"{here}: ")
        engine.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH ':memory:' AS other",
        "CREATE TRIGGER t AFTER INSERT ON span BEGIN DELETE FROM article; END",
        "CREATE TEMP TRIGGER t AFTER INSERT ON span BEGIN DELETE FROM article; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE VIRTUAL TABLE v USING fts5(x)",
        "SELECT load_extension('x')",
        "VACUUM INTO 'elsewhere.db'",
    ],
)
def test_what_no_connection_does(path: Path, statement: str) -> None:
    with (
        closing(connect(path, mode="rw")) as connection,
        pytest.raises(sqlite3.Error, match=r"authori[sz]|no such function"),
    ):
        connection.execute(statement)
    assert not (path.parent / "elsewhere.db").exists()


@pytest.mark.parametrize("mode", ["ro", "rw"])
def test_a_file_that_is_not_there_is_not_made(tmp_path: Path, mode: str) -> None:
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        connect(tmp_path / "none.annotator", mode=mode)
    assert list(tmp_path.iterdir()) == []


def test_a_trigger_that_comes_while_the_project_is_open_does_not_run(path: Path) -> None:
    """R8: the schema was looked at before; each statement is looked at as well."""
    with Project.open(path) as project:
        with closing(sqlite3.connect(path)) as stranger:
            stranger.execute(
                "CREATE TRIGGER t AFTER INSERT ON article BEGIN DELETE FROM article_text; END"
            )
            stranger.commit()
        with pytest.raises(ProjectError, match="would run by itself and was stopped"):
            add_article(project, "more", "b.txt")
        (article,) = project.articles()
        assert project.text(article.id)


def test_a_table_that_turns_into_a_view_while_the_project_is_open_is_not_read(path: Path) -> None:
    with Project.open(path) as project:
        with closing(sqlite3.connect(path)) as stranger:
            stranger.execute("ALTER TABLE article_text RENAME TO hidden")
            stranger.execute("CREATE VIEW article_text AS SELECT * FROM hidden")
            stranger.commit()
        (article,) = project.articles()
        with pytest.raises(ProjectError, match="would run by itself and was stopped"):
            project.text(article.id)


def test_the_statements_of_a_new_file_are_known_to_the_letter(path: Path) -> None:
    """So that their words are compared only in files that were migrated."""
    with closing(connect(path)) as connection:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    assert {sql for (sql,) in rows} <= _made()
