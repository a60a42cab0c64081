"""Whatever is decided about places and groups, taken back, edited by hand and undone: gold's groups
are what a naive reading of its decisions says."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.adjudicating import agreed
from annotator.edits.adjudication import accept_agreed, add_gold, decide, reopen
from annotator.edits.edit import Edit, together
from annotator.edits.groups import (
    make_group,
    merge_groups,
    move_members,
    new_group,
    remove_group,
    remove_members,
    rename_group,
    set_group_note,
    split_off,
)
from annotator.edits.readings import set_status
from annotator.edits.spans import (
    add_spans,
    relabel_span,
    remove_spans,
    resize_span,
)
from annotator.errors import EditRefused
from annotator.model.decision import Matter, Took, group_ground
from annotator.model.group import Group, Member
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.story import Article
from annotator.project import Project
from annotator.store.work import Work
from tests.annotator.edits.gold_reckoning import (
    GROUPED,
    HELD,
    KINDS,
    LABELS,
    NAMES,
    Reckoning,
    State,
    plain,
)
from tests.annotator.samples import TEXT, add_article, article_for

numbers = st.integers(0, 9)
SLOTS = ((0, 0), (0, 16), (0, 32), (1, 0))
"""Articles and starts: where both marked something, with the same edges or label or others."""
marks = st.tuples(*[st.tuples(st.integers(0, 2), st.sampled_from((0, 0, 1, 2)))] * len(SLOTS))
"""How much longer the marks are, and their labels."""
sets = st.lists(
    st.tuples(
        st.integers(0, 1), st.lists(st.integers(0, 3), min_size=2, max_size=4), st.booleans()
    ),
    min_size=1,
    max_size=2,
)
"""Kinds, members, and whether the third article omits it."""
Mark = tuple[int, int]
Set = tuple[int, list[int], bool]
Side = tuple[tuple[Mark, ...], list[Set]]
TAKING = (Took.A, Took.B, Took.BOTH, Took.NEW)
ACTS = ("place", "group", "group", "place", "reopen", "agreed", "span", "in gold", "theirs", "undo")
acts = st.lists(
    st.tuples(st.sampled_from(ACTS), numbers, numbers, st.sampled_from(list(Took))),
    min_size=4,
    max_size=10,
)


class Desk(Reckoning):
    """A lead between two people who grouped what they marked in two of three articles."""

    def __init__(self, project: Project, sides: Sequence[Side]) -> None:
        super().__init__(project)
        for person, side in zip(self.people, sides, strict=False):
            project.apply(self._marking(person, *side), person.id)
        self.look()
        self.number = 0
        self.about = frozenset[str]()
        self.done: list[tuple[State, State]] = []
        """What gold said before and after each step of the lead's."""
        self.taken_back: list[tuple[State, State]] = []

    def _marking(self, person: Annotator, some: Sequence[Mark], sets: list[Set]) -> Edit:
        spans = [
            self.span(person, *slot, 8 + longer, label)
            for slot, (longer, label) in zip(SLOTS, some, strict=True)
        ]
        edits = [set_status(one.id, person.id, Status.IN_PROGRESS) for one in self.articles]
        edits.append(add_spans(spans, "mark"))
        for kind, which, omits in sets:
            chosen = {s.id: s for s in (spans[n % len(spans)] for n in which)}.values()
            held = [s for s in chosen if s.label_id in HELD[KINDS[kind].name]]
            members = [Member(s.article_id, s.id) for s in held]
            members += [Member(self.articles[2].id)] if omits else []
            if members:
                name = f"{person.name} {kind}"
                made = new_group(KINDS[kind], name, self.story_id, person.id, members)
                edits.append(make_group(made))
        return together("mark and group", *edits)

    # What is done

    def act(self, what: str, which: int, other: int, took: Took) -> None:
        before = self.now
        if what == "theirs":
            return self._theirs(which, before)
        if what == "undo":
            return self._undo(which)
        ways: dict[str, Callable[[int, int, Took], Edit | None]] = {
            "all": self._all,
            "place": self._place,
            "group": self._group,
            "reopen": self._reopen,
            "agreed": self._agreed,
            "span": self._span,
            "in gold": self._in_gold,
        }
        try:
            edit = ways[what](which, other, took)
            if edit is None:
                return None
            last = self.project.next_undo(self.lead.id)
            self.project.apply(edit, self.lead.id)
        except EditRefused:
            assert self.state() == before
            return None
        after = self.now = self.state()
        if what != "in gold":
            moves = what in ("all", "place", "agreed")
            about = self.about if what == "group" else frozenset()
            found = self.expected(before, after, moves=moves, about=about)
            assert plain(after.groups.values()) == found
        if self.project.next_undo(self.lead.id) != last:
            self.done.append((before, after))
            self.taken_back.clear()
        return None

    def _theirs(self, which: int, before: State) -> None:
        """Somebody gives a group a name that no group had."""
        person = self.people[which % 2]
        some = self.groups(person)
        if some:
            self.number += 1
            edit = rename_group(some[which % len(some)], f"name {self.number}")
            self.project.apply(edit, person.id)
            self.theirs = self.theirs_by_id()
        assert self.state() == before

    def _undo(self, which: int) -> None:
        """To the letter; every third time it is done again where that goes."""
        if which % 3 == 0 and self.taken_back:
            self.project.redo(self.lead.id)
            self.done.append(self.taken_back.pop())
            self.now = self.state()
            assert self.now == self.done[-1][1]
        elif self.done:
            self.project.undo(self.lead.id)
            self.taken_back.append(self.done.pop())
            self.now = self.state()
            assert self.now == self.taken_back[-1][0]

    def begin(self, some: Sequence[Took]) -> None:
        """Decides each place, and then groups."""
        for took in (Took.A, Took.B):
            self.act("all", 0, 0, took)
        for number, took in enumerate(some):
            self.act("group", number, number, took)

    def _all(self, which: int, other: int, took: Took) -> Edit | None:
        """Every place that is not decided, where that one said something."""
        some = [
            one.matter
            for one in self.cases()
            if not one.decided and (one.a if took is Took.A else one.b)
        ]
        return decide(some, took, self.lead.id) if some else None

    def _place(self, which: int, other: int, took: Took) -> Edit:
        found = self.cases()
        case, more = found[which % len(found)], found[other % len(found)]
        written = []
        if took is Took.NEW:
            article = next(n for n, a in enumerate(self.articles) if a.id == case.article_id)
            written = [self.span(self.lead, article, case.start, 3 + other, other % 3)]
            more = case
        took = _possible(took, case.a, case.b)
        return decide([case.matter, more.matter], took, self.lead.id, written=written)

    def _group(self, which: int, other: int, took: Took) -> Edit | None:
        a, b = self.groups(self.ada), self.groups(self.bob)
        a, b = (a[which % 3 : which % 3 + 1], b[other % 3 : other % 3 + 1])
        if not (a or b):
            return None
        self.about = ids = frozenset(one.id for one in (*a, *b))
        made = [one for one in self.project.decisions() if ids.intersection(one.groups)]
        matter = Matter(
            self.gold.id,
            (*a, *b)[0].members[0].article_id,
            self.ada.id,
            self.bob.id,
            ground=group_ground(a, b),
            replaces=tuple(one.id for one in made) if which % 2 else (),
            a_groups=tuple(one.id for one in a),
            b_groups=tuple(one.id for one in b),
        )
        groups = [self._written(which, other)] if took is Took.NEW else []
        return decide([matter], _possible(took, a, b), self.lead.id, groups=groups)

    def _written(self, which: int, other: int) -> Group:
        spans = list(self.now.spans.values())
        members = [Member(s.article_id, s.id) for s in spans[which % 3 :: 1 + other % 2]]
        members += [Member(self.articles[2].id)] if other % 3 == 0 else []
        kind = KINDS[which % 2]
        made = new_group(kind, f"written {other}", self.story_id, self.gold.id, members)
        mine = self.groups(self.gold)
        return replace(made, id=mine[which % len(mine)].id) if mine and other % 2 else made

    def _reopen(self, which: int, other: int, _: Took) -> Edit | None:
        made = self.project.decisions()
        if not made:
            return None
        return reopen([one.id for one in made[which % len(made) :][: 1 + other % 3]])

    def _agreed(self, *_: object) -> Edit:
        return accept_agreed([case.matter for case in agreed(self.cases())], self.lead.id)

    def _span(self, which: int, other: int, _: Took) -> Edit | None:
        """The lead changes gold's spans."""
        spans = list(self.now.spans.values())
        if not spans:
            return None
        span = spans[which % len(spans)]
        edits: tuple[Callable[[], Edit], ...] = (
            lambda: remove_spans([span.id]),
            lambda: resize_span(span, [(span.start + other, span.end + other)]),
            lambda: resize_span(span, [(span.start, span.end + 1)]),
            lambda: relabel_span(span, LABELS[other % 3]),
        )
        return edits[other % 4]()

    def _in_gold(self, which: int, other: int, _: Took) -> Edit | None:
        """The lead changes gold's groups."""
        mine = self.groups(self.gold)
        if not mine:
            return None
        group, into = mine[which % len(mine)], mine[other % len(mine)]
        some = group.members[: 1 + other % 2]
        edits: tuple[Callable[[], Edit], ...] = (
            lambda: rename_group(group, f"by hand {which}"),
            lambda: remove_members(group, some),
            lambda: remove_group(group),
            lambda: merge_groups([into, group]),
            lambda: split_off(group, some),
            lambda: move_members(group, some, into),
            lambda: set_group_note(group, f"note {which}"),
        )
        return edits[other % 7]()


def _possible(took: Took, a: Sequence[object], b: Sequence[object]) -> Took:
    """What can be taken where one side has nothing."""
    if took in (Took.NEW, Took.NONE) or (a and b):
        return took
    return Took.A if a else Took.B if b else Took.NONE


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three articles with two people, a lead and gold, to copy."""
    path = tmp_path_factory.mktemp("begun") / "p.annotator"
    with Project.create(path, GROUPED) as project:
        first = add_article(project)
        (story,) = project.stories()
        for place, name in ((2, "b.txt"), (3, "c.txt")):
            article = article_for(story, TEXT, name, place)
            project.apply(Edit("import", partial(_add, article)))
        assert project.articles()[0] == first
        for name in NAMES:
            project.add_annotator(Annotator(new_id(), name))
        project.apply(add_gold())
    return path


def _add(article: Article, work: Work) -> None:
    work.articles.add(article, TEXT)


@contextmanager
def desk(begun: Path, *sides: Side) -> Iterator[Desk]:
    with (
        TemporaryDirectory(dir=begun.parent) as folder,
        Project.open(Path(shutil.copy(begun, folder))) as project,
    ):
        yield Desk(project, sides)


@settings(max_examples=6)
@given(
    st.tuples(marks, sets),
    st.tuples(marks, sets),
    st.lists(st.sampled_from(TAKING), min_size=1, max_size=4),
    acts,
)
def test_golds_groups_are_what_its_decisions_say(
    begun: Path, a: Side, b: Side, first: list[Took], some: list[tuple[str, int, int, Took]]
) -> None:
    with desk(begun, a, b) as table:
        table.begin(first)
        for act in some:
            table.act(*act)
            table.check()
        while table.done:
            table.act("undo", 1, 0, Took.A)
        table.check()
        assert table.groups(table.gold) == ()
