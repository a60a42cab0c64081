"""The formats by name, what each is, and a guess which one a path holds.

A new format joins with one line in `FORMATS`, and one in `guess` if it can be told by its content.
"""

from dataclasses import dataclass
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.jsonl import PARTS

_SAMPLE = 4096
_TABLES = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name on the command line; `what` is for people."""

    name: str
    what: str
    reads: bool
    writes: bool


FORMATS = (
    Format("text", "text files, and folders of them whose subfolders are stories", True, False),
    Format("table", "a CSV table that names text files with their facts", True, False),
    Format("jsonl", "records with spans, one line per article and annotator", True, True),
)


@dataclass(frozen=True, slots=True)
class Guess:
    """The name of a format, and what it was told by."""

    format: str
    reason: str


def format_named(name: str) -> Format:
    """The format with this name; raises `BadInput` listing those there are."""
    for known in FORMATS:
        if known.name == name:
            return known
    names = ", ".join(known.name for known in FORMATS)
    raise BadInput(f"There is no format “{name}”. These are known: {names}.")


def guess(path: Path) -> Guess:
    """Which format `path` holds, by its content and its ending; plain text if nothing else."""
    if path.is_dir():
        found = [f"{part}.jsonl" for part in PARTS if (path / f"{part}.jsonl").is_file()]
        if found:
            return Guess("jsonl", f"the folder holds {found[0]}")
        return Guess("text", "a folder")
    ending = path.suffix.lower()
    if ending == ".jsonl":
        return Guess("jsonl", "the name ends in .jsonl")
    if ending in _TABLES:
        return Guess("table", f"the name ends in {ending}")
    if ending in ("", ".json", ".ndjson") and _starts_with_object(path):
        return Guess("jsonl", "it begins with a record")
    return Guess("text", "it is a single file")


def _starts_with_object(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            start = file.read(_SAMPLE)
    except (OSError, ValueError):
        return False
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
