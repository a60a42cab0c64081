"""The demo project: the five sample articles, two people's labels of them, and suggestions."""

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.scheme import read_scheme
from annotator.model.span import Span
from annotator.paths import resource, seed
from annotator.progress import Progress, silent
from annotator.project import Project
from annotator.settings import write_whole
from annotator.suggesting import SuggestOptions, suggest
from annotator.transfer.exporting import export
from annotator.transfer.importing import ImportOptions, import_paths

STORY = "Alibaba and Anthropic"
ANNOTATORS = ("A", "B")


def build_demo(path: Path, progress: Progress = silent) -> None:
    """Makes the demo project at `path`, which must not exist; it appears whole or not at all."""
    if os.path.lexists(path):
        raise BadInput(f"{path} is there already. Name another folder, or remove it.")
    scheme_file = resource("schemes/news-stories.json")
    scheme = read_scheme(scheme_file.read_bytes(), str(scheme_file))
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        with Project.create(unfinished, scheme) as project:
            articles = sorted(seed("articles").glob("*.txt"))
            import_paths(project, articles, ImportOptions(story=STORY), progress=progress)
            for name in ANNOTATORS:
                import_paths(project, [seed(f"demo/{name}.jsonl")], progress=progress)
            # By rules alone: a model takes seconds to load, and the window asks it in time.
            suggest(project, SuggestOptions(use_model=False), progress)
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


Place = tuple[str, tuple[tuple[int, int], ...], str]
"""Article, fragments and label of a span."""


def classes(mine: Sequence[Span], theirs: Sequence[Span]) -> dict[str, int]:
    """How one person's spans stand to another's: numbers by class, which add up to `spans`.

    `same`: same place and label; `other label`: same place; `overlapping`: shares a character with
    a span of the same label; `alone`: none of these. A plain count, no agreement measure.
    """
    own, others = _places(mine), _places(theirs)
    grounds = {(article, fragments) for article, fragments, _ in others}
    found = Counter(_class(place, others, grounds) for place in own)
    names = ("same", "other label", "overlapping", "alone")
    return {"spans": len(own), **{name: found[name] for name in names}}


def _class(place: Place, others: Set[Place], grounds: Set[tuple[object, ...]]) -> str:
    if place in others:
        return "same"
    if place[:2] in grounds:
        return "other label"
    return "overlapping" if any(_overlap(place, other) for other in others) else "alone"


def _places(spans: Sequence[Span]) -> set[Place]:
    return {(s.article_id, s.fragments, s.label_id) for s in spans}


def _overlap(p: Place, q: Place) -> bool:
    if p[0] != q[0] or p[2] != q[2]:
        return False
    return any(a < d and c < b for a, b in p[1] for c, d in q[1])


def comparison(project: Project) -> dict[str, object]:
    """What the two label sets of the demo have in common, label by label, as plain data."""
    people = {person.name: person.id for person in project.annotators()}
    spans = {
        name: [s for article in project.articles() for s in project.spans(article.id, people[name])]
        for name in ANNOTATORS
    }
    labels = {
        label.name: _both({n: [s for s in spans[n] if s.label_id == label.id] for n in spans})
        for label in project.scheme().labels
    }
    return {"all labels": _both(spans), "labels": labels}


def _both(spans: Mapping[str, Sequence[Span]]) -> dict[str, dict[str, int]]:
    a, b = ANNOTATORS
    return {a: classes(spans[a], spans[b]), b: classes(spans[b], spans[a])}


def write_demo(folder: Path, progress: Progress = silent) -> tuple[Path, ...]:
    """Builds the demo in `folder`: project, export, comparison. Returns what was written."""
    project_file = folder / "demo.annotator"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{folder} cannot be made: {error.strerror}.") from error
    build_demo(project_file, progress)
    with Project.open(project_file, read_only=True) as project:
        export(project, folder / "export", progress=progress)
        compared = json.dumps(comparison(project), indent=1) + "\n"
    write_whole(folder / "comparison.json", compared.encode())
    return project_file, folder / "export", folder / "comparison.json"
