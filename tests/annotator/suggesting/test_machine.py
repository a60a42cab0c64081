"""Suggestions as the spans of a machine annotator."""

import pytest

from annotator.errors import BadInput
from annotator.model.identity import new_id
from annotator.model.people import Annotator, Role
from annotator.model.reading import Status
from annotator.model.span import Fragment, Origin
from annotator.model.story import Article
from annotator.model.suggestion import Source, Suggestion
from annotator.project import Project
from annotator.suggesting import accept_as
from tests.annotator.samples import ENTITY, QUOTE


@pytest.fixture
def found(project: Project, article: Article) -> list[Suggestion]:
    def made(number: int, label_id: str, start: int, end: int) -> Suggestion:
        speaker = Fragment(15, 18) if label_id == QUOTE.id else None
        return Suggestion(
            id=f"s{number}",
            article_id=article.id,
            source=Source.QUOTES,
            label_id=label_id,
            fragments=(Fragment(start, end),),
            score=0.5,
            reason="because",
            speaker=speaker,
            maker="quotes 1",
        )

    suggestions = [made(1, QUOTE.id, 0, 9), made(2, ENTITY.id, 32, 35)]
    project.keep_suggestions(Source.QUOTES, [article.id], suggestions)
    return suggestions


def machine_of(project: Project) -> Annotator:
    return next(person for person in project.annotators() if person.role is Role.MODEL)


def test_its_spans_are_those_of_the_last_run(
    project: Project, article: Article, found: list[Suggestion]
):
    accept_as(project, "machine", found, article_ids=[article.id], labels=["quote"])
    machine = machine_of(project)
    spans = project.spans(article.id, machine.id)
    assert [(s.start, s.end, s.label_id) for s in spans] == [
        (0, 9, QUOTE.id),
        (15, 18, ENTITY.id),
        (32, 35, ENTITY.id),
    ]
    assert {(s.origin, s.source) for s in spans} == {(Origin.SUGGESTION, "quotes 1")}
    assert [r.kind for r in project.relations_in(article.id, machine.id)] == ["said by"]
    reading = project.reading(article.id, machine.id)
    assert (reading.status, reading.read_for) == (Status.DONE, (QUOTE.id,))
    accept_as(project, "machine", found[1:], article_ids=[article.id], labels=[])
    assert len(project.annotators()) == 1
    assert [s.start for s in project.spans(article.id, machine.id)] == [32]
    project.undo(machine.id)
    assert len(project.spans(article.id, machine.id)) == 3, "one step"
    project.undo(machine.id)
    assert project.annotators() == ()


def test_it_answers_nothing_so_that_suggestions_can_be_made_anew(
    project: Project, article: Article, ada: Annotator, found: list[Suggestion]
):
    accept_as(project, "machine", found, article_ids=[article.id], labels=["quote"])
    assert project.answers(machine_of(project).id) == {}
    project.keep_suggestions(Source.QUOTES, [article.id], found[:1])
    assert project.suggestions(article.id, ada.id) == tuple(found[:1])
    assert project.faults() == ()


def test_nothing_found_is_a_reading_too(project: Project, article: Article):
    accept_as(project, "machine", [], article_ids=[article.id], labels=["quote"])
    reading = project.reading(article.id, machine_of(project).id)
    assert (reading.status, reading.read_for) == (Status.DONE, (QUOTE.id,))


def test_a_person_is_no_machine(project: Project, ada: Annotator, found: list[Suggestion]):
    with pytest.raises(BadInput, match="no machine"):
        accept_as(project, "Ada", found, article_ids=[], labels=[])
    project.add_annotator(Annotator(new_id(), "Ada", Role.MODEL))
    accept_as(project, "Ada", [], article_ids=[], labels=[])
    assert len(project.annotators()) == 2
