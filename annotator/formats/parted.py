"""Exports of one file, or of a folder with a file for each annotator or split."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from annotator.errors import BadInput
from annotator.formats.bundle import ReadingRecord
from annotator.formats.file_names import FileNames
from annotator.formats.format import Counted, WriteOptions, Written
from annotator.formats.splits import SPLITS
from annotator.formats.whole import MANIFEST, read_manifest, texts_by_name, whole_file, whole_tree

_MOST_OPEN = 200


@dataclass(frozen=True, slots=True)
class Layout:
    """How an export lies in files: `stem` where annotators share one, "" for one file for each.

    `begin` and `end` stand around the records of a file, `between` two of them.
    """

    format: str
    ending: str
    stem: str = ""
    begin: bytes = b""
    between: bytes = b""
    end: bytes = b""


def write_parted(
    path: Path,
    records: Iterable[ReadingRecord],
    options: WriteOptions,
    layout: Layout,
    lines: Callable[[ReadingRecord], bytes],
    about: Mapping[str, object] | None = None,
) -> Written:
    """Writes each record's lines: into `path` if it has the ending, else into a folder there.

    Raises `BadInput` where one file would have to hold several annotators and cannot.
    """
    counted = Counted()
    if path.suffix.lower() == layout.ending:
        with whole_file(path) as file:
            _one_file(file, records, options, layout, lines, counted)
        return counted.written((path,))
    manifest: dict[str, object] = {"format": layout.format, **(about or {})}
    with whole_tree(path, manifest) as folder:
        parts = _Parts(folder, layout, by_split=options.by_split)
        with parts.stack:
            for record in records:
                options.progress(counted.records, 0, record.article.name)
                parts.file(record).write(lines(record))
                counted.add(record)
            parts.finish()
        if not layout.stem:
            manifest["annotators"] = parts.annotators
    names = sorted(parts.paths)
    return counted.written((*(path / name for name in names), path / MANIFEST))


def _one_file(
    file: BinaryIO,
    records: Iterable[ReadingRecord],
    options: WriteOptions,
    layout: Layout,
    lines: Callable[[ReadingRecord], bytes],
    counted: Counted,
) -> None:
    who: tuple[str, str] | None = None
    file.write(layout.begin)
    for record in records:
        options.progress(counted.records, 0, record.article.name)
        now = (record.annotator_id, record.annotator)
        if not layout.stem and who is not None and now != who:
            raise BadInput(
                f"One {layout.format} file holds one annotator, and there are several. "
                "Name a folder, or choose one annotator."
            )
        who = now
        if counted.records:
            file.write(layout.between)
        file.write(lines(record))
        counted.add(record)
    file.write(layout.end)


@dataclass(slots=True)
class _Parts:
    """The files of a folder, begun when the first record comes."""

    folder: Path
    layout: Layout
    by_split: bool
    stack: ExitStack = field(default_factory=ExitStack)
    annotators: dict[str, dict[str, str]] = field(default_factory=dict)
    paths: set[str] = field(default_factory=set)
    _files: dict[str, BinaryIO] = field(default_factory=dict)
    _names: FileNames = field(default_factory=FileNames)

    def file(self, record: ReadingRecord) -> BinaryIO:
        stem = self.layout.stem or self._person(record)
        if self.by_split:
            split = record.article.split or "train"
            stem = split if self.layout.stem else f"{stem}.{split}"
        name = f"{stem}{self.layout.ending}"
        if name in self._files:
            self._files[name].write(self.layout.between)
            return self._files[name]
        if len(self._files) >= _MOST_OPEN:
            raise BadInput(
                f"More than {_MOST_OPEN} annotators at once cannot be written. Choose some."
            )
        self.paths.add(name)
        self._files[name] = self.stack.enter_context((self.folder / name).open("xb"))
        self._files[name].write(self.layout.begin)
        return self._files[name]

    def finish(self) -> None:
        for file in self._files.values():
            file.write(self.layout.end)

    def _person(self, record: ReadingRecord) -> str:
        key = (record.annotator_id, record.annotator)
        stem = self._names.name(key, record.annotator, "annotator")
        self.annotators[stem] = person_value(record)
        return stem


def person_value(record: ReadingRecord) -> dict[str, str]:
    """The annotator of a record, as manifests name them."""
    return {"name": record.annotator, "id": record.annotator_id, "role": record.role.value}


@dataclass(frozen=True, slots=True)
class PartFile:
    """A file of an export: whose it is (as `about` has it) and the split of its articles."""

    path: Path
    person: Mapping[str, str]
    split: str = ""


def part_files(path: Path, endings: tuple[str, ...]) -> Iterator[PartFile]:
    """The files with these endings at a path, a file or a folder; names of files say whose."""
    if not path.is_dir():
        yield PartFile(path, {})
        return
    manifest = read_manifest(path)
    people = manifest.get("annotators")
    people = people if isinstance(people, dict) else {}
    files = [one for one in sorted(path.rglob("*")) if one.suffix.lower() in endings]
    if not files:
        raise BadInput(f"{path} holds no file that ends in {' or '.join(endings)}.")
    for file in files:
        if file.name == MANIFEST or not file.is_file():
            continue
        stem, split = _without_split(file.stem)
        known = people.get(stem)
        # A file of another tool is named after the user in it; ours without a name holds all.
        person = {} if manifest and not known else person_of(known, stem)
        yield PartFile(file, person, split)


def _without_split(stem: str) -> tuple[str, str]:
    for split in SPLITS:
        if stem == split or stem.endswith(f".{split}"):
            return stem.removesuffix(split).removesuffix("."), split
    return stem, ""


def person_of(told: object, fallback: str) -> dict[str, str]:
    """The annotator that a manifest tells of, with the keys of `about`; else one called so."""
    known = texts_by_name(told)
    pairs = {
        "annotator": known.get("name", fallback),
        "annotator_id": known.get("id", ""),
        "reading_role": known.get("role", ""),
    }
    return {key: value for key, value in pairs.items() if value}
