"""`annotator import`: import files, folders or a table."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, looked_at, project_argument
from annotator.commands.telling import answer, say, show_progress

if TYPE_CHECKING:
    from annotator.commands.given import Commands


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    words = "Bring articles, and spans in them, into a project."
    parser = command(commands, "import", words, bring_in)
    project_argument(parser)
    parser.add_argument("paths", type=Path, nargs="*", metavar="PATH", help="files and folders")
    parser.add_argument("--table", type=Path, metavar="CSV", help="a table of articles")
    parser.add_argument("--story", metavar="NAME", help="the story that articles belong to")
    parser.add_argument("--format", metavar="NAME", help="the format (see: annotator formats)")
    parser.add_argument("--annotator", metavar="NAME", help="whose spans they are, where unsaid")
    parser.add_argument("--encoding", metavar="NAME", help="of the text files, where it is known")
    json_argument(parser)


def bring_in(given: argparse.Namespace) -> int:
    """Imports files, folders or a table and says what came of each."""
    from annotator.project import Project
    from annotator.transfer.importing import ImportOptions, import_staged, stage

    if not given.paths and given.table is None:
        say("Name what to import: annotator import P.annotator PATH … or --table stories.csv")
        return 2
    options = ImportOptions(
        story=given.story or "",
        format=given.format or "",
        annotator=given.annotator or "",
        encoding=given.encoding or "",
    )
    staged = stage(given.paths, options, table=given.table, progress=show_progress)
    report = staged.report
    if staged.ready:
        with Project.open(given.project) as project:
            report = import_staged(project, staged, progress=show_progress)
    else:
        looked_at(given.project).close()  # a project that is none is said too
    if given.json:
        answer(report.plain())
    for sentence in report.sentences():
        say(sentence)
    return 0 if report.complete else 1
