"""What becomes of discontinuous spans in files whose readers cannot take them."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.formats.bundle import ReadingRecord, RelationRecord, SpanRecord
from annotator.model.identity import named_id
from annotator.model.span import Fragment


class Fragments(StrEnum):
    """How a span of several fragments is written."""

    KEEP = "keep"
    HULL = "hull"
    SEPARATE = "separate"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Reshaped:
    """A record with its spans reshaped: how many spans, and how many relations went with them."""

    record: ReadingRecord
    spans: int = 0
    relations: int = 0


def reshape(record: ReadingRecord, how: Fragments, elsewhere: Set[str] = frozenset()) -> Reshaped:
    """The record with its discontinuous spans written as `how` says.

    `hull`: one span from the first to the last fragment. `separate`: one span per fragment; the
    first keeps the id, so relations hold. `drop`: left out with their relations; `elsewhere` are
    the ids of those that other records lose.
    """
    several = {span.id for span in record.spans if len(span.fragments) > 1}
    if how is Fragments.KEEP or not (several or elsewhere):
        return Reshaped(record)
    reshaped = (one for span in record.spans for one in _reshaped(span, how))
    # Spans stand in text order in every record.
    spans = tuple(sorted(reshaped, key=lambda span: (span.start, -span.end)))
    if how is not Fragments.DROP:
        return Reshaped(replace(record, spans=spans), len(several))
    gone = several | elsewhere
    kept = tuple(relation for relation in record.relations if not _touches(relation, gone))
    lost = len(record.relations) - len(kept)
    return Reshaped(record.with_spans(spans, kept), len(several), lost)


def _touches(relation: RelationRecord, gone: Set[str]) -> bool:
    return relation.head in gone or relation.child in gone


def _reshaped(span: SpanRecord, how: Fragments) -> Iterator[SpanRecord]:
    if len(span.fragments) == 1:
        yield span
    elif how is Fragments.HULL:
        yield replace(span, fragments=(Fragment(span.start, span.end),))
    elif how is Fragments.SEPARATE:
        for number, fragment in enumerate(span.fragments):
            name = named_id("fragment", span.id, str(number)) if number else span.id
            yield replace(span, id=name, fragments=(fragment,))
