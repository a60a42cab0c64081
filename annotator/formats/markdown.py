"""Markdown as HTML that can do no harm, and the sections of a Markdown text.

Raw HTML stays words, pictures become their words, and links lead to http(s) or nowhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LOWEST = 6
"""HTML has headings down to this level."""
_WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all that stands under it, its lower headings included. `text` is Markdown."""

    heading: str
    level: int
    text: str


def is_web_address(address: str) -> bool:
    """Whether a link may lead there: to http or https, and to nothing on this machine."""
    return _WEB.fullmatch(address) is not None


def to_html(text: str, *, below: int = 0, names: str = "") -> str:
    """Markdown as HTML; headings go `below` so many levels.

    With `names`, headings get ids that begin so and count from 1, as `headings` lists them.
    """
    parser = _parser()
    tokens = parser.parse(text)
    number = 0
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(LOWEST, int(token.tag[1]) + below)}"
        if token.type == "heading_open" and names and not token.level:
            number += 1
            token.attrSet("id", f"{names}{number}")
    return str(parser.renderer.render(tokens, parser.options, {}))


def headings(text: str) -> tuple[tuple[int, str], ...]:
    """The headings of a Markdown text in order: level and words."""
    return tuple((section.level, section.heading) for section in sections(text))


def sections(text: str) -> tuple[Section, ...]:
    """All sections of a Markdown text in order; a section within another stands there too."""
    lines = text.splitlines()
    found = list(_headings(_parser().parse(text)))
    made = []
    for at, (level, line, words) in enumerate(found):
        after = (start for lower, start, _ in found[at + 1 :] if lower <= level)
        end = next(after, len(lines))
        made.append(Section(words, level, "\n".join(lines[line:end]).strip()))
    return tuple(made)


def sections_about(text: str, name: str) -> tuple[Section, ...]:
    """The sections that have this name in their heading as words of their own, outermost ones."""
    wanted = re.compile(rf"(?<!\w){re.escape(name)}s?(?!\w)", re.IGNORECASE)
    about: list[Section] = []
    within = LOWEST + 1
    for section in sections(text):
        if section.level > within:
            continue
        within = LOWEST + 1
        if wanted.search(section.heading):
            about.append(section)
            within = section.level
    return tuple(about)


def _headings(tokens: Sequence["Token"]) -> Iterator[tuple[int, int, str]]:
    """Level, first line and words of the headings that stand in no quotation or list."""
    for token, inner in pairwise(tokens):
        if token.type == "heading_open" and not token.level and token.map:
            yield int(token.tag[1]), token.map[0], _words(inner)


def _words(token: "Token") -> str:
    parts = (child.content for child in token.children or () if child.content)
    return " ".join("".join(parts).split())


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # not before somebody looks at Markdown

    class Harmless(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: N802 - its name there
            return is_web_address(url)

    parser = Harmless("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.add_render_rule("image", _picture)
    parser.add_render_rule("link_open", _link)
    return parser


def _picture(_self: object, tokens: Sequence["Token"], at: int, *_: Any) -> str:  # noqa: ANN401
    return f"[picture: {escape(tokens[at].content) or 'without words'}]"


def _link(_self: object, tokens: Sequence["Token"], at: int, *_: Any) -> str:  # noqa: ANN401
    address = escape(str(tokens[at].attrs.get("href", "")))
    return f'<a href="{address}" rel="noopener noreferrer">'
