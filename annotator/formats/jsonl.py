"""`spans/1` as JSONL: one file, or a folder with the scheme and a dataset card beside it.

One line per article and annotator. Reading and writing hold few records at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from annotator.errors import BadInput
from annotator.formats.bundle import FACTS, Item, ReadingRecord, Refused
from annotator.formats.card import CARD_MARK, Answered, dataset_card
from annotator.formats.clues import CLUES, read_clue
from annotator.formats.clues import FORMAT as CLUE_FORMAT
from annotator.formats.decisions import FORMAT as DECISION_FORMAT
from annotator.formats.decisions import read_decision
from annotator.formats.format import AS_IT_IS, ReadOptions, Written
from annotator.formats.front_lines import FrontLines
from annotator.formats.groups import FORMAT as GROUP_FORMAT
from annotator.formats.groups import read_group
from annotator.formats.json_values import Given, parsed, placed_lines
from annotator.formats.measured import Measured
from annotator.formats.noted import Notes
from annotator.formats.pairs import PAIRS
from annotator.formats.record import extra_keys, write_record
from annotator.formats.record_reading import read_record
from annotator.formats.scheme import read_scheme
from annotator.formats.scheme_writing import write_scheme
from annotator.formats.soft import SOFT
from annotator.formats.suggestions import FORMAT as SUGGESTION_FORMAT
from annotator.formats.suggestions import read_suggestion
from annotator.formats.survey import Survey
from annotator.formats.text import read_bytes
from annotator.formats.whole import whole_file, whole_folder
from annotator.model.scheme import Scheme
from annotator.progress import Progress, silent

SPLITS = ("train", "dev", "test")
PARTS = ("spans", *SPLITS)
"""The names of the files in a folder, without their ending, in the order they are read."""
GROUPS = "groups.jsonl"
SUGGESTIONS = "suggestions.jsonl"
DECISIONS = "decisions.jsonl"
SCHEME = "scheme.json"
CARD = "README.md"
_BESIDE_RECORDS = (GROUPS, CLUES, SUGGESTIONS, PAIRS, DECISIONS, SOFT, SCHEME, CARD)
_NAMES = frozenset({*(f"{part}.jsonl" for part in PARTS), *_BESIDE_RECORDS})


@dataclass(frozen=True, slots=True)
class Beside:
    """Lines that stand in a file of their own beside the records of a folder.

    `lines` are made while they are written; without any there is no file.
    """

    name: str
    lines: Iterable[bytes]
    told: Callable[[], Mapping[str, str]] = dict
    """What the card says of it, by heading, once the lines were made."""


def write_jsonl(
    path: Path,
    records: Iterable[ReadingRecord],
    *,
    keys: Sequence[str] | None = None,
    number: int = 0,
    scheme: Scheme | None = None,
    by_split: bool = False,
    beside: Sequence[Beside] = (),
    answered: Callable[[], Sequence[Answered]] = tuple,
    left_out: Callable[[], Sequence[str]] = tuple,
    progress: Progress = silent,
) -> Written:
    """Writes the records: into one file if `path` ends in `.jsonl`, else into a folder.

    `records` stands in canonical order (`ReadingRecord.order`); the few rows that show every type
    of value move to the front, because readers learn types from those. `keys` are those that `meta`
    has on every line (see `meta_keys`); where they are not told, the records are gone through
    twice. `number`: how many there are, for the progress.
    `by_split` writes train, dev and test apart, and `beside` further files (a folder only).
    `answered` and `left_out` tell at the end, for the card, how suggestions were answered and, as
    sentences, what is not in it. What stood at `path` is replaced when all is
    written, and unchanged after an error.
    """
    one_file = path.suffix.lower() == ".jsonl"
    survey = Survey(by_split and not one_file)
    if keys is None:
        keys, number = _looked_through(records, progress)
    known = tuple(keys)
    if one_file:
        with whole_file(path) as file:
            _write_lines(lambda _: file, records, known, survey, number, progress)
        return _written((path,), survey)
    with whole_folder(path, _NAMES, CARD_MARK) as folder:
        with ExitStack() as opened:

            def part_file(part: str) -> BinaryIO:
                return opened.enter_context((folder / f"{part}.jsonl").open("x+b"))

            _write_lines(part_file, records, known, survey, number, progress)
            if not survey.parts:
                part_file("spans")
        parts = [part for part in PARTS if part in survey.parts] or ["spans"]
        names = [f"{part}.jsonl" for part in parts]
        there = [one for one in beside if _write_beside(folder / one.name, one.lines)]
        names += [one.name for one in there]
        told = {heading: words for one in there for heading, words in one.told().items()}
        if scheme is not None:
            names.append(SCHEME)
            (folder / SCHEME).write_text(write_scheme(scheme), encoding="utf-8", newline="\n")
        sizes = {part: (folder / f"{part}.jsonl").stat().st_size for part in parts}
        card = dataset_card(survey, sizes, scheme, left_out(), answered(), names, told)
        (folder / CARD).write_text(card, encoding="utf-8", newline="\n")
    return _written(tuple(path / name for name in (*names, CARD)), survey)


def _looked_through(
    records: Iterable[ReadingRecord], progress: Progress
) -> tuple[tuple[str, ...], int]:
    """The keys of `meta`, and how many records there are."""
    found: set[str] = set()
    number = 0
    for number, record in enumerate(records, start=1):
        progress(number, 0, record.article.name)
        found.update(extra_keys(record))
    return (*FACTS, *sorted(found)), number


def _write_lines(
    file_of: Callable[[str], BinaryIO],
    records: Iterable[ReadingRecord],
    keys: tuple[str, ...],
    survey: Survey,
    number: int,
    progress: Progress,
) -> None:
    """Writes each record into the file of its part, which `file_of` opens."""
    files: dict[str, FrontLines] = {}
    for record in records:
        progress(survey.records, number, record.article.name)
        part = survey.part_name(record)
        if part not in files:
            files[part] = FrontLines(file_of(part))
        shows_something = survey.add(record)
        files[part].write(write_record(record, keys), front=shows_something)
    for lines in files.values():
        lines.finish()
    if survey.keys != keys:
        raise ValueError("the records have other keys than was told before")


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


def read_jsonl(
    path: Path, *, progress: Progress = silent, options: ReadOptions = AS_IT_IS
) -> Iterator[Item]:
    """What a JSONL file, or a folder that was exported, holds; `progress` counts bytes.

    Raises `BadInput` if it cannot be read at all; a line that cannot be taken is `Refused`.
    """
    progress = options.progress if progress is silent else progress
    measured = Measured(options)
    read = measured.read if measured.needed else read_record
    if not path.is_dir():
        yield from Notes().thinned(_read_file(path, progress, read))
        yield from measured.notes()
        return
    files = [file for part in PARTS if (file := path / f"{part}.jsonl").is_file()]
    if not files:
        raise BadInput(f"{path} holds no spans.jsonl, nor train, dev or test.jsonl.")
    notes = Notes()
    for file in files:
        yield from notes.thinned(_read_file(file, progress, read))
    yield from measured.notes()
    for name, beside in _BESIDE.items():  # last: they point to spans of the records
        if (path / name).is_file():
            yield from notes.thinned(_read_file(path / name, progress, beside))


def read_scheme_beside(path: Path) -> Scheme | None:
    """The scheme in an exported folder; None where there is none, or for a single file."""
    file = path / SCHEME
    return read_scheme(read_bytes(file), str(file)) if file.is_file() else None


_Read = Callable[[object, str], Iterator[Item]]
_BESIDE: Mapping[str, _Read] = {
    GROUPS: read_group,
    CLUES: read_clue,
    SUGGESTIONS: read_suggestion,
    DECISIONS: read_decision,
}
_BY_FORMAT: Mapping[str, _Read] = {
    GROUP_FORMAT: read_group,
    CLUE_FORMAT: read_clue,
    SUGGESTION_FORMAT: read_suggestion,
    DECISION_FORMAT: read_decision,
}


def _read_file(path: Path, progress: Progress, read: _Read = read_record) -> Iterator[Item]:
    try:
        with path.open("rb") as file:
            for line in placed_lines(file, path, progress):
                if isinstance(line, Refused):
                    yield line
                else:
                    yield from _read_line(line.words, line.where, read)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from None


def _read_line(line: bytes, where: str, read: _Read) -> Iterator[Item]:
    for found in parsed(line, where):
        if not isinstance(found, Given):
            yield found
            continue
        value = found.value
        told = value.get("format") if isinstance(value, dict) else None
        one = _BY_FORMAT.get(told, read) if isinstance(told, str) else read
        for item in one(value, where):
            yield replace(item, raw=_words(line)) if isinstance(item, Refused) else item


def _words(line: bytes) -> str:
    return line.decode("utf-8", "replace").rstrip("\n")
