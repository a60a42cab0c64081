"""Writing brat's standoff: a folder for each annotator, `NAME.txt` and `NAME.ann` for each article.

What brat cannot name (blanks in types and values, line breaks in notes) is escaped; the names stand
in `annotation.conf` as comments and in `export.json`, from which an import takes them back. What is
known of the articles stands in `articles.jsonl`, which brat passes over.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

import orjson

from annotator.formats.about import about
from annotator.formats.bundle import ReadingRecord, SpanRecord
from annotator.formats.file_names import FileNames
from annotator.formats.format import Counted, WriteOptions, Written
from annotator.formats.losses import all_relations, shown, without_spans
from annotator.formats.parted import person_value
from annotator.formats.type_names import TypeNames
from annotator.formats.whole import MANIFEST, whole_tree
from annotator.model.span import Fragment, join_fragments

ARTICLES = "articles.jsonl"
CONFIG = "annotation.conf"
_NOT_IN_VALUES = re.compile(r"[^\w.-]", re.UNICODE)
_BREAKS = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_MOST_VALUES = 200
TRIMMED = "line breaks at the ends of pieces of spans"


@dataclass(slots=True)
class _Survey:
    """What a first look over the records tells: the names and values that brat has to know."""

    labels: TypeNames = field(default_factory=TypeNames)
    relations: TypeNames = field(default_factory=TypeNames)
    attributes: TypeNames = field(default_factory=TypeNames)
    values: dict[str, dict[str, None]] = field(default_factory=dict)
    ends: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)

    def add(self, record: ReadingRecord) -> None:
        labels = {span.id: span.label for span in record.spans}
        for span in record.spans:
            self.labels.name(span.label)
            for name, value in span.attributes:
                self.attributes.name(name)
                held = self.values.setdefault(name, {})
                if len(held) < _MOST_VALUES:
                    held[value] = None
        for one in record.relations:
            self.relations.name(one.kind)
            heads, children = self.ends.setdefault(one.kind, (set(), set()))
            heads.add(labels[one.head])
            children.add(labels[one.child])

    def config(self) -> str:
        """`annotation.conf`: without it brat shows every span as a fault."""
        lines = ["[entities]"]
        lines += self._named(self.labels, lambda _: "")
        lines += ["", "[relations]"]
        lines += self._named(self.relations, self._arguments)
        lines += ["", "[events]", "", "[attributes]"]
        lines += self._named(self.attributes, self._choices)
        return "\n".join([*lines, ""])

    def _named(self, names: TypeNames, more: Callable[[str], str]) -> Iterator[str]:
        for wanted, name in sorted(names.given.items(), key=lambda pair: pair[1]):
            if name != wanted:
                yield f"# {name} is called: {' '.join(wanted.split())}"
            yield f"{name}{more(wanted)}"

    def _arguments(self, kind: str) -> str:
        heads, children = self.ends[kind]
        ends = ["|".join(sorted(map(self.labels.name, some))) for some in (heads, children)]
        return f"\tArg1:{ends[0]}, Arg2:{ends[1]}"

    def _choices(self, name: str) -> str:
        values = "|".join(escape_value(value) for value in self.values[name])
        return f"\tArg:<ENTITY>, Value:{values}"

    def about(self) -> dict[str, object]:
        """The names for `export.json`."""
        return {
            "labels": self.labels.changed,
            "relations": self.relations.changed,
            "attributes": self.attributes.changed,
        }


def escape_value(value: str) -> str:
    """A value without blanks: what is no letter, digit, dot or hyphen as `%` with its bytes."""
    return (
        _NOT_IN_VALUES.sub(
            lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8")), value
        )
        or "%"
    )


def escape_note(note: str) -> str:
    """A note in one line."""
    escaped = note.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return escaped.replace("\t", "\\t")


def fit(
    record: ReadingRecord, _: Mapping[str, str]
) -> tuple[ReadingRecord, Mapping[str, list[str]]]:
    """Spans without line breaks at the ends of their pieces, which brat cannot hold.

    Those of nothing else go; pieces that only line ends part become one.
    """
    text = record.article.text
    kept: list[SpanRecord] = []
    changed: list[str] = []
    for span in record.spans:
        trimmed = (_trim(text, fragment) for fragment in span.fragments)
        pieces = _joined(text, [piece for piece in trimmed if piece.start < piece.end])
        if pieces == span.fragments:
            kept.append(span)
            continue
        changed.append(shown(record, span))
        if pieces:
            kept.append(replace(span, fragments=pieces))
    if not changed:
        return record, {}
    kept.sort(key=lambda span: (span.start, -span.end))
    fitted = without_spans(record, tuple(kept))
    ids = {one.id for one in fitted.relations}
    lost = tuple(one for one in record.relations if one.id not in ids)
    return fitted, {TRIMMED: changed, **all_relations(replace(record, relations=lost))}


def _joined(text: str, pieces: list[Fragment]) -> tuple[Fragment, ...]:
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and not text[joined[-1][1] : start].strip(_ENDS):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return join_fragments(joined)


_ENDS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def _trim(text: str, fragment: Fragment) -> Fragment:
    start, end = fragment
    while start < end and text[start] in _ENDS:
        start += 1
    while end > start and text[end - 1] in _ENDS:
        end -= 1
    return Fragment(start, end)


def write_brat(path: Path, records: Iterable[ReadingRecord], options: WriteOptions) -> Written:
    """Writes the records; goes through them twice."""
    survey = _Survey()
    for label in options.scheme.labels:
        survey.labels.name(label.name)
    for record in records:
        survey.add(record)
    counted = Counted()
    manifest: dict[str, object] = {"format": "brat", **survey.about()}
    with whole_tree(path, manifest) as root, ExitStack() as opened:
        folders = _Folders(root, survey, opened)
        for record in records:
            options.progress(counted.records, 0, record.article.name)
            folders.write(record)
            counted.add(record)
        manifest["annotators"] = folders.people
        opened.close()
    return counted.written((path / MANIFEST,))


@dataclass(slots=True)
class _Folders:
    root: Path
    survey: _Survey
    opened: ExitStack
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    _names: FileNames = field(default_factory=FileNames)
    _in_folder: dict[str, tuple[FileNames, BinaryIO]] = field(default_factory=dict)

    def write(self, record: ReadingRecord) -> None:
        who = (record.annotator_id, record.annotator)
        folder = self._names.name(who, record.annotator, "annotator")
        if folder not in self._in_folder:
            self._begin(folder, record)
        names, articles = self._in_folder[folder]
        article = record.article
        wanted = article.name.removesuffix(".txt")
        stem = names.name((article.story, article.name), wanted)
        articles.write(
            orjson.dumps({"file": stem, **about(record)}, option=orjson.OPT_APPEND_NEWLINE)
        )
        (self.root / folder / f"{stem}.txt").write_bytes(article.text.encode("utf-8"))
        lines = "".join(f"{line}\n" for line in _lines(record, self.survey))
        (self.root / folder / f"{stem}.ann").write_bytes(lines.encode("utf-8"))

    def _begin(self, folder: str, record: ReadingRecord) -> None:
        place = self.root / folder
        place.mkdir()
        (place / CONFIG).write_bytes(self.survey.config().encode("utf-8"))
        articles = self.opened.enter_context((place / ARTICLES).open("xb"))
        self._in_folder[folder] = (FileNames(), articles)
        self.people[folder] = person_value(record)


def _lines(record: ReadingRecord, survey: _Survey) -> Iterator[str]:
    text = record.article.text
    numbers: dict[str, int] = {}
    attribute = note = 0
    for number, span in enumerate(record.spans, start=1):
        numbers[span.id] = number
        pieces = [piece for fragment in span.fragments for piece in _in_lines(text, fragment)]
        places = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(text[start:end] for start, end in pieces)
        yield f"T{number}\t{survey.labels.name(span.label)} {places}\t{words}"
        for name, value in span.attributes:
            attribute += 1
            escaped = escape_value(value)
            yield f"A{attribute}\t{survey.attributes.name(name)} T{number} {escaped}"
        if span.note:
            note += 1
            yield f"#{note}\tAnnotatorNotes T{number}\t{escape_note(span.note)}"
    for number, one in enumerate(record.relations, start=1):
        ends = f"Arg1:T{numbers[one.head]} Arg2:T{numbers[one.child]}"
        yield f"R{number}\t{survey.relations.name(one.kind)} {ends}"


def _in_lines(text: str, fragment: Fragment) -> Iterator[Fragment]:
    """The parts of a fragment on each line: brat refuses one that goes over a line's end."""
    for match in _BREAKS.finditer(text, fragment.start, fragment.end):
        yield Fragment(match.start(), match.end())
