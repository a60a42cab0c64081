"""`annotator stats`: the numbers of a project."""

import argparse
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, looked_at, project_argument
from annotator.commands.telling import answer, tell

if TYPE_CHECKING:
    from annotator.commands.given import Commands


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "stats", "Numbers of a project: stories, articles, spans.", stats)
    project_argument(parser)
    json_argument(parser)


def stats(given: argparse.Namespace) -> int:
    """Prints the numbers of a project."""
    with looked_at(given.project) as project:
        numbers = project.statistics()
    if given.json:
        answer(numbers)
        return 0
    named = (("stories", "story"), ("articles", "article"), ("spans", "span"))
    tell(", ".join(f"{numbers[many]} {one if numbers[many] == 1 else many}" for many, one in named))
    for person in numbers["annotators"]:  # type: ignore[attr-defined]
        tell(
            f"  {person['name']} ({person['role']}): {person['spans']} spans, "
            f"{person['done']} done, {person['in_progress']} in progress, "
            f"{round(person['seconds'] / 60)} min"
        )
    for name, number in numbers["labels"].items():  # type: ignore[attr-defined]
        tell(f"  {name}: {number}")
    return 0
