"""A single table of others: each row holds a text and one span in it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.about import told
from annotator.formats.bundle import Item, Refused, SpanRecord
from annotator.formats.csv_reading import told_span
from annotator.formats.csv_rows import Dialect, Row, rows
from annotator.formats.csv_writing import ATTRIBUTE, DOCUMENTS, SPAN_COLUMNS
from annotator.formats.format import ReadOptions
from annotator.formats.losses import begun
from annotator.formats.placing import Placing
from annotator.formats.values import BadValue
from annotator.model.reading import Status

_TEXTS = ("document", "article", "context", "sentence", "content", "body", "full_text", "text")
_QUOTES = ("span_text", "quote", "span", "mention", "surface", "text")


def read_one_table(path: Path, options: ReadOptions, placing: Placing) -> Iterator[Item]:
    """A single table of others: each row holds a text and one span in it."""
    first = True
    text_column = quote_column = ""
    for number, row in enumerate(rows(path, Dialect(encoding=options.encoding))):
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


def _single(row: Row, text_column: str, quote_column: str, placing: Placing) -> Iterator[Item]:
    used = {*SPAN_COLUMNS, text_column, quote_column} - {"doc_id", "annotator", "annotator_id"}
    known = {
        key: value
        for key, value in row.cells.items()
        if value and key not in used and not key.startswith(ATTRIBUTE)
    }
    text = row.get(text_column)
    items: list[Item] = []
    try:
        reading = replace(told(text, known, row.where), part=True)
        spans: tuple[SpanRecord, ...] = ()
        if row.get("start") or row.get("end") or row.get("label"):
            words = row.get(quote_column) if quote_column else None
            one = told_span(replace(row, cells={**row.cells, "text": words or ""}), words or None)
            one = replace(one, quoted=words or None)
            spans = tuple(placing.spans(text, [one], row.where, items))
    except BadValue as error:
        yield Refused(row.where, str(error), row.raw)
        return
    yield from (replace(one, raw=row.raw) if isinstance(one, Refused) else one for one in items)
    reading = reading.with_spans(spans, ())
    yield replace(reading, status=begun(reading)) if reading.status is Status.NEW else reading
