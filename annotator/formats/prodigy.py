"""Prodigy's JSONL: one line for each task, spans in code points, links by token.

Source: prodi.gy/docs/api-interfaces, and real exports (see `tests/data/formats/SOURCES.md`). One
text may stand in many tasks. Rejected and ignored tasks are no spans. Hashes are not written:
Prodigy makes them, and would pass over tasks with stale ones.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from annotator.formats.about import about, as_text, told
from annotator.formats.bundle import (
    Item,
    Noted,
    ReadingRecord,
    Refused,
    RelationRecord,
    SpanRecord,
)
from annotator.formats.format import Format, Offsets, ReadOptions, Sample, WriteOptions, Written
from annotator.formats.json_values import items_of
from annotator.formats.losses import ALL_PARTS, Part
from annotator.formats.noted import Notes
from annotator.formats.parted import Layout, part_files, write_parted
from annotator.formats.placing import Placing, Told
from annotator.formats.values import BadValue, Json, attributes_at, short, text_at
from annotator.model.reading import Status
from annotator.model.span import AttributeValue, Origin

_UNIT = "offsets"
_LAYOUT = Layout("prodigy", ".jsonl", "records")
_ENDINGS = (".jsonl", ".json")
_HOLDS = ALL_PARTS - {Part.DISCONTINUOUS, Part.ACROSS, Part.RELATION_ATTRIBUTES, Part.SPAN_TIMES}
_KEYS = frozenset({"text", "spans", "tokens", "relations", "meta", "answer", "options", "accept"})
_SIGNS = (b'"_input_hash"', b'"_task_hash"', b'"_view_id"', b'"_session_id"', b'"_annotator_id"')
_TOKENS = re.compile(r"\w+|[^\w\s]")
_WHEN = re.compile(r"\d{4}-\d\d-\d\d[_T]\d\d-\d\d-\d\d")


# Writing


def _write(path: Path, records: Iterable[ReadingRecord], options: WriteOptions) -> Written:
    return write_parted(path, records, options, _LAYOUT, _task)


def _task(record: ReadingRecord) -> bytes:
    ids = {span.id for span in record.spans}
    task: dict[str, Any] = {
        "text": record.article.text,
        "spans": [_span_value(span) for span in record.spans],
    }
    if record.relations:
        tokens = _tokens(record)
        task["tokens"] = tokens
        places = {span.id: _span_place(span, tokens) for span in record.spans}
        task["relations"] = [
            {
                "head": places[one.head]["token_end"],
                "child": places[one.child]["token_end"],
                "head_span": places[one.head],
                "child_span": places[one.child],
                "label": one.kind,
                "id": one.id,
            }
            for one in record.relations
            if one.head in ids and one.child in ids
        ]
    task["meta"] = {**about(record), _UNIT: Offsets.CODE_POINTS.value}
    if record.status is not Status.NEW:
        task["answer"] = "ignore" if record.status is Status.SKIPPED else "accept"
    task["_view_id"] = "relations" if record.relations else "spans_manual"
    session = f"annotator-{record.annotator}" if record.annotator else None
    task["_annotator_id"] = task["_session_id"] = session
    if record.updated_at:
        task["_timestamp"] = int(datetime.fromisoformat(record.updated_at).timestamp())
    return orjson.dumps(task, option=orjson.OPT_APPEND_NEWLINE)


def _span_value(span: SpanRecord) -> dict[str, Any]:
    value: dict[str, Any] = {"start": span.start, "end": span.end, "label": span.label}
    if span.attributes:
        value["attributes"] = [{"name": n, "value": v} for n, v in span.attributes]
    more = {"id": span.id, "note": span.note, "source": span.source}
    value.update((key, words) for key, words in more.items() if words)
    if span.origin is not Origin.IMPORT:
        value["origin"] = span.origin.value
    if span.score is not None:
        value["score"] = float(span.score)
    return value


def _tokens(record: ReadingRecord) -> list[dict[str, Any]]:
    """The words of the text, cut where spans begin and end, so that spans stand on tokens."""
    text = record.article.text
    edges = sorted({edge for span in record.spans for edge in (span.start, span.end)})
    tokens: list[dict[str, Any]] = []
    at = 0
    for match in _TOKENS.finditer(text):
        start, end = match.span()
        while at < len(edges) and edges[at] <= start:
            at += 1
        cuts = [start]
        while at < len(edges) and edges[at] < end:
            cuts.append(edges[at])
            at += 1
        for one, other in zip(cuts, [*cuts[1:], end], strict=True):
            ws = other < len(text) and text[other].isspace()
            tokens.append(
                {"text": text[one:other], "start": one, "end": other, "id": len(tokens), "ws": ws}
            )
    return tokens


def _span_place(span: SpanRecord, tokens: Sequence[Json]) -> dict[str, Any]:
    inside = [one["id"] for one in tokens if span.start <= one["start"] < span.end]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    return {
        "start": span.start,
        "end": span.end,
        "token_start": first,
        "token_end": last,
        "label": span.label,
        "id": span.id,
    }


# Reading


def _read(path: Path, options: ReadOptions) -> Iterator[Item]:
    for part in part_files(path, _ENDINGS):
        exact = Placing(replace(options, offsets=Offsets.CODE_POINTS))
        reader = _Reader(Placing(options), exact, split=part.split)
        yield from Notes().thinned(reader.items(part.path, options))


@dataclass(slots=True)
class _Reader:
    placing: Placing
    exact: Placing
    """For tasks that say that their offsets are code points."""
    split: str = ""
    rejected: int = 0
    ignored: int = 0

    def items(self, path: Path, options: ReadOptions) -> Iterator[Item]:
        yield from items_of(path, self._task, options.progress)
        yield from self.placing.notes()
        for number, how in ((self.rejected, "rejected"), (self.ignored, "ignored")):
            if number:
                tasks = "1 task was" if number == 1 else f"{number} tasks were"
                yield Noted(str(path), f"{tasks} {how}; marks of these are no spans.")

    def _task(self, value: Any, where: str) -> Iterator[Item]:  # noqa: ANN401 - JSON
        if not isinstance(value, dict):
            raise BadValue("a task is an object in braces.")
        text = value.get("text")
        if not isinstance(text, str):
            raise BadValue("“text” is missing." if text is None else "“text” must be a text.")
        answer = value.get("answer")
        if answer not in (None, "accept", "reject", "ignore"):
            raise BadValue(f"“answer” cannot be {short(answer)}; it is accept, reject or ignore.")
        reading = self._reading(value, text, where)
        self.rejected += answer == "reject"
        self.ignored += answer == "ignore" and reading.status is not Status.SKIPPED
        if answer == "reject":
            # The text is there, and what was decided about it is no reading of ours.
            yield ReadingRecord(reading.article, where=where, part=True)
            return
        if reading.status is Status.NEW and answer is not None:
            status = Status.DONE if answer == "accept" else Status.SKIPPED
            reading = replace(reading, status=status)
        items: list[Item] = []
        if answer != "ignore" or "reading_status" in (value.get("meta") or {}):
            reading = self._marked(reading, value, items)
            told_new = "reading_status" in (value.get("meta") or {})
            if reading.status is Status.NEW and reading.spans and not told_new:
                reading = replace(reading, status=Status.IN_PROGRESS)
            yield from items
        yield reading

    def _reading(self, value: Json, text: str, where: str) -> ReadingRecord:
        meta = value.get("meta") or {}
        if not isinstance(meta, dict):
            raise BadValue("“meta” must be an object in braces.")
        facts = {
            key: as_text(part)
            for key, part in value.items()
            if key not in _KEYS and not key.startswith("_") and not isinstance(part, list | dict)
        }
        facts.update((key, as_text(part)) for key, part in meta.items())
        facts = {key: part for key, part in facts.items() if part}
        facts.pop(_UNIT, None)
        label = facts.pop("label", "")
        facts.setdefault("annotator", _user(value))
        if self.split:
            facts.setdefault("split", self.split)
        reading = told(text, facts, where)
        chosen = value.get("accept")
        if isinstance(chosen, list) and not reading.impressions:
            reading = replace(reading, impressions=tuple(as_text(one) for one in chosen))
        elif label and value.get("answer") == "accept" and not value.get("spans"):
            reading = replace(reading, impressions=(label,))
        return replace(reading, part=True)

    def _marked(self, reading: ReadingRecord, value: Json, items: list[Item]) -> ReadingRecord:
        for key in ("spans", "relations"):
            if not isinstance(value.get(key), list | None):
                raise BadValue(f"“{key}” must be a list.")
        links = value.get("relations") or ()
        told_spans = list(_told(value.get("spans") or (), items, reading.where, named=bool(links)))
        for end in ("head_span", "child_span"):
            ends = [one[end] for one in links if isinstance(one, dict) and one.get(end)]
            known = {one.span.id for one in told_spans}
            told_spans += [
                one
                for one in _told(ends, [], reading.where, named=True)
                if one.span.id not in known and not known.add(one.span.id)  # type: ignore[func-returns-value]
            ]
        text = reading.article.text
        ours = (value.get("meta") or {}).get(_UNIT) == Offsets.CODE_POINTS
        placing = self.exact if ours else self.placing
        spans = tuple(placing.spans(text, told_spans, reading.where, items))
        relations = tuple(_relations(links, spans, items, reading.where))
        spans = tuple(sorted(spans, key=lambda span: (span.start, -span.end)))
        return reading.with_spans(spans, relations)


def _user(value: Json) -> str:
    """The user of a task: its id is `<dataset>-<user>`; "" where it is nobody or a time."""
    for key in ("_annotator_id", "_session_id"):
        told_id = value.get(key)
        if isinstance(told_id, str) and told_id and not _WHEN.search(told_id):
            return told_id.rpartition("-")[2]
    return ""


def _told(values: Iterable[Any], items: list[Item], where: str, *, named: bool) -> Iterator[Told]:
    for number, value in enumerate(values, start=1):
        called = f"span {number}"
        try:
            yield _told_span(value, called, named=named)
        except BadValue as error:
            items.append(Refused(f"{where}, {called}", str(error)))


def _told_span(value: object, called: str, *, named: bool) -> Told:
    if not isinstance(value, dict):
        raise BadValue("a span is an object in braces.")
    start, end = value.get("start"), value.get("end")
    if type(start) is not int or type(end) is not int:
        raise BadValue(f"its ends must be whole numbers, not {short(start)} and {short(end)}.")
    label = value.get("label")
    if not isinstance(label, str) or not label.strip():
        raise BadValue("it has no label.")
    score = value.get("score")
    source = value.get("source")
    origin = value.get("origin", Origin.IMPORT)
    span = SpanRecord(
        text_at(value, "id") if isinstance(value.get("id"), str) else "",
        (),
        label,
        _attributes(value),
        note=text_at(value, "note") if isinstance(value.get("note"), str) else "",
        score=float(score) if isinstance(score, int | float) else None,
        origin=Origin(origin) if origin in tuple(Origin) else Origin.IMPORT,
        source=source if isinstance(source, str) else "",
    )
    if named and not span.id:
        span = replace(span, id=f"{start}-{end} {label}")
    quoted = value.get("text")
    return Told(((start, end),), span, quoted if isinstance(quoted, str) else None, called)


def _attributes(value: Json) -> tuple[AttributeValue, ...]:
    """Attributes as we write them; single values of other keys are those of other people."""
    return attributes_at(value) if isinstance(value.get("attributes"), list) else ()


def _relations(
    values: Iterable[Any], spans: Sequence[SpanRecord], items: list[Item], where: str
) -> Iterator[RelationRecord]:
    by_id = {span.id for span in spans}
    for number, value in enumerate(values, start=1):
        try:
            if not isinstance(value, dict):
                raise BadValue("a relation is an object in braces.")
            label = value.get("label")
            if not isinstance(label, str) or not label.strip():
                raise BadValue("it has no label.")
            ends = [_end(value, which) for which in ("head", "child")]
            for which, end in zip(("head", "child"), ends, strict=True):
                if end not in by_id:
                    raise BadValue(f"its {which} is no span with a label.")
            told_id = value.get("id")
            yield RelationRecord(
                told_id if isinstance(told_id, str) else "", label, ends[0], ends[1]
            )
        except BadValue as error:
            items.append(Refused(f"{where}, relation {number}", str(error)))


def _end(value: Json, which: str) -> str:
    span = value.get(f"{which}_span")
    if not isinstance(span, dict):
        raise BadValue(f"it has no “{which}_span”.")
    told_id = span.get("id")
    if isinstance(told_id, str) and told_id:
        return told_id
    return f"{span.get('start')}-{span.get('end')} {span.get('label')}"


def _tell(sample: Sample) -> str:
    if sample.is_folder or sample.start[:1] not in (b"{", b"[") or b'"spans/1"' in sample.head:
        return ""
    found = next((sign for sign in _SIGNS if sign in sample.head), b"")
    if found:
        return f"its tasks have {found.decode()}"
    if b'"answer"' in sample.head and b'"text"' in sample.head and b'"format"' not in sample.head:
        return "its tasks have an “answer”"
    return ""


PRODIGY = Format(
    "prodigy",
    "Prodigy’s JSONL of tasks",
    _tell,
    _read,
    _write,
    holds=_HOLDS,
    ending=".jsonl",
    by_line=True,
)
