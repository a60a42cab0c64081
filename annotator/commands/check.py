"""`annotator check`: whether a project is as it should be; what can be, is set right."""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, looked_at, project_argument
from annotator.commands.telling import answer, say, show_progress, tell
from annotator.errors import ProjectError

if TYPE_CHECKING:
    from annotator.commands.given import Commands
    from annotator.store.repair import Repaired

Faults = list[tuple[str, str]]

LEFT = (
    "What is listed cannot be set right without guessing. A backup from before may have it right: "
    "annotator restore --list {project}"
)


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    words = "Check a project: integrity, every span against its text, text hashes, version."
    parser = command(commands, "check", words, look_over)
    project_argument(parser)
    parser.add_argument(
        "--repair", action="store_true", help="set right what can be, after a backup"
    )
    json_argument(parser)


def look_over(given: argparse.Namespace) -> int:
    """Checks a project; 0 when all is well (at the end), 1 with a list when not."""
    from annotator.store.surroundings import surroundings

    faults = _faults(given.project)
    repaired: Sequence[Repaired] = ()
    if given.repair and faults:
        repaired = _repaired(given.project)
        faults = _faults(given.project)
    around = surroundings(given.project).sentences()
    if given.json:
        answer({**_plain(faults, repaired, given.repair), "around": list(around)})
        return 1 if faults else 0
    for one in repaired:
        tell(f"repaired {one.check}: {one.sentence} ({one.number})")
    for check, sentence in faults:
        tell(f"{check}: {sentence}")
    if not faults:
        tell("All is well.")
    elif given.repair:
        say(LEFT.format(project=given.project))
    for sentence in around:
        say(sentence)
    return 1 if faults else 0


def _plain(faults: Faults, repaired: "Sequence[Repaired]", asked: bool) -> dict[str, object]:
    from annotator.store.check import CHECKS

    counts = Counter(check for check, _ in faults)
    listed = [{"check": check, "what": sentence} for check, sentence in faults]
    done = [{"check": r.check, "number": r.number, "what": r.sentence} for r in repaired]
    counted = {name: counts[name] for name in dict.fromkeys((*CHECKS, *counts))}
    found: dict[str, object] = {"ok": not faults, "faults": listed, "checks": counted}
    return {**found, "repaired": done} if asked else found


def _repaired(path: Path) -> "Sequence[Repaired]":
    from annotator.project import Project

    with Project.open(path) as project:
        repaired = project.repair()
        newest = project.backups()[0]
    say(f"How the project was before is kept in {newest.path}.")
    return repaired


def _faults(path: Path) -> Faults:
    try:
        with looked_at(path) as project:
            return [(fault.check, fault.sentence) for fault in project.faults(show_progress)]
    except ProjectError as error:
        if not path.exists():
            raise
        return [("opening", str(error))]
