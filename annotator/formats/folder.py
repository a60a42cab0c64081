"""Which article files a list of paths means: files, and folders whose subfolders are stories."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.formats.bundle import Noted, Refused
from annotator.formats.text import file_name

TEXT_ENDINGS = frozenset({".txt", ".md", ".text"})
_OTHER_KINDS = {
    **dict.fromkeys((".htm", ".html", ".xhtml"), "a web page"),
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pages"), "a word processor's file"),
    **dict.fromkeys((".zip", ".gz", ".xz", ".bz2", ".zst", ".7z", ".tar"), "an archive"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"), "a picture"),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".csv", ".tsv"), "a table"),
    ".pdf": "a PDF",
    ".xml": "XML",
    ".json": "JSON",
    ".jsonl": "JSONL",
    ".annotator": "a project",
}
_SAMPLE = 8192


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file that holds one article, and the name of the story it belongs to."""

    path: Path
    story: str


Found = ArticleFile | Refused | Noted


def find_articles(
    paths: Iterable[Path], *, story: str = "", endings: frozenset[str] = TEXT_ENDINGS
) -> Iterator[Found]:
    """The article files below these paths, in natural order within each folder.

    A subfolder is a story named after it. Other files belong to `story`, or to a story named
    after their folder. Hidden files are passed over; what cannot be read is `Refused`. `endings`
    are those of the files that are wanted.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _walk(path, story, endings):
            if isinstance(found, ArticleFile):
                real = _real(found.path)
                if real in seen:
                    yield Noted(str(found.path), "is named twice; taken once.")
                    continue
                seen.add(real)
            yield found


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts `2.txt` before `10.txt`; ties are broken by the exact name.

    The ending counts last, so that `flood.txt` stands before `flood2.txt`.
    """
    ending = "".join(re.findall(r"(?<=.)\.[^\W\d_]+$", name))
    parts = re.split(r"([0-9]+)", name.removesuffix(ending))
    numbered = [(1, int(p), "") if p.isdecimal() else (2, 0, p.casefold()) for p in parts if p]
    return (*numbered, (0, 0, ending.casefold()), (0, 0, name))


def _walk(path: Path, story: str, endings: frozenset[str]) -> Iterator[Found]:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        why = "leads nowhere." if path.is_symlink() else "does not exist."
        yield Refused(str(path), why)
        return
    except (OSError, ValueError) as error:
        yield Refused(str(path), _sentence(error))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, story or _name(path), "", (_real(path),), endings)
    elif stat.S_ISREG(mode):
        yield _named_file(path, story, endings)
    else:
        yield Refused(str(path), "is neither a file nor a folder.")


def _named_file(path: Path, story: str, endings: frozenset[str]) -> Found:
    """A file that the user named: taken whatever its ending, unless that says it is no text."""
    kind = _OTHER_KINDS.get(path.suffix.lower())
    if kind and path.suffix.lower() not in endings:
        return Refused(str(path), f"is {kind} by its ending, not a plain text.")
    return ArticleFile(path, story or _name(path.absolute().parent))


def _folder(
    folder: Path, story: str, below: str, above: tuple[Path, ...], endings: frozenset[str]
) -> Iterator[Found]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: natural_key(entry.name))
    except OSError as error:
        yield Refused(str(folder), _sentence(error))
        return
    visible = [Path(entry.path) for entry in entries if not entry.name.startswith(".")]
    folders = [path for path in visible if path.is_dir()]
    for path in visible:
        if path not in folders:
            yield from _file_inside(path, story, endings)
    for path in folders:
        real = _real(path)
        if real in above:
            yield Refused(str(path), "leads back to a folder that holds it.")
            continue
        name = f"{below}/{file_name(path)}" if below else file_name(path)
        yield from _folder(path, name, name, (*above, real), endings)


def _file_inside(path: Path, story: str, endings: frozenset[str]) -> Iterator[Found]:
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
        textual = path.suffix.lower() in endings or (
            endings == TEXT_ENDINGS and not path.suffix and regular and _looks_like_text(path)
        )
    except FileNotFoundError:
        yield Refused(str(path), "leads nowhere.")
    except OSError as error:
        yield Refused(str(path), _sentence(error))
    else:
        if regular and textual:
            yield ArticleFile(path, story)
        else:
            what = "plain text" if endings == TEXT_ENDINGS else f"{min(endings)} file"
            yield Noted(str(path), f"is no {what} by its ending; left out.")


def _looks_like_text(path: Path) -> bool:
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in sample:
        return False
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character may be cut in two where the sample ends.
        return error.start >= len(sample) - 3 and len(sample) == _SAMPLE
    return True


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _name(folder: Path) -> str:
    return file_name(folder.resolve()) or "articles"


def _sentence(error: OSError | ValueError) -> str:
    reason = getattr(error, "strerror", None) or str(error)
    return f"cannot be read: {reason}."
