"""A project of an older version is brought to this one, with a backup of how it was."""

import hashlib
import os
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine

from annotator.adjudicating import cases
from annotator.edits.adjudication import decide
from annotator.edits.suggestions import accept
from annotator.errors import ProjectError
from annotator.model.decision import Took
from annotator.model.people import Annotator
from annotator.model.reading import DayTime, Status
from annotator.model.span import Fragment
from annotator.model.story import Article
from annotator.model.suggestion import Policy, Source, Suggestion, Verdict
from annotator.project import Project
from annotator.settings import data_folder
from annotator.store.database import schema_version
from annotator.store.lock import Loan, ProjectLock
from annotator.store.migrate import configuration
from annotator.store.tables import SCHEMA_VERSION

NEWER = SCHEMA_VERSION + 1
"""The version that the program writes in these tests; the project was made by this one."""

OLD = Path(__file__).parents[2] / "data" / "projects"


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """A project that the first release made: two articles, two annotators, an undone step."""
    (tmp_path / "here").mkdir()
    path = tmp_path / "here" / "v1.annotator"
    shutil.copyfile(OLD / "v1.annotator", path)
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def everything(project: Project) -> object:
    """All that a project of the first version held."""
    people = project.annotators()
    return (
        project.id,
        project.scheme(),
        [(article, project.text(article.id)) for article in project.articles()],
        people,
        [project.spans(a.id, p.id) for a in project.articles() for p in people],
        [project.relations_in(a.id, p.id) for a in project.articles() for p in people],
        project.readings(),
        project.all_attention(),
        project.history(),
        project.setting("place"),
    )


def test_a_project_of_the_first_version_keeps_everything_and_can_hold_suggestions(
    first_version: Path,
) -> None:
    assert schema_version(first_version) == 1
    with Project.open(first_version, read_only=True) as looked:
        before = everything(looked)
    with Project.open(first_version) as project:
        assert everything(project) == before
        assert project.faults() == ()
        assert (len(project.articles()), project.setting("place")) == (2, "here")
        ada, bob = project.annotators()
        assert project.policy(ada.id) == Policy()
        article = project.articles()[0]
        assert project.reading(article.id, ada.id).status is Status.DONE
        assert len(project.spans(article.id, bob.id)) == 1
        assert project.redo(bob.id) is not None
        assert len(project.spans(article.id, bob.id)) == 2
        accept_something(project, article, ada)
        while project.undo(ada.id) is not None:
            assert project.faults() == ()
    assert schema_version(first_version) == SCHEMA_VERSION
    (backup,) = (data_folder() / "backups").rglob("*.annotator")
    assert schema_version(backup) == 1
    with Project.open(first_version) as again:
        assert again.faults() == ()


def accept_something(project: Project, article: Article, ada: Annotator) -> None:
    label = project.scheme().label_named("entity")
    assert label is not None
    one = Suggestion(
        id="one",
        article_id=article.id,
        source=Source.ENTITIES,
        label_id=label.id,
        fragments=(Fragment(0, 3),),
        score=1,
        reason="",
        group="We",
    )
    project.keep_suggestions(Source.ENTITIES, [article.id], [one])
    project.apply(accept([one], project.scheme(), ada.id), ada.id)
    assert project.answers(ada.id)["one"].verdict is Verdict.ACCEPTED
    assert project.groups(article.story_id, ada.id)[0].name == "We"


@pytest.fixture
def second_version(tmp_path: Path) -> Path:
    """A project of version 2: two people's work, with suggestions, answers and groups."""
    (tmp_path / "here").mkdir()
    path = tmp_path / "here" / "v2.annotator"
    shutil.copyfile(OLD / "v2.annotator", path)
    return path


def all_work(project: Project) -> object:
    people = project.annotators()
    return everything(project), [project.whole_readings(person.id) for person in people]


def test_a_project_of_the_second_version_keeps_everything_and_gets_lineages(
    second_version: Path,
) -> None:
    assert schema_version(second_version) == 2
    with Project.open(second_version, read_only=True) as looked:
        before, lineages = all_work(looked), looked.lineages()
    with Project.open(second_version) as project:
        assert (all_work(project), project.lineages()) == (before, lineages)
        assert project.faults() == ()
        ada, bob = project.annotators()
        assert len(lineages) == 4
        assert all(len(lineage.heads) == 1 for lineage in lineages.values())
        assert len({lineage.head for lineage in lineages.values()}) == 4
        article = project.articles()[0]
        assert project.redo(bob.id) is not None
        assert len(project.lineage(article.id, bob.id).heads) == 2
        while project.undo(ada.id) is not None:
            assert project.faults() == ()
        assert project.lineage(article.id, ada.id).heads[0] == lineages[article.id, ada.id].head


@pytest.fixture
def third_version(tmp_path: Path) -> Path:
    """A project of version 3: a lead's, who took back Ada's pack; 150 seconds of Bob's, undated."""
    (tmp_path / "here").mkdir()
    path = tmp_path / "here" / "v3.annotator"
    shutil.copyfile(OLD / "v3.annotator", path)
    return path


def test_a_project_of_the_third_version_keeps_everything_and_its_seconds_have_no_day(
    third_version: Path,
) -> None:
    assert schema_version(third_version) == 3
    connection = sqlite3.connect(third_version)
    rows = connection.execute("SELECT article_id, annotator_id, seconds, place FROM attention")
    before = sorted(rows)
    connection.close()
    assert sum(row[2] for row in before) == 150 + 90 + 31
    with Project.open(third_version, read_only=True) as looked:
        work, lineages = all_work(looked), looked.lineages()
        plan, questions = looked.assignments(), looked.questions()
    with Project.open(third_version) as project:
        assert (all_work(project), project.lineages()) == (work, lineages)
        assert (project.assignments(), project.questions()) == (plan, questions)
        assert (len(plan), len(questions), len(project.handouts())) == (2, 1, 1)
        assert project.faults() == ()
        found = project.all_attention()
        assert sorted((a.article_id, a.annotator_id, a.seconds, a.place) for a in found) == before
        assert all(not one.times and not one.left_at for one in found)
        since = replace(found[0], times=(DayTime("2026-11-21", 20, project.meter),))
        project.attend([since])
        again = project.attention(since.article_id, since.annotator_id)
        assert (again.undated, again.seconds) == (since.undated, since.undated + 20)
        assert project.faults() == ()


def test_days_are_added_up_when_a_migration_is_taken_back(third_version: Path) -> None:
    with Project.open(third_version) as project:
        one = project.all_attention()[0]
        times = (
            *(DayTime("2026-11-20", 9), DayTime("2026-11-20", 20, "m")),
            *(DayTime("2026-11-20", 10, "n"), DayTime("2026-11-20", 15, "n", "label")),
            DayTime("2026-11-21", 5),
        )
        project.attend([replace(one, times=times)])
        seconds = project.attention(one.article_id, one.annotator_id).seconds
    engine = create_engine(f"sqlite:///{third_version}")
    config = configuration()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
    engine.dispose()
    database = sqlite3.connect(third_version)
    where = (one.article_id, one.annotator_id)
    query = "SELECT seconds FROM attention WHERE article_id = ? AND annotator_id = ?"
    assert database.execute(query, where).fetchone() == (seconds,)
    database.close()
    assert seconds == one.undated + 30 + 5


def test_two_copies_that_are_migrated_apart_agree_on_what_is_the_same_in_both(
    second_version: Path, tmp_path: Path
) -> None:
    other, changed = tmp_path / "other.annotator", tmp_path / "changed.annotator"
    for copy in (other, changed):
        shutil.copyfile(second_version, copy)
    connection = sqlite3.connect(changed)
    connection.execute("UPDATE span SET note = 'since' WHERE id = (SELECT min(id) FROM span)")
    (whose,) = connection.execute(
        "SELECT article_id, annotator_id FROM span WHERE note = 'since'"
    ).fetchall()
    connection.commit()
    connection.close()
    with (
        Project.open(second_version) as one,
        Project.open(other) as same,
        Project.open(changed) as third,
    ):
        assert one.lineages() == same.lineages()
        differing = {i for i, lineage in third.lineages().items() if lineage != one.lineages()[i]}
        assert differing == {whose}


def test_changes_of_the_scheme_before_the_migration_were_no_work_on_readings(
    first_version: Path,
) -> None:
    connection = sqlite3.connect(first_version)
    connection.execute("INSERT INTO step VALUES (900, 'x', '2026', 'merge “a” into “b”', NULL)")
    connection.execute("INSERT INTO step VALUES (901, 'x', '2026', 'import a.jsonl', NULL)")
    for step in (900, 901):
        part = (step, 0, "scheme", "insert", "[]")
        connection.execute("INSERT INTO step_part VALUES (?, ?, ?, ?, ?)", part)
    connection.commit()
    connection.close()
    Project.open(first_version).close()
    connection = sqlite3.connect(first_version)
    kinds = connection.execute("SELECT id, adds_heads FROM step WHERE id >= 900").fetchall()
    connection.close()
    assert kinds == [(900, 0), (901, 1)]


def test_an_older_project_is_looked_at_without_touching_it(
    first_version: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "room").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "room"))
    before = digest(first_version)
    first_version.chmod(0o444)
    with Project.open(first_version, read_only=True) as looked:
        assert looked.path == first_version
        assert len(looked.articles()) == 2
        assert looked.faults() == ()
        assert looked.suggestions(looked.articles()[0].id, looked.annotators()[0].id) == ()
        with pytest.raises(ProjectError, match="read-only"):
            looked.set_setting("a", "b")
        assert len(names_in(tmp_path / "room")) == 1
    assert names_in(tmp_path / "room") == []
    assert digest(first_version) == before
    assert names_in(first_version.parent) == [first_version.name]


def test_an_older_project_is_not_written_with_a_right_that_is_lent(first_version: Path) -> None:
    lock = ProjectLock(first_version)
    lock.acquire()
    with pytest.raises(ProjectError, match="older Annotator"):
        Project.open(first_version, loan=Loan(os.getpid()))
    lock.release()


def test_an_older_project_that_cannot_be_looked_at_is_a_sentence(first_version: Path) -> None:
    connection = sqlite3.connect(first_version)
    connection.execute("CREATE TABLE suggestion (id TEXT)")
    connection.commit()
    connection.close()
    before = digest(first_version)
    for read_only in (True, False):
        with pytest.raises(ProjectError, match="not touched"):
            Project.open(first_version, read_only=read_only)
    assert digest(first_version) == before


@pytest.fixture
def a_later_program(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("database", "migrate", "check"):
        monkeypatch.setattr(f"annotator.store.{module}.SCHEMA_VERSION", NEWER)


def test_an_older_project_is_migrated_and_kept_as_it_was(
    project: Project, article: Article, ada: Annotator, request: pytest.FixtureRequest
) -> None:
    project.close()
    request.getfixturevalue("a_later_program")
    with Project.open(project.path) as migrated:
        assert [a.id for a in migrated.articles()] == [article.id]
        assert migrated.faults() == ()
        folder = data_folder() / "backups" / migrated.id
    (backup,) = folder.glob("*.annotator")
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


def test_a_project_of_the_fourth_version_keeps_everything_and_can_hold_decisions(
    tmp_path: Path,
) -> None:
    path = tmp_path / "v4.annotator"
    shutil.copyfile(OLD / "v4.annotator", path)
    assert schema_version(path) == 4
    with Project.open(path, read_only=True) as looked:
        before, lineages = all_work(looked), looked.lineages()
        plan, asked = looked.assignments(), looked.questions()
    with Project.open(path) as project:
        assert (all_work(project), project.lineages()) == (before, lineages)
        assert (project.assignments(), project.questions()) == (plan, asked)
        assert project.faults() == ()
        (gold,) = project.golds()
        ada, bob = (one for one in project.annotators() if one != gold)
        first, second, third, empty = cases(project, ada, bob, gold)
        assert [first.agreed, second.agreed, third.agreed, empty.row] == [False, False, False, None]
        (stood,) = project.spans(first.article_id, gold.id)
        project.apply(decide([first.matter], Took.A, ada.id), ada.id)
        assert [span.id for span in project.spans(first.article_id, gold.id)] == [stood.id]
        assert project.redo(bob.id) is not None
        while project.undo(ada.id) is not None:
            assert project.faults() == ()
    assert schema_version(path) == SCHEMA_VERSION
