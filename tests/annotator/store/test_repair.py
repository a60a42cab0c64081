"""`annotator check --repair` and `annotator restore`: what can be set right is, after a backup."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from annotator.edits.clues import answer_clues
from annotator.edits.relations import link
from annotator.edits.spans import add_spans, new_span
from annotator.edits.stories import add_story
from annotator.errors import ProjectError
from annotator.model.clue import Clue, ClueVerdict, Passage
from annotator.model.people import Annotator
from annotator.model.scheme import RelationKind
from annotator.model.span import Fragment
from annotator.model.story import Story
from annotator.project import Project
from annotator.suggest.parse import Parse
from tests.annotator.commands import Commands
from tests.annotator.samples import CLAIM, ENTITY, SCHEME, TEXT, add_article

ADA, BOB = Annotator("ada", "Ada"), Annotator("bob", "Bob")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with a span each of two people."""
    path = tmp_path / "p.annotator"
    with Project.create(path, SCHEME) as project:
        article = add_article(project)
        for person in (ADA, BOB):
            project.add_annotator(person)
            for label, place in ((CLAIM, (0, 4)), (ENTITY, (5, 9))):
                span = new_span(article.id, person.id, label, [place])
                project.apply(add_spans([span], "add"), person.id)
        project.back_up("by hand")
    return path


def answered(path: Path) -> Project:
    """The project opened, with an answer of each person to a clue in its only article."""
    project = Project.open(path)
    (article,), (story,) = project.articles(), project.stories()
    for person in (ADA, BOB):
        clue = Clue("c", "copied text", "one", "", (Passage(article.id, Fragment(0, 4)),))
        edit = answer_clues([clue], story.id, person.id, ClueVerdict.LATER)
        project.apply(edit, person.id)
    return project


def change(path: Path, statements: Sequence[str]) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def rows(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines


FAULTS = {
    "texts": "UPDATE article_text SET text = 'other'",
    "texts that are gone": "DELETE FROM article_text",
    "lineages": "DELETE FROM lineage WHERE annotator_id = 'ada'",
    "groups": "INSERT INTO story_group "
    "(id, story_id, annotator_id, kind, name, attributes, note, rev) "
    "SELECT 'g', id, 'ada', 'same as', 'Ada', '[]', '', 0 FROM story",
    "links": "DELETE FROM annotator WHERE id = 'bob'",
}


@pytest.mark.parametrize("check", FAULTS)
def test_what_can_be_set_right_is_after_a_backup(path: Path, command: Commands, check: str) -> None:
    change(path, [FAULTS[check]])
    check = check.split()[0]
    found = command("check", path, "--json").answer
    assert found["checks"][check] > 0
    assert "repaired" not in found
    ran = command.done("check", path, "--repair", "--json")
    assert check in {one["check"] for one in ran.answer["repaired"]}
    assert ran.answer["ok"]
    assert "How the project was before is kept in" in ran.err
    command.done("check", path)
    listed = command.done("restore", path, "--list", "--json").answer["backups"]
    assert [one["why"] for one in listed] == ["before repair", "by hand"]
    command.done("restore", path, "2")
    assert command("check", path, "--json").answer["checks"][check] > 0


ANSWER = "UPDATE fact SET value = replace(value, '{}', '{}') WHERE key LIKE 'clue.ada.%'"
LEAD_NOWHERE = {
    "cannot be read": ANSWER.format("later", "never"),
    "a group that is not there": ANSWER.format('"later","group":""', '"group","group":"gone"'),
    "outside the text": ANSWER.format(",0,4,", ",0,4000000,"),
    "an article that is not there": "UPDATE fact SET value = replace(value, (SELECT id FROM "
    "article), 'gone') WHERE key LIKE 'clue.ada.%'",
    "an annotator who is not there": "UPDATE fact SET key = replace(key, '.ada.', '.eve.') "
    "WHERE key LIKE 'clue.ada.%'",
    "a story that is not there": "UPDATE fact SET key = replace(key, (SELECT id FROM story), 's') "
    "WHERE key LIKE 'clue.ada.%'",
}


@pytest.mark.parametrize("what", LEAD_NOWHERE)
def test_answers_to_clues_that_lead_nowhere_are_told_and_taken_back(
    path: Path, command: Commands, what: str
) -> None:
    answered(path).close()
    command.done("check", path)
    change(path, [LEAD_NOWHERE[what]])
    ran = command("check", path, "--json")
    assert ran.code == 1
    assert ran.answer["checks"]["clues"] == 1
    assert what in ran.answer["faults"][0]["what"]
    ran = command.done("check", path, "--repair", "--json")
    assert [one["check"] for one in ran.answer["repaired"]] == ["clues"]
    assert ran.answer["ok"]
    with Project.open(path, read_only=True) as project:
        assert project.clue_answers("ada") == {}
        assert set(project.clue_answers("bob")) == {"c"}


def test_an_answer_to_a_kind_that_is_not_known_is_told_and_stays(
    path: Path, command: Commands
) -> None:
    answered(path).close()
    change(path, [ANSWER.format("copied text", "moonlight")])
    ran = command("check", path, "--repair", "--json")
    assert ran.answer["checks"]["clues"] == 1
    assert "“moonlight”" in ran.answer["faults"][0]["what"]
    assert ran.answer["repaired"] == []
    with Project.open(path, read_only=True) as project:
        assert set(project.clue_answers("ada")) == {"c"}


@pytest.mark.parametrize("fault", ["texts", "texts that are gone"])
def test_the_text_comes_from_the_backup_that_has_it(
    path: Path, command: Commands, fault: str
) -> None:
    change(path, [FAULTS[fault]])
    command.done("check", path, "--repair")
    with Project.open(path, read_only=True) as project:
        assert project.text(project.articles()[0].id) == TEXT


def test_whoever_wants_a_text_that_is_gone_is_told_what_to_do(
    path: Path, command: Commands, tmp_path: Path
) -> None:
    change(path, [FAULTS["texts that are gone"]])
    for words in (
        ("export", path, tmp_path / "out"),
        ("export", path, tmp_path / "brat", "--format", "brat"),
        ("compare", path, "Ada", "Bob", "--unfinished"),
        ("suggest", path),
    ):
        told = command.refused(*words)
        assert "the text of the article “a.txt” is missing" in told
        assert "annotator check --repair" in told
    with Project.open(path) as project, pytest.raises(ProjectError, match="no backup of it"):
        project.back_up("by hand")


def test_what_cannot_be_set_right_is_told(path: Path, command: Commands) -> None:
    change(path, ["UPDATE span SET label_id = 'nothing'"])
    ran = command("check", path, "--repair", "--json")
    assert ran.code == 1
    assert ran.answer["checks"]["labels"] == 4
    assert ran.answer["repaired"] == []


def test_without_a_backup_nothing_is_repaired(
    path: Path, command: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 0

    change(path, [FAULTS["lineages"]])
    before = rows(path)
    monkeypatch.setattr("annotator.store.backup.shutil.disk_usage", lambda _: Usage)
    assert "too little room" in command.refused("check", path, "--repair")
    assert rows(path) == before


def test_a_sound_project_is_left_alone(path: Path, command: Commands) -> None:
    before = path.read_bytes()
    assert command.done("check", path, "--repair").out == "All is well.\n"
    assert path.read_bytes() == before


def test_restore_says_what_it_did(path: Path, command: Commands) -> None:
    change(path, [FAULTS["texts"]])
    path.write_bytes(path.read_bytes()[:5000])
    assert command("check", path).code == 1
    ran = command.done("restore", path, "--json").answer
    assert Path(ran["aside"]).stat().st_size == 5000
    command.done("check", path)
    assert "Restored: 000001" in command.done("restore", path, "1").err
    assert "no backup “7”" in command.refused("restore", path, "7")
    assert "by hand" in command.done("restore", path, "--list").out
    other = path.with_name("other.annotator")
    assert "no backup of" in command.refused("restore", other)
    assert "no backup of" in command.done("restore", other, "--list").err


def test_a_row_that_is_gone_takes_along_what_hung_on_what_hung_on_it(path: Path) -> None:
    with Project.open(path) as project:
        (article,) = project.articles()
        head, child = project.spans(article.id, ADA.id)
        kind = RelationKind("about", "claim", "entity")
        project.apply(link(kind, head, child), ADA.id)
    change(path, ["PRAGMA foreign_keys = OFF", "DELETE FROM article"])
    with Project.open(path) as project:
        repaired = {one.check for one in project.repair()}
        assert "links" in repaired
        assert project.faults() == ()
        assert project.articles() == ()


def test_what_cannot_be_set_right_is_said_with_what_to_do(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(path, ["UPDATE span SET label_id = 'gone'"])
    done = Commands(capsys)("check", path, "--repair")
    assert done.code == 1
    assert "cannot be set right without guessing" in done.err
    assert f"annotator restore --list {path}" in done.err


def the_same(path: Path, one: str, other: str) -> None:
    """Damage that makes one name in the file, and in its indexes, another."""
    path.write_bytes(path.read_bytes().replace(other.encode(), one.encode()))


def test_what_models_found_twice_is_forgotten(path: Path, command: Commands) -> None:
    with Project.open(path) as project:
        (article,) = project.articles()
        for model in ("model-a", "model-b"):
            project.keep_parse(article.id, Parse(article.sha256, model, "1", ()))
    the_same(path, "model-a", "model-b")
    assert "What models found" in command.done("check", "--repair", path).out


def test_rows_that_are_there_twice_are_not_guessed_at(path: Path, command: Commands) -> None:
    with Project.open(path) as project:
        for name in ("Story one", "Story two"):
            project.apply(add_story(Story(name, name)))
    the_same(path, "Story one", "Story two")
    before = rows(path)
    assert "Restore a backup" in command.refused("check", "--repair", path)
    assert rows(path) == before


def test_a_schema_whose_names_are_no_text_is_a_damaged_file(path: Path, command: Commands) -> None:
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE parse", b"CREATE TABLE \xecarse"))
    assert "damaged" in command.refused("stats", path)
    assert "damaged" in command("check", path).out


@pytest.mark.parametrize("kind", ["a pipe", "links in a circle"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, command: Commands, kind: str) -> None:
    path = tmp_path / "p.annotator"
    if kind == "a pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path.name)
    for words in (("stats", path), ("undo", path), ("restore", path), ("export", path, tmp_path)):
        assert path.name in command.refused(*words)
    assert command("check", path).code == 1
