"""Whatever is decided, changed, taken back, undone and redone in whatever order."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.adjudicating import Case, agreed, cases
from annotator.agree.classes import Kind
from annotator.edits.adjudication import accept_agreed, add_gold, decide, reopen
from annotator.edits.groups import make_group, new_group
from annotator.edits.readings import set_status
from annotator.edits.relations import link
from annotator.edits.spans import add_spans, new_span, remove_spans, resize_span
from annotator.errors import EditRefused
from annotator.model.decision import Took
from annotator.model.group import Member
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.scheme import RelationKind
from annotator.model.span import Span
from annotator.project import Project
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, SAID_BY, SCHEME, add_article

LABELS = (CLAIM, QUOTE, ENTITY)
SAME_AS = RelationKind("same as", is_set=True)
GROUPED = replace(SCHEME, relations=(*SCHEME.relations, SAME_AS))
Place = tuple[int, int, int]
places = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 12), st.integers(0, 2)), max_size=5, unique=True
)
"""Starts, lengths and labels."""
acts = st.lists(
    st.tuples(
        st.sampled_from(["decide", "reopen", "undo", "redo", "agreed", "hand", "mark", "unmark"]),
        st.integers(0, 9),
        st.sampled_from([Took.A, Took.B, Took.BOTH, Took.NEW, Took.NONE]),
    ),
    max_size=10,
)


class Desk:
    """A lead between two people, doing anything."""

    def __init__(self, project: Project, a: list[Place], b: list[Place]) -> None:
        self.project = project
        self.article = add_article(project)
        self.people = [Annotator(new_id(), name) for name in ("Ada", "Bob", "Lea")]
        for person in self.people:
            project.add_annotator(person)
        project.apply(add_gold())
        (self.gold,) = project.golds()
        for person, some in zip(self.people, (a, b), strict=False):
            project.apply(set_status(self.article.id, person.id, Status.DONE), person.id)
            spans = [self.span(person, place) for place in some]
            project.apply(add_spans(spans, "mark"), person.id)
            self._link(person)

    def _link(self, person: Annotator) -> None:
        spans = self.project.spans(self.article.id, person.id)
        quotes = [span for span in spans if span.label_id == QUOTE.id]
        names = [span for span in spans if span.label_id == ENTITY.id]
        for quote, name in zip(quotes, names, strict=False):
            self.project.apply(link(SAID_BY, quote, name), person.id)
        members = [Member(self.article.id, span.id) for span in names]
        if members:
            group = new_group(SAME_AS, "them", self.article.story_id, person.id, members)
            self.project.apply(make_group(group), person.id)

    def span(self, person: Annotator, place: Place) -> Span:
        start, length, label = place
        fragments = [(start, start + length)]
        return new_span(self.article.id, person.id, LABELS[label], fragments)

    def cases(self, *, swapped: bool = False) -> tuple[Case, ...]:
        a, b = self.people[:2]
        if swapped:
            a, b = b, a
        return cases(self.project, a, b, self.gold, unfinished=True)

    def said(self) -> list[object]:
        ids = [(self.article.id, one.id) for one in self.people[:2]]
        return [(self.project.spans(*one), self.project.relations_in(*one)) for one in ids]

    def act(self, what: str, which: int, took: Took) -> None:
        lead = self.people[2]
        ways: dict[str, Callable[[], object]] = {
            "decide": lambda: self._decide(which, took),
            "reopen": lambda: self._reopen(which),
            "hand": lambda: self._by_hand(which),
            "undo": lambda: self.project.undo(lead.id),
            "redo": lambda: self.project.redo(lead.id),
            "agreed": lambda: self.project.apply(
                accept_agreed([case.matter for case in agreed(self.cases())], lead.id), lead.id
            ),
        }
        if what in ways:
            before = self.said()
            try:
                ways[what]()
            except EditRefused:
                assert what in ("decide", "hand")
            else:
                self._check_status(what)
            assert self.said() == before
            return
        person = self.people[which % 2]
        spans = self.project.spans(self.article.id, person.id)
        if what == "mark":
            edit = add_spans([self.span(person, (which, 1 + which, which % 3))], "mark")
            self.project.apply(edit, person.id)
        elif spans:
            self.project.apply(remove_spans([spans[which % len(spans)].id]), person.id)

    def _decide(self, which: int, took: Took) -> None:
        found = self.cases()
        case = found[which % len(found)]
        lead = self.people[2]
        written = [self.span(lead, (which, 3, which % 3))] if took is Took.NEW else []
        self.project.apply(decide([case.matter], took, lead.id, written=written), lead.id)

    def _reopen(self, which: int) -> None:
        if made := self.project.decisions():
            edit = reopen([made[which % len(made)].id])
            self.project.apply(edit, self.people[2].id)

    def _by_hand(self, which: int) -> None:
        """The lead changes gold itself: every other time a span goes, else it gets other edges."""
        spans = self.project.spans(self.article.id, self.gold.id)
        if not spans:
            return
        span = spans[which % len(spans)]
        edit = resize_span(span, [(span.start, span.end + 1)]) if which % 2 else None
        self.project.apply(edit or remove_spans([span.id]), self.people[2].id)

    def _check_status(self, what: str) -> None:
        """Gold is done with the article as soon as all is decided, and only then."""
        reading = self.project.reading(self.article.id, self.gold.id)
        if what in ("decide", "reopen") and self.project.decisions():
            decided = all(case.decided for case in self.cases())
            assert (reading.status is Status.DONE) == decided

    def check(self) -> None:
        in_gold = {span.id for span in self.project.spans(self.article.id, self.gold.id)}
        says = {i for one in self.project.decisions() for i in one.gold_spans}
        assert in_gold == says
        found = self.cases()
        for side, person in enumerate(self.people[:2]):
            spans = [s.id for s in self.project.spans(self.article.id, person.id)]
            held = [s.id for case in found for s in (case.b if side else case.a)]
            assert sorted(spans) == sorted(held)
        assert [_seen(case, swap=False) for case in found] == [
            _seen(case, swap=True) for case in self.cases(swapped=True)
        ]
        reading = self.project.reading(self.article.id, self.gold.id)
        if reading.status is Status.DONE:
            assert reading.read_for == ()
        assert self.project.faults() == ()


def _seen(case: Case, *, swap: bool) -> object:
    decision = case.decision.mirrored if case.decision and swap else case.decision
    kinds = {Kind.ONLY_A: Kind.ONLY_B, Kind.ONLY_B: Kind.ONLY_A} if swap else {}
    a, b = (case.b, case.a) if swap else (case.a, case.b)
    kind = kinds.get(case.kind, case.kind) if case.kind else None
    return (kind, a, b, decision, case.stale, case.attributes, case.links, case.agreed, case.start)


@contextmanager
def desk(a: list[Place], b: list[Place]) -> Iterator[Desk]:
    with (
        TemporaryDirectory() as folder,
        Project.create(Path(folder) / "p.annotator", GROUPED) as project,
    ):
        yield Desk(project, a, b)


@settings(max_examples=25)
@given(places, places, acts)
def test_gold_is_what_decisions_say_and_what_they_said_is_left_alone(
    a: list[Place], b: list[Place], some: list[tuple[str, int, Took]]
) -> None:
    with desk(a, b) as table:
        table.check()
        for act in some:
            table.act(*act)
            table.check()


@settings(max_examples=25)
@given(places, places)
def test_after_what_both_say_is_accepted_gold_and_either_differ_only_where_it_is_open(
    a: list[Place], b: list[Place]
) -> None:
    with desk(a, b) as table:
        table.act("agreed", 0, Took.NONE)
        still_open = {s.id for case in table.cases() if not case.decided for s in case.a}
        found = cases(table.project, table.people[0], table.gold, None, unfinished=True)
        same = {s.id for case in found if case.kind is Kind.SAME for s in case.a}
        mine = {s.id for s in table.project.spans(table.article.id, table.people[0].id)}
        assert same == mine - still_open
        assert not any(case.kind is Kind.ONLY_B for case in found)
