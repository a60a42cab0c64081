"""Tasks of handing out and taking back."""

from pathlib import Path

from annotator.errands.errand import Errand, lent_project, looked_at
from annotator.errors import BadInput


def pack(errand: Errand) -> object:
    """Packs. `project`, `by`, `out`, `annotator` (an id), `stories` (names, or None: those that are
    assigned and not done), `due`, `again` -> the report of `annotator pack --json`."""
    from annotator.packs import pack as pack_up

    given = errand.arguments
    with lent_project(errand) as project:
        annotator = project.annotator(given["annotator"])
        if annotator is None:
            raise BadInput("The annotator is not in the project any more.")
        report = pack_up(
            project,
            Path(given["out"]),
            annotator=annotator,
            stories=given.get("stories"),
            due=given.get("due", ""),
            again=given.get("again", False),
            by=given.get("by", ""),
            progress=errand.progress,
        )
    return report.plain()


def merge(errand: Errand) -> object:
    """Takes back. `project`, `by`, `paths` -> the report of `annotator merge --json`, and
    `"words"`: the letter."""
    from annotator.packs import letter
    from annotator.packs import merge as take_back

    given = errand.arguments
    paths = [Path(path) for path in given["paths"]]
    with lent_project(errand) as project:
        report = take_back(project, paths, by=given.get("by", ""), progress=errand.progress)
    return {**report.plain(), "words": letter(report)}


def glance(errand: Errand) -> object:
    """`project`, `paths` -> `{"files": [the fields of `annotator.packs.before_taking.Glance`…]}`:
    what taking back would bring; nothing is changed."""
    from annotator.packs.before_taking import glance as look_quickly

    paths = [Path(path) for path in errand.arguments["paths"]]
    with looked_at(errand) as project:
        return {"files": [one.plain() for one in look_quickly(project, paths, errand.progress)]}


def copy(errand: Errand) -> object:
    """`project`, `out` -> `{"path"}`: a checked copy of the project, to send."""
    from annotator.packs.sending import copy_to_send

    given = errand.arguments
    path = copy_to_send(Path(given["project"]), Path(given["out"]), errand.progress)
    return {"path": str(path)}
