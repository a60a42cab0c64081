"""`annotator merge`: take back what annotators did in packs and copies."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, project_argument
from annotator.commands.telling import answer, say, show_progress

if TYPE_CHECKING:
    from annotator.commands.given import Commands


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    words = "Take back packs, copies of the project and exported records, as one step."
    parser = command(commands, "merge", words, merge)
    project_argument(parser)
    parser.add_argument(
        "others",
        type=Path,
        nargs="+",
        metavar="OTHER",
        help="packs, copies of the project, .jsonl files or exported folders, in any order",
    )
    json_argument(parser)


def merge(given: argparse.Namespace) -> int:
    """Takes back, and says what came of it in a letter."""
    from annotator.packs import letter
    from annotator.packs import merge as take_back
    from annotator.project import Project

    with Project.open(given.project) as project:
        report = take_back(project, given.others, progress=show_progress)
    if given.json:
        answer(report.plain())
    say(letter(report).rstrip("\n"))
    return 0 if report.complete else 1
