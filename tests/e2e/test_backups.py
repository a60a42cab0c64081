"""Backups made by themselves: at close, while somebody works; and restored from the window."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from annotator.project import Project
from annotator.store.backup import backups
from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person
from ui.commands.backups import TASK
from ui.dialogs.backups import BackupsDialog

ONE = "Alibaba denied it. A firm accused Alibaba of theft.\n"


def begun(start: Opener, texts: Maker) -> Person:
    """Ada with one claim."""
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    ada.sweeps("denied it")
    ada.presses("1", "Esc", "Esc")
    return ada


def kept(ada: Person) -> list[str]:
    return [one.why for one in ada.window.workspace.project.backups()]


def chooses(monkeypatch: pytest.MonkeyPatch, row: int) -> list[BackupsDialog]:
    """Whenever the backups are shown, this one is to be restored."""
    shown: list[BackupsDialog] = []

    def answered(dialog: BackupsDialog) -> int:
        shown.append(dialog)
        dialog.list.selectRow(row)
        return QDialog.DialogCode.Accepted.value

    monkeypatch.setattr(BackupsDialog, "exec", answered)
    return shown


def test_a_project_that_changed_is_kept_when_it_is_closed(start: Opener, texts: Maker) -> None:
    ada = begun(start, texts)
    project_id = ada.window.workspace.project.id
    ada.window.projects.close()
    assert [one.why for one in backups(project_id)] == ["at close"]
    ada.window.projects.open(ada.window.state.recent()[0])
    ada.window.projects.close()
    assert [one.why for one in backups(project_id)] == ["at close"]


def test_a_backup_that_cannot_be_made_is_asked_about(
    start: Opener, texts: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 0

    ada = begun(start, texts)
    with monkeypatch.context() as patch:
        patch.setattr("annotator.store.backup.shutil.disk_usage", lambda _: Usage)
        ada.ask.then(False)
        ada.window.projects.close()
        assert ada.window.workspace.is_open
        ada.window.close_unasked()
        assert ada.ask.asked == [("confirm", "No backup could be made.")]
    assert not ada.window.workspace.is_open


def test_while_somebody_works_the_worker_makes_one(start: Opener, texts: Maker) -> None:
    ada = begun(start, texts)
    jobs = ada.window.jobs
    ada.qtbot.waitUntil(lambda: jobs.current is None)
    ada.window.backups.make_one()
    ada.qtbot.waitUntil(lambda: kept(ada) == ["while working"])
    ada.qtbot.waitUntil(lambda: not ada.window.workspace.project.changed_since_backup)
    ada.window.backups.make_one()
    assert TASK not in [job.task for job in (jobs.current, *jobs.waiting) if job is not None]


def test_a_backup_is_restored_from_the_window(
    start: Opener, texts: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = begun(start, texts)
    ada.window.workspace.project.back_up("by hand")
    ada.sweeps("theft")
    ada.presses("4", "Esc", "Esc")
    path = ada.window.workspace.project.path
    shown = chooses(monkeypatch, 0)
    ada.ask.then(True)
    ada.window.backups.show()
    assert len(shown) == 1
    assert ada.ask.asked[-1] == ("confirm", "Put backup 1 in the place of “texts”?")
    ada.waits(lambda: ada.window.workspace.is_open and ada.window.workspace.annotator_id)
    ada.opens_article("one")
    assert ada.labelled() == [("claim", "denied it")]
    assert ada.told.startswith("Restored. What stood there is kept as texts replaced ")
    (aside,) = path.parent.glob("texts replaced *.annotator")
    with Project.open(aside, read_only=True) as replaced:
        (person,) = replaced.annotators()
        assert len(replaced.spans(replaced.articles()[0].id, person.id)) == 2
    assert kept(ada)[-2:] == ["at close", "by hand"]


def test_the_backups_of_a_damaged_project_are_offered(
    start: Opener, texts: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = begun(start, texts)
    path: Path = ada.window.workspace.project.path
    ada.window.projects.close()
    path.write_bytes(path.read_bytes()[:20_000])
    shown = chooses(monkeypatch, 0)
    ada.ask.then(True)
    ada.window.projects.open(path)
    assert "is damaged" in shown[0].sentence.text()
    ada.waits(lambda: ada.window.workspace.is_open)
    assert ada.window.workspace.project.faults() == ()


def test_what_can_be_undone_after_restoring_is_what_could_be_undone_then(
    start: Opener, texts: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = begun(start, texts)
    ada.window.workspace.project.back_up("by hand")
    ada.sweeps("theft")
    ada.presses("4", "Esc", "Esc")
    chooses(monkeypatch, 0)
    ada.ask.then(True)
    ada.window.backups.show()
    ada.waits(lambda: ada.window.workspace.is_open and ada.window.workspace.annotator_id)
    ada.opens_article("one")
    ada.presses("Ctrl+Shift+Z")
    assert ada.labelled() == [("claim", "denied it")]
    ada.presses("Ctrl+Z")
    assert ada.labelled() == []


def test_a_backup_that_is_damaged_is_refused_and_the_project_opened_as_it_was(
    start: Opener, texts: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = begun(start, texts)
    kept_at = ada.window.workspace.project.back_up("by hand")
    kept_at.write_bytes(kept_at.read_bytes()[:20_000])
    chooses(monkeypatch, 0)
    ada.ask.then(True)
    ada.window.backups.show()
    ada.waits(lambda: ada.ask.told)
    ada.waits(lambda: ada.window.workspace.is_open)
    assert "damaged" in ada.ask.told[0]
    ada.opens_article("one")
    assert ada.labelled() == [("claim", "denied it")]


def test_without_backups_there_is_no_empty_list(qtbot: QtBot) -> None:
    dialog = BackupsDialog("Heist", ())
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.list.isVisible()
    assert "no backups of this project yet" in dialog.sentence.text()
    dialog.close()


def test_a_project_that_cannot_be_written_is_offered_to_look_at(
    start: Opener, texts: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = begun(start, texts)
    path: Path = ada.window.workspace.project.path
    ada.window.projects.close()

    def refused(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("annotator.store.lock.ProjectLock.acquire", refused)
    ada.ask.then(True)
    assert ada.window.projects.open(path)
    assert ada.ask.asked[-1] == ("confirm", "This project can only be looked at.")
    assert ada.window.workspace.project.read_only
    assert ada.window.banner.isVisible()
