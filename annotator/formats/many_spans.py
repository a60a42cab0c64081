"""The spans of a record column by column: there are very many, and few are looked at one by one."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import overload

from annotator.formats.bundle import SpanRecord
from annotator.model.span import Fragment, Origin
from annotator.model.span_columns import NOTHING, Columns


class ManySpans(Sequence[SpanRecord]):
    """The same spans as values, which are made when they are asked for."""

    __slots__ = ("_values", "columns")

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self._values: tuple[SpanRecord, ...] | None = None

    @property
    def values(self) -> tuple[SpanRecord, ...]:
        """Each span."""
        if self._values is None:
            self._values = tuple(
                SpanRecord(
                    span_id,
                    fragments or (Fragment(start, end),),
                    label,
                    attributes,
                    note,
                    score,
                    Origin(origin),
                    source,
                    created,
                    updated,
                )
                for span_id, start, end, fragments, label, attributes, note, score, origin, source,
                created, updated in zip(*self.columns, strict=True)
            )  # fmt: skip
        return self._values

    def __len__(self) -> int:
        return len(self.columns.ids)

    @overload
    def __getitem__(self, at: int) -> SpanRecord: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[SpanRecord, ...]: ...
    def __getitem__(self, at: int | slice) -> SpanRecord | tuple[SpanRecord, ...]:
        return self.values[at]

    def __iter__(self) -> Iterator[SpanRecord]:
        return iter(self.values)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, ManySpans):
            return self.values == other.values
        return self.values == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.values)

    def __repr__(self) -> str:
        return repr(self.values)

    def __reduce__(self) -> tuple[type["ManySpans"], tuple[Columns]]:
        return ManySpans, (self.columns,)


_GET = attrgetter(
    *("id", "start", "end", "label", "attributes", "note", "score", "origin.value", "source"),
    *("created_at", "updated_at"),
)


def columns_of(spans: Sequence[SpanRecord]) -> Columns:
    """The columns of spans, which have them already or are single values."""
    if isinstance(spans, ManySpans):
        return spans.columns
    if not spans:
        return NOTHING
    ids, starts, ends, *others = zip(*map(_GET, spans), strict=True)
    fragments = tuple(one.fragments if len(one.fragments) > 1 else () for one in spans)
    return Columns(ids, starts, ends, fragments, *others)
