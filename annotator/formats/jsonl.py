"""`spans/1` as JSONL: one file, or a folder with the scheme and a dataset card beside it.

One line per article and annotator. Reading and writing hold one record at a time.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from annotator.errors import BadInput
from annotator.formats.bundle import Item, Noted, ReadingRecord, Refused
from annotator.formats.card import CARD_MARK, Answered, dataset_card
from annotator.formats.groups import FORMAT as GROUP_FORMAT
from annotator.formats.groups import read_group
from annotator.formats.record import write_record
from annotator.formats.record_reading import read_record
from annotator.formats.scheme import read_scheme
from annotator.formats.scheme_writing import write_scheme
from annotator.formats.suggestions import FORMAT as SUGGESTION_FORMAT
from annotator.formats.suggestions import read_suggestion
from annotator.formats.survey import Survey
from annotator.formats.text import decode, read_bytes
from annotator.formats.whole import whole_file, whole_folder
from annotator.model.scheme import Scheme
from annotator.progress import Progress, silent

SPLITS = ("train", "dev", "test")
PARTS = ("spans", *SPLITS)
"""The names of the files in a folder, without their ending, in the order they are read."""
GROUPS = "groups.jsonl"
SUGGESTIONS = "suggestions.jsonl"
SCHEME = "scheme.json"
CARD = "README.md"
_NAMES = frozenset({*(f"{part}.jsonl" for part in PARTS), GROUPS, SUGGESTIONS, SCHEME, CARD})
_LONGEST_LINE = 64 * 1024 * 1024
_BLOCK = 1024 * 1024
_MOST_NOTES = 200


@dataclass(frozen=True, slots=True)
class Written:
    """What an export wrote."""

    files: tuple[Path, ...]
    records: int
    articles: int
    spans: int
    relations: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Lines that stand in a file of their own beside the records of a folder.

    `lines` are made while they are written; without any there is no file.
    """

    name: str
    lines: Iterable[bytes]


def write_jsonl(
    path: Path,
    records: Iterable[ReadingRecord],
    *,
    scheme: Scheme | None = None,
    by_split: bool = False,
    beside: Sequence[Beside] = (),
    answered: Callable[[], Sequence[Answered]] = tuple,
    left_out: Callable[[], Sequence[str]] = tuple,
    progress: Progress = silent,
) -> Written:
    """Writes the records: into one file if `path` ends in `.jsonl`, else into a folder.

    `records` is gone through twice and stands in canonical order (`ReadingRecord.order`); the few
    rows that show every type of value move to the front, because readers learn types from those.
    `by_split` writes train, dev and test apart, and `beside` further files (a folder only).
    `answered` and `left_out` tell at the end, for the card, how suggestions were answered and, as
    sentences, what is not in it. What stood at `path` is replaced when all is
    written, and unchanged after an error.
    """
    one_file = path.suffix.lower() == ".jsonl"
    survey = Survey(by_split and not one_file)
    for record in records:
        survey.add(record)
        progress(survey.records, 0, record.article.name)
    if one_file:
        with whole_file(path) as file:
            _write_lines({"spans": file}, records, survey, progress)
        return _written((path,), survey)
    with whole_folder(path, _NAMES, CARD_MARK) as folder:
        parts = [part for part in PARTS if part in survey.parts] or ["spans"]
        with ExitStack() as opened:
            files = {p: opened.enter_context((folder / f"{p}.jsonl").open("xb")) for p in parts}
            _write_lines(files, records, survey, progress)
        names = [f"{part}.jsonl" for part in parts]
        names += [one.name for one in beside if _write_beside(folder / one.name, one.lines)]
        if scheme is not None:
            names.append(SCHEME)
            (folder / SCHEME).write_text(write_scheme(scheme), encoding="utf-8", newline="\n")
        sizes = {part: (folder / f"{part}.jsonl").stat().st_size for part in parts}
        card = dataset_card(survey, sizes, scheme, left_out(), answered(), names)
        (folder / CARD).write_text(card, encoding="utf-8", newline="\n")
    return _written(tuple(path / name for name in (*names, CARD)), survey)


def _write_lines(
    files: Mapping[str, BinaryIO],
    records: Iterable[ReadingRecord],
    survey: Survey,
    progress: Progress,
) -> None:
    keys = survey.keys
    moved: set[int] = set()
    for name, part in survey.parts.items():
        moved.update(part.front)
        files[name].writelines(write_record(record, keys) for record in part.front.values())
    number = -1
    for number, record in enumerate(records):
        progress(number, survey.records, record.article.name)
        if number not in moved:
            files[survey.part_name(record)].write(write_record(record, keys))
    if number + 1 != survey.records:
        raise ValueError("the records changed between the first and the second time")


def _write_beside(path: Path, lines: Iterable[bytes]) -> bool:
    """Writes the lines, if there are any; whether there were."""
    with path.open("xb") as file:
        file.writelines(lines)
        some = file.tell() > 0
    if not some:
        path.unlink()
    return some


def _written(files: tuple[Path, ...], survey: Survey) -> Written:
    parts = survey.parts.values()
    return Written(
        files,
        survey.records,
        sum(part.articles for part in parts),
        sum(part.spans for part in parts),
        sum(part.relations for part in parts),
    )


# Reading


def read_jsonl(path: Path, *, progress: Progress = silent) -> Iterator[Item]:
    """What a JSONL file, or a folder that was exported, holds; `progress` counts bytes.

    Raises `BadInput` if it cannot be read at all; a line that cannot be taken is `Refused`.
    """
    if not path.is_dir():
        yield from _Notes().thinned(_read_file(path, progress))
        return
    files = [file for part in PARTS if (file := path / f"{part}.jsonl").is_file()]
    if not files:
        raise BadInput(f"{path} holds no spans.jsonl, nor train, dev or test.jsonl.")
    notes = _Notes()
    for file in files:
        yield from notes.thinned(_read_file(file, progress))
    for name, read in _BESIDE.items():  # last: they point to spans of the records
        if (path / name).is_file():
            yield from notes.thinned(_read_file(path / name, progress, read))


def read_scheme_beside(path: Path) -> Scheme | None:
    """The scheme in an exported folder; None where there is none, or for a single file."""
    file = path / SCHEME
    return read_scheme(read_bytes(file), str(file)) if file.is_file() else None


class _Notes:
    """Passes each kind of note on once, and says at the end how often it stood."""

    def __init__(self) -> None:
        self.seen: dict[str, tuple[str, int]] = {}

    def thinned(self, items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            if not isinstance(item, Noted):
                yield item
            elif item.what in self.seen:
                where, times = self.seen[item.what]
                self.seen[item.what] = (where, times + 1)
            elif len(self.seen) < _MOST_NOTES:
                self.seen[item.what] = (item.where, 1)
                yield item
        for what, (where, times) in self.seen.items():
            if times > 1:
                yield Noted(where, f"{what} The same holds for {times - 1} more.")
        self.seen.clear()


_Read = Callable[[object, str], Iterator[Item]]
_BESIDE: Mapping[str, _Read] = {GROUPS: read_group, SUGGESTIONS: read_suggestion}
_BY_FORMAT: Mapping[str, _Read] = {
    GROUP_FORMAT: read_group,
    SUGGESTION_FORMAT: read_suggestion,
}


def _read_file(path: Path, progress: Progress, read: _Read = read_record) -> Iterator[Item]:
    try:
        with path.open("rb") as file:
            total = path.stat().st_size
            done = 0
            for number, line in _lines(file, path):
                where = f"{path}, line {number}"
                done += len(line)
                progress(done, total, path.name)
                if len(line) > _LONGEST_LINE:
                    yield Refused(where, "the line is longer than 64 MB.")
                elif line.strip():
                    yield from _read_line(line, where, read)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from None


def _lines(file: BinaryIO, path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers, split at line feeds only; of too long ones the beginning."""
    start = file.read(4)
    file.seek(0)
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        file = io.BytesIO(decode(file.read(), str(path)).text.encode("utf-8"))
    elif start.startswith(b"\xef\xbb\xbf"):
        file.seek(3)
    number = 0
    while line := file.readline(_LONGEST_LINE + 1):
        number += 1
        rest = line
        while len(line) > _LONGEST_LINE and rest and not rest.endswith(b"\n"):
            rest = file.readline(_BLOCK)
        yield number, line


def _read_line(line: bytes, where: str, read: _Read) -> Iterator[Item]:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        yield Refused(where, _not_json(line, error))
        return
    if line.count(b'":') != _count_keys(value):
        yield from _keys_twice(line, where)
    told = value.get("format") if isinstance(value, dict) else None
    yield from (_BY_FORMAT.get(told, read) if isinstance(told, str) else read)(value, where)


def _not_json(line: bytes, error: orjson.JSONDecodeError) -> str:
    if line.startswith(b"\x1f\x8b"):
        return "this is a gzip file. Unpack it first."
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as broken:
        byte = line[broken.start]
        return f"byte {broken.start} (0x{byte:02x}) is not UTF-8. Save the file as UTF-8."
    if "depth" in error.msg:
        return "the JSON is nested too deeply."
    return f"column {error.colno}: this is not JSON ({error.msg.partition(':')[0]})."


def _count_keys(value: Any) -> int:  # noqa: ANN401 - any JSON value
    """How many keys a value holds, at any depth."""
    keys = 0
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            keys += len(part)
            waiting += [item for item in part.values() if isinstance(item, dict | list)]
        elif isinstance(part, list):
            waiting += [item for item in part if isinstance(item, dict | list)]
    return keys


def _keys_twice(line: bytes, where: str) -> Iterator[Noted]:
    """Names the keys that stand twice in one object, of which the last counts."""
    import json

    twice: list[str] = []

    def pairs(given: list[tuple[str, object]]) -> dict[str, object]:
        kept = dict(given)
        if len(kept) < len(given):
            names = [name for name, _ in given]
            twice.extend(name for name in kept if names.count(name) > 1)
        return kept

    json.loads(line, object_pairs_hook=pairs)
    for name in dict.fromkeys(twice):
        yield Noted(where, f"the key “{name}” stands twice; the last one was taken.")
