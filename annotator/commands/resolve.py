"""`annotator resolve`: decide between two versions of a reading."""

import argparse
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, project_argument
from annotator.commands.telling import answer, say, tell
from annotator.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.commands.given import Commands
    from annotator.packs import Waiting

WORDS = "List what was changed in two places at once, or decide what is kept."


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "resolve", WORDS, resolve)
    project_argument(parser)
    parser.add_argument(
        "version",
        nargs="?",
        metavar="VERSION",
        help="id of the second version, as listed, or name of the article; without it: the list",
    )
    parser.add_argument(
        "--keep",
        choices=("first", "second", "both"),
        help="the version that stands, the second one, or what stands in either",
    )
    json_argument(parser)


def resolve(given: argparse.Namespace) -> int:
    """Lists what waits, or decides."""
    from annotator.packs import Keep, waiting_versions
    from annotator.packs import resolve as decide
    from annotator.project import Project

    if (given.version is None) != (given.keep is None):
        say("Name the version and what is kept: annotator resolve P.annotator VERSION --keep both")
        return 2
    with Project.open(given.project, read_only=given.version is None) as project:
        if given.version is not None:
            one = _named(waiting_versions(project), given.version)
            project.apply(decide(project, one.version_id, Keep(given.keep)))
            say(f"{one.article}, {one.annotator}: kept {given.keep}. annotator undo takes it back.")
        left = waiting_versions(project)
    if given.json:
        answer({"waiting": [one.plain() for one in left]})
    elif given.version is None:
        _list(left)
    return 0


def _named(waiting: "Sequence[Waiting]", name: str) -> "Waiting":
    found = [one for one in waiting if name in (one.version_id, one.article)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(f"{one.version_id} ({one.annotator})" for one in found)
        raise BadInput(f"There are {len(found)} second versions of {name}. Name one by id: {ids}")
    there = ", ".join(one.article for one in waiting) or "none"
    raise BadInput(f"There is no second version “{name}” (there: {there}).")


def _list(waiting: "Sequence[Waiting]") -> None:
    if not waiting:
        tell("Nothing waits to be resolved.")
    for one in waiting:
        tell(
            f"{one.version_id}  {one.article}  {one.annotator}: "
            f"{one.first} spans stand, {one.second} in the second version"
        )
