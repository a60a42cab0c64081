"""Tasks that look through texts: suggestions, clues, what one story's articles say together."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from annotator.errands.errand import Errand, Held, lent_project, looked_at

if TYPE_CHECKING:
    from annotator.model.clue import Clue
    from annotator.project import Project


def suggest(errand: Errand) -> object:
    """Suggests. `project`, `read_only`, `sources`, `model`, `annotator` (whose spans are looked for
    elsewhere), `stories` or `articles` (ids; neither: all) -> the report without the suggestions,
    which are in the project then (see `annotator.suggesting.report`)."""
    from annotator.model.suggestion import Source
    from annotator.suggesting import SuggestOptions
    from annotator.suggesting import suggest as look_through

    given = errand.arguments
    right = Held(errand.right)
    held = replace(errand, right=right)
    with looked_at(errand) if given.get("read_only") else lent_project(held) as project:
        options = SuggestOptions(
            sources=tuple(Source(name) for name in given.get("sources", ())),
            model=given.get("model", ""),
            annotator_id=given.get("annotator", ""),
            story_ids=_stories(given, project),
        )
        report = look_through(project, options, errand.progress, together=right)
    return report.plain()


def clues(errand: Errand) -> object:
    """`project`, `stories` (ids) -> `{"clues": {story id: [{"id", "kind", "name", "reason",
    "score", "passages": [[article id, start, end]…]}…]}}`."""
    from annotator.suggesting import clues as signs

    with looked_at(errand) as project:
        found = dict(signs(project, errand.arguments["stories"], errand.progress))
    return {"clues": {story: [_clue_value(one) for one in some] for story, some in found.items()}}


def across(errand: Errand) -> object:
    """`project`, `read_only`, `stories` (ids), `annotator` (whose claims answer to facets, "" for
    nobody's) -> `{"across": {story id: value}, "sentences": […]}`; `annotator.model.across_plain`
    reads a value. What is found is kept in the project."""
    from annotator.across_story import AcrossReport
    from annotator.across_story import across as look
    from annotator.model.across_plain import across_value

    given = errand.arguments
    right = Held(errand.right)
    held = replace(errand, right=right)
    report = AcrossReport()
    with looked_at(errand) if given.get("read_only") else lent_project(held) as project:
        found = look(
            project,
            given["stories"],
            annotator_id=given.get("annotator", ""),
            report=report,
            progress=errand.progress,
            together=right,
        )
        values = {story_id: across_value(one) for story_id, one in found}
    return {"across": values, "sentences": report.sentences}


def answered(errand: Errand) -> object:
    """`project`, `annotator` ("" for all) -> `{"parts": [{"annotator", "label" (ids), "source",
    and the numbers of `Tally.plain`}…], "totals": {annotator id: numbers}}`."""
    from annotator.suggesting.answered import answered as how_answered

    with looked_at(errand) as project:
        found = how_answered(project, errand.arguments.get("annotator", ""), errand.progress)
    parts = [
        {
            "annotator": one.annotator_id,
            "label": one.label_id,
            "source": one.source.value,
            **one.tally.plain(),
        }
        for one in found.parts
    ]
    return {"parts": parts, "totals": {i: tally.plain() for i, tally in found.totals.items()}}


def models(errand: Errand) -> object:
    """Nothing -> `{"models": [{"name", "version", "package", "origin", "licence", "sources",
    "accuracy": {"precision", "recall", "f"} or None, "size", "sha256", "path", "fault",
    "why_ask", "preferred"}…]}`: the installed English pipelines. `why_ask` is a sentence where a
    person has to be asked before the model is loaded, else ""."""
    from annotator.settings import Settings
    from annotator.suggest.models import ModelError, installed_models, preferred, why_ask

    found = installed_models()
    best = preferred(found)
    settings = Settings()
    listed: list[dict[str, object]] = []
    for number, model in enumerate(found):
        errand.progress(number, len(found), model.name)
        try:
            sha256, ask, fault = model.sha256, why_ask(model, settings), model.fault
        except ModelError as error:
            sha256, ask, fault = "", "", str(error)
        listed.append(
            {
                "name": model.name,
                "version": model.version,
                "package": model.package,
                "origin": model.origin,
                "licence": model.licence,
                "sources": list(model.sources),
                "accuracy": asdict(model.accuracy) if model.accuracy else None,
                "size": model.size,
                "sha256": sha256,
                "path": str(model.path),
                "fault": fault,
                "why_ask": ask,
                "preferred": model == best,
            }
        )
    return {"models": listed}


def _stories(given: Mapping[str, Any], project: "Project") -> tuple[str, ...]:
    """The ids of the stories that are meant, () for all."""
    stories = [*given.get("stories", ())]
    stories += [project.article(one).story_id for one in given.get("articles", ())]
    return tuple(dict.fromkeys(stories))


def _clue_value(clue: "Clue") -> dict[str, object]:
    return {
        "id": clue.id,
        "kind": clue.kind,
        "name": clue.name,
        "reason": clue.reason,
        "score": clue.score,
        "passages": [[one.article_id, *one.place] for one in clue.passages],
    }
