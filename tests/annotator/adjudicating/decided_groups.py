"""Decisions about groups as they stand in a project, written without asking what follows."""

from collections.abc import Sequence

from annotator.edits.edit import Edit
from annotator.edits.groups import make_group, new_group
from annotator.model.decision import Decision, Reason, Took, group_ground
from annotator.model.group import Group, Member
from annotator.model.identity import named_id, new_id
from annotator.model.people import Annotator
from annotator.model.scheme import RelationKind
from annotator.model.span import Span
from annotator.model.story import Article
from annotator.store.work import Work
from tests.annotator.adjudicating.table import Table

CONFLICT = RelationKind(
    "conflict", is_set=True, member_value=True, stances=("states", "contradicts", "omits")
)


def grouped(
    table: Table, who: Annotator, name: str, *spans: Span, omits: Article | None = None
) -> Group:
    """A group of somebody's, of these spans, and an article that omits it."""
    members = [Member(span.article_id, span.id, f"value of {name}", "states") for span in spans]
    members += [Member(omits.id, stance="omits")] if omits else []
    made = new_group(CONFLICT, name, table.article.story_id, who.id, members)
    table.project.apply(make_group(made), who.id)
    return made


def decided(
    table: Table,
    took: Took,
    a: Sequence[Group],
    b: Sequence[Group],
    *gold: Group,
    not_yet: Sequence[Group] = (),
) -> Decision:
    """A decision about these groups; `gold` are written with it, those of `not_yet` are not."""
    first = (*a, *b)[0]
    decision = Decision(
        id=new_id(),
        gold_id=table.gold.id,
        article_id=first.members[0].article_id,
        a_id=table.ada.id,
        b_id=table.bob.id,
        took=took,
        ground=group_ground(a, b),
        reason=Reason.OTHER,
        note="as Ada says",
        by=table.lead.id,
        at="2026-01-02T03:04:05Z",
        a_groups=tuple(one.id for one in a),
        b_groups=tuple(one.id for one in b),
        gold_groups=tuple(one.id for one in (*gold, *not_yet)),
    )

    def do(work: Work) -> None:
        work.groups.add(gold)
        work.decisions.put([decision], new=True)

    table.project.apply(Edit("decide groups", do), table.lead.id)
    return decision


def in_gold(table: Table, group: Group, *spans: Span, omits: Article | None = None) -> Group:
    """What gold has by taking this group, with these spans of gold."""
    members = [Member(span.article_id, span.id, "said", "states") for span in spans]
    members += [Member(omits.id, stance="omits")] if omits else []
    return Group(
        id=named_id("came along", table.gold.id, group.id),
        story_id=group.story_id,
        annotator_id=table.gold.id,
        kind=group.kind,
        name=group.name,
        members=tuple(members),
    )
