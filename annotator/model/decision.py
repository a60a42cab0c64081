"""Decisions: what the lead made of one place that two people labelled, in gold."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.model.relation import Relation
from annotator.model.span import Span


class Took(StrEnum):
    """What gold says in a place."""

    AGREED = "agreed"
    """What both said: they said the same."""
    A = "A"
    B = "B"
    BOTH = "both"
    NEW = "new"
    """What the lead wrote."""
    NONE = "none"
    """Nothing is to be marked here."""

    @property
    def mirrored(self) -> "Took":
        """The same with the sides exchanged."""
        return {Took.A: Took.B, Took.B: Took.A}.get(self, self)


class Reason(StrEnum):
    """Why two people differed, as far as the lead says."""

    UNSAID = ""
    SLIP = "slip"
    AMBIGUOUS_TEXT = "ambiguous text"
    GUIDELINE_GAP = "guideline gap"
    BOUNDARY_CONVENTION = "boundary convention"
    LABEL_CONFUSION = "label confusion"
    WORLD_KNOWLEDGE = "world knowledge"
    OTHER = "other"

    @property
    def words(self) -> str:
        """What it means, for people."""
        return _WORDS[self]


_WORDS = {
    Reason.UNSAID: "No reason given",
    Reason.SLIP: "A slip: somebody overlooked something or clicked beside it",
    Reason.AMBIGUOUS_TEXT: "Ambiguous text: it can be read both ways",
    Reason.GUIDELINE_GAP: "Guideline gap: the guidelines do not say",
    Reason.BOUNDARY_CONVENTION: "Boundary convention: where a span begins and ends",
    Reason.LABEL_CONFUSION: "Label confusion: which label it is",
    Reason.WORLD_KNOWLEDGE: "World knowledge: somebody knew more about the matter",
    Reason.OTHER: "Other",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be decided: the spans (ids) of A and of B in one place of an article.

    Without any spans it is the whole article, in which neither marked anything. `ground` is what
    both said when it was looked at (see `ground`). `replaces`: ids of the decisions made here
    before. `gold_id` is the gold annotator's.
    """

    gold_id: str
    article_id: str
    a_id: str
    b_id: str
    a_spans: tuple[str, ...] = ()
    b_spans: tuple[str, ...] = ()
    ground: str = ""
    replaces: tuple[str, ...] = ()

    def in_gold(self, gold_id: str) -> "Matter":
        """The same for this gold annotator."""
        return replace(self, gold_id=gold_id)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decided matter.

    `a_spans`, `b_spans` are ids of the spans of A and B that it is about, `gold_spans` of what gold
    says. With `took` A, B or both, gold spans stand in the order of the spans they were taken from.
    `ground` is what both said then; where they say something else now, the decision is stale.
    `gap`: the guidelines lack something. `by` is the id of the annotator who decided, `at` when.
    """

    id: str
    gold_id: str
    article_id: str
    a_id: str
    b_id: str
    took: Took
    a_spans: tuple[str, ...] = ()
    b_spans: tuple[str, ...] = ()
    gold_spans: tuple[str, ...] = ()
    ground: str = ""
    reason: Reason = Reason.UNSAID
    note: str = ""
    gap: bool = False
    by: str = ""
    at: str = ""

    @property
    def spans(self) -> tuple[str, ...]:
        """Ids of the spans of A and B that it is about."""
        return self.a_spans + self.b_spans

    @property
    def mirrored(self) -> "Decision":
        """The same decision with A and B exchanged."""
        a_ground, _, b_ground = self.ground.partition(":")
        return replace(
            self,
            a_id=self.b_id,
            b_id=self.a_id,
            took=self.took.mirrored,
            a_spans=self.b_spans,
            b_spans=self.a_spans,
            ground=f"{b_ground}:{a_ground}",
        )


def ground(a: Sequence[Span], b: Sequence[Span], relations: Iterable[Relation]) -> str:
    """What both say in a place: hashes of A's and of B's spans there, joined by a colon.

    It follows from places, labels, attributes and links (`relations` that begin at these spans,
    others do not matter), not from ids of the spans, notes or times.
    """
    links: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in relations:
        links[one.head_id].append((one.kind, one.child_id))
    return f"{_said(a, links)}:{_said(b, links)}"


def _said(spans: Sequence[Span], links: defaultdict[str, list[tuple[str, str]]]) -> str:
    things = sorted(
        repr(
            (
                [tuple(fragment) for fragment in span.fragments],
                span.label_id,
                sorted(tuple(pair) for pair in span.attributes),
                sorted(links[span.id]),
            )
        )
        for span in spans
    )
    return hashlib.sha256("\n".join(things).encode()).hexdigest()[:32]
