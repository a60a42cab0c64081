"""What was decided about groups on two machines, and what packs hold of it."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.adjudicating import Case, GroupCase, agreed, cases, find_group_cases
from annotator.edits.adjudication import accept_agreed, add_gold, decide, gold_id
from annotator.edits.edit import Edit
from annotator.edits.groups import make_group, new_group
from annotator.edits.plan import calibrate
from annotator.edits.readings import set_status
from annotator.edits.schemes import save_scheme
from annotator.edits.spans import add_span, new_span
from annotator.model.decision import Decision, Took
from annotator.model.group import Member
from annotator.model.reading import Status
from annotator.model.scheme import RelationKind
from annotator.packs import Keep, merge, pack, resolve, waiting_versions
from annotator.packs.differing import differences, two_versions
from annotator.project import Project
from annotator.store.backup import copy_database
from tests.annotator.packs.laptops import WORDS, article, lead_project, person
from tests.annotator.samples import CLAIM, SCHEME, article_for

CONFLICT = RelationKind("conflict", is_set=True, members=("claim",), member_value=True)
HERE, THERE = 0, 1
"""The two articles."""


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Project]:
    """Anna and Ben mark the same, and group it in one way at 4, with different names at 0."""
    with lead_project(tmp_path / "lead.annotator", "Anna", "Ben", "Cleo", "Lea") as project:
        project.apply(save_scheme(replace(SCHEME, relations=(*SCHEME.relations, CONFLICT))))
        for name, called in (("Anna", "Where"), ("Ben", "The venue")):
            who = person(project, name).id
            for start, group in ((0, called), (4, "Who")):
                members = [mark(project, who, number, start) for number in (HERE, THERE)]
                made = new_group(CONFLICT, group, article(project).story_id, who, members)
                project.apply(make_group(made), who)
            for number in (HERE, THERE):
                project.apply(set_status(article(project, number).id, who, Status.DONE), who)
        project.apply(add_gold(), person(project, "Lea").id)
        yield project


def mark(project: Project, who: str, number: int, start: int) -> Member:
    span = new_span(article(project, number).id, who, CLAIM, [(start, start + 3)])
    project.apply(add_span(span, CLAIM), who)
    return Member(span.article_id, span.id, f"{number}")


def elsewhere(project: Project) -> Path:
    """A copy of the project, on another machine."""
    other = project.path.with_name("other.annotator")
    copy_database(project.path, other)
    return other


def gold_of(project: Project) -> str:
    return gold_id(project.id)


def take_places(project: Project, *numbers: int, took: Took = Took.AGREED) -> None:
    gold = project.gold("gold")
    pair = (person(project, "Anna"), person(project, "Ben"))
    for number in numbers:
        found = cases(project, *pair, gold, articles=[article(project, number).name])
        matters = [case.matter for case in agreed(found)]
        by = person(project, "Lea").id
        edit = accept_agreed(matters, by) if took is Took.AGREED else decide(matters, took, by)
        project.apply(edit, by)


def found_cases(project: Project) -> tuple[Case, ...]:
    pair = (person(project, "Anna"), person(project, "Ben"))
    return cases(project, *pair, project.gold("gold"))


def group_cases(project: Project) -> tuple[GroupCase, ...]:
    pair = (person(project, "Anna"), person(project, "Ben"))
    return find_group_cases(project, *pair, project.gold("gold")).cases


def case_of(project: Project, name: str) -> GroupCase:
    (found,) = [one for one in group_cases(project) if one.a[0].name == name]
    return found


def take_group(project: Project, took: Took, name: str = "Where", **more: object) -> None:
    by = person(project, "Lea").id
    project.apply(decide([case_of(project, name).matter], took, by, **more), by)  # type: ignore[arg-type]


def in_gold(project: Project) -> list[tuple[str, int]]:
    """Names of gold's groups, with the number of their members."""
    groups = project.groups(article(project).story_id, gold_of(project))
    return sorted((one.name, len(one.members)) for one in groups)


def members(project: Project) -> dict[str, set[Member]]:
    groups = project.groups(article(project).story_id, gold_of(project))
    return {one.id: set(one.members) for one in groups}


def about_groups(project: Project) -> list[Decision]:
    return [one for one in project.decisions(gold_id=gold_of(project)) if one.is_about_groups]


def test_what_was_decided_about_groups_elsewhere_comes_back(lead: Project) -> None:
    other = elsewhere(lead)
    with Project.open(other) as copy:
        take_places(copy, HERE, THERE)
        take_group(copy, Took.B)
        take_group(copy, Took.AGREED, "Who")
        decided, groups = copy.decisions(), members(copy)
        assert in_gold(copy) == [("The venue", 2), ("Who", 2)]
    for _ in range(2):
        assert merge(lead, [other]).complete
        assert lead.decisions() == decided
        assert members(lead) == groups
        assert all(one.decided for one in group_cases(lead))
        assert lead.faults() == ()
        lead.undo(None)
        assert lead.decisions() == ()
        assert in_gold(lead) == []


def test_two_leads_who_decide_groups_alike_have_decided_once(lead: Project) -> None:
    other = elsewhere(lead)
    with Project.open(other) as copy:
        for project in (lead, copy):
            take_places(project, HERE, THERE)
            take_group(project, Took.A)
    merge(lead, [other])
    assert waiting_versions(lead) == ()
    assert len(about_groups(lead)) == 1
    assert in_gold(lead) == [("Where", 2)]
    assert lead.faults() == ()


@pytest.mark.parametrize(
    "keep", list(itertools.product(Keep, Keep)), ids=lambda some: "-".join(some)
)
def test_two_leads_who_decide_groups_otherwise_have_two_versions(
    lead: Project, keep: tuple[Keep, Keep]
) -> None:
    other = elsewhere(lead)
    with Project.open(other) as copy:
        for project, took in ((lead, Took.A), (copy, Took.B)):
            take_places(project, HERE, THERE)
            take_group(project, took)
        take_group(copy, Took.AGREED, "Who")
    merge(lead, [other])
    assert lead.faults() == ()
    here, there = waiting_versions(lead)
    assert [here.article, there.article] == ["0.txt", "1.txt"]
    first, second = two_versions(lead, here.version_id)
    text = lead.text(article(lead).id)
    told = [one.what for one in differences(first, second, text, lead.scheme())]
    assert "decisions" in told
    counts = {one.took for one in first.decisions if one.is_about_groups}
    for one, kept in zip((here, there), keep, strict=True):
        lead.apply(resolve(lead, one.version_id, kept))
        assert lead.faults() == ()
    assert waiting_versions(lead) == ()
    wanted = {
        Keep.FIRST: counts,
        Keep.SECOND: {one.took for one in second.decisions if one.is_about_groups},
        Keep.BOTH: counts | {Took.AGREED},
    }[keep[0]]
    assert {one.took for one in about_groups(lead)} == wanted
    decided = dict.fromkeys(i for one in about_groups(lead) for i in one.gold_groups)
    assert all_say(lead, decided)


def test_a_group_that_was_given_up_does_not_come_back_with_another_article(lead: Project) -> None:
    other = elsewhere(lead)
    with Project.open(other) as copy:
        for project, took in ((lead, Took.A), (copy, Took.B)):
            take_places(project, HERE, THERE)
            take_group(project, took)
    merge(lead, [other])
    for one, kept in zip(waiting_versions(lead), (Keep.FIRST, Keep.SECOND), strict=True):
        lead.apply(resolve(lead, one.version_id, kept))
    (decision,) = about_groups(lead)
    assert members(lead).keys() == set(decision.gold_groups)
    assert [number for _, number in in_gold(lead)] == [2]


def all_say(project: Project, decided: dict[str, None]) -> bool:
    """What was decided is in gold whole; what was not kept is not, in that article at least."""
    groups = project.groups(article(project).story_id, gold_of(project))
    assert {len(members(project)[one]) for one in decided} == {2}
    return all(
        member.article_id != article(project).id
        for group in groups
        if group.id not in decided
        for member in group.members
    )


def test_what_was_given_up_in_one_article_is_not_left_behind_in_another(lead: Project) -> None:
    other = elsewhere(lead)
    with Project.open(other) as copy:
        take_places(copy, HERE, THERE)
        take_group(copy, Took.B)
    take_places(lead, HERE)
    take_group(lead, Took.NONE)
    merge(lead, [other])
    (waiting,) = waiting_versions(lead)  # there nothing was decided here
    assert in_gold(lead) == [("The venue", 1)]
    assert lead.faults() == ()
    before = lead.lineage(article(lead, THERE).id, gold_of(lead)).heads
    lead.apply(resolve(lead, waiting.version_id, Keep.FIRST))
    assert in_gold(lead) == []
    after = lead.lineage(article(lead, THERE).id, gold_of(lead)).heads
    assert after[:-1] == before  # which the other machine takes as newer
    assert lead.faults() == ()
    assert merge(lead, [other]).complete
    assert (waiting_versions(lead), in_gold(lead)) == ((), [])
    lead.undo(None)
    assert in_gold(lead) == [("The venue", 1)]
    lead.apply(resolve(lead, waiting.version_id, Keep.SECOND))
    assert in_gold(lead) == [("The venue", 2)]
    assert lead.faults() == ()


def test_a_group_whose_places_were_decided_on_two_machines_is_not_there_yet(lead: Project) -> None:
    other = elsewhere(lead)
    with Project.open(other) as copy:
        take_places(copy, HERE)
        take_group(copy, Took.A)
        assert in_gold(copy) == []  # one member alone says nothing
    take_places(lead, THERE)
    assert merge(lead, [other]).complete
    assert waiting_versions(lead) == ()
    (decision,) = about_groups(lead)
    assert (in_gold(lead), len(decision.gold_groups), lead.faults()) == ([], 1, ())
    take_group(lead, Took.A)
    assert in_gold(lead) == [("Where", 2)]
    assert members(lead).keys() == set(decision.gold_groups)


def test_a_decision_about_groups_stays_away_with_its_article(lead: Project) -> None:
    other = elsewhere(lead)
    with Project.open(other) as copy:
        (story,) = copy.stories()
        first = article_for(story, f"{WORDS} Before.\n", "before.txt", 0)
        copy.apply(Edit("import", lambda work: work.articles.add(first, f"{WORDS} Before.\n")))
        anna = person(copy, "Anna").id
        some = [mark(copy, anna, number, 8) for number in (0, 1)]
        copy.apply(make_group(new_group(CONFLICT, "When", story.id, anna, some)), anna)
        for name in ("Anna", "Ben"):
            who = person(copy, name).id
            copy.apply(set_status(first.id, who, Status.DONE), who)
        places = [one.matter for one in found_cases(copy)]
        by = person(copy, "Lea").id
        copy.apply(decide(places, Took.A, by), by)
        take_group(copy, Took.A, "When")
        assert in_gold(copy) == [("When", 2)]
        (decision,) = about_groups(copy)
        assert decision.article_id == first.id
    assert not merge(lead, [other]).complete
    assert (in_gold(lead), about_groups(lead), lead.faults()) == ([("When", 1)], [], ())


def test_packs_hold_no_decisions_about_groups(lead: Project, tmp_path: Path) -> None:
    take_places(lead, HERE, THERE)
    take_group(lead, Took.A)
    lead.apply(calibrate([lead.stories()[0].id]))
    pack(lead, tmp_path / "c.annotator", annotator=person(lead, "Cleo"))
    with Project.open(tmp_path / "c.annotator") as cleo:
        (gold,) = cleo.golds()
        assert len(cleo.decisions()) == 4
        assert not any(one.is_about_groups for one in cleo.decisions())
        assert cleo.groups(article(cleo).story_id, gold.id) == ()
        assert cleo.faults() == ()
    before = lead.decisions()
    assert merge(lead, [tmp_path / "c.annotator"]).complete
    assert (lead.decisions(), in_gold(lead)) == (before, [("Where", 2)])
