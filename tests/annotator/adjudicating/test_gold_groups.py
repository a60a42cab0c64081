"""Groups in gold are what its decisions about groups say."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.adjudication import accept_agreed, decide, reopen
from annotator.edits.edit import Edit
from annotator.edits.groups import (
    add_members,
    make_group,
    merge_groups,
    move_members,
    new_group,
    remove_group,
    rename_group,
    set_group_note,
    set_value,
    split_off,
)
from annotator.edits.schemes import merge_labels, save_scheme
from annotator.edits.spans import (
    add_spans,
    merge_spans,
    new_span,
    relabel_span,
    remove_spans,
    resize_span,
)
from annotator.errors import EditRefused
from annotator.model.decision import Matter, Took, group_ground
from annotator.model.group import Group, Member
from annotator.model.identity import named_id
from annotator.model.reading import Status
from annotator.model.span import AttributeValue
from annotator.project import Project
from tests.annotator.adjudicating.board import CONFLICT, GROUPED, SAME_AS, Board, counting
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, TEXT


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with Project.create(tmp_path / "p.annotator", GROUPED) as project:
        yield Board(project)
        assert project.faults() == ()
        while project.undo(None) is not None:
            pass
        assert project.faults() == ()


def test_nothing_comes_along_and_what_is_taken_stands_where_spans_do(board: Board) -> None:
    ada = board.group(board.ada, "Where", "Paris", "Rome", omits=board.third)
    bob = board.group(board.bob, "The venue", "in Paris", "in Rome")
    board.places(Took.A, Took.B)
    assert board.groups() == ()
    made = board.take(Took.A, [ada], [bob])
    (group,) = board.groups()
    assert (group.kind, group.name, made.gold_groups) == ("conflict", "Where", (group.id,))
    assert [(m.article_id, m.span_id, m.value, m.stance) for m in group.members] == [
        (board.article.id, board.gold_span(board.article).id, "Paris", "states"),
        (board.second.id, board.gold_span(board.second).id, "Rome", "states"),
        (board.third.id, "", "", "omits"),
    ]
    again = board.take(Took.B, [ada], [bob])
    assert again.id == made.id
    assert board.names() == [("The venue", ["in Paris", "in Rome"])]
    with pytest.raises(EditRefused, match="take one of the two"):
        board.take(
            Took.BOTH, [replace(ada)], [board.group(board.bob, "", "", "", omits=board.third)]
        )
    board.take(Took.BOTH, [ada], [bob])
    assert [name for name, _ in board.names()] == ["The venue", "Where"]
    board.take(Took.NONE, [ada], [bob])
    assert board.groups() == ()
    board.project.undo(board.lead.id)
    board.project.undo(board.lead.id)
    assert [name for name, _ in board.names()] == ["The venue"]
    assert len(board.project.decisions()) == 3


def test_a_group_comes_when_two_of_its_members_are_there_and_goes_with_them(board: Board) -> None:
    ada = board.group(board.ada, "Where", "Paris", "Rome", omits=board.third)
    made = board.take(Took.A, [ada], [])
    assert (board.groups(), len(made.gold_groups)) == ((), 1)
    assert board.project.reading(board.article.id, board.gold.id).status is Status.IN_PROGRESS
    here, there = board.cases()
    board.decide(here, Took.B)
    assert board.names() == [("Where", ["Paris", ""])]
    board.decide(there, Took.A)
    assert board.names() == [("Where", ["Paris", "Rome", ""])]
    board.by_lead(set_group_note(board.groups()[0], "look at this"))
    board.decide(board.cases()[0], Took.NONE)
    (group,) = board.groups()
    assert ([m.value for m in group.members], group.note) == (["Rome", ""], "look at this")
    decision = board.cases()[1].decision
    assert decision is not None
    board.by_lead(reopen([decision.id]))
    assert (board.groups(), board.decision()) == ((), made)
    board.by_lead(reopen([made.id]))
    board.places(Took.A, Took.A)
    assert board.groups() == ()


def test_both_are_accepted_where_they_say_the_same_also_mixed_with_places(board: Board) -> None:
    for who in (board.ada, board.bob):
        for article in (board.article, board.second):
            board.spans[who.name].append(board.mark(who, QUOTE, 20, 24, article))
    ada = board.group(board.ada, "Where", "Paris", "Rome", "", omits=board.third)
    bob = board.group(board.bob, "Where", "Paris", "Rome", "", omits=board.third)
    other = board.group(board.bob, "Where", "Paris")
    places = [case.matter for case in board.cases() if case.agreed]
    edit = accept_agreed([*places, board.matter([ada], [bob])], board.lead.id)
    assert edit.name == "accept 2 places and 1 group where both agree"
    board.by_lead(edit)
    assert board.names() == [("Where", ["", ""])]
    assert {one.took for one in board.project.decisions()} == {Took.AGREED}
    board.places(Took.B)
    assert board.names() == [("Where", ["Paris", "", ""])]
    with pytest.raises(EditRefused, match="do not say the same"):
        board.by_lead(accept_agreed([board.matter([ada], [other])], board.lead.id))
    board.project.apply(set_value(bob, bob.members[1], "Roma"), board.bob.id)
    (changed,) = (g for g in board.project.groups_of(bob.span_ids) if g.id == bob.id)
    with pytest.raises(EditRefused, match="do not say the same"):
        board.by_lead(accept_agreed([board.matter([ada], [changed])], board.lead.id))


def test_what_cannot_be_decided_is_a_sentence(board: Board) -> None:
    ada = board.group(board.ada, "Where", "Paris", "Rome")
    with pytest.raises(EditRefused, match="nothing to take"):
        board.take(Took.B, [ada], [])
    with pytest.raises(EditRefused, match="nothing to take"):
        board.take(Took.BOTH, [ada], [])
    with pytest.raises(EditRefused, match="Write what gold is to have"):
        board.take(Took.NEW, [ada], [])
    with pytest.raises(EditRefused, match="Groups are written only"):
        board.take(Took.A, [ada], [], ada)
    silent = replace(ada, members=(Member(board.third.id, stance="contradicts"),))
    with pytest.raises(EditRefused, match="no other stance than “omits”"):
        board.take(Took.NEW, [ada], [], silent)
    place, matter = board.cases()[0].matter, board.matter([ada])
    with pytest.raises(EditRefused, match="in this one place"):
        board.by_lead(decide([place], Took.NEW, board.lead.id, groups=[ada]))
    with pytest.raises(EditRefused, match="only spans of one annotator"):
        board.take(Took.NEW, [ada], [], ada)
    with pytest.raises(EditRefused, match="was changed since"):
        board.by_lead(decide([replace(matter, a_id=board.lead.id)], Took.A, board.lead.id))
    board.project.apply(rename_group(ada, "Which town"), board.ada.id)
    with pytest.raises(EditRefused, match="was changed since"):
        board.by_lead(decide([matter], Took.A, board.lead.id))
    board.take(Took.A, board.project.groups_of(ada.span_ids), [])
    board.project.apply(remove_group(ada), board.ada.id)
    with pytest.raises(EditRefused, match="was changed since"):
        board.by_lead(decide([matter], Took.NONE, board.lead.id))
    gone = replace(matter, a_groups=(), ground=group_ground((), ()))
    nothing = replace(gone, replaces=(board.decision().id,))
    with pytest.raises(EditRefused, match="nothing to decide"):
        board.by_lead(decide([nothing], Took.NONE, board.lead.id))


def test_what_the_lead_writes_moves_on_to_the_spans_that_take_the_places(board: Board) -> None:
    ada = board.group(board.ada, "Where", "Paris", "Rome")
    board.places(Took.A, Took.A)
    board.by_lead(make_group(board.of_gold("By hand", "mine", "mine too")))
    written = board.of_gold(" Venue ", "Paris", "")
    with pytest.raises(EditRefused, match="written twice"):
        board.take(Took.NEW, [ada], [], written, written)
    made = board.take(Took.NEW, [ada], [], written)
    assert board.names() == [("By hand", ["mine", "mine too"]), ("Venue", ["Paris", ""])]
    before = board.groups()
    board.places(Took.B, Took.B)
    after = board.groups()
    now = [board.gold_span(one).id for one in (board.article, board.second)]
    assert [one.span_ids for one in after] == [tuple(now), tuple(now)]
    assert [(one.id, one.name) for one in after] == [(one.id, one.name) for one in before]
    entity = replace(board.spans["Ada"][1], label_id=ENTITY.id)
    board.decide(board.cases()[1], Took.NEW, entity)
    assert [one.span_ids for one in board.groups()] == [(now[0],), (now[0],)]
    board.decide(board.cases()[0], Took.NONE)
    assert board.groups() == ()
    left = board.decision()
    assert (left.id, left.took, left.gold_groups) == (made.id, Took.NONE, ())
    board.project.undo(board.lead.id)
    assert board.decision().took is Took.NEW


def test_a_written_group_keeps_its_id_and_takes_what_stands_already(board: Board) -> None:
    ada = board.group(board.ada, "Where", "Paris", "Rome")
    board.places(Took.A, Took.A)
    by_hand = board.of_gold("By hand", "Paris", "Rome")
    board.by_lead(make_group(by_hand))
    taken = board.take(Took.A, [ada], [])
    (own,) = (one for one in board.groups() if one.id in taken.gold_groups)
    made = board.take(Took.NEW, [ada], [], replace(own, name="Town"))
    assert made.gold_groups == (own.id,)
    assert [one.name for one in board.groups()] == ["By hand", "Town"]
    made = board.take(Took.NEW, [ada], [], replace(board.of_gold("By hand", "Paris", "Rome")))
    assert (made.gold_groups, len(board.groups())) == ((by_hand.id,), 1)
    board.by_lead(reopen([made.id]))
    assert board.groups() == ()


def test_groups_of_gold_edited_by_hand_are_what_the_lead_wrote(board: Board) -> None:
    ada = board.group(board.ada, "Where", "Paris", "Rome", omits=board.third)
    board.places(Took.A, Took.A)
    (own_id,) = board.take(Took.A, [ada], []).gold_groups
    (own,) = board.groups()
    board.by_lead(set_group_note(own, "no matter"))
    assert board.decision().took is Took.A
    edits = (
        rename_group(own, "Town"),
        set_value(own, own.members[0], "here"),
        add_members(own, [Member(board.second.id)]),
        remove_spans([own.members[0].span_id]),
    )
    for number, edit in enumerate(edits):
        board.by_lead(edit)
        decision = board.decision()
        assert (decision.took, decision.gold_groups) == (
            (Took.A if number == 3 else Took.NEW),
            (own_id,),
        )
        board.project.undo(board.lead.id)
        assert board.decision().took is Took.A
    board.by_lead(split_off(own, own.members[:1], "one"))
    assert len(board.decision().gold_groups) == 2
    first, second = board.groups()
    board.by_lead(merge_groups([second, first]))
    assert board.decision().gold_groups == (second.id,)
    free = board.of_gold("Free", "x")
    board.by_lead(make_group(replace(free, members=(Member(board.second.id),))))
    (merged,) = (one for one in board.groups() if one.id == second.id)
    board.by_lead(move_members(merged, merged.members, free))
    assert (board.decision().took, board.decision().gold_groups) == (Took.NEW, (free.id,))
    board.by_lead(remove_group(free))
    assert (board.decision().took, board.decision().gold_groups) == (Took.NONE, ())
    assert board.decision().by == board.lead.id


def test_spans_of_gold_edited_by_hand_take_groups_that_were_taken_along(board: Board) -> None:
    ada = board.group(board.ada, "Where", "Paris", "Rome", omits=board.third)
    board.places(Took.A, Took.A)
    board.take(Took.A, [ada], [])
    here = board.gold_span(board.article)
    board.by_lead(resize_span(here, [(0, 30)]))
    assert board.names() == [("Where", ["Paris", "Rome", ""])]
    board.by_lead(resize_span(here, [(20, 30)]))
    assert board.names() == [("Where", ["Rome", ""])]
    board.by_lead(resize_span(here, [(0, 4)]))
    board.by_lead(relabel_span(here, QUOTE))
    assert board.names() == [("Where", ["Paris", "Rome", ""])]
    beside = new_span(board.article.id, board.gold.id, QUOTE, [(4, 9)])
    board.decide(board.cases()[0], Took.NEW, replace(here, label_id=QUOTE.id), beside)
    spans = board.project.spans(board.article.id, board.gold.id)
    board.by_lead(merge_spans(spans))
    assert board.names() == [("Where", ["Paris", "Rome", ""])]
    board.by_lead(remove_spans([spans[0].id]))
    assert board.names() == [("Where", ["Rome", ""])]
    assert board.decision().took is Took.A


def test_stale_decisions_leave_gold_as_it_is_until_they_are_made_anew(board: Board) -> None:
    ada = board.group(board.ada, "Where", "Paris", "Rome", omits=board.third)
    board.places(Took.A, Took.A)
    made = board.take(Took.A, [ada], [])
    board.project.apply(rename_group(ada, "Which town"), board.ada.id)
    board.places(Took.B, Took.NONE)
    here = board.gold_span(board.article)
    (group,) = board.groups()
    assert (group.name, group.span_ids, len(group.members)) == ("Where", (here.id,), 2)
    board.decide(board.cases()[1], Took.A)
    assert [name for name, _ in board.names()] == ["Where"]
    again = board.take(Took.A, board.project.groups_of(ada.span_ids), [])
    assert again.id == made.id
    assert board.names() == [("Which town", ["Paris", "Rome", ""])]


def test_what_came_along_before_stays_until_something_is_decided(board: Board) -> None:
    ada = board.group(board.ada, "Where", "Paris", "Rome")
    bob = board.group(board.bob, "Where", "Paris", "Rome")
    board.places(Took.A, Took.A)
    old = replace(board.of_gold("Old", "a", "b"), id=named_id("came along", board.gold.id, ada.id))
    board.by_lead(make_group(old))
    board.places(Took.B, Took.A)
    assert board.names() == [("Old", ["a", "b"])]
    board.take(Took.B, [ada], [bob])
    assert board.names() == [("Where", ["Paris", "Rome"])]
    board.take(Took.NONE, [ada], [bob])
    assert board.groups() == ()


def test_a_group_that_two_decisions_say_stays_until_neither_does(board: Board) -> None:
    ada = board.group(board.ada, "Where", "Paris", "Rome")
    bob = board.group(board.bob, "Venue", "Paris", "Rome")
    cyd = board.group(board.bob, "Other", "", "")
    board.places(Took.A, Took.A)
    first = board.take(Took.A, [ada], [bob])
    second = board.take_beside(Took.A, [ada], [cyd])
    assert second.gold_groups == first.gold_groups
    board.by_lead(reopen([first.id]))
    assert len(board.groups()) == 1
    (own,) = board.groups()
    board.by_lead(rename_group(own, "By hand"))
    third = board.take_beside(Took.A, [ada], [bob])
    assert board.names() == [("By hand", ["Paris", "Rome"]), ("Where", ["Paris", "Rome"])]
    assert set(third.gold_groups).isdisjoint(second.gold_groups)
    board.places(Took.B, Took.B)
    assert len({one.span_ids for one in board.groups()}) == 1
    board.by_lead(reopen([second.id]))
    assert board.names() == [("Where", ["Paris", "Rome"])]


def test_changes_of_the_scheme_make_no_decision_about_groups_stale(board: Board) -> None:
    ada = board.group(board.ada, "Where", "Paris", "Rome", omits=board.third)
    more = board.mark(board.ada, QUOTE, 0, 9)
    board.project.apply(add_members(ada, [Member(more.article_id, more.id)]), board.ada.id)
    (ada,) = board.project.groups_of([more.id])
    for case in board.cases():
        board.decide(case, Took.A if case.a else Took.B)
    made = board.take(Took.A, [ada], [])
    assert len(board.groups()[0].members) == 4
    board.by_lead(merge_labels(QUOTE, CLAIM))
    (ada,) = board.project.groups_of([ada.members[0].span_id])
    (group,) = board.groups()
    assert (len(ada.members), len(group.members)) == (3, 3)
    decision = board.decision()
    assert decision.ground == group_ground([ada], []) != made.ground
    assert replace(decision, ground=made.ground) == made
    scheme = board.project.scheme()
    narrower = replace(CONFLICT, members=("entity",))
    kinds = tuple(narrower if one.name == "conflict" else one for one in scheme.relations)
    board.by_lead(save_scheme(replace(scheme, relations=kinds)))
    assert board.groups() == ()
    board.project.undo(board.lead.id)
    assert board.groups() == (group,)


def test_groups_say_nothing_about_whether_an_article_is_done(board: Board) -> None:
    ada = board.group(board.ada, "Where", "Paris", "Rome")
    for who in (board.ada, board.bob):
        for article in (board.article, board.second):
            board.say(who, Status.DONE, article)
    board.places(Took.A, Took.A)
    status = board.project.reading(board.article.id, board.gold.id).status
    assert status is Status.DONE
    made = board.take(Took.NONE, [ada], [])
    board.by_lead(reopen([made.id]))
    assert board.project.reading(board.article.id, board.gold.id).status is Status.DONE
    attributes = (AttributeValue("strength", "hard"),)
    written = replace(board.of_gold("Where", "", ""), attributes=attributes)
    board.take(Took.NEW, [ada], [], written)
    assert board.groups()[0].attributes == attributes


def _adding(groups: Sequence[Group]) -> Edit:
    return Edit("group", lambda work: work.groups.add(groups))


def test_many_groups_take_few_queries(board: Board) -> None:
    made: dict[str, list[Group]] = {}
    for who in (board.ada, board.bob):
        spans = [
            new_span(board.article.id, who.id, ENTITY, [(n, n + 1)]) for n in range(len(TEXT) - 1)
        ]
        pairs = [(one, other) for n, one in enumerate(spans) for other in spans[:n]][:500]
        made[who.name] = [
            new_group(
                SAME_AS,
                str(n),
                board.article.story_id,
                who.id,
                [Member(span.article_id, span.id) for span in pair],
            )
            for n, pair in enumerate(pairs)
        ]
        board.project.apply(add_spans(spans, "mark"), who.id)
        board.project.apply(_adding(made[who.name]), who.id)
    matters = [
        Matter(
            board.gold.id,
            board.article.id,
            board.ada.id,
            board.bob.id,
            ground=group_ground([one], [other]),
            a_groups=(one.id,),
            b_groups=(other.id,),
        )
        for one, other in zip(made["Ada"], made["Bob"], strict=True)
    ]
    places = [case.matter for case in board.cases() if case.agreed]
    numbers = []
    for edit, there in (
        (accept_agreed(matters, board.lead.id), 0),
        (accept_agreed(places, board.lead.id), 500),
        (None, 0),
    ):
        if edit is None:
            edit = reopen([one.id for one in board.project.decisions() if one.a_spans])
        with counting() as statements:
            board.by_lead(edit)
        numbers.append(len(statements))
        assert len(board.groups()) == there
    assert max(numbers) < 150
