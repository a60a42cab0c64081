"""What an import did, file by file, for people and as JSON."""

import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from annotator.formats.bundle import Noted, Refused


@dataclass(slots=True)
class FileReport:
    """What came of one path.

    `articles`, `spans`, `relations`, `attributes`, `groups`, `clues` (answers to them),
    `suggestions` and `decisions` are new in the project; `duplicates` were read but are there
    already, identical.
    """

    path: str
    format: str
    articles: int = 0
    spans: int = 0
    relations: int = 0
    attributes: int = 0
    groups: int = 0
    clues: int = 0
    suggestions: int = 0
    decisions: int = 0
    duplicates: int = 0
    refused: list[Refused] = field(default_factory=list)
    warnings: list[Noted] = field(default_factory=list)

    @property
    def holds_something(self) -> bool:
        """Whether anything of it is, or would be, new in the project."""
        beside = self.groups or self.clues or self.suggestions or self.decisions
        return bool(self.articles or self.spans or beside)

    def refuse(self, where: str, why: str, raw: str = "") -> None:
        """Adds something that was not taken."""
        self.refused.append(Refused(self._short(where), why, raw))

    def warn(self, where: str, what: str) -> None:
        """Adds something to know; the same thing is told once for one place."""
        warning = Noted(self._short(where), what)
        if warning not in self.warnings[-50:]:
            self.warnings.append(warning)

    def _short(self, where: str) -> str:
        """The place without the path, which the report names already."""
        return where.removeprefix(self.path).lstrip(", /\\") or self.path

    def plain(self) -> dict[str, object]:
        """As plain data."""
        return {
            "path": self.path,
            "format": self.format,
            "articles": self.articles,
            "spans": self.spans,
            "relations": self.relations,
            "attributes": self.attributes,
            **({"groups": self.groups} if self.groups else {}),
            **({"clues": self.clues} if self.clues else {}),
            **({"suggestions": self.suggestions} if self.suggestions else {}),
            **({"decisions": self.decisions} if self.decisions else {}),
            "duplicates": self.duplicates,
            "refused": [{"where": one.where, "why": one.why} for one in self.refused],
            "warnings": [{"where": one.where, "what": one.what} for one in self.warnings],
        }


@dataclass(slots=True)
class Report:
    """What an import did. `complete`: nothing was refused."""

    files: list[FileReport] = field(default_factory=list)

    def keep_refused(self, folder: Path) -> None:
        """Keeps the records that were refused in a new file there, one line of JSON for each.

        A folder that cannot be written is told in the report: the import itself is done.
        """
        lines = [
            {"path": file.path, "where": one.where, "why": one.why, "record": one.raw}
            for file in self.files
            for one in file.refused
            if _is_record(file, one)
        ]
        if not lines:
            return
        words = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix="refused-", suffix=".jsonl", dir=folder)
            with os.fdopen(handle, "wb") as file:
                file.write(words.encode("utf-8", "backslashreplace"))
        except OSError as error:
            why = f"what was refused could not be kept in {folder}: {error.strerror or error}."
            self.files[0].warn(self.files[0].path, why)
        else:
            held = next(
                file for file in self.files if any(_is_record(file, one) for one in file.refused)
            )
            held.warn(held.path, f"what was refused is kept in {name}.")

    @property
    def complete(self) -> bool:
        """Whether all that was read was taken."""
        return not any(file.refused for file in self.files)

    def plain(self) -> dict[str, object]:
        """As plain data: `{"files": […]}`."""
        return {"files": [file.plain() for file in self.files]}

    def sentences(self) -> Iterable[str]:
        """The report for people, one line each."""
        for file in self.files:
            counts = [
                _counted(file.articles, "article"),
                _counted(file.spans, "span"),
                _counted(file.relations, "relation"),
            ]
            if file.groups:
                counts.append(_counted(file.groups, "group"))
            if file.clues:
                counts.append(_counted(file.clues, "answer", "to a clue", "to clues"))
            if file.suggestions:
                counts.append(_counted(file.suggestions, "suggestion"))
            if file.decisions:
                counts.append(_counted(file.decisions, "decision"))
            also = f"; {file.duplicates} already there" if file.duplicates else ""
            yield f"{file.path}: {', '.join(counts)}{also}."
            yield from (f"  refused: {told(file.path, one.where, one.why)}" for one in file.refused)
            yield from (f"  {told(file.path, one.where, one.what)}" for one in file.warnings)


def told(path: str, where: str, what: str) -> str:
    """What is said of a place in a file, below its path: that is not said again."""
    return what.removeprefix(f"{path} ") if where == path else f"{where}: {what}"


def _is_record(file: FileReport, one: Refused) -> bool:
    """Whether a part of a file was refused, and not the file."""
    return bool(one.raw) or one.where != file.path


def _counted(number: int, what: str, one: str = "", many: str = "") -> str:
    """So many of it; `one` or `many` stand behind."""
    words = f"{number} {what}{'' if number == 1 else 's'} {one if number == 1 else many}"
    return words.rstrip()
