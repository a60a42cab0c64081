"""`annotator restore`: put a backup in the place of a project, or list the backups."""

import argparse
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, project_argument
from annotator.commands.telling import answer, say, tell

if TYPE_CHECKING:
    from annotator.commands.given import Commands


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    words = "Put a backup in the place of a project; the file that it replaces is kept beside it."
    parser = command(commands, "restore", words, restore)
    project_argument(parser)
    parser.add_argument(
        "backup",
        nargs="?",
        default="",
        metavar="BACKUP",
        help="its number, its name, or a file; without it the newest",
    )
    parser.add_argument("--list", action="store_true", help="list the backups, newest first")
    json_argument(parser)


def restore(given: argparse.Namespace) -> int:
    """Restores a backup and says where the replaced file is."""
    from annotator.store import restoring

    if given.list:
        return _list(given)
    backup = restoring.find_backup(given.project, given.backup)
    aside = restoring.restore(given.project, backup)
    if given.json:
        answer({"restored": str(backup), "aside": str(aside) if aside else ""})
        return 0
    say(f"Restored: {backup.name}.")
    if aside is not None:
        say(f"What stood there is kept as {aside}.")
    return 0


def _list(given: argparse.Namespace) -> int:
    from annotator.store.restoring import backups_of

    found = backups_of(given.project)
    if given.json:
        listed = [
            {
                "number": one.number,
                "made_at": one.made_at,
                "why": one.why,
                "bytes": one.size,
                "path": str(one.path),
            }
            for one in found
        ]
        answer({"backups": listed})
        return 0
    for one in found:
        tell(f"{one.number:>6}  {one.made_at}  {one.size / 1e6:>8.1f} MB  {one.why}")
    if not found:
        say(f"There is no backup of {given.project}.")
    return 0
