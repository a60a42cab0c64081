"""What gold's decisions say once its spans or groups were edited by hand: the lead wrote them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.gold_groups import join_groups
from annotator.model.decision import Decision, Took
from annotator.model.identity import now

if TYPE_CHECKING:
    from annotator.store.work import Work


def spans_written(
    work: "Work", span_ids: Sequence[str], become: Mapping[str, str] | None = None
) -> None:
    """Where decisions put these spans into gold, the lead has now written something else there.

    `become`: the ids of the spans that take their places, "" where nothing does. Groups that were
    taken follow. For the end of an edit: the spans are as they are to be.
    """
    names = become or {}
    found = {one.id: one for some in work.decisions.saying(span_ids).values() for one in some}
    changed = []
    around: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for one in found.values():
        ids = dict.fromkeys(names.get(span_id, span_id) for span_id in one.gold_spans)
        left = tuple(span_id for span_id in ids if span_id)
        changed.append((one, replace(one, took=_took(left), gold_spans=left)))
        around[one.gold_id].update(dict.fromkeys(one.spans))
    _put(work, changed)
    if around:
        join_groups(work, around)


def groups_written(
    work: "Work", group_ids: Sequence[str], become: Mapping[str, Sequence[str]] | None = None
) -> None:
    """The same for groups. `become`: the ids of the groups that take the place of one.

    Those that are not there any more go from the decisions, and those that were taken and are not
    there yet. What the lead wrote in another copy of the project stays, though it is not here.
    """
    found = {
        one.id: one for some in work.decisions.saying_groups(group_ids).values() for one in some
    }
    if not found:
        return
    names = become or {}
    said = {
        one.id: [new for old in one.gold_groups for new in names.get(old, (old,))]
        for one in found.values()
    }
    ids = dict.fromkeys(group_id for some in said.values() for group_id in some)
    there = {group.id for group in work.groups.get(list(ids))}
    written = set(group_ids)
    changed = []
    for one in found.values():
        elsewhere = set(one.gold_groups) - written if one.took is Took.NEW else set()
        left = tuple(dict.fromkeys(i for i in said[one.id] if i in there or i in elsewhere))
        changed.append((one, replace(one, took=_took(left), gold_groups=left)))
    _put(work, changed)


def groups_lost(work: "Work", group_ids: Sequence[str]) -> None:
    """Groups went because all their spans did: those that the lead wrote do not come back.

    Those that were taken do, with their spans.
    """
    if not group_ids:
        return
    gone = set(group_ids)
    found = {
        one.id: one for some in work.decisions.saying_groups(group_ids).values() for one in some
    }
    changed = []
    for one in found.values():
        if one.took is Took.NEW:
            left = tuple(group_id for group_id in one.gold_groups if group_id not in gone)
            changed.append((one, replace(one, took=_took(left), gold_groups=left)))
    _put(work, changed)


def _took(left: Sequence[str]) -> Took:
    return Took.NEW if left else Took.NONE


def _put(work: "Work", changed: Sequence[tuple[Decision, Decision]]) -> None:
    """Writes decisions that now say something else than before, as made by whoever edits."""
    time = now()
    work.decisions.put(
        [
            replace(after, by=work.annotator_id, at=time)
            for before, after in changed
            if after != before
        ]
    )
