"""The worker as a process: what goes in and what comes out."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.project import Project
from annotator.settings import log_folder
from tests.annotator.samples import SCHEME

ROOT = Path(__file__).parents[2]


class Talk:
    """A conversation with a worker."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(ROOT / "tests" / "trial_worker.py"), str(ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def say(self, **message: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the worker said nothing more"
        return json.loads(line)

    def answer(self) -> dict[str, Any]:
        """The next message that is no progress."""
        while "progress" in (message := self.hear()):
            pass
        return message

    def ask(self, task: str, job: int = 1, **arguments: Any) -> dict[str, Any]:
        self.say(job=job, task=task, arguments=arguments, lender=os.getpid())
        return self.answer()

    def end(self) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        code = self.process.wait(500)
        self.process.stdout.close()
        return code


@pytest.fixture
def talk() -> Iterator[Talk]:
    talk = Talk()
    yield talk
    if talk.process.poll() is None:
        talk.process.kill()
    talk.end()


def test_it_answers_and_what_a_library_prints_does_not_get_between(talk: Talk) -> None:
    assert talk.ask("echo", job=7, word="Žižek 🙂") == {"job": 7, "result": {"word": "Žižek 🙂"}}
    assert talk.ask("echo", job=8) == {"job": 8, "result": {}}


def test_progress_is_told_and_its_end_always(talk: Talk) -> None:
    talk.say(job=1, task="count", arguments={"to": 40})
    heard = [talk.hear()]
    while "result" not in heard[-1]:
        heard.append(talk.hear())
    told = [message["progress"] for message in heard[:-1]]
    assert told[-1] == [40, 40, ""]
    assert told == sorted(told)
    assert 2 <= len(told) < 40


def test_an_error_of_the_world_is_its_sentence(talk: Talk) -> None:
    assert talk.ask("refuse") == {"job": 1, "failed": "line 3: this is no record."}


@pytest.mark.parametrize("task", ["break_down", "unspeakable", "no such task"])
def test_an_error_of_ours_is_a_sentence_and_goes_to_the_log(talk: Talk, task: str) -> None:
    failed = talk.ask(task)["failed"]
    assert failed.startswith("Something went wrong inside Annotator")
    assert "Traceback" not in failed
    words = (log_folder() / "worker.log").read_text(encoding="utf-8")
    assert f"{task} failed" in words
    assert "annotator/worker.py:" in words
    assert "a bug of ours" not in words  # an error's own words may hold data
    assert talk.ask("echo", job=2, still="there")["result"] == {"still": "there"}


def test_cancel_stops_in_the_middle_and_the_next_errand_runs(talk: Talk) -> None:
    talk.say(job=1, task="count", arguments={"to": 100_000})
    assert "progress" in talk.hear()
    talk.say(cancel=1)
    assert talk.answer() == {"job": 1, "cancelled": True}
    assert talk.ask("count", job=2, to=1) == {"job": 2, "result": 1}


def test_it_ends_when_the_window_is_gone(talk: Talk) -> None:
    talk.say(job=1, task="deaf", arguments={})
    assert "progress" in talk.hear()
    assert talk.end() == 0


def test_it_writes_only_with_the_right_lent(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    with Project.create(path, SCHEME) as project:
        asked = talk.ask("add_people", project=str(path), by="", names=["Ada", "Bob"])
        assert asked == {"job": 1, "wants_to_write": True}
        assert project.annotators() == ()
        talk.say(granted=1)
        assert talk.answer() == {"job": 1, "wrote": True}
        assert [person.name for person in project.annotators()] == ["Ada", "Bob"]
        assert talk.answer()["result"] == {"added": 2}
    assert [file.name for file in tmp_path.iterdir()] == ["p.annotator"]


def test_cancelled_while_it_waits_for_the_right_nothing_is_written(
    talk: Talk, tmp_path: Path
) -> None:
    path = tmp_path / "p.annotator"
    with Project.create(path, SCHEME) as project:
        before = project.change_counter()
        talk.ask("add_people", project=str(path), by="", names=["Ada"])
        talk.say(cancel=1)
        assert talk.answer() == {"job": 1, "cancelled": True}
        assert project.change_counter() == before


def test_without_a_lender_it_does_not_write(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    Project.create(path, SCHEME).close()
    assert (
        "is open by another program"
        in talk.ask("add_people", project=str(path), by="", names=["Ada"])["failed"]
    )


def test_a_check_finds_nothing_in_a_sound_project(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    Project.create(path, SCHEME).close()
    assert talk.ask("check", project=str(path))["result"] == {"faults": []}
    missing = talk.ask("check", job=2, project=str(tmp_path / "none.annotator"))
    assert missing["failed"].startswith("There is no project")
