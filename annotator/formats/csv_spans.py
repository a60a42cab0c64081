"""Tables: one row for each span, one for each reading with its text, one for each relation.

`spans.csv`, `documents.csv` and `relations.csv` as UTF-8 with a byte order mark, by which
spreadsheets know it. An attribute is a column; one with several values is a list of JSON.
"""

import csv
import io
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TextIO

from annotator.errors import BadInput
from annotator.formats.about import KEYS, about, told
from annotator.formats.bundle import (
    Item,
    ReadingRecord,
    Refused,
    RelationRecord,
    SpanRecord,
)
from annotator.formats.format import Choice, Counted, Format, ReadOptions, Sample, WriteOptions
from annotator.formats.format import Written as WrittenFiles
from annotator.formats.losses import ALL_PARTS, begun
from annotator.formats.noted import Notes
from annotator.formats.placing import Placing, Told
from annotator.formats.text import decode, read_bytes
from annotator.formats.values import BadValue, one_of, short, time_at
from annotator.formats.whole import MANIFEST, read_manifest, whole_tree
from annotator.model.reading import Status
from annotator.model.span import AttributeValue, Origin

SPANS, DOCUMENTS, RELATIONS = "spans.csv", "documents.csv", "relations.csv"
_ATTRIBUTE = "attribute."
_SPAN = (
    "doc_id", "annotator", "annotator_id", "span_id", "start", "end", "label", "text",
    "fragments", "note", "score", "origin", "source", "created_at", "updated_at",
)  # fmt: skip
_RELATION = (
    "doc_id", "annotator", "annotator_id", "relation_id", "label", "head", "child", "head_doc",
    "child_doc",
)  # fmt: skip
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")
_SAFE = "spreadsheet"
_LONGEST_FIELD = 64 * 1024 * 1024
_HELD = 16 * 1024 * 1024
"""Up to so many bytes a table of spans is held whole."""
_DELIMITERS = ",;\t"


# Writing


def _write(path: Path, records: Iterable[ReadingRecord], options: WriteOptions) -> WrittenFiles:
    if path.suffix.lower() == ".csv":
        raise BadInput(f"{path}: tables are several files. Name a folder.")
    columns = _Columns()
    for record in records:
        columns.look(record)
    safe = options.choice("formulas", "kept") == _SAFE
    counted = Counted()
    about_it = {"format": "csv", "formulas": _SAFE if safe else "kept"}
    with whole_tree(path, about_it) as folder, ExitStack() as stack:
        tables = _Tables(folder, columns, stack, safe=safe)
        for record in records:
            options.progress(counted.records, 0, record.article.name)
            tables.add(record)
            counted.add(record)
        stack.close()
    return counted.written((*(path / n for n in (SPANS, DOCUMENTS, RELATIONS)), path / MANIFEST))


@dataclass(slots=True)
class _Columns:
    """The columns that these records need beyond the fixed ones."""

    known: set[str] = field(default_factory=set)
    of_spans: dict[str, None] = field(default_factory=dict)
    of_relations: dict[str, None] = field(default_factory=dict)

    def look(self, record: ReadingRecord) -> None:
        self.known.update(about(record))
        for span in record.spans:
            self.of_spans.update((name, None) for name, _ in span.attributes)
        for relation in record.relations:
            self.of_relations.update((name, None) for name, _ in relation.attributes)

    @property
    def of_documents(self) -> list[str]:
        first = [key for key in KEYS if key in self.known]
        return [*first, *sorted(self.known - set(KEYS)), "text"]


class _Tables:
    def __init__(self, folder: Path, columns: _Columns, stack: ExitStack, *, safe: bool) -> None:
        self._columns = columns
        self._safe = safe

        self._spans = self._opened(
            folder / SPANS, stack, [*_SPAN, *(_ATTRIBUTE + n for n in columns.of_spans)]
        )
        self._documents = self._opened(folder / DOCUMENTS, stack, columns.of_documents)
        self._relations = self._opened(
            folder / RELATIONS, stack, [*_RELATION, *(_ATTRIBUTE + n for n in columns.of_relations)]
        )

    def _opened(self, path: Path, stack: ExitStack, header: Sequence[str]) -> "_Table":
        file = stack.enter_context(path.open("x", encoding="utf-8-sig", newline=""))
        return _Table(file, header, safe=self._safe)

    def add(self, record: ReadingRecord) -> None:
        known = {**about(record), "text": record.article.text}
        self._documents.write([known.get(key, "") for key in self._columns.of_documents])
        who = (record.article.name, record.annotator, record.annotator_id)
        for span in record.spans:
            values = _attribute_cells(span.attributes, self._columns.of_spans)
            self._spans.write([*who, *_span_cells(span, record.article.text), *values])
        for one in record.relations:
            values = _attribute_cells(one.attributes, self._columns.of_relations)
            cells = (one.id, one.kind, one.head, one.child, one.head_doc, one.child_doc)
            self._relations.write([*who, *cells, *values])


class _Table:
    def __init__(self, file: TextIO, header: Sequence[str], *, safe: bool) -> None:
        self._writer = csv.writer(file, lineterminator="\r\n")
        self._safe = safe
        self.write(header)

    def write(self, cells: Sequence[str]) -> None:
        if self._safe:
            cells = [f"'{cell}" if cell.startswith(_DANGEROUS) else cell for cell in cells]
        self._writer.writerow(cells)


def _span_cells(span: SpanRecord, text: str) -> tuple[str, ...]:
    several = len(span.fragments) > 1
    return (
        span.id,
        str(span.start),
        str(span.end),
        span.label,
        text[span.start : span.end],
        ";".join(f"{start}-{end}" for start, end in span.fragments) if several else "",
        span.note,
        "" if span.score is None else repr(float(span.score)),
        span.origin.value,
        span.source,
        span.created_at or "",
        span.updated_at or "",
    )


def _attribute_cells(attributes: Iterable[AttributeValue], columns: Iterable[str]) -> Iterator[str]:
    values: dict[str, list[str]] = {}
    for name, value in attributes:
        values.setdefault(name, []).append(value)
    for name in columns:
        held = values.get(name, [])
        single = len(held) == 1 and held[0] and not held[0].startswith("[")
        yield "" if not held else held[0] if single else json.dumps(held, ensure_ascii=False)


# Reading


@dataclass(frozen=True, slots=True)
class _Row:
    where: str
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.cells.get(name, "")

    @property
    def raw(self) -> str:
        return json.dumps(self.cells, ensure_ascii=False)

    @property
    def key(self) -> tuple[str, str]:
        return self.get("doc_id"), self.get("annotator_id") or self.get("annotator")


def _rows(path: Path, *, safe: bool = False) -> Iterator[_Row | Refused]:
    csv.field_size_limit(_LONGEST_FIELD)
    encoding = _encoding(path)
    try:
        with path.open(encoding=encoding, newline="") as file:
            delimiter = _delimiter(file)
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            header = [name.strip() for name in next(reader, [])]
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
                if safe:
                    cells = [cell.removeprefix("'") for cell in cells]
                yield _Row(where, dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        raise BadInput(
            f"{path}, line {line}: the row cannot be read ({error}). "
            "A quotation mark may be missing at the end of a cell."
        ) from None
    except UnicodeDecodeError:
        decode(read_bytes(path), str(path), "utf-8")  # says where
        raise
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from None


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8-sig"


def _delimiter(file: TextIO) -> str:
    first = file.readline()
    file.seek(0)
    counts = {sign: first.count(sign) for sign in _DELIMITERS}
    return max(counts, key=lambda sign: counts[sign])


def _check_header(header: Sequence[str], path: Path) -> None:
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise BadInput(f"{path}, line 1: the column {twice[0]!r} stands twice.")
    if "" in header:
        raise BadInput(f"{path}, line 1: column {header.index('') + 1} has no name.")


def _read(path: Path, options: ReadOptions) -> Iterator[Item]:
    placing = Placing(options)
    yield from Notes().thinned(_items(path, options, placing))
    yield from placing.notes()


def _items(path: Path, options: ReadOptions, placing: Placing) -> Iterator[Item]:
    folder = path if path.is_dir() else path.parent
    if not path.is_dir() and path.name not in (SPANS, DOCUMENTS, RELATIONS):
        yield from _one_table(path, options, placing)
        return
    if not (folder / DOCUMENTS).is_file():
        if not path.is_dir():
            yield from _one_table(path, options, placing)
            return
        raise BadInput(f"{folder} holds no {DOCUMENTS}: the texts are missing.")
    safe = read_manifest(folder).get("formulas") == _SAFE
    spans = _Beside(folder / SPANS, safe=safe)
    relations = _Beside(folder / RELATIONS, safe=safe)
    for number, row in enumerate(_rows(folder / DOCUMENTS, safe=safe)):
        options.progress(number, 0, DOCUMENTS)
        if isinstance(row, Refused):
            yield row
            continue
        yield from _document(row, spans, relations, placing)
    for beside in (spans, relations):
        yield from beside.left_over()


class _Beside:
    """The rows of another table, taken article by article.

    A small table may stand in any order; a large one has to stand in that of the articles, so that
    it need not be held.
    """

    def __init__(self, path: Path, *, safe: bool) -> None:
        self._refused: list[Refused] = []
        self._rows = self._sound(_rows(path, safe=safe)) if path.is_file() else iter(())
        self._next = next(self._rows, None)
        self._held: dict[tuple[str, str], list[_Row]] = {}
        if path.is_file() and path.stat().st_size <= _HELD:
            while self._next is not None:
                self._held.setdefault(self._next.key, []).append(self._next)
                self._next = next(self._rows, None)

    def _sound(self, rows: Iterable[_Row | Refused]) -> Iterator[_Row]:
        for row in rows:
            if isinstance(row, Refused):
                self._refused.append(row)
            else:
                yield row

    def of(self, key: tuple[str, str]) -> list[_Row]:
        """The rows of one reading."""
        found = self._held.pop(key, [])
        while self._next is not None and self._next.key == key:
            found.append(self._next)
            self._next = next(self._rows, None)
        return found

    def left_over(self) -> Iterator[Item]:
        """What belongs to no article, as refused."""
        yield from self._refused
        rest = (row for rows in self._held.values() for row in rows)
        last = iter(()) if self._next is None else itertools.chain([self._next], self._rows)
        for row in itertools.chain(rest, last):
            why = (
                f"there is no article “{row.key[0]}” of this annotator in {DOCUMENTS}, or a large "
                "table does not stand in its order."
            )
            yield Refused(row.where, why, row.raw)


def _document(row: _Row, spans: _Beside, relations: _Beside, placing: Placing) -> Iterator[Item]:
    known = {key: value for key, value in row.cells.items() if value and key != "text"}
    text = row.get("text")
    try:
        reading = told(text, known, row.where)
    except BadValue as error:
        yield Refused(row.where, str(error), row.raw)
        return
    items: list[Item] = []
    told_spans = list(_each_told(spans.of(row.key), items))
    placed = tuple(placing.spans(text, told_spans, row.where, items))
    ids = {span.id for span in placed}
    found = list(_relations(relations.of(row.key), ids, items))
    yield from items
    reading = reading.with_spans(placed, found)
    if reading.status is Status.NEW and "reading_status" not in known:
        reading = replace(reading, status=begun(reading))
    yield reading


def _each_told(rows: Iterable[_Row], items: list[Item]) -> Iterator[Told]:
    for row in rows:
        try:
            yield _told_span(row)
        except BadValue as error:
            items.append(Refused(row.where, str(error), row.raw))


def _told_span(row: _Row, quoted: str | None = None) -> Told:
    start, end = (_number(row, name) for name in ("start", "end"))
    fragments: tuple[tuple[int, int], ...] = ((start, end),)
    if row.get("fragments"):
        pieces = [piece.partition("-") for piece in row.get("fragments").split(";")]
        if not all(a.isdecimal() and b.isdecimal() for a, _, b in pieces):
            raise BadValue(f"“fragments” must be like 0-3;8-12, not {short(row.get('fragments'))}.")
        fragments = tuple((int(a), int(b)) for a, _, b in pieces)
        if (fragments[0][0], fragments[-1][1]) != (start, end):
            raise BadValue(f"the fragments do not reach from {start} to {end}.")
    cells = {key: value for key, value in row.cells.items() if value}
    try:
        score = float(cells["score"]) if "score" in cells else None
    except ValueError:
        raise BadValue(f"“score” must be a number, not {short(cells['score'])}.") from None
    span = SpanRecord(
        cells.get("span_id", ""),
        (),
        row.get("label"),
        tuple(_attributes(row)),
        note=row.get("note"),
        score=score,
        origin=one_of(cells, "origin", Origin.IMPORT),
        source=row.get("source"),
        created_at=time_at(cells, "created_at"),
        updated_at=time_at(cells, "updated_at"),
    )
    told_words = row.get("text") if quoted is None and "text" in row.cells else quoted
    return Told(fragments, span, told_words, f"span {span.id}" if span.id else "")


def _number(row: _Row, name: str) -> int:
    told_number = row.get(name).strip()
    if told_number.isascii() and told_number.isdecimal() and len(told_number) < 12:
        return int(told_number)
    raise BadValue(f"“{name}” must be a whole number, not {short(told_number)}.")


def _attributes(row: _Row) -> Iterator[AttributeValue]:
    for key, cell in row.cells.items():
        if key.startswith(_ATTRIBUTE) and cell:
            values = [cell]
            if cell.startswith("["):
                try:
                    listed = json.loads(cell)
                except (ValueError, RecursionError):
                    listed = None
                if isinstance(listed, list) and all(isinstance(one, str) for one in listed):
                    values = listed
            yield from (AttributeValue(key.removeprefix(_ATTRIBUTE), value) for value in values)


def _relations(rows: Iterable[_Row], ids: set[str], items: list[Item]) -> Iterator[RelationRecord]:
    for row in rows:
        ends = [row.get("head"), row.get("child")]
        docs = [row.get("head_doc"), row.get("child_doc")]
        lost = [end for end, doc in zip(ends, docs, strict=True) if not doc and end not in ids]
        if lost or not row.get("label"):
            why = f"there is no span “{lost[0]}” here." if lost else "it has no label."
            items.append(Refused(row.where, why, row.raw))
            continue
        yield RelationRecord(
            row.get("relation_id"),
            row.get("label"),
            head=ends[0],
            child=ends[1],
            head_doc=docs[0],
            child_doc=docs[1],
            attributes=tuple(_attributes(row)),
        )


_TEXTS = ("document", "article", "context", "sentence", "content", "body", "full_text", "text")
_QUOTES = ("span_text", "quote", "span", "mention", "surface", "text")


def _one_table(path: Path, options: ReadOptions, placing: Placing) -> Iterator[Item]:
    """A single table of others: each row holds a text and one span in it."""
    rows = _rows(path)
    first = True
    text_column = quote_column = ""
    for number, row in enumerate(rows):
        options.progress(number, 0, path.name)
        if isinstance(row, Refused):
            yield row
            continue
        if first:
            names = {name.lower(): name for name in row.cells}
            text_column = next((names[one] for one in _TEXTS if one in names), "")
            quote_column = next(
                (names[one] for one in _QUOTES if one in names and names[one] != text_column), ""
            )
            if not text_column or not {"start", "end", "label"} <= set(row.cells):
                raise BadInput(
                    f"{path}, line 1: a table of spans has the columns start, end, label and one "
                    f"with the text of the article ({', '.join(_TEXTS)}). Texts in another file "
                    f"stand in {DOCUMENTS} beside it."
                )
            first = False
        yield from _single(row, text_column, quote_column, placing)


def _single(row: _Row, text_column: str, quote_column: str, placing: Placing) -> Iterator[Item]:
    used = {*_SPAN, text_column, quote_column} - {"doc_id", "annotator", "annotator_id"}
    known = {
        key: value
        for key, value in row.cells.items()
        if value and key not in used and not key.startswith(_ATTRIBUTE)
    }
    text = row.get(text_column)
    items: list[Item] = []
    try:
        reading = replace(told(text, known, row.where), part=True)
        spans: tuple[SpanRecord, ...] = ()
        if row.get("start") or row.get("end") or row.get("label"):
            words = row.get(quote_column) if quote_column else None
            one = _told_span(replace(row, cells={**row.cells, "text": words or ""}), words or None)
            one = replace(one, quoted=words or None)
            spans = tuple(placing.spans(text, [one], row.where, items))
    except BadValue as error:
        yield Refused(row.where, str(error), row.raw)
        return
    yield from (replace(one, raw=row.raw) if isinstance(one, Refused) else one for one in items)
    reading = reading.with_spans(spans, ())
    yield replace(reading, status=begun(reading)) if reading.status is Status.NEW else reading


def _tell(sample: Sample) -> str:
    if sample.is_folder:
        if DOCUMENTS in sample.names and SPANS in sample.names:
            return f"the folder holds {SPANS} and {DOCUMENTS}"
        return ""
    if sample.ending not in (".csv", ".tsv"):
        return ""
    first = sample.start.split(b"\n", 1)[0].decode("utf-8", "replace").lower()
    for delimiter in _DELIMITERS:
        names = {
            name.strip().strip('"')
            for name in next(csv.reader(io.StringIO(first), delimiter=delimiter), [])
        }
        if {"start", "end", "label"} <= names and "path" not in names:
            return "its columns are start, end and label"
    if sample.path.name == DOCUMENTS and (sample.path.parent / SPANS).is_file():
        return f"{SPANS} stands beside it"
    return ""


CSV = Format(
    "csv",
    "tables of spans, of articles with their texts, and of relations",
    _tell,
    _read,
    _write,
    holds=ALL_PARTS,
    choices=(
        Choice(
            "formulas",
            ("kept", _SAFE),
            "write cells that a spreadsheet would run as formulas with ' before them",
        ),
    ),
)
