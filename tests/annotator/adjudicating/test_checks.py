"""`annotator check` finds what is wrong with decisions, and nothing where they are merely stale."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from annotator.edits.readings import set_status
from annotator.edits.spans import remove_spans
from annotator.model.decision import Took
from annotator.model.reading import Status
from annotator.project import Project
from tests.annotator.adjudicating.table import Table
from tests.annotator.samples import CLAIM, QUOTE

ABOUT_GROUPS = "(SELECT decision_id FROM decision_group)"


@pytest.fixture
def table(project: Project) -> Table:
    made = Table(project)
    a = made.mark(made.ada, QUOTE, 0, 9)
    made.mark(made.bob, CLAIM, 0, 9)
    made.decide(made.cases()[0], Took.A)
    project.apply(remove_spans([a.id]), made.ada.id)
    return made


def test_a_stale_decision_is_sound(table: Table) -> None:
    assert table.cases()[0].stale
    assert table.project.faults() == ()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM span WHERE origin = 'decision'", "that is not there"),
        ("UPDATE decision SET took = 'none'", "says nothing, and yet"),
        ("UPDATE decision SET took = 'whim'", "cannot be"),
        ("UPDATE decision_span SET side = 'c' WHERE side = 'b'", "of nobody"),
        ("UPDATE annotator SET role = 'human'", "who is not gold"),
        (
            "UPDATE span SET annotator_id = (SELECT id FROM annotator WHERE name = 'Lea')",
            "another annotator",
        ),
    ],
)
def test_damaged_decisions_are_named(table: Table, damage: str, said: str) -> None:
    path = table.project.path
    table.project.close()
    with sqlite3.connect(path) as connection:
        connection.execute(damage)
    connection.close()
    with Project.open(path, read_only=True) as damaged:
        sentences = [fault.sentence for fault in damaged.faults()]
        assert any(said in one for one in sentences), sentences


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (f"UPDATE decision SET took = 'none' WHERE id IN {ABOUT_GROUPS}", "and has a group"),
        ("UPDATE decision_group SET side = 'c' WHERE side = 'a'", "names a group of nobody"),
        (
            (
                "UPDATE decision_group SET group_id = (SELECT story_group.id FROM story_group JOIN "
                "annotator ON annotator.id = annotator_id WHERE role = 'human') WHERE side = 'gold'"
            ),
            "another annotator's group",
        ),
        (
            (
                "INSERT INTO decision_span SELECT decision_id, 'a', 1, 'gone', 0 "
                "FROM decision_group WHERE side = 'a'"
            ),
            "about spans and about groups",
        ),
        ("DELETE FROM member WHERE group_id IN (SELECT group_id FROM decision_group)", ""),
    ],
)
def test_damaged_decisions_about_groups_are_named(tmp_path: Path, damage: str, said: str) -> None:
    """But for groups that gold does not have yet: their spans are not decided."""
    path = tmp_path / "damaged.annotator"
    shutil.copyfile(Path(__file__).parents[2] / "data" / "projects" / "v6.annotator", path)
    with sqlite3.connect(path) as connection:
        connection.execute(damage)
        connection.execute("DELETE FROM story_group WHERE id NOT IN (SELECT group_id FROM member)")
    connection.close()
    with Project.open(path, read_only=True) as damaged:
        sentences = [fault.sentence for fault in damaged.faults() if fault.check == "decisions"]
    assert bool(sentences) == bool(said), sentences
    assert all(said in one for one in sentences), sentences


def test_gold_of_an_unfinished_article_is_never_done(table: Table) -> None:
    table.say(table.ada, Status.DONE)
    for case in table.cases():
        table.decide(case, Took.NONE)
    reading = table.project.reading(table.article.id, table.gold.id)
    assert reading.status is Status.IN_PROGRESS
    table.project.apply(set_status(table.article.id, table.bob.id, Status.DONE), table.bob.id)
    case = next(one for one in table.cases() if one.row)
    table.decide(case, Took.B)
    assert all(one.decided for one in table.cases())
    reading = table.project.reading(table.article.id, table.gold.id)
    assert reading.status is Status.DONE
