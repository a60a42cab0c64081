"""`annotator pack`: hand out part of a project to one annotator."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, named, project_argument
from annotator.commands.telling import answer, say, show_progress

if TYPE_CHECKING:
    from annotator.commands.given import Commands


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    words = "Write a pack: a project file for one annotator, with nobody else’s work in it."
    parser = command(commands, "pack", words, pack)
    project_argument(parser)
    parser.add_argument("out", type=Path, metavar="OUT.annotator", help="the pack, a new file")
    parser.add_argument(
        "--annotator", required=True, metavar="NAME", help="whom it is for, by name or id"
    )
    parser.add_argument(
        "--stories",
        nargs="+",
        metavar="NAME",
        help="these stories; else those assigned and not done, without a plan all",
    )
    parser.add_argument("--due", default="", metavar="DATE", help="wanted back by, 2026-11-30")
    parser.add_argument(
        "--again",
        action="store_true",
        help="one story that the annotator reads once more, without the first reading",
    )
    json_argument(parser)


def pack(given: argparse.Namespace) -> int:
    """Writes the pack and says what is in it."""
    from annotator.packs import pack as pack_up
    from annotator.packs.letter import counted, listed
    from annotator.project import Project

    with Project.open(given.project) as project:
        report = pack_up(
            project,
            given.out,
            annotator=named(project, given.annotator),
            stories=given.stories,
            due=given.due,
            again=given.again,
            progress=show_progress,
        )
    if given.json:
        answer(report.plain())
    number = len(report.stories)
    stories = f"{number} {'story' if number == 1 else 'stories'}"
    say(
        f"{report.path}, for {report.name}: {stories} ({listed(report.stories)}), "
        f"{counted(report.articles, 'article')}, {counted(report.spans, 'span')} so far."
    )
    return 0
