"""Very long articles and very many places: the window goes on answering."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.decision import Took
from annotator.model.reading import Status
from annotator.project import Project
from tests.annotator.samples import SCHEME, add_article
from tests.ui.compare.two_people import ANNA, BEN, LEAD, Desk, labels, marked
from ui.compare import adjudicating, disagreements_reading
from ui.jobs import Jobs
from ui.workspace import Workspace

WORDS = [f"word{number:03}" for number in range(200)]
OTHERS = 4
"""So many words Ben calls something else."""


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(disagreements_reading, "VERY_LONG", 100)
    monkeypatch.setattr(disagreements_reading, "SPANS", 50)
    project = Project.create(tmp_path / "long.annotator", SCHEME)
    for person in (ANNA, BEN, LEAD):
        project.add_annotator(person)
    text = " ".join(WORDS)
    article = add_article(project, text, "long.txt")
    for person, first in ((ANNA, "entity"), (BEN, "claim")):
        marks = [(first if at < OTHERS else "entity", word) for at, word in enumerate(WORDS)]
        labels(project, article, person, marked(article, text, person, marks))
    workspace = Workspace()
    workspace.take(project)
    workspace.set_annotator(LEAD)
    jobs = Jobs(workspace)
    yield Desk(qtbot, workspace, jobs=jobs).compares()
    jobs.shut_down()
    workspace.close()


def waits(desk: Desk) -> None:
    page = desk.page
    desk.qtbot.waitUntil(lambda: not page.many.is_busy and page.reading.is_complete)
    QApplication.processEvents()


def test_many_agreed_places_are_written_by_the_worker_and_then_the_key_counts(desk: Desk) -> None:
    assert len(WORDS) - OTHERS > adjudicating.MANY
    desk.presses("A")
    assert desk.page.many.is_busy
    assert not desk.workspace.project.golds()  # nothing was done in the window's thread
    desk.presses("B")
    assert desk.said[-1].startswith("Decisions are being written")
    waits(desk)
    assert len(desk.gold("long.txt")) == len(WORDS) - OTHERS + 1
    assert desk.page.agreed.words.text() == f"Both say the same in {196} places: gold has them."
    assert desk.page.list.bar.progress.text() == "1 of 4 decided"
    names = [step.name for step in desk.workspace.project.history(LEAD.id, 2)]
    assert names == ["take A", "accept 196 places where both agree"]
    desk.presses("Ctrl+Z", "Ctrl+Z")
    assert not desk.workspace.project.golds()


def test_many_selected_places_are_one_step_and_gold_is_done(desk: Desk) -> None:
    page = desk.page
    page.set_beforehand(False)
    page.keys._show_agreed()
    page.list.table.selectAll()
    desk.presses("A")
    waits(desk)
    taken = {case.decision.took for case in page.reading.all() if case.decision}
    assert taken == {Took.A}
    page.list.show_everything()
    (gold,), (article,) = (desk.workspace.project.golds(), desk.workspace.project.articles())
    assert len(desk.gold("long.txt")) == len(WORDS) - OTHERS
    assert desk.workspace.project.reading(article.id, gold.id).status is not Status.DONE


def test_taken_back_in_the_worker_too(desk: Desk) -> None:
    desk.page.agreed.accept.click()
    waits(desk)
    assert len(desk.gold("long.txt")) == len(WORDS) - OTHERS
    desk.page.agreed.back.click()
    assert desk.page.many.is_busy
    waits(desk)
    assert desk.gold("long.txt") == []


def test_called_off_nothing_of_it_is_kept(desk: Desk) -> None:
    desk.presses("A")
    desk.page.many.cancel()
    waits(desk)
    assert not desk.workspace.project.golds()
    assert desk.said[-1] == "Called off: nothing of it was kept."
    desk.presses("A")
    waits(desk)
    assert desk.page.list.bar.progress.text() == "1 of 4 decided"


def test_a_very_long_article_is_read_in_steps_and_anew_when_it_changes_meanwhile(
    desk: Desk,
) -> None:
    reading = desk.page.reading
    before = tuple(reading.all())
    desk.page.begin()
    assert not reading.is_complete
    reading._slices.stop()
    for _ in range(3):
        next(reading._work)
    assert not reading.of(next(iter(reading.articles)))  # not read to its end
    desk.changes_her_mind(WORDS[10])
    waits(desk)
    assert len(before) == len(WORDS)
    kinds = [
        case.kind.value for case in reading.all() if case.kind and case.kind.value[:4] == "only"
    ]
    assert kinds == ["only_b"]
