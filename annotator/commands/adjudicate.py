"""`annotator adjudicate`: how far gold is between two people, what there is to decide, deciding."""

import argparse
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, named, project_argument
from annotator.commands.telling import say, show_progress
from annotator.errors import BadInput
from annotator.model.decision import Reason

if TYPE_CHECKING:
    from annotator.adjudicating import Found, FoundGroups
    from annotator.commands.given import Commands
    from annotator.model.people import Annotator
    from annotator.project import Project

WORDS = "Tell how far gold is between two annotators, list what there is to decide, and decide it."
MORE = (
    "Only articles that both have finished are looked at. What both say alike (place, label, "
    "attributes and links, or nothing at all in an article; of groups everything) needs nobody to "
    "decide. IDs are those that --list tells; as many letters as tell them apart will do. What "
    "neither says is written in the window, or comes with the decisions.jsonl of an import. "
    "Everything is one step that “annotator undo” takes back."
)
SIDES = ("A", "B", "both", "none")


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "adjudicate", WORDS, adjudicate)
    parser.epilog = MORE
    project_argument(parser)
    parser.add_argument("a", metavar="A", help="an annotator, by name or id")
    parser.add_argument("b", metavar="B", help="the other one")
    parser.add_argument(
        "--as", dest="gold", default="gold", metavar="GOLD", help="the name of gold: “gold”"
    )
    parser.add_argument("--by", default="", metavar="NAME", help="the annotator who decides")
    for name, what in (
        ("article", "only these articles"),
        ("label", "only places with these labels; no groups, unless --kind names some"),
        ("kind", "only groups of these kinds; no places, unless --label names some"),
    ):
        parser.add_argument(
            f"--{name}", action="extend", nargs="+", default=[], metavar=name.upper(), help=what
        )
    parser.add_argument(
        "--unfinished", action="store_true", help="take in articles that are not finished"
    )
    _add_deciding(parser)
    parser.add_argument("--list", action="store_true", help="list every place and group with an ID")
    json_argument(parser)


def _add_deciding(parser: argparse.ArgumentParser) -> None:
    deciding = parser.add_argument_group("deciding")
    deciding.add_argument(
        "--accept", choices=("agreed",), help="put what both say alike into gold, as one step"
    )
    deciding.add_argument(
        "--take", action="append", nargs="+", default=[], metavar=("A|B|both|none", "ID"),
        help="decide places and groups alike; again for others, in the same step",
    )  # fmt: skip
    deciding.add_argument(
        "--reopen", action="extend", nargs="+", default=[], metavar="ID", help="take decisions back"
    )
    deciding.add_argument(
        "--why", action="extend", nargs="+", default=[], metavar="ID",
        help="say why of what is decided: --reason, --note and --gap as given here",
    )  # fmt: skip
    reasons = ", ".join(reason.value for reason in Reason if reason)
    deciding.add_argument("--reason", type=_reason, metavar="REASON", help=f"one of: {reasons}")
    deciding.add_argument("--note", metavar="WORDS", help="goes with the decisions")
    deciding.add_argument(
        "--gap", action=argparse.BooleanOptionalAction, default=None,
        help="the guidelines lack something there",
    )  # fmt: skip


def _reason(words: str) -> Reason:
    known = [reason.value for reason in Reason if reason]
    if words not in known:
        there = ", ".join(known)
        raise argparse.ArgumentTypeError(f"there is no “{words}”; there are {there}")
    return Reason(words)


def adjudicate(given: argparse.Namespace) -> int:
    """Decides what was asked for, and tells how far gold is; 1 where no article can be decided."""
    from annotator.commands.adjudicate_deciding import decide
    from annotator.commands.adjudicate_shown import show
    from annotator.project import Project

    if wrong := _wrong_usage(given):
        say(wrong)
        return 2
    changes = bool(given.accept or given.take or given.reopen or given.why)
    with Project.open(given.project, read_only=not changes) as project:
        pair = named(project, given.a), named(project, given.b)
        by = named(project, given.by).id if given.by else ""
        gold = gold_called(project, given.gold)
        found = _find(project, given, pair, gold)
        done = ""
        numbers = (0, 0)
        if changes:
            done, numbers = decide(project, given, found, gold, by)
            gold = gold_called(project, given.gold)
            found = _find(project, given, pair, gold)
        show(project, given, found, pair, gold, numbers)
    if done:
        say(done)
    if not found[0].articles:
        say(_nothing(found[0], pair))
        return 1
    return 0


def _wrong_usage(given: argparse.Namespace) -> str:
    asked = [name for name in ("accept", "take", "reopen", "why") if getattr(given, name)]
    if len(asked) > 1:
        return "Say one thing: --accept, --take, --reopen or --why."
    for side, *ids in given.take:
        if side not in SIDES:
            return f"Say what to take, then of what: --take A|B|both|none ID …, not “{side}”."
        if not ids:
            return f"Say what to decide: --take {side} ID …; --list tells the IDs."
    said = given.reason is not None or given.note is not None or given.gap is not None
    if said and not (given.take or given.why):
        return "--reason, --note and --gap go with --take or --why."
    if given.why and not said:
        return "Say why: --reason, --note or --gap."
    return ""


def gold_called(project: "Project", name: str) -> "Annotator | None":
    """The gold annotator of this name or id; refused where somebody else has the name."""
    found = next((one for one in project.golds() if name in (one.name, one.id)), None)
    if found is None and any(name in (one.name, one.id) for one in project.annotators()):
        raise BadInput(f"“{name}” is an annotator who labels. Name gold otherwise, with --as.")
    return found


def _find(
    project: "Project",
    given: argparse.Namespace,
    pair: "tuple[Annotator, Annotator]",
    gold: "Annotator | None",
) -> "tuple[Found, FoundGroups]":
    """The places and the groups that are wanted; with labels alone no groups, and the reverse."""
    from annotator.adjudicating import Found, FoundGroups, find_cases, find_group_cases

    asked = {
        "articles": given.article,
        "labels": given.label,
        "unfinished": given.unfinished,
        "progress": show_progress,
    }
    if given.kind and not given.label:
        groups = find_group_cases(project, *pair, gold, kinds=given.kind, **asked)
        return Found(groups.articles, (), groups.left_out), groups
    places = find_cases(project, *pair, gold, **asked)
    if given.label and not given.kind:
        return places, FoundGroups(places.articles, (), places.left_out)
    return places, find_group_cases(project, *pair, gold, kinds=given.kind, **asked)


def _nothing(found: "Found", pair: "tuple[Annotator, Annotator]") -> str:
    names = " and ".join(one.name for one in pair)
    if not found.left_out:
        return f"{names} have no article to decide: the project has none."
    first = found.left_out[0]
    return (
        f"{names} have finished no article both. {first.article}: {first.why} "
        "--unfinished takes in articles that were begun."
    )
