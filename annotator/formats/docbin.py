"""spaCy's DocBin: texts with entities, or with groups of spans, and a config to train with.

Spans stand on tokens of a blank pipeline, so ends within a word are widened; each is told. What is
known of a reading goes into `user_data`. Reading a file unpacks it under a limit and runs no code:
it is zlib with msgpack. spaCy is loaded when such a file is written or read, and not before.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.errors import BadInput
from annotator.formats.about import about, told
from annotator.formats.bundle import Item, ReadingRecord, Refused, SpanRecord
from annotator.formats.file_names import FileNames
from annotator.formats.format import (
    Choice,
    Counted,
    Format,
    ReadOptions,
    Sample,
    WriteOptions,
    Written,
)
from annotator.formats.losses import (
    ALL_PARTS,
    Part,
    all_relations,
    begun,
    in_pieces,
    not_in_place,
    without_overlaps,
)
from annotator.formats.noted import Notes
from annotator.formats.parted import part_files, person_value
from annotator.formats.text import read_bytes
from annotator.formats.values import BadValue
from annotator.formats.whole import MANIFEST, whole_file, whole_tree
from annotator.model.reading import Status
from annotator.model.span import Fragment, Origin

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, DocBin

_SPANCAT, _NER = "spancat", "ner"
_KEY = "sc"
_ENDING = ".spacy"
_CONFIG = "config.cfg"
_ABOUT = "annotator"
_LARGEST = 2 * 1024**3
_RATIO = 100
_HOLDS = ALL_PARTS - {
    Part.DISCONTINUOUS, Part.ATTRIBUTES, Part.NOTES, Part.SCORES, Part.SOURCES, Part.SPAN_TIMES,
    Part.RELATIONS, Part.ACROSS, Part.RELATION_ATTRIBUTES, Part.EDGES,
}  # fmt: skip
_FITTED = frozenset({Part.DISCONTINUOUS, Part.OVERLAPS, Part.RELATIONS, Part.ACROSS})
_OPEN = "readings that are not begun"


@cache
def _blank(language: str) -> "Language":
    """A pipeline that only splits words. It is the one thing here that is made once."""
    import spacy

    return spacy.blank(language)


# Writing


def _fit(
    record: ReadingRecord, choices: Mapping[str, str]
) -> tuple[ReadingRecord, Mapping[str, list[str]]]:
    """The record with its spans on tokens; for entities, without those that overlap."""
    gone: dict[str, list[str]] = all_relations(record)
    doc = _blank(choices.get("language", "en")).make_doc(record.article.text)
    spans: list[SpanRecord] = []
    widened: set[str] = set()
    for span in record.spans:
        place = _on_tokens(doc, span)
        if place is None:
            continue
        if place != (span.start, span.end):
            widened.add(span.id)
        spans.append(replace(span, fragments=(place,)))
    kept = record.with_spans(sorted(spans, key=lambda s: (s.start, -s.end)), ())
    if choices.get("task") == _NER:
        kept, gone[Part.OVERLAPS] = without_overlaps(kept)
    gone[Part.EDGES] = not_in_place(record, widened, spans, kept.spans)
    gone[Part.DISCONTINUOUS] = in_pieces(record, kept)
    return kept, {what: examples for what, examples in gone.items() if examples}


def _on_tokens(doc: "Doc", span: SpanRecord) -> Fragment | None:
    """The tokens that a span touches, without blanks at its ends; None where there are none."""
    words = doc.text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - len(words) + len(words.rstrip())
    if start >= end:
        return None
    found = doc.char_span(start, end, alignment_mode="expand")
    return None if found is None else Fragment(found.start_char, found.end_char)


def _write(path: Path, records: Iterable[ReadingRecord], options: WriteOptions) -> Written:
    bins = _Bins(options)
    for record in records:
        options.progress(bins.counted.records, 0, record.article.name)
        bins.add(record)
    if path.suffix.lower() == _ENDING:
        if len(bins.people) > 1:
            raise BadInput(
                "One docbin file holds one annotator, and there are several. "
                "Name a folder, or choose one annotator."
            )
        with whole_file(path) as file:
            file.write(next(iter(bins.docs.values())).to_bytes() if bins.docs else b"")
        return bins.counted.written((path,))
    manifest = {
        "format": "docbin",
        "task": bins.task,
        "annotators": bins.people,
    }
    with whole_tree(path, manifest) as folder:
        for stem, docs in bins.docs.items():
            (folder / f"{stem}{_ENDING}").write_bytes(docs.to_bytes())
        (folder / _CONFIG).write_text(bins.config(), encoding="utf-8", newline="\n")
    names = [f"{stem}{_ENDING}" for stem in bins.docs]
    return bins.counted.written(path / name for name in (*names, _CONFIG, MANIFEST))


@dataclass(slots=True)
class _Bins:
    """One DocBin for each annotator and split; it holds tokens, not the records."""

    options: WriteOptions
    counted: Counted = field(default_factory=Counted)
    docs: "dict[str, DocBin]" = field(default_factory=dict)
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    lengths: set[int] = field(default_factory=set)
    """The lengths of the spans in tokens: a suggester that lacks one can never find such a span."""
    _names: FileNames = field(default_factory=FileNames)

    @property
    def task(self) -> str:
        """What spans are written as."""
        return self.options.choice("task", _SPANCAT)

    @property
    def language(self) -> str:
        """Whose words the tokens are."""
        return self.options.choice("language", "en")

    def add(self, record: ReadingRecord) -> None:
        """Adds one record, which was fitted."""
        from spacy.tokens import DocBin

        who = (record.annotator_id, record.annotator)
        stem = self._names.name(who, record.annotator, "annotator")
        self.people[stem] = person_value(record)
        if self.options.by_split:
            stem = f"{stem}.{record.article.split or 'train'}"
        if stem not in self.docs:
            self.docs[stem] = DocBin(store_user_data=True)
        self.docs[stem].add(self._doc(record))
        self.counted.add(record)

    def _doc(self, record: ReadingRecord) -> "Doc":
        doc = _blank(self.language).make_doc(record.article.text)
        doc.user_data[_ABOUT] = about(record)
        spans = []
        for span in record.spans:
            one = doc.char_span(span.start, span.end, label=span.label, span_id=span.id)
            if one is None:
                raise ValueError("the record was not fitted")
            spans.append(one)
            self.lengths.add(len(one))
        unread = record.status is Status.NEW and not spans
        if self.task == _SPANCAT:
            if not unread:
                doc.spans[_KEY] = spans
        elif unread:
            # What nobody has read is not without entities: they are missing.
            doc.set_ents([], default="missing")
        else:
            doc.set_ents(spans)
        return doc

    def config(self) -> str:
        """A config that `spacy train` takes as it is, with paths given on the command line."""
        from spacy.cli.init_config import init_config

        made = init_config(
            lang=self.language, pipeline=[self.task], optimize="efficiency", silent=True
        )
        if self.task == _SPANCAT:
            suggester = made["components"][_SPANCAT]["suggester"]
            suggester.clear()
            sizes = sorted(self.lengths) or [1]
            suggester.update({"@misc": "spacy.ngram_suggester.v1", "sizes": sizes})
            made["components"][_SPANCAT]["spans_key"] = _KEY
        return made.to_str()


# Reading


def _read(path: Path, options: ReadOptions) -> Iterator[Item]:
    def items() -> Iterator[Item]:
        for part in part_files(path, (_ENDING,)):
            known = {**part.person, **({"split": part.split} if part.split else {})}
            for number, doc in enumerate(_docs(part.path), start=1):
                where = f"{part.path}, doc {number}"
                options.progress(number, 0, part.path.name)
                try:
                    yield _reading(doc, known, where)
                except BadValue as error:
                    yield Refused(where, str(error), doc.text)

    yield from Notes().thinned(items())


def _docs(path: Path) -> "Iterator[Doc]":
    from spacy.tokens import DocBin

    data = read_bytes(path)
    _check_size(data, path)
    try:
        docs = DocBin().from_bytes(data)
        yield from docs.get_docs(_blank("xx").vocab)
    except MemoryError:
        raise
    except Exception as error:
        raise BadInput(f"{path} is no sound DocBin: {type(error).__name__}.") from None


def _check_size(data: bytes, path: Path) -> None:
    """Raises `BadInput` for what is not packed, or would unpack to something huge."""
    limit = min(_LARGEST, max(1 << 20, _RATIO * len(data)))
    unpacker = zlib.decompressobj()
    size = 0
    rest = data
    try:
        while rest and not unpacker.eof:
            size += len(unpacker.decompress(rest, 1 << 20))
            rest = unpacker.unconsumed_tail
            if size > limit:
                raise BadInput(f"{path} would unpack to more than {limit >> 20} MB. Refused.")
    except zlib.error:
        raise BadInput(f"{path} is no DocBin: it is not packed as one.") from None
    if not unpacker.eof:
        raise BadInput(f"{path} is damaged: it ends before its end.")


def _reading(doc: "Doc", known: Mapping[str, str], where: str) -> ReadingRecord:
    held: Any = doc.user_data.get(_ABOUT, {})
    ours = {k: v for k, v in held.items() if isinstance(v, str)} if isinstance(held, dict) else {}
    reading = told(doc.text, {**known, **ours}, where)
    found = [
        SpanRecord(
            one.id_ if len(one.id_) == 36 else "",
            (Fragment(one.start_char, one.end_char),),
            one.label_,
            origin=Origin.IMPORT,
        )
        for one in (*doc.ents, *(span for group in doc.spans.values() for span in group))
        if one.label_ and one.start_char < one.end_char
    ]
    spans = sorted(found, key=lambda span: (span.start, -span.end))
    reading = reading.with_spans(spans, ())
    if reading.status is Status.NEW and "reading_status" not in ours:
        reading = replace(reading, status=begun(reading))
    return reading


def _tell(sample: Sample) -> str:
    if sample.is_folder:
        found = [name for name in sample.names if name.lower().endswith(_ENDING)]
        return f"the folder holds {found[0]}" if found else ""
    return f"the name ends in {_ENDING}" if sample.ending == _ENDING else ""


DOCBIN = Format(
    "docbin",
    "spaCy’s DocBin with a config to train with, a file for each annotator",
    _tell,
    _read,
    _write,
    holds=_HOLDS,
    ending=_ENDING,
    choices=(
        Choice("task", (_SPANCAT, _NER), "spans that may overlap, or entities that may not"),
        Choice("language", (), "whose words the tokens are, such as en"),
    ),
    held=lambda _: _HOLDS | _FITTED,
    fit=_fit,
)
