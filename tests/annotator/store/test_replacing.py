"""A whole reading is replaced by what came from another copy of the project."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.edit import Edit
from annotator.edits.groups import add_members, make_group, new_group, rename_group
from annotator.edits.questions import answer_question, ask, new_question
from annotator.edits.readings import set_article_note
from annotator.edits.relations import link
from annotator.edits.spans import add_spans, new_span, remove_spans, set_note
from annotator.edits.suggestions import accept, reopen
from annotator.errors import EditRefused
from annotator.model.group import Member
from annotator.model.people import Annotator
from annotator.model.relation import Relation
from annotator.model.whole_reading import WholeReading
from annotator.project import Project
from annotator.store.replacing import replace_readings
from annotator.store.work import Work
from tests.annotator.proposals import CONFLICT, FULL_ENTITY, FULL_QUOTE, a_name
from tests.annotator.samples import CLAIM, SAID_BY
from tests.annotator.store.test_lineages import ADA, BOB, a_project


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Project]:
    """Ada has done something of everything in both articles."""
    with a_project(tmp_path / "lead.annotator") as project:
        first, second = project.articles()
        project.apply(
            accept(project.suggestions(first.id, ADA.id), project.scheme(), ADA.id), "ada"
        )
        claims = [new_span(one.id, ADA.id, CLAIM, [(0, 4)]) for one in (first, second)]
        project.apply(add_spans(claims, "add"), ADA.id)
        members = [Member(span.article_id, span.id) for span in claims]
        story = first.story_id
        project.apply(make_group(new_group(CONFLICT, "g", story, ADA.id, members)), ADA.id)
        project.apply(ask(new_question(first.id, ADA.id, "why?", claims[0].id)), ADA.id)
        yield project


@pytest.fixture
def laptop(lead: Project, tmp_path: Path) -> Iterator[Project]:
    """A copy on Ada's laptop."""
    lead.close()
    shutil.copyfile(lead.path, tmp_path / "laptop.annotator")
    with Project.open(tmp_path / "laptop.annotator") as project:
        yield project


@pytest.fixture
def home(laptop: Project, lead: Project) -> Iterator[Project]:
    """The lead's project, open again."""
    with Project.open(lead.path) as project:
        yield project


def take_back(home: Project, readings: tuple[WholeReading, ...]) -> tuple[Relation, ...]:
    left_out: list[Relation] = []
    ids = {article.id for article in home.articles()}

    def do(work: Work) -> None:
        left_out.extend(replace_readings(work, readings, ids))
        for one in readings:
            work.lineages.append(one.article_id, one.annotator_id, ["theirs " + one.article_id])

    home.apply(Edit("take back", do), BOB.id)
    return tuple(left_out)


def work_on(laptop: Project) -> None:
    first, second = laptop.articles()
    quote = next(s for s in laptop.spans(first.id, ADA.id) if s.label_id == FULL_QUOTE.id)
    other = new_span(second.id, ADA.id, FULL_ENTITY, [(15, 20)])
    (group,) = laptop.groups_of([laptop.spans(second.id, ADA.id)[0].id])
    laptop.apply(add_spans([other], "add"), ADA.id)
    laptop.apply(link(SAID_BY, quote, other), ADA.id)
    laptop.apply(set_note(laptop.spans(first.id, ADA.id)[0], "a note"), ADA.id)
    laptop.apply(set_article_note(second.id, ADA.id, "read it"), ADA.id)
    laptop.apply(rename_group(group, "renamed"), ADA.id)
    laptop.apply(add_members(laptop.groups_of(group.span_ids)[0], [Member(second.id)]), ADA.id)
    laptop.apply(ask(new_question(second.id, ADA.id, "and this?")), ADA.id)
    entity = [s for s in laptop.spans(first.id, ADA.id) if s.label_id == FULL_ENTITY.id]
    laptop.apply(remove_spans([span.id for span in entity[1:]]), ADA.id)
    laptop.apply(reopen([a_name(first).id], ADA.id), ADA.id)


def plain(readings: tuple[WholeReading, ...]) -> list[WholeReading]:
    """The readings with members in no order of their own."""
    return [
        replace(
            one,
            groups=tuple(
                replace(group, members=tuple(sorted(group.members, key=repr)))
                for group in one.groups
            ),
        )
        for one in readings
    ]


def test_everything_of_a_reading_comes_in_and_goes_again_as_one_step(
    laptop: Project, home: Project
) -> None:
    before = home.whole_readings(ADA.id), home.lineages()
    work_on(laptop)
    theirs = laptop.whole_readings(ADA.id)
    assert plain(theirs) != plain(before[0])
    assert take_back(home, theirs) == ()
    assert plain(home.whole_readings(ADA.id)) == plain(theirs)
    after = home.lineages()
    assert all(after[i].heads[:-1] == before[1][i].heads for i in after)
    assert home.faults() == ()
    home.undo(BOB.id)
    assert (home.whole_readings(ADA.id), home.lineages()) == before
    assert home.faults() == ()
    home.redo(BOB.id)
    assert plain(home.whole_readings(ADA.id)) == plain(theirs)
    assert home.lineages() == after
    assert home.faults() == ()


def test_only_rows_that_differ_are_written(laptop: Project, home: Project) -> None:
    first, _ = laptop.articles()

    def do(work: Work) -> None:
        assert replace_readings(work, laptop.whole_readings(ADA.id), {first.id}) == ()

    steps = home.change_counter()
    assert home.apply(Edit("take back", do), BOB.id).nothing
    assert home.change_counter() == steps
    span = laptop.spans(first.id, ADA.id)[0]
    laptop.apply(set_note(span, "one"), ADA.id)
    changes = home.apply(Edit("take back", do), BOB.id)
    assert dict(changes.spans) == {first.id: {span.id}}


def test_what_the_lead_answered_stays(laptop: Project, home: Project) -> None:
    first, _ = home.articles()
    (question,) = home.questions()
    home.apply(answer_question(question.id, "because", BOB.id), BOB.id)
    laptop.apply(set_article_note(first.id, ADA.id, "more"), ADA.id)
    take_back(home, laptop.whole_readings(ADA.id))
    (there,) = home.questions()
    assert (there.answer, there.answered_by) == ("because", BOB.id)


def test_links_from_a_reading_that_stays_to_a_span_that_goes_go(
    laptop: Project, home: Project
) -> None:
    first, second = home.articles()
    other = new_span(second.id, ADA.id, FULL_ENTITY, [(15, 20)])
    quote = next(s for s in home.spans(first.id, ADA.id) if s.label_id == FULL_QUOTE.id)
    home.apply(add_spans([other], "add"), ADA.id)
    home.apply(link(SAID_BY, quote, other), ADA.id)
    was = home.lineage(first.id, ADA.id).heads
    take_back(home, laptop.whole_readings(ADA.id, [second.id]))
    assert all(one.child_id != other.id for one in home.relations_in(first.id, ADA.id))
    assert len(home.lineage(first.id, ADA.id).heads) == len(was) + 1
    assert home.faults() == ()


def test_a_link_that_comes_in_without_its_other_end_is_left_out_and_told(
    laptop: Project, home: Project
) -> None:
    first, second = laptop.articles()
    work_on(laptop)
    (linked,) = (r for r in laptop.relations_in(first.id, ADA.id) if r.kind == "said by")
    left_out = take_back(home, laptop.whole_readings(ADA.id, [first.id]))
    assert left_out == (linked,)
    assert home.faults() == ()
    assert take_back(home, laptop.whole_readings(ADA.id)) == ()
    assert home.relations_in(first.id, ADA.id) == (linked,)
    assert second.id in {one.article_id for one in home.whole_readings(ADA.id)}


def test_links_to_articles_that_the_other_copy_did_not_have_stay(
    laptop: Project, home: Project
) -> None:
    first, second = home.articles()
    other = new_span(second.id, ADA.id, FULL_ENTITY, [(15, 20)])
    quote = next(s for s in home.spans(first.id, ADA.id) if s.label_id == FULL_QUOTE.id)
    home.apply(add_spans([other], "add"), ADA.id)
    home.apply(link(SAID_BY, quote, other), ADA.id)
    links = home.relations_in(first.id, ADA.id)
    theirs = replace(laptop.whole_readings(ADA.id, [first.id])[0], relations=())

    def do(work: Work) -> None:
        replace_readings(work, [theirs], {first.id})

    home.apply(Edit("take back", do), BOB.id)
    assert home.relations_in(first.id, ADA.id) == links
    assert home.faults() == ()


def test_a_group_that_reaches_further_is_what_it_was_called_last(
    laptop: Project, home: Project
) -> None:
    first, second = home.articles()
    (group,) = home.groups_of([home.spans(second.id, ADA.id)[0].id])

    def called(project: Project, name: str, when: str) -> None:
        changed = replace(group, name=name, updated_at=when)
        project.apply(Edit("rename", lambda work: work.groups.put([changed])), ADA.id)

    called(home, "here", "2026-01-02T00:00:00Z")
    called(laptop, "there", "2026-01-01T00:00:00Z")
    take_back(home, laptop.whole_readings(ADA.id, [first.id]))
    assert home.groups_of(group.span_ids)[0].name == "here"
    take_back(home, laptop.whole_readings(ADA.id))
    assert home.groups_of(group.span_ids)[0].name == "there"


def test_ids_of_other_work_are_refused(laptop: Project, home: Project) -> None:
    first, _ = home.articles()
    theirs = new_span(first.id, BOB.id, CLAIM, [(3, 9)])
    home.apply(add_spans([theirs], "add"), BOB.id)
    forged = replace(
        laptop.whole_readings(ADA.id, [first.id])[0], spans=(replace(theirs, annotator_id=ADA.id),)
    )
    before = home.whole_readings(ADA.id)
    with pytest.raises(EditRefused, match="belongs to"):
        take_back(home, (forged,))
    assert home.whole_readings(ADA.id) == before


def test_readings_are_read_whole_by_annotator(home: Project) -> None:
    carla = Annotator("carla", "Carla")
    home.add_annotator(carla)
    first, second = home.articles()
    assert home.whole_readings(carla.id) == ()
    assert home.whole_readings(carla.id, [second.id]) == (WholeReading(second.id, carla.id),)
    found = home.whole_readings(ADA.id)
    assert {one.article_id for one in found} == {first.id, second.id}
    assert all(one.groups for one in found)
