"""A small project to try things on."""

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


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", SCHEME) as project:
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
