"""`annotator check`: whether a project is as it should be."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, looked_at, project_argument
from annotator.commands.telling import answer, show_progress, tell
from annotator.errors import ProjectError

if TYPE_CHECKING:
    from annotator.commands.given import Commands


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    words = "Check a project: integrity, every span against its text, text hashes, version."
    parser = command(commands, "check", words, look_over)
    project_argument(parser)
    json_argument(parser)


def look_over(given: argparse.Namespace) -> int:
    """Checks a project; 0 when all is well, 1 with a list when not."""
    faults = _faults(given.project)
    if given.json:
        listed = [{"check": check, "what": sentence} for check, sentence in faults]
        answer({"ok": not faults, "faults": listed})
    elif faults:
        for check, sentence in faults:
            tell(f"{check}: {sentence}")
    else:
        tell("All is well.")
    return 1 if faults else 0


def _faults(path: Path) -> list[tuple[str, str]]:
    try:
        with looked_at(path) as project:
            return [(fault.check, fault.sentence) for fault in project.faults(show_progress)]
    except ProjectError as error:
        if not path.exists():
            raise
        return [("opening", str(error))]
