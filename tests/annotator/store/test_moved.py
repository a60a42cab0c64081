"""A project file that is moved, deleted or replaced while it is open: said, and nothing is lost."""

import shutil
from pathlib import Path

import pytest

from annotator.errors import ProjectError
from annotator.project import Project
from tests.annotator.samples import SCHEME, add_article


def test_a_file_that_was_moved_is_not_written_and_waits(tmp_path: Path) -> None:
    path, away = tmp_path / "p.annotator", tmp_path / "away.annotator"
    with Project.create(path, SCHEME) as project:
        add_article(project)
        path.rename(away)
        with pytest.raises(ProjectError, match="no longer there"):
            add_article(project, "more", "b.txt")
        with pytest.raises(ProjectError):
            project.back_up("by hand")
        assert [article.name for article in project.articles()] == ["a.txt"]
        away.rename(path)
        add_article(project, "more", "b.txt")
    with Project.open(path) as project:
        assert [article.name for article in project.articles()] == ["a.txt", "b.txt"]
        assert project.faults() == ()
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_file_that_was_deleted_is_said(tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    with Project.create(path, SCHEME) as project:
        path.unlink()
        with pytest.raises(ProjectError, match="no longer there"):
            add_article(project)
        assert not path.exists()


def test_a_file_that_another_one_replaced_is_not_written(tmp_path: Path) -> None:
    path, other = tmp_path / "p.annotator", tmp_path / "other.annotator"
    with Project.create(path, SCHEME) as project:
        add_article(project)
    shutil.copyfile(path, other)
    before = other.read_bytes()
    with Project.open(path) as project:
        other.replace(path)
        with pytest.raises(ProjectError, match="Another file has taken the place"):
            add_article(project, "more", "b.txt")
        assert path.read_bytes() == before


def test_a_clock_a_year_ahead_and_back_loses_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = iter(["2026-11-21T10:00:00Z", "2027-11-21T10:00:00Z", "2026-11-21T10:05:00Z"])
    monkeypatch.setattr("annotator.store.backup.now", lambda: next(stamps))
    with Project.create(tmp_path / "p.annotator", SCHEME) as project:
        for number in range(3):
            project.set_setting("x", str(number))
            assert project.changed_since_backup
            project.back_up("while working")
        assert [one.number for one in project.backups()] == [3, 2, 1]
