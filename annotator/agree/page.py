"""A comparison as one page of HTML that needs nothing beside it."""

from collections.abc import Iterable, Sequence
from html import escape

from annotator.agree.classes import Row
from annotator.agree.comparison import HEADLINE, Comparison, Scores
from annotator.agree.figure_names import figure_name, how_computed
from annotator.agree.kinds import Kind
from annotator.agree.many import Many
from annotator.agree.methods import methods
from annotator.agree.values import Doc, Mark, Score

MOST_ROWS = 1000
"""Disagreements that are shown in their words."""
AROUND = 60
"""Characters of text that are shown before and behind a span."""
_STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fdfdfc; --faint: #5c5f66;
  --line: #d8d8d4; --tint: #f0f0ed; --a: #cfe3f7; --b: #f8dfc0; --bar: #3c76b8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e3; --paper: #1b1c1f; --faint: #a9acb3;
  --line: #3b3d42; --tint: #26282c; --a: #23486d; --b: #664419; --bar: #7fb0e6; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  margin: 2rem auto; max-width: 68rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
h3 { font-size: 1rem; margin-top: 1.6rem; }
table { border-collapse: collapse; margin: .6rem 0; }
th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.same { background: var(--tint); }
caption, .faint { color: var(--faint); } caption { text-align: left; padding-bottom: .3rem; }
.methods { background: var(--tint); padding: .8rem 1rem; border-radius: 6px; }
mark { color: inherit; border-radius: 2px; padding: 0 1px; }
mark.a { background: var(--a); } mark.b { background: var(--b); }
.bar { display: inline-block; height: .7em; background: var(--bar); border-radius: 2px; }
td.words { white-space: pre-wrap; overflow-wrap: anywhere; }
@media print { body { max-width: none; } }
"""


def page(found: Many) -> str:
    """The page."""
    title = f"{', '.join(found.names[:-1])} and {found.names[-1]} compared"
    parts = [f"<h1>{escape(title)}</h1>"]
    if found.together:
        parts.append("<h2>All together</h2>")
        parts.append(_figures({(name,): score for name, score in found.together.items()}))
    for pair in found.pairs:
        parts.extend(_pair(pair))
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _pair(pair: Comparison) -> Iterable[str]:
    a, b = map(escape, pair.names)
    yield f"<h2>{a} and {b}</h2>"
    yield f'<p class="methods">{escape(methods(pair))}</p>'
    yield _left_out(pair)
    yield "<h3>Classes</h3>"
    yield _classes(pair)
    yield "<h3>Figures</h3>"
    yield _figures(pair.scores)
    yield "<h3>Labels</h3>"
    yield _labels(pair)
    yield "<h3>Which label for which</h3>"
    yield _confusion(pair)
    yield "<h3>Articles, lowest agreement first</h3>"
    yield _articles(pair)
    yield "<h3>Where they differ</h3>"
    yield _differences(pair)


def _left_out(pair: Comparison) -> str:
    if not pair.left_out:
        return "<p>No article was left out.</p>"
    items = "".join(f"<li>{escape(one.article)}: {escape(one.why)}</li>" for one in pair.left_out)
    return f"<p>Left out:</p><ul>{items}</ul>"


def _classes(pair: Comparison) -> str:
    most = max(pair.classes.values(), default=0) or 1
    rows = [
        [_kind(pair, kind), _number(many), f"<td>{_bar(many / most)}</td>"]
        for kind, many in pair.classes.items()
    ]
    return _table((), rows)


def _kind(pair: Comparison, kind: Kind) -> str:
    return _cell(kind.words(pair.names))


def _figures(scores: Scores) -> str:
    rows = [
        [
            _cell(figure_name(name)),
            _value(score),
            _cell(_interval(score), "n"),
            _number(score.n),
            _cell("" if score.chance is None else f"{score.chance:.3f}", "n"),
            _cell("" if score.coverage is None else f"{score.coverage:.0%}", "n"),
            _cell(score.why or how_computed(name), "faint"),
        ]
        for name, score in scores.items()
    ]
    heads = ("figure", "value", "95 %", "n", "by chance", "covers", "how computed, or why not")
    return _table(heads, rows)


def _labels(pair: Comparison) -> str:
    rows = []
    for label, scores in pair.label_scores.items():
        a, b = pair.spans_of(label)
        figures = [_value(scores[name]) for name in HEADLINE]
        bar = f"<td>{_bar(scores[HEADLINE[0]].value or 0)}</td>"
        rows.append([_cell(label), _number(a), _number(b), *figures, bar])
    return _table(("label", *pair.names, *map(figure_name, HEADLINE), ""), rows)


def _confusion(pair: Comparison) -> str:
    names, counts = pair.confusion
    rows = [
        [
            _cell(name),
            *(
                _cell(f"{many:,}" if many else "·", "n same" if i == j else "n")
                for j, many in enumerate(row)
            ),
        ]
        for i, (name, row) in enumerate(zip(names, counts, strict=True))
    ]
    a, b = pair.names
    return _table((f"{a} ↓  {b} →", *names), rows)


def _articles(pair: Comparison) -> str:
    found = sorted(
        pair.article_scores.items(),
        key=lambda one: (one[1][HEADLINE[0]].value is None, one[1][HEADLINE[0]].value or 0),
    )
    rows = [
        [
            _cell(name),
            *(_value(scores[figure]) for figure in HEADLINE),
            _number(scores[HEADLINE[0]].n),
        ]
        for name, scores in found
    ]
    return _table(("article", *map(figure_name, HEADLINE), "spans"), rows)


def _differences(pair: Comparison) -> str:
    docs = {doc.name: doc for doc in pair.docs}
    different = [row for row in pair.rows if row.kind is not Kind.SAME]
    rows = [
        [
            _cell(row.doc),
            _cell(_told(pair, row)),
            _words(docs[row.doc], row.a, "a"),
            _words(docs[row.doc], row.b, "b"),
        ]
        for row in different[:MOST_ROWS]
    ]
    more = len(different) - len(rows)
    note = f"<p>{more:,} more are not shown.</p>" if more else ""
    return _table(("article", "class", *pair.names), rows) + note


def _told(pair: Comparison, row: Row) -> str:
    a, b = pair.names
    told = row.kind.words(pair.names)
    if row.blank_only:
        told += "; white space and punctuation only"
    if row.a_split:
        told += f"; split by {b}"
    if row.b_split:
        told += f"; split by {a}"
    return told


def _words(doc: Doc, mark: Mark | None, side: str) -> str:
    if mark is None:
        return _cell("–", "faint")
    begin, end = max(0, mark.start - AROUND), min(len(doc.text), mark.end + AROUND)
    parts = ["…" if begin else ""]
    for start, stop in mark.fragments:
        marked = f'<mark class="{side}">{escape(doc.text[start:stop])}</mark>'
        parts.append(escape(doc.text[begin:start]) + marked)
        begin = stop
    parts.append(escape(doc.text[begin:end]) + ("…" if end < len(doc.text) else ""))
    return f'<td class="words"><b>{escape(mark.label)}</b>: {"".join(parts)}</td>'


def _interval(score: Score) -> str:
    return "" if score.ci is None else f"{score.ci[0]:.3f} to {score.ci[1]:.3f}"


def _value(score: Score) -> str:
    return _cell("–" if score.value is None else f"{score.value:.3f}", "n")


def _number(number: int) -> str:
    return _cell(f"{number:,}", "n")


def _cell(words: str, kind: str = "") -> str:
    return f'<td class="{kind}">{escape(words)}</td>' if kind else f"<td>{escape(words)}</td>"


def _bar(share: float) -> str:
    return f'<span class="bar" style="width:{max(0.0, min(share, 1.0)) * 12:.2f}em"></span>'


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return (
        f"<table>{f'<thead><tr>{head}</tr></thead>' if heads else ''}<tbody>{body}</tbody></table>"
    )
