"""Saved web pages as articles: the text without what stands around it, with title, byline and date.

trafilatura finds the text (Apache-2.0; Barbaresi 2021, ACL). It is loaded when a page is read.
Nothing is fetched.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.errors import BadInput
from annotator.formats.bundle import Item
from annotator.formats.format import Format, ReadOptions, Sample
from annotator.formats.pages import Page, read_pages
from annotator.formats.text import decode, encoding_note

if TYPE_CHECKING:
    from trafilatura.settings import Document

_ENDINGS = frozenset({".html", ".htm", ".xhtml"})
_LARGEST = 64 * 1024 * 1024
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z]")
_MOST_TAGS = 1_000_000
_FACTS = {
    "title": "title",
    "byline": "author",
    "published": "date",
    "outlet": "sitename",
    "url": "url",
}


def _read(path: Path, options: ReadOptions) -> Iterator[Item]:
    return read_pages(path, options, _ENDINGS, _page)


def _page(data: bytes, where: str, options: ReadOptions) -> Page:
    if len(data) > _LARGEST:
        raise BadInput(f"{where} is larger than 64 MB, which no article is.")
    decoded = decode(data, where, options.encoding or _told_encoding(data))
    html = decoded.text.replace("\0", "")
    if len(_TAG.findall(html)) > _MOST_TAGS:
        raise BadInput(f"{where} holds more than a million tags, which no article does.")
    notes = tuple(note.what for note in encoding_note(decoded, where))
    try:
        found = _extracted(html)
    except (ValueError, RecursionError, TypeError, AttributeError) as error:
        raise BadInput(f"{where} cannot be read as a web page: {type(error).__name__}.") from None
    if found is None:
        return Page("", {}, notes)
    facts = {name: str(getattr(found, key) or "") for name, key in _FACTS.items()}
    return Page("\n\n".join(_blocks(found.body)) + "\n", facts, notes)


def _extracted(html: str) -> "Document | None":
    """What trafilatura finds; of a short page it may give one block, then it has to look closer."""
    from trafilatura import bare_extraction

    best: Document | None = None
    for closer in (False, True):
        found: Any = bare_extraction(
            html,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            favor_precision=closer,
        )
        if found is None or not found.text:
            continue
        if best is None or len(found.body) > 1:
            best = found
        if len(best.body) > 1:
            break
    return best


def _blocks(body: Any) -> Iterator[str]:  # noqa: ANN401 - lxml
    """The paragraphs, headings and items, each with its words as they are read."""
    for block in body.iter("p", "head", "item", "code", "quote", "row"):
        if block.tag in ("item", "quote") and block.find(".//p") is not None:
            continue  # its paragraphs come by themselves
        words = _words(block).strip()
        if words:
            yield words


def _words(block: Any) -> str:  # noqa: ANN401 - lxml
    pieces = [block.text or ""]
    for part in block:
        if part.tag == "lb":
            pieces.append("\n")
        elif part.tag not in ("p", "list"):
            pieces.append(_words(part))
        pieces.append(part.tail or "")
    return "".join(pieces)


def _told_encoding(data: bytes) -> str:
    """The encoding that a page names for itself, where it is one and is not UTF-8 anyway."""
    match = _CHARSET.search(data[:4096])
    name = match.group(1).decode("ascii") if match else ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return ""
    try:
        data.decode(name or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return ""
    return name


def _tell(sample: Sample) -> str:
    if sample.is_folder:
        pages = [name for name in sample.names if Path(name).suffix.lower() in _ENDINGS]
        texts = [name for name in sample.names if Path(name).suffix.lower() in (".txt", ".md")]
        return f"the folder holds {pages[0]}" if pages and not texts else ""
    start = sample.start[:512].lower()
    if sample.ending in _ENDINGS:
        return f"the name ends in {sample.ending}"
    if start.startswith((b"<!doctype html", b"<html")):
        return "it begins as a web page does"
    return ""


HTML = Format("html", "saved web pages as clean text", _tell, _read)
