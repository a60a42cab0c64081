"""Gold's groups once a divergence of gold was resolved: what the decisions that were kept say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from annotator.edits.gold_groups import (
    LEAST,
    bring_up_to_date,
    gold_group_id,
    join_groups,
    put_groups,
)
from annotator.model.decision import Decision
from annotator.model.group import Member
from annotator.model.identity import new_id
from annotator.store.work import Work


def settle_groups(
    work: Work, article_id: str, gold_id: str, before: Iterable[Decision], kept: Iterable[Decision]
) -> None:
    """Brings gold's groups to what is decided, now that of `before` only `kept` was kept.

    Groups that only what was given up put into gold go, in other articles too, and those that were
    taken follow the spans. The readings of gold in other articles that this changes get a head.
    """
    (story_id,) = work.articles.stories_of([article_id]).values()
    there = _members(work, story_id, gold_id)
    given_up = list(before)
    named = {group_id for one in given_up for group_id in one.gold_groups}
    named -= work.decisions.saying_groups(sorted(named)).keys()
    put_groups(work, named | _left_behind(work, story_id, gold_id), {})
    spans = {span_id for one in (*given_up, *kept) for span_id in one.spans}
    join_groups(work, {gold_id: sorted(spans)})
    bring_up_to_date(work, [one for one in kept if one.is_about_groups])
    now = _members(work, story_id, gold_id)
    for other_id in sorted((there.keys() | now.keys()) - {article_id}):
        if there.get(other_id) != now.get(other_id):
            heads = work.lineages.get(other_id, gold_id).heads
            work.lineages.replace(other_id, gold_id, (*heads, new_id()))


def _left_behind(work: Work, story_id: str, gold_id: str) -> set[str]:
    """Groups that were taken and came back with an article, but not by what is decided now.

    Gold decided otherwise about what they were taken from, or too little of them came back.
    """
    sizes = {one.id: len(one.members) for one in work.groups.of(story_id, gold_id)}
    loose = sizes.keys() - work.decisions.saying_groups(sorted(sizes)).keys()
    taken_from = {
        own_id: group.id
        for person in work.people.all()
        for group in work.groups.of(story_id, person.id)
        if (own_id := gold_group_id(gold_id, group.id)) in loose
    }
    about = work.decisions.about_groups(sorted(taken_from.values()))
    decided = {i for i, some in about.items() if any(one.gold_id == gold_id for one in some)}
    return {i for i, whose in taken_from.items() if whose in decided or sizes[i] < LEAST}


def _members(work: Work, story_id: str, gold_id: str) -> Mapping[str, set[tuple[str, Member]]]:
    """What gold's groups hold in each article of a story, with what they are called."""
    found: defaultdict[str, set[tuple[str, Member]]] = defaultdict(set)
    for group in work.groups.of(story_id, gold_id):
        told = repr((group.id, group.kind, group.name, group.attributes))
        for member in group.members:
            found[member.article_id].add((told, member))
    return found
