"""`annotator compare`: how two people's labels, or more people's, stand to each other."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, looked_at, named, project_argument
from annotator.commands.telling import answer, say, show_progress
from annotator.errors import BadInput

if TYPE_CHECKING:
    from annotator.agree.comparison import Comparison
    from annotator.agree.many import Many
    from annotator.commands.given import Commands

WORDS = "Compare what annotators labelled: where they differ, and figures to publish."
MORE = (
    "Only articles that both have finished are compared; the others are named, with the reason. "
    "An article that was read and has nothing to mark counts."
)


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "compare", WORDS, compare)
    parser.epilog = MORE
    project_argument(parser)
    parser.add_argument(
        "annotators", nargs="+", metavar="ANNOTATOR", help="two or more, by name or id"
    )
    for name, what in (("article", "only these articles"), ("label", "only these labels")):
        parser.add_argument(
            f"--{name}", action="extend", nargs="+", default=[], metavar=name.upper(), help=what
        )
    parser.add_argument(
        "--average",
        choices=("micro", "macro"),
        default="micro",
        help="count everything together (micro), or the mean of the articles (macro)",
    )
    parser.add_argument(
        "--all-measures", action="store_true", help="the measures of other fields too"
    )
    parser.add_argument("--gamma", action="store_true", help="compute Mathet's γ, which takes long")
    parser.add_argument("--seed", type=_seed, default=0, metavar="N", help="for what is drawn")
    parser.add_argument(
        "--unfinished", action="store_true", help="take in articles that are not finished"
    )
    json_argument(parser)
    parser.add_argument(
        "--html", type=Path, metavar="REPORT", help="write it all to one page, to read or to print"
    )


def _seed(words: str) -> int:
    if not words.isascii() or not words.isdecimal():
        raise argparse.ArgumentTypeError(f"{words} is no whole number from 0")
    return int(words)


def compare(given: argparse.Namespace) -> int:
    """Compares, and prints the figures; 1 where no article can be compared."""
    from annotator.agree.comparison import Options
    from annotator.agree.measure import Average
    from annotator.comparing import CompareOptions, compare_all, write_html

    if given.html is not None and given.html.resolve() == given.project.resolve():
        raise BadInput(f"{given.html} is the project itself. Name another file for the report.")
    options = CompareOptions(
        articles=tuple(given.article),
        labels=tuple(given.label),
        unfinished=given.unfinished,
        figures=Options(
            average=Average(given.average),
            seed=given.seed,
            more=given.json or given.all_measures or given.html is not None,
            gamma=given.gamma,
            rare=given.all_measures,
        ),
    )
    with looked_at(given.project) as project:
        people = [named(project, name) for name in given.annotators]
        found = compare_all(project, people, options, show_progress)
    if given.html is not None:
        write_html(found, given.html)
        say(f"Written: {given.html}")
    if given.json:
        answer(found.plain())
    else:
        _show(found, all_measures=given.all_measures)
    empty = [pair for pair in found.pairs if not pair.docs]
    for pair in empty:
        say(_nothing(pair))
    return 1 if empty else 0


def _show(found: "Many", *, all_measures: bool) -> None:
    from annotator.commands.compare_shown import show

    show(found, all_measures=all_measures)


def _nothing(pair: "Comparison") -> str:
    a, b = pair.names
    if not pair.left_out:
        return f"{a} and {b} have no article to compare: the project has none."
    first = pair.left_out[0]
    return (
        f"{a} and {b} have finished no article both. {first.article}: {first.why} "
        "--unfinished takes in articles that were begun."
    )
