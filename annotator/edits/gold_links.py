"""Links between spans in gold: they come along with what was taken, once both ends are there."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from annotator.edits.gold_around import Around
from annotator.model.identity import named_id, now
from annotator.model.relation import Relation
from annotator.model.scheme import Scheme

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
    around = Around.read(
        work, gold_id, (end for one in theirs for end in (one.head_id, one.child_id))
    )
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


def _wanted(
    scheme: Scheme, around: Around, theirs: Iterable[Relation], there: Iterable[Relation]
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


def _turn(around: Around, one: Relation) -> tuple[bool, str]:
    return not around.is_of_a(one.head_id), one.id
