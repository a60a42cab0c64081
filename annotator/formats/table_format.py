"""A table of articles as one of the formats."""

from collections.abc import Iterator
from pathlib import Path

from annotator.formats.bundle import Item
from annotator.formats.format import Format, ReadOptions, Sample
from annotator.formats.table import read_table

ENDINGS = (".csv", ".tsv")


def _tell(sample: Sample) -> str:
    return f"the name ends in {sample.ending}" if sample.ending in ENDINGS else ""


def _read(path: Path, options: ReadOptions) -> Iterator[Item]:
    return read_table(path, story=options.story, progress=options.progress)


TABLE = Format("table", "a CSV table that names text files with their facts", _tell, _read)
