"""What there is to decide, one by one with its ID, as `annotator adjudicate --list` prints it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.adjudicating import GONE, NOTHING, Case, GroupCase, class_of
from annotator.agree.kinds import Kind
from annotator.commands.adjudicate_deciding import AnyCase, short_id
from annotator.commands.telling import tell
from annotator.model.decision import Decision, Took

if TYPE_CHECKING:
    from annotator.adjudicating import Found, FoundGroups
    from annotator.model.group import Group, Member
    from annotator.model.people import Annotator
    from annotator.model.span import Span
    from annotator.project import Project

LONGEST = 60
"""Characters of a span that a line shows."""
FIRST = 3
"""Members of a group that a line shows."""
TEXTS = 50
"""Articles whose texts are kept at hand: members of a group stand in several."""


class Names:
    """Names and words of a project, read once."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self.labels = {
            label.id: label.name
            for scheme in (*project.scheme_versions(), project.scheme())
            for label in scheme.labels
        }
        self.articles = {article.id: article.name for article in project.articles()}
        self.stories = {story.id: story.name for story in project.stories()}
        self.people = {person.id: person.name for person in project.annotators()}
        self.spans: dict[str, Span] = {}
        """Those that were asked for, by id."""
        self._text = lru_cache(TEXTS)(project.text)

    def knows(self, cases: Iterable[AnyCase], groups: Iterable["Group"] = ()) -> None:
        """Reads the spans in groups, and in gold where nothing else is left, so that their words
        can be asked for."""
        ids: dict[str, None] = {}
        for case in cases:
            if isinstance(case, GroupCase):
                ids.update(dict.fromkeys(i for g in (*case.groups, *case.gold) for i in g.span_ids))
            elif case.gone and case.decision is not None:
                ids.update(dict.fromkeys(case.decision.gold_spans))
        ids.update(dict.fromkeys(i for one in groups for i in one.span_ids))
        self.spans.update((span.id, span) for span in self._project.spans_by_id(list(ids)))

    def words(self, span: "Span") -> str:
        """What a span stands on."""
        return span.quoted(self._text(span.article_id))

    def words_of(self, member: "Member") -> str:
        """The same of a member; "" for an article that omits something."""
        span = self.spans.get(member.span_id)
        return self.words(span) if span is not None else ""


def listed(project: "Project", found: "tuple[Found, FoundGroups]") -> list[dict[str, object]]:
    """Every place and group, with its ID, as plain data."""
    names = Names(project)
    names.knows(found[1].cases)
    return [
        *(_place(names, case) for case in found[0].cases),
        *(_groups(names, case) for case in found[1].cases),
    ]


def group_plain(project: "Project", groups: Sequence["Group"]) -> list[dict[str, object]]:
    """Groups as plain data."""
    names = Names(project)
    names.knows((), groups)
    return [_group(names, one) for one in groups]


def _place(names: Names, case: Case) -> dict[str, object]:
    return {
        "id": short_id(case),
        "about": "place",
        "class": class_of(case),
        "article": names.articles.get(case.article_id, ""),
        "start": case.start,
        "a": [_span(names, span) for span in case.a],
        "b": [_span(names, span) for span in case.b],
        "attributes": list(case.attributes),
        "links": case.links,
        **_state(names, case),
        "in_gold": list(case.decision.gold_spans) if case.decision else [],
    }


def _span(names: Names, span: "Span") -> dict[str, object]:
    return {
        "id": span.id,
        "label": names.labels.get(span.label_id, span.label_id),
        "fragments": [{"start": start, "end": end} for start, end in span.fragments],
        "text": names.words(span),
        "attributes": [{"name": name, "value": value} for name, value in span.attributes],
    }


def _groups(names: Names, case: GroupCase) -> dict[str, object]:
    return {
        "id": short_id(case),
        "about": "groups",
        "class": class_of(case),
        "story": names.stories.get(case.story_id, ""),
        "a": [_group(names, one) for one in case.a],
        "b": [_group(names, one) for one in case.b],
        "differs": list(case.differs),
        **_state(names, case),
        "in_gold": [_group(names, one) for one in case.gold],
    }


def _group(names: Names, group: "Group") -> dict[str, object]:
    return {
        "id": group.id,
        "story": names.stories.get(group.story_id, ""),
        "kind": group.kind,
        "name": group.name,
        "attributes": [{"name": name, "value": value} for name, value in group.attributes],
        "members": [
            {
                "article": names.articles.get(one.article_id, ""),
                "span": one.span_id,
                "text": names.words_of(one),
                "value": one.value,
                "stance": one.stance,
            }
            for one in group.members
        ],
    }


def _state(names: Names, case: AnyCase) -> dict[str, object]:
    made = case.decision
    return {
        "state": _state_name(case),
        "agreed": case.agreed,
        "elsewhere": case.elsewhere,
        "took": made.took.value if made else None,
        "reason": made.reason.value if made else "",
        "note": made.note if made else "",
        "gap": made.gap if made else False,
        "by": names.people.get(made.by, "") if made else "",
        "at": made.at if made else "",
    }


def _state_name(case: AnyCase) -> str:
    return "stale" if case.stale else "decided" if case.decided else "open"


def tell_listed(
    project: "Project",
    found: "tuple[Found, FoundGroups]",
    pair: "Sequence[Annotator]",
) -> None:
    """Every place and group on a line of its own."""
    names, people = Names(project), [one.name for one in pair]
    names.knows((*found[0].cases, *found[1].cases))
    for case in found[0].cases:
        where = f"{names.articles.get(case.article_id, '')} at {case.start}"
        gold = case.decision.gold_spans if case.decision else ()
        left = [names.spans[i] for i in gold if case.gone and i in names.spans]
        sides = [_said(names, side) for side in (case.a, case.b, left)]
        tell(_line(case, where, _class(case, people), sides, people))
    for one in found[1].cases:
        where = names.stories.get(one.story_id, "")
        sides = [_grouped(names, side) for side in (one.a, one.b, one.gold if one.gone else ())]
        tell(_line(one, where, _group_class(one, people), sides, people))


def _line(case: AnyCase, where: str, what: str, sides: Sequence[str], people: Sequence[str]) -> str:
    a, b, gold = sides
    said = f"{a or '–'} | {b or '–'}" if a or b else f"gold: {gold}" if gold else ""
    state = _state_words(case, people)
    return "  ".join(one for one in (short_id(case), state, where, what, said) if one)


def _state_words(case: AnyCase, people: Sequence[str]) -> str:
    if case.decision is None:
        return "open"
    took = "decided between others" if case.elsewhere else _took(case.decision, people)
    if isinstance(case, GroupCase) and case.waits:
        took += ", not in gold yet"
    return f"stale (was: {took})" if case.stale else took


def _took(decision: Decision, people: Sequence[str]) -> str:
    told: Mapping[Took, str] = {
        Took.AGREED: "took what both say",
        Took.A: f"took {people[0]}",
        Took.B: f"took {people[1]}",
        Took.BOTH: "took both",
        Took.NEW: "wrote what is right",
        Took.NONE: "nothing",
    }
    return told[decision.took]


def _class(case: Case, people: Sequence[str]) -> str:
    if case.kind is None:
        told = {NOTHING: "without any spans", GONE: "no longer said by anybody"}
        return told[class_of(case)]
    parts = [case.kind.words(people), "in parts" if case.split else ""]
    parts += [f"other {name}" for name in case.attributes]
    parts += ["other links"] if case.links else []
    return ", ".join(part for part in parts if part)


def _group_class(case: GroupCase, people: Sequence[str]) -> str:
    if case.gone:
        return "no longer there"
    if case.differs:
        what = f"other {', '.join(case.differs)}"
    elif case.a and case.b:
        what = "same" if case.agreed else "same, as far as they are compared"
    else:
        what = (Kind.ONLY_A if case.a else Kind.ONLY_B).words(people)
    return f"{what}, in parts" if case.split else what


def _said(names: Names, spans: Iterable["Span"]) -> str:
    return ", ".join(
        f"{names.labels.get(span.label_id, span.label_id)} “{_short(names.words(span))}”"
        for span in spans
    )


def _grouped(names: Names, groups: Iterable["Group"]) -> str:
    def one(group: "Group") -> str:
        called = f"{group.kind} “{_short(group.name)}”" if group.name else group.kind
        return f"{called} ({_members(names, group)})"

    return ", ".join(map(one, groups))


def _members(names: Names, group: "Group") -> str:
    """The first ones, with what they say otherwise, and how many more there are."""
    told = []
    for one in group.members[:FIRST]:
        article = names.articles.get(one.article_id, "")
        words = f"“{_short(names.words_of(one))}”" if one.span_id else article
        said = ", ".join(part for part in (one.stance, _short(one.value)) if part)
        told.append(f"{words} {said}" if said else words)
    more = len(group.members) - len(told)
    return ", ".join(told) + (f" and {more} more" if more else "")


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
