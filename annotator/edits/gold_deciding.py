"""Matters become decisions, and decisions become what gold says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.gold_groups import (
    bring_up_to_date,
    gold_group_id,
    groups_taken,
    join_groups,
    put_groups,
)
from annotator.edits.gold_links import join_links
from annotator.edits.gold_reading import settle
from annotator.edits.gold_refused import MatterRefused, deciding
from annotator.edits.gold_said_groups import (
    group_ids,
    grouped_about,
    refuse_untakable,
    written_groups,
)
from annotator.edits.gold_spans import Written, gold_says, put_gold, said_about
from annotator.errors import EditRefused
from annotator.model.decision import Decision, Matter, Took
from annotator.model.group import Group
from annotator.model.identity import new_id, now
from annotator.model.people import Role
from annotator.model.span import Span

if TYPE_CHECKING:
    from annotator.store.work import Work


def decide_matters(
    work: "Work",
    matters: Sequence[Matter],
    said_of: Mapping[str, object],
    written: Sequence[Span] = (),
    groups: Sequence[Group] = (),
) -> None:
    """Decides each matter: `said_of` has what was taken, by whom and why; see `adjudication`."""
    matters = list(dict.fromkeys(matters))
    _refuse_strangers(work, matters)
    places = [one for one in matters if not one.is_about_groups]
    said = dict(zip(places, said_about(work, places), strict=True))
    about_groups = [one for one in matters if one.is_about_groups]
    took = Took(str(said_of["took"]))
    refuse_untakable(work, took, about_groups, grouped_about(work, about_groups))
    earlier = _earlier(work, matters)
    names = {person.id: person.name for person in work.people.all()}
    time = now()
    made: list[Written] = []
    grouped: list[Decision] = []
    taken: set[str] = set()
    for matter in matters:
        decision = _decision(matter, earlier[matter], said_of, time)
        if decision.id in taken:  # several take the place of one
            decision = replace(decision, id=new_id())
        taken.add(decision.id)
        if matter.is_about_groups:
            grouped.append(decision)
        else:
            with deciding(matter):
                spans = gold_says(decision, said[matter], written, names)
            made.append(Written(decision, spans, earlier[matter]))
    gone = {one.id: one for some in earlier.values() for one in some}
    _write(work, made, grouped, list(gone.values()), groups)
    settle(work, matters)


def take_back(work: "Work", decisions: Sequence[Decision]) -> None:
    """Removes decisions, with what they put into gold."""
    _write(work, (), (), decisions)


def _refuse_strangers(work: "Work", matters: Sequence[Matter]) -> None:
    articles = work.articles.lengths(list({matter.article_id for matter in matters}))
    people = {person.id: person for person in work.people.all()}
    for gold_id, a_id, b_id, article_id in {
        (one.gold_id, one.a_id, one.b_id, one.article_id) for one in matters
    }:
        gold = people.get(gold_id)
        if gold is None or gold.role is not Role.ADJUDICATED:
            raise EditRefused("Decisions are kept in gold. Add a gold annotator first.")
        if a_id == b_id or not {a_id, b_id} <= people.keys():
            raise EditRefused("Decide between two annotators of the project.")
        if gold_id in (a_id, b_id):
            raise EditRefused("Gold cannot be one of the two that it decides between.")
        if article_id not in articles:
            raise EditRefused("The article is not in the project any more.")


def _decision(
    matter: Matter, before: Sequence[Decision], said_of: Mapping[str, object], time: str
) -> Decision:
    """A decision made now; one that was made before between the same two keeps its id."""
    pair = {matter.a_id, matter.b_id}
    same = next((one.id for one in before if {one.a_id, one.b_id} == pair), None)
    return Decision(
        id=same or new_id(),
        gold_id=matter.gold_id,
        article_id=matter.article_id,
        a_id=matter.a_id,
        b_id=matter.b_id,
        a_spans=matter.a_spans,
        b_spans=matter.b_spans,
        a_groups=matter.a_groups,
        b_groups=matter.b_groups,
        ground=matter.ground,
        at=time,
        **said_of,  # type: ignore[arg-type]
    )


def _earlier(work: "Work", matters: Sequence[Matter]) -> dict[Matter, list[Decision]]:
    """What was decided there before: what the matter names, and what is about parts of it."""
    named = {one.id: one for one in work.decisions.get({i for m in matters for i in m.replaces})}
    spans = {i for matter in matters for i in (*matter.a_spans, *matter.b_spans)}
    groups = {i for matter in matters for i in (*matter.a_groups, *matter.b_groups)}
    about = work.decisions.about(list(spans)) | work.decisions.about_groups(list(groups))
    articles = {(one.article_id, one.gold_id) for one in matters if not one.is_about_groups}
    whole = {key: work.decisions.of_whole(*key) for key in articles}
    found: dict[Matter, list[Decision]] = {}
    for matter in matters:
        here = {*matter.a_spans, *matter.b_spans, *matter.a_groups, *matter.b_groups}
        some = {i: named[i] for i in matter.replaces if i in named}
        for one in (one for own_id in here for one in about.get(own_id, ())):
            if one.gold_id == matter.gold_id and here.issuperset((*one.spans, *one.groups)):
                some[one.id] = one
        here_at_all = () if matter.is_about_groups else whole[matter.article_id, matter.gold_id]
        for one in here_at_all:
            if {one.a_id, one.b_id} == {matter.a_id, matter.b_id}:
                some[one.id] = one
        found[matter] = [one for one in some.values() if one.gold_id == matter.gold_id]
        if any(one.is_about_groups is not matter.is_about_groups for one in found[matter]):
            raise MatterRefused(
                "What was decided is not there any more, so there is nothing to decide. "
                "Take the decision back.",
                matter,
            )
    return found


def _write(
    work: "Work",
    made: Sequence[Written],
    grouped: Sequence[Decision],
    gone: Sequence[Decision],
    groups: Sequence[Group] = (),
) -> None:
    """Puts decisions, and what gold says by them, in the place of others.

    `made` are about places, `grouped` about groups; `groups` are those that the lead wrote.
    """
    work.decisions.remove([one.id for one in gone])
    written = put_gold(work, made, gone)
    work.decisions.put(written, new=True)
    concerned: dict[str, dict[str, None]] = {}
    for one in (*gone, *written):
        concerned.setdefault(one.gold_id, {}).update(dict.fromkeys(one.spans))
    for gold_id, span_ids in concerned.items():
        join_links(work, gold_id, list(span_ids))
    join_groups(work, concerned)
    _write_groups(work, grouped, [one for one in gone if one.is_about_groups], groups)


def _write_groups(
    work: "Work", made: Sequence[Decision], gone: Sequence[Decision], groups: Sequence[Group]
) -> None:
    ids = group_ids(work, made)
    wanted: dict[str, Group] = {}
    written = []
    for one in made:
        if one.took is Took.NEW:
            story_id = work.articles.stories_of([one.article_id])[one.article_id]
            mine = {group.id: group for group in written_groups(work, one, story_id, groups)}
            wanted |= mine
            ids[one.id] = tuple(mine)
        written.append(replace(one, gold_groups=ids[one.id]))
    # Groups that gold had of these before there were decisions about groups are replaced, too.
    before = {i for one in gone for i in one.gold_groups}
    before |= {gold_group_id(one.gold_id, i) for one in made for i in one.groups}
    kept = {i for one in written if groups_taken(one) for i in one.gold_groups}
    said = work.decisions.saying_groups(sorted(before))
    put_groups(work, before - said.keys() - kept, wanted)
    work.decisions.put(written, new=True)
    bring_up_to_date(work, written)
