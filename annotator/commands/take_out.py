"""`annotator export`: export training data."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, named, project_argument
from annotator.commands.telling import answer, say, show_progress
from annotator.errors import AnnotatorError, BadInput

if TYPE_CHECKING:
    from annotator.commands.given import Commands


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "export", "Write a project out as training data.", take_out)
    project_argument(parser)
    parser.add_argument("out", type=Path, metavar="OUT", help="a .jsonl file, or a folder")
    parser.add_argument("--format", default="jsonl", metavar="NAME")
    for name, what in (("annotator", "only these people’s"), ("status", "only these readings")):
        # `--annotator A B` and `--annotator A --annotator B` say the same.
        parser.add_argument(
            f"--{name}", action="extend", nargs="+", metavar=name.upper(), help=what
        )
    parser.add_argument("--split", metavar="80/10/10", help="train, dev and test in percent")
    parser.add_argument("--seed", type=int, default=0, help="for the split")
    parser.add_argument("--fragments", choices=("keep", "hull", "separate", "drop"), default="keep")
    parser.add_argument(
        "--pseudonyms", action="store_true", help="name no annotator; the same ones every time"
    )
    json_argument(parser)


def take_out(given: argparse.Namespace) -> int:
    """Exports readings as training data."""
    from annotator.formats.fragments import Fragments
    from annotator.formats.splits import read_percentages
    from annotator.model.reading import Status
    from annotator.project import Project
    from annotator.transfer.exporting import ExportOptions, export

    known = [status.value for status in Status]
    if wrong := [status for status in given.status or () if status not in known]:
        raise BadInput(f"There is no status “{wrong[0]}”. These are known: {', '.join(known)}.")
    split = read_percentages(given.split) if given.split else None
    # A split is kept in the project, so that new stories only add: that is a write. So is, once,
    # the secret that pseudonyms are made from.
    writes = split is not None or (given.pseudonyms and not _has_secret(given.project))
    with Project.open(given.project, read_only=not writes) as project:
        options = ExportOptions(
            format=given.format,
            annotators=tuple(named(project, name).id for name in given.annotator or ()),
            statuses=tuple(Status(status) for status in given.status or ()),
            split=split,
            seed=given.seed,
            fragments=Fragments(given.fragments),
            pseudonyms=given.pseudonyms,
        )
        report = export(project, given.out, options, progress=show_progress)
    if given.json:
        answer(report.plain())
    for sentence in report.sentences:
        say(sentence)
    written = report.written
    ends = ["" if number == 1 else "s" for number in (written.records, written.spans)]
    say(f"{written.records} record{ends[0]}, {written.spans} span{ends[1]}: {given.out}")
    return 0


def _has_secret(path: Path) -> bool:
    from annotator.project import Project
    from annotator.transfer.pseudonyms import SECRET

    try:
        with Project.open(path, read_only=True) as project:
            return bool(project.records.facts.get(SECRET))
    except AnnotatorError:
        return False  # what is the matter is told when it is opened to be written
