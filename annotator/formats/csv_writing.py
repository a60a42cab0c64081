"""Writing tables: one row for each span, one for each reading with its text, one for each relation.

An attribute is a column; one with several values is a list of JSON.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.about import KEYS, about
from annotator.formats.bundle import ReadingRecord, SpanRecord
from annotator.formats.csv_rows import Table
from annotator.formats.format import Counted, WriteOptions, Written
from annotator.formats.whole import MANIFEST, whole_tree
from annotator.model.span import AttributeValue

SPANS, DOCUMENTS, RELATIONS = "spans.csv", "documents.csv", "relations.csv"
ATTRIBUTE = "attribute."
"""Before the names of columns that are attributes."""
SPAN_COLUMNS = (
    "doc_id", "annotator", "annotator_id", "span_id", "start", "end", "label", "text",
    "fragments", "note", "score", "origin", "source", "created_at", "updated_at",
)  # fmt: skip
_RELATION = (
    "doc_id", "annotator", "annotator_id", "relation_id", "label", "head", "child", "head_doc",
    "child_doc",
)  # fmt: skip
SAFE = "spreadsheet"


def write_tables(path: Path, records: Iterable[ReadingRecord], options: WriteOptions) -> Written:
    if path.suffix.lower() == ".csv":
        raise BadInput(f"{path}: tables are several files. Name a folder.")
    columns = _Columns()
    for record in records:
        columns.look(record)
    safe = options.choice("formulas", "kept") == SAFE
    counted = Counted()
    about_it = {"format": "csv", "formulas": SAFE if safe else "kept"}
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
            folder / SPANS, stack, [*SPAN_COLUMNS, *(ATTRIBUTE + n for n in columns.of_spans)]
        )
        self._documents = self._opened(folder / DOCUMENTS, stack, columns.of_documents)
        self._relations = self._opened(
            folder / RELATIONS, stack, [*_RELATION, *(ATTRIBUTE + n for n in columns.of_relations)]
        )

    def _opened(self, path: Path, stack: ExitStack, header: Sequence[str]) -> "Table":
        file = stack.enter_context(path.open("x", encoding="utf-8-sig", newline=""))
        return Table(file, header, safe=self._safe)

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
