"""Groups: made, filled, named, merged and taken apart."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.groups import (
    add_members,
    change_kind,
    make_group,
    merge_groups,
    move_members,
    new_group,
    remove_group,
    remove_members,
    rename_group,
    set_group_attribute,
    set_group_note,
    set_stance,
    set_value,
    split_off,
)
from annotator.edits.schemes import save_scheme
from annotator.edits.spans import add_spans, new_span, remove_spans
from annotator.errors import EditRefused
from annotator.model.group import Group, Member
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.scheme import Label, RelationKind
from annotator.model.span import AttributeValue
from annotator.model.story import Article
from annotator.project import Project
from tests.annotator.proposals import CONFLICT, FULL_QUOTE, FULL_SCHEME, SAID_BY, SAME_AS
from tests.annotator.samples import CLAIM, add_article


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", FULL_SCHEME) as project:
        yield project
        assert project.faults() == ()
        while project.undo(None) is not None:
            assert project.faults() == ()


def a_member(
    project: Project, article: Article, ada: Annotator, start: int, label: Label = CLAIM
) -> Member:
    span = new_span(article.id, ada.id, label, [(start, start + 3)])
    project.apply(add_spans([span], "add"), ada.id)
    return Member(article.id, span.id)


@pytest.fixture
def group(project: Project, article: Article, ada: Annotator) -> Group:
    members = [a_member(project, article, ada, start) for start in (0, 5)]
    group = new_group(CONFLICT, " who won ", article.story_id, ada.id, members)
    project.apply(make_group(group), ada.id)
    return group


def the_group(project: Project, group: Group) -> Group:
    (found,) = project.groups(group.story_id, group.annotator_id)
    return found


def test_a_new_group_is_there_as_it_was_made(project: Project, group: Group) -> None:
    assert the_group(project, group) == group
    assert group.name == "who won"
    assert group.attributes == (AttributeValue("strength", "hard"),)
    assert project.groups_of([group.span_ids[1]]) == (group,)


def test_members_come_behind_and_only_once(
    project: Project, article: Article, ada: Annotator, group: Group
) -> None:
    fresh = a_member(project, article, ada, 9, FULL_QUOTE)
    omits = Member(article.id, stance="omits")
    changes = project.apply(add_members(group, [group.members[0], fresh, omits, omits]), ada.id)
    assert changes.groups == {group.id}
    assert the_group(project, group).members == (*group.members, fresh, omits)
    assert project.apply(add_members(group, [omits]), ada.id).nothing


def test_a_group_goes_with_its_last_member(project: Project, group: Group, ada: Annotator) -> None:
    project.apply(remove_members(group, group.members[:1]), ada.id)
    assert the_group(project, group).members == group.members[1:]
    project.apply(remove_members(group, group.members), ada.id)
    assert project.groups(group.story_id, ada.id) == ()
    project.undo(ada.id)
    assert the_group(project, group).members == group.members[1:]


def test_deleting_the_spans_takes_them_out_and_the_empty_group_away(
    project: Project, group: Group, ada: Annotator
) -> None:
    project.apply(remove_spans([group.span_ids[0]]), ada.id)
    assert the_group(project, group).span_ids == group.span_ids[1:]
    project.apply(remove_spans(group.span_ids[1:]), ada.id)
    assert project.groups(group.story_id, ada.id) == ()
    project.undo(ada.id)
    project.undo(ada.id)
    assert the_group(project, group) == group


def test_name_note_and_attributes(project: Project, group: Group, ada: Annotator) -> None:
    project.apply(rename_group(group, " the vote "), ada.id)
    project.apply(set_group_note(group, "odd"), ada.id)
    project.apply(set_group_attribute(group, "strength", ["soft"]), ada.id)
    found = the_group(project, group)
    assert (found.name, found.note) == ("the vote", "odd")
    assert found.attributes == (AttributeValue("strength", "soft"),)
    assert found.members == group.members
    assert project.apply(rename_group(group, "the vote"), ada.id).nothing


def test_the_stance_of_an_article_that_omits_something(
    project: Project, article: Article, ada: Annotator
) -> None:
    silent = Member(article.id)
    group = new_group(CONFLICT, "x", article.story_id, ada.id, [silent])
    project.apply(make_group(group), ada.id)
    with pytest.raises(EditRefused, match="no other stance than “omits”"):
        project.apply(set_stance(group, silent, "states"), ada.id)
    for stance in ("omits", ""):
        project.apply(set_stance(group, silent, stance), ada.id)
        assert the_group(project, group).members == (replace(silent, stance=stance),)
    # Where the scheme has other words for it, these are the lead's own.
    assert replace(CONFLICT, stances=("says", "silent")).stances_of(omits=True)[1] == "silent"


def test_stance_and_value(project: Project, group: Group, ada: Annotator) -> None:
    first, second = group.members
    project.apply(set_stance(group, first, "states"), ada.id)
    project.apply(set_value(group, first, " 12 "), ada.id)
    project.apply(set_value(group, second, "13"), ada.id)
    assert the_group(project, group).members == (
        replace(first, stance="states", value="12"),
        replace(second, value="13"),
    )
    with pytest.raises(EditRefused, match="knows no stance"):
        project.apply(set_stance(group, first, "shouts"), ada.id)
    with pytest.raises(EditRefused, match="not in the group any more"):
        project.apply(set_stance(group, Member(first.article_id), "states"), ada.id)


def test_two_groups_become_one(
    project: Project, article: Article, ada: Annotator, group: Group
) -> None:
    third = a_member(project, article, ada, 9)
    other = new_group(CONFLICT, "", article.story_id, ada.id, [group.members[1], third])
    project.apply(make_group(other), ada.id)
    project.apply(merge_groups([group, other]), ada.id)
    merged = the_group(project, group)
    assert (merged.id, merged.members) == (group.id, (*group.members, third))


def test_a_group_is_taken_apart_but_its_spans_stay(
    project: Project, group: Group, ada: Annotator, article: Article
) -> None:
    project.apply(remove_group(group), ada.id)
    assert project.groups(group.story_id, ada.id) == ()
    assert len(project.spans(article.id, ada.id)) == 2
    for edit in (remove_group(group), rename_group(group, "x"), add_members(group, ())):
        with pytest.raises(EditRefused, match="not there any more"):
            project.apply(edit, ada.id)


def test_what_does_not_belong_in_a_group_is_refused(
    project: Project, article: Article, ada: Annotator, group: Group
) -> None:
    bob = Annotator(new_id(), "Bob")
    project.add_annotator(bob)
    elsewhere = add_article(project, name="b.txt")
    span_id = group.span_ids[0]
    same = new_group(SAME_AS, "x", article.story_id, ada.id, [Member(article.id, span_id)])
    far = replace(same, kind=CONFLICT.name, members=(Member(elsewhere.id, span_id),))
    refused = {
        "holds no claim": same,
        "no groups of kind": replace(same, kind=SAID_BY.name),
        "at least one member": replace(far, members=()),
        "one story": far,
        "not there any more": replace(far, members=(Member(article.id, new_id()),)),
        "one annotator": replace(far, annotator_id=bob.id, members=(Member(article.id, span_id),)),
        "knows no stance": replace(far, members=(Member(article.id, span_id, "", "x"),)),
        "no other stance than “omits”": replace(
            far, members=(Member(article.id, "", "", "states"),)
        ),
        "have no value": replace(same, members=(Member(article.id, "", "12"),)),
        "twice": replace(far, members=(Member(article.id), Member(article.id))),
    }
    for words, one in refused.items():
        with pytest.raises(EditRefused, match=words):
            project.apply(make_group(one), ada.id)
    other = new_group(SAME_AS, "", article.story_id, ada.id, [Member(article.id)])
    project.apply(make_group(other), ada.id)
    with pytest.raises(EditRefused, match="one kind, story and annotator"):
        project.apply(merge_groups([group, other]), ada.id)


def test_a_kind_of_group_in_use_cannot_leave_the_scheme(project: Project, group: Group) -> None:
    scheme = replace(project.scheme(), relations=(SAID_BY, SAME_AS))
    with pytest.raises(EditRefused, match="1 such groups"):
        project.apply(save_scheme(scheme))


def test_the_kind_changes_with_what_the_new_one_knows(
    project: Project, article: Article, ada: Annotator, group: Group
) -> None:
    fact = RelationKind("same fact", is_set=True, members=("claim",), stances=("states",))
    project.apply(save_scheme(replace(FULL_SCHEME, relations=(SAID_BY, SAME_AS, CONFLICT, fact))))
    one, two = group.members
    project.apply(set_value(group, one, "Ada"), ada.id)
    project.apply(set_stance(group, one, "states"), ada.id)
    project.apply(set_stance(group, two, "omits"), ada.id)
    before = the_group(project, group)
    with pytest.raises(EditRefused, match="holds no claim"):
        project.apply(change_kind(group, SAME_AS.name), ada.id)
    with pytest.raises(EditRefused, match="no groups of kind"):
        project.apply(change_kind(group, "moonlight"), ada.id)
    changes = project.apply(change_kind(group, "same fact"), ada.id)
    assert changes.groups == {group.id}
    changed = the_group(project, group)
    assert (changed.kind, changed.attributes) == ("same fact", ())
    assert changed.members == (replace(one, stance="states"), two)
    project.undo(ada.id)
    assert the_group(project, group) == before


def test_members_are_split_off_as_a_group_of_their_own(
    project: Project, ada: Annotator, group: Group
) -> None:
    one, two = group.members
    with pytest.raises(EditRefused, match="nothing of the group"):
        project.apply(split_off(group, group.members), ada.id)
    project.apply(split_off(group, [two], "the other"), ada.id)
    left, fresh = sorted(project.groups(group.story_id, ada.id), key=lambda g: g.name != "who won")
    assert left.members == (one,)
    assert (fresh.members, fresh.kind, fresh.attributes) == ((two,), group.kind, group.attributes)
    assert fresh.name == "the other"
    project.undo(ada.id)
    assert the_group(project, group) == group


def test_members_move_and_an_empty_group_goes(
    project: Project, article: Article, ada: Annotator, group: Group
) -> None:
    own = a_member(project, article, ada, 9)
    other = new_group(CONFLICT, "other", article.story_id, ada.id, [own])
    project.apply(make_group(other), ada.id)
    project.apply(move_members(group, group.members, other), ada.id)
    (left,) = project.groups(article.story_id, ada.id)
    assert left.members == (own, *group.members)
    project.undo(ada.id)
    assert {g.id for g in project.groups(article.story_id, ada.id)} == {group.id, other.id}


def test_an_article_whose_span_joins_omits_it_no_longer(
    project: Project, article: Article, ada: Annotator
) -> None:
    omits = Member(article.id, stance="omits")
    group = new_group(CONFLICT, "x", article.story_id, ada.id, [omits])
    project.apply(make_group(group), ada.id)
    span = a_member(project, article, ada, 0)
    project.apply(add_members(group, [span]), ada.id)
    assert the_group(project, group).members == (span,)
