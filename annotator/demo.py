"""The demo project: the five sample articles, two people's labels and groups of them, and
suggestions."""

import os
from pathlib import Path

from annotator.agree.comparison import Options
from annotator.agree.many import Many
from annotator.comparing import CompareOptions, compare_all, write_html, write_json
from annotator.errors import BadInput
from annotator.formats.scheme import read_scheme
from annotator.paths import resource, seed
from annotator.progress import Progress, silent
from annotator.project import Project
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
            import_paths(project, [seed("demo/groups.jsonl")], progress=progress)
            # By rules alone: a model takes seconds to load, and the window asks it in time.
            suggest(project, SuggestOptions(use_model=False), progress)
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


def comparison(project: Project, progress: Progress = silent) -> Many:
    """The two label sets of the demo compared, with every figure there is."""
    people = {person.name: person for person in project.annotators()}
    options = CompareOptions(figures=Options(gamma=True, rare=True))
    return compare_all(project, [people[name] for name in ANNOTATORS], options, progress)


def write_demo(folder: Path, progress: Progress = silent) -> tuple[Path, ...]:
    """Builds the demo in `folder`: project, export, comparison (as `annotator compare` gives it, in
    JSON and as a page). Returns what was written."""
    project_file = folder / "demo.annotator"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{folder} cannot be made: {error.strerror}.") from error
    build_demo(project_file, progress)
    with Project.open(project_file, read_only=True) as project:
        export(project, folder / "export", progress=progress)
        compared = comparison(project, progress)
    write_json(compared, folder / "compare.json")
    write_html(compared, folder / "compare.html")
    return project_file, folder / "export", folder / "compare.json", folder / "compare.html"
