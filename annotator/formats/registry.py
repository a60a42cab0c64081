"""The formats by name, what each is, and a guess which one a path holds.

A new format joins with one line in `FORMATS`, in whose order a path is looked at.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.articles import TEXT
from annotator.formats.brat import BRAT
from annotator.formats.conll import CONLL
from annotator.formats.csv_spans import CSV
from annotator.formats.docbin import DOCBIN
from annotator.formats.doccano import DOCCANO
from annotator.formats.docx_articles import DOCX
from annotator.formats.format import Format, Sample
from annotator.formats.html_articles import HTML
from annotator.formats.huggingface import HUGGINGFACE
from annotator.formats.labelstudio import LABELSTUDIO
from annotator.formats.markdown_articles import MARKDOWN
from annotator.formats.pdf_articles import PDF
from annotator.formats.prodigy import PRODIGY
from annotator.formats.spans_jsonl import JSONL
from annotator.formats.table_format import TABLE
from annotator.formats.whole import MANIFEST, read_manifest

_HEAD = 64 * 1024
_NAMES = 2000
_DEEP = 3

FORMATS: tuple[Format, ...] = (
    JSONL,
    PRODIGY,
    DOCCANO,
    LABELSTUDIO,
    BRAT,
    CONLL,
    DOCBIN,
    HUGGINGFACE,
    CSV,
    HTML,
    DOCX,
    PDF,
    MARKDOWN,
    TABLE,
    TEXT,
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
    sample = sample_of(path)
    told = read_manifest(path).get("format") if sample.is_folder else None
    if any(known.name == told for known in FORMATS):
        return Guess(str(told), f"{MANIFEST} in the folder says so")
    for known in sorted(FORMATS, key=_certainty):
        if known.reads and (reason := known.tell(sample)):
            return Guess(known.name, reason)
    return Guess("text", "a folder" if sample.is_folder else "it is a single file")


def _certainty(known: Format) -> bool:
    """Formats that are told by an ending stand behind those that are told by what is in them."""
    return known.name in ("jsonl", "table", "text")


def sample_of(path: Path) -> Sample:
    """The beginning of a file, or the names in a folder; empty for what cannot be read."""
    try:
        if path.is_dir():
            return Sample(path, is_folder=True, names=tuple(_names(path)))
        if not path.is_file():
            return Sample(path)
        with path.open("rb") as file:
            return Sample(path, head=file.read(_HEAD))
    except (OSError, ValueError):
        return Sample(path)


def _names(folder: Path) -> Iterator[str]:
    found = 0
    for where, folders, files in os.walk(folder):
        below = Path(where).relative_to(folder)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if len(below.parts) >= _DEEP:
            folders.clear()
        for name in sorted(files):
            found += 1
            if found > _NAMES:
                return
            yield (below / name).as_posix()
