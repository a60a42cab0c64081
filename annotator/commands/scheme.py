"""`annotator scheme`: show or set the label scheme."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.given import command, looked_at, project_argument, scheme_file
from annotator.commands.telling import say, tell
from annotator.errors import BadInput
from annotator.settings import write_whole

if TYPE_CHECKING:
    from annotator.commands.given import Commands


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "scheme", "Show or set the label scheme of a project.", scheme)
    parser.add_argument("action", choices=("show", "set"))
    project_argument(parser)
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="to write to, or to set the scheme from"
    )


def scheme(given: argparse.Namespace) -> int:
    """Shows the scheme of a project as JSON, or sets it from a file."""
    if given.action == "show":
        return _show_scheme(given)
    if given.file is None:
        say("annotator scheme set needs the scheme file: annotator scheme set P.annotator FILE")
        return 2
    from annotator.edits.schemes import save_scheme, with_known_ids
    from annotator.project import Project

    wanted = scheme_file(given.file)
    with Project.open(given.project) as project:
        project.apply(save_scheme(with_known_ids(wanted, project.scheme())))
        now = project.scheme()
    say(f"{given.project} has the scheme “{now.name}”, version {now.version}.")
    return 0


def _show_scheme(given: argparse.Namespace) -> int:
    from annotator.formats.scheme_writing import write_scheme

    with looked_at(given.project) as project:
        words = write_scheme(project.scheme())
    if given.file is None:
        tell(words)
        return 0
    try:
        write_whole(given.file, words.encode())
    except OSError as error:
        raise BadInput(f"{given.file} cannot be written: {error.strerror}.") from error
    return 0
