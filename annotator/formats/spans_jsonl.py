"""Our own records as one of the formats."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.formats.bundle import Item, ReadingRecord
from annotator.formats.format import Format, ReadOptions, Sample, WriteOptions, Written
from annotator.formats.jsonl import PARTS, read_jsonl, read_scheme_beside, write_jsonl
from annotator.formats.losses import ALL_PARTS


def tell(sample: Sample) -> str:
    """By the format that the first record names, by its ending, or by a record at the start."""
    if sample.is_folder:
        found = [f"{part}.jsonl" for part in PARTS if f"{part}.jsonl" in sample.names]
        return f"the folder holds {found[0]}" if found else ""
    if b'"format":"spans/' in sample.head.replace(b'": "', b'":"'):
        return "its records say that they are spans/1"
    if sample.ending == ".jsonl":
        return "the name ends in .jsonl"
    if sample.ending in ("", ".json", ".ndjson") and sample.start[:1] == b"{":
        return "it begins with a record"
    return ""


def _read(path: Path, options: ReadOptions) -> Iterator[Item]:
    return read_jsonl(path, options=options)


def _write(path: Path, records: Iterable[ReadingRecord], options: WriteOptions) -> Written:
    return write_jsonl(
        path,
        records,
        scheme=options.scheme,
        by_split=options.by_split,
        progress=options.progress,
    )


JSONL = Format(
    "jsonl",
    "records with spans, one line per article and annotator",
    tell,
    _read,
    _write,
    holds=ALL_PARTS,
    scheme=read_scheme_beside,
    ending=".jsonl",
    by_line=True,
)
