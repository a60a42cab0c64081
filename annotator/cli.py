"""The command line: everything the window does to data, without a window.

Answers go to standard output, words for people and progress to standard error.
Exit codes: 0 done, 1 something was refused, 2 wrong usage.
"""

import argparse
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from annotator import __version__
from annotator.commands import (
    across,
    adjudicate,
    answers,
    attach,
    bring_in,
    check,
    compare,
    formats,
    guidelines,
    merge,
    new,
    offer,
    pack,
    plan,
    questions,
    resolve,
    restore,
    scheme,
    stats,
    suggest,
    take_out,
    undo,
)
from annotator.commands.given import default_scheme
from annotator.commands.telling import answer, guarded, say, show_progress
from annotator.errors import BadInput

__all__ = [
    "COMMANDS",
    "answer",
    "default_scheme",
    "guarded",
    "main",
    "say",
    "show_progress",
]

COMMANDS = (
    "new", "import", "export", "attach", "suggest", "answer", "offer", "plan", "pack", "merge",
    "resolve", "compare", "across", "adjudicate", "questions", "guidelines", "stats", "check",
    "restore", "undo", "scheme", "formats",
)  # fmt: skip
"""The sub-commands that this module runs; `demo` draws pictures and so belongs to the window."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code."""
    parser = _parser()
    try:
        given, rest = parser.parse_known_args(arguments)
        _take_late_paths(parser, given, rest)
    except SystemExit as stop:
        return int(stop.code or 0)
    run: Callable[[argparse.Namespace], int] = given.run
    return guarded(lambda: run(given))


def _take_late_paths(
    parser: argparse.ArgumentParser, given: argparse.Namespace, rest: Sequence[str]
) -> None:
    """Files and folders behind the options, which argparse leaves over where none need be named."""
    if rest and (getattr(given, "paths", None) != [] or any(word[:1] == "-" for word in rest)):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:
        given.paths = [Path(word) for word in rest]


@cache
def _parser() -> argparse.ArgumentParser:
    """Made once: several commands may be run one after another, and it is many options."""
    parser = argparse.ArgumentParser(
        prog="annotator",
        description="Read several articles about one story side by side and mark spans in them. "
        "Without a command, or with text files or a project, it opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"annotator {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in (
        new, bring_in, take_out, attach, suggest, answers, offer, plan, pack, merge, resolve,
        compare, across, adjudicate, questions, guidelines, stats, check, restore, undo,
        scheme, formats,
    ):  # fmt: skip
        command.add(commands)
    words = "Open the demo project, or build it without a window (--headless DIR)."
    commands.add_parser("demo", help=words, description=words).set_defaults(run=_demo)
    return parser


def _demo(_: argparse.Namespace) -> int:
    raise BadInput("The demo draws pictures, which the core cannot: run it as “annotator demo”.")
