"""The window opens first: nothing slow is imported before something is on the screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SLOW = ("spacy", "sklearn", "scipy", "sqlalchemy", "alembic", "numpy", "pandas")

_LOOK = """
import os, sys
from PySide6.QtCore import QTimer
from ui import app
from ui.main_window import MainWindow

start, furnish = MainWindow.start, MainWindow.furnish

def loaded():
    return " ".join(name for name in sys.argv[1].split() if name in sys.modules)

def at_first_frame():
    print("first frame:", loaded(), flush=True)

def watched(window, *given, **named):
    window.first_frame.connect(at_first_frame)
    start(window, *given, **named)

def furnished(window):
    furnish(window)
    def look():
        print("furnished:", loaded(), flush=True)
        os._exit(0)
    window.look = look
    QTimer.singleShot(0, window, look)

MainWindow.start, MainWindow.furnish = watched, furnished
app.run([])
"""


@pytest.fixture(scope="module")
def loaded() -> dict[str, str]:
    """What is imported at the first frame, and when all parts are there without a project."""
    done = subprocess.run(
        [sys.executable, "-c", _LOOK, " ".join(SLOW)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=500,
        check=True,
    )
    return dict(line.split(":", 1) for line in done.stdout.splitlines())


def test_nothing_slow_is_imported_before_the_first_frame(loaded: dict[str, str]) -> None:
    assert loaded["first frame"].split() == []


def test_without_a_project_the_database_is_not_needed_either(loaded: dict[str, str]) -> None:
    assert loaded["furnished"].split() == []
