"""The demo project: the five sample articles and two people's labels of them."""

import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.scheme import read_scheme
from annotator.model.span import Span
from annotator.paths import resource, seed
from annotator.progress import Progress, silent
from annotator.project import Project
from annotator.settings import write_whole
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
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How two people's spans of one label, or of all, stand to each other."""

    a: int
    b: int
    same: int
    other_label: int
    overlapping: int
    only_a: int
    only_b: int


def compare_exactly(a: Sequence[Span], b: Sequence[Span]) -> Numbers:
    """Counts by exact places: same place and label, same place and another label, overlapping.

    A plain count, not an agreement measure: a span of A is `overlapping` when it shares a
    character with a span of the same label by B without being the same.
    """
    places_a, places_b = _places(a), _places(b)
    same = places_a & places_b
    fragments_b = Counter((article, fragments) for article, fragments, _ in places_b - same)
    other = [p for p in places_a - same if fragments_b[p[0], p[1]]]
    rest_a = [p for p in places_a - same if p not in other]
    overlapping = [p for p in rest_a if any(_overlap(p, q) for q in places_b - same)]
    met_b = [q for q in places_b - same if any(_overlap(p, q) for p in rest_a)]
    same_place_b = [q for q in places_b - same if any(p[:2] == q[:2] for p in other)]
    return Numbers(
        a=len(places_a),
        b=len(places_b),
        same=len(same),
        other_label=len(other),
        overlapping=len(overlapping),
        only_a=len(rest_a) - len(overlapping),
        only_b=len((places_b - same) - set(met_b) - set(same_place_b)),
    )


Place = tuple[str, tuple[tuple[int, int], ...], str]


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
    by_label = {}
    for label in project.scheme().labels:
        both = [[s for s in spans[name] if s.label_id == label.id] for name in ANNOTATORS]
        by_label[label.name] = _plain(compare_exactly(*both))
    return {"all labels": _plain(compare_exactly(*spans.values())), "labels": by_label}


def _plain(numbers: Numbers) -> dict[str, int]:
    return {
        "A": numbers.a,
        "B": numbers.b,
        "same": numbers.same,
        "other label": numbers.other_label,
        "overlapping": numbers.overlapping,
        "only A": numbers.only_a,
        "only B": numbers.only_b,
    }


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
