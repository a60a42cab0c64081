"""The same work under another annotator, with other identities: how a second version is kept."""

from collections.abc import Callable
from dataclasses import replace

from annotator.model.group import Group
from annotator.model.identity import named_id
from annotator.model.whole_reading import WholeReading


def version_id(annotator_id: str, head: str) -> str:
    """The identity that keeps the state `head` of an annotator's reading as a second version."""
    return named_id("version", annotator_id, head)


def own_ids(whole: WholeReading) -> tuple[str, ...]:
    """The ids of everything that a reading holds and that has one: spans, links and so on.

    Those of the groups that gold has by its decisions are among them, whose members may stand in
    other articles, or not be there yet.
    """
    held = (
        *(one.id for one in whole.spans),
        *(one.id for one in whole.relations),
        *(one.id for one in whole.questions),
        *(one.id for one in whole.groups),
        *(one.id for one in whole.decisions),
        *(group_id for one in whole.decisions for group_id in one.gold_groups),
    )
    return tuple(dict.fromkeys(held))


def renamed(whole: WholeReading, annotator_id: str, new: Callable[[str], str]) -> WholeReading:
    """The same reading as this annotator's, every id of its own replaced.

    Ids of spans in other articles stay as they are.
    """
    ids = {one: new(one) for one in own_ids(whole)}

    def turned(one: str) -> str:
        return ids.get(one, one)

    return WholeReading(
        article_id=whole.article_id,
        annotator_id=annotator_id,
        reading=replace(whole.reading, annotator_id=annotator_id) if whole.reading else None,
        spans=tuple(replace(s, id=ids[s.id], annotator_id=annotator_id) for s in whole.spans),
        relations=tuple(
            replace(
                one,
                id=ids[one.id],
                annotator_id=annotator_id,
                head_id=turned(one.head_id),
                child_id=turned(one.child_id),
            )
            for one in whole.relations
        ),
        answers=tuple(
            replace(one, annotator_id=annotator_id, span_id=turned(one.span_id))
            for one in whole.answers
        ),
        questions=tuple(
            replace(one, id=ids[one.id], annotator_id=annotator_id, span_id=turned(one.span_id))
            for one in whole.questions
        ),
        groups=tuple(_group(one, annotator_id, turned) for one in whole.groups),
        suggestions=whole.suggestions,
        decisions=tuple(
            replace(
                one,
                id=ids[one.id],
                gold_id=annotator_id,
                gold_spans=tuple(map(turned, one.gold_spans)),
                gold_groups=tuple(map(turned, one.gold_groups)),
            )
            for one in whole.decisions
        ),
    )


def _group(group: Group, annotator_id: str, turned: Callable[[str], str]) -> Group:
    members = tuple(replace(one, span_id=turned(one.span_id)) for one in group.members)
    return replace(group, id=turned(group.id), annotator_id=annotator_id, members=members)
