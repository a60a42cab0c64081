"""Links between spans in gold: they come along with what was taken, once both ends are there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.model.decision import Decision, Took
from annotator.model.identity import named_id, now
from annotator.model.relation import Relation
from annotator.model.scheme import Scheme
from annotator.model.span import Span

if TYPE_CHECKING:
    from annotator.store.work import Work


def join_links(work: "Work", gold_id: str, span_ids: Sequence[str]) -> None:
    """Brings the links of gold around these spans of A and B to what is decided now.

    A link comes along from whoever was taken where it begins, whatever was decided where it ends:
    what is in that place in gold then is where it leads. Links that the lead made stay.
    """
    heads = {one.head_id for one in work.relations.touching(span_ids)}
    if not heads:
        return
    theirs = [one for some in work.relations.beginning(sorted(heads)).values() for one in some]
    around = _Around.read(work, gold_id, theirs)
    begins = sorted({g for i in heads for one in around.about.get(i, ()) for g in one.gold_spans})
    there = [one for some in work.relations.beginning(begins).values() for one in some]
    wanted = _wanted(work.schemes.current(), around, theirs, there)
    gone = [one for one in there if _came_along(one) and _ends(one) not in wanted]
    work.relations.remove([one.id for one in gone])
    known = {_ends(one) for one in there}
    work.relations.put([one for ends, one in wanted.items() if ends not in known], new=True)


Ends = tuple[str, str, str]
"""Kind, first and last span of a link."""


def _ends(one: Relation) -> Ends:
    return one.kind, one.head_id, one.child_id


def _id(kind: str, head_id: str, child_id: str) -> str:
    return named_id("came along", kind, head_id, child_id)


def _came_along(one: Relation) -> bool:
    return one.id == _id(*_ends(one))


@dataclass(frozen=True, slots=True)
class _Around:
    """What was decided about the spans at both ends of some links."""

    gold_id: str
    about: Mapping[str, Sequence[Decision]]
    spans: Mapping[str, Span]
    """A's, B's and gold's spans by id."""

    @staticmethod
    def read(work: "Work", gold_id: str, links: Sequence[Relation]) -> "_Around":
        ends = list(dict.fromkeys(end for one in links for end in (one.head_id, one.child_id)))
        about = {
            span_id: [one for one in some if one.gold_id == gold_id]
            for span_id, some in work.decisions.about(ends).items()
        }
        gold = {i for some in about.values() for one in some for i in one.gold_spans}
        spans = {span.id: span for span in work.spans.get([*ends, *sorted(gold)])}
        return _Around(gold_id, about, spans)

    def takes(self, span_id: str) -> Iterator[str]:
        """Gold's spans that take over the links beginning at a span of A or B."""
        for one in self.about.get(span_id, ()):
            if _is_heard(one, span_id) and (found := self._stands_for(one, span_id)):
                yield found

    def stands_for(self, span_id: str) -> Iterator[str]:
        """Gold's spans that stand where a span of A or B does."""
        for one in self.about.get(span_id, ()):
            if found := self._stands_for(one, span_id):
                yield found

    def _stands_for(self, one: Decision, span_id: str) -> str:
        """What was taken from the span, else what covers most of it."""
        taken = _taken_from(one)
        if len(taken) == len(one.gold_spans) and span_id in taken:
            return one.gold_spans[taken.index(span_id)]
        mine = self.spans.get(span_id)
        found = [self.spans[i] for i in one.gold_spans if i in self.spans]
        if mine is None or not found:
            return ""
        best = max(found, key=lambda span: (_common(span, mine), -span.start, span.id))
        return best.id if _common(best, mine) else ""


def _taken_from(one: Decision) -> tuple[str, ...]:
    """The spans that were taken, in the order of gold's."""
    sides = {Took.A: one.a_spans, Took.B: one.b_spans, Took.BOTH: one.spans}
    return sides.get(one.took, ())


def _is_heard(one: Decision, span_id: str) -> bool:
    """Whether links that begin at this span come along."""
    if one.took in (Took.A, Took.B):
        return span_id in _taken_from(one)
    return one.took is not Took.NONE


def _common(one: Span, other: Span) -> int:
    return sum(
        max(0, min(a.end, b.end) - max(a.start, b.start))
        for a in one.fragments
        for b in other.fragments
    )


def _wanted(
    scheme: Scheme, around: _Around, theirs: Iterable[Relation], there: Iterable[Relation]
) -> dict[Ends, Relation]:
    """The links that are to come along, by their ends; A's go before B's."""
    kinds = {kind.name: kind for kind in scheme.relations if not kind.is_set}
    by_hand = {_ends(one)[:2] for one in there if not _came_along(one)}
    taken: set[tuple[str, str]] = set()
    time = now()
    found: dict[Ends, Relation] = {}
    for one in sorted(theirs, key=lambda one: _turn(around, one)):
        kind = kinds.get(one.kind)
        for head_id in around.takes(one.head_id):
            child_id = next(around.stands_for(one.child_id), "")
            begin = (one.kind, head_id)
            if kind is None or not child_id or child_id == head_id:
                continue
            if kind.many_to_one and (begin in taken or begin in by_hand):
                continue
            ends = [scheme.label(around.spans[i].label_id) for i in (head_id, child_id)]
            if ends[0] is None or ends[1] is None or not kind.takes(ends[0].name, ends[1].name):
                continue
            taken.add(begin)
            link_id = _id(one.kind, head_id, child_id)
            found.setdefault(
                (one.kind, head_id, child_id),
                Relation(
                    link_id, around.gold_id, one.kind, head_id, child_id, one.attributes, time, time
                ),
            )
    return found


def _turn(around: _Around, one: Relation) -> tuple[bool, str]:
    made = around.about.get(one.head_id, ())
    return not any(one.head_id in decision.a_spans for decision in made), one.id
