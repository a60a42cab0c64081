"""The page that the Help menu opens, made from the documentation: guide, shortcuts, glossary.

    python -m ui.guide_page > resources/help/guide.html

It understands the Markdown that these pages use and no more: headings, paragraphs, lists of one
level, tables, code, bold, italics and links. What it does not understand is shown as it stands.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import takewhile
from pathlib import Path

PAGES = ("user-guide.md", "shortcuts.md", "glossary.md")
"""Files of `docs/`, in the order of the page; links between them lead within it."""

STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fdfdfc; --faint: #5c5f66;
  --line: #d8d8d4; --tint: #f0f0ed; --link: #0b57c2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e3; --paper: #1b1c1f; --faint: #a9acb3;
  --line: #3c3e44; --tint: #27282c; --link: #8ab4f8; } }
body { margin: 0 auto; padding: 2rem 1.5rem 6rem; max-width: 46rem; color: var(--ink);
  background: var(--paper); font: 1.05rem/1.6 "Noto Sans", "Segoe UI", system-ui, sans-serif; }
h1, h2, h3 { line-height: 1.25; margin: 2.2em 0 .6em; scroll-margin-top: 1rem; }
h1 { font-size: 2rem; margin-top: 0; }
h2 { font-size: 1.4rem; border-top: 1px solid var(--line); padding-top: 1.2em; }
h3 { font-size: 1.1rem; color: var(--faint); }
a { color: var(--link); text-underline-offset: .15em; }
code { background: var(--tint); border-radius: .25em; padding: .1em .35em; font-size: .92em; }
pre { background: var(--tint); border-radius: .4em; padding: 1em; overflow-x: auto; }
pre code { padding: 0; background: none; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; display: block; overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: .4em .8em .4em 0;
  border-bottom: 1px solid var(--line); }
li { margin: .25em 0; }
"""

_ITEM = re.compile(r"(?:[-*]|\d+\.) +")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_BLANK_ROW = re.compile(r"<tr>(<th></th>)+</tr>")


def page(docs: Path) -> str:
    """The whole page, from the files in the folder `docs`."""
    parts: list[str] = []
    for number, name in enumerate(PAGES):
        text = (docs / name).read_text(encoding="utf-8")
        parts += blocks(text.splitlines(), below=min(number, 1))
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Annotator: user guide</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def blocks(lines: list[str], *, below: int = 0) -> Iterator[str]:
    """The blocks of a Markdown text as HTML; headings go `below` so many levels."""
    rest = list(lines)
    while rest:
        line = rest[0]
        if not line.strip():
            del rest[0]
        elif line.startswith("#"):
            yield _heading(rest.pop(0), below)
        elif line.startswith("```"):
            code = list(takewhile(lambda one: not one.startswith("```"), rest[1:]))
            del rest[: len(code) + 2]
            yield f"<pre><code>{escape(chr(10).join(code))}</code></pre>"
        else:
            block = list(takewhile(lambda one: one.strip() and one[:3] != "```", rest))
            del rest[: len(block)]
            yield from _block(block)


def _block(lines: list[str]) -> Iterator[str]:
    """A table, a list, or a paragraph with perhaps a list right behind it."""
    if lines[0].startswith("|"):
        yield _table(lines)
        return
    words = list(takewhile(lambda one: not _ITEM.match(one), lines))
    if words:
        yield f"<p>{inline(' '.join(words))}</p>"
    if lines[len(words) :]:
        yield _list(lines[len(words) :])


def _heading(line: str, below: int) -> str:
    signs, words = line.split(" ", 1)
    level = len(signs) + below
    return f'<h{level} id="{anchor(words)}">{inline(words)}</h{level}>'


def anchor(words: str) -> str:
    """The name by which links reach a heading, as usual for Markdown."""
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


def _list(lines: list[str]) -> str:
    kind = "ol" if lines[0][0].isdigit() else "ul"
    items: list[str] = []
    for line in lines:
        mark = _ITEM.match(line)
        if mark:
            items.append(line[mark.end() :])
        else:
            items[-1] += f" {line.strip()}"
    inner = "\n".join(f"<li>{inline(item)}</li>" for item in items)
    return f"<{kind}>\n{inner}\n</{kind}>"


def _table(lines: list[str]) -> str:
    rows = []
    for number, line in enumerate(lines):
        if number == 1:
            continue
        cell = "td" if number else "th"
        cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
        inner = "".join(f"<{cell}>{inline(one.strip())}</{cell}>" for one in cells)
        rows.append(f"<tr>{inner}</tr>")
    return "<table>\n" + "\n".join(r for r in rows if not _BLANK_ROW.fullmatch(r)) + "\n</table>"


def inline(words: str) -> str:
    """Words with code, links, bold and italics as HTML; everything else escaped."""
    shown = []
    for number, part in enumerate(words.split("`")):
        if number % 2:
            shown.append(f"<code>{escape(part)}</code>")
            continue
        part = _LINK.sub(_link, escape(part, quote=False))
        part = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", part)
        shown.append(re.sub(r"(?<![\w*])\*(\S[^*]*)(?<=\S)\*(?![\w*])", r"<em>\1</em>", part))
    return "".join(shown)


def _link(match: re.Match[str]) -> str:
    """A link within the page; one to another page of the documentation is only its words."""
    words, target = match.groups()
    name, _, place = target.partition("#")
    if name and name not in PAGES:
        return words
    heading = {"shortcuts.md": "keyboard-shortcuts", "glossary.md": "glossary"}
    return f'<a href="#{place or heading.get(name, "user-guide")}">{words}</a>'


if __name__ == "__main__":
    print(page(Path(__file__).parents[1] / "docs"), end="")  # noqa: T201
