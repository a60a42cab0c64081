"""Long work in a real worker process, seen from the window."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from pytestqt.qtbot import QtBot

from annotator.edits.people import add_annotator, rename_annotator
from annotator.model.people import Annotator
from annotator.project import Project
from tests.annotator.samples import SCHEME
from ui.jobs import Job, Jobs, State, worker_program
from ui.progress_strip import PATIENCE_MS, ProgressStrip, in_words
from ui.workspace import Workspace

ROOT = Path(__file__).parents[2]
TRIAL = [sys.executable, "-P", str(ROOT / "tests" / "trial_worker.py"), str(ROOT)]


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    jobs = Jobs(program=TRIAL, grace_ms=300)
    yield jobs
    jobs.shut_down()


class Heard:
    """What a job told."""

    def __init__(self, job: Job) -> None:
        self.answers: list[tuple[str, Any]] = []
        self.progress: list[tuple[int, int, str]] = []
        job.done.connect(lambda result: self.answers.append(("done", result)))
        job.failed.connect(lambda sentence: self.answers.append(("failed", sentence)))
        job.cancelled.connect(lambda: self.answers.append(("cancelled", None)))
        job.progress.connect(lambda *told: self.progress.append(told))


def over(qtbot: QtBot, heard: Heard) -> tuple[str, Any]:
    qtbot.waitUntil(lambda: bool(heard.answers))
    assert len(heard.answers) == 1
    return heard.answers[0]


def running(qtbot: QtBot, heard: Heard) -> None:
    qtbot.waitUntil(lambda: bool(heard.progress))


def test_a_job_tells_progress_and_its_result(jobs: Jobs, qtbot: QtBot) -> None:
    heard = Heard(jobs.run("count", {"to": 30}, title="Counting"))
    assert over(qtbot, heard) == ("done", 30)
    assert heard.progress[-1] == (30, 30, "")


def test_jobs_run_one_after_the_other_in_the_same_worker(jobs: Jobs, qtbot: QtBot) -> None:
    first, second = (Heard(jobs.run("echo", {"n": n}, title="Echo")) for n in (1, 2))
    assert over(qtbot, second) == ("done", {"n": 2})
    assert first.answers == [("done", {"n": 1})]
    process = jobs.process_id
    assert over(qtbot, Heard(jobs.run("echo", {}, title="Echo")))[0] == "done"
    assert jobs.process_id == process


def test_cancel_in_the_middle(jobs: Jobs, qtbot: QtBot) -> None:
    job = jobs.run("count", {"to": 100_000}, title="Counting")
    heard = Heard(job)
    running(qtbot, heard)
    process = jobs.process_id
    job.cancel()
    assert over(qtbot, heard) == ("cancelled", None)
    assert job.state is State.CANCELLED
    assert jobs.process_id == process, "a worker that listens is not killed"
    told = len(heard.progress)
    assert over(qtbot, Heard(jobs.run("echo", {}, title="Echo")))[0] == "done"
    assert len(heard.progress) == told


def test_a_worker_that_does_not_listen_is_killed(jobs: Jobs, qtbot: QtBot) -> None:
    job = jobs.run("deaf", {}, title="Deaf")
    heard = Heard(job)
    running(qtbot, heard)
    job.cancel()
    job.cancel()
    assert over(qtbot, heard) == ("cancelled", None)
    assert over(qtbot, Heard(jobs.run("echo", {}, title="Echo")))[0] == "done"


def test_a_waiting_job_is_cancelled_without_a_word_to_the_worker(jobs: Jobs, qtbot: QtBot) -> None:
    first = Heard(jobs.run("count", {"to": 20}, title="Counting"))
    job = jobs.run("count", {"to": 20}, title="Counting")
    second = Heard(job)
    job.cancel()
    assert second.answers == [("cancelled", None)]
    assert over(qtbot, first) == ("done", 20)
    assert second.progress == []


def test_kill_9_in_the_middle_is_a_sentence_and_the_next_job_runs(jobs: Jobs, qtbot: QtBot) -> None:
    heard = Heard(jobs.run("count", {"to": 100_000}, title="Counting"))
    later = Heard(jobs.run("echo", {"n": 1}, title="Echo"))
    running(qtbot, heard)
    os.kill(jobs.process_id, signal.SIGKILL)
    kind, sentence = over(qtbot, heard)
    assert kind == "failed"
    assert sentence.startswith("The worker stopped")
    assert over(qtbot, later) == ("done", {"n": 1})


def test_a_worker_that_vanishes_fails_its_job(
    jobs: Jobs, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    assert over(qtbot, Heard(jobs.run("vanish", {}, title="Gone")))[0] == "failed"
    assert "ended with 3" in caplog.text
    assert "last words" not in caplog.text  # they may hold data


def test_bad_input_is_its_sentence(jobs: Jobs, qtbot: QtBot) -> None:
    answer = over(qtbot, Heard(jobs.run("refuse", {}, title="Import")))
    assert answer == ("failed", "line 3: this is no record.")


def test_a_worker_that_cannot_be_started_is_a_sentence(qapp: object, qtbot: QtBot) -> None:
    jobs = Jobs(program=["/no/such/python"])
    kind, sentence = over(qtbot, Heard(jobs.run("echo", {}, title="Echo")))
    assert kind == "failed"
    assert "could not be started" in sentence
    jobs.shut_down()


def test_shutting_down_ends_every_job_and_the_worker(jobs: Jobs, qtbot: QtBot) -> None:
    heard = Heard(jobs.run("deaf", {}, title="Deaf"))
    later = Heard(jobs.run("echo", {}, title="Echo"))
    running(qtbot, heard)
    process = jobs.process_id
    jobs.shut_down()
    assert heard.answers == [("cancelled", None)]
    assert later.answers == [("cancelled", None)]
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert jobs.process_id == 0


def test_cancelling_all_stops_at_once_and_the_next_job_runs(jobs: Jobs, qtbot: QtBot) -> None:
    heard = Heard(jobs.run("deaf", {}, title="Deaf"))
    running(qtbot, heard)
    process = jobs.process_id
    jobs.cancel_all()
    assert heard.answers == [("cancelled", None)]
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert over(qtbot, Heard(jobs.run("echo", {}, title="Echo")))[0] == "done"


def test_the_real_worker_starts_wherever_the_program_was_started(
    qapp: object, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('not ours')", encoding="utf-8")
    (tmp_path / "a.txt").write_text("A headline\n\nSome words.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    jobs = Jobs(program=worker_program())
    arguments = {"paths": [str(tmp_path / "a.txt")], "table": None}
    kind, result = over(qtbot, Heard(jobs.run("look", arguments, title="Looking")))
    jobs.shut_down()
    assert kind == "done"
    assert result["looks"][0]["preview"].startswith("name: a.txt\ntitle: A headline")


def test_a_dialog_over_an_answer_does_not_stop_the_next_job(jobs: Jobs, qtbot: QtBot) -> None:
    order: list[str] = []
    first = jobs.run("echo", {}, title="Echo")
    second = jobs.run("count", {"to": 5}, title="Counting")

    def dialog() -> None:
        order.append("dialog opens")
        loop = QEventLoop()
        second.done.connect(lambda _: loop.quit())
        QTimer.singleShot(10_000, loop, loop.quit)
        loop.exec()
        order.append("dialog closes")

    first.done.connect(lambda _: dialog())
    second.done.connect(lambda _: order.append("second done"))
    qtbot.waitUntil(lambda: "dialog closes" in order)
    assert order == ["dialog opens", "second done", "dialog closes"]


@pytest.fixture
def workspace(qapp: object, tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace()
    workspace.take(Project.create(tmp_path / "p.annotator", SCHEME))
    workspace.set_annotator(Annotator("ada", "Ada"))
    yield workspace
    workspace.close()


def written(workspace: Workspace, **more: Any) -> dict[str, Any]:
    project, by = str(workspace.project.path), workspace.annotator_id
    return {"project": project, "by": by, "names": ["Bob", "Cy"], **more}


def test_while_a_job_writes_labelling_waits_and_then_goes_on(
    workspace: Workspace, qtbot: QtBot
) -> None:
    jobs = Jobs(workspace, program=TRIAL)
    busy: list[str] = []
    refused: list[str] = []
    rename = rename_annotator(Annotator("ada", "Ada"), "Ada L.")
    workspace.busy_changed.connect(busy.append)
    workspace.refused.connect(refused.append)
    heard = Heard(jobs.run("add_people", written(workspace, pause=0.2), title="The import"))
    strip = ProgressStrip(jobs)
    qtbot.addWidget(strip)
    qtbot.waitUntil(lambda: busy == ["The import"])
    qtbot.waitUntil(lambda: "labelling waits" in strip._words.words)
    assert not workspace.edit(rename)
    assert refused == ["The import is being written. Labelling goes on in a moment."]
    assert over(qtbot, heard) == ("done", {"added": 2})
    assert busy == ["The import", ""]
    assert [p.name for p in workspace.project.annotators()] == ["Ada", "Bob", "Cy"]
    assert workspace.edit(rename)
    workspace.undo()
    assert workspace.undo(), "the bulk step belongs to who labels"
    assert [p.name for p in workspace.project.annotators()] == ["Ada"]
    jobs.shut_down()


@pytest.mark.parametrize("way", ["cancel", "kill"])
def test_stopped_while_writing_nothing_is_kept_and_labelling_goes_on(
    workspace: Workspace, qtbot: QtBot, way: str
) -> None:
    jobs = Jobs(workspace, program=TRIAL)
    job = jobs.run("add_people", written(workspace, pause=0.3), title="The import")
    heard = Heard(job)
    running(qtbot, heard)
    assert workspace.busy == "The import"
    if way == "cancel":
        job.cancel()
    else:
        os.kill(jobs.process_id, signal.SIGKILL)
    assert over(qtbot, heard)[0] == ("cancelled" if way == "cancel" else "failed")
    assert workspace.busy == ""
    assert [p.name for p in workspace.project.annotators()] == ["Ada"]
    assert workspace.edit(add_annotator(Annotator("dora", "Dora")))
    jobs.shut_down()


def test_the_strip_appears_after_a_while_and_cancels(jobs: Jobs, qtbot: QtBot) -> None:
    strip = ProgressStrip(jobs)
    qtbot.addWidget(strip)
    heard = Heard(jobs.run("count", {"to": 100_000}, title="Counting <b>sheep</b>"))
    jobs.run("echo", {}, title="Echo")
    assert strip.isHidden()
    running(qtbot, heard)
    qtbot.waitUntil(lambda: not strip.isHidden())
    words = [label.words for label in strip.findChildren(type(strip._words))]
    assert any(w.startswith("Counting <b>sheep</b>") and "1 more" in w for w in words)
    strip.stop.click()
    assert over(qtbot, heard) == ("cancelled", None)
    qtbot.waitUntil(strip.isHidden)


def test_work_that_knows_how_long_it_takes_says_so_once(jobs: Jobs, qtbot: QtBot) -> None:
    strip = ProgressStrip(jobs)
    qtbot.addWidget(strip)
    job = jobs.run("count", {"to": 100_000}, title="Looking")
    running(qtbot, Heard(job))
    job.progress.emit(19, 150, "a019.txt, about 3 minutes left")
    assert strip._words.words == "Looking: a019.txt"
    assert strip._left.words == "about 3 minutes left"
    job.progress.emit(20, 150, "a020.txt, or so")
    assert strip._words.words == "Looking: a020.txt, or so"
    assert "about" not in strip._left.words
    job.cancel()


def test_a_click_on_cancel_takes_the_focus_from_nobody(jobs: Jobs, qtbot: QtBot) -> None:
    strip = ProgressStrip(jobs)
    qtbot.addWidget(strip)
    assert not strip.stop.focusPolicy() & Qt.FocusPolicy.ClickFocus & ~Qt.FocusPolicy.TabFocus


def test_short_work_is_not_shown(jobs: Jobs, qtbot: QtBot) -> None:
    over(qtbot, Heard(jobs.run("echo", {}, title="Echo")))  # the worker is up now
    strip = ProgressStrip(jobs)
    qtbot.addWidget(strip)
    over(qtbot, Heard(jobs.run("echo", {}, title="Echo")))
    qtbot.wait(PATIENCE_MS + 100)
    assert strip.isHidden()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "a few seconds left"),
        (44, "45 s left"),
        (200, "3 min left"),
        (5400, "1.5 h left"),
    ],
)
def test_the_time_left_is_said_as_people_say_it(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
