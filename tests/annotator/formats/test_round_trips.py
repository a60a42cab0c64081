"""What each format holds of the hard sample: the same back, or exactly what its losses said."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.formats.bundle import ReadingRecord, Refused, SpanRecord
from annotator.formats.format import ReadOptions, WriteOptions
from annotator.formats.losses import Losses, Part, fitted
from annotator.formats.registry import FORMATS, format_named, guess
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
        (one.kind, by_id.get(one.head), by_id.get(one.child), one.attributes, one.child_doc)
        for one in record.relations
    )
    bare = replace(record, spans=(), relations=(), where="", part=False)
    return (
        replace(bare, article=replace(bare.article, where="")),
        Counter(shape(span) for span in record.spans),
        relations,
    )


def shape(span: SpanRecord) -> SpanRecord:
    return replace(span, id="")


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
    told = {loss.what: loss.count for loss in losses.listed()}
    assert told == counted_losses(hard_records(), kept)


def counted_losses(before: list[ReadingRecord], after: list[ReadingRecord]) -> dict[str, int]:
    """The losses that a comparison of the records finds, found without the formats."""
    found: Counter[str] = Counter()
    for one, other in zip(before, after, strict=True):
        spans = {span.id: span for span in other.spans}
        for span in one.spans:
            kept = spans.get(span.id)
            if kept is None:
                found[Part.OVERLAPS] += 1
                continue
            same_text = one.article.text == other.article.text
            moved = (span.start, span.end) != (kept.start, kept.end)
            found[Part.EDGES] += moved if same_text else edges_moved(one, span)
            found[Part.DISCONTINUOUS] += len(span.fragments) > len(kept.fragments)
            found[Part.ATTRIBUTES] += span.attributes != kept.attributes
            found[Part.NOTES] += span.note != kept.note
            found[Part.SCORES] += span.score != kept.score
            found[Part.SOURCES] += span.source != kept.source
        links = {relation.id: relation for relation in other.relations}
        for relation in one.relations:
            link = links.get(relation.id)
            found[Part.RELATIONS] += link is None
            found[Part.RELATION_ATTRIBUTES] += bool(link and link.attributes != relation.attributes)
        for part, name in (
            (Part.READINGS, "status"),
            (Part.READ_FOR, "read_for"),
            (Part.ARTICLE_NOTES, "note"),
            (Part.IMPRESSIONS, "impressions"),
            (Part.SECONDS, "seconds"),
            (Part.READING_TIMES, "created_at"),
            (Part.SCHEME, "scheme"),
            (Part.ANNOTATORS, "role"),
        ):
            found[part] += getattr(one, name) != getattr(other, name)
        found[Part.TEXT] += one.article.text != other.article.text
        mine, kept_article = one.article, other.article
        found[Part.STORIES] += mine.story != kept_article.story
        found[Part.FACTS] += (mine.title, mine.extra) != (kept_article.title, kept_article.extra)
        found[Part.TITLES] += mine.name != kept_article.name
    return {part.value: number for part, number in found.items() if number}  # type: ignore[attr-defined]


def edges_moved(record: ReadingRecord, span: SpanRecord) -> bool:
    """Whether a span begins or ends within a word, or at a blank."""
    text = record.article.text
    first, last = text[span.start : span.start + 1], text[span.end - 1 : span.end]
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    cuts = (before + first).isalnum() and bool(before), (last + after).isalnum() and bool(after)
    return any(cuts) or first.isspace() or last.isspace()


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
