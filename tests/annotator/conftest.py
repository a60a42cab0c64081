"""A small project to try things on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.story import Article
from annotator.project import Project
from tests.annotator.commands import Commands
from tests.annotator.labelled import Labelled
from tests.annotator.samples import SCHEME, add_article


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of the small scheme, to copy; not to be changed."""
    path = tmp_path_factory.mktemp("empty") / "p.annotator"
    Project.create(path, SCHEME).close()
    return path


@pytest.fixture
def project(tmp_path: Path, empty: Path) -> Iterator[Project]:
    with Project.open(Path(shutil.copy(empty, tmp_path))) as project:
        yield project


@pytest.fixture
def article(project: Project) -> Article:
    return add_article(project)


@pytest.fixture
def ada(project: Project) -> Annotator:
    person = Annotator(new_id(), "Ada")
    project.add_annotator(person)
    return person


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(capsys)


@pytest.fixture
def labelled(tmp_path: Path, command: Commands) -> Labelled:
    """A project of its own, into which records can be brought."""
    return Labelled(tmp_path, command)
