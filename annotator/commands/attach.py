"""`annotator attach`: put texts back into records that were published without them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument
from annotator.commands.telling import answer, say, show_progress

if TYPE_CHECKING:
    from annotator.commands.given import Commands


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    words = "Put the texts back into records that were exported with --publish."
    parser = command(commands, "attach", words, attach)
    parser.add_argument(
        "records", type=Path, metavar="FOLDER", help="the published folder, or a .jsonl file"
    )
    parser.add_argument(
        "texts",
        type=Path,
        nargs="*",
        metavar="TEXTS",
        help="files and folders with the texts, or projects; without any, those in FOLDER",
    )
    json_argument(parser)


def attach(given: argparse.Namespace) -> int:
    """Puts texts back by their SHA-256; 1 where some were not found."""
    from annotator.transfer.attaching import attach_texts

    texts = given.texts or ([given.records] if given.records.is_dir() else [given.records.parent])
    report = attach_texts(given.records, texts, progress=show_progress)
    if given.json:
        answer(report.plain())
    for sentence in report.sentences():
        say(sentence)
    return 0 if report.complete else 1
