"""The program with a window: the first frame comes first, then all the rest."""

import argparse
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PySide6.QtCore import QDir, Qt, QTimer
from PySide6.QtWidgets import QApplication

from annotator import __version__
from annotator.paths import resource
from annotator.settings import LOG_LEVELS, Settings
from ui.main_window import MainWindow
from ui.told_to_end import orders
from ui.window_state import WindowState

OLDEST = 1000
"""Rounds through younger objects before the oldest are looked through for garbage."""


def run(arguments: Sequence[str]) -> int:
    """Opens the window with the files that were named; returns the exit code."""
    try:
        given = _parser().parse_args(list(arguments))
    except SystemExit as stop:
        return int(stop.code or 0)
    if given.log_level:
        os.environ["ANNOTATOR_LOG_LEVEL"] = given.log_level  # the worker's, too
    app = make_application()
    window = MainWindow(Settings(), WindowState())
    guard = ExitStack()

    def stand_guard() -> None:
        guard.enter_context(_guarded())

    window.first_frame.connect(lambda: QTimer.singleShot(0, window, stand_guard))
    window.start(given.paths, read_only=given.read_only)
    with guard, garbage_when_left(app), orders() as told:
        code = app.exec()
        if told is not None and told.number:
            window.close_unasked()
        return code


@contextmanager
def _guarded() -> Iterator[None]:
    """Log and crash dialog, and the program's icon: what the first frame does not wait for."""
    from ui import crash
    from ui.icons import app_icon

    QApplication.setWindowIcon(app_icon())
    crash.start_log()
    guard = crash.CrashGuard()
    guard.stand()
    try:
        yield
    finally:
        guard.leave()
        crash.stop_log()


def make_application() -> QApplication:
    """The one application object, with its names and the places of its files."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([sys.argv[0]])
    app.setApplicationName("annotator")
    app.setApplicationDisplayName("Annotator")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("annotator")
    QDir.addSearchPath("icons", str(resource("icons")))
    return app


@contextmanager
def garbage_when_left(app: QApplication) -> Iterator[None]:
    """Looking for garbage among 100,000 spans takes a tenth of a second: not while labelling.

    What is young is looked through as ever; all of it when the user turns to another program.
    """
    usual = gc.get_threshold()
    gc.set_threshold(usual[0], usual[1], OLDEST)
    app.applicationStateChanged.connect(_collect_unless_active)
    try:
        yield
    finally:
        app.applicationStateChanged.disconnect(_collect_unless_active)
        gc.set_threshold(*usual)


def _collect_unless_active(state: Qt.ApplicationState) -> None:
    if state is Qt.ApplicationState.ApplicationInactive:
        gc.collect()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="annotator")
    parser.add_argument("paths", nargs="*", type=Path, help="a project, or texts of one story")
    parser.add_argument("--read-only", action="store_true", help="only look at the project")
    parser.add_argument("--log-level", choices=LOG_LEVELS, help="how much goes into the log")
    return parser
