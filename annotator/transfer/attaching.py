"""Putting texts back into records that were published without them, by their SHA-256."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import orjson

from annotator.errors import AnnotatorError, BadInput
from annotator.formats.bundle import ArticleRecord, Item, ReadingRecord
from annotator.formats.format import AS_IT_IS
from annotator.formats.json_values import Given, json_values
from annotator.formats.jsonl import PARTS
from annotator.formats.record import FORMAT
from annotator.formats.registry import format_named, guess
from annotator.formats.whole import whole_file
from annotator.model.story import text_sha256
from annotator.progress import Progress, silent
from annotator.project import Project


@dataclass(slots=True)
class Attached:
    """What came of it: numbers of records, and the names of articles whose text was not found."""

    files: list[Path] = field(default_factory=list)
    attached: int = 0
    there: int = 0
    missing: dict[str, str] = field(default_factory=dict)
    """SHA-256 by the name of the article."""

    @property
    def complete(self) -> bool:
        """Whether every record has its text now."""
        return not self.missing

    def plain(self) -> dict[str, object]:
        """As plain data."""
        return {
            "files": [str(path) for path in self.files],
            "attached": self.attached,
            "had_text": self.there,
            "missing": [
                {"doc_id": name, "text_sha256": sha256} for name, sha256 in self.missing.items()
            ],
        }

    def sentences(self) -> Iterator[str]:
        """For people."""
        records = "1 record" if self.attached == 1 else f"{self.attached} records"
        yield f"{records} got the text back."
        if self.missing:
            first = ", ".join(list(self.missing)[:5])
            yield f"No text was found for {len(self.missing)} articles, such as {first}."


def attach_texts(records: Path, texts: Iterable[Path], *, progress: Progress = silent) -> Attached:
    """Puts texts back into the records of a file or a folder, in place.

    `texts` are files and folders in any format that is known, and projects. A file that gets
    nothing stays as it is. Raises `BadInput` where there are no records.
    """
    files = _record_files(records)
    report = Attached()
    wanted = set(_wanted(files, progress))
    with tempfile.TemporaryFile() as room:
        found = _Texts(room)
        for path in texts:
            if len(found.places) < len(wanted):
                found.take(path, wanted, progress)
        for file in files:
            _fill(file, found, report, progress)
    return report


def _record_files(records: Path) -> list[Path]:
    if not records.is_dir():
        if not records.exists():
            raise BadInput(f"{records} does not exist.")
        return [records]
    files = [path for part in PARTS if (path := records / f"{part}.jsonl").is_file()]
    if not files:
        raise BadInput(f"{records} holds no spans.jsonl, nor train, dev or test.jsonl.")
    return files


def _values(file: Path, progress: Progress) -> Iterator[Mapping[str, Any]]:
    for found in json_values(file, progress):
        value = found.value if isinstance(found, Given) else None
        if not isinstance(value, dict) or value.get("format") != FORMAT:
            raise BadInput(f"{found.where}: this is no record that was exported here.")
        yield value


def _lacks(value: Mapping[str, Any]) -> bool:
    return value.get("text") == "" and value.get("text_sha256") != text_sha256("")


def _wanted(files: Iterable[Path], progress: Progress) -> Iterator[str]:
    for file in files:
        for value in _values(file, progress):
            if _lacks(value) and isinstance(value.get("text_sha256"), str):
                yield value["text_sha256"]


class _Texts:
    """The texts that were found, kept in a file that goes away; only their places are held."""

    def __init__(self, file: IO[bytes]) -> None:
        self.places: dict[str, tuple[int, int]] = {}
        self._file = file

    def take(self, path: Path, wanted: set[str], progress: Progress) -> None:
        """Looks through a path for the texts that are wanted."""
        for text in _texts_of(path, progress):
            sha256 = text_sha256(text)
            if sha256 in wanted and sha256 not in self.places:
                data = text.encode("utf-8")
                self._file.seek(0, 2)
                self.places[sha256] = (self._file.tell(), len(data))
                self._file.write(data)

    def text(self, sha256: str) -> str | None:
        """The text with this hash, if it was found."""
        if sha256 not in self.places:
            return None
        at, size = self.places[sha256]
        self._file.seek(at)
        return self._file.read(size).decode("utf-8")


def _texts_of(path: Path, progress: Progress) -> Iterator[str]:
    if path.suffix.lower() == ".annotator":
        with Project.open(path, read_only=True) as project:
            for article in project.articles():
                yield project.text(article.id)
        return
    names = [guess(path).format]
    if path.is_dir() and "text" not in names:
        names.append("text")  # texts that stand beside the records
    for name in names:
        read = format_named(name).read
        if read is None:
            continue
        try:
            for item in read(path, AS_IT_IS):
                text = _text_of(item)
                if text:
                    progress(0, 0, path.name)
                    yield text
        except AnnotatorError:
            if name == names[-1]:
                raise


def _text_of(item: Item) -> str:
    if isinstance(item, ArticleRecord):
        return item.text
    return item.article.text if isinstance(item, ReadingRecord) else ""


def _fill(file: Path, texts: _Texts, report: Attached, progress: Progress) -> None:
    some = False
    for value in _values(file, progress):
        if not _lacks(value):
            report.there += 1
        elif value["text_sha256"] in texts.places:
            report.attached += 1
            some = True
        else:
            report.missing[str(value.get("doc_id"))] = value["text_sha256"]
    if not some:
        return
    with whole_file(file) as out:
        for value in _values(file, progress):
            text = texts.text(value["text_sha256"]) if _lacks(value) else None
            full = value if text is None else _with_text(value, text)
            out.write(orjson.dumps(full, option=orjson.OPT_APPEND_NEWLINE))
    report.files.append(file)


def _with_text(value: Mapping[str, Any], text: str) -> Mapping[str, Any]:
    spans = [
        {**span, "text": text[span["start"] : span["end"]]}
        if isinstance(span, dict)
        and type(span.get("start")) is int
        and type(span.get("end")) is int
        else span
        for span in value.get("spans") or ()
    ]
    return {**value, "text": text, "spans": spans}
