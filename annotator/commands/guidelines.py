"""`annotator guidelines`: show or set the guidelines, make the codebook, list what to look at."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, looked_at, named, project_argument
from annotator.commands.telling import answer, say, tell
from annotator.errors import BadInput

if TYPE_CHECKING:
    from annotator.commands.given import Commands
    from annotator.model.older_rule import OlderSpan
    from annotator.project import Project

WORDS = "Show or set the guidelines, make the codebook, list spans made under an older rule."


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "guidelines", WORDS, guidelines)
    project_argument(parser)
    parser.add_argument("action", choices=("show", "set", "codebook", "review"))
    parser.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="FILE",
        help="Markdown to show to or to set from; the HTML page of the codebook",
    )
    parser.add_argument("--changes", default="", metavar="WORDS", help="what is new, in words")
    parser.add_argument("--annotator", metavar="NAME", help="whose spans to review")
    json_argument(parser)


def guidelines(given: argparse.Namespace) -> int:
    """Does what was asked for."""
    actions = {"show": _show, "set": _set, "codebook": _codebook, "review": _review}
    return actions[given.action](given)


def _show(given: argparse.Namespace) -> int:
    with looked_at(given.project) as project:
        current = project.guidelines()
    if given.json:
        found = {"version": 0, "text": "", "changes": "", "created_at": ""}
        if current is not None:
            found = {name: getattr(current, name) for name in found}
        answer(found)
    elif current is None:
        say(f"{given.project} has no guidelines yet.")
    elif given.file is not None:
        _write(given.file, current.text)
    else:
        tell(current.text)
    return 0


def _set(given: argparse.Namespace) -> int:
    if given.file is None:
        say("annotator guidelines P.annotator set needs the file with the Markdown.")
        return 2
    from annotator.edits.guidelines import set_guidelines
    from annotator.formats.text import decode, read_bytes
    from annotator.project import Project

    text = decode(read_bytes(given.file), str(given.file)).text
    with Project.open(given.project) as project:
        pack = project.pack_of()
        if pack is not None:
            where = "The guidelines are changed in the lead’s project."
            raise BadInput(f"This file is a pack for {pack.name}. {where}")
        before = project.guidelines()
        project.apply(set_guidelines(text, given.changes))
        current = project.guidelines()
    version = current.version if current else 0
    same = " already" if before is not None and before == current else ""
    say(f"{given.project} has these guidelines{same}, version {version}.")
    return 0


def _codebook(given: argparse.Namespace) -> int:
    if given.file is None:
        say("annotator guidelines P.annotator codebook needs the page to write: OUT.html")
        return 2
    from annotator.codebooks import codebook_of

    with looked_at(given.project) as project:
        page = codebook_of(project)
    _write(given.file, page)
    say(f"Codebook written: {given.file}")
    return 0


def _write(path: Path, words: str) -> None:
    from annotator.formats.whole import whole_file

    with whole_file(path) as file:
        file.write(words.encode())


def _review(given: argparse.Namespace) -> int:
    from annotator.reviewing import review

    with looked_at(given.project) as project:
        pack = project.pack_of()
        whose = given.annotator or (pack.annotator_id if pack else "")
        if not whose:
            say("Say whose spans: --annotator NAME.")
            return 2
        person = named(project, whose)
        found = review(project, person.id)
        spans = [_plain(project, one) for one in found.spans]
    changes = [
        {"what": one.what, "since": one.since, "changes": list(one.sentences)}
        for one in found.changes
    ]
    if given.json:
        answer({"annotator": person.name, "changes": changes, "spans": spans})
        return 0
    for one in found.changes:
        tell(f"{one.what} ({one.since[:10]})")
        for sentence in one.sentences:
            tell(f"  {sentence}")
    number = len(spans)
    tell(f"{number} span{'' if number == 1 else 's'} of {person.name} to look at")
    for span in spans:
        tell(f"  {span['article']} {span['start']}–{span['end']} {span['label']}: {span['text']}")
    return 0


def _plain(project: "Project", older: "OlderSpan") -> dict[str, object]:
    span = older.span
    label = project.scheme().label(span.label_id)
    return {
        "id": span.id,
        "article": project.article(span.article_id).name,
        "label": label.name if label else span.label_id,
        "start": span.start,
        "end": span.end,
        "text": " ".join(span.quoted(project.text(span.article_id)).split()),
        "updated_at": span.updated_at or span.created_at or "",
        "why": list(older.why),
    }
