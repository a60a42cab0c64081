"""Passages join groups: as the spans that cover them, or as spans made for them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.edits.accepting import ENTITY, SAME_AS
from annotator.edits.edit import Edit
from annotator.edits.groups import add_members, make_group, new_group
from annotator.edits.spans import new_span, place, touch_articles
from annotator.errors import EditRefused
from annotator.model.clue import Passage
from annotator.model.group import Group, Member
from annotator.model.scheme import Edges, Label, RelationKind, Scheme
from annotator.model.span import Fragment, Span
from annotator.text.snap import to_edges

if TYPE_CHECKING:
    from annotator.store.work import Work

CLAIM = "claim"
STATES = "states"


def group_passages(
    kind: RelationKind,
    name: str,
    story_id: str,
    annotator_id: str,
    passages: Sequence[Passage],
    spans: Sequence[Span] = (),
) -> Edit:
    """Makes a group of spans, and of passages, each with its value, as one step.

    A passage joins as the smallest span of this annotator that covers it and that the kind holds;
    where there is none a span is made: an entity in `same as`, else a claim. Passages that come to
    one span are one member. Refused where the scheme has no label for it.
    """

    def do(work: "Work") -> None:
        make(work, kind, name, story_id, annotator_id, passages, spans)

    return Edit(f"make group “{name.strip()}”" if name.strip() else f"make “{kind.name}”", do)


def add_passages(group: Group, passages: Sequence[Passage], spans: Sequence[Span] = ()) -> Edit:
    """Adds passages to a group, in the same way, and spans as they are."""

    def do(work: "Work") -> None:
        kind = kind_named(work, group.kind)
        members = members_of(work, kind, group.annotator_id, passages, spans)
        add_members(group, members).do(work)

    return Edit(f"add to “{group.name or group.kind}”", do)


def make(
    work: "Work",
    kind: RelationKind,
    name: str,
    story_id: str,
    annotator_id: str,
    passages: Sequence[Passage],
    spans: Sequence[Span] = (),
) -> Group:
    """Makes the group, within another edit; the group that was made."""
    members = members_of(work, kind, annotator_id, passages, spans)
    group = new_group(kind, name, story_id, annotator_id, members)
    make_group(group).do(work)
    return group


def kind_named(work: "Work", name: str) -> RelationKind:
    """The kind of groups with this name; refused where the scheme has none."""
    for kind in work.schemes.current().relations:
        if kind.is_set and kind.name == name:
            return kind
    raise EditRefused(f"The scheme has no groups of kind “{name}”.")


def members_of(
    work: "Work",
    kind: RelationKind,
    annotator_id: str,
    passages: Sequence[Passage],
    spans: Sequence[Span] = (),
) -> list[Member]:
    """The members that spans and then passages become; spans are made where none covers them."""
    stance = STATES if STATES in kind.stances else ""
    found = {span.id: Member(span.article_id, span.id, stance=stance) for span in spans}
    made: list[tuple[Span, Passage]] = []
    standing: dict[str, list[Span]] = {}
    texts: dict[str, str] = {}
    for passage in passages:
        article_id = passage.article_id
        if article_id not in standing:
            texts[article_id] = work.articles.text(article_id)
            standing[article_id] = _held(work, kind, article_id, annotator_id)
        joins = covering(standing[article_id], passage.place)
        if joins is None:
            label = _label(work, kind)
            where = _edges(texts[article_id], passage.place, label)
            joins = new_span(article_id, annotator_id, label, (where,))
            standing[article_id].append(joins)
            made.append((joins, passage))
        value = passage.value if kind.member_value else ""
        found.setdefault(joins.id, Member(article_id, joins.id, value, stance))
    there = place(work, [span for span, _ in made])
    touch_articles(work, [span for span, _ in made])
    members = [
        Member(one.article_id, there.get(one.span_id, one.span_id), one.value, one.stance)
        for one in found.values()
    ]
    return list({one.span_id: one for one in members}.values())


def _held(work: "Work", kind: RelationKind, article_id: str, annotator_id: str) -> list[Span]:
    """The annotator's spans in an article that a group of this kind may hold."""
    labels = {label.id for label in work.schemes.current().labels if kind.holds(label.name)}
    return [one for one in work.spans.of(article_id, annotator_id) if one.label_id in labels]


def covering(spans: Sequence[Span], passage: Fragment) -> Span | None:
    """The smallest span that covers the passage but for marks and blanks at its ends."""
    start, end = passage
    some = [s for s in spans if s.start <= start + 1 and end - 2 <= s.end and s.start < end]
    return min(some, key=lambda span: (span.end - span.start, span.id), default=None)


def label_for(scheme: Scheme, kind: RelationKind) -> Label | None:
    """The label of spans that are made for a kind of group: an entity in `same as`, else a claim.

    In a scheme without it the first that the kind holds; None where it holds none that is in use.
    """
    offered = [label for label in scheme.offered if kind.holds(label.name)]
    wanted = ENTITY if kind.name == SAME_AS else CLAIM
    return next((one for one in offered if one.name == wanted), next(iter(offered), None))


def _label(work: "Work", kind: RelationKind) -> Label:
    label = label_for(work.schemes.current(), kind)
    if label is None:
        raise EditRefused(f"No label in use may be in “{kind.name}”.")
    return label


def _edges(text: str, passage: Fragment, label: Label) -> Fragment:
    """The passage without blanks and stops at its ends."""
    if not 0 <= passage.start < passage.end <= len(text):
        raise EditRefused("The passage is not in the article any more.")
    return to_edges(text, *passage, Edges(label.edges)) or passage
