"""What is to be decided about groups in a project, and that it can be decided."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.adjudicating import (
    FoundGroups,
    GroupCase,
    GroupClass,
    agreed,
    find_group_cases,
    group_figures,
    standing,
)
from annotator.adjudicating.many import decide_many, plain
from annotator.edits.adjudication import accept_agreed, decide, reopen
from annotator.edits.edit import Edit, together
from annotator.edits.groups import make_group, new_group, remove_group, rename_group
from annotator.errors import BadInput
from annotator.model.decision import Took
from annotator.model.group import Group, Member
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.scheme import RelationKind
from annotator.model.story import Article
from annotator.project import Project
from tests.annotator.adjudicating.table import Table
from tests.annotator.samples import CLAIM, SCHEME, TEXT, article_for

CONFLICT = RelationKind("conflict", is_set=True, member_value=True, stances=("states", "omits"))
SAME_AS = RelationKind("same as", is_set=True)
GROUPED = replace(SCHEME, relations=(*SCHEME.relations, CONFLICT, SAME_AS))


class Board(Table):
    """A story of three articles; two people marked words in the first two, with other edges."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.articles = (self.article, *(self.beside(name) for name in ("b.txt", "c.txt")))
        self.done()
        self.spans = {
            who.name: [
                self.mark(who, CLAIM, start, start + length, article)
                for article in self.articles[:2]
                for start in (0, 15)
            ]
            for who, length in ((self.ada, 9), (self.bob, 12))
        }

    def beside(self, name: str) -> Article:
        (story,) = self.project.stories()
        article = article_for(story, TEXT, name, 1 + len(self.project.articles()))
        self.project.apply(Edit("import", lambda work: work.articles.add(article, TEXT)))
        return article

    def done(self) -> None:
        for article in self.articles:
            for who in (self.ada, self.bob):
                self.say(who, Status.DONE, article)

    def group(
        self,
        who: Annotator,
        name: str,
        *which: int,
        kind: RelationKind = CONFLICT,
        omits: Article | None = None,
    ) -> Group:
        some = [self.spans[who.name][n] for n in which]
        members = [Member(span.article_id, span.id) for span in some]
        members += [Member(omits.id)] if omits else []
        made = new_group(kind, name, self.article.story_id, who.id, members)
        self.project.apply(make_group(made), who.id)
        return made

    def found(self, **asked: object) -> FoundGroups:
        return find_group_cases(self.project, self.ada, self.bob, self.gold, **asked)  # type: ignore[arg-type]

    def groups(self) -> tuple[GroupCase, ...]:
        return self.found().cases

    def take(self, case: GroupCase, took: Took) -> None:
        edit = decide([case.matter], took, self.lead.id)
        self.project.apply(edit, self.lead.id)


@contextmanager
def board_in(folder: Path) -> Iterator[Board]:
    with Project.create(folder / "p.annotator", GROUPED) as project:
        yield Board(project)
        assert project.faults() == ()


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with board_in(tmp_path) as made:
        yield made


def test_from_the_case_to_the_group_in_gold_and_back(board: Board) -> None:
    third = board.articles[2]
    a = board.group(board.ada, "Who", 0, 2, omits=third)
    b = board.group(board.bob, "Who", 2, 0, omits=third)
    (case,) = board.groups()
    assert (case.a, case.b, case.group_class) == ((a,), (b,), GroupClass.SAME)
    assert [one.article_id for one in case.members] == [one.id for one in board.articles]
    assert [one.gold for one in case.members] == [(), (), ()]
    board.project.apply(accept_agreed([case.matter], board.lead.id), board.lead.id)
    (case,) = board.groups()
    assert (case.decided, case.gold) == (True, ()), "its spans are not decided yet"
    board.decide(board.cases()[0], Took.A)
    board.decide(board.cases()[2], Took.B)
    (case,) = board.groups()
    (gold,) = case.gold
    assert gold.annotator_id == board.gold.id
    assert [one.in_gold for one in case.members] == list(gold.members)
    spans = [board.project.spans(one.id, board.gold.id) for one in board.articles[:2]]
    assert [one.gold for one in case.members] == [*((s.id,) for (s,) in spans), ()]
    (seen,) = find_group_cases(board.project, board.bob, board.ada, board.gold).cases
    assert (seen.a, seen.b, seen.gold, seen.decided) == ((b,), (a,), (gold,), True)
    assert case.decision is not None
    board.project.apply(reopen([case.decision.id]), board.lead.id)
    (case,) = board.groups()
    assert (case.decision, case.gold, [one.in_gold for one in case.members]) == (
        None, (), [None] * 3
    )  # fmt: skip


def test_what_somebody_changes_is_stale_and_what_both_take_away_is_gone(board: Board) -> None:
    a, b = board.group(board.ada, "Who", 0, 1), board.group(board.bob, "Whom", 0, 1)
    board.take(board.groups()[0], Took.B)
    board.project.apply(rename_group(a, "What"), board.ada.id)
    (case,) = board.groups()
    assert (case.stale, case.decided, case.differs) == (True, False, ("name",))
    board.take(case, Took.BOTH if case.split else Took.A)
    assert [one.decided for one in board.groups()] == [True]
    for group, who in ((a, board.ada), (b, board.bob)):
        board.project.apply(remove_group(group), who.id)
    (case,) = board.groups()
    assert (case.gone, case.group_class, case.kinds) == (True, None, ())
    figure = group_figures(board.groups())
    assert (figure.classes["gone"].stale, figure.whole.stale, figure.took) == (1, 1, {})


def test_a_case_is_the_same_whichever_articles_are_chosen(board: Board) -> None:
    board.group(board.ada, "Who", 0, 2)
    board.group(board.bob, "Who", 0, 2)
    board.group(board.bob, "Only here", 3)
    every = board.groups()
    assert len(every) == 2
    some = board.found(articles=[board.article.name])
    assert ([one.name for one in some.articles], some.cases) == (["a.txt"], every[:1])
    assert board.found(articles=["b.txt"]).cases == every
    assert board.found(articles=["c.txt"]).cases == ()
    assert board.found(kinds=["same as"]).cases == ()
    assert board.found(labels=["claim"]).cases == every
    with pytest.raises(BadInput, match="no kind of group “other” \\(there: conflict, same as\\)"):
        board.found(kinds=["other"])
    with pytest.raises(BadInput, match="nobody is compared with themselves"):
        find_group_cases(board.project, board.ada, board.ada, None)


def test_what_not_both_have_finished_is_not_compared(board: Board) -> None:
    board.group(board.ada, "Who", 0, 2)
    board.group(board.bob, "Who", 0, 2)
    board.group(board.ada, "There", 3)
    board.say(board.bob, Status.IN_PROGRESS, board.articles[1])
    found = board.found()
    assert [one.article for one in found.left_out] == ["b.txt"]
    (case,) = found.cases
    assert (case.group_class, case.differs) == (GroupClass.DIFFERS, ())
    assert len(board.found(unfinished=True).cases) == 2


def test_decisions_about_groups_decide_no_place(board: Board) -> None:
    third = board.articles[2]
    group = new_group(CONFLICT, "", third.story_id, board.ada.id, [Member(third.id)])
    board.project.apply(make_group(group), board.ada.id)
    before = board.cases()
    (case,) = board.groups()
    assert case.matter.article_id == third.id
    board.take(case, Took.NONE)
    assert board.cases() == before, "neither marked anything there, and nobody said so"
    assert standing(board.groups()).finished
    board.decide(before[-1], Took.NONE)
    assert [one.decided for one in board.cases()] == [False] * 4 + [True]
    assert standing(board.groups()).finished


def test_what_was_decided_between_others(board: Board) -> None:
    third = Annotator(new_id(), "Cy")
    board.project.add_annotator(third)
    board.group(board.ada, "Who", 0, 2)
    board.group(board.bob, "Who", 0, 2)
    for article in board.articles:
        board.say(third, Status.DONE, article)
    (case,) = find_group_cases(board.project, third, board.ada, board.gold).cases
    board.take(case, Took.B)
    (case,) = board.groups()
    assert (case.elsewhere, case.decided, case.agreed) == (True, True, True)
    board.take(case, Took.A)
    (case,) = board.groups()
    assert (case.elsewhere, case.decided) == (False, True)
    assert len(board.project.decisions()) == 1


def test_very_many_are_decided_from_plain_data(board: Board) -> None:
    board.group(board.ada, "Who", 0, 2)
    board.group(board.bob, "Who", 0, 2)
    board.group(board.ada, "There", 1, 3)
    same, other = board.groups()
    matters = [["agreed", [plain(same.matter)]], ["A", [plain(other.matter)]]]
    places = [["A", [plain(case.matter) for case in board.cases()[:4]]]]
    given = {"matters": [*matters, *places], "name": "many", "by": board.lead.id, "gold": ""}
    decide_many(board.project, given)
    assert [one.decided for one in board.groups()] == [True, True]
    assert [one.gold[0].name for one in board.groups()] == ["Who", "There"]
    board.project.undo(board.lead.id)
    assert board.project.decisions() == ()


numbers = st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True)
some_groups = st.lists(
    st.tuples(
        st.sampled_from([CONFLICT, SAME_AS]), st.sampled_from(["", "x"]), numbers, st.booleans()
    ),
    max_size=4,
)
tooks = st.lists(st.sampled_from([Took.A, Took.B, Took.BOTH, Took.NONE]), min_size=8, max_size=8)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """A board of which all places are decided, for many examples."""
    with board_in(tmp_path_factory.mktemp("shared")) as made:
        places = [case.matter for case in made.cases()]
        made.project.apply(decide(places[:4], Took.A, made.lead.id), made.lead.id)
        yield made


def clear(board: Board) -> None:
    """Takes back what was decided about groups, and all groups apart."""
    ids = [one.id for one in board.project.decisions() if one.is_about_groups]
    people = (board.ada, board.bob)
    groups = [g for one in people for g in board.project.groups(board.article.story_id, one.id)]
    edits = [reopen(ids)] if ids else []
    board.project.apply(together("clear", *edits, *map(remove_group, groups)))


@settings(max_examples=12)
@given(some_groups, some_groups, tooks)
def test_what_is_agreed_is_accepted_and_every_case_can_be_decided(
    shared: Board,
    a: list[tuple[RelationKind, str, list[int], bool]],
    b: list[tuple[RelationKind, str, list[int], bool]],
    took: list[Took],
) -> None:
    clear(shared)
    lead = shared.lead.id
    for who, some in ((shared.ada, a), (shared.bob, b)):
        for kind, name, which, omits in some:
            third = shared.articles[2] if omits else None
            shared.group(who, name, *which, kind=kind, omits=third)
    if ready := [case.matter for case in agreed(shared.groups())]:
        shared.project.apply(accept_agreed(ready, lead), lead)
    cases = shared.groups()
    assert agreed(cases) == ()
    left = [case for case in cases if not case.decided]
    edits = [
        decide([case.matter], _meant(case, what), lead)
        for case, what in zip(left, took, strict=False)
    ]
    if edits:
        shared.project.apply(together("decide", *edits), lead)
    cases = shared.groups()
    assert all(case.decided for case in cases)
    held = {i for case in cases for i in (case.decision.gold_groups if case.decision else ())}
    there = shared.project.groups(shared.article.story_id, shared.gold.id)
    assert {one.id for one in there} <= held
    assert {one.id for case in cases for one in case.gold} == {one.id for one in there}


def _meant(case: GroupCase, took: Took) -> Took:
    """What can be taken: of one side that one, and not both where they have the same members."""
    if took is Took.NONE:
        return took
    if not (case.a and case.b):
        return Took.A if case.a else Took.B
    return Took.A if took is Took.BOTH and (case.split or "members" not in case.differs) else took
