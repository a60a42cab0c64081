"""`annotator new`: make a project."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.given import command, default_scheme, project_argument, scheme_file
from annotator.commands.telling import say

if TYPE_CHECKING:
    from annotator.commands.given import Commands


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "new", "Make a new, empty project.", new)
    project_argument(parser)
    parser.add_argument("--scheme", type=Path, metavar="FILE", help="the label scheme (JSON)")


def new(given: argparse.Namespace) -> int:
    """Makes a new project."""
    from annotator.project import Project

    scheme = scheme_file(given.scheme or default_scheme())
    Project.create(given.project, scheme).close()
    say(
        f"{given.project} made, with the scheme “{scheme.name}”: "
        f"{', '.join(label.name for label in scheme.offered)}."
    )
    return 0
