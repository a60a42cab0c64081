"""`annotator offer`: who is offered which suggestions, and which words are no names."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.given import (
    command,
    json_argument,
    named,
    project_argument,
)
from annotator.commands.telling import answer, tell
from annotator.errors import BadInput

if TYPE_CHECKING:
    from annotator.commands.given import Commands
    from annotator.model.suggestion import Policy
    from annotator.project import Project

WORDS = "Show or decide who is offered which suggestions, and which words are no names."


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "offer", WORDS, offer)
    project_argument(parser)
    parser.add_argument(
        "what",
        nargs="?",
        metavar="own|none|same:NAME|default",
        help="those made for the annotator, none, exactly those of NAME; default: as for everybody",
    )
    parser.add_argument("--for", dest="for_", metavar="ANNOTATOR", help="only for this annotator")
    parser.add_argument(
        "--stop-list",
        type=Path,
        metavar="FILE",
        help="words that are no names, one a line; it counts for what is suggested from now on",
    )
    json_argument(parser)


def offer(given: argparse.Namespace) -> int:
    """Decides what was said, and shows what holds then."""
    from annotator.project import Project

    changes = given.what is not None or given.stop_list is not None
    words = _words(given.stop_list) if given.stop_list else None
    with Project.open(given.project, read_only=not changes) as project:
        if given.what is not None:
            person = named(project, given.for_).id if given.for_ else ""
            project.set_policy(_policy(given.what, project), person)
        if words is not None:
            project.set_stop_list(words)
        _show(project, as_json=given.json)
    return 0


def _policy(what: str, project: "Project") -> "Policy | None":
    from annotator.model.suggestion import Offer, Policy

    if what == "default":
        return None
    word, _, name = what.partition(":")
    if word == Offer.SAME and name:
        return Policy(Offer.SAME, named(project, name).id)
    if what in (Offer.OWN, Offer.NONE):
        return Policy(Offer(what))
    raise BadInput(f"“{what}” is nothing to offer. Say own, none, same:NAME or default.")


def _words(path: Path) -> list[str]:
    from annotator.formats.text import decode, read_bytes

    return decode(read_bytes(path), str(path)).text.splitlines()


def _show(project: "Project", *, as_json: bool) -> None:
    from annotator.model.people import Role
    from annotator.model.suggestion import Policy

    names = {person.id: person.name for person in project.annotators()}
    everybody = project.decided_policy() or Policy()
    people = [
        {
            "name": person.name,
            "offer": _named_offer(project.policy(person.id), names),
            "decided": project.decided_policy(person.id) is not None,
        }
        for person in project.annotators()
        if person.role is Role.HUMAN
    ]
    stop_list = sorted(project.stop_list())
    shown = _named_offer(everybody, names)
    if as_json:
        answer({"everybody": shown, "annotators": people, "stop_list": stop_list})
        return
    tell(f"everybody: {shown}")
    for one in people:
        tell(f"  {one['name']}: {one['offer']}{' (decided)' if one['decided'] else ''}")
    if stop_list:
        tell(f"no names: {', '.join(stop_list)}")


def _named_offer(policy: "Policy", names: dict[str, str]) -> str:
    from annotator.model.suggestion import Offer

    if policy.offer is Offer.SAME:
        return f"same:{names.get(policy.same_as, 'somebody')}"
    return policy.offer.value
