"""Rows of CSV: written one by one, and read with the place where each stands.

Files are UTF-8 with a byte order mark, by which spreadsheets know it; what is read may be UTF-16
with one, and parted by commas, semicolons or tabs.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from annotator.errors import BadInput
from annotator.formats.bundle import Refused
from annotator.formats.text import decode, read_bytes

if TYPE_CHECKING:
    import _csv

DELIMITERS = ",;\t"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")
"""What a spreadsheet would run, and the sign that keeps it from doing so."""
_LONGEST_FIELD = 64 * 1024 * 1024


# Writing


class Table:
    """Writes rows into an open file; `safe`: what a spreadsheet would run has ' before it."""

    def __init__(self, file: TextIO, header: Sequence[str], *, safe: bool) -> None:
        self._writer = csv.writer(file, lineterminator="\r\n")
        self._safe = safe
        self.write(header)

    def write(self, cells: Sequence[str]) -> None:
        """Writes one row."""
        if self._safe:
            cells = [f"'{cell}" if cell.startswith(_DANGEROUS) else cell for cell in cells]
        self._writer.writerow(cells)


# Reading


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by the names of their columns, and where it stands."""

    where: str
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        """The cell of a column, "" where there is none."""
        return self.cells.get(name, "")

    @property
    def raw(self) -> str:
        """The row as it can be kept to be mended."""
        return json.dumps(self.cells, ensure_ascii=False)

    @property
    def key(self) -> tuple[str, str]:
        """The article and the annotator that it belongs to."""
        return self.get("doc_id"), self.get("annotator_id") or self.get("annotator")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How rows are written. `ours`: parted by commas, names of columns exactly as they stand;
    `safe`: with ' before what a spreadsheet would run. `encoding`: "" for UTF-8 or by its mark."""

    ours: bool = False
    safe: bool = False
    encoding: str = ""


def rows(path: Path, dialect: Dialect) -> Iterator[Row | Refused]:
    """The rows below the first, which names the columns. Raises `BadInput` for what is no table."""
    csv.field_size_limit(_LONGEST_FIELD)
    encoding = dialect.encoding or _encoding(path)
    if dialect.encoding:
        decode(b"", "", encoding)  # whether there is such a one
    reader = None
    try:
        with path.open(encoding=encoding, newline="") as file:
            delimiter = "," if dialect.ours else _delimiter(file)
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            yield from _each(reader, path, delimiter, dialect)
    except csv.Error as error:
        line = reader.line_num if reader else 1
        raise BadInput(
            f"{path}, line {line}: the row cannot be read ({error}). "
            "A quotation mark may be missing at the end of a cell."
        ) from None
    except UnicodeError:
        decode(read_bytes(path), str(path), encoding)  # says where
        raise
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from None


def _each(
    reader: "_csv.Reader", path: Path, delimiter: str, dialect: Dialect
) -> Iterator[Row | Refused]:
    header = next(reader, [])
    header = header if dialect.ours else [name.strip() for name in header]
    header = [name.removeprefix("'") for name in header] if dialect.safe else header
    _check_header(header, path)
    line = reader.line_num + 1
    for cells in reader:
        where = f"{path}, line {line}"
        line = reader.line_num + 1
        if not any(cells):
            continue
        if len(cells) != len(header):
            why = f"the row has {len(cells)} cells, the first line {len(header)} columns."
            yield Refused(where, why, delimiter.join(cells))
            continue
        if dialect.safe:
            cells = [cell.removeprefix("'") for cell in cells]
        yield Row(where, dict(zip(header, cells, strict=True)))


def _encoding(path: Path) -> str:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from None
    return "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"


def _delimiter(file: TextIO) -> str:
    first = file.readline()
    file.seek(0)
    counts = {sign: first.count(sign) for sign in DELIMITERS}
    return max(counts, key=lambda sign: counts[sign])


def _check_header(header: Sequence[str], path: Path) -> None:
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise BadInput(f"{path}, line 1: the column {twice[0]!r} stands twice.")
    if "" in header:
        raise BadInput(f"{path}, line 1: column {header.index('') + 1} has no name.")
