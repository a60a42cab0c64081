"""doccano's JSONL: labels, or entities with relations; one file for each annotator, or a zip.

Source: doccano 1.8.4 (`backend/data_import`, `data_export`) and its older exports. The editor keeps
positions of JavaScript strings, UTF-16 units; doccano itself reads other files as code points. What
we write counts UTF-16 units and says so in the metadata, of which every row has the same keys with
texts only, because doccano's import fails otherwise.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson

from annotator.formats.about import about, as_text, told
from annotator.formats.bundle import Item, ReadingRecord, Refused, RelationRecord, SpanRecord
from annotator.formats.format import (
    Choice,
    Format,
    Offsets,
    ReadOptions,
    Sample,
    WriteOptions,
    Written,
)
from annotator.formats.json_values import items_of
from annotator.formats.losses import ALL_PARTS, Part, begun
from annotator.formats.noted import Notes
from annotator.formats.parted import Layout, PartFile, part_files, write_parted
from annotator.formats.placing import Placing, Told, to_utf16
from annotator.formats.values import BadValue, Json, short
from annotator.formats.zipped import ENDING, first_bytes, unzipped
from annotator.model.reading import Status
from annotator.model.span import Origin

_LAYOUT = Layout("doccano", ".jsonl")
_ENDINGS = (".jsonl", ".json")
_ENTITIES, _LABELS = "entities", "labels"
_HOLDS = ALL_PARTS - {
    Part.DISCONTINUOUS, Part.ATTRIBUTES, Part.NOTES, Part.SCORES, Part.SOURCES, Part.SPAN_TIMES,
    Part.ACROSS, Part.RELATION_ATTRIBUTES,
}  # fmt: skip
_MARKS = ("entities", "label", "labels", "annotations")
_NO_FACTS = frozenset({"text", "data", "relations", "cats", "Comments", "comments", *_MARKS})
_UNIT = "offsets"
_NOBODY = ("all", "unknown")
"""What a file in an export is called that is not one user's."""


# Writing


def _write(path: Path, records: Iterable[ReadingRecord], options: WriteOptions) -> Written:
    keys = sorted({key for record in records for key in about(record)})
    rows = _Rows(tuple(keys), with_relations=options.choice("shape", _ENTITIES) == _ENTITIES)
    return write_parted(path, records, options, _LAYOUT, rows.row)


@dataclass(slots=True)
class _Rows:
    """Makes rows; ids of entities and relations are numbers, as doccano wants them."""

    keys: Sequence[str]
    with_relations: bool
    _entity: int = 0
    _relation: int = 0
    _row: int = 0

    def row(self, record: ReadingRecord) -> bytes:
        known = about(record)
        at = to_utf16(record.article.text)
        self._row += 1
        row: dict[str, Any] = {"id": self._row, "text": record.article.text}
        if self.with_relations:
            row.update(self._linked(record, at))
        else:
            row["label"] = [[at[s.start], at[s.end], s.label] for s in record.spans]
        row.update((key, known.get(key, "")) for key in self.keys)
        row[_UNIT] = Offsets.UTF_16.value
        return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)

    def _linked(self, record: ReadingRecord, at: Sequence[int]) -> dict[str, Any]:
        numbers: dict[str, int] = {}
        entities: list[dict[str, Any]] = []
        for span in record.spans:
            self._entity += 1
            numbers[span.id] = self._entity
            entities.append(
                {
                    "id": self._entity,
                    "label": span.label,
                    "start_offset": at[span.start],
                    "end_offset": at[span.end],
                }
            )
        relations: list[dict[str, Any]] = []
        for one in record.relations:
            self._relation += 1
            ends = {"from_id": numbers[one.head], "to_id": numbers[one.child]}
            relations.append({"id": self._relation, **ends, "type": one.kind})
        return {"entities": entities, "relations": relations}


def _held(choices: Mapping[str, str]) -> frozenset[Part]:
    without = {Part.RELATIONS} if choices.get("shape") == _LABELS else set()
    return _HOLDS - without


# Reading


def _read(path: Path, options: ReadOptions) -> Iterator[Item]:
    if path.suffix.lower() != ENDING:
        for part in part_files(path, _ENDINGS):
            yield from Notes().thinned(_Reader(part, options).items())
        return
    with unzipped(path, _ENDINGS) as members:
        for member in members:
            # One file for each user, or one for all of a project that they share.
            user = Path(member.name).stem
            person = {} if user in _NOBODY else {"annotator": user}
            items = _Reader(PartFile(member.path, person), options).items()
            yield from Notes().thinned(member.placed(items, path))


@dataclass(slots=True)
class _Reader:
    part: PartFile
    options: ReadOptions
    placing: Placing = field(init=False)
    exact: Placing = field(init=False)
    """For rows that say what their offsets count."""

    def __post_init__(self) -> None:
        self.placing = Placing(self.options, Offsets.UTF_16)
        self.exact = Placing(replace(self.options, offsets=Offsets.UTF_16))

    def items(self) -> Iterator[Item]:
        yield from items_of(self.part.path, self._row, self.options.progress)
        yield from self.placing.notes()

    def _row(self, value: Any, where: str) -> Iterator[Item]:  # noqa: ANN401 - JSON
        if not isinstance(value, dict):
            raise BadValue("a row is an object in braces.")
        text = value.get("text", value.get("data"))
        if not isinstance(text, str):
            raise BadValue("“text” is missing." if text is None else "“text” must be a text.")
        reading = self._reading(value, text, where)
        items: list[Item] = []
        for user, spans in self._told(value, items, where).items():
            placing = self.exact if value.get(_UNIT) == Offsets.UTF_16 else self.placing
            placed = tuple(placing.spans(text, spans, where, items))
            relations = tuple(_relations(value.get("relations"), placed, items, where))
            ordered = tuple(sorted(placed, key=lambda span: (span.start, -span.end)))
            one = reading.with_spans(ordered, relations)
            one = replace(one, annotator=user or one.annotator)
            # A text without marks may be one that nobody has opened.
            if one.status is Status.NEW and "reading_status" not in value:
                one = replace(one, status=begun(one))
            items.append(one)
        yield from items

    def _reading(self, value: Json, text: str, where: str) -> ReadingRecord:
        given = {**value, **(value["meta"] if isinstance(value.get("meta"), dict) else {})}
        facts = {
            key: as_text(part)
            for key, part in given.items()
            if key not in _NO_FACTS and key != "meta" and as_text(part)
        }
        ours = facts.pop(_UNIT, "") == Offsets.UTF_16 and "reading_status" in facts
        if ours:
            facts.pop("id", None)
        facts = {**self.part.person, **facts}
        if self.part.split:
            facts.setdefault("split", self.part.split)
        if facts.get("annotation_approver") and "annotator" not in facts:
            facts["annotator"] = facts["annotation_approver"]
        facts.pop("annotation_approver", None)
        reading = told(text, facts, where)
        comments = value.get("Comments", value.get("comments"))
        if isinstance(comments, list) and comments and not reading.note:
            words = [as_text(one.get("text") if isinstance(one, dict) else one) for one in comments]
            reading = replace(reading, note="\n".join(words))
        chosen = value.get("label", value.get("labels"))
        if isinstance(chosen, list) and chosen and all(isinstance(one, str) for one in chosen):
            reading = replace(reading, impressions=tuple(chosen))
        return reading

    def _told(self, value: Json, items: list[Item], where: str) -> dict[str, list[Told]]:
        """The spans by user; older exports hold those of all in one row."""
        found: dict[str, list[Told]] = defaultdict(list)
        found[""] = []
        for key in _MARKS:
            marks = value.get(key)
            if marks is None:
                continue
            if not isinstance(marks, list):
                raise BadValue(f"“{key}” must be a list.")
            if all(isinstance(mark, str) for mark in marks):
                continue
            for number, mark in enumerate(marks, start=1):
                called = f"{key} {number}"
                try:
                    user, one = _told_span(mark, called)
                    found[user].append(one)
                except BadValue as error:
                    items.append(Refused(f"{where}, {called}", str(error)))
        if len(found) > 1 and not found[""]:
            del found[""]
        return found


def _told_span(mark: Any, called: str) -> tuple[str, Told]:  # noqa: ANN401 - JSON
    user = ""
    if isinstance(mark, list):
        if len(mark) != 3:
            raise BadValue("a mark is a start, an end and a label.")
        start, end, label = mark
        told_id = ""
    elif isinstance(mark, dict):
        start, end, label = mark.get("start_offset"), mark.get("end_offset"), mark.get("label")
        told_id = str(mark["id"]) if type(mark.get("id")) is int else ""
        user = as_text(mark.get("user"))
    else:
        raise BadValue("a mark is a list of three or an object in braces.")
    if type(start) is not int or type(end) is not int:
        raise BadValue(f"its ends must be whole numbers, not {short(start)} and {short(end)}.")
    if type(label) is int:
        label = f"label {label}"  # the oldest exports hold numbers, and their names nowhere
    if not isinstance(label, str) or not label.strip():
        raise BadValue("it has no label.")
    return user, Told(
        ((start, end),), SpanRecord(told_id, (), label, origin=Origin.IMPORT), None, called
    )


def _relations(
    values: Any,  # noqa: ANN401 - JSON
    spans: Sequence[SpanRecord],
    items: list[Item],
    where: str,
) -> Iterator[RelationRecord]:
    if values is None:
        return
    if not isinstance(values, list):
        raise BadValue("“relations” must be a list.")
    ids = {span.id for span in spans if span.id}
    for number, value in enumerate(values, start=1):
        try:
            if not isinstance(value, dict):
                raise BadValue("a relation is an object in braces.")
            kind = value.get("type")
            if not isinstance(kind, str) or not kind.strip():
                raise BadValue("it has no type.")
            ends = [str(value.get(key)) for key in ("from_id", "to_id")]
            if lost := [end for end in ends if end not in ids]:
                raise BadValue(f"there is no entity {lost[0]} in this row.")
            yield RelationRecord("", kind, ends[0], ends[1])
        except BadValue as error:
            items.append(Refused(f"{where}, relation {number}", str(error)))


def _tell(sample: Sample) -> str:
    if sample.ending == ENDING and sample.head.startswith(b"PK"):
        name, head = first_bytes(sample.path, _ENDINGS)
        told_by = _tell(Sample(Path(name), head=head)) if name else ""
        return f"in {name}, {told_by}" if told_by else ""
    head = sample.head
    if sample.is_folder or sample.start[:1] not in (b"{", b"["):
        return ""
    if (b'"text"' not in head and b'"data"' not in head) or b'"spans/1"' in head:
        return ""
    close = head.replace(b" ", b"").replace(b"\n", b"")
    for sign, words in (
        (b'"start_offset":', "its marks have “start_offset”"),
        (b'"label":[[', "its rows have “label” with starts, ends and labels"),
        (b'"labels":[[', "its rows have “labels” with starts, ends and labels"),
        (b'"entities":[[', "its rows have “entities” with starts, ends and labels"),
        (b'"label":["', "its rows have “label” with names"),
        (b'"annotation_approver":', "its rows have an “annotation_approver”"),
        (b'"Comments":', "its rows have “Comments”"),
    ):
        if sign in close:
            return words
    if b'"label":[]' in close and b'"id":' in close and b'"spans"' not in close:
        return "its rows have an id and “label”"
    return ""


DOCCANO = Format(
    "doccano",
    "doccano’s JSONL, one file for each annotator; its zip can be imported as it is",
    _tell,
    _read,
    _write,
    holds=_HOLDS,
    ending=".jsonl",
    choices=(
        Choice(
            "shape", (_ENTITIES, _LABELS), "entities with relations, or labels for simple projects"
        ),
    ),
    held=_held,
)
