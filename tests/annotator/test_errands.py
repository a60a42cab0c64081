"""The tasks of the worker, called as plain functions."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from annotator.edits.readings import set_status
from annotator.edits.spans import add_span, new_span
from annotator.errands import TASKS, Errand
from annotator.errors import AnnotatorError, BadInput, Cancelled
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.story import Article
from annotator.project import Project
from tests.annotator.samples import CLAIM


def do(task: str, project: Project, **arguments: Any) -> Any:
    given = {"project": str(project.path), "by": "", **arguments}
    return TASKS[task](Errand(given, lender=os.getpid()))


def test_an_import_is_one_step_of_who_labels(
    project: Project, ada: Annotator, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Some words.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    paths = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    report = do("import", project, by=ada.id, paths=paths, story="Heist")
    assert [file["articles"] for file in report["files"]] == [1, 0]
    assert report["files"][1]["refused"]
    assert [article.name for article in project.articles()] == ["a.txt"]
    project.undo(ada.id)
    assert project.articles() == ()


def test_an_import_asks_for_the_right_to_write_once_and_after_reading(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Some words.", encoding="utf-8")
    told: list[str] = []

    @contextmanager
    def right() -> Iterator[None]:
        told.append("lent")
        yield
        told.append("given back")

    def ask() -> AbstractContextManager[None]:
        return right()

    given = {"project": str(project.path), "by": "", "paths": [str(tmp_path / "a.txt")]}
    errand = Errand(given, lambda *_: told.append("progress"), os.getpid(), ask)
    TASKS["import"](errand)
    assert told[0] == "progress"
    assert told.count("lent") == 1
    assert told[-1] == "given back"


def test_a_cancelled_import_leaves_nothing(project: Project, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Words {number}.", encoding="utf-8")
    before = project.change_counter()
    writes = False

    @contextmanager
    def right() -> Iterator[None]:
        nonlocal writes
        writes = True
        yield

    def progress(done: int, total: int, what: str) -> None:
        if writes:
            raise Cancelled

    given = {"project": str(project.path), "by": "", "paths": [str(tmp_path)], "story": "s"}
    with pytest.raises(Cancelled):
        TASKS["import"](Errand(given, progress, os.getpid(), right))
    assert writes
    assert project.change_counter() == before
    assert project.articles() == ()


def test_pasted_text_is_kept_to_the_letter(project: Project, ada: Annotator) -> None:
    text = "\r\nOne\u2028two\0 🙂\n\n"
    facts = {"name": "pasted", "title": "One", "outlet": "Echo", "story": "Heist", "text": text}
    report = do("paste", project, by=ada.id, **facts)
    assert report["files"][0]["articles"] == 1
    (article,) = project.articles()
    assert (article.name, article.title, article.outlet) == ("pasted", "One", "Echo")
    assert project.text(article.id) == text
    again = do("paste", project, by=ada.id, **facts)["files"][0]
    assert (again["articles"], again["duplicates"] + len(again["warnings"])) != (1, 0)
    assert len(project.articles()) == 1


@pytest.fixture
def read(project: Project, article: Article, ada: Annotator) -> Article:
    span = new_span(article.id, ada.id, CLAIM, [(0, 3), (8, 12)])
    project.apply(add_span(span, CLAIM), ada.id)
    project.apply(set_status(article.id, ada.id, Status.IN_PROGRESS), ada.id)
    return article


def test_a_preview_begins_like_the_export_and_says_what_is_left_out(
    project: Project, read: Article, tmp_path: Path
) -> None:
    shown = do("preview", project, options={})
    report = do("export", project, options={}, out=str(tmp_path / "out.jsonl"))
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == shown["lines"][0] + "\n"
    assert (shown["records"], report["records"], shown["left_out"]) == (1, 1, [])
    lost = do("preview", project, options={"fragments": "drop"})["left_out"]
    assert lost == ["Discontinuous spans left out: 1."]
    none = do("preview", project, options={"statuses": ["done"]})
    assert (none["lines"], none["records"]) == ([], 0)
    assert none["left_out"] == ["Readings that were not asked for: 1."]


def test_an_export_of_nothing_is_a_sentence(project: Project, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nothing to export"):
        do("export", project, options={}, out=str(tmp_path / "out.jsonl"))
    assert not (tmp_path / "out.jsonl").exists()


def test_a_project_open_read_only_can_be_exported(
    project: Project, read: Article, tmp_path: Path
) -> None:
    project.close()
    with Project.open(project.path, read_only=True) as looked_at:
        out = str(tmp_path / "out")
        assert do("export", looked_at, options={}, out=out, read_only=True)["records"] == 1
        split = {"split": [80, 10, 10]}
        with pytest.raises(AnnotatorError, match="read-only"):
            do("export", looked_at, options=split, out=out, read_only=True)


def test_a_sound_project_has_no_faults(project: Project, read: Article) -> None:
    assert do("check", project) == {"faults": []}


def test_the_demo_is_built_once(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "Sample story.annotator"
    answer = TASKS["demo"](Errand({"path": str(path)}))
    assert answer == {"path": str(path)}
    with Project.open(path) as project:
        assert len(project.articles()) == 5
        counter = project.change_counter()
    TASKS["demo"](Errand({"path": str(path)}))
    with Project.open(path) as project:
        assert project.change_counter() == counter
