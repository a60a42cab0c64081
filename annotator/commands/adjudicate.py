"""`annotator adjudicate`: how far gold is between two people, and what needs nobody to decide."""

import argparse
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, named, project_argument
from annotator.commands.telling import answer, say, show_progress, tell
from annotator.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.adjudicating import Found, Standing
    from annotator.commands.given import Commands
    from annotator.model.people import Annotator
    from annotator.model.span import Span
    from annotator.project import Project

WORDS = "Tell how far gold is between two annotators; take over what both say alike."
MORE = (
    "Only articles that both have finished are looked at. What both say alike (place, label, "
    "attributes and links, or nothing at all in an article) needs nobody to decide; all else is "
    "decided in the window."
)


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "adjudicate", WORDS, adjudicate)
    parser.epilog = MORE
    project_argument(parser)
    parser.add_argument("a", metavar="A", help="an annotator, by name or id")
    parser.add_argument("b", metavar="B", help="the other one")
    parser.add_argument(
        "--accept", choices=("agreed",), help="put what both say alike into gold, as one step"
    )
    parser.add_argument(
        "--as", dest="gold", default="gold", metavar="GOLD", help="the name of gold: “gold”"
    )
    parser.add_argument("--by", default="", metavar="NAME", help="the annotator who decides")
    for name, what in (("article", "only these articles"), ("label", "only these labels")):
        parser.add_argument(
            f"--{name}", action="extend", nargs="+", default=[], metavar=name.upper(), help=what
        )
    parser.add_argument(
        "--unfinished", action="store_true", help="take in articles that are not finished"
    )
    json_argument(parser)


def adjudicate(given: argparse.Namespace) -> int:
    """Accepts what was asked for, and tells how far gold is; 1 where no article can be decided."""
    from annotator.project import Project

    with Project.open(given.project, read_only=given.accept is None) as project:
        a, b = named(project, given.a), named(project, given.b)
        by = named(project, given.by).id if given.by else ""
        gold = _gold(project, given.gold)
        accepted = 0
        if given.accept:
            accepted = _accept(project, given, a, b, by)
            gold = _gold(project, given.gold)
        found = _find(project, given, a, b, gold)
        if given.json:
            answer(_plain(project, found, (a, b), gold, accepted))
        else:
            _show(found, (a, b), given.gold)
    if given.accept:
        places = "1 place" if accepted == 1 else f"{accepted} places"
        back = " annotator undo takes it back." if accepted else ""
        say(f"Taken over where both agree: {places}.{back}")
    if not found.articles:
        say(_nothing(found, (a, b)))
        return 1
    return 0


def _gold(project: "Project", name: str) -> "Annotator | None":
    """The gold annotator of this name or id; refused where somebody else has the name."""
    found = next((one for one in project.golds() if name in (one.name, one.id)), None)
    if found is None and any(name in (one.name, one.id) for one in project.annotators()):
        raise BadInput(f"“{name}” is an annotator who labels. Name gold otherwise, with --as.")
    return found


def _find(
    project: "Project",
    given: argparse.Namespace,
    a: "Annotator",
    b: "Annotator",
    gold: "Annotator | None",
) -> "Found":
    from annotator.adjudicating import find_cases

    return find_cases(
        project,
        a,
        b,
        gold,
        articles=given.article,
        labels=given.label,
        unfinished=given.unfinished,
        progress=show_progress,
    )


def _accept(
    project: "Project", given: argparse.Namespace, a: "Annotator", b: "Annotator", by: str
) -> int:
    """Takes over what both say alike, as one step; how many places that were."""
    from annotator.adjudicating import agreed
    from annotator.edits.adjudication import accept_agreed, add_gold, gold_id
    from annotator.edits.edit import together

    gold = _gold(project, given.gold)
    ready = agreed(_find(project, given, a, b, gold).cases)
    if not ready:
        return 0
    gold_is = gold.id if gold else gold_id(project.id, given.gold)
    edit = accept_agreed([case.matter.in_gold(gold_is) for case in ready], by)
    if gold is None:
        edit = together(edit.name, add_gold(given.gold), edit)
    project.apply(edit, by)
    return len(ready)


def _plain(
    project: "Project",
    found: "Found",
    pair: "Sequence[Annotator]",
    gold: "Annotator | None",
    accepted: int,
) -> dict[str, object]:
    """The answer as plain data."""
    from annotator.adjudicating import figures

    figure = figures(found.cases)
    spans = [
        _span(project, article.name, text, span)
        for article in (found.articles if gold else ())
        for text in (project.text(article.id),)
        for span in project.spans(article.id, gold.id if gold else "")
    ]
    return {
        "annotators": [one.name for one in pair],
        "gold": gold.name if gold else None,
        "articles": {
            "compared": len(found.articles),
            "left_out": [{"article": one.article, "why": one.why} for one in found.left_out],
        },
        "accepted": accepted,
        **_numbers(figure.whole),
        "classes": {name: _numbers(some) for name, some in figure.classes.items()},
        "took": figure.took,
        "spans": spans,
    }


def _numbers(some: "Standing") -> dict[str, object]:
    return {
        "decided": some.decided,
        "open": some.open,
        "stale": some.stale,
        "agreed": some.agreed,
    }


def _span(project: "Project", article: str, text: str, span: "Span") -> dict[str, object]:
    label = project.scheme().label(span.label_id)
    return {
        "id": span.id,
        "article": article,
        "start": span.start,
        "end": span.end,
        "fragments": [{"start": start, "end": end} for start, end in span.fragments],
        "label": label.name if label else span.label_id,
        "text": text[span.start : span.end],
        "attributes": [{"name": name, "value": value} for name, value in span.attributes],
        "origin": span.origin.value,
        "source": span.source,
    }


def _show(found: "Found", pair: "Sequence[Annotator]", gold: str) -> None:
    from annotator.adjudicating import figures
    from annotator.commands.compare_shown import tell_left_out

    a, b = pair
    many = len(found.articles)
    tell(
        f"{a.name} and {b.name} in “{gold}”: {many} {'article' if many == 1 else 'articles'}, "
        f"{len(found.left_out)} left out"
    )
    tell_left_out(found.left_out)
    figure = figures(found.cases)
    tell(_line("All", figure.whole))
    for name, some in figure.classes.items():
        if some.total:
            tell(f"  {_line(_class(name, pair), some)}")
    for name, number in figure.took.items():
        tell(f"Took {_TOOK[name].format(a=a.name, b=b.name)}: {number}")


_TOOK: "Mapping[str, str]" = {
    "agreed": "what both say",
    "A": "{a}",
    "B": "{b}",
    "both": "both",
    "new": "neither, wrote what is right",
    "none": "nothing",
}


def _class(name: str, pair: "Sequence[Annotator]") -> str:
    from annotator.adjudicating import GONE, NOTHING
    from annotator.agree.kinds import Kind

    told = {NOTHING: "articles without any spans", GONE: "no longer said by anybody"}
    return told[name] if name in told else Kind(name).words([one.name for one in pair])


def _line(what: str, some: "Standing") -> str:
    agreed = f", of which both say the same {some.agreed}" if some.agreed else ""
    return f"{what}: decided {some.decided}, stale {some.stale}, open {some.open}{agreed}"


def _nothing(found: "Found", pair: "Sequence[Annotator]") -> str:
    names = " and ".join(one.name for one in pair)
    if not found.left_out:
        return f"{names} have no article to decide: the project has none."
    first = found.left_out[0]
    return (
        f"{names} have finished no article both. {first.article}: {first.why} "
        "--unfinished takes in articles that were begun."
    )
