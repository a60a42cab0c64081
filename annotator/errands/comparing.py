"""Tasks of comparing people, and of deciding between them."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.errands.errand import Errand, lent_project, looked_at
from annotator.errors import BadInput

if TYPE_CHECKING:
    from annotator.agree.many import Many
    from annotator.comparing import CompareOptions
    from annotator.model.people import Annotator
    from annotator.project import Project


def compare(errand: Errand) -> object:
    """`project`, `people` (ids, in order), `options` (see `compare_options`)
    -> what `annotator.comparing.shown.shown` tells, and `"heads"`: how many steps it knows."""
    from annotator.comparing.shown import heads, shown

    with looked_at(errand) as project:
        known = heads(project, _people(errand, project))
        return {**shown(_compared(errand, project)), "heads": known}


def report(errand: Errand) -> object:
    """`project`, `people`, `options`, `out` -> `{"path"}`: the report of `annotator compare`."""
    from annotator.comparing import write_html

    path = Path(errand.arguments["out"])
    with looked_at(errand) as project:
        found = _compared(errand, project)
    write_html(found, path)
    return {"path": str(path)}


def over_time(errand: Errand) -> object:
    """`project`, `people` (ids; none: everybody who reads), `seed` -> `{"weeks": [the fields of
    `annotator.comparing.over_time.PersonWeek`, figures as in `compare`…], "guideline_gaps":
    [{"week", "begins", "label", "gaps"}…]}`."""
    from annotator.comparing import agreement_over_time
    from annotator.planning import plan_now

    with looked_at(errand) as project:
        asked = _people(errand, project) if errand.arguments.get("people") else ()
        people = tuple(dict.fromkeys((*plan_now(project).people, *asked)))
        seed = errand.arguments.get("seed", 0)
        found = agreement_over_time(project, people, errand.progress, seed=seed)
    return (found.of([one.id for one in asked]) if asked else found).plain()


def gold_and_me(errand: Errand) -> object:
    """`project`, `annotator`, `gold` (ids) -> what `annotator.adjudicating.feedback` tells."""
    from annotator.adjudicating.feedback import feedback

    given = errand.arguments
    with looked_at(errand) as project:
        annotator, gold = project.annotator(given["annotator"]), project.annotator(given["gold"])
        if annotator is None or gold is None:
            raise BadInput("Somebody who is to be compared is not in the project any more.")
        return feedback(project, annotator, gold)


def decide(errand: Errand) -> object:
    """Decides many matters as one step: `project`, and what `annotator.adjudicating.many` takes
    -> `{"articles", "relations", "groups"}`: the ids of what was changed."""
    from annotator.adjudicating.many import decide_many

    with lent_project(errand) as project:
        changes = decide_many(project, errand.arguments, errand.progress)
    articles = changes.decisions | dict(changes.spans).keys() | changes.readings
    return {
        "articles": sorted(articles),
        "relations": sorted(changes.relations),
        "groups": sorted(changes.groups),
    }


def _compared(errand: Errand, project: "Project") -> "Many":
    from annotator.comparing import compare_all

    options = compare_options(errand.arguments["options"])
    return compare_all(project, _people(errand, project), options, errand.progress)


def _people(errand: Errand, project: "Project") -> "tuple[Annotator, ...]":
    found = [project.annotator(one) for one in errand.arguments["people"]]
    if None in found:
        raise BadInput("Somebody who is to be compared is not in the project any more.")
    return tuple(one for one in found if one is not None)


def compare_options(given: Mapping[str, Any]) -> "CompareOptions":
    """What to compare and how, from plain data: `articles` and `labels` (names, none: all),
    `unfinished`, `average`, `seed`, `resamples`, `more`, `rare`, `gamma`."""
    from annotator.agree.comparison import Options
    from annotator.agree.measure import Average
    from annotator.agree.resampling import RESAMPLES
    from annotator.comparing import CompareOptions

    return CompareOptions(
        articles=tuple(given.get("articles", ())),
        labels=tuple(given.get("labels", ())),
        unfinished=given.get("unfinished", False),
        figures=Options(
            average=Average(given.get("average", "micro")),
            seed=given.get("seed", 0),
            resamples=given.get("resamples", RESAMPLES),
            more=given.get("more", False),
            rare=given.get("rare", False),
            gamma=given.get("gamma", False),
        ),
    )
