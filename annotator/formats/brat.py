"""brat's standoff: `NAME.txt` with `NAME.ann` beside it, offsets in code points.

Source: brat.nlplab.org/standoff.html and `server/src/annotation.py`. Triggers of events are spans
(what their arguments are is told and left out); sets such as `Equiv` are groups.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

from annotator.errors import BadInput
from annotator.formats.about import told
from annotator.formats.brat_writing import ARTICLES, fit, write_brat
from annotator.formats.bundle import (
    GroupRecord,
    Item,
    MemberRecord,
    Noted,
    ReadingRecord,
    Refused,
    RelationRecord,
    SpanRecord,
)
from annotator.formats.format import Format, ReadOptions, Sample
from annotator.formats.json_values import Given, json_values
from annotator.formats.losses import ALL_PARTS, Part, begun
from annotator.formats.noted import Notes
from annotator.formats.parted import person_of
from annotator.formats.placing import Placing, Told
from annotator.formats.text import decode, encoding_note, read_bytes
from annotator.formats.values import BadValue, short
from annotator.formats.whole import read_manifest, texts_by_name
from annotator.model.reading import Status
from annotator.model.span import AttributeValue, Fragment, Origin

_HOLDS = ALL_PARTS - {
    Part.SCORES, Part.SOURCES, Part.SPAN_TIMES, Part.ACROSS, Part.RELATION_ATTRIBUTES,
}  # fmt: skip
_TEXT_BOUND = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")
_ARGUMENT = re.compile(r"([^\s:]+):(\S+)")
_YES = "true"
_ESCAPES = {"\\n": "\n", "\\r": "\r", "\\t": "\t", "\\\\": "\\"}


def _read(path: Path, options: ReadOptions) -> Iterator[Item]:
    placing = Placing(options)
    pairs = list(_pairs(path))
    if not pairs:
        raise BadInput(f"{path} holds no .ann file with its .txt beside it.")

    def items() -> Iterator[Item]:
        arguments = 0
        for number, pair in enumerate(pairs):
            options.progress(number, len(pairs), pair.ann.name)
            annotated = _Annotated(pair, placing, options)
            try:
                yield from annotated.items()
                arguments += annotated.arguments
            except BadInput as error:
                yield Refused(str(pair.ann), str(error).removeprefix(f"{pair.ann}"))
        yield from placing.notes()
        if arguments:
            what = f"what arguments events have was left out ({arguments}); triggers are spans."
            yield Noted(str(path), what)

    yield from Notes().thinned(items())


@dataclass(frozen=True, slots=True)
class _Names:
    """What names in the files stand for, as `export.json` has it; `ours`: values are escaped."""

    labels: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    ours: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    """A text with one annotator's marks, and what is known of it."""

    text: Path
    ann: Path
    names: _Names
    known: Mapping[str, str]


def _pairs(path: Path) -> Iterator[_Pair]:
    if not path.is_dir():
        folder = path.parent
        yield from _in_folder(folder, [path.with_suffix(".ann")], _Names(), {}, {})
        return
    manifest = read_manifest(path)
    labels, relations, attributes = (
        texts_by_name(manifest.get(key)) for key in ("labels", "relations", "attributes")
    )
    names = _Names(labels, relations, attributes, ours=bool(manifest))
    people = manifest.get("annotators")
    by_folder: dict[Path, list[Path]] = defaultdict(list)
    for ann in sorted(path.rglob("*.ann")):
        by_folder[ann.parent].append(ann)
    users = _user_folders(path, by_folder)
    for folder, anns in by_folder.items():
        known: dict[str, str] = {}
        if isinstance(people, dict) and folder.name in people:
            known = person_of(people.get(folder.name), folder.name)
        elif folder in users:
            known = {"annotator": folder.name}
        elif folder != path:
            known = {"story": folder.relative_to(path).as_posix()}
        yield from _in_folder(folder, anns, names, known, _articles(folder))


def _user_folders(path: Path, by_folder: Mapping[Path, Sequence[Path]]) -> set[Path]:
    """Folders side by side that hold the same articles: one for each annotator."""
    held: Counter[str] = Counter()
    below = [folder for folder in by_folder if folder.parent == path]
    for folder in below:
        held.update({ann.name for ann in by_folder[folder]})
    shared = {name for name, times in held.items() if times > 1}
    return {folder for folder in below if any(ann.name in shared for ann in by_folder[folder])}


def _articles(folder: Path) -> dict[str, dict[str, str]]:
    file = folder / ARTICLES
    if not file.is_file():
        return {}
    given = (one.value for one in json_values(file) if isinstance(one, Given))
    rows = [texts_by_name(value) for value in given]
    return {row.pop("file"): row for row in rows if "file" in row}


def _in_folder(
    folder: Path,
    anns: Sequence[Path],
    names: _Names,
    known: Mapping[str, str],
    articles: Mapping[str, Mapping[str, str]],
) -> Iterator[_Pair]:
    texts = {file.stem: file for file in folder.glob("*.txt")}
    for ann in anns:
        stem, user = ann.stem, ""
        while stem not in texts and "_" in stem:
            # Some name their files after the annotator, too: doc_ab12.ann for doc.txt.
            stem, _, last = stem.rpartition("_")
            user = f"{last}_{user}" if user else last
        text = texts.get(stem, ann.with_suffix(".txt"))
        here = {**known, **({"annotator": user} if user and stem in texts else {})}
        yield _Pair(text, ann, names, {"doc_id": text.name, **here, **articles.get(ann.stem, {})})


@dataclass(slots=True)
class _Annotated:
    """One `.ann` file being read."""

    pair: _Pair
    placing: Placing
    options: ReadOptions
    problems: list[Item] = field(default_factory=list)
    spans: dict[str, Told] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)
    relations: dict[str, RelationRecord] = field(default_factory=dict)
    groups: list[tuple[str, tuple[str, ...], str]] = field(default_factory=list)
    marks: list[tuple[str, str, AttributeValue]] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    arguments: int = 0

    def items(self) -> Iterator[Item]:
        ann = str(self.pair.ann)
        # What was exported is read to the letter, a mark at its beginning too.
        written_as = self.options.encoding or ("utf-8" if self.pair.names.ours else "")
        decoded = decode(read_bytes(self.pair.text), str(self.pair.text), written_as)
        yield from encoding_note(decoded, str(self.pair.text))
        # brat writes UTF-8; a guess could take a damaged file for something else.
        encoding = self.options.encoding or "utf-8-sig"
        lines = decode(read_bytes(self.pair.ann), ann, encoding).text.split("\n")
        for number, line in enumerate(lines, start=1):
            where = f"{ann}, line {number}"
            try:
                if line.strip():
                    self._line(line.rstrip("\r"), where)
            except BadValue as error:
                self.problems.append(Refused(where, str(error), line))
        self._targets()
        reading = told(decoded.text, self.pair.known, ann)
        spans = self._placed(decoded.text)
        ids = {span.id for span in spans}
        kept = [self._sound(one, ids) for one in self.relations.values()]
        reading = reading.with_spans(
            sorted(spans, key=lambda span: (span.start, -span.end)),
            [one for one in kept if one is not None],
        )
        if reading.status is Status.NEW and "reading_status" not in self.pair.known:
            reading = replace(reading, status=begun(reading))
        yield from (self._with_line(one, lines) for one in self.problems)
        yield reading
        yield from self._sets(reading, ids)

    def _with_line(self, item: Item, lines: Sequence[str]) -> Item:
        """What was refused with the line it stood in, so that it can be mended."""
        number = item.where.rpartition(", line ")[2]
        if isinstance(item, Refused) and not item.raw and number.isdecimal():
            return replace(item, raw=lines[int(number) - 1])
        return item

    def _line(self, line: str, where: str) -> None:
        name, tab, rest = line.partition("\t")
        kind = name[:1]
        if not tab and kind != "#":
            raise BadValue(f"there is no tab behind {short(name)}.")
        if kind == "T":
            self._text_bound(name, rest, where)
        elif kind == "R":
            self._relation(name, rest, where)
        elif kind == "E":
            self._event(name, rest)
        elif kind in "AM":
            self._attribute(rest, where)
        elif kind == "N":
            self._reference(rest, where)
        elif kind == "*":
            self._set(rest, where)
        elif kind == "#":
            self._note(rest, where)
        else:
            raise BadValue(f"{short(name)} is no id that brat knows (T, R, E, A, M, N, *, #).")

    def _text_bound(self, name: str, rest: str, where: str) -> None:
        head, tab, quoted = rest.partition("\t")
        match = _TEXT_BOUND.fullmatch(head)
        if match is None:
            raise BadValue(f"{short(head)} is no type with offsets, such as “Person 0 5”.")
        if name in self.spans:
            raise BadValue(f"{name} stands twice.")
        label = self.pair.names.labels.get(match.group(1), match.group(1))
        pieces = [piece.split(" ") for piece in match.group(2).split(";")]
        places = tuple((int(start), int(end)) for start, end in pieces)
        span = SpanRecord(name, (), label, origin=Origin.IMPORT)
        self.spans[name] = Told(places, span, quoted if tab else None, where)

    def _relation(self, name: str, rest: str, where: str) -> None:
        kind, *arguments = rest.split()
        ends = [match.group(2) for one in arguments if (match := _ARGUMENT.fullmatch(one))]
        if len(ends) != 2 or len(arguments) != 2:
            raise BadValue("a relation has a type and two ends, such as “Arg1:T1 Arg2:T2”.")
        kind = self.pair.names.relations.get(kind, kind)
        self.relations[name] = RelationRecord(name, kind, ends[0], ends[1], child_doc=where)

    def _event(self, name: str, rest: str) -> None:
        arguments = [match.groups() for one in rest.split() if (match := _ARGUMENT.fullmatch(one))]
        if not arguments:
            raise BadValue("an event has a type with its trigger, such as “Attack:T3”.")
        self.triggers[name] = arguments[0][1]
        self.arguments += len(arguments) - 1

    def _attribute(self, rest: str, where: str) -> None:
        name, *parts = rest.split()
        if len(parts) not in (1, 2):
            raise BadValue("an attribute has a name, what it is of, and perhaps a value.")
        value = parts[1] if len(parts) == 2 else _YES
        if self.pair.names.ours:
            value = "" if value == "%" else unquote(value)
        name = self.pair.names.attributes.get(name, name)
        self.marks.append((parts[0], where, AttributeValue(name, value)))

    def _reference(self, rest: str, where: str) -> None:
        head, _, words = rest.partition("\t")
        parts = head.split()
        if len(parts) != 3:
            raise BadValue("a reference has a type, what it is of, and an id.")
        value = f"{parts[2]} {words}".strip()
        self.marks.append((parts[1], where, AttributeValue(parts[0], value)))

    def _set(self, rest: str, where: str) -> None:
        kind, *members = rest.split()
        self.groups.append((kind, tuple(members), where))

    def _note(self, rest: str, where: str) -> None:
        head, _, words = rest.partition("\t")
        parts = head.split()
        if len(parts) < 2:
            return  # a comment on nothing
        if self.pair.names.ours:
            words = re.sub(r"\\[nrt\\]", lambda match: _ESCAPES[match.group()], words)
        self.notes.append((parts[1], where, words))

    # What points to something else

    def _targets(self) -> None:
        for target, where, mark in self.marks:
            name = self.triggers.get(target, target)
            if name in self.spans:
                one = self.spans[name]
                span = replace(one.span, attributes=(*one.span.attributes, mark))
                self.spans[name] = replace(one, span=span)
            elif name in self.relations:
                link = self.relations[name]
                link = replace(link, attributes=(*link.attributes, mark))
                self.relations[name] = link
            else:
                self._nothing(where, target)
        for target, where, words in self.notes:
            name = self.triggers.get(target, target)
            if name in self.spans:
                one = self.spans[name]
                note = f"{one.span.note}\n{words}" if one.span.note else words
                self.spans[name] = replace(one, span=replace(one.span, note=note))
            elif name in self.relations:
                self.problems.append(Noted(where, "a note on a relation was left out."))
            else:
                self._nothing(where, target)

    def _nothing(self, where: str, target: str) -> None:
        self.problems.append(Refused(where, f"there is no {target} in this file."))

    def _placed(self, text: str) -> list[SpanRecord]:
        """The spans; pieces with nothing but line ends between them are one again."""
        told_spans = [self._joined(one, text) for one in self.spans.values()]
        found: list[Item] = []
        spans = list(self.placing.spans(text, told_spans, "", found))
        self.problems += [
            replace(one, where=one.where.removeprefix(", ")) if isinstance(one, Refused) else one
            for one in found
        ]
        return spans

    def _joined(self, one: Told, text: str) -> Told:
        if len(one.fragments) == 1:
            return one
        joined = [Fragment(*one.fragments[0])]
        for start, end in one.fragments[1:]:
            gap = text[joined[-1].end : start]
            if gap and not gap.strip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"):
                joined[-1] = Fragment(joined[-1].start, end)
            else:
                joined.append(Fragment(start, end))
        return replace(one, fragments=tuple(joined))

    def _sound(self, one: RelationRecord, ids: set[str]) -> RelationRecord | None:
        where = one.child_doc
        ends = [self.triggers.get(end, end) for end in (one.head, one.child)]
        lost = [end for end in ends if end not in ids]
        if lost:
            why = f"there is no span {lost[0]} in this file, or it was refused."
            self.problems.append(Refused(where, why))
            return None
        return replace(one, head=ends[0], child=ends[1], child_doc="")

    def _sets(self, reading: ReadingRecord, ids: set[str]) -> Iterator[Item]:
        for number, (kind, members, where) in enumerate(self.groups, start=1):
            ends = [self.triggers.get(member, member) for member in members]
            found = tuple(MemberRecord(reading.article.name, end) for end in ends if end in ids)
            if not found:
                yield Refused(where, "none of its members is a span that was taken.")
                continue
            yield GroupRecord(
                f"{self.pair.ann.stem}-{number}",
                reading.article.story,
                reading.annotator,
                reading.annotator_id,
                kind,
                "",
                found,
                where=where,
            )


def _tell(sample: Sample) -> str:
    if sample.is_folder:
        texts = {name.removesuffix(".txt") for name in sample.names if name.endswith(".txt")}
        anns = [name for name in sample.names if name.endswith(".ann")]
        pairs = [name for name in anns if name.removesuffix(".ann") in texts]
        if pairs or (anns and texts):
            return f"the folder holds {(pairs or anns)[0]} beside a text"
        return ""
    if sample.ending == ".ann" and sample.path.with_suffix(".txt").is_file():
        return f"{sample.path.with_suffix('.txt').name} stands beside it"
    return ""


BRAT = Format(
    "brat",
    "brat’s standoff, a folder for each annotator",
    _tell,
    _read,
    write_brat,
    holds=_HOLDS,
    fit=fit,
)
