"""Stories as one page of HTML for a reader who was not there.

Groups, facets, clues, and what was checked outside.
It needs nothing beside it and takes nothing from elsewhere. Data is escaped.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from annotator.model.across import Across
from annotator.model.clue import Clue, ClueVerdict, Passage
from annotator.model.group import Group
from annotator.model.people import Annotator, Role
from annotator.model.place import read_place
from annotator.model.scheme import AttributeKind
from annotator.model.span import Span
from annotator.model.story import Article, Story
from annotator.project import Project
from annotator.text.sentences import Sentences

SIGNS = {
    "states": "●",
    "repeats": "○",
    "contradicts": "≠",
    "omits": "–",
    "attributes": "“”",
}
"""How a stance is shown beside its word."""
CHECKED = "checked outside"
MOST_ARTICLES = 12
"""Columns of a table; the articles behind them are named under it."""
LONGEST = 400
"""Characters of a passage that are shown."""
LONGEST_CELL = 90
"""Characters of a passage in a cell of the matrix."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem;
  color: #1c1c1c; background: #fff; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.3rem; margin-top: 2.5rem; }
h3 { font-size: 1.1rem; margin-top: 1.6rem; } h4 { font-size: 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { border: 1px solid #c9c9c9; padding: .35rem .5rem; vertical-align: top; text-align: left; }
th { background: #f1f1f1; } blockquote { margin: .3rem 0 .6rem 0; padding-left: .8rem;
  border-left: 3px solid #b5b5b5; } .wide { overflow-x: auto; }
.faint { color: #5a5a5a; font-weight: normal; }
.matrix table { table-layout: fixed; } .matrix th, .matrix td { overflow-wrap: anywhere; }
td.contradicts { background: #fdeaea; } td.omits { background: #f4f4f4; }
td.attributes { background: #eaf1fb; }
@media (prefers-color-scheme: dark) { body { color: #e8e8e8; background: #1b1b1b; }
  th { background: #2b2b2b; } th, td { border-color: #4a4a4a; } .faint { color: #b0b0b0; }
  td.contradicts { background: #4a2525; } td.omits { background: #262626; }
  td.attributes { background: #20304a; } a { color: #8ab4f8; } }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; }
  h2, h3, h4 { break-after: avoid; }
  .matrix table { min-width: 0 !important; } }
"""


@dataclass(frozen=True, slots=True)
class _Shown:
    """One story with all that is shown of it."""

    project: Project
    story: Story
    articles: tuple[Article, ...]
    texts: Mapping[str, str]
    found: Across
    people: Sequence[Annotator]
    level: int
    """Of the headings of its sections; those of groups are one below."""

    def head(self, words: str, below: int = 0) -> str:
        """A heading; its words are HTML already."""
        return f"<h{self.level + below}>{words}</h{self.level + below}>"

    def name(self, article_id: str) -> str:
        return next((a.name for a in self.articles if a.id == article_id), "")


def page(
    project: Project, stories: Sequence[Story], found: Mapping[str, Across], annotator_id: str = ""
) -> str:
    """The page. `annotator_id`: whose groups and checks are shown.

    Without one they are those of the gold set where it has any, else those of everybody.
    """
    people = _people(project, annotator_id)
    title = stories[0].name if len(stories) == 1 else f"{len(stories):,} stories"
    parts = [f"<h1>{escape(title)}</h1>", f"<p>{escape(_whose(people))}</p>"]
    answers = _answers(project, people)
    level = 2 if len(stories) == 1 else 3
    for story in stories:
        articles = project.articles(story.id)
        texts = {one.id: project.text(one.id) for one in articles}
        shown = _Shown(project, story, articles, texts, found[story.id], people, level)
        if len(stories) > 1:
            parts.append(f"<h2>{escape(story.name)}</h2>")
        parts += _story(shown, answers)
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _people(project: Project, annotator_id: str) -> list[Annotator]:
    everybody = list(project.annotators())
    if annotator_id:
        return [one for one in everybody if one.id == annotator_id]
    gold = [one for one in everybody if one.role is Role.ADJUDICATED]
    stories = [story.id for story in project.stories()]
    if any(project.groups(story, one.id) for one in gold for story in stories):
        return gold
    return everybody


def _whose(people: Sequence[Annotator]) -> str:
    """Who put this together, for somebody who was not there."""
    if not people:
        return "Nobody has labelled these articles yet; what stands here was found by rules."
    names = [f"“{one.name}”" for one in people]
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    if all(one.role is Role.ADJUDICATED for one in people):
        return (
            f"Groups and checks are the adjudicated ones ({listed}). The rest was found by rules."
        )
    return f"Groups and checks are those of {listed}. The rest was found by rules."


def _answers(project: Project, people: Sequence[Annotator]) -> Mapping[str, set[ClueVerdict]]:
    """What was answered to clues, by their ids: of gold, what anybody answered."""
    adjudicated = all(one.role is Role.ADJUDICATED for one in people)
    found: dict[str, set[ClueVerdict]] = {}
    for person in project.annotators() if adjudicated else people:
        for clue_id, answer in project.clue_answers(person.id).items():
            found.setdefault(clue_id, set()).add(answer.verdict)
    return found


def _story(shown: _Shown, answers: Mapping[str, set[ClueVerdict]]) -> Iterator[str]:
    yield shown.head("Articles")
    yield _articles(shown)
    yield from _groups(shown)
    yield from _facets(shown)
    yield from _clues(shown, answers)
    yield from _checked(shown)
    if shown.found.left_out:
        yield shown.head("What was left out")
        yield _list(map(escape, shown.found.left_out))


def _articles(shown: _Shown) -> str:
    """The articles with what is known of them; what is known of none has no column."""
    facts = {
        "outlet": [escape(one.outlet) for one in shown.articles],
        "by": [escape(one.byline) for one in shown.articles],
        "published": [escape(one.published) for one in shown.articles],
        "title": [escape(one.title) for one in shown.articles],
        "address": [_address(one.url) if one.url else "" for one in shown.articles],
        "retrieved": [escape(one.retrieved) for one in shown.articles],
    }
    known = {name: values for name, values in facts.items() if any(values)}
    rows = zip((escape(one.name) for one in shown.articles), *known.values(), strict=True)
    return _table(("article", *known), rows)


def _groups(shown: _Shown) -> Iterator[str]:
    """The matrix, and under it each group with its passages."""
    groups = [
        (person, group)
        for person in shown.people
        for group in shown.project.groups(shown.story.id, person.id)
    ]
    yield shown.head("What was put together")
    if not groups:
        yield '<p class="faint">No groups were made in this story.</p>'
        return
    columns = shown.articles[:MOST_ARTICLES]
    ids = [span_id for _, group in groups for span_id in group.span_ids]
    spans = {span.id: span for span in shown.project.spans_by_id(ids)}
    rows = [
        [_row_name(person, group, shown), *(_stance(shown, group, a.id, spans) for a in columns)]
        for person, group in groups
    ]
    yield _table(("group", *(escape(a.name) for a in columns)), rows, matrix=True)
    yield _beyond(shown)
    for person, group in groups:
        yield shown.head(_group_name(person, group, shown), below=1)
        if group.note.strip():
            yield f"<p>{escape(group.note)}</p>"
        yield from _passages(shown, group)


def _group_name(person: Annotator, group: Group, shown: _Shown) -> str:
    name = f"{group.kind}: {group.name}" if group.name else group.kind
    who = f' <span class="faint">{escape(person.name)}</span>' if len(shown.people) > 1 else ""
    return escape(name) + who


def _row_name(person: Annotator, group: Group, shown: _Shown) -> str:
    """The name of a group above its kind, as it begins a row of the matrix."""
    who = f", {person.name}" if len(shown.people) > 1 else ""
    name = f"{escape(group.name)}<br>" if group.name else ""
    return f'{name}<span class="faint">{escape(group.kind + who)}</span>'


def _stance(shown: _Shown, group: Group, article_id: str, spans: Mapping[str, Span]) -> str:
    """A cell of the matrix: of each member there sign, stance and value, or else its words."""
    cells = []
    for member in group.members:
        if member.article_id == article_id:
            stance = member.stance or ("" if member.span_id else "omits")
            span = spans.get(member.span_id)
            told = member.value
            if not told and span is not None:
                told = _short(" ".join(span.quoted(shown.texts[article_id]).split()), LONGEST_CELL)
            said = ": ".join(filter(None, (stance, told)))
            cells.append(escape(f"{SIGNS.get(stance, '')} {said}".strip()))
    return "<br>".join(cells)


def _passages(shown: _Shown, group: Group) -> Iterator[str]:
    spans = {span.id: span for span in shown.project.spans_by_id(group.span_ids)}
    for member in group.members:
        head = escape(shown.name(member.article_id))
        stance = member.stance or ("" if member.span_id else "omits")
        facts = ": ".join(escape(x) for x in (stance, member.value) if x)
        span = spans.get(member.span_id)
        words = f"<blockquote>{_quoted(shown, span)}</blockquote>" if span else ""
        yield f"<p><b>{head}</b>{', ' + facts if facts else ''}</p>{words}"


def _quoted(shown: _Shown, span: Span) -> str:
    """The sentences around a span, its fragments in bold."""
    text = shown.texts.get(span.article_id, "")
    sentences = Sentences(text)
    first, last = sentences.at(span.start), sentences.at(max(span.end - 1, span.start))
    at = min(span.start, first.start) if first else span.start
    words = []
    for start, end in span.fragments:
        words.append(f"{escape(_short(text[at:start]))}<b>{escape(_short(text[start:end]))}</b>")
        at = end
    behind = text[at : max(at, last.end)] if last else ""
    return "".join(words) + escape(_short(behind))


def _words(shown: _Shown, passage: Passage) -> str:
    return escape(_short(shown.texts.get(passage.article_id, "")[slice(*passage.place)]))


def _short(words: str, longest: int = LONGEST) -> str:
    return words if len(words) <= longest else f"{words[:longest].rstrip()} …"


def _facets(shown: _Shown) -> Iterator[str]:
    if not shown.found.facets:
        return
    columns = shown.articles[:MOST_ARTICLES]
    yield shown.head("Questions of the story")
    yield '<p class="faint">Found by patterns of words; a pointer, no verdict.</p>'
    rows = [
        [
            escape(row.facet),
            *(
                "<br>".join(
                    escape(one.value or _short(shown.texts[one.article_id][slice(*one.place)]))
                    for one in row.passages
                    if one.article_id == article.id
                )
                for article in columns
            ),
        ]
        for row in shown.found.facets
    ]
    yield _table(("question", *(escape(article.name) for article in columns)), rows, matrix=True)
    yield _beyond(shown)


def _beyond(shown: _Shown) -> str:
    rest = [escape(article.name) for article in shown.articles[MOST_ARTICLES:]]
    return f'<p class="faint">Not in the table: {", ".join(rest)}.</p>' if rest else ""


def _clues(shown: _Shown, answers: Mapping[str, set[ClueVerdict]]) -> Iterator[str]:
    """The clues shown by default, but for those that people only found to be no conflict."""
    clues = [clue for clue in shown.found.clues if clue.shown]
    if not clues:
        return
    left = [clue for clue in clues if answers.get(clue.id) != {ClueVerdict.NO_CONFLICT}]
    yield shown.head("Worth a look")
    yield from (_clue(shown, clue) for clue in left)
    if away := len(clues) - len(left):
        what = "1 clue was" if away == 1 else f"{away:,} clues were"
        yield f'<p class="faint">{what} found to be no conflict, and not listed.</p>'


def _clue(shown: _Shown, clue: Clue) -> str:
    head = f"<p><b>{escape(str(clue.kind))}</b>: {escape(clue.reason)}</p>"
    return head + "".join(_quote(shown, passage) for passage in clue.passages)


def _quote(shown: _Shown, passage: Passage) -> str:
    name = escape(shown.name(passage.article_id))
    return f'<blockquote>{_words(shown, passage)} <span class="faint">{name}</span></blockquote>'


def _checked(shown: _Shown) -> Iterator[str]:
    """What was checked outside the articles, and where."""
    scheme = shown.project.scheme()
    places = {a.name for x in scheme.labels for a in x.attributes if a.kind is AttributeKind.PLACE}
    rows = []
    for person in shown.people:
        for span in shown.project.story_spans(shown.story.id, person.id):
            results = [value for value in span.values(CHECKED) if value != "no"]
            where = [v for name in sorted(places) for v in span.values(name) if v.strip()]
            if results or where:
                text = shown.texts[span.article_id]
                rows.append(
                    [
                        escape(shown.name(span.article_id)),
                        escape(_short(span.quoted(text))),
                        escape(", ".join(results)),
                        "<br>".join(map(_address, where)),
                        escape(person.name),
                    ]
                )
    yield shown.head("What was checked outside, and where")
    if rows:
        yield _table(("article", "passage", "result", "where", "who"), rows)
    else:
        yield '<p class="faint">Nothing was checked outside the articles.</p>'


def _address(value: str) -> str:
    place = read_place(value)
    words = escape(place.address)
    if place.address.startswith(("https://", "http://")):
        words = f'<a href="{words}" rel="noreferrer">{words}</a>'
    return f"{words} {escape(place.date)}".strip()


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, matrix: bool = False) -> str:
    """A table of cells that are HTML already. `matrix`: all columns are as wide."""
    lines = ["<tr>" + "".join(f"<th>{one}</th>" for one in head) + "</tr>"]
    for row in rows:
        first, *others = row
        cells = "".join(f"<td{_shade(one)}>{one}</td>" for one in others)
        lines.append(f"<tr><th>{first}</th>{cells}</tr>")
    if not matrix:
        return f'<div class="wide"><table>{"".join(lines)}</table></div>'
    style = f"min-width: {8 * len(head)}rem"
    return f'<div class="wide matrix"><table style="{style}">{"".join(lines)}</table></div>'


def _shade(cell: str) -> str:
    """A colour for cells of the matrix, beside the sign that says the same."""
    if cell.startswith("≠ contradicts"):
        return ' class="contradicts"'
    if cell.startswith("“” attributes"):
        return ' class="attributes"'
    return ' class="omits"' if cell.startswith("– omits") else ""


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{one}</li>" for one in items) + "</ul>"
