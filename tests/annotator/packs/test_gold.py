"""Gold on two machines, and gold that goes along in packs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.adjudicating import Case, agreed, cases, me_and_gold
from annotator.edits.adjudication import accept_agreed, add_gold, decide
from annotator.edits.plan import calibrate
from annotator.edits.questions import answer_question, ask, new_question
from annotator.edits.readings import set_status
from annotator.edits.spans import add_span, new_span
from annotator.errors import BadInput
from annotator.model.decision import Reason, Took
from annotator.model.reading import Status
from annotator.packs import Keep, merge, pack, resolve, waiting_versions
from annotator.project import Project
from annotator.store.backup import copy_database
from tests.annotator.packs.laptops import article, lead_project, person, starts
from tests.annotator.samples import CLAIM, QUOTE


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Project]:
    """Anna and Ben agree at 0 and differ at 4 and 8, in one article of two."""
    with lead_project(tmp_path / "lead.annotator", "Anna", "Ben", "Cleo", "Lea") as project:
        for name, labels in (("Anna", (CLAIM, CLAIM)), ("Ben", (CLAIM, QUOTE))):
            who = person(project, name).id
            for start, label in ((0, labels[0]), (4, labels[1])):
                span = new_span(article(project).id, who, label, [(start, start + 3)])
                project.apply(add_span(span, label), who)
            project.apply(set_status(article(project).id, who, Status.DONE), who)
        span = new_span(article(project).id, person(project, "Ben").id, CLAIM, [(8, 13)])
        project.apply(add_span(span, CLAIM), person(project, "Ben").id)
        project.apply(add_gold(), person(project, "Lea").id)
        yield project


def on_another_machine(project: Project) -> Path:
    other = project.path.with_name("other.annotator")
    copy_database(project.path, other)
    return other


def open_cases(project: Project) -> list[Case]:
    (gold,) = [one for one in project.golds() if one.name == "gold"]
    found = cases(project, person(project, "Anna"), person(project, "Ben"), gold)
    return [case for case in found if not case.decided]


def take_over(project: Project) -> None:
    by = person(project, "Lea").id
    ready = agreed(open_cases(project))
    project.apply(accept_agreed([case.matter for case in ready], by), by)


def take(project: Project, *took: Took) -> None:
    by = person(project, "Lea").id
    for one, case in zip(took, open_cases(project), strict=False):
        edit = decide([case.matter], one, by, reason=Reason.SLIP, note="look twice")
        project.apply(edit, by)


def gold_of(project: Project) -> str:
    (gold,) = [one for one in project.golds() if one.name == "gold"]
    return gold.id


def test_what_was_decided_on_another_machine_comes_back_with_its_decisions(lead: Project) -> None:
    other = on_another_machine(lead)
    with Project.open(other) as elsewhere:
        take_over(elsewhere)
        take(elsewhere, Took.B)
        decided = elsewhere.decisions()
    report = merge(lead, [other])
    assert report.complete
    assert lead.decisions() == decided
    assert starts(lead, gold_of(lead)) == [0, 4]
    assert len(open_cases(lead)) == 1
    assert lead.faults() == ()
    lead.undo(None)
    assert lead.decisions() == ()
    assert merge(lead, [other]).complete
    assert lead.decisions() == decided


def test_two_leads_who_decide_alike_have_decided_once(lead: Project) -> None:
    other = on_another_machine(lead)
    with Project.open(other) as elsewhere:
        take_over(elsewhere)
    take_over(lead)
    merge(lead, [other])
    assert waiting_versions(lead) == ()
    assert len(lead.decisions()) == 1
    assert lead.faults() == ()


def test_two_leads_who_decide_otherwise_have_two_versions_of_gold(lead: Project) -> None:
    other = on_another_machine(lead)
    with Project.open(other) as elsewhere:
        take_over(elsewhere)
        take(elsewhere, Took.B)
    take_over(lead)
    take(lead, Took.A, Took.NONE)
    merge(lead, [other])
    (waiting,) = waiting_versions(lead)
    assert (waiting.annotator, len(lead.golds())) == ("gold", 2)
    assert {len(lead.decisions(gold_id=one.id)) for one in lead.golds()} == {2, 3}
    assert lead.faults() == ()
    lead.apply(resolve(lead, waiting.version_id, Keep.BOTH))
    assert len(lead.decisions(gold_id=gold_of(lead))) == 3
    assert len(lead.decisions()) == 3
    assert open_cases(lead) == []
    says = {i for one in lead.decisions() for i in one.gold_spans}
    assert {one.id for one in lead.spans(article(lead).id, gold_of(lead))} == says
    assert lead.faults() == ()
    lead.undo(None)
    lead.apply(resolve(lead, waiting.version_id, Keep.SECOND))
    assert {one.took for one in lead.decisions()} >= {Took.AGREED}
    assert lead.faults() == ()


@pytest.fixture
def decided(lead: Project) -> Project:
    take_over(lead)
    take(lead, Took.B, Took.NONE)
    assert lead.reading(article(lead).id, gold_of(lead)).status is Status.DONE
    return lead


def packed_for(project: Project, name: str, out: Path) -> Path:
    pack(project, out, annotator=person(project, name))
    return out


def test_a_pack_holds_neither_decisions_nor_gold(decided: Project, tmp_path: Path) -> None:
    with Project.open(packed_for(decided, "Anna", tmp_path / "a.annotator")) as anna:
        assert (anna.decisions(), anna.golds()) == ((), ())


def test_gold_of_a_story_to_calibrate_with_is_shown_once_somebody_is_done(
    decided: Project, tmp_path: Path
) -> None:
    story = decided.stories()[0].id
    changes = decided.apply(calibrate([story]))
    assert changes.plan
    assert decided.calibration() == {story}
    with Project.open(packed_for(decided, "Cleo", tmp_path / "c.annotator")) as cleo:
        me = person(cleo, "Cleo")
        (gold,) = cleo.golds()
        assert [one.name for one in cleo.annotators()] == ["Cleo", "gold"]
        here = article(cleo)
        assert all(span.source == "" for span in cleo.spans(here.id, gold.id))
        assert me_and_gold(cleo, me, gold).articles == ()
        with pytest.raises(BadInput, match="after “Done”"):
            me_and_gold(cleo, me, gold, articles=[here.name])
        assert cases(cleo, me, gold, None, unfinished=True) == ()
        span = new_span(here.id, me.id, CLAIM, [(0, 3)])
        cleo.apply(add_span(span, CLAIM), me.id)
        cleo.apply(set_status(here.id, me.id, Status.DONE), me.id)
        found = me_and_gold(cleo, me, gold, articles=[here.name])
        assert ([one.name for one in found.articles], found.same) == ([here.name], 1)
        (other,) = found.otherwise
        assert other.decision is not None
        assert (other.decision.reason, other.decision.note) == (Reason.SLIP, "look twice")
        assert (other.decision.a_id, other.decision.b_id, other.decision.by) == ("", "", "")
        assert other.decision.spans == ()
        assert cleo.faults() == ()
    before = decided.decisions()
    assert merge(decided, [tmp_path / "c.annotator"]).complete
    assert decided.decisions() == before
    assert starts(decided, person(decided, "Cleo").id) == [0]
    assert waiting_versions(decided) == ()
    decided.apply(calibrate([story], calibration=False))
    with Project.open(packed_for(decided, "Ben", tmp_path / "b.annotator")) as ben:
        assert ben.golds() == ()


def test_gold_that_answered_a_question_is_in_a_pack_once(decided: Project, tmp_path: Path) -> None:
    decided.apply(calibrate([decided.stories()[0].id]))
    anna, gold = person(decided, "Anna").id, gold_of(decided)
    question = new_question(article(decided).id, anna, "Is it?")
    decided.apply(ask(question), anna)
    decided.apply(answer_question(question.id, "Yes.", gold), gold)
    with Project.open(packed_for(decided, "Anna", tmp_path / "a.annotator")) as mine:
        assert [one.id for one in mine.golds()] == [gold]


def test_a_second_version_of_gold_stays_at_home(lead: Project, tmp_path: Path) -> None:
    other = on_another_machine(lead)
    with Project.open(other) as elsewhere:
        take_over(elsewhere)
        take(elsewhere, Took.B, Took.B)
    take_over(lead)
    take(lead, Took.A, Took.NONE)
    merge(lead, [other])
    assert len(lead.golds()) == 2
    lead.apply(calibrate([lead.stories()[0].id]))
    with Project.open(packed_for(lead, "Cleo", tmp_path / "c.annotator")) as cleo:
        assert [one.name for one in cleo.golds()] == ["gold"]


def test_whoever_was_decided_about_sees_what_was_made_of_their_own_spans(
    decided: Project, tmp_path: Path
) -> None:
    decided.apply(calibrate([decided.stories()[0].id]))
    for name, number in (("Anna", 1), ("Ben", 1)):
        with Project.open(packed_for(decided, name, tmp_path / f"{name}.annotator")) as mine:
            me, (gold,) = person(mine, name), mine.golds()
            found = me_and_gold(mine, me, gold)
            assert len(found.otherwise) == number
            assert all(one.decision is not None for one in found.otherwise)
            others = {"Anna", "Ben"} - {name}
            text = repr(mine.decisions()) + repr(mine.spans(article(mine).id, gold.id))
            assert not any(person(decided, one).id in text for one in others)
            assert mine.faults() == ()
