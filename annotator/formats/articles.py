"""Texts as a format: files, and folders of them whose subfolders are stories."""

from collections.abc import Iterator
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.bundle import Item, Refused
from annotator.formats.folder import ArticleFile, find_articles
from annotator.formats.format import Format, ReadOptions, Sample
from annotator.formats.text import read_article


def read_texts(path: Path, options: ReadOptions) -> Iterator[Item]:
    """The articles below a path, each with what is to be known of its encoding."""
    found = list(find_articles([path], story=options.story))
    for number, file in enumerate(found):
        if not isinstance(file, ArticleFile):
            yield file
            continue
        options.progress(number, len(found), file.path.name)
        try:
            article, notes = read_article(file.path, story=file.story, encoding=options.encoding)
        except BadInput as error:
            yield Refused(str(file.path), str(error).removeprefix(f"{file.path} "))
            continue
        yield from notes
        yield article


def _tell(sample: Sample) -> str:
    return "a folder" if sample.is_folder else ""


TEXT = Format(
    "text", "text files, and folders of them whose subfolders are stories", _tell, read_texts
)
