"""Every schema version that ever was: opened, migrated, checked; and what happens half-way."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.operations import Operations

from annotator.errors import ProjectError
from annotator.project import Project
from annotator.store.backup import BEFORE_MIGRATION
from annotator.store.database import schema_version
from annotator.store.tables import SCHEMA_VERSION
from tests.annotator.commands import Commands

PROJECTS = Path(__file__).parents[2] / "data" / "projects"
KEPT = sorted(PROJECTS.glob("v*.annotator"), key=lambda path: int(path.stem.removeprefix("v")))
OLD = KEPT[:-1]
CALLS = ("create_table", "add_column", "create_index", "execute")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def rows(path: Path) -> dict[tuple[str, str], list[object]]:
    """The values of each column of each table, in order."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
        return {
            (table, column): sorted(
                (row[0] for row in connection.execute(f'SELECT "{column}" FROM "{table}"')),
                key=repr,
            )
            for (table,) in tables
            for _, column, *_ in connection.execute(f"PRAGMA table_info({table})")
        }


def test_a_project_of_every_version_is_kept() -> None:
    """Whoever brings a new version keeps a project of it here, in the same change."""
    assert [schema_version(path) for path in KEPT] == list(range(1, SCHEMA_VERSION + 1))


def test_one_of_this_version_is_opened_as_it_is(tmp_path: Path, command: Commands) -> None:
    path = tmp_path / "now.annotator"
    shutil.copyfile(KEPT[-1], path)
    before = digest(path)
    command.done("check", path)
    with Project.open(path, read_only=True) as project:
        assert project.faults() == ()
    assert digest(path) == before
    with Project.open(path) as project:
        assert project.backups() == ()
        assert len(project.decisions()) == 11
        (asked,) = project.questions()
        anna = next(person.id for person in project.annotators() if person.name == "Anna")
        there = project.spans(asked.article_id, anna)
        assert project.redo(anna) is not None
        assert len(project.spans(asked.article_id, anna)) == len(there) + 1
        assert project.undo(anna) is not None
        assert project.spans(asked.article_id, anna) == there
        assert project.faults() == ()
    assert schema_version(path) == SCHEMA_VERSION


@pytest.mark.parametrize("kept", OLD, ids=lambda path: path.stem)
def test_a_migration_takes_every_value_along(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / kept.name
    shutil.copyfile(kept, path)
    Project.open(path).close()
    before, after = rows(kept), rows(path)
    after["attention", "seconds"] = after["attention", "undated"]  # as it is called since version 4
    del before["alembic_version", "version_num"]
    assert {where: after.get(where) for where in before} == before


@pytest.mark.parametrize("kept", OLD, ids=lambda path: path.stem)
def test_every_version_is_migrated_and_sound(kept: Path, tmp_path: Path, command: Commands) -> None:
    path = tmp_path / kept.name
    shutil.copyfile(kept, path)
    command.done("check", path)
    assert schema_version(path) == schema_version(kept), "looking does not migrate"
    with Project.open(path) as project:
        assert project.faults() == ()
        (backup,) = project.backups()
    assert schema_version(path) == SCHEMA_VERSION
    assert (backup.why, schema_version(backup.path)) == (BEFORE_MIGRATION, schema_version(kept))
    ran = command.done("restore", path, str(backup.number), "--json").answer
    assert schema_version(path) == schema_version(kept)
    assert schema_version(Path(ran["aside"])) == SCHEMA_VERSION
    command.done("check", path)


@pytest.mark.parametrize("kept", OLD, ids=lambda path: path.stem)
def test_a_migration_that_fails_half_way_leaves_the_file_byte_for_byte(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / kept.name
    shutil.copyfile(kept, path)
    before, failed = digest(path), 0
    for fails in range(1, 40):
        count = 0

        def counted(real, fails=fails):
            def call(*given, **named):
                nonlocal count
                count += 1
                if count == fails:
                    raise sqlite3.OperationalError("half-way")
                return real(*given, **named)

            return call

        with monkeypatch.context() as patch:
            for name in CALLS:
                patch.setattr(Operations, name, counted(getattr(Operations, name)))
            try:
                Project.open(path).close()
            except ProjectError as error:
                words = str(error)
            else:
                break
        assert "not touched" in words
        failed += 1
        assert digest(path) == before
        assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert schema_version(path) == SCHEMA_VERSION
    assert failed == fails - 1 >= 1


def test_a_newer_version_is_one_sentence_and_not_touched(tmp_path: Path, command: Commands) -> None:
    path = tmp_path / "newer.annotator"
    shutil.copyfile(OLD[-1], path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = digest(path)
    for arguments in (["stats", path], ["undo", path], ["export", path, tmp_path / "out"]):
        sentence = command.refused(*arguments)
        assert "was written by a newer Annotator" in sentence
        assert "\n" not in sentence
    assert command("check", path, "--repair").code == 1
    assert digest(path) == before
