"""Markdown as articles: the words without the marks, paragraphs parted by an empty line.

Links become their words, pictures and raw HTML go. A plain text in Markdown can be taken as it is
with the format `text`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.formats.bundle import Item
from annotator.formats.format import Format, ReadOptions
from annotator.formats.pages import Page, read_pages
from annotator.formats.text import decode, encoding_note, front_matter, without_front_matter

if TYPE_CHECKING:
    from markdown_it.token import Token

_ENDINGS = frozenset({".md", ".markdown", ".mdown"})


def _read(path: Path, options: ReadOptions) -> Iterator[Item]:
    return read_pages(path, options, _ENDINGS, _page)


def _page(data: bytes, where: str, options: ReadOptions) -> Page:
    from markdown_it import MarkdownIt

    decoded = decode(data, where, options.encoding)
    facts = front_matter(decoded.text)
    tokens = MarkdownIt("commonmark").enable("table").parse(without_front_matter(decoded.text))
    blocks = list(_blocks(tokens))
    first = next((words for kind, words in blocks if kind == "h1"), "")
    if first:
        facts.setdefault("title", first)
    notes = tuple(note.what for note in encoding_note(decoded, where))
    return Page("\n\n".join(words for _, words in blocks) + "\n" if blocks else "", facts, notes)


def _blocks(tokens: Sequence["Token"]) -> Iterator[tuple[str, str]]:
    """The blocks as kind and words; rows of a table are one block each."""
    kind = "p"
    for token in tokens:
        if token.type == "heading_open":
            kind = token.tag
        elif token.type in ("heading_close", "paragraph_close"):
            kind = "p"
        elif token.type == "inline":
            words = _words(token.children or ()).strip()
            if words:
                yield kind, words
        elif token.type in ("fence", "code_block") and token.content.strip():
            yield "code", token.content.rstrip("\n")


def _words(tokens: Sequence["Token"]) -> str:
    pieces: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            pieces.append(token.content)
        elif token.type == "softbreak":
            pieces.append(" ")
        elif token.type == "hardbreak":
            pieces.append("\n")
    return "".join(pieces)


MARKDOWN = Format(
    "markdown", "Markdown as clean text (only where it is asked for: --format markdown)", read=_read
)
