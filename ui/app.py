"""The program with a window: the first frame comes first, then the project."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QApplication

from annotator import __version__
from annotator.paths import resource
from annotator.settings import Settings
from ui import crash
from ui.ask import Ask
from ui.icons import app_icon
from ui.main_window import MainWindow
from ui.window_state import WindowState

log = logging.getLogger(__name__)


def run(arguments: Sequence[str]) -> int:
    """Opens the window with the files that were named; returns the exit code."""
    given = _parser().parse_args(list(arguments))
    app = make_application()
    crash.start_log()
    guard = crash.CrashGuard()
    guard.stand()
    window = MainWindow(Settings(), WindowState(), Ask())
    window.start(given.paths, read_only=given.read_only)
    try:
        return app.exec()
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
    app.setWindowIcon(app_icon())
    QDir.addSearchPath("icons", str(resource("icons")))
    return app


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="annotator")
    parser.add_argument("paths", nargs="*", type=Path, help="a project, or texts of one story")
    parser.add_argument("--read-only", action="store_true", help="only look at the project")
    return parser
