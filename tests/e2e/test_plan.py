"""The lead deals stories, sees who has what, and moves one by hand."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.e2e.conftest import Opener
from ui.__main__ import main
from ui.dialogs.deal import DealDialog
from ui.dialogs.plan import PlanDialog


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """A project of six stories with one article each."""
    path = tmp_path / "team.annotator"
    assert main(["new", str(path)]) == 0
    for number in range(6):
        folder = tmp_path / "texts" / f"S{number}"
        folder.mkdir(parents=True)
        (folder / f"{number}.txt").write_text(f"Story {number} says so.\n", encoding="utf-8")
    assert main(["import", str(path), str(tmp_path / "texts")]) == 0
    return path


def test_dealing_labelling_and_moving(
    start: Opener, stories: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ada = start(stories)
    ada.wants("plan")
    window = ada.shown(PlanDialog)
    assert "Nobody has anything yet" in window.state.text()

    def deal(dialog: DealDialog) -> None:
        dialog.name.setText("Ben")
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        dialog.overlap.setValue(50)
        dialog.look()
        assert dialog.deal.text() == "Deal 6 stories"
        dialog.deal.click()

    met = ada.meets(DealDialog, deal)
    window.deal.click()
    assert met
    assert "6 stories dealt, 50 % to several people" in window.state.text()
    assert [person.name for person in window.model.people] == ["Ada", "Ben"]

    project = ada.window.workspace.project
    who = ada.window.workspace.annotator_id
    one = next(some for some in project.assignments() if some.annotator_id == who)
    (article,) = project.articles(one.story_id)
    ada.opens_article(article.name)
    ada.sweeps("says so")
    ada.presses("1", "Esc")
    ada.wants("plan")
    ada.waits(lambda: "in progress" in window.model.text())
    window.tabs.setCurrentIndex(1)
    (own,) = [row for row in window.progress.rows()[1] if row[0] == "Ada"]
    assert own[-1] == "1"
    window.reject()
    ada.leave()
    capsys.readouterr()
    assert main(["plan", str(stories), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["overlap"] == 0.5
    states = {(o["annotator"], o["story"]): o["state"] for o in told["assignments"]}
    assert sorted(states.values()).count("in progress") == 1
    assert main(["undo", str(stories)]) == 0


def test_the_window_goes_with_its_project(start: Opener, stories: Path) -> None:
    ada = start(stories)
    ada.wants("plan")
    window = ada.shown(PlanDialog)
    assert window.isVisible()
    ada.wants("close")
    assert ada.window.plan.opened is None
    assert not ada.window.actions_["plan"].isEnabled()
