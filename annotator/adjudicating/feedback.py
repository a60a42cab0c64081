"""Where gold says otherwise than an annotator, as plain data: for the window to list."""

from collections.abc import Mapping, Sequence

from annotator.adjudicating.me_and_gold import Otherwise, me_and_gold
from annotator.model.people import Annotator
from annotator.model.span import Span
from annotator.project import Project

LONGEST = 160
"""Characters of a span that a list shows."""


def feedback(project: Project, annotator: Annotator, gold: Annotator) -> dict[str, object]:
    """`{"same": n, "articles": [names], "left_out": [{"article", "why"}], "otherwise": […]}`.

    One that is otherwise has `article_id`, `article`, `mine` and `gold` (lists of
    `{"id", "label", "words"}`), `kind`, `answers` (`{"name", "mine", "gold"}` for each attribute
    that differs), `links` (whether these differ), and of the decision, where there is one, `took`,
    `reason`, `why` (the reason in words), `note`, `gap`, `by` (a name) and `at`.
    """
    found = me_and_gold(project, annotator, gold)
    names = {
        label.id: label.name
        for scheme in (*project.scheme_versions(), project.scheme())
        for label in scheme.labels
    }
    people = {person.id: person.name for person in project.annotators()}
    articles = {article.id: article.name for article in found.articles}
    texts: dict[str, str] = {}
    rows = []
    for one in found.otherwise:
        article_id = one.case.article_id
        if article_id not in texts:
            texts = {article_id: project.text(article_id)}  # they come article by article
        row = _row(one, texts[article_id], names, people)
        rows.append({**row, "article": articles[article_id]})
    return {
        "same": found.same,
        "articles": list(articles.values()),
        "left_out": [{"article": one.article, "why": one.why} for one in found.left_out],
        "otherwise": rows,
    }


def _row(
    one: Otherwise, text: str, names: Mapping[str, str], people: Mapping[str, str]
) -> dict[str, object]:
    case, decision = one.case, one.decision
    row: dict[str, object] = {
        "article_id": case.article_id,
        "mine": _said(case.a, text, names),
        "gold": _said(case.b, text, names),
        "kind": case.kind.value if case.kind else "",
        "links": case.links,
        "answers": [
            {"name": name, "mine": _values(case.a, name), "gold": _values(case.b, name)}
            for name in case.attributes
        ],
    }
    if decision is not None:
        row |= {
            "took": decision.took.value,
            "reason": decision.reason.value,
            "why": decision.reason.words if decision.reason else "",
            "note": decision.note,
            "gap": decision.gap,
            "by": people.get(decision.by, ""),
            "at": decision.at,
        }
    return row


def _said(spans: Sequence[Span], text: str, names: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {
            "id": span.id,
            "label": names.get(span.label_id, span.label_id),
            "words": " ".join(span.quoted(text).split())[:LONGEST],
        }
        for span in spans
    ]


def _values(spans: Sequence[Span], name: str) -> str:
    return ", ".join(value for span in spans for key, value in span.attributes if key == name)
