"""What commands are given: arguments that several of them share, and what they name."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import BadInput
from annotator.paths import resource

if TYPE_CHECKING:
    from annotator.model.people import Annotator
    from annotator.model.scheme import Scheme
    from annotator.model.suggestion import Source
    from annotator.project import Project

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def command(
    commands: "Commands", name: str, words: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(run=run)
    return parser


def project_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", type=Path, metavar="P.annotator", help="the project file")


def json_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")


def sources_argument(parser: argparse.ArgumentParser) -> None:
    names = "quotes,entities,claims,repeats"
    parser.add_argument(
        "--source", type=_sources, default=(), metavar=names, help="only of these, with commas"
    )


def _sources(words: str) -> "tuple[Source, ...]":
    from annotator.model.suggestion import Source

    names = [name.strip() for name in words.split(",") if name.strip()]
    known = [source.value for source in Source]
    if wrong := [name for name in names if name not in known]:
        there = ", ".join(known)
        raise argparse.ArgumentTypeError(f"there is no “{wrong[0]}”; there are {there}")
    return tuple(dict.fromkeys(Source(name) for name in names))


def default_scheme() -> Path:
    """The scheme that ships with the program."""
    return resource("schemes/news-stories.json")


def scheme_file(path: Path) -> "Scheme":
    """The scheme in a file; raises `BadInput` with file, line and reason."""
    from annotator.formats.scheme import read_scheme

    try:
        return read_scheme(path.read_bytes(), str(path))
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error


def looked_at(path: Path) -> "Project":
    """The project, open to read from."""
    from annotator.project import Project

    return Project.open(path, read_only=True)


def named(project: "Project", name: str) -> "Annotator":
    """The annotator called `name`; refused where there is none, or where two have the name."""
    found = [person for person in project.annotators() if person.name == name or person.id == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(
            f"Two annotators are called {name}. Name one by id: "
            + ", ".join(person.id for person in found)
            + "."
        )
    names = ", ".join(person.name for person in project.annotators())
    there = names or "nobody yet; annotator plan --annotators names people"
    raise BadInput(f"There is no annotator called {name} in {project.path} (there: {there}).")
