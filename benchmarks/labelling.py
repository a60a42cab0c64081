"""From the press of a label's key to the span committed and painted, in the real window.

One article of 1,000,000 characters with 100,000 spans. Every round selects other words, presses
the key, and ends when the viewport is painted. Chips, panels and margins follow in the next
frame: the second figure ends when they have. Wall time; the 95th percentile counts.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.span import Fragment
from annotator.project import Project
from annotator.settings import Settings
from benchmarks import figure
from benchmarks.figure import Figure
from benchmarks.saving import ADA, filled_project
from ui.app import garbage_when_left, make_application
from ui.main_window import MainWindow
from ui.window_state import WindowState

LIMIT = 16.0
REST = 30
"""Milliseconds from the selection to the key, in which all that follows a selection is done: nobody
is quicker."""
FOLLOWED = 33.0
"""Two frames: until chips and panels show the span as well."""


def shown_window(folder: Path, characters: int, spans: int) -> MainWindow:
    """The window with one long article, worked in by Ada."""
    path = folder / "long.annotator"
    filled_project(path, articles=1, characters=characters, spans=spans).close()
    window = MainWindow(Settings(folder / "preferences.json"), WindowState(folder / "window.ini"))
    window.resize(1600, 1000)  # before it is furnished: small windows have fewer panels
    window.furnish()
    window.show()
    project = Project.open(path)
    window.state.keep(project.id, "annotator", ADA.id)
    window.workspace.take(project)
    window.activateWindow()
    QTest.qWait(500)
    window.focus_text()
    return window


def one_label(window: MainWindow, number: int) -> tuple[float, float]:
    """Milliseconds from the key to the painted span, and until all panels have followed."""
    pane = window.labelling.pane
    assert pane is not None
    seen = pane.visible_range()
    start = seen.start + 40 + number * 7 % max(1, seen.end - seen.start - 80)
    pane.choose(())
    pane.select((Fragment(start, start + 25),), exact=True)
    QTest.qWait(REST)  # or else the panels, which follow the selection, are painted with the label
    before = window.workspace.project.change_counter()
    begin = time.perf_counter()
    QTest.keyClick(pane, Qt.Key.Key_1)
    pane.viewport().repaint()
    took = (time.perf_counter() - begin) * 1000
    QApplication.processEvents()
    followed = (time.perf_counter() - begin) * 1000
    assert window.workspace.project.change_counter() == before + 1, "nothing was saved"
    return took, followed


def measure(*, smoke: bool = False) -> list[Figure]:
    """Adding a span, from key press to committed and painted."""
    app = make_application()
    characters, spans, rounds = (20_000, 200, 10) if smoke else (1_000_000, 100_000, 200)
    # The program runs under the same rule for garbage (ui/app.py).
    with tempfile.TemporaryDirectory() as name, garbage_when_left(app):
        window = shown_window(Path(name), characters, spans)
        times = []
        for number in range(rounds + 5):
            times.append(one_label(window, number))
            QApplication.processEvents()
            QTest.qWait(5)
        window.close()
        window.deleteLater()
        QApplication.processEvents()
    painted, followed = (statistics.quantiles(t, n=20)[-1] for t in zip(*times[5:], strict=True))
    goal = f"key press to committed and painted, p95 <= {LIMIT:.0f} ms ({spans:,} spans)"
    all_follow = f"key press to all panels showing it, p95 <= {FOLLOWED:.0f} ms"
    return [
        Figure("label by key", goal, LIMIT, painted, painted <= LIMIT),
        Figure("panels follow", all_follow, FOLLOWED, followed, followed <= FOLLOWED),
    ]


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    return figure.main("labelling", __doc__, measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
