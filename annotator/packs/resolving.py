"""Resolving: of two versions of a reading the lead keeps the first, the second, or both."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from annotator.edits.edit import Edit
from annotator.errors import EditRefused
from annotator.model.decision import Decision, Took
from annotator.model.group import Group
from annotator.model.identity import named_id, new_id
from annotator.model.reading import Reading, Status
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.whole_reading import WholeReading
from annotator.packs.merging import take_away
from annotator.packs.report import Waiting
from annotator.packs.settling import settle_groups
from annotator.packs.twins import unite
from annotator.packs.versions import Version, state_of, versions
from annotator.packs.waiting import wholes
from annotator.packs.writing import Replacement, write_readings
from annotator.project import Project
from annotator.store.work import Work


class Keep(StrEnum):
    """What is kept of two versions."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


def waiting_versions(project: Project) -> tuple[Waiting, ...]:
    """What waits to be resolved, in the order of articles and people."""
    with project.snapshot() as records:
        names = {person.id: person.name for person in records.people.all()}
        articles = {one.id: (number, one.name) for number, one in enumerate(records.articles.all())}
        found = []
        for one in versions(records).values():
            number, article = articles[one.article_id]
            spans = (
                records.spans.of(one.article_id, one.annotator_id),
                records.spans.of(one.article_id, one.id),
            )
            name = names.get(one.annotator_id, "")
            waiting = Waiting(
                one.id, one.annotator_id, name, one.article_id, article, *map(len, spans)
            )
            found.append((number, name, one.id, waiting))
    return tuple(waiting for *_, waiting in sorted(found, key=lambda one: one[:3]))


def resolve(project: Project, version_annotator_id: str, keep: Keep) -> Edit:
    """Ends a divergence: the annotator's reading becomes what is kept, the second version goes.

    `BOTH` joins them: what stands in both to the letter is there once. The way back is the step.
    Raises `EditRefused` where there is no such version.
    """
    version = versions(project.records).get(version_annotator_id)
    if version is None:
        raise EditRefused("There is no such second version any more.")
    article = project.article(version.article_id)

    def do(work: Work) -> None:
        _resolve(work, version, keep)

    words = {Keep.FIRST: "the first version", Keep.SECOND: "the second version"}
    return Edit(f"keep {words.get(keep, 'both versions')} of {article.name}", do, adds_heads=False)


def _resolve(work: Work, version: Version, keep: Keep) -> None:
    if version.id not in versions(work):
        raise EditRefused("There is no such second version any more.")
    article_id, annotator_id = version.article_id, version.annotator_id
    first = wholes(work, annotator_id, [article_id])[article_id]
    for holder_id in (annotator_id, version.id):
        unite(work, holder_id, [article_id])
    theirs = work.lineages.get(article_id, version.id).heads
    second = state_of(work, version, theirs).whole
    take_away(work, version)
    kept = {Keep.FIRST: first, Keep.SECOND: second}.get(keep) or both(first, second)
    if kept != first:
        everything = [article.id for article in work.articles.all()]
        write_readings(work, annotator_id, [Replacement(first, kept)], everything)
    if decided := (*first.decisions, *second.decisions):
        there = work.decisions.of(article_id, annotator_id)
        settle_groups(work, article_id, annotator_id, decided, there)
    ours = work.lineages.get(article_id, annotator_id).heads
    known = set(ours)
    more = [head for head in theirs if head not in known]
    work.lineages.replace(article_id, annotator_id, (*ours, *more, new_id()))


def both(first: WholeReading, second: WholeReading) -> WholeReading:
    """What stands in either version; where they say different things of one span, both spans.

    Of gold, where both decided about the same spans or groups, what the first did.
    """
    if second.decisions:
        second = _where_first_did_not_decide(first, second)
    places = {_place(span): span.id for span in first.spans}
    taken = {span.id for span in first.spans}
    ids: dict[str, str] = {}
    added: list[Span] = []
    for span in second.spans:
        if _place(span) in places:
            ids[span.id] = places[_place(span)]
            continue
        free = span.id if span.id not in taken else named_id("both", span.id)
        ids[span.id] = free
        added.append(replace(span, id=free))
    answered = {answer.suggestion_id for answer in first.answers}
    asked = {question.id for question in first.questions}
    answers = (a for a in second.answers if a.suggestion_id not in answered)
    questions = (q for q in second.questions if q.id not in asked)
    suggestions = {one.id: one for one in (*first.suggestions, *second.suggestions)}
    return WholeReading(
        first.article_id,
        first.annotator_id,
        reading=_readings(first.reading, second.reading),
        spans=(*first.spans, *added),
        relations=_links(first.relations, second.relations, ids),
        answers=(
            *first.answers,
            *(replace(a, span_id=ids.get(a.span_id, a.span_id)) for a in answers),
        ),
        questions=(
            *first.questions,
            *(replace(q, span_id=ids.get(q.span_id, q.span_id)) for q in questions),
        ),
        groups=_groups(first.groups, second.groups, ids),
        suggestions=tuple(suggestions.values()),
        decisions=_decisions(first.decisions, second.decisions, ids),
    )


def _place(span: Span) -> tuple[object, ...]:
    return span.label_id, span.fragments


def _readings(first: Reading | None, second: Reading | None) -> Reading | None:
    if first is None or second is None:
        return first or second
    notes = dict.fromkeys(note for note in (first.note, second.note) if note)
    same = first.status is second.status
    return replace(
        first,
        status=first.status if same else Status.IN_PROGRESS,
        read_for=tuple(dict.fromkeys((*first.read_for, *second.read_for))),
        note="\n\n".join(notes),
        impressions=tuple(dict.fromkeys((*first.impressions, *second.impressions))),
        open_points=tuple(dict.fromkeys((*first.open_points, *second.open_points))),
    )


def _links(
    first: tuple[Relation, ...], second: tuple[Relation, ...], ids: dict[str, str]
) -> tuple[Relation, ...]:
    there = {(one.kind, one.head_id, one.child_id) for one in first}
    taken = {one.id for one in first}
    added = []
    for one in second:
        head, child = ids.get(one.head_id, one.head_id), ids.get(one.child_id, one.child_id)
        if (one.kind, head, child) in there or head == child:
            continue
        there.add((one.kind, head, child))
        free = one.id if one.id not in taken else named_id("both", one.id)
        added.append(replace(one, id=free, head_id=head, child_id=child))
    return (*first, *added)


def _where_first_did_not_decide(first: WholeReading, second: WholeReading) -> WholeReading:
    """The second version without what the first decided too, and what gold had by that."""
    about = {i for one in first.decisions for i in _about(one)}
    kept = tuple(one for one in second.decisions if about.isdisjoint(_about(one)))
    places = {_place(span) for span in first.spans}
    says = {span_id for one in kept for span_id in one.gold_spans}
    dropped = {i for one in second.decisions if one not in kept for i in one.gold_spans} - says
    lost = {s.id for s in second.spans if s.id in dropped and _place(s) not in places}
    apart = _taken_otherwise(first.decisions, second.decisions, kept)
    groups = (
        replace(one, members=tuple(m for m in one.members if m.span_id not in lost))
        for one in second.groups
        if one.id not in apart
    )
    return replace(
        second,
        decisions=kept,
        spans=tuple(span for span in second.spans if span.id not in lost),
        relations=tuple(r for r in second.relations if lost.isdisjoint((r.head_id, r.child_id))),
        groups=tuple(one for one in groups if one.members),
        answers=tuple(one for one in second.answers if one.span_id not in lost),
        questions=tuple(
            replace(one, span_id="") if one.span_id in lost else one for one in second.questions
        ),
    )


def _about(one: Decision) -> tuple[object, ...]:
    """What a decision is about: spans, groups, or all that these two did in the article."""
    return (*one.spans, *one.groups) or (frozenset((one.a_id, one.b_id)),)


def _taken_otherwise(
    first: Sequence[Decision], second: Sequence[Decision], kept: Sequence[Decision]
) -> set[str]:
    """Groups that gold had by decisions of the second version that go, and has not by the first.

    Where both took the same group, it holds the members that were decided in either.
    """
    goes = {i for one in second if one not in kept for i in one.gold_groups}
    says = {i for one in kept for i in one.gold_groups}
    mine, theirs = (
        {i for one in some if one.took is not Took.NEW for i in one.gold_groups}
        for some in (first, second)
    )
    return goes - says - (mine & theirs)


def _decisions(
    first: tuple[Decision, ...], second: tuple[Decision, ...], ids: dict[str, str]
) -> tuple[Decision, ...]:
    taken = {one.id for one in first}
    return (
        *first,
        *(
            replace(
                one,
                id=one.id if one.id not in taken else named_id("both", one.id),
                gold_spans=tuple(ids.get(span_id, span_id) for span_id in one.gold_spans),
            )
            for one in second
        ),
    )


def _groups(
    first: tuple[Group, ...], second: tuple[Group, ...], ids: dict[str, str]
) -> tuple[Group, ...]:
    found = {group.id: group for group in first}
    for group in second:
        members = {
            (m.article_id, ids.get(m.span_id, m.span_id)): replace(
                m, span_id=ids.get(m.span_id, m.span_id)
            )
            for m in group.members
        }
        known = found.get(group.id)
        if known is not None:
            members |= {(m.article_id, m.span_id): m for m in known.members}
        found[group.id] = replace(known or group, members=tuple(members.values()))
    return tuple(found.values())
