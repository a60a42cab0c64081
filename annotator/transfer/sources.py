"""Where an import reads from: each path with its format, as a stream that can be read again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.bundle import Item, Refused
from annotator.formats.folder import ArticleFile, find_articles
from annotator.formats.jsonl import read_jsonl, read_scheme_beside
from annotator.formats.registry import format_named, guess
from annotator.formats.table import read_table
from annotator.formats.text import read_article
from annotator.model.scheme import Scheme
from annotator.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Source:
    """One path to import, and how. `story` is for what names none.

    `encoding` is that of text files, "" to find it out.
    """

    path: Path
    format: str
    story: str = ""
    encoding: str = ""

    def items(self, progress: Progress = silent) -> Iterator[Item]:
        """What it holds. Raises `BadInput` if it cannot be read at all."""
        if self.format == "jsonl":
            yield from read_jsonl(self.path, progress=progress)
        elif self.format == "table":
            yield from read_table(self.path, story=self.story, progress=progress)
        else:
            yield from _texts(self, progress)

    def scheme(self) -> Scheme | None:
        """The scheme that stands beside the records, if there is one."""
        return read_scheme_beside(self.path) if self.format == "jsonl" else None

    @property
    def default_story(self) -> str:
        """The story of what names none."""
        return self.story or self.path.absolute().stem or "articles"


def sources(
    paths: Iterable[Path],
    *,
    format_name: str = "",
    story: str = "",
    encoding: str = "",
    table: Path | None = None,
) -> tuple[Source, ...]:
    """The paths with their formats, guessed where none is given, and the table.

    Raises `BadInput` for a format that does not exist or cannot be read.
    """
    if format_name and not format_named(format_name).reads:
        raise BadInput(f"The format “{format_name}” can be written, not read.")
    found = [Source(path, format_name or guess(path).format, story, encoding) for path in paths]
    if table is not None:
        found.append(Source(table, "table", story))
    return tuple(found)


def _texts(source: Source, progress: Progress) -> Iterator[Item]:
    found = list(find_articles([source.path], story=source.story))
    for number, file in enumerate(found):
        if not isinstance(file, ArticleFile):
            yield file
            continue
        progress(number, len(found), file.path.name)
        try:
            article, notes = read_article(file.path, story=file.story, encoding=source.encoding)
        except BadInput as error:
            yield Refused(str(file.path), str(error).removeprefix(f"{file.path} "))
            continue
        yield from notes
        yield article
