"""Label Studio's JSON: an array of tasks, each a text with what annotators left in it.

Source: labelstud.io/guide/task_format and label-studio 1.23.2. Offsets are code points since about
1.4, UTF-16 units before. Attributes and notes of a region are results with the same id.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotator.formats.about import as_text, told
from annotator.formats.bundle import (
    Item,
    Noted,
    ReadingRecord,
    Refused,
    RelationRecord,
    SpanRecord,
)
from annotator.formats.format import Choice, Format, ReadOptions, Sample
from annotator.formats.json_values import items_of
from annotator.formats.labelstudio_writing import COMPLETED_BY, attribute_of, write_tasks
from annotator.formats.losses import ALL_PARTS, Part
from annotator.formats.noted import Notes
from annotator.formats.parted import part_files
from annotator.formats.placing import Placing, Told
from annotator.formats.values import BadValue, Json, short
from annotator.model.people import Role
from annotator.model.reading import Status
from annotator.model.span import AttributeValue, Origin

_HOLDS = ALL_PARTS - {
    Part.DISCONTINUOUS, Part.SOURCES, Part.SPAN_TIMES, Part.ACROSS, Part.RELATION_ATTRIBUTES,
}  # fmt: skip
_LABELS = ("labels", "hypertextlabels", "paragraphlabels")
_TEXTS = ("text", "html", "content", "body", "article", "sentence", "document")
_TASK_KEYS = frozenset(
    {
        "id", "data", "annotations", "completions", "predictions", "meta", "drafts", "file_upload",
        "created_at", "updated_at", "inner_id", "total_annotations", "cancelled_annotations",
        "total_predictions", "comment_count", "unresolved_comment_count", "last_comment_updated_at",
        "project", "updated_by", "comment_authors", "annotation_id", "annotator", "lead_time",
        "is_labeled", "overlap", "precomputed_agreement", "comment_authors_count", "state",
        "allow_skip", "avg_lead_time", "draft_exists", "agreement",
    }
)  # fmt: skip


def _read(path: Path, options: ReadOptions) -> Iterator[Item]:
    for part in part_files(path, (".json", ".jsonl")):
        reader = _Reader(options, part.split)
        yield from Notes().thinned(reader.items(part.path))


@dataclass(slots=True)
class _Reader:
    options: ReadOptions
    split: str = ""
    placing: Placing = field(init=False)
    predictions: int = 0

    def __post_init__(self) -> None:
        self.placing = Placing(self.options)

    def items(self, path: Path) -> Iterator[Item]:
        yield from items_of(path, self._task, self.options.progress)
        yield from self.placing.notes()
        if self.predictions:
            what = f"predictions are suggestions, not spans, and were left out: {self.predictions}."
            yield Noted(str(path), what)

    def _task(self, value: Any, where: str) -> Iterator[Item]:  # noqa: ANN401 - JSON
        if not isinstance(value, dict):
            raise BadValue("a task is an object in braces.")
        data = value.get("data", value)
        if not isinstance(data, dict):
            raise BadValue("“data” must be an object in braces.")
        text, key = _text(data)
        facts = {
            name: as_text(part)
            for name, part in data.items()
            if name != key and as_text(part) and (data is not value or name not in _TASK_KEYS)
        }
        if isinstance(value.get("meta"), dict):
            facts.update((n, as_text(p)) for n, p in value["meta"].items() if as_text(p))
        if self.split:
            facts.setdefault("split", self.split)
        given = value.get("annotations", value.get("completions"))
        predictions = value.get("predictions")
        if isinstance(predictions, list):
            self.predictions += sum(
                len(one.get("result") or ()) for one in predictions if isinstance(one, dict)
            )
        if given is None:
            given = _flat(value, facts)
        if not isinstance(given, list):
            raise BadValue("“annotations” must be a list.")
        if not given:
            yield told(text, facts, where)
        nobody = [one for one in given if isinstance(one, dict) and not _is_signed(one)]
        for number, one in enumerate(given, start=1):
            here = where if len(given) == 1 else f"{where}, annotation {number}"
            if not isinstance(one, dict):
                raise BadValue("an annotation is an object in braces.")
            known = facts
            if len(nobody) > 1 and not _is_signed(one) and "annotator" not in facts:
                # Two of one text are of two people, though nobody says of whom.
                known = {**facts, "annotator": f"annotator {number}"}
            yield from self._annotated(one, text, known, here)

    def _annotated(
        self, value: Json, text: str, facts: Mapping[str, str], where: str
    ) -> Iterator[Item]:
        ours = value.get("reading")
        known = {**facts, **({"annotator": _who(value)} if _who(value) else {})}
        if isinstance(ours, dict):
            known.update((key, words) for key, words in ours.items() if isinstance(words, str))
        reading = told(text, known, where)
        items: list[Item] = []
        if not isinstance(ours, dict):
            cancelled = value.get("was_cancelled") is True
            lead = value.get("lead_time")
            reading = replace(
                reading,
                status=Status.SKIPPED if cancelled else Status.DONE,
                role=Role.ADJUDICATED if value.get("ground_truth") is True else Role.IMPORTED,
                seconds=int(lead) if isinstance(lead, int | float) and 0 < lead < 1e9 else 0,
            )
        results = value.get("result") or []
        if not isinstance(results, list):
            raise BadValue("“result” must be a list.")
        regions = _Regions(where, items)
        for number, one in enumerate(results, start=1):
            regions.add(one, number)
        spans = tuple(self.placing.spans(text, regions.told(text), where, items))
        ordered = sorted(spans, key=lambda span: (span.start, -span.end))
        reading = reading.with_spans(ordered, regions.relations(spans))
        yield from items
        yield regions.of_article(reading)


def _text(data: Json) -> tuple[str, str]:
    """The text of a task and its key."""
    for key in _TEXTS:
        if isinstance(data.get(key), str):
            return data[key], key
    texts = [(len(part), key) for key, part in data.items() if isinstance(part, str)]
    if not texts:
        raise BadValue("the task holds no text.")
    key = max(texts)[1]
    return data[key], key


def _flat(value: Json, facts: dict[str, str]) -> list[Any]:
    """The annotation of a row of JSON_MIN, which holds regions flat, by the name of the control."""
    regions: list[Any] = []
    for name, held in value.items():
        if not isinstance(held, list) or name in _TASK_KEYS:
            continue
        if not all(isinstance(one, dict) and "start" in one for one in held):
            continue
        facts.pop(name, None)
        for number, one in enumerate(held):
            kind = next((key for key in _LABELS if key in one), "labels")
            regions.append(
                {"id": f"{name}-{number}", "from_name": name, "type": kind, "value": one}
            )
    if not regions and "annotation_id" not in value:
        return []
    who = value.get("annotator")
    return [{"result": regions, COMPLETED_BY: who, "lead_time": value.get("lead_time")}]


def _who(value: Json) -> str:
    """Who made an annotation: an e-mail address where it is known, else a number."""
    who = value.get(COMPLETED_BY)
    if isinstance(who, dict):
        return as_text(who.get("email") or who.get("username")) or _numbered(who.get("id"))
    return who if isinstance(who, str) else _numbered(who)


def _is_signed(value: Json) -> bool:
    """Whether an annotation says who made it."""
    return bool(_who(value)) or isinstance(value.get("reading"), dict)


def _numbered(number: object) -> str:
    return f"user {number}" if type(number) is int else ""


@dataclass(slots=True)
class _Regions:
    """The results of one annotation, put together by their ids."""

    where: str
    items: list[Item]
    _told: dict[str, list[Told]] = field(default_factory=dict)
    _waiting: list[tuple[str, str, list[str], str]] = field(default_factory=list)
    _links: list[tuple[Json, str]] = field(default_factory=list)
    _article: list[tuple[str, list[str]]] = field(default_factory=list)

    def add(self, value: Any, number: int) -> None:  # noqa: ANN401 - JSON
        """Takes one result."""
        where = f"{self.where}, result {number}"
        try:
            if not isinstance(value, dict):
                raise BadValue("a result is an object in braces.")
            kind = value.get("type")
            if kind == "relation":
                self._links.append((value, where))
                return
            held = value.get("value")
            if not isinstance(held, dict):
                raise BadValue("it has no value.")
            region_id = value.get("id")
            region_id = region_id if isinstance(region_id, str) and region_id else str(number)
            if kind in _LABELS:
                self._region(value, held, str(kind), region_id, where)
            else:
                name = attribute_of(as_text(value.get("from_name")))
                self._waiting.append((region_id, name, _values(held, kind), where))
        except BadValue as error:
            self.items.append(Refused(where, str(error)))

    def _region(self, value: Json, held: Json, kind: str, region_id: str, where: str) -> None:
        labels = held.get(kind, held.get("labels"))
        if not isinstance(labels, list) or not all(isinstance(one, str) for one in labels):
            raise BadValue("its labels must be a list of names.")
        if not labels:
            raise BadValue("it has no label.")
        start, end = _place(held)
        meta = value.get("meta")
        notes = meta.get("text") if isinstance(meta, dict) else None
        note = "\n".join(map(as_text, notes)) if isinstance(notes, list) else as_text(notes)
        score = value.get("score")
        quoted = held.get("text")
        for number, label in enumerate(labels):
            span = SpanRecord(
                region_id if number == 0 else f"{region_id}/{number}",
                (),
                label,
                note=note,
                score=float(score) if isinstance(score, int | float) else None,
                origin=Origin.IMPORT,
            )
            words = quoted if isinstance(quoted, str) else None
            told_one = Told(((start, end),), span, words, f"region {region_id}")
            self._told.setdefault(region_id, []).append(told_one)

    def told(self, text: str) -> list[Told]:
        """The spans with their attributes; of choices of no region the article is told."""
        for region_id, name, values, where in self._waiting:
            if region_id not in self._told:
                self._article.append((name, values))
                continue
            pairs = tuple(AttributeValue(name or where, value) for value in values)
            self._told[region_id] = [
                replace(one, span=replace(one.span, attributes=(*one.span.attributes, *pairs)))
                for one in self._told[region_id]
            ]
        return [_unescaped(one, text) for some in self._told.values() for one in some]

    def relations(self, spans: tuple[SpanRecord, ...]) -> list[RelationRecord]:
        """The relations between these spans, one for each of their labels."""
        ids = {span.id for span in spans}
        found: list[RelationRecord] = []
        for value, where in self._links:
            ends = [as_text(value.get("from_id")), as_text(value.get("to_id"))]
            if lost := [end for end in ends if end not in ids]:
                why = f"there is no region {short(lost[0])} here, or it was refused."
                self.items.append(Refused(where, why))
                continue
            if value.get("direction") == "left":
                ends.reverse()
            kinds = value.get("labels") or ["related to"]
            names = [as_text(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]
            found += [RelationRecord("", name or "related to", ends[0], ends[1]) for name in names]
        return found

    def of_article(self, reading: ReadingRecord) -> ReadingRecord:
        """The reading with what was said of the whole article."""
        impressions, notes = list(reading.impressions), [reading.note] if reading.note else []
        for name, values in self._article:
            (impressions if name else notes).extend(values)
        return replace(reading, impressions=tuple(impressions), note="\n".join(notes))


def _values(held: Json, kind: object) -> list[str]:
    value = held.get("text") if kind == "textarea" else held.get(str(kind))
    if isinstance(value, list):
        # A taxonomy holds paths: each from the top to what was chosen.
        return [
            " / ".join(map(as_text, one)) if isinstance(one, list) else as_text(one)
            for one in value
        ]
    if value is None:
        raise BadValue(f"it has no value of the kind {short(kind)}.")
    return [as_text(value)]


def _place(held: Json) -> tuple[int, int]:
    start, end = held.get("start"), held.get("end")
    if type(start) is int and type(end) is int:
        return start, end
    whole = held.get("globalOffsets")
    if isinstance(whole, dict):
        start, end = whole.get("start"), whole.get("end")
        if type(start) is int and type(end) is int:
            return start, end
    raise BadValue(
        f"its place ({short(start)} to {short(end)}) is not in characters of the text. Regions of "
        "HTML need global offsets; paragraphs cannot be taken."
    )


def _unescaped(one: Told, text: str) -> Told:
    """Older versions wrote line ends in the words of a region as a backslash with an n."""
    if one.quoted and "\\n" in one.quoted:
        start, end = one.fragments[0]
        if 0 <= start < end and "\\n" not in text[start:end]:
            return replace(one, quoted=one.quoted.replace("\\n", "\n"))
    return one


def _tell(sample: Sample) -> str:
    if sample.is_folder or sample.start[:1] not in (b"[", b"{"):
        return ""
    head = sample.head.replace(b" ", b"").replace(b"\n", b"")
    if b'"from_name":' in head and b'"to_name":' in head:
        return "its results have “from_name” and “to_name”"
    if sample.start[:1] == b"[":
        for sign in (b'"annotations":[{', b'"completions":[{', b'"predictions":['):
            if sign in head and b'"data":{' in head:
                return f"its tasks have {sign.split(b':')[0].decode()}"
        if b'"annotation_id":' in head and b'"lead_time":' in head:
            return "its rows have “annotation_id”"
        if b'"data":{' in head:
            return "its elements are tasks with “data”"
    return ""


LABELSTUDIO = Format(
    "labelstudio",
    "Label Studio’s JSON of tasks, with the label config",
    _tell,
    _read,
    write_tasks,
    holds=_HOLDS,
    ending=".json",
    choices=(
        Choice(
            COMPLETED_BY,
            ("left out", "emails"),
            "name the annotators, whose names must be e-mail addresses that Label Studio has",
        ),
    ),
)
