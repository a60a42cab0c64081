"""What the lead does to everybody's spans and groups at once makes no decision stale."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.gold_groups import bring_up_to_date, ground_of_groups
from annotator.model.decision import Decision, ground

if TYPE_CHECKING:
    from annotator.store.work import Records, Work


@contextmanager
def grounds_kept(work: "Work") -> Iterator[None]:
    """Decisions that stand on what is said before stand on what is said after, too.

    For changes of the scheme, which give labels, attributes and kinds of A, B and gold alike other
    names. The groups that gold took are then what they follow from under the new scheme, which is
    there when this ends.
    """
    if not work.decisions.there_are_any():
        yield
        return
    every = work.decisions.of()
    now = grounds_now(work, every)
    fresh = [one.id for one in every if now[one.id] == one.ground]
    yield
    kept = work.decisions.get(fresh)
    after = grounds_now(work, kept)
    changed = [replace(one, ground=after[one.id]) for one in kept if after[one.id] != one.ground]
    if changed:
        work.decisions.put(changed)
    bring_up_to_date(work, work.decisions.get(one.id for one in kept if one.is_about_groups))


def grounds_now(records: "Records", decisions: Iterable[Decision]) -> dict[str, str]:
    """What A and B say now where these were made, by the decision's id; where that is not their
    own `ground`, they are stale."""
    made = list(decisions)
    ids = list(dict.fromkeys(span_id for one in made for span_id in one.spans))
    spans = {span.id: span for span in records.spans.get(ids)}
    links = records.relations.beginning(ids)
    named = dict.fromkeys(group_id for one in made for group_id in one.groups)
    groups = {group.id: group for group in records.groups.get(list(named))}
    found = {}
    for one in made:
        if one.is_about_groups:
            found[one.id] = ground_of_groups(one, groups)
            continue
        a, b = ([spans[i] for i in side if i in spans] for side in (one.a_spans, one.b_spans))
        begin = (link for span_id in one.spans for link in links.get(span_id, ()))
        found[one.id] = ground(a, b, begin)
    return found
