"""The codebook: scheme and guidelines as one HTML page that needs nothing beside it."""

from collections.abc import Callable, Iterable, Iterator
from html import escape

from annotator.formats.markdown import headings, to_html
from annotator.model.guidelines import Guidelines
from annotator.model.scheme import (
    ANY_SPAN,
    Attribute,
    AttributeKind,
    Example,
    Label,
    RelationKind,
    Scheme,
    Underline,
)

Context = tuple[str, str]
"""The words before and behind an example in its article."""
STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fdfdfc; --faint: #5c5f66;
  --line: #d8d8d4; --tint: #f0f0ed; --link: #0b57c2; --yes: #1d7240; --no: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e3; --paper: #1b1c1f; --faint: #a9acb3;
  --line: #3c3e44; --tint: #27282c; --link: #8ab4f8; --yes: #7bcf98; --no: #ff8f85; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 6rem; max-width: 50rem; color: var(--ink);
  background: var(--paper); font: 1.05rem/1.6 "Noto Sans", "Segoe UI", system-ui, sans-serif;
  overflow-wrap: break-word; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.6em 0 .5em; scroll-margin-top: 1rem; }
h1 { font-size: 2rem; margin: 0 0 .2em; }
h2 { font-size: 1.5rem; border-top: 1px solid var(--line); padding-top: 1em; margin-top: 2em; }
h3 { font-size: 1.2rem; }
h4, h5, h6 { font-size: 1rem; }
a { color: var(--link); text-underline-offset: .15em; }
nav ul { columns: 2; padding-left: 1.2em; }
code { background: var(--tint); border-radius: .25em; padding: .1em .35em; font-size: .92em; }
pre { background: var(--tint); border-radius: .4em; padding: 1em; overflow-x: auto; }
pre code { padding: 0; background: none; }
blockquote { margin: .4em 0; padding-left: 1em; border-left: 3px solid var(--line); }
table { border-collapse: collapse; width: 100%; margin: .6em 0; }
th, td { text-align: left; vertical-align: top; padding: .35em .8em .35em 0;
  border-bottom: 1px solid var(--line); }
.faint { color: var(--faint); }
.label { padding-left: 1rem; margin-top: 2.2em; }
.label h3 { margin-top: 0; }
.key { border: 1px solid var(--faint); border-radius: .3em; padding: 0 .4em; font-size: .85em;
  margin-left: .5em; }
.yes { color: var(--yes); } .no { color: var(--no); }
.hit { background: var(--tint); font-weight: 600; }
@media print {
  :root { --ink: #000; --paper: #fff; --faint: #444; --line: #bbb; --tint: #eee; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h1, h2, h3, h4 { break-after: avoid; }
  tr, blockquote, li { break-inside: avoid; }
}
"""
_LINES = {
    Underline.SOLID: "2px solid",
    Underline.DOUBLE: "5px double",
    Underline.DOTTED: "3px dotted",
    Underline.WAVY: "2px wavy",
    Underline.DASHED: "2px dashed",
    Underline.THICK: "5px solid",
}
_KINDS = {
    AttributeKind.CHOICE: "one of",
    AttributeKind.SEVERAL: "any of",
    AttributeKind.TEXT: "free text",
    AttributeKind.PLACE: "address and date",
}


def no_context(_: Example) -> Context:
    """An example whose article is not at hand stands alone."""
    return "", ""


def codebook(
    scheme: Scheme,
    guidelines: Guidelines | None,
    *,
    made_at: str,
    context: Callable[[Example], Context] = no_context,
) -> str:
    """The page. `made_at` is its date in words; `context` finds the words around an example."""
    version = f"Scheme “{scheme.name}”, version {scheme.version}"
    if guidelines is not None:
        version += f"; guidelines, version {guidelines.version} of {guidelines.created_at[:10]}"
    body = [
        f"<h1>Codebook: {escape(scheme.name)}</h1>",
        f'<p class="faint">{escape(version)}. Made {escape(made_at)}.</p>',
        *_contents(scheme, guidelines),
        '<h2 id="labels">Labels</h2>',
        *(label_html(label, context, anchor=f"label-{at}") for at, label in _numbered(scheme)),
        *_links(scheme),
        *_questions(scheme),
        *_guidelines(guidelines),
    ]
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{escape(scheme.name)}: codebook</title>\n<style>{STYLE}</style>\n</head>\n"
        "<body>\n" + "\n".join(body) + "\n</body>\n</html>\n"
    )


def label_html(
    label: Label, context: Callable[[Example], Context] = no_context, *, anchor: str = ""
) -> str:
    """One label: what it is, its test, its attributes, its examples."""
    return "\n".join(_label(label, context, anchor))


def _numbered(scheme: Scheme) -> list[tuple[int, Label]]:
    """The labels with the numbers of their anchors, those in use first."""
    return list(enumerate(sorted(scheme.labels, key=lambda one: one.retired), 1))


def _contents(scheme: Scheme, guidelines: Guidelines | None) -> Iterator[str]:
    yield "<nav><ul>"
    for at, label in _numbered(scheme):
        yield f'<li><a href="#label-{at}">{escape(label.name)}</a></li>'
    for number, (level, words) in enumerate(headings(guidelines.text) if guidelines else (), 1):
        if level <= 2:
            yield f'<li><a href="#guide-{number}">{escape(words)}</a></li>'
    yield "</ul></nav>"


def _label(label: Label, context: Callable[[Example], Context], anchor: str) -> Iterator[str]:
    colour = escape(label.colour)
    yield f'<section class="label" style="border-left: 6px solid {colour}">'
    line = _LINES[label.underline]
    mark = f"text-decoration: underline {line.split()[1]} {colour}"
    place = f' id="{escape(anchor)}"' if anchor else ""
    key = f' <span class="key">key {escape(label.key)}</span>' if label.key else ""
    retired = ' <span class="faint">retired: no new spans</span>' if label.retired else ""
    name = f'<span style="{mark}">{escape(label.name)}</span>'
    yield f"<h3{place}>{name}{key}{retired}</h3>"
    for words in (label.definition, label.test and f"Test: {label.test}"):
        if words:
            yield f"<p>{_words(words)}</p>"
    if label.span:
        yield f"<p><b>The span:</b> {_words(label.span)}</p>"
    yield from _attributes(label.attributes)
    yield from _examples("Marked", "yes", label.positive, context)
    yield from _examples("Not marked", "no", label.negative, context)
    yield "</section>"


def _attributes(attributes: Iterable[Attribute]) -> Iterator[str]:
    rows = list(map(_attribute, attributes))
    if rows:
        yield f"<h4>Attributes</h4><ul>{''.join(rows)}</ul>"


def _attribute(attribute: Attribute) -> str:
    kind = _KINDS[attribute.kind]
    values = f"{kind}: {', '.join(attribute.values)}" if attribute.values else kind
    if attribute.open and attribute.kind in (AttributeKind.CHOICE, AttributeKind.SEVERAL):
        values += ", or another one" if attribute.values else ": whatever fits"
    facts = [
        "core" if attribute.core else "",
        "required" if attribute.required else "",
        f"at first: {attribute.default}" if attribute.default else "",
        attribute.help,
    ]
    shown = _words("; ".join(fact for fact in facts if fact))
    told = f' <span class="faint">({shown})</span>' if shown else ""
    return f"<li><b>{_words(attribute.name)}</b> – {_words(values)}{told}</li>"


def _examples(
    words: str, kind: str, examples: Iterable[Example], context: Callable[[Example], Context]
) -> Iterator[str]:
    shown = [_example(example, *context(example)) for example in examples]
    if shown:
        yield f'<h4 class="{kind}">{words}</h4>'
        yield from shown


def _example(example: Example, before: str, after: str) -> str:
    """The words of an example stand out from those around them; below them why, and where."""
    text = f'<b class="hit">{_words(example.text)}</b>'
    around = f'<span class="faint">{escape(before)}</span>{text}<span class="faint">{escape(after)}'
    answers = ", ".join(f"{name}: {value}" for name, value in example.attributes)
    notes = "; ".join(part for part in (example.why, answers) if part)
    told = f"<br>{_words(notes)}" if notes else ""
    where = f' <span class="faint">({escape(example.file)})</span>' if example.file else ""
    return f"<blockquote>{around}</span>{told}{where}</blockquote>"


def _links(scheme: Scheme) -> Iterator[str]:
    if scheme.relations:
        yield '<h2 id="links">Links and groups</h2><table>'
        yield from map(_link, scheme.relations)
        yield "</table>"


def _link(kind: RelationKind) -> str:
    if kind.is_set:
        ends = f"group of {', '.join(kind.members) or ANY_SPAN}"
    else:
        ends = f"{kind.source} → {kind.target}"
    stances = f"stances: {', '.join(kind.stances)}" if kind.stances else ""
    told = "; ".join(part for part in (kind.help, stances) if part)
    return f"<tr><td>{_words(kind.name)}</td><td>{_words(ends)}</td><td>{_words(told)}</td></tr>"


def _questions(scheme: Scheme) -> Iterator[str]:
    if scheme.questions:
        yield '<h2 id="article">About the whole article</h2><table>'
        for one in scheme.questions:
            values = ", ".join(one.values) or "free text"
            cells = (one.name, values, one.help)
            yield f"<tr>{''.join(f'<td>{_words(cell)}</td>' for cell in cells)}</tr>"
        yield "</table>"


def _guidelines(guidelines: Guidelines | None) -> Iterator[str]:
    if guidelines is None or not guidelines.text.strip():
        return
    yield '<h2 id="guidelines">Guidelines</h2>'
    if guidelines.changes:
        told = f"New in version {guidelines.version}: {guidelines.changes}"
        yield f'<p class="faint">{_words(told)}</p>'
    yield to_html(guidelines.text, below=2, names="guide-")


def _words(words: str) -> str:
    return escape(words).replace("\n", "<br>")
