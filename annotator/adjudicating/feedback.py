"""Where gold says otherwise than an annotator, as plain data: for the window to list."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from annotator.adjudicating.me_and_gold import GroupedOtherwise, Otherwise, me_and_gold
from annotator.agree.group_cases import GroupCase
from annotator.model.decision import Decision
from annotator.model.group import Group, Member
from annotator.model.people import Annotator
from annotator.model.span import Span
from annotator.project import Project

LONGEST = 160
"""Characters of a span, or of a group, that a list shows."""
SHORT = 40
"""Characters of a member of a group."""
TEXTS = 50
"""Articles whose texts are kept at hand: members of a group stand in several."""


def feedback(project: Project, annotator: Annotator, gold: Annotator) -> dict[str, object]:
    """`{"same": n, "same_groups": n, "articles": [names], "left_out": [{"article", "why"}],
    "otherwise": […]}`.

    One that is otherwise has `article_id`, `article`, `mine` and `gold` (lists of
    `{"id", "label", "words"}`), `kind`, `answers` (`{"name", "mine", "gold"}` for each attribute
    that differs), `links` (whether these differ), and of the decision, where there is one, `took`,
    `reason`, `why` (the reason in words), `note`, `gap`, `by` (a name) and `at`.

    Groups come behind the places and have the same, with `is_group`: `article_id` is the first
    article with a member, `label` the kind, `words` name and members, `spans` the ids of the
    members' spans; `answers` tell of members, too, with stance and value.
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
    told = Grouped(project, found.groups)
    for group in found.groups:
        row = told.row(group.case) | _reasons(group.decision, people)
        rows.append({**row, "article": articles[group.case.article_id]})
    return {
        "same": found.same,
        "same_groups": found.same_groups,
        "articles": list(articles.values()),
        "left_out": [{"article": one.article, "why": one.why} for one in found.left_out],
        "otherwise": rows,
    }


def _row(
    one: Otherwise, text: str, names: Mapping[str, str], people: Mapping[str, str]
) -> dict[str, object]:
    case = one.case
    row: dict[str, object] = {
        "is_group": False,
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
    return row | _reasons(one.decision, people)


def _reasons(decision: Decision | None, people: Mapping[str, str]) -> dict[str, object]:
    if decision is None:
        return {}
    return {
        "took": decision.took.value,
        "reason": decision.reason.value,
        "why": decision.reason.words if decision.reason else "",
        "note": decision.note,
        "gap": decision.gap,
        "by": people.get(decision.by, ""),
        "at": decision.at,
    }


class Grouped:
    """What is to be told of groups; it reads their spans and, some at a time, their texts."""

    def __init__(self, project: Project, some: Sequence[GroupedOtherwise]) -> None:
        ids = {i: None for one in some for group in one.case.groups for i in group.span_ids}
        self._spans = {span.id: span for span in project.spans_by_id(list(ids))}
        self._text = lru_cache(TEXTS)(project.text)
        self._articles = {article.id: article.name for article in project.articles()}

    def row(self, case: GroupCase) -> dict[str, object]:
        """Groups as a row of `feedback`."""
        return {
            "is_group": True,
            "article_id": case.article_id,
            "mine": [self._told(one) for one in case.a],
            "gold": [self._told(one) for one in case.b],
            "kind": case.group_class.value if case.group_class else "",
            "links": False,
            "answers": self._answers(case) if case.a and case.b else [],
        }

    def _told(self, group: Group) -> dict[str, object]:
        members = ", ".join(self._words(one) for one in group.members)
        return {
            "id": group.id,
            "label": group.kind,
            "words": f"{group.name} ({members})".strip()[:LONGEST],
            "spans": list(group.span_ids),
        }

    def _words(self, member: Member) -> str:
        """The passage, or the article that omits it."""
        span = self._spans.get(member.span_id)
        if span is None:
            return f"{self._articles.get(member.article_id, '')} omits it"
        return f"“{' '.join(span.quoted(self._text(span.article_id)).split())[:SHORT]}”"

    def _answers(self, case: GroupCase) -> list[dict[str, str]]:
        """Answers and members of which the two say otherwise."""
        names = dict.fromkeys(pair.name for one in case.groups for pair in one.attributes)
        answers = [(name, _values(case.a, name), _values(case.b, name)) for name in names]
        for one in case.members:
            shown = one.a or one.b
            if shown is not None:
                answers.append((self._words(shown), _stands(one.a), _stands(one.b)))
        return [
            {"name": name, "mine": mine, "gold": gold}
            for name, mine, gold in answers
            if mine != gold
        ]


def _stands(member: Member | None) -> str:
    """What is said of a member, "" where it is none."""
    if member is None:
        return ""
    value = f"“{member.value}”" if member.value else ""
    return " · ".join(part for part in (member.stance, value) if part) or "in it"


def _said(spans: Sequence[Span], text: str, names: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {
            "id": span.id,
            "label": names.get(span.label_id, span.label_id),
            "words": " ".join(span.quoted(text).split())[:LONGEST],
        }
        for span in spans
    ]


def _values(some: Sequence[Span] | Sequence[Group], name: str) -> str:
    return ", ".join(value for one in some for key, value in one.attributes if key == name)
