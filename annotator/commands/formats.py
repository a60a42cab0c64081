"""`annotator formats`: list the formats."""

import argparse
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument
from annotator.commands.telling import answer, tell

if TYPE_CHECKING:
    from annotator.commands.given import Commands


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "formats", "List the formats and what each is.", formats)
    json_argument(parser)


def formats(given: argparse.Namespace) -> int:
    """Lists the formats."""
    from annotator.formats.registry import FORMATS

    if given.json:
        listed = [
            {"name": f.name, "what": f.what, "import": f.reads, "export": f.writes} for f in FORMATS
        ]
        answer({"formats": listed})
        return 0
    for one in FORMATS:
        ways = " and ".join(w for w, can in (("import", one.reads), ("export", one.writes)) if can)
        tell(f"{one.name:10} {ways:18} {one.what}")
    return 0
