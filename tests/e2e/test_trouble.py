"""Nothing that was marked is lost: full disks, and a program that is killed in the middle."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from annotator.store.database import Database
from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person

ONE = "Alibaba denied it. A firm accused Alibaba of theft.\n"


class FullDisk:
    """Lets every transaction fail while `full`, as SQLite does on a full disk."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = False
        writing = Database.writing
        disk = self

        @contextmanager
        def guarded(database: Database) -> Iterator[Connection]:
            with writing(database) as connection:
                yield connection
                if disk.full:
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


def test_a_full_disk_is_said_and_the_mark_is_kept_until_it_is_saved(
    start: Opener, texts: Maker, disk: FullDisk
) -> None:
    ada = begun(start, texts)
    alarm = ada.window.alarm
    disk.full = True
    ada.sweeps("accused")
    ada.presses("2")
    assert alarm.isVisible()
    assert alarm.words.text().startswith("Not saved. ")
    assert "The disk is full" in alarm.words.text()
    assert ada.labelled() == [("claim", "denied it")]
    # Nothing else takes its place: the next mark waits for it.
    ada.sweeps("theft")
    ada.presses("4")
    assert alarm.isVisible()
    disk.full = False
    alarm.retry.click()
    assert not alarm.isVisible()
    assert ada.labelled() == [("claim", "denied it"), ("quote", "accused")]
    ada.presses("4")
    assert ada.labelled()[-1] == ("possibly fabricated", "theft")


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
        timeout=60,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    ada = start(path, who="Eve")
    ada.opens_article("one")
    assert ada.labelled() == [("entity", "Alibaba"), ("claim", "denied")]
    ada.presses("Ctrl+Z")
    assert ada.labelled() == [("entity", "Alibaba")]


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
