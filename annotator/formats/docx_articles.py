"""Word processors' .docx as articles: the words of the paragraphs, with title and author.

A .docx is a zip with XML in it (ECMA-376). Its members are read into memory under a limit and never
unpacked to a disk; XML with a document type or an entity is refused. Deleted text of tracked
changes is left out.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from annotator.errors import BadInput
from annotator.formats.bundle import Item
from annotator.formats.format import Format, ReadOptions, Sample
from annotator.formats.pages import Page, read_pages

_ENDINGS = frozenset({".docx"})
_BODY, _ABOUT = "word/document.xml", "docProps/core.xml"
_LARGEST = 256 * 1024 * 1024
_BLOCK = 1 << 20
_FACTS = {"title": "title", "creator": "byline"}


class _Forbidden(Exception):
    """XML that declares a document type or an entity."""


def _read(path: Path, options: ReadOptions) -> Iterator[Item]:
    return read_pages(path, options, _ENDINGS, _page)


def _page(data: bytes, where: str, _: ReadOptions) -> Page:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
            if _BODY not in names:
                raise BadInput(f"{where} is no .docx: {_BODY} is not in it.")
            if any(info.flag_bits & 1 for info in packed.infolist()):
                raise BadInput(f"{where} is encrypted. Save it without a password.")
            body = _Body()
            _parse(packed, _BODY, body, where)
            about = _About()
            if _ABOUT in names:
                _parse(packed, _ABOUT, about, where)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise BadInput(f"{where} is no sound .docx ({type(error).__name__}).") from None
    blocks = [words.strip() for words in body.paragraphs]
    text = "\n\n".join(words for words in blocks if words)
    notes = ("what was deleted in tracked changes was left out.",) if body.deleted else ()
    return Page(f"{text}\n" if text else "", about.facts, notes)


def _parse(packed: zipfile.ZipFile, name: str, reader: "_Reader", where: str) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    size = 0
    try:
        with packed.open(name) as member:
            for block in iter(lambda: member.read(_BLOCK), b""):
                size += len(block)
                if size > _LARGEST:
                    raise BadInput(f"{where} would unpack to more than 256 MB. Refused.")
                parser.Parse(block, False)
        parser.Parse(b"", True)
    except _Forbidden:
        raise BadInput(f"{where} declares entities, which no .docx does. Refused.") from None
    except expat.ExpatError as error:
        why = expat.errors.messages.get(error.code, "")
        raise BadInput(f"{where}: {name}, line {error.lineno}: {why or 'not XML'}.") from None


def _refuse(*_: object) -> None:
    raise _Forbidden


class _Reader:
    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def words(self, words: str) -> None:
        """Characters."""


class _Body(_Reader):
    """Takes the words of paragraphs; no recursion, so that depth does not matter."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.deleted = False
        self._pieces: list[str] = []
        self._in_text = 0
        self._left_out = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local in ("del", "moveFrom", "Fallback"):
            # A fallback repeats what stands before it for older programs.
            self.deleted = self.deleted or local != "Fallback"
            self._left_out += 1
        elif local == "t":
            self._in_text += 1
        elif self._left_out:
            return
        elif local == "tab":
            self._pieces.append("\t")
        elif local in ("br", "cr"):
            self._pieces.append("\n")
        elif local == "noBreakHyphen":
            self._pieces.append("\u2011")

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local in ("del", "moveFrom", "Fallback"):
            self._left_out -= 1
        elif local == "t":
            self._in_text -= 1
        elif local == "p":
            self.paragraphs.append("".join(self._pieces))
            self._pieces.clear()

    def words(self, words: str) -> None:
        if self._in_text and not self._left_out:
            self._pieces.append(words)


class _About(_Reader):
    """Takes title and author."""

    def __init__(self) -> None:
        self.facts: dict[str, str] = {}
        self._now = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._now = _FACTS.get(name.rpartition(" ")[2], "")

    def end(self, name: str) -> None:
        self._now = ""

    def words(self, words: str) -> None:
        if self._now:
            self.facts[self._now] = self.facts.get(self._now, "") + words


def _tell(sample: Sample) -> str:
    if sample.is_folder:
        found = [name for name in sample.names if Path(name).suffix.lower() in _ENDINGS]
        texts = [name for name in sample.names if Path(name).suffix.lower() in (".txt", ".md")]
        return f"the folder holds {found[0]}" if found and not texts else ""
    return f"the name ends in {sample.ending}" if sample.ending in _ENDINGS else ""


DOCX = Format("docx", "word processors’ .docx as clean text", _tell, _read)
