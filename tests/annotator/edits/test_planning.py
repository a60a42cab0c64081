"""Plan, handouts, questions and guidelines."""

from dataclasses import replace

import pytest

from annotator.edits.edit import Edit
from annotator.edits.guidelines import set_guidelines
from annotator.edits.plan import assign, came_back, hand_out, move, new_assignment, unassign
from annotator.edits.questions import answer_question, ask, new_question, take_back_question
from annotator.edits.spans import add_span, new_span, remove_spans
from annotator.edits.stories import add_story
from annotator.errors import EditRefused
from annotator.formats.bundle import ArticleRecord
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.plan import AssignmentKind, Handout
from annotator.model.story import Article, Story
from annotator.project import Project
from annotator.store.work import Work
from annotator.transfer import import_items
from tests.annotator.samples import CLAIM


@pytest.fixture
def bob(project: Project) -> Annotator:
    person = Annotator(new_id(), "Bob")
    project.add_annotator(person)
    return person


def test_stories_are_assigned_moved_and_taken_off_and_all_of_it_undone(
    project: Project, article: Article, ada: Annotator, bob: Annotator
) -> None:
    one = new_assignment(ada.id, article.story_id, 2)
    changes = project.apply(assign([one, one]))
    assert changes.plan
    assert project.assignments() == (one,)
    assert project.apply(assign([replace(one, week=5)])).nothing
    project.apply(move(one, week=3))
    later = replace(one, week=3)
    assert project.assignments(ada.id) == (later,)
    project.apply(move(later, annotator_id=bob.id))
    moved = new_assignment(bob.id, article.story_id, 3)
    assert project.assignments() == (moved,)
    again = new_assignment(bob.id, article.story_id, 6, AssignmentKind.REPEAT)
    project.apply(assign([one, again]))
    assert project.assignments() == (one, moved, again)
    with pytest.raises(EditRefused, match="has this story already"):
        project.apply(move(one, annotator_id=bob.id))
    project.apply(unassign([one.id, moved.id]))
    assert project.assignments() == (again,)
    for expected in ((one, moved, again), (moved,), (later,), (one,), ()):
        project.undo("")
        assert project.assignments() == expected
    assert project.faults() == ()


def test_only_who_and_what_is_there_is_assigned(
    project: Project, article: Article, ada: Annotator
) -> None:
    for wrong in (new_assignment("x", article.story_id), new_assignment(ada.id, "x")):
        with pytest.raises(EditRefused, match="not in the project any more"):
            project.apply(assign([wrong]))
    with pytest.raises(EditRefused, match="count from 1"):
        project.apply(assign([new_assignment(ada.id, article.story_id, -1)]))
    with pytest.raises(EditRefused, match="not assigned like this"):
        project.apply(move(new_assignment(ada.id, article.story_id), week=1))


def test_handouts_remember_when_work_came_back_last(
    project: Project, article: Article, ada: Annotator
) -> None:
    pack = Handout(new_id(), ada.id, (article.story_id,), "2026-01-01T00:00:00Z", "2026-01-08")
    project.apply(hand_out(pack))
    project.apply(came_back(pack.id, "2026-01-05T00:00:00Z"))
    assert project.apply(came_back(pack.id, "2026-01-04T00:00:00Z")).nothing
    assert project.handouts(ada.id) == (replace(pack, returned_at="2026-01-05T00:00:00Z"),)
    with pytest.raises(EditRefused, match="Nothing was handed out"):
        project.apply(came_back("other", "2026"))
    assert project.faults() == ()


def test_a_story_that_was_handed_out_or_assigned_does_not_go(
    project: Project, ada: Annotator
) -> None:
    import_items(project, [ArticleRecord("a.txt", "story", "Some words.")], by=ada.id)
    story = project.stories()[0]
    project.apply(hand_out(Handout("pack", ada.id, (story.id,), "2026-01-01T00:00:00Z")))
    with pytest.raises(EditRefused, match="what others did since"):
        project.undo(ada.id)
    project.undo("")
    project.apply(assign([new_assignment(ada.id, story.id)]))
    with pytest.raises(EditRefused, match="what others did since"):
        project.undo(ada.id)
    assert project.faults() == ()


def test_a_question_is_asked_answered_and_asked_in_other_words(
    project: Project, article: Article, ada: Annotator, bob: Annotator
) -> None:
    span = new_span(article.id, ada.id, CLAIM, [(0, 4)])
    project.apply(add_span(span, CLAIM), ada.id)
    question = new_question(article.id, ada.id, "a claim? ", span.id)
    assert project.apply(ask(question), ada.id).questions == {article.id}
    assert project.questions(article.id, ada.id, open_only=True) == (question,)
    project.apply(answer_question(question.id, " yes ", bob.id), bob.id)
    (answered,) = project.questions()
    assert (answered.answer, answered.answered_by, answered.is_open) == ("yes", bob.id, False)
    assert project.questions(open_only=True) == ()
    assert project.apply(ask(question), ada.id).nothing
    project.apply(ask(replace(answered, text="really?")), ada.id)
    (asked,) = project.questions(open_only=True)
    assert (asked.text, asked.answer, asked.answered_by) == ("really?", "", "")
    project.apply(take_back_question(question.id), ada.id)
    assert project.questions() == ()
    with pytest.raises(EditRefused, match="not there any more"):
        project.apply(answer_question(question.id, "no", bob.id))


def test_questions_outlive_the_span_they_are_about(
    project: Project, article: Article, ada: Annotator
) -> None:
    span = new_span(article.id, ada.id, CLAIM, [(0, 4)])
    project.apply(add_span(span, CLAIM), ada.id)
    question = new_question(article.id, ada.id, "a claim?", span.id)
    project.apply(ask(question), ada.id)
    project.apply(remove_spans([span.id]), ada.id)
    assert project.questions() == (replace(question, span_id=""),)
    project.undo(ada.id)
    assert project.questions() == (question,)
    assert project.faults() == ()


def test_a_question_needs_words_and_a_span_of_ones_own(
    project: Project, article: Article, ada: Annotator, bob: Annotator
) -> None:
    span = new_span(article.id, bob.id, CLAIM, [(0, 4)])
    project.apply(add_span(span, CLAIM), bob.id)
    with pytest.raises(EditRefused, match="words"):
        project.apply(ask(new_question(article.id, ada.id, " ")), ada.id)
    with pytest.raises(EditRefused, match="span is not there"):
        project.apply(ask(new_question(article.id, ada.id, "why?", span.id)), ada.id)
    theirs = new_question(article.id, bob.id, "why?")
    project.apply(ask(theirs), bob.id)
    with pytest.raises(EditRefused, match="somebody else"):
        project.apply(ask(replace(theirs, annotator_id=ada.id)), ada.id)


def test_guidelines_have_versions(project: Project, ada: Annotator) -> None:
    assert project.guidelines() is None
    assert project.apply(set_guidelines("# How", "the first"), ada.id).guidelines
    assert project.apply(set_guidelines("# How", "again"), ada.id).nothing
    with pytest.raises(EditRefused, match="no words"):
        project.apply(set_guidelines(" \n", "emptied"), ada.id)
    project.apply(set_guidelines("# How\n\nMark less.", "mark less"), ada.id)
    current = project.guidelines()
    assert current is not None
    assert (current.version, current.changes) == (2, "mark less")
    assert [one.version for one in project.guideline_versions()] == [1, 2]
    project.undo(ada.id)
    current = project.guidelines()
    assert current is not None
    assert current.text == "# How"
    assert project.faults() == ()


def test_a_story_that_nobody_was_given_can_go(project: Project, ada: Annotator) -> None:
    project.apply(add_story(Story(new_id(), "empty")), ada.id)
    project.undo(ada.id)
    assert project.stories() == ()


def test_the_check_finds_what_points_to_nothing(
    project: Project, article: Article, ada: Annotator, bob: Annotator
) -> None:
    spans = [new_span(article.id, who.id, CLAIM, [(0, 4)]) for who in (ada, bob)]
    for span in spans:
        project.apply(add_span(span, CLAIM), span.annotator_id)
    theirs = new_question(article.id, ada.id, "why?", spans[1].id)
    broken = Handout("pack", ada.id, ("gone",), "2026")

    def do(work: Work) -> None:
        work.questions.put([theirs])
        work.handouts.put([broken])

    project.apply(Edit("break", do))
    project._database.connection.exec_driver_sql(
        "DELETE FROM lineage WHERE annotator_id = ?", (bob.id,)
    )
    assert {fault.check for fault in project.faults()} == {"questions", "handouts", "lineages"}
