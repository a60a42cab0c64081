"""What gold says by decisions: spans taken from A or B, or written by the lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.edits.gold_around import common
from annotator.edits.gold_groups import follow_spans
from annotator.edits.gold_refused import MatterRefused
from annotator.edits.spans import check_spans, place, remove_spans
from annotator.errors import EditRefused
from annotator.model.decision import Decision, Matter, Took, ground
from annotator.model.identity import new_id
from annotator.model.span import Origin, Span, join_fragments

if TYPE_CHECKING:
    from annotator.store.work import Work

MADE_BY_DECISIONS = (Origin.AGREED, Origin.DECISION)


@dataclass(frozen=True, slots=True)
class Written:
    """What gold gets by a decision, which takes the place of `earlier` ones."""

    decision: Decision
    spans: Sequence[Span]
    earlier: Sequence[Decision] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What A and B say in a place, in the order of the matter."""

    a: tuple[Span, ...]
    b: tuple[Span, ...]


def said_about(work: "Work", matters: Sequence[Matter]) -> list[Said]:
    """What both say now about each matter; refused where that is not what was looked at."""
    ids = [i for matter in matters for i in (*matter.a_spans, *matter.b_spans)]
    spans = {span.id: span for span in work.spans.get(ids)}
    relations = work.relations.beginning(ids)
    found = []
    for matter in matters:
        said = Said(
            tuple(spans[i] for i in matter.a_spans if i in spans),
            tuple(spans[i] for i in matter.b_spans if i in spans),
        )
        here = (*matter.a_spans, *matter.b_spans)
        links = [link for i in here for link in relations.get(i, ())]
        if not _is_theirs(matter, said) or ground(said.a, said.b, links) != matter.ground:
            raise MatterRefused(
                "What they say here was changed since you looked at it. Look at it again.", matter
            )
        found.append(said)
    return found


def _is_theirs(matter: Matter, said: Said) -> bool:
    sides = ((matter.a_spans, matter.a_id, said.a), (matter.b_spans, matter.b_id, said.b))
    return all(
        len(ids) == len(spans)
        and all((s.article_id, s.annotator_id) == (matter.article_id, whose) for s in spans)
        for ids, whose, spans in sides
    )


def gold_says(
    decision: Decision, said: Said, written: Sequence[Span], names: Mapping[str, str]
) -> list[Span]:
    """The spans that gold gets by a decision, each with an id of its own.

    `names` are the annotators' by id. What is taken keeps place, label, attributes and the time
    when it was first made. Notes and scores are those of who made them, and are not taken.
    """
    if decision.took is Took.NONE:
        return []
    if decision.took is Took.NEW:
        return [_gold(span, decision, names.get(decision.by, ""), None) for span in written]
    if decision.took is Took.AGREED:
        _refuse_disagreement(said)
        both = " and ".join(names.get(one, "") for one in (decision.a_id, decision.b_id))
        first = min((s.created_at for s in (*said.a, *said.b) if s.created_at), default=None)
        return [_gold(span, decision, both, first) for span in said.a]
    return [
        _gold(span, decision, names.get(span.annotator_id, ""), span.created_at)
        for span in _taken(decision.took, said)
    ]


def _gold(span: Span, decision: Decision, source: str, first: str | None) -> Span:
    return Span(
        id=new_id(),
        article_id=decision.article_id,
        annotator_id=decision.gold_id,
        label_id=span.label_id,
        fragments=join_fragments(span.fragments),
        attributes=span.attributes,
        origin=Origin.AGREED if decision.took is Took.AGREED else Origin.DECISION,
        source=source,
        created_at=first or decision.at,
        updated_at=decision.at,
    )


def _taken(took: Took, said: Said) -> tuple[Span, ...]:
    sides = {Took.A: (said.a,), Took.B: (said.b,), Took.BOTH: (said.a, said.b)}[took]
    if not all(sides):
        raise EditRefused("One of the two marked nothing here, so there is nothing to take.")
    taken = tuple(span for side in sides for span in side)
    if len({_place(span) for span in taken}) < len(taken):
        raise EditRefused("Both marked the same words with the same label: take one of the two.")
    return taken


def _place(span: Span) -> tuple[object, ...]:
    """Where a span stands, and with which label."""
    return span.fragments, span.label_id


def _refuse_disagreement(said: Said) -> None:
    a, b = ([(_place(s), sorted(s.attributes)) for s in side] for side in (said.a, said.b))
    if len(a) > 1 or a != b:
        raise EditRefused("They do not say the same here: take A or B, or write what is right.")


def put_gold(work: "Work", made: Sequence[Written], gone: Sequence[Decision]) -> list[Decision]:
    """Writes what gold says by `made` in the place of what it said by `gone`.

    A span that stands so already, made by a decision or by hand, stays the one it is. Where one
    goes, its place in gold's groups goes to what the same decision says there now. Answers with the
    decisions as they are then. The decisions themselves are not written.
    """
    wanted = [span for one in made for span in one.spans]
    check_spans(work, wanted)
    old = {(one.article_id, one.annotator_id, *_place(one)): one for one in _of(work, gone)}
    kept: dict[str, str] = {}
    changed: dict[str, Span] = {}
    for span in wanted:
        before = old.get((span.article_id, span.annotator_id, *_place(span)))
        if before is not None:
            kept[span.id] = before.id
            changed.setdefault(
                before.id,
                replace(span, id=before.id, note=before.note, created_at=before.created_at),
            )
    before_by_id = {one.id: one for one in old.values()}
    work.spans.put([one for one in changed.values() if one != before_by_id[one.id]])
    kept |= place(work, [span for span in wanted if span.id not in kept])
    stale = {one.id: one for one in old.values() if one.id not in changed}
    if stale:
        follow_spans(work, _in_their_places(stale, made, kept))
        remove_spans(list(stale)).do(work)
    return [
        replace(one.decision, gold_spans=tuple(kept[span.id] for span in one.spans)) for one in made
    ]


def _in_their_places(
    gone: Mapping[str, Span], made: Sequence[Written], kept: Mapping[str, str]
) -> dict[str, list[str]]:
    """For spans that go those which stand there now by the same decision, best first.

    `kept` says of the spans in `made` which ones of gold they are.
    """
    found: dict[str, list[tuple[int, int, str]]] = {}
    for one in made:
        for span_id in dict.fromkeys(i for before in one.earlier for i in before.gold_spans):
            if span_id in gone:
                shared = ((common(gone[span_id], span), span) for span in one.spans)
                some = [(-number, span.start, kept[span.id]) for number, span in shared if number]
                found.setdefault(span_id, []).extend(some)
    return {span_id: [new for _, _, new in sorted(some)] for span_id, some in found.items()}


def _of(work: "Work", decisions: Sequence[Decision]) -> list[Span]:
    """The spans that are in gold by these decisions and by no others."""
    ids = [i for one in decisions for i in one.gold_spans]
    these = {one.id for one in decisions}
    shared = {
        span_id
        for span_id, some in work.decisions.saying(ids).items()
        if any(one.id not in these for one in some)
    }
    spans = work.spans.get([i for i in dict.fromkeys(ids) if i not in shared])
    return [span for span in spans if span.origin in MADE_BY_DECISIONS]
