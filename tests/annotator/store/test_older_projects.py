"""A project of an older version is brought to this one, with a backup of how it was."""

import hashlib
import sqlite3

import pytest

from annotator.errors import ProjectError
from annotator.model.people import Annotator
from annotator.model.story import Article
from annotator.project import Project
from annotator.settings import data_folder
from annotator.store.database import schema_version
from annotator.store.tables import SCHEMA_VERSION

NEWER = SCHEMA_VERSION + 1
"""The version that the program writes in these tests; the project was made by this one."""


@pytest.fixture
def a_later_program(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("database", "migrate", "check"):
        monkeypatch.setattr(f"annotator.store.{module}.SCHEMA_VERSION", NEWER)


def test_an_older_project_is_migrated_and_kept_as_it_was(
    project: Project, article: Article, ada: Annotator, request: pytest.FixtureRequest
) -> None:
    project.close()
    request.getfixturevalue("a_later_program")
    with pytest.raises(ProjectError, match="older Annotator"):
        Project.open(project.path, read_only=True)
    with Project.open(project.path) as migrated:
        assert [a.id for a in migrated.articles()] == [article.id]
        assert migrated.faults() == ()
        folder = data_folder() / "backups" / migrated.id
    (backup,) = folder.iterdir()
    assert schema_version(backup) == SCHEMA_VERSION
    assert schema_version(project.path) == NEWER
    assert [path.name for path in project.path.parent.iterdir()] == [project.path.name]


def test_an_older_project_that_cannot_be_migrated_stays_as_it_is(
    project: Project, request: pytest.FixtureRequest
) -> None:
    project.close()
    connection = sqlite3.connect(project.path)
    connection.execute("DROP TABLE fact")
    connection.commit()
    connection.close()
    before = hashlib.sha256(project.path.read_bytes()).hexdigest()
    request.getfixturevalue("a_later_program")
    with pytest.raises(ProjectError, match="not touched"):
        Project.open(project.path)
    assert hashlib.sha256(project.path.read_bytes()).hexdigest() == before
    assert [path.name for path in project.path.parent.iterdir()] == [project.path.name]
