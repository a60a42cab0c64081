"""States of a reading in several copies of a project, and which of them remain when copies meet.

Everything here is pure: what remains follows from the states alone and never from the order in
which they came.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

from annotator.model.decision import Decision
from annotator.model.group import Group
from annotator.model.identity import named_id
from annotator.model.lineage import Descent
from annotator.model.span import Span
from annotator.model.whole_reading import WholeReading


@dataclass(frozen=True, slots=True)
class State:
    """One state of a reading: its heads, oldest first (at least one), and what it holds."""

    heads: tuple[str, ...]
    whole: WholeReading

    @property
    def head(self) -> str:
        """What names the state."""
        return self.heads[-1]


@dataclass(frozen=True, slots=True)
class Shown:
    """A state that stands in the project, and the heads of its twins, which hold the same."""

    state: State
    twins: tuple[tuple[str, ...], ...] = ()


def look(whole: WholeReading) -> str:
    """A name for what a reading holds: the head of records, which know no other."""
    return named_id("state", whole.article_id, whole.annotator_id, repr(shape(whole)))


def names_of(whole: WholeReading) -> tuple[str, ...]:
    """Names for what a reading holds: all of it, and what is left of it in records.

    Records have no questions, and those in a single file neither answers nor decisions. So a
    reading that went out as records and came back is not taken for another state.
    """
    without = replace(whole, questions=())
    bare = replace(without, answers=(), suggestions=(), decisions=())
    names = (look(whole), look(without), look(bare))
    return tuple(dict.fromkeys(names))


def joined(states: Iterable[State]) -> tuple[State, ...]:
    """The states that no other one descends from, the largest head first.

    That follows from the states alone. Of two with the same head the first is kept.
    """
    by_head: dict[str, State] = {}
    for state in states:
        named = _with_heads(state, names_of(state.whole))
        known = by_head.get(state.head)
        by_head[state.head] = named if known is None else _with_heads(known, named.heads)
    ordered = [by_head[head] for head in sorted(by_head, reverse=True)]
    newest = [state for state in ordered if not _is_left_behind(state, ordered)]
    return tuple(_with_all_behind(state, ordered) for state in newest)


def together(newest: Iterable[State]) -> tuple[Shown, ...]:
    """States that hold the same, as one that is shown; in the same order."""
    found: dict[str, list[State]] = {}
    for state in newest:
        found.setdefault(look(state.whole), []).append(state)
    return tuple(Shown(first, tuple(one.heads for one in rest)) for first, *rest in found.values())


def _with_all_behind(state: State, all_states: list[State]) -> State:
    behind = [one.heads for one in all_states if one.head in state.heads]
    return _with_heads(state, [head for heads in behind for head in heads])


def _with_heads(state: State, heads: Iterable[str]) -> State:
    """The state with these heads behind it; its own stays the last."""
    known = set(state.heads)
    more = [head for head in dict.fromkeys(heads) if head not in known]
    if not more:
        return state
    return replace(state, heads=(*state.heads[:-1], *more, state.head))


def _is_left_behind(state: State, all_states: list[State]) -> bool:
    return any(
        state.head in other.heads and not (other.head in state.heads and state.head > other.head)
        for other in all_states
        if other is not state
    )


def descent_of(arrived: State, before: tuple[State, ...], after: tuple[Shown, ...]) -> Descent:
    """What an arriving state is to those that were here before; `after`: what remains of all."""
    if any(arrived.head == state.head for state in before):
        return Descent.SAME
    if any(arrived.head in state.heads for state in before):
        return Descent.OLDER
    if before and any(shape(arrived.whole) == shape(state.whole) for state in before):
        return Descent.SAME
    heads = {one.state.head for one in after}
    if before and arrived.head not in heads | {some[-1] for one in after for some in one.twins}:
        return Descent.OLDER
    return Descent.DIVERGED if any(s.head in heads for s in before) else Descent.NEWER


def shape(whole: WholeReading) -> Hashable:
    """What a reading holds, without identities and times: the same for the same work."""
    marks = {span.id: _mark(span) for span in whole.spans}
    offered = {one.id: (one.source.value, one.label_id, one.fragments) for one in whole.suggestions}

    def place(span_id: str) -> object:
        return marks.get(span_id, span_id)

    reading = whole.reading
    return (
        ()
        if reading is None
        else (
            reading.status.value,
            tuple(sorted(reading.read_for)),
            reading.note,
            tuple(sorted(reading.impressions)),
            reading.open_points,
        ),
        _sorted(marks.values()),
        _sorted(
            (r.kind, place(r.head_id), place(r.child_id), r.attributes) for r in whole.relations
        ),
        _sorted(
            (offered.get(a.suggestion_id, a.suggestion_id), a.verdict.value, place(a.span_id))
            for a in whole.answers
        ),
        _sorted((q.text, place(q.span_id)) for q in whole.questions),
        _sorted(_together(group, marks) for group in whole.groups),
        # Nothing more where nothing was decided: what has a name already keeps it.
        *((_sorted(_decided(one, marks) for one in whole.decisions),) if whole.decisions else ()),
    )


def _mark(span: Span) -> tuple[object, ...]:
    where = (span.start, span.end, span.fragments, span.label_id)
    return (*where, span.attributes, span.note, span.origin.value, span.source, span.score)


def _together(group: Group, marks: dict[str, tuple[object, ...]]) -> tuple[object, ...]:
    members = _sorted(
        (marks.get(one.span_id, one.span_id), one.article_id, one.value, one.stance)
        for one in group.members
    )
    return group.kind, group.name, group.attributes, group.note, members


def _decided(one: Decision, marks: dict[str, tuple[object, ...]]) -> tuple[object, ...]:
    between = (one.a_id, one.b_id, one.took.value, one.a_spans, one.b_spans, one.ground)
    says = tuple(marks.get(span_id, span_id) for span_id in one.gold_spans)
    # Groups reach into other articles, where the same one must be meant: so they go by their ids.
    groups = (one.a_groups, one.b_groups, one.gold_groups) if one.is_about_groups else ()
    return (*between, says, one.reason.value, one.note, one.gap, *groups)


def _sorted(things: Iterable[object]) -> tuple[object, ...]:
    return tuple(sorted(things, key=repr))
