"""Reading the tables that we write: the articles, with the spans and relations of each."""

import itertools
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from annotator.formats.about import told
from annotator.formats.bundle import Item, Refused, RelationRecord, SpanRecord
from annotator.formats.csv_rows import Dialect, Row, rows
from annotator.formats.csv_writing import ATTRIBUTE, DOCUMENTS, RELATIONS, SAFE, SPANS
from annotator.formats.format import ReadOptions
from annotator.formats.losses import begun
from annotator.formats.placing import Placing, Told
from annotator.formats.values import BadValue, one_of, short, time_at
from annotator.formats.whole import read_manifest
from annotator.model.reading import Status
from annotator.model.span import AttributeValue, Origin

_HELD = 16 * 1024 * 1024
"""Up to so many bytes a table of spans is held whole."""


def read_tables(folder: Path, options: ReadOptions, placing: Placing) -> Iterator[Item]:
    """What the tables in a folder hold."""
    manifest = read_manifest(folder)
    dialect = Dialect(bool(manifest), manifest.get("formulas") == SAFE, options.encoding)
    spans = _Beside(folder / SPANS, dialect)
    relations = _Beside(folder / RELATIONS, dialect)
    for number, row in enumerate(rows(folder / DOCUMENTS, dialect)):
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

    def __init__(self, path: Path, dialect: Dialect) -> None:
        self._refused: list[Refused] = []
        self._rows = self._sound(rows(path, dialect)) if path.is_file() else iter(())
        self._next = next(self._rows, None)
        self._held: dict[tuple[str, str], list[Row]] = {}
        if path.is_file() and path.stat().st_size <= _HELD:
            while self._next is not None:
                self._held.setdefault(self._next.key, []).append(self._next)
                self._next = next(self._rows, None)

    def _sound(self, rows: Iterable[Row | Refused]) -> Iterator[Row]:
        for row in rows:
            if isinstance(row, Refused):
                self._refused.append(row)
            else:
                yield row

    def of(self, key: tuple[str, str]) -> list[Row]:
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


def _document(row: Row, spans: _Beside, relations: _Beside, placing: Placing) -> Iterator[Item]:
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


def _each_told(rows: Iterable[Row], items: list[Item]) -> Iterator[Told]:
    for row in rows:
        try:
            yield told_span(row)
        except BadValue as error:
            items.append(Refused(row.where, str(error), row.raw))


def told_span(row: Row, quoted: str | None = None) -> Told:
    """The span that a row tells of; raises `BadValue` for what is none."""
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


def _number(row: Row, name: str) -> int:
    told_number = row.get(name).strip()
    if told_number.isascii() and told_number.isdecimal() and len(told_number) < 12:
        return int(told_number)
    raise BadValue(f"“{name}” must be a whole number, not {short(told_number)}.")


def _attributes(row: Row) -> Iterator[AttributeValue]:
    for key, cell in row.cells.items():
        if key.startswith(ATTRIBUTE) and cell:
            values = [cell]
            if cell.startswith("["):
                try:
                    listed = json.loads(cell)
                except (ValueError, RecursionError):
                    listed = None
                if isinstance(listed, list) and all(isinstance(one, str) for one in listed):
                    values = listed
            yield from (AttributeValue(key.removeprefix(ATTRIBUTE), value) for value in values)


def _relations(rows: Iterable[Row], ids: set[str], items: list[Item]) -> Iterator[RelationRecord]:
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
