"""What can be done to suggestions: each annotator answers for themselves."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.accepting import (
    Way,
    by_group,
    same_as_kind,
    span_of,
    speaker_link,
    speaker_of,
)
from annotator.edits.edit import Edit
from annotator.edits.gold_by_hand import groups_written
from annotator.edits.groups import new_group
from annotator.edits.readings import touch
from annotator.edits.spans import place, remove_spans, touch_articles
from annotator.errors import EditRefused
from annotator.model.group import Group, Member
from annotator.model.identity import new_id, now
from annotator.model.reading import Status
from annotator.model.relation import Relation
from annotator.model.scheme import Label, RelationKind, Scheme
from annotator.model.span import Origin, Span, join_fragments
from annotator.model.suggestion import Answer, Suggestion, Verdict

if TYPE_CHECKING:
    from annotator.store.work import Work

_TAKEN = (Verdict.ACCEPTED, Verdict.EDITED)


def accept(
    suggestions: Sequence[Suggestion],
    scheme: Scheme,
    annotator_id: str,
    *,
    seconds: float = 0.0,
    bulk: bool = False,
    name: str = "",
) -> Edit:
    """Makes spans of suggestions, with speakers, links and groups, as one step.

    A span that stands there already, the same to the letter, is taken instead of a second one.
    Attributes are the label's defaults overlaid with the suggestion's, which may be changed before.
    A suggestion that this annotator accepted before is left out; one that was rejected or skipped
    is accepted now. `seconds` is how long it stood before the annotator. Refused where a suggestion
    is not in the project any more, or its label is not offered any more.
    """
    way = Way(annotator_id, 0.0 if bulk else seconds, bulk)

    def do(work: "Work") -> None:
        stored = {one.id: one for one in work.suggestions.get([s.id for s in suggestions])}
        earlier = work.answers.to(list(stored), annotator_id)
        wanted = {one.id: one for one in suggestions}
        if len(stored) < len(wanted):
            raise EditRefused("The suggestion is not there any more: suggestions were made anew.")
        taken = {i for i, answer in earlier.items() if answer.verdict in _TAKEN}
        fresh = [one for one in wanted.values() if one.id not in taken]
        edited = {one.id for one in fresh if _differs(one, stored[one.id])}
        _take(work, fresh, edited, earlier, way)

    return Edit(name or _accept_name(suggestions, scheme), do)


def mark(suggestions: Sequence[Suggestion], annotator_id: str, *, name: str) -> Edit:
    """Makes spans of suggestions as `accept` does, but answers none: for a machine annotator."""

    def do(work: "Work") -> None:
        _mark(work, suggestions, frozenset(), Way(annotator_id))

    return Edit(name, do)


def accept_edited(
    suggestion: Suggestion,
    fragments: Sequence[tuple[int, int]],
    scheme: Scheme,
    annotator_id: str,
    *,
    seconds: float = 0.0,
) -> Edit:
    """Accepts a suggestion with other edges; refused where it was accepted before."""
    other = replace(suggestion, fragments=join_fragments(fragments))

    def do(work: "Work") -> None:
        _refuse_taken(work, [suggestion.id], annotator_id)
        accept([other], scheme, annotator_id, seconds=seconds).do(work)

    return Edit("accept with other edges", do)


def answer(
    suggestions: Sequence[Suggestion],
    verdict: Verdict,
    annotator_id: str,
    *,
    seconds: float = 0.0,
    bulk: bool = False,
) -> Edit:
    """Rejects or skips suggestions (`verdict`), as one step.

    Those that this annotator accepted before have to be reopened first: one by one that is
    refused, in bulk they are left out. Raises ValueError for another verdict.
    """
    if verdict in _TAKEN:
        raise ValueError(f"{verdict} is no verdict of this kind")

    def do(work: "Work") -> None:
        ids = list({one.id: None for one in suggestions})
        if len(work.suggestions.ids_there(ids)) < len(ids):
            raise EditRefused("The suggestion is not there any more: suggestions were made anew.")
        if not bulk:
            _refuse_taken(work, ids, annotator_id)
        earlier = work.answers.to(ids, annotator_id)
        time = now()
        given = [
            Answer(
                suggestion_id=one.id,
                annotator_id=annotator_id,
                verdict=verdict,
                article_id=one.article_id,
                answered_at=time,
                seconds=0.0 if bulk else seconds,
                bulk=bulk,
            )
            for one in {one.id: one for one in suggestions}.values()
            if one.id not in earlier or earlier[one.id].verdict not in (*_TAKEN, verdict)
        ]
        _put_answers(work, given, earlier)
        if not bulk:
            for article_id in dict.fromkeys(one.article_id for one in given):
                touch(work, article_id, annotator_id, Status.IN_PROGRESS)

    verb = "reject" if verdict is Verdict.REJECTED else "skip"
    return Edit(f"{verb} {_number(suggestions)}", do)


def reopen(suggestion_ids: Sequence[str], annotator_id: str) -> Edit:
    """Takes back this annotator's answers, so that the suggestions wait for one again.

    A span that was made by accepting one of them goes, with its links and its places in groups; a
    span that stood before stays, and so do speakers.
    """

    def do(work: "Work") -> None:
        answers = work.answers.to(suggestion_ids, annotator_id)
        work.answers.remove(list(answers), annotator_id)
        came = [one.span_id for one in answers.values() if one.span_id]
        needed = {one.span_id for one in work.answers.behind(came)}
        made = (Origin.SUGGESTION, Origin.EDITED)
        gone = [s.id for s in work.spans.get(came) if s.origin in made and s.id not in needed]
        if gone:
            remove_spans(gone).do(work)

    return Edit("reopen a suggestion" if len(suggestion_ids) == 1 else "reopen suggestions", do)


def _differs(one: Suggestion, other: Suggestion) -> bool:
    return (one.fragments, one.label_id) != (other.fragments, other.label_id)


def _accept_name(suggestions: Sequence[Suggestion], scheme: Scheme) -> str:
    if len(suggestions) != 1:
        return f"accept {_number(suggestions)}"
    label = scheme.label(suggestions[0].label_id)
    return f"accept “{label.name}”" if label else "accept a suggestion"


def _number(suggestions: Sequence[Suggestion]) -> str:
    return "a suggestion" if len(suggestions) == 1 else f"{len(suggestions)} suggestions"


def _refuse_taken(work: "Work", ids: Sequence[str], annotator_id: str) -> None:
    answers = work.answers.to(ids, annotator_id).values()
    if any(one.verdict in _TAKEN for one in answers):
        raise EditRefused(
            "The suggestion is accepted already. Reopen it first, or change its span."
        )


def _take(
    work: "Work",
    suggestions: Sequence[Suggestion],
    edited: set[str],
    earlier: Mapping[str, Answer],
    way: Way,
) -> None:
    """Writes the spans, links, groups and answers of suggestions that are accepted."""
    became = _mark(work, suggestions, edited, way)
    time = now()
    given = [
        Answer(
            suggestion_id=one.id,
            annotator_id=way.annotator_id,
            verdict=Verdict.EDITED if one.id in edited else Verdict.ACCEPTED,
            article_id=one.article_id,
            span_id=became[one.id],
            answered_at=time,
            seconds=way.seconds,
            bulk=way.bulk,
        )
        for one in suggestions
    ]
    _put_answers(work, given, earlier)


def _mark(
    work: "Work", suggestions: Sequence[Suggestion], edited: Set[str], way: Way
) -> dict[str, str]:
    """Writes the spans, links and groups; by the id of each suggestion, that of its span."""
    scheme = work.schemes.current()
    spans: dict[str, Span] = {}
    for one in suggestions:
        label = scheme.label(one.label_id)
        if label is None or label.retired:
            raise EditRefused("The label of the suggestion is not in use any more.")
        spans[one.id] = span_of(one, label, way, edited=one.id in edited)
    speakers = _speakers(work, suggestions, scheme, way)
    marks = [*spans.values(), *(speaker for speaker, _ in speakers.values())]
    where = place(work, marks)
    _link(work, [(where[spans[i].id], where[s.id], k) for i, (s, k) in speakers.items()], way)
    became = {i: where[span.id] for i, span in spans.items()}
    _join_groups(work, suggestions, became, way)
    touch_articles(work, marks)
    return became


def _put_answers(work: "Work", given: Sequence[Answer], earlier: Mapping[str, Answer]) -> None:
    work.answers.put([one for one in given if one.suggestion_id in earlier])
    work.answers.put([one for one in given if one.suggestion_id not in earlier], new=True)


def _speakers(
    work: "Work", suggestions: Sequence[Suggestion], scheme: Scheme, way: Way
) -> dict[str, tuple[Span, RelationKind]]:
    """The speaker's span and the link to it, by the id of the suggestion."""
    found: dict[str, tuple[Span, RelationKind]] = {}
    links: dict[str, tuple[RelationKind, Label] | None] = {}
    texts: dict[str, str] = {}
    for one in suggestions:
        label = scheme.label(one.label_id)
        if one.speaker is None or label is None:
            continue
        if label.id not in links:
            links[label.id] = speaker_link(scheme, label)
        link = links[label.id]
        if link is None:
            continue
        if one.article_id not in texts:
            texts = {one.article_id: work.articles.text(one.article_id)}  # one text at a time
        speaker = speaker_of(one, link[1], texts[one.article_id], way)
        if speaker is not None:
            found[one.id] = (speaker, link[0])
    return found


def _link(work: "Work", ends: Sequence[tuple[str, str, RelationKind]], way: Way) -> None:
    """Links quotations to speakers; one that has a link of this kind already keeps that."""
    linked = {(r.kind, r.head_id) for r in work.relations.touching([head for head, _, _ in ends])}
    time = now()
    relations = []
    for head, child, kind in ends:
        if head == child or (kind.name, head) in linked:
            continue
        linked.add((kind.name, head))
        relations.append(
            Relation(
                id=new_id(),
                annotator_id=way.annotator_id,
                kind=kind.name,
                head_id=head,
                child_id=child,
                created_at=time,
                updated_at=time,
            )
        )
    work.relations.put(relations, new=True)


def _join_groups(
    work: "Work", suggestions: Sequence[Suggestion], where: Mapping[str, str], way: Way
) -> None:
    """Puts spans into the annotator's groups; one that is in a group of the kind stays there."""
    scheme = work.schemes.current()
    kind = same_as_kind(scheme)
    held = {label.id for label in scheme.labels if kind and kind.holds(label.name)}
    grouped = [one for one in suggestions if one.group and one.label_id in held]
    if kind is None or not grouped:
        return
    stories = work.articles.stories_of(list({one.article_id for one in grouped}))
    seen = work.groups.spans_in([where[one.id] for one in grouped], kind.name)
    known = {
        (story_id, name): group_id
        for story_id in set(stories.values())
        for name, group_id in work.groups.ids_by_name(story_id, way.annotator_id, kind.name).items()
    }
    new: list[Group] = []
    grown: list[str] = []
    for place_of, some in by_group(grouped, stories).items():
        members = {where[s.id]: Member(s.article_id, where[s.id]) for s in some}
        fresh = [member for span_id, member in members.items() if span_id not in seen]
        seen.update(members)
        if fresh and place_of in known:
            work.groups.add_members(known[place_of], fresh)
            work.groups.touch(known[place_of], now())
            grown.append(known[place_of])
        elif fresh:
            story_id, name = place_of
            new.append(new_group(kind, name, story_id, way.annotator_id, fresh))
    work.groups.add(new)
    groups_written(work, grown)
