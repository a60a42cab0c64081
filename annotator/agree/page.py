"""A comparison as one page of HTML that needs nothing beside it, and takes nothing from elsewhere.

Data is escaped, and the page's own policy lets nothing in it load or run.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby

from annotator.agree.classes import Row
from annotator.agree.comparison import HEADLINE, Comparison, Name, Scores
from annotator.agree.figure_names import figure_name, how_computed
from annotator.agree.gamma import SAMPLER
from annotator.agree.kinds import Kind
from annotator.agree.many import Many
from annotator.agree.methods import methods
from annotator.agree.page_style import STYLE
from annotator.agree.page_tables import bar, cell, crossed, figures, number, table, value
from annotator.agree.tendencies import tendencies
from annotator.agree.values import Doc, Mark, Score

MOST_ROWS = 1000
"""Disagreements that are shown in their words."""
AROUND = 60
"""Characters of text that are shown before and behind a span."""
LONGEST = 600
"""Characters of a span that are shown; of a longer one its two ends."""
FEW = 10
"""Articles left out that are listed without a click."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_BESIDE = ("attributes", "relations")
"""Figures about what is said of spans, and not where they are."""


def page(found: Many) -> str:
    """The page."""
    title = f"{', '.join(found.names[:-1])} and {found.names[-1]} compared"
    parts = [f"<h1>{escape(title)}</h1>"]
    if found.together:
        parts.append("<h2>All together</h2>")
        parts.append(figures({(name,): score for name, score in found.together.items()}))
        parts.append("<h2>Every two of them</h2>")
        parts.append(_matrix(found))
    for pair in found.pairs:
        if len(found.pairs) > 1:
            a, b = map(escape, pair.names)
            parts.append(f"<h2>{a} and {b}</h2>")
        parts.extend(_pair(pair))
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _matrix(found: Many) -> str:
    rows = [
        [cell(" and ".join(pair.names)), number(len(pair.docs)), *_headline(pair.scores)]
        for pair in found.pairs
    ]
    return table(("pair", ">articles", *_HEADS), rows)


def _pair(pair: Comparison) -> Iterable[str]:
    yield f'<p class="methods">{escape(methods(pair))}</p>'
    yield _left_out(pair)
    yield "<h3>Classes</h3>"
    yield _classes(pair)
    yield from (f"<p>{escape(one)}</p>" for one in _remarks(pair))
    yield "<h3>Figures</h3>"
    yield figures({name: pair.scores[name] for name in HEADLINE})
    yield from _beside(pair)
    yield from _groups(pair)
    yield from _more(pair)
    yield "<h3>Labels</h3>"
    yield _labels(pair)
    yield "<h3>Which label for which</h3>"
    a, b = pair.names
    yield crossed(f"{a} ↓  {b} →", *pair.confusion)
    if len(pair.stories) > 1:
        yield "<h3>Stories, lowest agreement first</h3>"
        yield _lowest_first("story", pair.story_scores)
    yield "<h3>Articles, lowest agreement first</h3>"
    yield _lowest_first("article", pair.article_scores)
    yield "<h3>Where they differ</h3>"
    yield from _differences(pair)


def _left_out(pair: Comparison) -> str:
    if not pair.left_out:
        return "<p>No article was left out.</p>"
    items = "".join(f"<li>{escape(one.article)}: {escape(one.why)}</li>" for one in pair.left_out)
    many = len(pair.left_out)
    summary = f"<summary>{many:,} article{'' if many == 1 else 's'} left out</summary>"
    return f"<details{' open' if many <= FEW else ''}>{summary}<ul>{items}</ul></details>"


def _classes(pair: Comparison) -> str:
    most = max(pair.classes.values(), default=0) or 1
    rows = [
        [
            cell(kind.words(pair.names)),
            number(many),
            bar(many / most),
            cell(pair.told_apart(kind), "faint"),
        ]
        for kind, many in pair.classes.items()
    ]
    return table((), rows)


def _remarks(pair: Comparison) -> Iterable[str]:
    """What leaps to the eye: who marks more of what, and by how much boundaries differ."""
    for one in tendencies(pair):
        more, less = pair.names if one.a > one.b else reversed(pair.names)
        what = f"“{one.label}” more often" if one.label else "more spans"
        yield f"{more} marks {what} than {less}: {max(one.a, one.b):,} to {min(one.a, one.b):,}."
    if pair.boundary_shift is not None:
        start, end = pair.boundary_shift
        many = "character" if end == 1 else "characters"
        yield (
            f"Where two paired spans have other boundaries, their starts lie {start:g} and their "
            f"ends {end:g} {many} apart (medians)."
        )


def _beside(pair: Comparison) -> Iterable[str]:
    scores = {name: score for name, score in pair.scores.items() if name[0] in _BESIDE}
    if len(scores) > 1:
        yield "<h3>Attributes and relations</h3>"
        yield f'<p class="faint">{escape(how_computed(("attributes", "")))}</p>'
        yield figures(scores, how=False)


def _groups(pair: Comparison) -> Iterable[str]:
    for kind, one in pair.groups.items():
        a, b = pair.names
        yield f"<h3>Groups “{escape(kind)}”</h3>"
        yield f"<p>{escape(a)} has {one.numbers[0]:,}, {escape(b)} {one.numbers[1]:,}.</p>"
        yield figures(pair.group_scores[kind])


def _more(pair: Comparison) -> Iterable[str]:
    scores: Mapping[Name, Score] = {
        name: score
        for name, score in pair.scores.items()
        if name not in HEADLINE and name[0] not in _BESIDE
    }
    if scores:
        yield "<details><summary>More measures, for readers of other fields</summary>"
        yield figures(scores)
        if pair.options.gamma:
            yield f"<p>γ: chance texts from {SAMPLER}; seed {pair.options.seed}.</p>"
        yield "</details>"


def _labels(pair: Comparison) -> str:
    rows = []
    for label, scores in pair.label_scores.items():
        a, b = map(number, pair.spans_of(label))
        rows.append([cell(label), a, b, *_headline(scores), bar(scores[HEADLINE[0]].value or 0)])
    names = (f">{name}" for name in pair.names)
    return table(("label", *names, *_HEADS, ""), rows)


_HEADS = tuple(f">{figure_name(name)}" for name in HEADLINE)


def _headline(scores: Scores) -> list[str]:
    return [value(scores[name]) for name in HEADLINE]


def _lowest_first(what: str, parts: Mapping[str, Scores]) -> str:
    def key(one: tuple[str, Scores]) -> tuple[bool, float]:
        found = one[1][HEADLINE[0]].value
        return found is None, found or 0.0

    rows = [
        [cell(name), *_headline(scores), number(scores[HEADLINE[0]].n)]
        for name, scores in sorted(parts.items(), key=key)
    ]
    return table((what, *_HEADS, ">spans"), rows)


def _differences(pair: Comparison) -> Iterable[str]:
    docs = {doc.name: doc for doc in pair.docs}
    different = [row for row in pair.rows if row.kind is not Kind.SAME]
    for name, rows in groupby(different[:MOST_ROWS], key=lambda row: row.doc):
        doc = docs[name]
        yield f"<h4>{escape(name)} <span>{escape(doc.story)}</span></h4>"
        cells = [_difference(pair, doc, row) for row in rows]
        yield table(("class", *pair.names), cells, "differ")
    if not different:
        yield "<p>Nowhere.</p>"
    if len(different) > MOST_ROWS:
        yield f"<p>{len(different) - MOST_ROWS:,} more are not shown.</p>"


def _difference(pair: Comparison, doc: Doc, row: Row) -> Sequence[str]:
    a, b = pair.names
    return cell(_told(pair, row)), _words(doc, row.a, "a", a), _words(doc, row.b, "b", b)


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


def _words(doc: Doc, mark: Mark | None, side: str, name: str) -> str:
    if mark is None:
        return cell("–", "words faint", name)
    begin, end = max(0, mark.start - AROUND), min(len(doc.text), mark.end + AROUND)
    parts = ["…" if begin else ""]
    for start, stop in mark.fragments:
        marked = f'<mark class="{side}">{escape(_shortened(doc.text[start:stop]))}</mark>'
        parts.append(escape(_shortened(doc.text[begin:start])) + marked)
        begin = stop
    parts.append(escape(doc.text[begin:end]) + ("…" if end < len(doc.text) else ""))
    told = f"<b>{escape(mark.label)}</b>: {''.join(parts)}"
    return f'<td class="words" data-head="{escape(name)}">{told}</td>'


def _shortened(words: str) -> str:
    half = LONGEST // 2
    return words if len(words) <= LONGEST else f"{words[:half]} […] {words[-half:]}"
