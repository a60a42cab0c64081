"""How long the window keeps still while suggestions are looked for, in the real window.

A story of 20 articles of the length of the seeds; two of them and the panel of suggestions are
shown. A timer beats every 5 ms while nothing is done, while the worker starts, loads the model,
reads, writes and answers, and while more than 1,000 suggestions appear. The longest gap between
two beats counts, in wall time, so leave the machine alone; and the longest work of the window's
own thread between two beats, in CPU time, which other programs do not touch.
"""

import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from annotator.cli import main as command
from annotator.paths import seed
from annotator.project import Project
from annotator.settings import Settings
from benchmarks import figure
from benchmarks.figure import Figure
from benchmarks.saving import ADA
from ui.app import garbage_when_left, make_application
from ui.main_window import MainWindow
from ui.window_state import WindowState

BEAT = 5
RATIO = 2.0
LONGEST = 16.0
"""Milliseconds: a frame."""
IDLE_MS = 4000
AFTER_MS = 1500


@dataclass(slots=True)
class Gaps:
    """Milliseconds between two beats: passed, and worked by this thread."""

    passed: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)


class Heart:
    """Beats in the event loop and writes down how late."""

    def __init__(self) -> None:
        self.gaps = Gaps()
        self._timer = QTimer(interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = time.perf_counter(), time.thread_time()
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter(), time.thread_time()
        self.gaps.passed.append((now[0] - self._last[0]) * 1000)
        self.gaps.worked.append((now[1] - self._last[1]) * 1000)
        self._last = now

    def begin(self) -> Gaps:
        """Forget what was; the gaps from now on."""
        self.gaps = Gaps()
        self._last = time.perf_counter(), time.thread_time()
        return self.gaps


def long_story(folder: Path, copies: int) -> Path:
    """A project with the articles of the seeds, so many times over, in one story."""
    texts = folder / "story"
    texts.mkdir()
    for file in sorted(seed("articles").rglob("*.txt")):
        for number in range(copies):
            text = file.read_text(encoding="utf-8")
            (texts / f"{number} {file.name}").write_text(f"{text}\n{number}\n", encoding="utf-8")
    path = folder / "story.annotator"
    assert command(["new", str(path)]) == command(["import", str(path), str(texts)]) == 0
    shutil.rmtree(texts)
    return path


def shown_window(folder: Path, copies: int) -> MainWindow:
    """The window with two articles and the panel of suggestions, worked in by Ada."""
    path = long_story(folder, copies)
    window = MainWindow(Settings(folder / "preferences.json"), WindowState(folder / "window.ini"))
    window.resize(1600, 1000)  # before it is furnished: small windows have fewer panels
    window.furnish()
    window.show()
    project = Project.open(path)
    project.add_annotator(ADA)
    window.state.keep(project.id, "annotator", ADA.id)
    window.workspace.take(project)
    window.docks.show("suggestions")
    window.activateWindow()
    QTest.qWait(4000)  # the project is checked by then
    window.focus_text()
    return window


def measure(*, smoke: bool = False) -> list[Figure]:
    """The gaps while suggestions are looked for, beside those of a window that does nothing."""
    app = make_application()
    with tempfile.TemporaryDirectory() as name, garbage_when_left(app):
        window = shown_window(Path(name), 1 if smoke else 4)
        heart = Heart()
        idle = heart.begin()
        QTest.qWait(500 if smoke else IDLE_MS)
        busy = heart.begin()
        window.actions_["look-story"].trigger()
        while window.suggestions.is_looking:
            QTest.qWait(20)
        QTest.qWait(AFTER_MS)
        rows = window.docks.suggestions.model.rowCount()
        assert rows > (100 if smoke else 1000), f"only {rows} suggestions"
        heart.begin()
        window.close()
        window.deleteLater()
        window.jobs.shut_down()
    ratio = max(busy.passed) / max(idle.passed)
    worked = max(busy.worked)
    late = sum(gap > LONGEST for gap in busy.passed)
    print(
        f"idle: longest gap {max(idle.passed):.1f} ms; looking: {max(busy.passed):.1f} ms, "
        f"{late} of {len(busy.passed)} beats over {LONGEST:.0f} ms; {rows} suggestions"
    )
    goal = "longest gap while the model loads and runs and {} suggestions appear <= {:g} x idle"
    return [
        Figure(
            "window while suggesting",
            goal.format(f"{rows:,}", RATIO),
            RATIO,
            ratio,
            ratio <= RATIO,
        ),
        Figure(
            "longest work at once",
            f"work of the window's thread between two beats <= {LONGEST:g} ms",
            LONGEST,
            worked,
            worked <= LONGEST,
        ),
    ]


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    return figure.main("suggesting", __doc__, measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
