"""One project and two programs: one writes, the other is told; a crash leaves no trace."""

import errno
import fcntl
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import annotator.store.lock
from annotator.errors import ProjectError
from annotator.project import Project
from annotator.store.lock import Locked, holder_of, lock_path
from tests.annotator.commands import Commands, environment, run, start
from tests.annotator.samples import SCHEME, add_article


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "p.annotator"
    with Project.create(path, SCHEME) as project:
        add_article(project)
    return path


def many_records(folder: Path, number: int) -> Path:
    path = folder / "many.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for n in range(number):
            span = {"start": 0, "end": 4, "label": "claim"}
            record = {"text": f"text {n} " * 20, "doc_id": f"d{n}", "annotator": "A"}
            file.write(json.dumps({**record, "spans": [span]}) + "\n")
    return path


def waits(process: subprocess.Popen[str], until: Callable[[], bool]) -> None:
    patience = time.monotonic() + 500
    while not until():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < patience
        time.sleep(0.001)


def locked_by(process: subprocess.Popen[str], path: Path) -> None:
    """Waits until the process has the project open for writing."""

    def it_holds() -> bool:
        holder = holder_of(path)
        return holder is not None and holder.process == process.pid

    waits(process, it_holds)


def writing(process: subprocess.Popen[str], path: Path) -> None:
    """Waits until the process is in the middle of its transaction."""
    log = path.with_name(f"{path.name}-wal")
    waits(process, lambda: log.exists() and log.stat().st_size > 0)


def test_the_second_of_two_imports_is_told_who_holds_the_project(
    path: Path, command: Commands
) -> None:
    records = many_records(path.parent, 4000)
    first = start(["import", path, records])
    try:
        writing(first, path)
        first.send_signal(signal.SIGSTOP)
        second = command("import", path, records)
        stats = command("stats", path, "--json")
    finally:
        first.send_signal(signal.SIGCONT)
        words = first.communicate(timeout=500)[1]
    assert first.returncode == 0, words
    assert second.code == 1
    assert f"is open by process {first.pid} on {socket.gethostname()}" in second.err
    assert "open it read-only" in second.err
    assert stats.answer["articles"] == 1, "nobody sees half an import"
    assert command("stats", path, "--json").answer["articles"] == 4001


Moment = Callable[[subprocess.Popen[str], Path], None]


@pytest.mark.parametrize("moment", [locked_by, writing])
def test_kill_9_during_an_import_leaves_the_old_state(
    path: Path, command: Commands, moment: Moment
) -> None:
    before = command("stats", path, "--json").answer
    process = start(["import", path, many_records(path.parent, 4000)])
    moment(process, path)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    looked = command("stats", path, "--json")
    assert looked.answer == before
    assert command("check", path).code == 0
    (path.parent / "a.txt").write_text("words", encoding="utf-8")
    assert command("import", path, path.parent / "a.txt").code == 0
    names = sorted(one.name for one in path.parent.iterdir())
    assert names == ["a.txt", "many.jsonl", "p.annotator"]


def test_stats_while_another_program_writes(path: Path) -> None:
    with Project.open(path) as project, project._database.writing() as connection:
        connection.exec_driver_sql("UPDATE fact SET value = 'x'")
        assert run(["stats", path, "--json"], path.parent).answer["articles"] == 1
        assert run(["check", path], path.parent).code == 0


def test_a_reader_keeps_its_state_and_the_writer_goes_on(path: Path) -> None:
    with Project.open(path) as writer, Project.open(path, read_only=True) as reader:
        with reader.snapshot() as records:
            assert len(records.articles.names()) == 1
            add_article(writer, "more", "b.txt")
            assert len(records.articles.names()) == 1, "a snapshot stays what it was"
        assert len(reader.articles()) == 2


def test_a_reader_who_came_first_delays_the_writer(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.store.database.BUSY_SECONDS", 0.1)
    with Project.open(path, read_only=True) as reader:
        with reader.snapshot() as records:
            assert len(records.articles.names()) == 1
            writer = Project.open(path)
            with pytest.raises(ProjectError, match="Another program is using the project"):
                add_article(writer, "more", "b.txt")
        add_article(writer, "more", "b.txt")
        with reader.snapshot() as records:
            assert len(records.articles.names()) == 2
            add_article(writer, "even more", "c.txt")
        assert len(reader.articles()) == 3
    writer.close()
    assert [one.name for one in path.parent.iterdir()] == ["p.annotator"]


def test_another_program_that_writes_past_the_lock_is_a_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.store.database.BUSY_SECONDS", 0.1)
    with Project.open(path) as project:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProjectError, match="Another program is using the project"):
            add_article(project, "more", "b.txt")
        other.execute("ROLLBACK")
        other.close()
        add_article(project, "more", "b.txt")


STALE = {"process": 1, "host": "elsewhere", "since": "2020-01-01T00:00:00Z"}


@pytest.mark.parametrize("words", [json.dumps(STALE), "", "{", "[" * 100_000, "\0\xff"])
def test_a_lock_file_from_a_crash_is_no_obstacle(path: Path, words: str) -> None:
    lock_path(path).write_text(words, encoding="latin-1")
    with Project.open(path) as project:
        add_article(project, "more", "b.txt")
        assert holder_of(path).process == os.getpid()  # type: ignore[union-attr]
    assert not lock_path(path).exists()


def test_one_process_cannot_open_it_twice_either(path: Path) -> None:
    with Project.open(path):
        with pytest.raises(Locked) as told:
            Project.open(path)
        assert told.value.holder is not None
        assert told.value.holder.process == os.getpid()
        link = path.with_name("link.annotator")
        link.symlink_to(path)
        with pytest.raises(Locked):
            Project.open(link)


@pytest.fixture
def no_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that knows no locks."""

    def unknown(_file: object, _how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(annotator.store.lock.fcntl, "flock", unknown)
    assert fcntl.flock is unknown


@pytest.mark.usefixtures("no_locks")
def test_on_a_disk_without_locks_the_words_of_the_lock_file_count(path: Path) -> None:
    with Project.open(path) as project:
        with pytest.raises(Locked):
            Project.open(path)
        add_article(project, "more", "b.txt")
    assert not lock_path(path).exists()
    gone = subprocess.Popen(["true"])
    gone.wait()
    here = socket.gethostname()
    for holder, free in (
        ({**STALE, "process": gone.pid, "host": here}, True),
        ({**STALE, "process": os.getppid(), "host": here}, False),
        (STALE, False),
    ):
        lock_path(path).write_text(json.dumps(holder), encoding="utf-8")
        if free:
            Project.open(path).close()
        else:
            with pytest.raises(Locked, match=f"process {holder['process']}"):
                Project.open(path)


COUNTS = """
import sys
from pathlib import Path
from annotator.store.database import open_database

database = open_database(Path(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    with database.writing() as connection:
        read = connection.exec_driver_sql("SELECT value FROM fact WHERE key = 'counter'").scalar()
        connection.exec_driver_sql(
            "UPDATE fact SET value = ? WHERE key = 'counter'", (str(int(read) + 1),)
        )
database.close()
"""


@pytest.mark.parametrize("shared", [False, True])
def test_two_that_count_at_once_lose_nothing(path: Path, shared: bool) -> None:
    """R2: whoever reads in order to write has the right to write from the beginning."""
    if shared:
        (path.parent / ".stfolder").mkdir()
    with Project.open(path) as project, project._database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO fact (key, value, rev) VALUES ('counter', '0', 0)")
    times = 100
    command = [sys.executable, "-c", COUNTS, str(path), str(times)]
    both = [subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE) for _ in range(2)]
    for process in both:
        words = process.communicate()[1]
        assert process.returncode == 0, words.decode()
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT value FROM fact WHERE key = 'counter'").fetchone()
    assert found == (str(2 * times),)
