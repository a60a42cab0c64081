"""A first look at files before anything is imported: what they seem to be, and how they begin."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from annotator.errors import AnnotatorError
from annotator.formats.bundle import (
    ArticleRecord,
    ClueRecord,
    DecisionRecord,
    GroupRecord,
    Item,
    Noted,
    ReadingRecord,
    Refused,
    SuggestionRecord,
)
from annotator.formats.folder import ArticleFile, find_articles
from annotator.formats.format import AS_IT_IS
from annotator.formats.registry import format_named, guess
from annotator.formats.text import decode, read_article, read_bytes
from annotator.progress import Progress, silent

LOOKED_THROUGH = 500
"""So many records of a file are looked through for labels."""
SHOWN = 5
"""So many records of a file are shown."""
_SHOWN_CHARACTERS = 1200
_SHOWN_SPANS = 3


@dataclass(frozen=True, slots=True)
class Look:
    """What one file or folder seems to hold.

    `reason` says what the format was told by. `encoding` is "" where the format fixes it;
    `detected` means that it was guessed from the letters. `story` is the story that a folder or a
    record names. `nobody`: it holds spans and does not say whose they are. `problem` is a sentence
    on why it cannot be taken, else "". `labels` are those of its first records.
    """

    path: str
    format: str
    reason: str
    encoding: str = ""
    detected: bool = False
    story: str = ""
    preview: str = ""
    nobody: bool = False
    problem: str = ""
    labels: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)

    @staticmethod
    def from_plain(value: Mapping[str, Any]) -> "Look":
        """From plain data, as `plain` gives it."""
        return Look(**{**value, "labels": tuple(value.get("labels", ()))})


def look_at(
    paths: Sequence[Path], *, table: Path | None = None, progress: Progress = silent
) -> tuple[Look, ...]:
    """One look per article file, records file or table; folders of texts are gone through."""
    looks: list[Look] = []
    wanted = [*paths, *([table] if table else [])]
    for done, path in enumerate(wanted):
        progress(done, len(wanted), path.name)
        for look in _looks(path, is_table=path == table):
            looks.append(look)
            progress(done, len(wanted), Path(look.path).name)
    progress(len(wanted), len(wanted), "")
    return tuple(looks)


def _looks(path: Path, *, is_table: bool) -> Iterator[Look]:
    found = guess(path)
    name = "table" if is_table else found.format
    try:
        if name == "text":
            yield from _texts(path)
        else:
            yield _records(path, name, found.reason)
    except AnnotatorError as error:
        yield Look(str(path), name, found.reason, problem=str(error))


def _texts(path: Path) -> Iterator[Look]:
    if not path.is_dir() and path.exists():
        # A file that was chosen is taken as a text whatever its name; its story is not named.
        for found in find_articles([path]):
            yield _text(found, "it is a single file", "")
        return
    for found in find_articles([path]):
        story = found.story if isinstance(found, ArticleFile) else ""
        yield _text(found, f"a text in the folder {path.name}", story)


def _text(file: ArticleFile | Refused | Noted, reason: str, story: str) -> Look:
    if isinstance(file, Refused):
        return Look(file.where, "", "", problem=f"It {file.why}")
    if isinstance(file, Noted):
        return Look(file.where, "", "", problem=f"It {file.what}")
    path = str(file.path)
    try:
        decoded = decode(read_bytes(file.path), path)
        words = _article_words(read_article(file.path)[0])
    except AnnotatorError as error:
        return Look(path, "text", reason, story=story, problem=str(error))
    return Look(path, "text", reason, decoded.encoding, decoded.detected, story, words)


def _records(path: Path, name: str, reason: str) -> Look:
    shown: list[str] = []
    labels: dict[str, None] = {}
    nobody = False
    story = ""
    for number, item in enumerate(_items(path, name)):
        if number >= LOOKED_THROUGH:
            break
        if isinstance(item, GroupRecord | ClueRecord | SuggestionRecord | DecisionRecord):
            continue
        if isinstance(item, ReadingRecord):
            nobody = nobody or not item.annotator
            labels.update((span.label, None) for span in item.spans)
        if len(shown) < SHOWN:
            story = story or _story(item)
            shown.append(_item_words(item))
    return Look(
        str(path),
        name,
        reason,
        story=story,
        preview="\n\n".join(shown),
        nobody=nobody,
        labels=tuple(labels),
    )


def _items(path: Path, name: str) -> Iterator[Item]:
    read = format_named(name).read
    return read(path, AS_IT_IS) if read else iter(())


def _story(item: Item) -> str:
    if isinstance(item, ArticleRecord):
        return item.story
    return item.article.story if isinstance(item, ReadingRecord) else ""


def _item_words(item: ArticleRecord | ReadingRecord | Refused | Noted) -> str:
    if isinstance(item, ArticleRecord):
        return _article_words(item)
    if isinstance(item, ReadingRecord):
        return _reading_words(item)
    words = item.why if isinstance(item, Refused) else item.what
    return f"{item.where}: {words}"


def _article_words(article: ArticleRecord) -> str:
    facts = [f"{name}: {value}" for name, value in article.facts().items() if value]
    head = [f"name: {article.name}", *facts]
    return "\n".join(head) + "\n\n" + _cut(article.text)


def _reading_words(reading: ReadingRecord) -> str:
    who = reading.annotator or "nobody named"
    status = reading.status.value.replace("_", " ")
    spans, relations = len(reading.spans), len(reading.relations)
    held = f"{_counted(spans, 'span')}, {_counted(relations, 'relation')}"
    name = reading.article.name or f"“{reading.article.text[:40].strip()}…”"
    lines = [f"{name} · {who} · {status} · {held}"]
    for span in reading.spans[:_SHOWN_SPANS]:
        words = reading.article.text[span.start : span.end]
        lines.append(f"  {span.label} {span.start}–{span.end} “{words[:80]}”")
    return "\n".join(lines)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]} …"
