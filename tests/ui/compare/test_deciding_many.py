"""Very long articles and very many places: the window goes on answering."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from annotator.adjudicating.many import decide_many
from annotator.model.decision import Took
from annotator.model.reading import Status
from annotator.project import Project
from tests.annotator.samples import SCHEME, add_article
from tests.ui.compare.two_people import ANNA, BEN, LEAD, Desk, labels, marked
from ui.compare import adjudicating, disagreements_reading
from ui.jobs import Jobs, State
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


def test_many_agreed_places_are_written_by_the_worker_and_then_the_key_counts(desk: Desk) -> None:
    assert len(WORDS) - OTHERS > adjudicating.MANY
    desk.presses("A")
    assert desk.page.between.many.is_busy
    assert not desk.workspace.project.golds()  # nothing was done in the window's thread
    desk.presses("B")
    assert desk.said[-1].startswith("Decisions are being written")
    for keys in ("Ctrl+Z", "Ctrl+Shift+Z"):
        desk.said.clear()
        desk.presses(keys)
        assert desk.said == ["Decisions are being written: go on in a moment, or cancel."]
    desk.waits()
    assert len(desk.gold("long.txt")) == len(WORDS) - OTHERS + 1
    assert desk.page.agreed.words.text() == f"Both say the same in {196} places: gold has them."
    assert desk.page.list.bar.progress.text() == "1 of 4 decided"
    names = [step.name for step in desk.workspace.project.history(LEAD.id, 2)]
    assert names == ["take A", "accept 196 places where both agree"]
    desk.presses("Ctrl+Z", "Ctrl+Z")
    assert not desk.workspace.project.golds()


def test_many_selected_places_are_one_step_and_gold_is_done(desk: Desk) -> None:
    page = desk.page
    page.between.set_beforehand(False)
    page.keys._show_agreed()
    page.list.table.selectAll()
    desk.presses("A")
    desk.waits()
    taken = {case.decision.took for case in page.reading.all() if case.decision}
    assert taken == {Took.A}
    page.list.show_everything()
    (gold,), (article,) = (desk.workspace.project.golds(), desk.workspace.project.articles())
    assert len(desk.gold("long.txt")) == len(WORDS) - OTHERS
    assert desk.workspace.project.reading(article.id, gold.id).status is not Status.DONE


def test_taken_back_in_the_worker_too(desk: Desk) -> None:
    desk.page.agreed.accept.click()
    desk.waits()
    assert len(desk.gold("long.txt")) == len(WORDS) - OTHERS
    desk.page.agreed.back.click()
    assert desk.page.between.many.is_busy
    desk.waits()
    assert desk.gold("long.txt") == []


def test_called_off_nothing_of_it_is_kept(desk: Desk) -> None:
    desk.presses("A")
    desk.page.between.many.cancel()
    desk.waits()
    assert not desk.workspace.project.golds()
    assert desk.said[-1] == "Called off: nothing of it was kept."
    assert len(desk.listed) == OTHERS  # what was on the page stays on it
    desk.presses("A")
    desk.waits()
    assert desk.page.list.bar.progress.text() == "1 of 4 decided"


def test_called_off_too_late_it_says_so_and_is_on_the_page(desk: Desk) -> None:
    desk.presses("A")
    job = desk.page.between.many._job
    assert job is not None
    desk.qtbot.waitUntil(lambda: job.state is State.RUNNING)
    desk.page.between.many.cancel()
    # As where the worker is stopped by force when it has just written.
    decide_many(desk.workspace.project, job.arguments)
    desk.waits()
    assert desk.said[-1] == "It was written before it could be called off: Ctrl+Z takes it back."
    assert desk.page.agreed.words.text() == f"Both say the same in {196} places: gold has them."
    desk.presses("Ctrl+Z")
    assert not desk.workspace.project.golds()


def test_what_ends_after_the_window_has_gone_is_told_to_nobody(desk: Desk) -> None:
    desk.presses("A")
    many = desk.page.between.many
    job = many._job
    assert job is not None
    many.leave()
    shiboken6.delete(many)
    desk.qtbot.waitUntil(lambda: job.is_over)
    assert not desk.workspace.project.golds()


def test_two_such_steps_one_after_the_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adjudicating, "MANY", 2)
    page = desk.page
    page.list.table.selectAll()
    desk.presses("A")  # what both say is written first, then what is selected
    desk.qtbot.waitUntil(lambda: len(_steps(desk)) == 1)
    ended: list[bool] = []
    page.between.many.over.connect(lambda: ended.append(page.between.many.is_busy))
    desk.waits()
    assert _steps(desk) == ["decide 4 disagreements", "accept 196 places where both agree"]
    assert page.list.bar.progress.text() == "4 of 4 decided"
    assert ended == [False]


def _steps(desk: Desk) -> list[str]:
    """What the lead did, newest first."""
    return [step.name for step in desk.workspace.project.history(LEAD.id, 10)]


def test_a_very_long_article_is_read_in_steps_and_anew_when_it_changes_meanwhile(
    desk: Desk,
) -> None:
    reading = desk.page.reading
    before = tuple(reading.all())
    desk.page.between.begin()
    assert not reading.is_complete
    reading._slices.stop()
    for _ in range(3):
        next(reading._work)
    assert not reading.of(next(iter(reading.articles)))  # not read to its end
    desk.changes_her_mind(WORDS[10])
    desk.waits()
    assert len(before) == len(WORDS)
    kinds = [
        case.kind.value for case in reading.all() if case.kind and case.kind.value[:4] == "only"
    ]
    assert kinds == ["only_b"]
