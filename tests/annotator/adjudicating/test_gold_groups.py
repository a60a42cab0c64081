"""Groups come along into gold with the spans that were taken."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.adjudication import accept_agreed, reopen
from annotator.edits.edit import Edit
from annotator.edits.groups import make_group, new_group
from annotator.model.decision import Took
from annotator.model.group import Group, Member
from annotator.model.people import Annotator
from annotator.model.scheme import RelationKind
from annotator.model.span import Span
from annotator.model.story import Article
from annotator.project import Project
from tests.annotator.adjudicating.table import Table
from tests.annotator.samples import CLAIM, ENTITY, SCHEME, TEXT, article_for

CONFLICT = RelationKind(
    "conflict",
    is_set=True,
    members=("claim",),
    member_value=True,
    stances=("states", "contradicts", "omits"),
)
GROUPED = replace(SCHEME, relations=(*SCHEME.relations, CONFLICT))


class Board(Table):
    """Three articles of one story; two people marked a claim in each of the first two."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.second, self.third = (self.beside(name) for name in ("b.txt", "c.txt"))
        self.spans = {
            who.name: [self.mark(who, CLAIM, 0, 9, one) for one in (self.article, self.second)]
            for who in (self.ada, self.bob)
        }

    def beside(self, name: str) -> Article:
        """Another article of the story."""
        (story,) = self.project.stories()
        article = article_for(story, TEXT, name)
        self.project.apply(Edit("import", lambda work: work.articles.add(article, TEXT)))
        return article

    def group(self, who: Annotator, name: str, *values: str, omits: Article | None = None) -> Group:
        some = zip(self.spans[who.name], values, strict=False)
        members = [Member(span.article_id, span.id, value, "states") for span, value in some]
        members += [Member(omits.id, stance="omits")] if omits else []
        made = new_group(CONFLICT, name, self.article.story_id, who.id, members)
        self.project.apply(make_group(made), who.id)
        return made

    def groups(self) -> tuple[Group, ...]:
        return self.project.groups(self.article.story_id, self.gold.id)

    def gold_span(self, article: Article) -> Span:
        (span,) = self.project.spans(article.id, self.gold.id)
        return span


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with Project.create(tmp_path / "p.annotator", GROUPED) as project:
        yield Board(project)
        assert project.faults() == ()


def test_a_group_comes_along_with_values_and_stances(board: Board) -> None:
    board.group(board.ada, "Where", "Paris", "Rome", omits=board.third)
    board.group(board.bob, "The venue", "in Paris", "in Rome")
    here, there = board.cases()
    board.decide(here, Took.A)
    board.decide(there, Took.A)
    (group,) = board.groups()  # Bob's is about the same
    assert (group.kind, group.name) == ("conflict", "Where")
    assert [(m.article_id, m.span_id, m.value, m.stance) for m in group.members] == [
        (board.article.id, board.gold_span(board.article).id, "Paris", "states"),
        (board.second.id, board.gold_span(board.second).id, "Rome", "states"),
        (board.third.id, "", "", "omits"),
    ]
    board.project.undo(board.lead.id)
    (group,) = board.groups()
    assert [m.value for m in group.members] == ["Paris", ""]
    board.project.undo(board.lead.id)
    assert board.groups() == ()
    board.project.redo(board.lead.id)
    board.project.redo(board.lead.id)
    assert len(board.groups()[0].members) == 3


def test_what_was_taken_from_nobody_who_grouped_it_does_not_come_along(board: Board) -> None:
    board.group(board.ada, "Where", "Paris", "Rome")
    here, there = board.cases()
    board.decide(here, Took.A)
    board.decide(there, Took.B)
    assert board.groups() == ()  # one member alone says nothing
    board.decide(board.cases()[1], Took.A)
    assert [m.value for m in board.groups()[0].members] == ["Paris", "Rome"]
    decision = board.cases()[0].decision
    assert decision is not None
    board.project.apply(reopen([decision.id]), board.lead.id)
    assert board.groups() == ()


def test_b_is_heard_where_b_was_taken(board: Board) -> None:
    board.group(board.bob, "The venue", "in Paris", "in Rome")
    for case in board.cases():
        board.decide(case, Took.B)
    (group,) = board.groups()
    assert (group.name, [m.value for m in group.members]) == ("The venue", ["in Paris", "in Rome"])


def test_where_both_marked_the_same_both_are_heard(board: Board) -> None:
    board.group(board.ada, "Where", "Paris")  # with nothing in the second article
    board.group(board.bob, "The venue", "in Paris", "in Rome")
    board.done()
    matters = [case.matter for case in board.cases()]
    board.project.apply(accept_agreed(matters, board.lead.id), board.lead.id)
    assert [group.name for group in board.groups()] == ["The venue"]


def test_a_label_that_the_kind_does_not_hold_and_groups_of_the_lead(board: Board) -> None:
    board.group(board.ada, "Where", "Paris", "Rome")
    for case in board.cases():
        board.decide(case, Took.A)
    mine = [board.gold_span(one) for one in (board.article, board.second)]
    members = [Member(span.article_id, span.id, "mine") for span in mine]
    by_hand = new_group(CONFLICT, "By hand", board.article.story_id, board.gold.id, members)
    board.project.apply(make_group(by_hand), board.lead.id)
    entity = replace(board.spans["Ada"][1], label_id=ENTITY.id)
    board.decide(board.cases()[1], Took.NEW, entity)
    (group,) = board.groups()
    assert group.name == "By hand"
