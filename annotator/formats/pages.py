"""Articles in files that hold more than a text: each kind of file has a function that reads one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.bundle import ArticleRecord, Item, Noted, Refused
from annotator.formats.folder import ArticleFile, find_articles
from annotator.formats.format import ReadOptions
from annotator.formats.text import file_name, headline, read_bytes


@dataclass(frozen=True, slots=True)
class Page:
    """What a file holds: the text of the article, facts by name, and what should be known."""

    text: str
    facts: dict[str, str]
    notes: tuple[str, ...] = ()


def read_pages(
    path: Path,
    options: ReadOptions,
    endings: frozenset[str],
    page: Callable[[bytes, str, ReadOptions], Page],
) -> Iterator[Item]:
    """The articles in the files with these endings at a path; subfolders are stories."""
    found = list(find_articles([path], story=options.story, endings=endings))
    for number, file in enumerate(found):
        if not isinstance(file, ArticleFile):
            yield file
            continue
        where = str(file.path)
        options.progress(number, len(found), file.path.name)
        try:
            one = page(read_bytes(file.path), where, options)
        except BadInput as error:
            yield Refused(where, str(error).removeprefix(f"{where} "))
            continue
        if not one.text.strip():
            yield Refused(where, "holds no text of an article.")
            continue
        yield from (Noted(where, note) for note in one.notes)
        facts = {name: value for name, value in one.facts.items() if value}
        facts.setdefault("title", headline(one.text))
        article = ArticleRecord(file_name(file.path), file.story, one.text, where=where)
        yield article.with_facts(facts)
