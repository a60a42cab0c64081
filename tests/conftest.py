"""What every test stands on: no screen, no data of the person who runs it, nothing left behind."""

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# How quick the machine is at the moment is no fault of the code: benchmarks measure that.
hypothesis.settings.register_profile(
    "by hand", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
# A check of somebody's change fails for that change only; by hand, every run tries new examples.
hypothesis.settings.register_profile(
    "ci", hypothesis.settings.get_profile("by hand"), derandomize=True
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "by hand")

# Programs that tests start are compiled once and not at every start, as on everybody's machine.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

MEMORY = Path("/dev/shm")
"""A disk that is memory, where the system has one: nobody there waits for a disk to be sure."""
ROOM = 4 << 30
"""Bytes it must have free to be used; all tests together leave far less."""


def _is_roomy(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free >= ROOM and os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        return False


# The tests cut no power: that a disk has really taken what it was told to is none of their checks.
if "TMPDIR" not in os.environ and _is_roomy(MEMORY):
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None  # pytest has asked already

FOLDERS = ("CONFIG", "DATA", "LOG", "CACHE")

PATIENCE_MS = 180_000
"""How long a test waits for what has to happen, on the slowest machine; it fails only then."""


@pytest.fixture
def qtbot(qapp: "QApplication", request: pytest.FixtureRequest) -> "QtBot":
    """That of pytest-qt, which gives up after five seconds, with more patience."""
    from pytestqt.qtbot import QtBot

    bot = QtBot(request)
    for name in ("waitUntil", "waitSignal", "waitSignals"):
        setattr(bot, name, partial(getattr(bot, name), timeout=PATIENCE_MS))
    return bot


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of a person who never started the program; every test gets its own."""
    home = tmp_path_factory.mktemp("person")
    # On a machine where every processor tests something, the worker would get nowhere.
    monkeypatch.setenv("ANNOTATOR_WORKER_NICE", "0")
    for name in FOLDERS:
        monkeypatch.setenv(f"ANNOTATOR_{name}_DIR", str(home / name.lower()))
    return home


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a running timer or an open window."""
    threads = set(threading.enumerate())
    windowed = "qapp" in request.fixturenames
    timers = _watch_timers(request.getfixturevalue("monkeypatch")) if windowed else []
    yield
    left = [thread for thread in set(threading.enumerate()) - threads if not _ends(thread)]
    assert not left, f"threads left running: {left}"
    if windowed:
        assert not (shown := _shown_windows()), f"windows left open: {shown}"
        running = [timer for timer in timers if _is_running(timer)]
        assert not running, f"timers left running: {running}"


def pytest_sessionfinish() -> None:
    """What was copied goes while Python is there: where there is no screen, Qt destroys it later,
    and the process would end with a fault after all tests have passed."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


def _ends(thread: threading.Thread) -> bool:
    thread.join(2)
    # A pool of the standard library waits for its next piece of work until the program ends.
    return not thread.is_alive() or thread.daemon


def _watch_timers(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    from PySide6.QtCore import QTimer

    started: list[object] = []
    start = QTimer.start

    def watched(timer: QTimer, *arguments: int) -> None:
        started.append(timer)
        start(timer, *arguments)

    monkeypatch.setattr(QTimer, "start", watched)
    return started


def _is_running(timer: object) -> bool:
    import shiboken6
    from PySide6.QtCore import QTimer

    return isinstance(timer, QTimer) and shiboken6.isValid(timer) and timer.isActive()


def _shown_windows() -> list[str]:
    from PySide6.QtCore import QEvent

    widgets = sys.modules["PySide6.QtWidgets"]
    app = widgets.QApplication.instance()
    if app is None:
        return []
    app.processEvents()
    # What was told to be deleted later goes now; processEvents outside a loop leaves it alive.
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return [repr(widget) for widget in app.topLevelWidgets() if widget.isVisible()]
