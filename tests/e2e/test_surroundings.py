"""What lies around the project's file is told in the window, and what to do about it."""

import shutil
from pathlib import Path

import pytest

from annotator.edits.spans import add_span, new_span
from annotator.model.people import Annotator
from annotator.project import Project
from tests.annotator.commands import Commands
from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person

ONE = "Alibaba denied it. A firm accused Alibaba of theft.\n"
PATIENCE = 30_000


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(capsys)


def told(person: Person, words: str) -> None:
    """Waits until the bar says so."""
    bar = person.window.surroundings_bar
    person.window.surroundings.look()
    person.qtbot.waitUntil(lambda: bar.isVisible() and words in bar.words.text(), timeout=PATIENCE)


def silent(person: Person) -> None:
    person.window.surroundings.look()
    assert not person.window.surroundings_bar.isVisible()


def test_nothing_around_is_nothing_told(start: Opener, texts: Maker) -> None:
    silent(start(texts(one=ONE)))


def test_a_folder_that_is_synchronised_is_told_once(start: Opener, texts: Maker) -> None:
    path = texts(one=ONE)
    (path.parent / ".stfolder").mkdir()
    ada = start(path)
    told(ada, "a folder that Syncthing synchronises")
    bar = ada.window.surroundings_bar
    assert not bar.take_back.isVisible()
    assert not bar.save_copy.isVisible()
    bar.understand.click()
    silent(ada)
    ada.window.projects.close()
    assert ada.window.projects.open(path)
    silent(ada)


def test_a_copy_in_conflict_is_told_until_it_is_understood_and_again_when_it_changes(
    start: Opener, texts: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = texts(one=ONE)
    ada = start(path)
    silent(ada)
    copy = path.with_name(f"{path.stem} (Ben's conflicted copy 2026-11-21).annotator")
    shutil.copyfile(path, copy)
    told(ada, f"“{copy.name}”")
    bar = ada.window.surroundings_bar
    taken: list[tuple[Path, ...]] = []
    monkeypatch.setattr(ada.window.packs, "take_back", taken.append)
    bar.take_back.click()
    assert taken == [(copy,)]
    bar.understand.click()
    silent(ada)
    with Project.open(copy) as project:
        project.add_annotator(Annotator("ben", "Ben"))
        label = project.scheme().labels[0]
        (article,) = project.articles()
        project.apply(add_span(new_span(article.id, "ben", label, [(0, 7)]), label), "ben")
    told(ada, f"“{copy.name}”")


@pytest.mark.parametrize("what", ["moved", "replaced"])
def test_a_file_that_went_is_told_and_a_copy_saved(
    start: Opener, texts: Maker, tmp_path: Path, command: Commands, what: str
) -> None:
    path = texts(one=ONE)
    ada = start(path)
    ada.opens_article("one")
    ada.sweeps("denied it")
    ada.presses("1", "Esc", "Esc")
    away, out = tmp_path / "away", tmp_path / "saved.annotator"
    path.rename(away)
    if what == "replaced":
        shutil.copyfile(away, path)
    told(ada, "no longer there" if what == "moved" else "taken the place")
    bar = ada.window.surroundings_bar
    assert not bar.understand.isVisible()
    ada.ask.then(out)
    bar.save_copy.click()
    command.done("check", out)
    with Project.open(out, read_only=True) as project:
        (person,) = project.annotators()
        (article,) = project.articles()
        assert len(project.spans(article.id, person.id)) == 1
    ada.sweeps("accused")
    ada.presses("2")
    told(ada, "All that was saved before is still open here.")
    assert ada.window.alarm.isVisible()
    path.unlink(missing_ok=True)
    away.rename(path)
    silent(ada)
    ada.window.alarm.retry.click()
    assert not ada.window.alarm.isVisible()
    assert ada.labelled() == [("claim", "denied it"), ("quote", "accused")]
