"""Deciding between two people: gold gets what was taken, and what they said stays."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.adjudicating import agreed, figures, me_and_gold, standing
from annotator.agree.classes import Kind
from annotator.edits.adjudication import accept_agreed, add_gold, decide, reopen, say_why
from annotator.edits.relations import link
from annotator.edits.schemes import (
    merge_labels,
    rename_attribute,
    retire_label,
    save_scheme,
    with_label_renamed,
)
from annotator.edits.spans import (
    new_span,
    relabel_span,
    remove_spans,
    resize_span,
    set_attribute,
    set_note,
)
from annotator.errors import BadInput, EditRefused
from annotator.model.decision import Reason, Took
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.span import Origin
from annotator.project import Project
from tests.annotator.adjudicating.table import Table
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, SAID_BY, SCHEME, add_article


@pytest.fixture
def table(project: Project) -> Table:
    return Table(project)


def test_taking_one_side_puts_its_span_into_gold_and_leaves_both_sides_alone(table: Table) -> None:
    a = table.mark(table.ada, QUOTE, 0, 9)
    table.project.apply(set_note(a, "mine"), table.ada.id)
    b = table.mark(table.bob, QUOTE, 0, 12)
    (case,) = table.cases()
    assert (case.kind, case.decided, case.agreed) == (Kind.OTHER_BOUNDARY, False, False)
    before = [table.project.spans(table.article.id, who.id) for who in (table.ada, table.bob)]
    table.decide(case, Took.A, reason=Reason.BOUNDARY_CONVENTION, note=" no blank ", gap=True)
    (gold,) = table.project.spans(table.article.id, table.gold.id)
    assert (gold.fragments, gold.attributes) == (a.fragments, a.attributes)
    assert (gold.origin, gold.source, gold.note) == (Origin.DECISION, "Ada", "")
    assert [
        table.project.spans(table.article.id, who.id) for who in (table.ada, table.bob)
    ] == before
    (case,) = table.cases()
    decision = case.decision
    assert decision is not None
    assert case.decided
    assert (decision.a_spans, decision.b_spans) == ((a.id,), (b.id,))
    assert decision.gold_spans == (gold.id,)
    assert (decision.reason, decision.note, decision.gap) == (
        Reason.BOUNDARY_CONVENTION,
        "no blank",
        True,
    )
    assert decision.by == table.lead.id
    assert decision.at
    assert table.project.faults() == ()


def test_everything_about_a_decision_is_undone_and_done_again(table: Table) -> None:
    table.mark(table.ada, QUOTE, 0, 9)
    table.mark(table.bob, CLAIM, 0, 9)
    table.decide(table.cases()[0], Took.BOTH)
    assert len(table.in_gold()) == 2
    table.project.undo(table.lead.id)
    assert (table.in_gold(), table.cases()[0].decision) == ([], None)
    table.project.redo(table.lead.id)
    assert len(table.in_gold()) == 2
    assert table.cases()[0].decided


def test_deciding_again_replaces_what_the_first_decision_put_into_gold(table: Table) -> None:
    table.mark(table.ada, QUOTE, 0, 9)
    table.mark(table.bob, CLAIM, 0, 12)
    table.decide(table.cases()[0], Took.A)
    first = table.cases()[0].decision
    table.decide(table.cases()[0], Took.B)
    second = table.cases()[0].decision
    assert first is not None
    assert second is not None
    assert first.id == second.id
    assert table.in_gold() == [(0, 12, CLAIM.id)]
    table.decide(table.cases()[0], Took.NONE)
    assert table.in_gold() == []
    assert table.cases()[0].decided
    table.project.undo(table.lead.id)
    assert table.in_gold() == [(0, 12, CLAIM.id)]


def test_a_new_one_is_written_and_a_decision_taken_back(table: Table) -> None:
    table.mark(table.ada, QUOTE, 0, 9)
    (case,) = table.cases()
    written = new_span(table.article.id, table.lead.id, ENTITY, [(15, 18)])
    table.decide(case, Took.NEW, written)
    assert table.in_gold() == [(15, 18, ENTITY.id)]
    (case,) = table.cases()
    assert case.decision is not None
    table.project.apply(reopen([case.decision.id]), table.lead.id)
    assert (table.in_gold(), table.cases()[0].decision) == ([], None)


def test_what_cannot_be_decided_is_a_sentence(table: Table) -> None:
    a = table.mark(table.ada, QUOTE, 0, 9)
    (case,) = table.cases()
    with pytest.raises(EditRefused, match="nothing to take"):
        table.decide(case, Took.B)
    with pytest.raises(EditRefused, match="nothing to take"):
        table.decide(case, Took.BOTH)
    with pytest.raises(EditRefused, match="do not say the same"):
        table.project.apply(accept_agreed([case.matter], table.lead.id), table.lead.id)
    with pytest.raises(EditRefused, match="Write what gold"):
        table.decide(case, Took.NEW)
    with pytest.raises(EditRefused, match="gold annotator"):
        table.project.apply(decide([case.matter.in_gold("")], Took.A, table.lead.id))
    table.project.apply(resize_span(a, [(0, 12)]), table.ada.id)
    with pytest.raises(EditRefused, match="changed since you looked"):
        table.decide(case, Took.A)
    with pytest.raises(BadInput, match="two different"):
        table.cases(table.ada, table.ada)
    with pytest.raises(BadInput, match="one of the two"):
        table.cases(table.ada, table.gold)


def test_a_decision_goes_stale_when_either_says_something_else(table: Table) -> None:
    a = table.mark(table.ada, QUOTE, 0, 9)
    b = table.mark(table.bob, CLAIM, 0, 9)
    table.decide(table.cases()[0], Took.A)
    changes = (
        (resize_span(a, [(0, 12)]), table.ada),
        (set_attribute(a, "kind", ["part"]), table.ada),
        (relabel_span(b, ENTITY), table.bob),
        (remove_spans([b.id]), table.bob),
    )
    for edit, who in changes:
        assert table.cases()[0].decided
        table.project.apply(edit, who.id)
        (case,) = table.cases()
        assert (case.stale, case.decided) == (True, False)
        assert standing([case]).stale == 1
        table.project.undo(who.id)
    table.project.apply(set_note(a, "no matter"), table.ada.id)
    assert table.cases()[0].decided
    for span, who in ((a, table.ada), (b, table.bob)):
        table.project.apply(remove_spans([span.id]), who.id)
    nothing, gone = table.cases()
    assert gone.gone
    assert nothing.decision is None
    table.project.apply(reopen([gone.matter.replaces[0]]), table.lead.id)
    assert [case.gone for case in table.cases()] == [False]
    assert table.in_gold() == []


def test_a_stale_decision_is_made_anew(table: Table) -> None:
    a = table.mark(table.ada, QUOTE, 0, 9)
    table.mark(table.bob, CLAIM, 0, 9)
    table.decide(table.cases()[0], Took.A)
    table.project.apply(resize_span(a, [(0, 12)]), table.ada.id)
    table.decide(table.cases()[0], Took.A)
    assert table.in_gold() == [(0, 12, QUOTE.id)]
    assert [case.decided for case in table.cases()] == [True]
    assert len(table.project.decisions()) == 1


def test_what_both_say_is_accepted_in_one_step(table: Table) -> None:
    for who in (table.ada, table.bob):
        table.mark(who, QUOTE, 0, 9)
        table.mark(who, ENTITY, 15, 18)
    other = table.mark(table.bob, CLAIM, 31, 40)
    ready = agreed(table.cases())
    assert len(ready) == 2
    edit = accept_agreed([case.matter for case in ready], table.lead.id)
    table.project.apply(edit, table.lead.id)
    assert table.in_gold() == [(0, 9, QUOTE.id), (15, 18, ENTITY.id)]
    spans = table.project.spans(table.article.id, table.gold.id)
    assert {(s.origin, s.source) for s in spans} == {(Origin.AGREED, "Ada and Bob")}
    left = [case for case in table.cases() if not case.decided]
    assert [case.b[0].id for case in left] == [other.id]
    table.project.undo(table.lead.id)
    assert (table.in_gold(), table.project.decisions()) == ([], ())


def test_the_same_place_with_other_attributes_is_a_disagreement(table: Table) -> None:
    a = table.mark(table.ada, QUOTE, 0, 9)
    table.mark(table.bob, QUOTE, 0, 9)
    table.project.apply(set_attribute(a, "kind", ["part"]), table.ada.id)
    (case,) = table.cases()
    assert (case.kind, case.attributes, case.agreed) == (Kind.SAME, ("kind",), False)
    with pytest.raises(EditRefused, match="take one of the two"):
        table.decide(case, Took.BOTH)
    table.decide(case, Took.A)
    (gold,) = table.project.spans(table.article.id, table.gold.id)
    assert gold.values("kind") == ("part",)
    table.decide(table.cases()[0], Took.B)
    (other,) = table.project.spans(table.article.id, table.gold.id)
    assert (other.id, other.values("kind")) == (gold.id, ("whole",))


def test_a_span_that_the_other_split_is_one_case(table: Table) -> None:
    whole = table.mark(table.ada, QUOTE, 0, 20)
    parts = [table.mark(table.bob, QUOTE, 0, 9), table.mark(table.bob, QUOTE, 10, 20)]
    (case,) = table.cases()
    assert (case.split, [s.id for s in case.b]) == (True, [s.id for s in parts])
    table.decide(case, Took.B)
    assert table.in_gold() == [(0, 9, QUOTE.id), (10, 20, QUOTE.id)]
    (mirrored,) = table.cases(table.bob, table.ada)
    assert mirrored.decision is not None
    assert (mirrored.decision.took, mirrored.decided) == (Took.A, True)
    assert [s.id for s in mirrored.b] == [whole.id]


def test_links_come_along_when_both_ends_are_in_gold(table: Table) -> None:
    quote, name = table.mark(table.ada, QUOTE, 0, 9), table.mark(table.ada, ENTITY, 15, 18)
    table.project.apply(link(SAID_BY, quote, name), table.ada.id)
    table.mark(table.bob, QUOTE, 0, 9)
    table.mark(table.bob, ENTITY, 15, 29)
    about_quote, about_name = table.cases()
    assert about_quote.links
    table.decide(about_quote, Took.A)
    assert table.project.relations_in(table.article.id, table.gold.id) == ()
    table.decide(about_name, Took.B)
    (joined,) = table.project.relations_in(table.article.id, table.gold.id)
    spans = {s.id: s for s in table.project.spans(table.article.id, table.gold.id)}
    assert (spans[joined.head_id].end, spans[joined.child_id].end) == (9, 29)
    table.decide(table.cases()[0], Took.B)
    assert table.project.relations_in(table.article.id, table.gold.id) == ()
    table.project.undo(table.lead.id)
    assert len(table.project.relations_in(table.article.id, table.gold.id)) == 1
    table.decide(table.cases()[1], Took.NONE)
    assert table.project.relations_in(table.article.id, table.gold.id) == ()
    assert table.project.faults() == ()


def test_an_article_without_any_spans_is_decided_too(table: Table) -> None:
    table.done()
    (case,) = table.cases()
    assert (case.row, case.kind, case.agreed) == (None, None, True)
    table.decide(case, Took.NONE)
    reading = table.project.reading(table.article.id, table.gold.id)
    assert reading.status is Status.DONE
    assert table.cases()[0].decided
    table.mark(table.bob, QUOTE, 0, 9)
    found = table.cases()
    assert [(case.gone, case.decided) for case in found] == [(False, False), (True, False)] or [
        (case.gone, case.decided) for case in found
    ] == [(True, False), (False, False)]
    table.decide(next(case for case in found if case.row), Took.B)
    assert [case.decided for case in table.cases()] == [True]


def test_gold_is_done_when_everything_is_decided(table: Table) -> None:
    table.mark(table.ada, QUOTE, 0, 9)
    table.mark(table.bob, CLAIM, 31, 40)
    table.done()
    for case, status in zip(table.cases(), (Status.IN_PROGRESS, Status.DONE), strict=True):
        table.decide(case, Took.NONE)
        assert table.project.reading(table.article.id, table.gold.id).status is status
    table.project.apply(reopen([table.project.decisions()[0].id]), table.lead.id)
    reading = table.project.reading(table.article.id, table.gold.id)
    assert reading.status is Status.IN_PROGRESS


def test_what_gold_decided_between_others_is_respected(table: Table) -> None:
    cleo = Annotator(new_id(), "Cleo")
    table.project.add_annotator(cleo)
    table.mark(table.ada, QUOTE, 0, 9)
    table.mark(table.bob, CLAIM, 0, 9)
    table.mark(cleo, QUOTE, 0, 9)
    table.mark(cleo, CLAIM, 31, 40)
    table.decide(table.cases()[0], Took.A)
    same, alone = table.cases(table.ada, cleo)
    assert (same.elsewhere, same.decided) == (True, True)
    assert alone.decision is None
    place, alone = table.cases(cleo, table.bob)
    assert (place.elsewhere, place.decided) == (True, True)
    table.decide(place, Took.B)
    assert table.in_gold() == [(0, 9, CLAIM.id)]
    assert len(table.project.decisions()) == 1


def test_what_the_lead_does_to_gold_by_hand_counts_as_written(table: Table) -> None:
    table.mark(table.ada, QUOTE, 0, 9)
    table.mark(table.bob, CLAIM, 0, 9)
    table.decide(table.cases()[0], Took.BOTH)
    first, second = table.project.spans(table.article.id, table.gold.id)
    table.project.apply(resize_span(first, [(0, 12)]), table.lead.id)
    decision = table.cases()[0].decision
    assert decision is not None
    assert (decision.took, set(decision.gold_spans)) == (Took.NEW, {first.id, second.id})
    table.project.apply(remove_spans([first.id, second.id]), table.lead.id)
    decision = table.cases()[0].decision
    assert decision is not None
    assert (decision.took, decision.gold_spans) == (Took.NONE, ())
    assert table.cases()[0].decided
    assert table.project.faults() == ()


def test_undo_of_a_decision_is_refused_once_somebody_else_changed_its_span(table: Table) -> None:
    table.mark(table.ada, QUOTE, 0, 9)
    table.decide(table.cases()[0], Took.A)
    (gold,) = table.project.spans(table.article.id, table.gold.id)
    table.project.apply(set_note(gold, "kept"), table.gold.id)
    with pytest.raises(EditRefused, match="since"):
        table.project.undo(table.lead.id)
    assert table.cases()[0].decided


def test_why_it_was_decided_can_be_said_later(table: Table) -> None:
    table.mark(table.ada, QUOTE, 0, 9)
    table.decide(table.cases()[0], Took.A)
    decision = table.cases()[0].decision
    assert decision is not None
    edit = say_why(decision.id, reason=Reason.SLIP, note="x", gap=True)
    table.project.apply(edit, table.lead.id)
    (said,) = table.project.decisions()
    assert (said.reason, said.note, said.gap, said.took) == (Reason.SLIP, "x", True, Took.A)
    figure = figures(table.cases())
    assert (figure.whole.finished, figure.took) == (True, {"A": 1})


def test_gold_of_one_name_is_the_same_in_two_copies(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", SCHEME) as project:
        project.apply(add_gold("gold"))
        project.apply(add_gold("gold"))
        assert len(project.golds()) == 1
        first = project.gold("gold")
        project.undo(None)
        project.apply(add_gold("gold"))
        assert project.gold("gold") == first


def test_a_change_of_the_scheme_makes_nothing_stale(table: Table) -> None:
    table.mark(table.ada, QUOTE, 0, 9)
    table.mark(table.bob, CLAIM, 0, 12)
    table.mark(table.bob, ENTITY, 15, 18)
    for _ in range(2):
        table.decide(next(c for c in table.cases() if not c.decided), Took.B)
    assert all(case.decided for case in table.cases())
    table.project.apply(rename_attribute(QUOTE, "kind", "sort"))
    assert all(case.decided for case in table.cases())
    table.project.apply(merge_labels(CLAIM, QUOTE))
    assert all(case.decided for case in table.cases())
    assert (0, 12, QUOTE.id) in table.in_gold()
    table.project.apply(retire_label(ENTITY))
    assert all(case.decided for case in table.cases())
    assert table.project.faults() == ()
    for _ in range(3):
        table.project.undo("")
    assert all(case.decided for case in table.cases())


def test_two_spans_that_a_merge_makes_one_stay_decided(table: Table) -> None:
    for label in (QUOTE, CLAIM):
        table.mark(table.ada, label, 0, 9)
    for case in table.cases():
        table.decide(case, Took.A)
    table.project.apply(merge_labels(CLAIM, QUOTE))
    assert table.in_gold() == [(0, 9, QUOTE.id)]
    assert [span.label_id for span in table.project.spans(table.article.id, table.ada.id)]
    assert table.project.faults() == ()
    table.project.undo("")
    assert len(table.in_gold()) == 2
    assert all(case.decided for case in table.cases())


def test_cases_know_what_labels_are_called_now(table: Table) -> None:
    table.mark(table.ada, QUOTE, 0, 9)
    (case,) = table.cases()
    assert case.row is not None
    assert case.row.marks[0].label == "quote"
    scheme = with_label_renamed(table.project.scheme(), "quote", "speech")
    labels = tuple(
        replace(one, name="speech") if one.id == QUOTE.id else one for one in scheme.labels
    )
    table.project.apply(save_scheme(replace(scheme, labels=labels)))
    (case,) = table.cases()
    assert case.row is not None
    assert case.row.marks[0].label == "speech"


def test_each_of_the_two_sees_where_gold_says_otherwise_as_a(table: Table) -> None:
    table.mark(table.ada, QUOTE, 0, 9)
    table.mark(table.bob, CLAIM, 0, 9)
    table.mark(table.bob, ENTITY, 15, 18)
    table.done()
    first, second = table.cases()
    table.decide(first, Took.A, reason=Reason.LABEL_CONFUSION)
    table.decide(second, Took.B)
    ada = me_and_gold(table.project, table.ada, table.gold)
    assert (ada.same, [one.case.kind for one in ada.otherwise]) == (1, [Kind.ONLY_B])
    (missed,) = ada.otherwise
    assert missed.decision is not None
    assert (missed.decision.a_id, missed.decision.took) == (table.ada.id, Took.B)
    bob = me_and_gold(table.project, table.bob, table.gold)
    assert (bob.same, [one.case.kind for one in bob.otherwise]) == (1, [Kind.OTHER_LABEL])
    (other,) = bob.otherwise
    assert other.decision is not None
    assert (other.decision.a_id, other.decision.took) == (table.bob.id, Took.B)
    assert other.decision.reason is Reason.LABEL_CONFUSION
    table.say(table.bob, Status.IN_PROGRESS)
    assert me_and_gold(table.project, table.bob, table.gold).articles == ()
    with pytest.raises(BadInput, match="not done"):
        me_and_gold(table.project, table.bob, table.gold, articles=[table.article.name])


def test_links_across_articles_come_along_too(table: Table) -> None:
    second = add_article(table.project, name="b.txt")
    for who in (table.ada, table.bob):
        table.say(who, Status.IN_PROGRESS, second)
    quote = table.mark(table.ada, QUOTE, 0, 9)
    name = table.mark(table.ada, ENTITY, 15, 18, second)
    table.project.apply(link(SAID_BY, quote, name), table.ada.id)
    table.mark(table.bob, QUOTE, 0, 9)
    table.mark(table.bob, ENTITY, 15, 18, second)
    here, there = table.cases()
    assert here.links
    assert there.agreed
    table.decide(there, Took.A)
    table.decide(here, Took.A)
    (joined,) = table.project.relations_in(table.article.id, table.gold.id)
    assert joined.child_id == table.project.spans(second.id, table.gold.id)[0].id
    decision = table.cases()[1].decision
    assert decision is not None
    table.project.apply(reopen([decision.id]), table.lead.id)
    assert table.project.relations_in(table.article.id, table.gold.id) == ()
    assert table.project.faults() == ()


def test_a_link_that_the_lead_made_in_gold_stays(table: Table) -> None:
    table.mark(table.ada, QUOTE, 0, 9)
    table.mark(table.ada, ENTITY, 15, 18)
    table.mark(table.bob, ENTITY, 31, 34)
    for case in table.cases():
        table.decide(case, Took.A if case.a else Took.B)
    quote, name, _ = table.project.spans(table.article.id, table.gold.id)
    table.project.apply(link(SAID_BY, quote, name), table.lead.id)
    table.decide(table.cases()[2], Took.NONE)
    assert len(table.project.relations_in(table.article.id, table.gold.id)) == 1


def test_several_decisions_take_the_place_of_one(table: Table) -> None:
    table.done()
    table.decide(table.cases()[0], Took.NONE)
    for who in (table.ada, table.bob):
        table.mark(who, QUOTE, 0, 9)
        table.mark(who, ENTITY, 15, 18)
    ready = agreed(table.cases())
    matters = [case.matter for case in ready]
    table.project.apply(accept_agreed([*matters, *matters], table.lead.id), table.lead.id)
    assert len(table.in_gold()) == 2
    assert [case.decided for case in table.cases()] == [True, True]
    assert len(table.project.decisions()) == 2
    table.project.undo(table.lead.id)
    assert [case.gone for case in table.cases()].count(True) == 1
    assert table.project.faults() == ()


def test_a_span_that_two_decisions_say_stays_until_neither_does(table: Table) -> None:
    table.mark(table.ada, QUOTE, 0, 9)
    table.mark(table.ada, CLAIM, 31, 40)
    written = new_span(table.article.id, table.lead.id, QUOTE, [(0, 9)])
    first, second = table.cases()
    table.decide(first, Took.A)
    table.decide(second, Took.NEW, written)
    assert table.in_gold() == [(0, 9, QUOTE.id)]
    for case, left in zip(table.cases(), (1, 0), strict=True):
        assert case.decision is not None
        table.project.apply(reopen([case.decision.id]), table.lead.id)
        assert len(table.in_gold()) == left
