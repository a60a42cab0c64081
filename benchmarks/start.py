"""From the start of the process to the first frame, against a bare Qt window.

Every start is a process of its own; its CPU seconds (user and system) up to the first painted
frame count. The two kinds of start are run in turn; the median of the per-round ratios counts.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

from benchmarks.pane import Figure

LIMIT = 1.5


def report() -> NoReturn:
    """Prints what this process has used so far and ends it at once."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, flush=True)
    os._exit(0)


def bare() -> None:
    """A Qt program with nothing but a window that holds a text field."""
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

    class Bare(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            report()

    app = QApplication([])
    window = Bare()
    window.setCentralWidget(QPlainTextEdit())
    window.resize(1600, 1000)
    window.show()
    app.exec()


def ours() -> None:
    """The program itself, without a project."""
    from ui import app
    from ui.main_window import MainWindow

    start = MainWindow.start

    def watched(window: MainWindow, *given: object, **named: object) -> None:
        window.first_frame.connect(report)
        start(window, *given, **named)  # type: ignore[arg-type]

    MainWindow.start = watched  # type: ignore[method-assign,assignment]
    app.run([])


def seconds(kind: str) -> float:
    """CPU seconds of one start."""
    with tempfile.TemporaryDirectory() as home:
        own = {f"ANNOTATOR_{name}_DIR": home for name in ("CONFIG", "DATA", "LOG", "CACHE")}
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **own}
        command = [sys.executable, "-m", "benchmarks.start", "--child", kind]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True, timeout=120
        )
    return float(done.stdout.split()[-1])


def measure(*, smoke: bool = False) -> list[Figure]:
    """Goal 13."""
    rounds = 2 if smoke else 15
    ratios = []
    for _ in range(rounds + 1):
        ratios.append(seconds("ours") / seconds("bare"))
    value = statistics.median(ratios[1:])  # the first one warms the disk
    goal = f"13 start to first frame <= {LIMIT} x a bare Qt window"
    return [Figure("first frame", goal, LIMIT, value, value <= LIMIT)]


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.start", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="short: only that everything works")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    parser.add_argument("--child", choices=("ours", "bare"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.child:
        (ours if given.child == "ours" else bare)()
        return 0
    figures = measure(smoke=given.smoke)
    for figure in figures:
        print(f"{'ok  ' if figure.ok else 'MISS'} {figure.value:6.2f}  {figure.goal}")
    if given.json:
        given.json.write_text(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
