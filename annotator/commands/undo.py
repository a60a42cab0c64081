"""`annotator undo`: undo the last step."""

import argparse
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, named, project_argument
from annotator.commands.telling import answer, say, tell
from annotator.errors import EditRefused

if TYPE_CHECKING:
    from annotator.commands.given import Commands


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "undo", "Undo the last step, or list the steps.", undo)
    project_argument(parser)
    parser.add_argument("--annotator", metavar="NAME", help="only steps of this annotator")
    parser.add_argument("--list", action="store_true", help="list the steps, newest first")
    json_argument(parser)


def undo(given: argparse.Namespace) -> int:
    """Undoes the last step of an annotator, or of anybody, or lists the steps."""
    from annotator.project import Project

    with Project.open(given.project, read_only=given.list) as project:
        names = {person.id: person.name for person in project.annotators()}
        by = named(project, given.annotator).id if given.annotator else None
        if given.list:
            steps = [
                {
                    "step": step.number,
                    "annotator": names.get(step.annotator_id, ""),
                    "at": step.at,
                    "name": step.name,
                    "undone": step.undone,
                }
                for step in project.history(by)
            ]
            _list_steps(steps, as_json=given.json)
            return 0
        step = project.next_undo(by)
        if step is None:
            raise EditRefused("There is nothing to undo.")
        project.undo(by)
    if given.json:
        answer({"undone": {"step": step.number, "name": step.name}})
    else:
        say(f"Undone: {step.name} ({names.get(step.annotator_id, 'the project')}, {step.at}).")
    return 0


def _list_steps(steps: list[dict[str, object]], *, as_json: bool) -> None:
    if as_json:
        answer({"steps": steps})
        return
    for step in steps:
        undone = "  (undone)" if step["undone"] else ""
        tell(f"{step['step']:>6}  {step['at']}  {step['annotator']}  {step['name']}{undone}")
