"""What in gold stands for a span of A or B, by what was decided about it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.model.decision import Decision, Took
from annotator.model.span import Span

if TYPE_CHECKING:
    from annotator.store.work import Records


@dataclass(frozen=True, slots=True)
class Around:
    """What was decided about some spans of A and B."""

    gold_id: str
    about: Mapping[str, Sequence[Decision]]
    spans: Mapping[str, Span]
    """A's, B's and gold's spans by id."""

    @staticmethod
    def read(work: "Records", gold_id: str, span_ids: Iterable[str]) -> "Around":
        """Reads what gold decided about these spans."""
        ids = list(dict.fromkeys(span_ids))
        about = {
            span_id: [one for one in some if one.gold_id == gold_id]
            for span_id, some in work.decisions.about(ids).items()
        }
        gold = {i for some in about.values() for one in some for i in one.gold_spans}
        spans = {span.id: span for span in work.spans.get([*about, *sorted(gold)])}
        return Around(gold_id, about, spans)

    def is_of_a(self, span_id: str) -> bool:
        """Whether the span is one of A's in a decision."""
        return any(span_id in one.a_spans for one in self.about.get(span_id, ()))

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
        best = max(found, key=lambda span: (common(span, mine), -span.start, span.id))
        return best.id if common(best, mine) else ""


def _taken_from(one: Decision) -> tuple[str, ...]:
    """The spans that were taken, in the order of gold's."""
    sides = {Took.A: one.a_spans, Took.B: one.b_spans, Took.BOTH: one.spans}
    return sides.get(one.took, ())


def _is_heard(one: Decision, span_id: str) -> bool:
    """Whether links that begin at this span come along."""
    if one.took in (Took.A, Took.B):
        return span_id in _taken_from(one)
    return one.took is not Took.NONE


def common(one: Span, other: Span) -> int:
    """How many characters two spans of an article share."""
    return sum(
        max(0, min(a.end, b.end) - max(a.start, b.start))
        for a in one.fragments
        for b in other.fragments
    )
