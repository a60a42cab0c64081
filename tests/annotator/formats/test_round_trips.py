"""What each format holds of the hard sample: the same back, or exactly what its losses said."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.formats.brat_writing import TRIMMED
from annotator.formats.bundle import ReadingRecord, Refused, RelationRecord, SpanRecord
from annotator.formats.format import ReadOptions, WriteOptions
from annotator.formats.losses import Losses, Part, fitted
from annotator.formats.registry import FORMATS, format_named, guess
from annotator.model.span import AttributeValue
from tests.annotator.formats.hard import HARD, hard_records

WAYS: list[tuple[str, dict[str, str]]] = [
    ("jsonl", {}),
    ("prodigy", {}),
    ("doccano", {}),
    ("doccano", {"shape": "labels"}),
    ("brat", {}),
    ("labelstudio", {}),
    ("conll", {}),
    ("conll", {"tags": "iob1"}),
    ("conll", {"tags": "iobes"}),
    ("docbin", {}),
    ("docbin", {"task": "ner"}),
    ("huggingface", {}),
    ("huggingface", {"files": "parquet"}),
    ("csv", {}),
    ("csv", {"formulas": "spreadsheet"}),
]


def written(
    name: str, folder: Path, records: Iterable[ReadingRecord], choices: Mapping[str, str]
) -> tuple[list[ReadingRecord], Losses]:
    """Writes the records as the format keeps them; what it kept, and what was lost."""
    known = format_named(name)
    losses = Losses()
    more = known.fit
    kept = list(
        fitted(
            records,
            known.keeps(choices),
            (lambda record: more(record, choices)) if more else None,
            losses,
        )
    )
    assert known.write is not None
    done = known.write(folder, kept, WriteOptions(HARD, choices=choices))
    assert all(path.is_file() for path in done.files)
    assert done.spans == sum(len(record.spans) for record in kept)
    return kept, losses


def read(name: str, path: Path, options: ReadOptions | None = None) -> list[ReadingRecord]:
    known = format_named(name)
    assert known.read is not None
    items = list(known.read(path, options or ReadOptions()))
    refused = [item for item in items if isinstance(item, Refused)]
    assert not refused, refused
    return [item for item in items if isinstance(item, ReadingRecord)]


Plain = tuple[object, ...]


def plain(record: ReadingRecord) -> Plain:
    """A record without what is no content: ids of spans and relations, places in files."""
    by_id = {span.id: shape(span) for span in record.spans}
    relations = Counter(
        (one.kind, by_id.get(one.head), by_id.get(one.child), by_name(one), one.child_doc)
        for one in record.relations
    )
    bare = replace(record, spans=(), relations=(), where="", part=False)
    return (
        replace(bare, article=replace(bare.article, where="")),
        Counter(shape(span) for span in record.spans),
        relations,
    )


def shape(span: SpanRecord) -> SpanRecord:
    return replace(span, id="", attributes=by_name(span))


def by_name(one: SpanRecord | RelationRecord) -> tuple[AttributeValue, ...]:
    """The attributes, whose order says nothing, while that of the values of one does."""
    return tuple(sorted(one.attributes, key=lambda pair: pair.name))


def in_order(records: Iterable[ReadingRecord]) -> list[ReadingRecord]:
    return sorted(records, key=lambda one: (one.article.name, one.annotator))


@pytest.mark.parametrize(("name", "choices"), WAYS, ids=lambda way: str(way))
def test_what_a_format_keeps_comes_back_the_same(
    tmp_path: Path, name: str, choices: dict[str, str]
):
    kept, _ = written(name, tmp_path / "out", hard_records(), choices)
    same = "jsonl" if (name, choices) == ("huggingface", {}) else name
    assert guess(tmp_path / "out").format == same
    back = in_order(read(name, tmp_path / "out"))
    assert len(back) == len(kept)
    for one, other in zip(in_order(kept), back, strict=True):
        assert plain(other) == plain(one)


@pytest.mark.parametrize(("name", "choices"), WAYS, ids=lambda way: str(way))
def test_what_is_not_kept_is_told(tmp_path: Path, name: str, choices: dict[str, str]):
    kept, losses = written(name, tmp_path / "out", hard_records(), choices)
    assert told_losses(losses) == counted_losses(hard_records(), kept, in_pieces=holds_pieces(name))


def holds_pieces(name: str) -> bool:
    """Whether a format holds discontinuous spans."""
    return Part.DISCONTINUOUS in format_named(name).holds


def told_losses(losses: Losses) -> dict[str, int]:
    """What is told, in the words of the comparison."""
    return {
        Part.EDGES.value if loss.what == TRIMMED else str(loss.what): loss.count
        for loss in losses.listed()
    }


def counted_losses(
    before: list[ReadingRecord], after: list[ReadingRecord], *, in_pieces: bool = False
) -> dict[str, int]:
    """The losses that a comparison of the records finds, found without the formats.

    `in_pieces`: discontinuous spans can be held, so that a change of their pieces is one of ends.
    """
    found: Counter[str] = Counter()
    for one, other in zip(before, after, strict=True):
        _lost_of_spans(one, other, found, in_pieces)
        _lost_of_relations(one, other, found)
        for part, name in (
            (Part.READINGS, "status"),
            (Part.READ_FOR, "read_for"),
            (Part.ARTICLE_NOTES, "note"),
            (Part.IMPRESSIONS, "impressions"),
            (Part.SECONDS, "seconds"),
            (Part.OFFERED, "offered"),
            (Part.ANNOTATORS, "role"),
        ):
            found[part] += getattr(one, name) != getattr(other, name)
        found[Part.DAYS] += one.seconds == other.seconds and one.days != other.days
        found[Part.READING_TIMES] += _times(one) != _times(other)
        found[Part.SCHEME] += _scheme(one) != _scheme(other)
        mine, kept = one.article, other.article
        found[Part.TEXT] += mine.text != kept.text
        found[Part.EMPTY] += bool(one.article.name) and not kept.name and not kept.text
        found[Part.STORIES] += mine.story != kept.story
        found[Part.SPLITS] += mine.split != kept.split
        found[Part.VERSIONS] += mine.version_of != kept.version_of
        found[Part.FACTS] += (mine.facts(), mine.extra) != (kept.facts(), kept.extra)
        found[Part.TITLES] += mine.name != kept.name
    return {part.value: number for part, number in found.items() if number}  # type: ignore[attr-defined]


def _times(one: ReadingRecord | SpanRecord) -> tuple[str | None, str | None]:
    return one.created_at, one.updated_at


def _scheme(one: ReadingRecord) -> tuple[str, str]:
    return one.scheme, one.scheme_version


def _lost_of_spans(
    one: ReadingRecord, other: ReadingRecord, found: Counter[str], in_pieces: bool
) -> None:
    spans = {span.id: span for span in other.spans}
    for span in one.spans:
        kept = spans.get(span.id)
        words = one.article.text[span.start : span.end]
        if kept is None:
            # Nothing but blanks stands on no token; what else is gone stood in the way of others.
            found[Part.OVERLAPS if words.strip() else Part.EDGES] += 1
            continue
        now = other.article.text[kept.start : kept.end]
        if one.article.text != other.article.text:
            blank = words != words.strip()
            found[Part.EDGES] += blank or "".join(words.split()) != "".join(now.split())
        elif in_pieces:
            found[Part.EDGES] += span.fragments != kept.fragments
        else:
            found[Part.EDGES] += (span.start, span.end) != (kept.start, kept.end)
        found[Part.DISCONTINUOUS] += len(span.fragments) > 1 and not in_pieces
        found[Part.ATTRIBUTES] += span.attributes != kept.attributes
        found[Part.NOTES] += span.note != kept.note
        found[Part.SCORES] += span.score != kept.score
        found[Part.SOURCES] += (span.source, span.origin) != (kept.source, kept.origin)
        found[Part.SPAN_TIMES] += _times(span) != _times(kept)


def _lost_of_relations(one: ReadingRecord, other: ReadingRecord, found: Counter[str]) -> None:
    links = {relation.id: relation for relation in other.relations}
    for relation in one.relations:
        link = links.get(relation.id)
        found[Part.ACROSS if relation.child_doc else Part.RELATIONS] += link is None
        found[Part.RELATION_ATTRIBUTES] += bool(link and link.attributes != relation.attributes)


def test_every_format_that_writes_is_tried():
    assert {known.name for known in FORMATS if known.writes} == {name for name, _ in WAYS}


@pytest.mark.parametrize(("name", "choices"), WAYS, ids=lambda way: str(way))
def test_an_export_is_the_same_every_time_and_replaces_only_its_own(
    tmp_path: Path, name: str, choices: dict[str, str]
):
    out = tmp_path / "out"
    written(name, out, hard_records(), choices)
    first = {path.relative_to(out): path.read_bytes() for path in files(out)}
    written(name, out, hard_records(), choices)
    assert {path.relative_to(out): path.read_bytes() for path in files(out)} == first
    assert list(tmp_path.iterdir()) == [out]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
