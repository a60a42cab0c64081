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
    parser.add_argument(
        "--offsets",
        choices=("auto", "codepoints", "utf16"),
        default="auto",
        help="what offsets count; auto decides where a text holds emoji or the like",
    )
    parser.add_argument(
        "--new-labels",
        choices=("add", "refuse"),
        default="add",
        help="what becomes of labels that the scheme lacks",
    )
    parser.add_argument(
        "--map-labels",
        type=Path,
        metavar="FILE",
        help="what labels are called here: JSON {“theirs”: “ours”}, or two columns of CSV",
    )
    parser.add_argument(
        "--mismatches",
        choices=("refuse", "keep"),
        default="refuse",
        help="spans whose words differ from the text: refuse them, or keep them to be reviewed",
    )
    parser.add_argument(
        "--column", type=int, default=0, metavar="N", help="of the tags in files of tokens, from 1"
    )
    json_argument(parser)


def bring_in(given: argparse.Namespace) -> int:
    """Imports files, folders or a table and says what came of each."""
    from annotator.project import Project
    from annotator.transfer.importing import ImportOptions, import_staged, stage

    if not given.paths and given.table is None:
        say("Name what to import: annotator import P.annotator PATH … or --table stories.csv")
        return 2
    from annotator.formats.format import Offsets
    from annotator.formats.label_map import read_label_map
    from annotator.settings import log_folder

    options = ImportOptions(
        story=given.story or "",
        format=given.format or "",
        annotator=given.annotator or "",
        encoding=given.encoding or "",
        new_labels=given.new_labels == "add",
        labels=read_label_map(given.map_labels) if given.map_labels else {},
        offsets=Offsets(given.offsets),
        keep_unsure=given.mismatches == "keep",
        column=given.column,
        refused=log_folder(),
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
