"""`annotator demo`: the demo project in the window, or without one, with pictures of the window."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from annotator.cli import say, show_progress
from annotator.errors import AnnotatorError
from ui.preflight import missing_libraries, no_screen

FOLDER = Path("annotator-demo")


def main(arguments: Sequence[str]) -> int:
    """Runs the command; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="annotator demo",
        description="Opens the demo project: five articles of one story, labelled by two people. "
        "Without a screen it does the same as --headless ./annotator-demo.",
    )
    parser.add_argument(
        "--headless",
        type=Path,
        metavar="DIR",
        help="open no window: build project, export, comparison and pictures in DIR",
    )
    try:
        folder = parser.parse_args(list(arguments)).headless
    except SystemExit as stop:
        return int(stop.code or 0)
    problem = None if folder else no_screen() or missing_libraries()
    if folder is None and problem is None:
        return _in_the_window()
    if problem:
        say(f"{problem}\nSo the demo is built in {FOLDER} instead.")
    return headless(folder or _free(FOLDER))


def _free(folder: Path) -> Path:
    """The folder, or one with a number where it is taken."""
    number = 2
    free = folder
    while (free / "demo.annotator").exists():
        free = folder.with_name(f"{folder.name}-{number}")
        number += 1
    return free


def _in_the_window() -> int:
    from annotator.settings import data_folder
    from ui.app import run

    return run([str(sample_project(data_folder() / "projects"))])


def sample_project(folder: Path) -> Path:
    """The sample project in `folder`; made there when it is not there yet."""
    from annotator.demo import build_demo

    path = folder / "Sample story.annotator"
    if not path.exists():
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise AnnotatorError(f"{folder} cannot be made: {error.strerror}.") from error
        build_demo(path)
    return path


def headless(folder: Path) -> int:
    """Builds everything in `folder`; without Qt's libraries all but the pictures."""
    from annotator.demo import write_demo

    written = write_demo(folder, show_progress)
    problem = missing_libraries()
    if problem:
        say(f"No pictures: {problem}")
    else:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from ui.pictures import draw_pictures

        written += draw_pictures(folder / "demo.annotator", folder / "pictures")
    for path in written:
        say(str(path))
    return 0
