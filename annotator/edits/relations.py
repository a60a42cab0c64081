"""What can be done to relations."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.edits.edit import Edit
from annotator.edits.readings import touch
from annotator.errors import EditRefused
from annotator.model.identity import new_id, now
from annotator.model.relation import Relation
from annotator.model.scheme import RelationKind
from annotator.model.span import Span

if TYPE_CHECKING:
    from annotator.store.work import Work


def link(kind: RelationKind, head: Span, child: Span) -> Edit:
    """Links two spans; where `kind` allows one target only, the new link replaces the old."""

    def do(work: "Work") -> None:
        _check(work, kind, head, child)
        old = [r for r in work.relations.touching([head.id]) if _from(r, kind, head)]
        if any(relation.child_id == child.id for relation in old):
            raise EditRefused(f"The two are linked as “{kind.name}” already.")
        if kind.many_to_one:
            work.relations.remove([relation.id for relation in old])
        time = now()
        relation = Relation(
            id=new_id(),
            annotator_id=head.annotator_id,
            kind=kind.name,
            head_id=head.id,
            child_id=child.id,
            created_at=time,
            updated_at=time,
        )
        work.relations.put([relation], new=True)
        touch(work, head.article_id, head.annotator_id)

    return Edit(f"link “{kind.name}”", do)


def unlink(ids: Sequence[str]) -> Edit:
    """Takes relations away."""

    def do(work: "Work") -> None:
        relations = work.relations.get(ids)
        heads = work.spans.get([relation.head_id for relation in relations])
        work.relations.remove(ids)
        for article_id, annotator_id in dict.fromkeys(
            (s.article_id, s.annotator_id) for s in heads
        ):
            touch(work, article_id, annotator_id)

    return Edit("take a link away", do)


def move_links(work: "Work", old: str, new: str) -> None:
    """Lets the links of the span `old`, which goes, begin or end at `new` instead.

    Where a kind allows one target only and `new` has one, that one stays.
    """
    single = {kind.name for kind in work.schemes.current().relations if kind.many_to_one}
    taken = {
        relation.kind
        for relation in work.relations.touching([new])
        if relation.head_id == new and relation.kind in single and relation.child_id != old
    }
    surplus = [
        relation.id
        for relation in work.relations.touching([old])
        if relation.head_id == old and relation.kind in taken
    ]
    work.relations.remove(surplus)
    work.relations.move(old, new)


def _from(relation: Relation, kind: RelationKind, head: Span) -> bool:
    return relation.kind == kind.name and relation.head_id == head.id


def _check(work: "Work", kind: RelationKind, head: Span, child: Span) -> None:
    if head.id == child.id:
        raise EditRefused("A span cannot be linked to itself.")
    if head.annotator_id != child.annotator_id:
        raise EditRefused("Only spans of one annotator can be linked.")
    if len(work.spans.get([head.id, child.id])) < 2:
        raise EditRefused("One of the two spans is not there any more.")
    scheme = work.schemes.current()
    labels = (scheme.label(head.label_id), scheme.label(child.label_id))
    if labels[0] is None or labels[1] is None or not kind.takes(labels[0].name, labels[1].name):
        raise EditRefused(f"“{kind.name}” cannot join these two labels.")
