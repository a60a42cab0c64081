"""`annotator export`: export training data."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, named, project_argument
from annotator.commands.telling import answer, say, show_progress, tell
from annotator.errors import AnnotatorError, BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.commands.given import Commands
    from annotator.formats.losses import Loss
    from annotator.project import Project


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "export", "Write a project out as training data.", take_out)
    project_argument(parser)
    parser.add_argument("out", type=Path, metavar="OUT", help="a .jsonl file, or a folder")
    parser.add_argument("--format", default="jsonl", metavar="NAME")
    for name, what in (
        ("annotator", "only these people’s"),
        ("status", "only these readings"),
        ("label", "only spans with these labels"),
        ("story", "only these stories"),
    ):
        # `--annotator A B` and `--annotator A --annotator B` say the same.
        parser.add_argument(
            f"--{name}", action="extend", nargs="+", metavar=name.upper(), help=what
        )
    parser.add_argument("--split", metavar="80/10/10", help="train, dev and test in percent")
    parser.add_argument("--gold", action="store_true", help="only what was adjudicated")
    parser.add_argument("--seed", type=int, default=0, help="for the split")
    parser.add_argument(
        "--stratify", action="store_true", help="spread each label evenly over the split"
    )
    parser.add_argument("--fragments", choices=("keep", "hull", "separate", "drop"), default="keep")
    parser.add_argument(
        "--pseudonyms", action="store_true", help="name no annotator; the same ones every time"
    )
    parser.add_argument(
        "--publish",
        action="store_true",
        help="without texts, notes and names; see: annotator attach",
    )
    parser.add_argument(
        "--soft-labels",
        action="store_true",
        help="also which share of the annotators gave each character a label (soft.jsonl)",
    )
    parser.add_argument(
        "--choose",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="what only some formats ask (see: annotator formats)",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="write nothing; say what the format would lose"
    )
    json_argument(parser)


def take_out(given: argparse.Namespace) -> int:
    """Exports readings as training data."""
    from annotator.formats.fragments import Fragments
    from annotator.formats.splits import read_percentages
    from annotator.model.reading import Status
    from annotator.project import Project
    from annotator.transfer.export_options import ExportOptions
    from annotator.transfer.exporting import export, losses
    from annotator.transfer.pseudonyms import SECRET

    known = [status.value for status in Status]
    if wrong := [status for status in given.status or () if status not in known]:
        raise BadInput(f"There is no status “{wrong[0]}”. These are known: {', '.join(known)}.")
    split = read_percentages(given.split) if given.split else None
    # A split is kept in the project, so that new stories only add: that is a write. So is, once,
    # the secret that pseudonyms are made from.
    secret = given.pseudonyms or given.publish
    writes = (split is not None and not given.dry_run) or (
        secret and not _has_secret(given.project)
    )
    with Project.open(given.project, read_only=not writes) as project:
        options = ExportOptions(
            format=given.format,
            annotators=tuple(named(project, name).id for name in given.annotator or ()),
            statuses=tuple(Status(status) for status in given.status or ()),
            split=split,
            seed=given.seed,
            fragments=Fragments(given.fragments),
            pseudonyms=given.pseudonyms,
            labels=_labels(project, given.label or ()),
            stories=_stories(project, given.story or ()),
            gold=given.gold,
            stratify=given.stratify,
            publish=given.publish,
            soft_labels=given.soft_labels,
            choices=dict(_choice(words) for words in given.choose),
        )
        if given.dry_run:
            if secret:
                project.secret(SECRET)
            found = losses(project, options, out=given.out, progress=show_progress)
            return _told(found, as_json=given.json)
        report = export(project, given.out, options, progress=show_progress)
    if given.json:
        answer(report.plain())
    for sentence in (*report.sentences, *(loss.sentence for loss in report.losses)):
        say(sentence)
    written = report.written
    ends = ["" if number == 1 else "s" for number in (written.records, written.spans)]
    say(f"{written.records} record{ends[0]}, {written.spans} span{ends[1]}: {given.out}")
    return 0


def _told(found: "Sequence[Loss]", *, as_json: bool) -> int:
    if as_json:
        answer({"losses": [loss.plain() for loss in found]})
        return 0
    for loss in found:
        tell(loss.sentence)
    if not found:
        tell("Nothing would be lost.")
    return 0


def _choice(words: str) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    if not equals or not name:
        raise BadInput(f"“{words}” is no choice. Write NAME=VALUE.")
    return name.strip(), value.strip()


def _labels(project: "Project", names: "Sequence[str]") -> tuple[str, ...]:
    known = [label.name for label in project.scheme().labels]
    if wrong := [name for name in names if name not in known]:
        raise BadInput(f"There is no label “{wrong[0]}”. There are: {', '.join(known) or 'none'}.")
    return tuple(names)


def _stories(project: "Project", names: "Sequence[str]") -> tuple[str, ...]:
    known = {story.name: story.id for story in project.stories()}
    if wrong := [name for name in names if name not in known]:
        raise BadInput(f"There is no story “{wrong[0]}”. There are: {', '.join(known) or 'none'}.")
    return tuple(known[name] for name in names)


def _has_secret(path: Path) -> bool:
    from annotator.project import Project
    from annotator.transfer.pseudonyms import SECRET

    try:
        with Project.open(path, read_only=True) as project:
            return bool(project.records.facts.get(SECRET))
    except AnnotatorError:
        return False  # what is the matter is told when it is opened to be written
