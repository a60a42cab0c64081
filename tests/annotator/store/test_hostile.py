"""Project files from a stranger: opened safely or refused, untouched; the rest of them usable."""

import hashlib
import itertools
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.errors import ProjectError
from annotator.model.story import text_sha256
from annotator.project import Project
from annotator.store import database
from annotator.store.tables import SCHEMA_VERSION
from tests.annotator.commands import Commands, environment
from tests.annotator.samples import SCHEME, TEXT, add_article

OLD = Path(__file__).parents[2] / "data" / "projects"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with two articles."""
    path = tmp_path / "p.annotator"
    with Project.create(path, SCHEME) as project:
        add_article(project)
        add_article(project, "The other text.", "b.txt")
    return path


def change(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


SCHEMA = "PRAGMA writable_schema = ON"
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
STRANGE = {
    "a trigger": ["CREATE TRIGGER t AFTER INSERT ON span BEGIN DELETE FROM article; END"],
    "a view": ["CREATE VIEW v AS SELECT * FROM span"],
    "an endless view in the place of a table": [
        "DROP TABLE parse",
        f"CREATE VIEW parse AS {ENDLESS}",
    ],
    "a huge expression": ["CREATE VIEW v AS SELECT hex(zeroblob(400000000)) AS x"],
    "a table more": ["CREATE TABLE more (x TEXT)"],
    "a virtual table": ["CREATE VIRTUAL TABLE v USING fts5(x)"],
    "an index over an expression": ["CREATE INDEX i ON span (abs(length(note)))"],
    "an index more": ["CREATE INDEX i ON span (note)"],
    "a generated column": ["ALTER TABLE span ADD COLUMN g TEXT AS (hex(note)) VIRTUAL"],
    "a check": [
        SCHEMA,
        (
            "UPDATE sqlite_master SET sql = replace(sql, 'rev INTEGER NOT NULL', "
            "'rev INTEGER NOT NULL CHECK (rev < 5)') WHERE name = 'span'"
        ),
    ],
    "a table that is not strict": [
        SCHEMA,
        "UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '') WHERE name = 'span'",
    ],
}


@pytest.mark.parametrize("statements", STRANGE.values(), ids=STRANGE)
def test_what_no_project_has_is_refused_and_not_touched(
    path: Path, command: Commands, statements: list[str]
) -> None:
    change(path, *statements)
    before = digest(path)
    for read_only in (True, False):
        with pytest.raises(ProjectError, match=r"no project has|not as a project has it|lacks"):
            Project.open(path, read_only=read_only)
    assert command("check", path).code == 1
    assert digest(path) == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["a trigger", "a view", "an index over an expression"])
@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_an_older_file_with_something_that_runs_is_not_migrated(
    tmp_path: Path, version: int, name: str
) -> None:
    path = tmp_path / "old.annotator"
    shutil.copyfile(OLD / f"v{version}.annotator", path)
    change(path, *STRANGE[name])
    before = digest(path)
    for read_only in (True, False):
        with pytest.raises(ProjectError, match="no project has"):
            Project.open(path, read_only=read_only)
    assert digest(path) == before


def test_looking_takes_no_longer_than_it_may(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(connection: object, _path: Path) -> None:
        many = ", ".join(f"sqlite_master AS t{number}" for number in range(12))
        connection.exec_driver_sql(f"SELECT count(*) FROM {many}").all()  # type: ignore[attr-defined]

    monkeypatch.setattr(database, "LOOK_SECONDS", 0.2)
    monkeypatch.setattr(database, "refuse_strange", endless)
    with pytest.raises(ProjectError, match="took too long"):
        Project.open(path, read_only=True)


def test_a_value_of_800_megabytes_is_an_error_and_not_all_of_the_memory(path: Path) -> None:
    with (
        Project.open(path, read_only=True) as project,
        pytest.raises(ProjectError, match="larger than the project can hold"),
    ):
        project._database.connection.exec_driver_sql("SELECT length(hex(zeroblob(400000000)))")


def names_of_sound(path: Path) -> list[str]:
    """The articles whose text can be read."""
    with Project.open(path, read_only=True) as project:
        found = []
        for article in project.articles():
            try:
                project.text(article.id)
            except ProjectError:
                continue
            found.append(article.name)
        return found


def test_a_text_that_is_no_utf_8_costs_that_article(path: Path, command: Commands) -> None:
    change(
        path,
        "UPDATE article_text SET text = CAST(x'ff41' AS TEXT) WHERE article_id = "
        "(SELECT id FROM article WHERE name = 'a.txt')",
    )
    assert names_of_sound(path) == ["b.txt"]
    assert command("check", path).code == 1
    command("stats", path)


def test_a_nul_in_a_text_is_a_letter_like_others(path: Path, command: Commands) -> None:
    text = "before\0after"
    connection = sqlite3.connect(path)
    where = "(SELECT id FROM article WHERE name = 'a.txt')"
    connection.execute(f"UPDATE article_text SET text = ? WHERE article_id = {where}", (text,))
    connection.execute(
        "UPDATE article SET sha256 = ?, length = ? WHERE name = 'a.txt'",
        (text_sha256(text), len(text)),
    )
    connection.commit()
    connection.close()
    assert names_of_sound(path) == ["a.txt", "b.txt"]
    command.done("check", path)
    with Project.open(path) as project:
        assert project.text(project.articles()[0].id) == text
        project.back_up("by hand")


def test_values_of_other_types_behind_a_schema_that_says_strict(
    path: Path, command: Commands
) -> None:
    connection = sqlite3.connect(path)
    sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'article'").fetchone()[0]
    connection.close()
    change(
        path,
        SCHEMA,
        "UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '') WHERE name = 'article'",
    )
    change(path, "UPDATE article SET length = 'many', position = x'00ff' WHERE name = 'a.txt'")
    connection = sqlite3.connect(path)
    connection.execute(SCHEMA)
    connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'article'", (sql,))
    connection.commit()
    connection.close()
    assert command("check", path).code == 1
    for arguments in (["stats", path], ["export", path, path.parent / "o.jsonl"]):
        assert command(*arguments).code in (0, 1)


def test_sound_texts_stay_what_they_are(path: Path) -> None:
    with Project.open(path) as project:
        assert project.text(project.articles()[0].id) == TEXT


# Files that have no end


def made_endless(path: Path, table: str, deep: int = 8, wide: int = 300) -> None:
    """Hangs the one page of a table under pages that name the next one very often each."""
    connection = sqlite3.connect(path)
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    count = connection.execute("PRAGMA page_count").fetchone()[0]
    named = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    root = connection.execute(named, (table,)).fetchone()[0]
    connection.close()
    data = bytearray(path.read_bytes())
    leaf = bytes(data[(root - 1) * size : root * size])
    assert leaf[0] == 13, "the table has more than one page"
    data += bytes(size * deep)
    chain = [root, *(count + 1 + number for number in range(deep))]
    for here, below in itertools.pairwise(chain):
        data[(here - 1) * size : here * size] = _names(below, wide, size)
    data[(chain[-1] - 1) * size : chain[-1] * size] = leaf
    data[28:32] = (count + deep).to_bytes(4)
    path.write_bytes(data)


def _names(below: int, wide: int, size: int) -> bytes:
    """A page inside a table that names the page below it so often."""
    cell = below.to_bytes(4) + b"\1"
    first = size - len(cell) * wide
    places = range(first, size, len(cell))
    head = b"\5\0\0" + wide.to_bytes(2) + first.to_bytes(2) + b"\0" + below.to_bytes(4)
    page = head + b"".join(place.to_bytes(2) for place in places)
    return page.ljust(first, b"\0") + cell * wide


def asked(*arguments: object) -> subprocess.CompletedProcess[str]:
    """What the program says in a process of its own, which is ended where it does not end."""
    return subprocess.run(
        [sys.executable, "-m", "ui", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        timeout=500,
        check=False,
    )


@pytest.mark.parametrize("version", [1, SCHEMA_VERSION])
def test_a_file_that_has_no_end_is_refused(tmp_path: Path, version: int) -> None:
    path = tmp_path / "endless.annotator"
    shutil.copyfile(OLD / f"v{version}.annotator", path)
    made_endless(path, "story")
    before = digest(path)
    out = tmp_path / "out"
    for arguments in (["check", path], ["stats", path], ["undo", path], ["export", path, out]):
        ran = asked(*arguments)
        assert ran.returncode == 1, ran.stderr
        assert "parts of it do not hang together" in ran.stdout + ran.stderr
        assert "Traceback" not in ran.stderr
    assert digest(path) == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    other = tmp_path / "other.annotator"
    assert "do not hang together" in asked("restore", other, path).stderr
    assert not other.exists()


def test_a_file_worked_on_here_that_has_no_end_is_checked_to_an_end(path: Path) -> None:
    with Project.open(path) as project:
        project.back_up("by hand")
    made_endless(path, "article")
    ran = asked("check", path, "--json")
    assert ran.returncode == 1
    assert '"integrity"' in ran.stdout


@pytest.mark.parametrize("name", STRANGE)
def test_what_no_project_has_is_not_restored(path: Path, command: Commands, name: str) -> None:
    bad = path.with_name("bad.annotator")
    shutil.copyfile(path, bad)
    change(bad, *STRANGE[name])
    before = digest(path)
    assert command("restore", path, bad).code == 1
    assert digest(path) == before
