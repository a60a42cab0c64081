"""The commands: everything the window does to data, without a window.

Answers go to standard output, words for people and progress to standard error.
Exit codes: 0 done, 1 something was refused, 2 wrong usage.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import __version__
from annotator.errors import AnnotatorError, BadInput, EditRefused
from annotator.paths import resource

if TYPE_CHECKING:
    from annotator.model.people import Annotator
    from annotator.model.scheme import Scheme
    from annotator.project import Project

COMMANDS = ("new", "import", "export", "stats", "check", "undo", "scheme", "formats")
"""The sub-commands that this module runs; `demo` draws pictures and so belongs to the window."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code."""
    parser = _parser()
    try:
        given = parser.parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    run: Callable[[argparse.Namespace], int] = given.run
    return guarded(lambda: run(given))


def guarded(run: Callable[[], int]) -> int:
    """Runs something; errors of the world become a sentence and exit code 1."""
    try:
        return run()
    except AnnotatorError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Stopped. Nothing was changed.")
        return 130
    except BrokenPipeError:
        return 1


def say(words: str) -> None:
    """Words for people."""
    print(words, file=sys.stderr)


def answer(value: object) -> None:
    """An answer as JSON on standard output."""
    print(json.dumps(value, ensure_ascii=False))


def show_progress(done: int, total: int, what: str) -> None:
    """Progress on one line of a terminal; nothing where nobody looks."""
    if sys.stderr.isatty():
        part = f"{done} of {total}" if total else str(done)
        end = "\n" if total and done >= total else ""
        print(f"\r\033[K{part}  {what[:60]}", end=end, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="annotator",
        description="Read several articles about one story side by side and mark spans in them. "
        "Without a command, or with text files or a project, it opens the window. "
        "“annotator demo” opens the demo project.",
    )
    parser.add_argument("--version", action="version", version=f"annotator {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _new(commands)
    _import(commands)
    _export(commands)
    _stats(commands)
    _check(commands)
    _undo(commands)
    _scheme(commands)
    _formats(commands)
    return parser


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def _command(
    commands: "Commands", name: str, words: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(run=run)
    return parser


def _project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", type=Path, metavar="P.annotator", help="the project file")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")


def _new(commands: "Commands") -> None:
    parser = _command(commands, "new", "Make a new, empty project.", new)
    _project(parser)
    parser.add_argument("--scheme", type=Path, metavar="FILE", help="the label scheme (JSON)")


def new(given: argparse.Namespace) -> int:
    """Makes a new project."""
    from annotator.project import Project

    scheme = _scheme_file(given.scheme or default_scheme())
    Project.create(given.project, scheme).close()
    say(
        f"{given.project} made, with the scheme “{scheme.name}”: "
        f"{', '.join(label.name for label in scheme.offered)}."
    )
    return 0


def default_scheme() -> Path:
    """The scheme that ships with the program."""
    return resource("schemes/news-stories.json")


def _scheme_file(path: Path) -> "Scheme":
    from annotator.formats.scheme import read_scheme

    try:
        return read_scheme(path.read_bytes(), str(path))
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error


def _stats(commands: "Commands") -> None:
    parser = _command(commands, "stats", "Numbers of a project: stories, articles, spans.", stats)
    _project(parser)
    _json(parser)


def stats(given: argparse.Namespace) -> int:
    """Prints the numbers of a project."""
    with _looked_at(given.project) as project:
        numbers = project.statistics()
    if given.json:
        answer(numbers)
        return 0
    print(f"{numbers['stories']} stories, {numbers['articles']} articles, {numbers['spans']} spans")
    for person in numbers["annotators"]:  # type: ignore[attr-defined]
        print(
            f"  {person['name']} ({person['role']}): {person['spans']} spans, "
            f"{person['done']} done, {person['in_progress']} in progress, "
            f"{round(person['seconds'] / 60)} min"
        )
    for name, number in numbers["labels"].items():  # type: ignore[attr-defined]
        print(f"  {name}: {number}")
    return 0


def _looked_at(path: Path) -> "Project":
    from annotator.project import Project

    return Project.open(path, read_only=True)


def _check(commands: "Commands") -> None:
    words = "Check a project: integrity, every span against its text, text hashes, version."
    parser = _command(commands, "check", words, check)
    _project(parser)
    _json(parser)


def check(given: argparse.Namespace) -> int:
    """Checks a project; 0 when all is well, 1 with a list when not."""
    with _looked_at(given.project) as project:
        faults = project.faults(show_progress)
    if given.json:
        listed = [{"check": fault.check, "what": fault.sentence} for fault in faults]
        answer({"ok": not faults, "faults": listed})
    elif faults:
        for fault in faults:
            print(f"{fault.check}: {fault.sentence}")
    else:
        print("All is well.")
    return 1 if faults else 0


def _undo(commands: "Commands") -> None:
    parser = _command(commands, "undo", "Undo the last step, or list the steps.", undo)
    _project(parser)
    parser.add_argument("--annotator", metavar="NAME", help="only steps of this annotator")
    parser.add_argument("--list", action="store_true", help="list the steps, newest first")
    _json(parser)


def undo(given: argparse.Namespace) -> int:
    """Undoes the last step of an annotator, or of anybody, or lists the steps."""
    from annotator.project import Project

    with Project.open(given.project, read_only=given.list) as project:
        names = {person.id: person.name for person in project.annotators()}
        by = named(project, given.annotator).id if given.annotator else None
        if given.list:
            steps = [
                {
                    "step": step.number,
                    "annotator": names.get(step.annotator_id, ""),
                    "at": step.at,
                    "name": step.name,
                    "undone": step.undone,
                }
                for step in project.history(by)
            ]
            _list_steps(steps, as_json=given.json)
            return 0
        step = project.next_undo(by)
        if step is None:
            raise EditRefused("There is nothing to undo.")
        project.undo(by)
    if given.json:
        answer({"undone": {"step": step.number, "name": step.name}})
    else:
        say(f"Undone: {step.name} ({names.get(step.annotator_id, 'the project')}, {step.at}).")
    return 0


def _list_steps(steps: list[dict[str, object]], *, as_json: bool) -> None:
    if as_json:
        answer({"steps": steps})
        return
    for step in steps:
        undone = "  (undone)" if step["undone"] else ""
        print(f"{step['step']:>6}  {step['at']}  {step['annotator']}  {step['name']}{undone}")


def named(project: "Project", name: str) -> "Annotator":
    """The annotator called `name`; refused where there is none, or where two have the name."""
    found = [person for person in project.annotators() if person.name == name or person.id == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(
            f"Two annotators are called {name}. Name one by id: "
            + ", ".join(person.id for person in found)
        )
    names = ", ".join(person.name for person in project.annotators()) or "nobody yet"
    raise BadInput(f"There is no annotator called {name} in {project.path} (there: {names}).")


def _scheme(commands: "Commands") -> None:
    parser = _command(commands, "scheme", "Show or set the label scheme of a project.", scheme)
    parser.add_argument("action", choices=("show", "set"))
    _project(parser)
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="to write to, or to set the scheme from"
    )


def scheme(given: argparse.Namespace) -> int:
    """Shows the scheme of a project as JSON, or sets it from a file."""
    if given.action == "show":
        return _show_scheme(given)
    if given.file is None:
        say("annotator scheme set needs the scheme file: annotator scheme set P.annotator FILE")
        return 2
    from annotator.edits.schemes import save_scheme, with_known_ids
    from annotator.project import Project

    wanted = _scheme_file(given.file)
    with Project.open(given.project) as project:
        project.apply(save_scheme(with_known_ids(wanted, project.scheme())))
        now = project.scheme()
    say(f"{given.project} has the scheme “{now.name}”, version {now.version}.")
    return 0


def _show_scheme(given: argparse.Namespace) -> int:
    from annotator.formats.scheme import write_scheme

    with _looked_at(given.project) as project:
        words = write_scheme(project.scheme())
    if given.file is None:
        print(words)
        return 0
    try:
        given.file.write_text(words, encoding="utf-8", newline="")
    except OSError as error:
        raise BadInput(f"{given.file} cannot be written: {error.strerror}.") from error
    return 0


def _import(commands: "Commands") -> None:
    words = "Bring articles, and spans in them, into a project."
    parser = _command(commands, "import", words, bring_in)
    _project(parser)
    parser.add_argument("paths", type=Path, nargs="*", metavar="PATH", help="files and folders")
    parser.add_argument("--table", type=Path, metavar="CSV", help="a table of articles")
    parser.add_argument("--story", metavar="NAME", help="the story that articles belong to")
    parser.add_argument("--format", metavar="NAME", help="the format (see: annotator formats)")
    parser.add_argument("--annotator", metavar="NAME", help="whose spans they are, where unsaid")
    _json(parser)


def bring_in(given: argparse.Namespace) -> int:
    """Imports files, folders or a table and says what came of each."""
    from annotator.project import Project
    from annotator.transfer.importing import ImportOptions, import_staged, stage

    if not given.paths and given.table is None:
        say("Name what to import: annotator import P.annotator PATH … or --table stories.csv")
        return 2
    options = ImportOptions(
        story=given.story or "", format=given.format or "", annotator=given.annotator or ""
    )
    staged = stage(given.paths, options, table=given.table, progress=show_progress)
    report = staged.report
    if staged.ready:
        with Project.open(given.project) as project:
            report = import_staged(project, staged, progress=show_progress)
    else:
        _looked_at(given.project).close()  # a project that is none is said too
    if given.json:
        answer(report.plain())
    for sentence in report.sentences():
        say(sentence)
    return 0 if report.complete else 1


def _export(commands: "Commands") -> None:
    parser = _command(commands, "export", "Write a project out as training data.", take_out)
    _project(parser)
    parser.add_argument("out", type=Path, metavar="OUT", help="a .jsonl file, or a folder")
    parser.add_argument("--format", default="jsonl", metavar="NAME")
    parser.add_argument("--annotator", action="append", metavar="NAME", help="only these")
    parser.add_argument("--status", action="append", metavar="STATUS", help="only these readings")
    parser.add_argument("--split", metavar="80/10/10", help="train, dev and test in percent")
    parser.add_argument("--seed", type=int, default=0, help="for the split")
    parser.add_argument("--fragments", choices=("keep", "hull", "separate", "drop"), default="keep")
    _json(parser)


def take_out(given: argparse.Namespace) -> int:
    """Exports readings as training data."""
    from annotator.formats.fragments import Fragments
    from annotator.formats.splits import read_percentages
    from annotator.model.reading import Status
    from annotator.project import Project
    from annotator.transfer.exporting import ExportOptions, export

    known = [status.value for status in Status]
    if wrong := [status for status in given.status or () if status not in known]:
        raise BadInput(f"There is no status “{wrong[0]}”. These are known: {', '.join(known)}.")
    split = read_percentages(given.split) if given.split else None
    # A split is kept in the project, so that new stories only add: that is a write.
    with Project.open(given.project, read_only=split is None) as project:
        options = ExportOptions(
            format=given.format,
            annotators=tuple(named(project, name).id for name in given.annotator or ()),
            statuses=tuple(Status(status) for status in given.status or ()),
            split=split,
            seed=given.seed,
            fragments=Fragments(given.fragments),
        )
        report = export(project, given.out, options, progress=show_progress)
    if given.json:
        answer(report.plain())
    for sentence in report.sentences:
        say(sentence)
    say(f"{report.written.records} records, {report.written.spans} spans: {given.out}")
    return 0


def _formats(commands: "Commands") -> None:
    parser = _command(commands, "formats", "List the formats and what each is.", formats)
    _json(parser)


def formats(given: argparse.Namespace) -> int:
    """Lists the formats."""
    from annotator.formats.registry import FORMATS

    if given.json:
        listed = [
            {"name": f.name, "what": f.what, "import": f.reads, "export": f.writes} for f in FORMATS
        ]
        answer({"formats": listed})
        return 0
    for one in FORMATS:
        ways = " and ".join(w for w, can in (("import", one.reads), ("export", one.writes)) if can)
        print(f"{one.name:10} {ways:18} {one.what}")
    return 0
