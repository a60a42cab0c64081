"""Decisions: what the lead made, in gold, of a place or of groups that two people labelled."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.model.group import Group
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
    """What is to be decided: the spans (ids) of A and of B in one place of an article, or groups.

    Without either it is the whole article, in which neither marked anything. Groups, which have no
    place of their own, are decided in the first article of the story with one of their members.
    `ground` is what both said when it was looked at (see `ground` and `group_ground`). `replaces`:
    ids of the decisions made about this before. `gold_id` is the gold annotator's.
    """

    gold_id: str
    article_id: str
    a_id: str
    b_id: str
    a_spans: tuple[str, ...] = ()
    b_spans: tuple[str, ...] = ()
    ground: str = ""
    replaces: tuple[str, ...] = ()
    a_groups: tuple[str, ...] = ()
    b_groups: tuple[str, ...] = ()

    @property
    def is_about_groups(self) -> bool:
        """Whether groups are to be decided, and no spans."""
        return bool(self.a_groups or self.b_groups)

    def in_gold(self, gold_id: str) -> "Matter":
        """The same for this gold annotator."""
        return replace(self, gold_id=gold_id)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decided matter: a place, or groups, which have no spans here.

    `a_spans`, `b_spans` are ids of the spans of A and B that it is about, `gold_spans` of what gold
    says; `a_groups`, `b_groups` and `gold_groups` likewise. With `took` A, B or both, gold spans
    stand in the order of the spans they were taken from, and so do groups, of which those are not
    there yet that have too few members in gold (see `annotator.edits.gold_groups`). `ground` is
    what both said then; where they say something else now, the decision is stale. `gap`: the
    guidelines lack something. `by` is the id of the annotator who decided, `at` when.
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
    a_groups: tuple[str, ...] = ()
    b_groups: tuple[str, ...] = ()
    gold_groups: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """Ids of the groups of A and B that it is about."""
        return self.a_groups + self.b_groups

    @property
    def is_about_groups(self) -> bool:
        """Whether it decides groups, and no spans."""
        return bool(self.groups)

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
            a_groups=self.b_groups,
            b_groups=self.a_groups,
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


def group_ground(a: Iterable[Group], b: Iterable[Group]) -> str:
    """What both say with groups: hashes of A's and of B's, joined by a colon.

    It follows from kinds, names, attributes and members with their values and stances, not from ids
    of the groups, their order, notes or times. Where members' spans begin and end does not matter:
    that is decided with the spans. Articles count only where they omit something.
    """
    return f"{_grouped(a)}:{_grouped(b)}"


def _grouped(groups: Iterable[Group]) -> str:
    things = sorted(
        repr(
            (
                one.kind,
                one.name,
                sorted(tuple(pair) for pair in one.attributes),
                sorted(
                    ("" if m.span_id else m.article_id, m.span_id, m.value, m.stance)
                    for m in one.members
                ),
            )
        )
        for one in groups
    )
    return hashlib.sha256("\n".join(things).encode()).hexdigest()[:32]
