"""Tables: one row for each span, one for each reading with its text, one for each relation.

`spans.csv`, `documents.csv` and `relations.csv` are what we write; a single table of others, with
a text and a span in each row, is read too.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.bundle import Item
from annotator.formats.csv_one_table import read_one_table
from annotator.formats.csv_reading import read_tables
from annotator.formats.csv_rows import DELIMITERS
from annotator.formats.csv_writing import DOCUMENTS, RELATIONS, SAFE, SPANS, write_tables
from annotator.formats.format import Choice, Format, ReadOptions, Sample
from annotator.formats.losses import ALL_PARTS
from annotator.formats.noted import Notes
from annotator.formats.placing import Placing


def _read(path: Path, options: ReadOptions) -> Iterator[Item]:
    placing = Placing(options)
    yield from Notes().thinned(_items(path, options, placing))
    yield from placing.notes()


def _items(path: Path, options: ReadOptions, placing: Placing) -> Iterator[Item]:
    folder = path if path.is_dir() else path.parent
    ours = path.is_dir() or path.name in (SPANS, DOCUMENTS, RELATIONS)
    if ours and (folder / DOCUMENTS).is_file():
        return read_tables(folder, options, placing)
    if path.is_dir():
        raise BadInput(f"{folder} holds no {DOCUMENTS}: the texts are missing.")
    return read_one_table(path, options, placing)


def _tell(sample: Sample) -> str:
    if sample.is_folder:
        if DOCUMENTS in sample.names and SPANS in sample.names:
            return f"the folder holds {SPANS} and {DOCUMENTS}"
        return ""
    if sample.ending not in (".csv", ".tsv"):
        return ""
    for delimiter in DELIMITERS:
        names = _columns(sample, delimiter)
        if {"start", "end", "label"} <= names and "path" not in names:
            return "its columns are start, end and label"
    if sample.path.name == DOCUMENTS and (sample.path.parent / SPANS).is_file():
        return f"{SPANS} stands beside it"
    return ""


def _columns(sample: Sample, delimiter: str) -> set[str]:
    """The names in the first line, in small letters."""
    utf_16 = sample.head.startswith((b"\xff\xfe", b"\xfe\xff"))
    words = sample.head if utf_16 else sample.start
    lines = words.decode("utf-16" if utf_16 else "utf-8", "replace").splitlines()[:1]
    try:
        cells = next(csv.reader(lines, delimiter=delimiter), [])
    except csv.Error:
        return set()
    return {name.strip().strip('"').lower() for name in cells}


CSV = Format(
    "csv",
    "tables of spans, of articles with their texts, and of relations",
    _tell,
    _read,
    write_tables,
    holds=ALL_PARTS,
    choices=(
        Choice(
            "formulas",
            ("kept", SAFE),
            "write cells that a spreadsheet would run as formulas with ' before them",
        ),
    ),
)
