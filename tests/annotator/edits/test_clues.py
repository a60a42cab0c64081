"""Clues become groups, or are put aside and remembered; passages join groups as spans."""

from dataclasses import replace

import pytest

from annotator.edits.clues import answer_clues, group_clue, reopen_clues
from annotator.edits.edit import Edit
from annotator.edits.joining import add_passages, group_passages
from annotator.edits.schemes import save_scheme
from annotator.edits.spans import add_span, new_span
from annotator.errors import EditRefused
from annotator.model.clue import Clue, ClueAnswer, ClueVerdict, Passage
from annotator.model.people import Annotator
from annotator.model.scheme import RelationKind, Scheme
from annotator.model.span import Fragment, Span
from annotator.model.story import Article
from annotator.project import Project
from annotator.store.clue_answers import Answered
from annotator.store.work import Work
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, TEXT, article_for

CONFLICT = RelationKind(
    "conflict", is_set=True, member_value=True, stances=("states", "omits", "contradicts")
)
SAME_AS = RelationKind("same as", is_set=True, members=("entity",))
COPIED = RelationKind("copied text", is_set=True, members=("claim", "quote"))
SCHEME = Scheme("groups", 1, (CLAIM, QUOTE, ENTITY), (CONFLICT, SAME_AS, COPIED))


@pytest.fixture
def other(project: Project, article: Article) -> Article:
    project.apply(save_scheme(SCHEME))
    (story,) = project.stories()
    second = article_for(story, TEXT, "b.txt", 2)
    project.apply(Edit("import", lambda work: work.articles.add(second, TEXT)))
    return second


@pytest.fixture
def clue(article: Article, other: Article) -> Clue:
    passages = (
        Passage(article.id, Fragment(0, 28), "Ada"),
        Passage(other.id, Fragment(30, 54), "rival"),
    )
    return Clue("clue-1", "same words, other speaker", "We won", "said by two", passages)


def story_of(project: Project) -> str:
    return project.stories()[0].id


def spans(project: Project, article: Article, ada: Annotator) -> tuple[Span, ...]:
    return project.spans(article.id, ada.id)


def test_a_clue_becomes_a_group_with_spans_and_values_in_one_step(
    project: Project, article: Article, other: Article, ada: Annotator, clue: Clue
) -> None:
    story = story_of(project)
    changes = project.apply(group_clue(clue, story, ada.id), ada.id)
    (group,) = project.groups(story, ada.id)
    assert (group.kind, group.name) == ("conflict", "We won")
    assert [(m.article_id, m.value, m.stance) for m in group.members] == [
        (article.id, "Ada", "states"),
        (other.id, "rival", "states"),
    ]
    (made,) = spans(project, other, ada)
    assert (made.label_id, made.quoted(TEXT)) == (CLAIM.id, "Her rival said nothing")
    answer = project.clue_answers(ada.id, story)["clue-1"]
    assert (answer.verdict, answer.group_id, answer.clue) == (ClueVerdict.GROUP, group.id, clue)
    assert changes.clues == {story}
    assert changes.groups == {group.id}
    undone = project.undo(ada.id)
    assert undone is not None
    assert undone.clues == {story}
    assert project.groups(story, ada.id) == ()
    assert project.clue_answers(ada.id) == {}
    assert spans(project, other, ada) == ()
    project.redo(ada.id)
    assert project.groups(story, ada.id) == (group,)


def test_a_span_that_covers_a_passage_joins_instead_of_a_new_one(
    project: Project, article: Article, other: Article, ada: Annotator, clue: Clue
) -> None:
    wide = new_span(article.id, ada.id, CLAIM, [(0, 30)])
    near = new_span(article.id, ada.id, QUOTE, [(0, 28)])
    part = new_span(article.id, ada.id, ENTITY, [(14, 17)])
    for span, label in ((wide, CLAIM), (near, QUOTE), (part, ENTITY)):
        project.apply(add_span(span, label), ada.id)
    project.apply(group_clue(clue, story_of(project), ada.id), ada.id)
    (group,) = project.groups(story_of(project), ada.id)
    assert group.members[0].span_id == near.id
    assert len(spans(project, article, ada)) == 3


def test_spans_of_somebody_else_do_not_join(
    project: Project, article: Article, other: Article, ada: Annotator, clue: Clue
) -> None:
    ben = Annotator("ben", "Ben")
    project.add_annotator(ben)
    theirs = new_span(article.id, ben.id, QUOTE, [(0, 28)])
    project.apply(add_span(theirs, QUOTE), ben.id)
    project.apply(group_clue(clue, story_of(project), ada.id), ada.id)
    (group,) = project.groups(story_of(project), ada.id)
    assert theirs.id not in group.span_ids
    assert project.groups(story_of(project), ben.id) == ()
    assert project.clue_answers(ben.id) == {}


def test_not_a_conflict_and_later_are_remembered_and_taken_back(
    project: Project, other: Article, ada: Annotator, clue: Clue
) -> None:
    story = story_of(project)
    project.apply(answer_clues([clue], story, ada.id, ClueVerdict.LATER), ada.id)
    project.apply(answer_clues([clue], story, ada.id, ClueVerdict.NO_CONFLICT), ada.id)
    assert project.clue_answers(ada.id)["clue-1"].verdict is ClueVerdict.NO_CONFLICT
    same = project.apply(answer_clues([clue], story, ada.id, ClueVerdict.NO_CONFLICT), ada.id)
    assert same.nothing
    project.apply(reopen_clues(["clue-1"], story, ada.id), ada.id)
    assert project.clue_answers(ada.id) == {}
    project.undo(ada.id)
    project.undo(ada.id)
    assert project.clue_answers(ada.id)["clue-1"].verdict is ClueVerdict.LATER
    with pytest.raises(ValueError, match="group_clue"):
        answer_clues([clue], story, ada.id, ClueVerdict.GROUP)


def test_a_clue_about_a_story_or_annotator_that_is_gone_is_refused(
    project: Project, other: Article, ada: Annotator, clue: Clue
) -> None:
    with pytest.raises(EditRefused, match="story"):
        project.apply(answer_clues([clue], "nowhere", ada.id, ClueVerdict.LATER))
    with pytest.raises(EditRefused, match="annotator"):
        project.apply(answer_clues([clue], story_of(project), "nobody", ClueVerdict.LATER))


def test_copies_become_copied_text_and_a_missing_kind_is_refused(
    project: Project, article: Article, other: Article, ada: Annotator
) -> None:
    passages = (Passage(article.id, Fragment(0, 28)), Passage(other.id, Fragment(0, 28)))
    copied = Clue("c", "copied text", "We won", "copied", passages)
    project.apply(group_clue(copied, story_of(project), ada.id), ada.id)
    (group,) = project.groups(story_of(project), ada.id)
    assert group.kind == "copied text"
    assert [member.value for member in group.members] == ["", ""]
    with pytest.raises(EditRefused, match="no groups of kind “same fact”"):
        project.apply(group_clue(copied, story_of(project), ada.id, kind="same fact"), ada.id)
    assert len(project.groups(story_of(project), ada.id)) == 1


def test_a_passage_in_same_as_becomes_an_entity(
    project: Project, article: Article, other: Article, ada: Annotator
) -> None:
    passages = [Passage(article.id, Fragment(14, 28)), Passage(other.id, Fragment(14, 17))]
    edit = group_passages(SAME_AS, "Ada Lovelace", story_of(project), ada.id, passages)
    project.apply(edit, ada.id)
    (group,) = project.groups(story_of(project), ada.id)
    assert [s.label_id for s in spans(project, article, ada)] == [ENTITY.id]
    again = [*passages, Passage(other.id, Fragment(30, 39))]
    project.apply(add_passages(group, again), ada.id)
    (more,) = project.groups(story_of(project), ada.id)
    assert len(more.members) == 3
    assert more.members[:2] == group.members


def test_one_span_may_be_in_several_groups(
    project: Project, article: Article, other: Article, ada: Annotator, clue: Clue
) -> None:
    story = story_of(project)
    project.apply(group_clue(clue, story, ada.id), ada.id)
    project.apply(group_clue(clue, story, ada.id, name="again"), ada.id)
    one, two = project.groups(story, ada.id)
    assert one.span_ids == two.span_ids
    assert len(spans(project, article, ada)) == 1


def test_a_passage_outside_its_article_is_refused(
    project: Project, article: Article, other: Article, ada: Annotator
) -> None:
    passages = [Passage(article.id, Fragment(50, 5000))]
    with pytest.raises(EditRefused, match="not in the article"):
        project.apply(group_passages(CONFLICT, "x", story_of(project), ada.id, passages), ada.id)


def test_answers_of_another_copy_come_in_where_they_are_newer(
    project: Project, article: Article, other: Article, ada: Annotator, clue: Clue
) -> None:
    story = story_of(project)
    project.apply(answer_clues([clue], story, ada.id, ClueVerdict.LATER), ada.id)
    (mine,) = project.clue_answers(ada.id).values()
    older = replace(mine, verdict=ClueVerdict.NO_CONFLICT, answered_at="2000-01-01T00:00:00Z")
    newer = replace(mine, verdict=ClueVerdict.NO_CONFLICT, answered_at="2999-01-01T00:00:00Z")

    def join(answer: ClueAnswer, articles: set[str]) -> None:
        def do(work: Work) -> None:
            here = work.clue_answers.of_all(ada.id)
            (key,) = here.answers
            theirs = Answered({key: answer}, here.turns)
            work.clue_answers.join(theirs, ada.id, articles)

        project.apply(Edit("join", do))

    join(older, {article.id, other.id})
    join(newer, {article.id})
    assert project.clue_answers(ada.id)["clue-1"] == mine
    join(newer, {article.id, other.id})
    assert project.clue_answers(ada.id)["clue-1"] == newer


def test_spans_and_passages_join_together(
    project: Project, article: Article, other: Article, ada: Annotator
) -> None:
    mine = new_span(article.id, ada.id, QUOTE, [Fragment(0, 9)])
    project.apply(add_span(mine, QUOTE), ada.id)
    passage, story = Passage(other.id, Fragment(30, 54)), story_of(project)
    project.apply(group_passages(CONFLICT, "x", story, ada.id, [passage], [mine]), ada.id)
    (group,) = project.groups(story, ada.id)
    assert [m.article_id for m in group.members] == [article.id, other.id]
    assert group.members[0].span_id == mine.id
    assert len(spans(project, other, ada)) == 1
    project.undo(ada.id)
    assert spans(project, other, ada) == ()
