"""Nothing that was marked is lost: full disks, and a program that is killed in the middle."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy import Connection

from annotator.edits.spans import remove_spans, set_note
from annotator.project import Project
from annotator.store.database import Database
from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person

ONE = "Alibaba denied it. A firm accused Alibaba of theft.\n"


class FullDisk:
    """Lets every transaction fail while `full`, as SQLite does on a full disk."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = False
        self.failed = 0
        writing = Database.writing
        disk = self

        @contextmanager
        def guarded(database: Database) -> Iterator[Connection]:
            with writing(database) as connection:
                yield connection
                if disk.full:
                    disk.failed += 1
                    error = sqlite3.OperationalError("database or disk is full")
                    error.sqlite_errorname = "SQLITE_FULL"
                    raise error

        monkeypatch.setattr(Database, "writing", guarded)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> FullDisk:
    """The disk the project is on."""
    return FullDisk(monkeypatch)


def begun(start: Opener, texts: Maker) -> Person:
    """Ada with one claim."""
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    ada.sweeps("denied it")
    ada.presses("1", "Esc", "Esc")
    return ada


def shown_below(ada: Person) -> list[str]:
    """What the status bar says."""
    return [label.text() for label in ada.window.status.findChildren(QLabel)]


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for another program to end its writing gives up sooner than after five seconds."""
    monkeypatch.setattr("annotator.store.database.BUSY_SECONDS", 0.2)


@contextmanager
def locked(ada: Person) -> Iterator[None]:
    """Another program writes to the project all the time."""
    with closing(sqlite3.connect(ada.window.workspace.project.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def made_read_only(ada: Person) -> Iterator[None]:
    """SQLite may no longer write, as on a disk that was mounted anew."""
    connection = ada.window.workspace.project._database.connection
    connection.exec_driver_sql("PRAGMA query_only = ON")
    yield
    connection.exec_driver_sql("PRAGMA query_only = OFF")


@contextmanager
def moved_away(ada: Person) -> Iterator[None]:
    """Somebody moved the file, and moves it back."""
    path = ada.window.workspace.project.path
    path.rename(path.with_name("elsewhere"))
    yield
    path.with_name("elsewhere").rename(path)


@contextmanager
def replaced(ada: Person) -> Iterator[None]:
    """A program that synchronises folders puts another file in its place, and takes it away."""
    path = ada.window.workspace.project.path
    path.rename(path.with_name("elsewhere"))
    path.write_bytes(b"another file")
    yield
    path.with_name("elsewhere").replace(path)


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        (locked, "Another program is using the project just now."),
        (made_read_only, "the file or its disk is read-only"),
        (moved_away, "is no longer there"),
        (replaced, "Another file has taken the place of"),
    ],
)
def test_whatever_stands_in_the_way_is_said_and_nothing_is_lost(
    start: Opener,
    texts: Maker,
    trouble: Callable[[Person], AbstractContextManager[None]],
    why: str,
) -> None:
    ada = begun(start, texts)
    with trouble(ada):
        ada.sweeps("accused")
        ada.presses("2")
        assert why in ada.window.alarm.words.text()
        ada.window.workspace.edit(set_note(ada.spans()[0], "sure"))
        assert ada.window.alarm.words.text().startswith("2 steps not saved: ")
        assert ada.labelled() == [("claim", "denied it")]
    ada.window.workspace._again.setInterval(10)
    ada.window.workspace._again.start()
    ada.waits(lambda: not ada.window.alarm.isVisible())
    assert ada.labelled() == [("claim", "denied it"), ("quote", "accused")]
    assert ada.spans()[0].note == "sure"
    assert ada.window.workspace.project.faults() == ()


@pytest.mark.usefixtures("hurried")
def test_nobody_waits_for_a_try_that_nobody_asked_for(start: Opener, texts: Maker) -> None:
    ada = begun(start, texts)
    workspace = ada.window.workspace
    waits: list[int] = []
    with locked(ada):
        ada.sweeps("accused")
        ada.presses("2")
        run = workspace.project._database.connection.exec_driver_sql
        workspace.not_saved.connect(lambda _: waits.append(run("PRAGMA busy_timeout").scalar()))
        workspace._again.setInterval(10)
        workspace._again.start()
        ada.waits(lambda: waits)
    assert set(waits) == {0}
    assert run("PRAGMA busy_timeout").scalar() == 200


def test_a_program_killed_while_something_is_unsaved_lost_that_and_no_more(
    start: Opener, texts: Maker
) -> None:
    path = texts(one=ONE)
    killed = subprocess.run(
        [sys.executable, "-c", _LABELS_AND_DIES.replace("# ", ""), str(path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[2],
        stderr=subprocess.PIPE,
        timeout=600,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    ada = start(path, who="Eve")
    ada.opens_article("one")
    assert ada.labelled() == [("entity", "Alibaba"), ("claim", "denied")]
    assert ada.window.workspace.project.faults() == ()


def test_a_full_disk_is_said_and_the_mark_is_kept_until_it_is_saved(
    start: Opener, texts: Maker, disk: FullDisk
) -> None:
    ada = begun(start, texts)
    alarm = ada.window.alarm
    disk.full = True
    ada.sweeps("accused")
    ada.presses("2")
    assert alarm.isVisible()
    assert alarm.words.text().startswith("Not saved: label “quote”. ")
    assert "The disk is full" in alarm.words.text()
    assert ada.labelled() == [("claim", "denied it")]
    disk.full = False
    alarm.retry.click()
    assert not alarm.isVisible()
    assert ada.labelled() == [("claim", "denied it"), ("quote", "accused")]


def test_what_cannot_be_saved_waits_in_its_order_and_all_of_it_is_saved(
    start: Opener, texts: Maker, disk: FullDisk
) -> None:
    ada = begun(start, texts)
    alarm = ada.window.alarm
    disk.full = True
    for words, key in (("accused", "2"), ("theft", "4"), ("Alibaba", "3")):
        ada.sweeps(words)
        ada.presses(key)
    ada.window.workspace.edit(set_note(ada.spans()[0], "sure?"))
    ada.window.workspace.edit(set_note(ada.spans()[0], "sure"))
    assert alarm.words.text().startswith("5 steps not saved: ")
    assert "2 more" in alarm.words.text()
    assert ada.labelled() == [("claim", "denied it")]
    # The screen shows nothing as saved that is not.
    assert "5 not saved" in shown_below(ada)
    disk.full = False
    alarm.retry.click()
    assert not alarm.isVisible()
    assert ada.labelled() == [
        ("entity", "Alibaba"),
        ("claim", "denied it"),
        ("quote", "accused"),
        ("possibly fabricated", "theft"),
    ]
    assert ada.spans()[1].note == "sure"
    assert "not saved" not in "".join(shown_below(ada))
    ada.presses("Ctrl+Z")
    assert ada.spans()[1].note == "sure?"


def test_it_is_tried_again_without_anybody_asking(
    start: Opener, texts: Maker, disk: FullDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = begun(start, texts)
    ada.window.workspace._again.setInterval(50)
    disk.full = True
    ada.sweeps("accused")
    ada.presses("2")
    ada.waits(lambda: disk.failed >= 3)
    assert ada.window.alarm.isVisible()
    disk.full = False
    ada.waits(lambda: not ada.window.alarm.isVisible())
    assert ada.labelled() == [("claim", "denied it"), ("quote", "accused")]


def test_undo_takes_back_what_is_not_saved_before_anything_else(
    start: Opener, texts: Maker, disk: FullDisk
) -> None:
    ada = begun(start, texts)
    disk.full = True
    ada.sweeps("accused")
    ada.presses("2", "Esc", "Esc")
    ada.sweeps("theft")
    ada.presses("4", "Esc", "Esc")
    ada.presses("Ctrl+Z")
    assert "Taken back before it was saved" in ada.told
    assert "possibly fabricated" not in ada.window.alarm.words.text()
    assert "quote" in ada.window.alarm.words.text()
    ada.presses("Ctrl+Z")
    assert not ada.window.alarm.isVisible()
    # Nothing is unsaved now; a step that is on disk cannot be undone there, and that is said.
    ada.presses("Ctrl+Z")
    assert ada.told.startswith("Not undone. ")
    assert not ada.window.alarm.isVisible()
    disk.full = False
    assert ada.labelled() == [("claim", "denied it")]
    ada.presses("Ctrl+Z")
    assert ada.labelled() == []


def test_what_is_refused_at_last_stands_in_nobody_s_way(
    start: Opener, texts: Maker, disk: FullDisk
) -> None:
    ada = begun(start, texts)
    (span,) = ada.spans()
    disk.full = True
    ada.window.workspace.edit(remove_spans([span.id]))
    ada.window.workspace.edit(set_note(span, "of what is gone by then"))
    ada.sweeps("theft")
    ada.presses("4")
    disk.full = False
    ada.window.alarm.retry.click()
    assert ada.labelled() == [("possibly fabricated", "theft")]
    assert ada.told == "The span is not there any more."
    assert not ada.window.alarm.isVisible()


def test_whoever_leaves_all_the_same_loses_what_the_bar_said_and_is_asked_once(
    start: Opener, texts: Maker, disk: FullDisk
) -> None:
    ada = begun(start, texts)
    path = ada.window.workspace.project.path
    disk.full = True
    for words, key in (("accused", "2"), ("theft", "4")):
        ada.sweeps(words)
        ada.presses(key)
    ada.ask.then(True)
    ada.leave()
    assert ada.ask.asked == [("confirm", "The last 2 steps could not be saved.")]
    disk.full = False
    with Project.open(path) as project:
        (article,) = project.articles()
        (person,) = project.annotators()
        assert [
            s.quoted(project.text(article.id)) for s in project.spans(article.id, person.id)
        ] == ["denied it"]
        assert project.faults() == ()


def test_what_one_project_could_not_save_never_gets_into_another(
    start: Opener, texts: Maker, disk: FullDisk, project: Path
) -> None:
    ada = begun(start, texts)
    disk.full = True
    ada.sweeps("accused")
    ada.presses("2")
    ada.ask.then(True)
    ada.window.projects.close()
    assert not ada.window.alarm.isVisible()
    disk.full = False
    met = ada.introduces_herself("Ada")
    assert ada.window.projects.open(project)
    ada.waits(lambda: ada.window.workspace.annotator_id)
    del met
    assert ada.window.workspace.unsaved == ()
    assert ada.window.workspace.project.statistics()["spans"] == 0


def test_what_is_unsaved_belongs_to_whoever_did_it(
    start: Opener, texts: Maker, disk: FullDisk
) -> None:
    ada = begun(start, texts)
    before = ada.window.workspace.annotator_id
    ada.becomes("Bo")
    ada.becomes("Ada")
    disk.full = True
    ada.sweeps("accused")
    ada.presses("2")
    ada.becomes("Bo")
    disk.full = False
    ada.window.alarm.retry.click()
    assert ada.labelled() == []
    step = ada.window.workspace.project.next_undo(before)
    assert step is not None
    assert "quote" in step.name


def test_the_next_mark_saves_the_one_before_it_first(
    start: Opener, texts: Maker, disk: FullDisk
) -> None:
    ada = begun(start, texts)
    disk.full = True
    ada.sweeps("accused")
    ada.presses("2")
    disk.full = False
    ada.sweeps("theft")
    ada.presses("4")
    assert ada.labelled() == [
        ("claim", "denied it"),
        ("quote", "accused"),
        ("possibly fabricated", "theft"),
    ]
    assert not ada.window.alarm.isVisible()


def test_leaving_while_something_is_unsaved_is_asked(
    start: Opener, texts: Maker, disk: FullDisk
) -> None:
    ada = begun(start, texts)
    disk.full = True
    ada.sweeps("accused")
    ada.presses("2")
    ada.ask.then(False)
    ada.window.close()
    assert ada.window.isVisible()
    assert ada.ask.asked == [("confirm", "The last step could not be saved.")]
    disk.full = False
    ada.window.alarm.retry.click()
    assert ada.labelled()[-1] == ("quote", "accused")


def test_a_program_killed_in_the_middle_loses_nothing(start: Opener, texts: Maker) -> None:
    path = texts(one=ONE)
    killed = subprocess.run(
        [sys.executable, "-c", _LABELS_AND_DIES, str(path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[2],
        stderr=subprocess.PIPE,
        timeout=600,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    ada = start(path, who="Eve")
    assert ada.window.workspace.project.was_cut_off
    ada.opens_article("one")
    assert ada.labelled() == [("entity", "Alibaba"), ("claim", "denied")]
    ada.presses("Ctrl+Z")
    assert ada.labelled() == [("entity", "Alibaba")]
    ada.window.projects.close()
    assert ada.window.projects.open(path)
    assert not ada.window.workspace.project.was_cut_off


_LABELS_AND_DIES = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from annotator.model.people import Annotator
from annotator.model.span import Fragment
from ui.main_window import MainWindow
from ui import app

def labels(window):
    window.workspace.set_annotator(Annotator("eve", "Eve"))
    pane = window.articles.active.pane
    for words, action in (("Alibaba", "label-3"), ("denied", "label-1")):
        start = pane.text.index(words)
        pane.select((Fragment(start, start + len(words)),))
        window.actions_[action].trigger()
    # window.workspace.project._database.connection.exec_driver_sql("PRAGMA query_only = ON")
    # pane.select((Fragment(0, 3),))
    # window.actions_["label-2"].trigger()
    # assert window.workspace.unsaved and window.alarm.isVisible()
    os.kill(os.getpid(), signal.SIGKILL)

start = MainWindow.start
def watched(window, *given, **named):
    start(window, *given, **named)
    window.projects_watch = QTimer(window, interval=20)
    def look():
        if hasattr(window, "tools") and window.workspace.is_open and window.articles.active:
            window.projects_watch.stop()
            labels(window)
    window.projects_watch.timeout.connect(look)
    window.projects_watch.start()
MainWindow.start = watched
from ui.commands.tools import ToolCommands
ToolCommands.who_labels = lambda self: True
app.run([sys.argv[1]])
"""
