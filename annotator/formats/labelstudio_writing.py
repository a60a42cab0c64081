"""Writing Label Studio's tasks: one for each article, with what every annotator left in it.

Label Studio refuses a whole file if `completed_by` names somebody it does not have. So that stays
out unless it is asked for, and who it was stands under `reading`. The label config stands beside.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import quoteattr

import orjson

from annotator.formats.about import about_article, about_reading
from annotator.formats.bundle import ReadingRecord, SpanRecord
from annotator.formats.format import Counted, WriteOptions, Written
from annotator.formats.whole import MANIFEST, whole_file, whole_tree
from annotator.model.people import Role
from annotator.model.reading import Status
from annotator.model.scheme import AttributeKind, Scheme

CONFIG = "label_config.xml"
TASKS = "tasks"
COMPLETED_BY = "completed_by"
_NAMES = ("left out", "emails")
_TAKEN = frozenset({"label", "text", "relation"})
_CHOICES = (AttributeKind.CHOICE, AttributeKind.SEVERAL)


def control(attribute: str) -> str:
    """What the control for an attribute is called; `attribute_of` is the way back."""
    return f"{attribute}_" if attribute.rstrip("_") in _TAKEN else attribute


def attribute_of(name: str) -> str:
    """The attribute that a control is for."""
    return name.removesuffix("_") if name.rstrip("_") in _TAKEN else name


@dataclass(slots=True)
class _Survey:
    """Which labels, attributes with values, and kinds of relations the config has to know."""

    scheme: Scheme
    labels: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, None]] = field(default_factory=dict)
    texts: dict[str, None] = field(default_factory=dict)
    relations: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for label in self.scheme.labels:
            self.labels[label.name] = label.colour
            for one in label.attributes:
                if one.kind in _CHOICES:
                    self.values.setdefault(one.name, {}).update(dict.fromkeys(one.values))
        self.relations.update((k.name, None) for k in self.scheme.relations if not k.is_set)

    def add(self, record: ReadingRecord) -> None:
        for span in record.spans:
            self.labels.setdefault(span.label, "")
            for name, value in span.attributes:
                if name in self.values:
                    self.values[name][value] = None
                else:
                    self.texts[name] = None
        self.relations.update((one.kind, None) for one in record.relations)

    def config(self) -> str:
        """The labelling interface; the names in it are those of the results."""
        lines = ["<View>", '  <Labels name="label" toName="text">']
        for name, colour in self.labels.items():
            background = f" background={quoteattr(colour)}" if colour else ""
            lines.append(f"    <Label value={_quoted(name)}{background}/>")
        lines += ["  </Labels>", '  <Text name="text" value="$text"/>']
        for name, values in self.values.items():
            more = 'toName="text" perRegion="true" choice="multiple"'
            lines.append(f"  <Choices name={_quoted(control(name))} {more}>")
            lines += [f"    <Choice value={_quoted(value)}/>" for value in values]
            lines.append("  </Choices>")
        for name in self.texts:
            more = 'toName="text" perRegion="true"'
            lines.append(f"  <TextArea name={_quoted(control(name))} {more}/>")
        if self.relations:
            lines.append("  <Relations>")
            lines += [f"    <Relation value={_quoted(name)}/>" for name in self.relations]
            lines.append("  </Relations>")
        return "\n".join([*lines, "</View>", ""])


def _quoted(value: str) -> str:
    return quoteattr(value, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def write_tasks(path: Path, records: Iterable[ReadingRecord], options: WriteOptions) -> Written:
    """Writes tasks and config: two files beside each other, or a folder. Goes through twice."""
    survey = _Survey(options.scheme)
    for record in records:
        survey.add(record)
    counted = Counted()
    tasks = _Tasks(survey, by_email=options.choice(COMPLETED_BY, _NAMES[0]) == _NAMES[1])
    config = survey.config().encode("utf-8")
    if path.suffix.lower() == ".json":
        beside = path.with_suffix(".xml")
        with whole_file(path) as file, whole_file(beside) as second:
            second.write(config)
            parts = _Files({"": file})
            _write(parts, tasks, _articles(records, counted, options))
            parts.finish()
        return counted.written((path, beside))
    with whole_tree(path, {"format": "labelstudio"}) as folder, ExitStack() as opened:
        (folder / CONFIG).write_bytes(config)
        parts = _Files({}, folder, opened, by_split=options.by_split)
        _write(parts, tasks, _articles(records, counted, options))
        parts.finish()
        names = [f"{part}.json" for part in parts.files]
        opened.close()
    return counted.written((*(path / name for name in names), path / CONFIG, path / MANIFEST))


def _articles(
    records: Iterable[ReadingRecord], counted: Counted, options: WriteOptions
) -> Iterator[list[ReadingRecord]]:
    """The records of each article together; they stand behind each other."""
    held: list[ReadingRecord] = []
    for record in records:
        options.progress(counted.records, 0, record.article.name)
        counted.add(record)
        if held and record.order[:2] != held[0].order[:2]:
            yield held
            held = []
        held.append(record)
    if held:
        yield held


@dataclass(slots=True)
class _Files:
    files: dict[str, BinaryIO]
    folder: Path = Path()
    opened: ExitStack = field(default_factory=ExitStack)
    by_split: bool = False
    _begun: set[str] = field(default_factory=set)

    def write(self, split: str, line: bytes) -> None:
        part = (split or "train") if self.by_split else "" if "" in self.files else TASKS
        if part not in self.files:
            path = self.folder / f"{part}.json"
            self.files[part] = self.opened.enter_context(path.open("xb"))
        self.files[part].write(b",\n" if part in self._begun else b"[\n")
        self._begun.add(part)
        self.files[part].write(line)

    def finish(self) -> None:
        for part, file in self.files.items():
            file.write(b"\n]\n" if part in self._begun else b"[]\n")


def _write(parts: _Files, tasks: "_Tasks", articles: Iterable[list[ReadingRecord]]) -> None:
    for records in articles:
        parts.write(records[0].article.split, tasks.task(records))


@dataclass(slots=True)
class _Tasks:
    survey: _Survey
    by_email: bool
    _task: int = 0
    _annotation: int = 0

    def task(self, records: Sequence[ReadingRecord]) -> bytes:
        article = records[0].article
        self._task += 1
        data = {**about_article(article), "text": article.text}
        annotations = [self._annotated(record) for record in records]
        return orjson.dumps({"id": self._task, "data": data, "annotations": annotations})

    def _annotated(self, record: ReadingRecord) -> dict[str, Any]:
        self._annotation += 1
        value: dict[str, Any] = {
            "id": self._annotation,
            "result": list(self._results(record)),
            "was_cancelled": record.status is Status.SKIPPED,
            "ground_truth": record.role is Role.ADJUDICATED,
            "lead_time": record.seconds or None,
            "reading": about_reading(record),
        }
        if self.by_email:
            value[COMPLETED_BY] = {"email": record.annotator}
        times = {"created_at": record.created_at, "updated_at": record.updated_at}
        return {**value, **{key: time for key, time in times.items() if time}}

    def _results(self, record: ReadingRecord) -> Iterator[Mapping[str, Any]]:
        text = record.article.text
        for span in record.spans:
            yield _region(span, text, "label", "labels", [span.label])
            values: dict[str, list[str]] = {}
            for name, value in span.attributes:
                values.setdefault(name, []).append(value)
            for name, held in values.items():
                kind = "choices" if name in self.survey.values else "textarea"
                yield _region(span, text, control(name), kind, held)
        for one in record.relations:
            yield {
                "type": "relation",
                "from_id": one.head,
                "to_id": one.child,
                "direction": "right",
                "labels": [one.kind],
            }


def _region(
    span: SpanRecord, text: str, control_name: str, kind: str, held: list[str]
) -> dict[str, Any]:
    place = {"start": span.start, "end": span.end}
    if kind != "textarea":
        place["text"] = text[span.start : span.end]  # type: ignore[assignment]
    key = "text" if kind == "textarea" else kind
    value: dict[str, Any] = {
        "id": span.id,
        "from_name": control_name,
        "to_name": "text",
        "type": kind,
        "origin": "manual",
        "value": {**place, key: held},
    }
    if kind == "labels":
        if span.note:
            value["meta"] = {"text": [span.note]}
        if span.score is not None:
            value["score"] = float(span.score)
    return value
