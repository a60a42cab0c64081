"""A table of articles: one row per text file, with the facts that are known about it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.bundle import FACTS, Item, Noted, Refused
from annotator.formats.text import decode, encoding_note, read_article, read_bytes
from annotator.progress import Progress, silent

_COLUMNS = ("path", "story", *FACTS)
_DELIMITERS = (",", ";", "\t")
_LONGEST_FIELD = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: list[str]


def read_table(path: Path, *, story: str = "", progress: Progress = silent) -> Iterator[Item]:
    """The articles a CSV table names; paths are relative to the table, unknown columns are kept.

    Columns: path, story, title, outlet, byline, published, URL, retrieved (path is needed).
    A row without a story belongs to `story`. Cells are taken as they are. The same file may stand
    in several stories, and in one with several outlets: these are articles of their own. Raises
    `BadInput` if the table itself cannot be read; a row that cannot be taken is `Refused`.
    """
    decoded = decode(read_bytes(path), str(path))
    yield from encoding_note(decoded, str(path))
    header, delimiter = _header(decoded.text, path)
    rows = _rows(decoded.text, delimiter, path)
    next(rows)
    seen: set[tuple[Path, str, str]] = set()
    for row in rows:
        if not any(row.cells):
            continue
        progress(row.line, 0, path.name)
        yield from _article(row, header, path, story, seen)


def _header(text: str, path: Path) -> tuple[list[str], str]:
    for delimiter in _DELIMITERS:
        first = next(_rows(text, delimiter, path), _Row(1, []))
        names = [_column(cell) for cell in first.cells]
        if "path" not in names:
            continue
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise BadInput(f"{path}, line 1: the column {twice[0]!r} stands twice.")
        if "" in names:
            raise BadInput(f"{path}, line 1: column {names.index('') + 1} has no name.")
        return names, delimiter
    raise BadInput(
        f"{path}, line 1: there is no column called “path”. The first line names the columns: "
        "path, story, title, outlet, byline, published, URL, retrieved."
    )


def _column(cell: str) -> str:
    name = cell.strip()
    return name.lower() if name.lower() in (*_COLUMNS, "version_of") else name


def _rows(text: str, delimiter: str, path: Path) -> Iterator[_Row]:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield _Row(line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(
            f"{path}, line {line}: the row cannot be read ({error}). "
            "A quotation mark may be missing at the end of a cell."
        ) from None


def _article(
    row: _Row, header: list[str], table: Path, story: str, seen: set[tuple[Path, str, str]]
) -> Iterator[Item]:
    where = f"{table}, line {row.line}"
    if len(row.cells) != len(header):
        why = f"the row has {len(row.cells)} cells, the first line names {len(header)} columns."
        yield Refused(where, why)
        return
    cells = dict(zip(header, row.cells, strict=True))
    named = cells.pop("path").strip()
    if not named:
        yield Refused(where, "the row names no path.")
        return
    file = table.parent / named
    story = cells.pop("story", "") or story
    one = (file, story, cells.get("outlet", ""))
    if one in seen:
        yield Refused(where, f"{named} stands in the table already.")
        return
    seen.add(one)
    try:
        article, notes = read_article(file, story=story)
    except BadInput as error:
        yield Refused(where, str(error))
        return
    facts = {name: cells.pop(name) for name in FACTS if name in cells}
    version_of = cells.pop("version_of", "")
    extra = tuple((name, value) for name, value in cells.items() if value)
    yield from (Noted(f"{where}: {note.where}", note.what) for note in notes)
    article = article.with_facts({name: value for name, value in facts.items() if value})
    yield replace(article, extra=extra, version_of=version_of, where=where)
