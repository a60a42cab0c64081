"""What gold's groups are to be, found naively from what its decisions say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.adjudicating import Case, cases
from annotator.edits.spans import new_span
from annotator.model.decision import Decision, Took, group_ground
from annotator.model.group import Group, Member
from annotator.model.people import Annotator
from annotator.model.reading import Reading
from annotator.model.scheme import RelationKind
from annotator.model.span import Span
from annotator.project import Project
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, SCHEME

LABELS = (CLAIM, QUOTE, ENTITY)
KINDS = (
    RelationKind("conflict", is_set=True, members=("claim", "quote")),
    RelationKind("same as", is_set=True),
)
GROUPED = replace(SCHEME, relations=(*SCHEME.relations, *KINDS))
HELD = {"conflict": {CLAIM.id, QUOTE.id}, "same as": {label.id for label in LABELS}}
NAMES = ("Ada", "Bob", "Lea")


@dataclass(frozen=True)
class State:
    """All that gold says."""

    decisions: Mapping[str, Decision]
    spans: Mapping[str, Span]
    groups: Mapping[str, Group]
    readings: tuple[Reading, ...]


class Reckoning:
    """Reads a project of two people, a lead and gold at one story."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.articles = project.articles()
        self.ada, self.bob, self.lead = (
            next(one for one in project.annotators() if one.name == name) for name in NAMES
        )
        self.people = (self.ada, self.bob, self.lead)
        (self.gold,) = project.golds()
        self.look()

    def look(self) -> None:
        """Reads what they said, once they are done with it, and what gold says."""
        self.theirs = self.theirs_by_id()
        self.now = self.state()

    @property
    def story_id(self) -> str:
        return self.articles[0].story_id

    def span(self, who: Annotator, article: int, start: int, length: int, label: int) -> Span:
        fragments = [(start, start + length)]
        return new_span(self.articles[article].id, who.id, LABELS[label], fragments)

    def groups(self, person: Annotator) -> tuple[Group, ...]:
        return self.project.groups(self.story_id, person.id)

    def theirs_by_id(self) -> dict[str, Group]:
        return {group.id: group for who in (self.ada, self.bob) for group in self.groups(who)}

    def cases(self) -> tuple[Case, ...]:
        return cases(self.project, self.ada, self.bob, self.gold, unfinished=True)

    def state(self) -> State:
        spans = (s for one in self.articles for s in self.project.spans(one.id, self.gold.id))
        return State(
            {one.id: one for one in self.project.decisions()},
            {span.id: span for span in spans},
            {group.id: group for group in self.groups(self.gold)},
            tuple(self.project.reading(one.id, self.gold.id) for one in self.articles),
        )

    def expected(
        self, before: State, after: State, *, moves: bool, about: frozenset[str]
    ) -> object:
        """Gold's groups, from what its decisions say now and what it had before.

        `moves`: places were decided. `about`: ids of the groups that were decided about.
        """
        taken = {i: one for d in after.decisions.values() for i, one in self._taken(d, after)}
        follow = {i for d in after.decisions.values() if self._stands(d) for i in d.gold_groups}
        written = [d for d in after.decisions.values() if d.took is Took.NEW and d.is_about_groups]
        gone = {
            i
            for d in before.decisions.values()
            if d.is_about_groups and after.decisions.get(d.id) != d
            for i in d.gold_groups
        }
        said = {i for d in after.decisions.values() for i in d.gold_groups}
        left = {
            i: one for i, one in before.groups.items() if i not in follow and i not in gone - said
        }
        moved = (self._moved(one, before, after, moves=moves) for one in left.values())
        kept = {one.id: one for one in moved if one.members}
        fresh = {
            i: after.groups[i]
            for d in written
            if about and about == set(d.groups)
            for i in d.gold_groups
        }
        return plain([*{**kept, **fresh, **taken}.values()])

    def _stands(self, one: Decision) -> bool:
        """Whether groups were taken, and say what they said."""
        a, b = ([self.theirs[i] for i in ids] for ids in (one.a_groups, one.b_groups))
        return one.took not in (Took.NEW, Took.NONE) and one.ground == group_ground(a, b)

    def _taken(self, one: Decision, state: State) -> Iterator[tuple[str, Group]]:
        if not one.is_about_groups or not self._stands(one):
            return
        sides = {Took.B: one.b_groups, Took.BOTH: one.groups}
        taken = sides.get(one.took, one.a_groups)
        assert len(taken) == len(one.gold_groups)
        for own_id, theirs in zip(one.gold_groups, (self.theirs[i] for i in taken), strict=True):
            members: list[Member] = []
            for member in theirs.members:
                for span in self._standing(member.span_id, state):
                    if span.label_id in HELD[theirs.kind] and span.id not in [
                        m.span_id for m in members
                    ]:
                        members.append(replace(member, span_id=span.id))
            omits = [m for m in theirs.members if not m.span_id]
            if members and len(members) + len(omits) >= 2:
                everything = (*members, *omits)
                group = replace(theirs, id=own_id, annotator_id=self.gold.id, members=everything)
                yield own_id, group

    def _standing(self, span_id: str, state: State) -> Iterator[Span]:
        """Gold's spans where one of Ada's or Bob's is, by what was decided about it."""
        for one in sorted(state.decisions.values(), key=lambda one: (one.at, one.id)):
            if span_id not in one.spans:
                continue
            sides = {Took.A: one.a_spans, Took.B: one.b_spans, Took.BOTH: one.spans}
            taken = sides.get(one.took, ())
            gold = [state.spans[i] for i in one.gold_spans]
            if span_id in taken:
                yield gold[taken.index(span_id)]
            elif near := nearest(self._their(span_id), gold):
                yield near[0]

    def _their(self, span_id: str) -> Span:
        (found,) = (
            span
            for who in (self.ada, self.bob)
            for article in self.articles
            for span in self.project.spans(article.id, who.id)
            if span.id == span_id
        )
        return found

    def _moved(self, group: Group, before: State, after: State, *, moves: bool) -> Group:
        """A group that the lead wrote, or nobody: with what stands in its members' places."""
        members: list[Member] = []
        there = {member.span_id for member in group.members}
        for one in group.members:
            if not one.span_id or one.span_id in after.spans:
                members.append(one)
                continue
            gold = [
                after.spans[i]
                for d in after.decisions.values()
                if moves and before.decisions.get(d.id) != d and self._replaces(d, one, before)
                for i in d.gold_spans
            ]
            near = [
                s
                for s in nearest(before.spans[one.span_id], gold)
                if s.label_id in HELD[group.kind]
            ]
            if near and near[0].id not in there:
                there.add(near[0].id)
                members.append(replace(one, span_id=near[0].id))
        return replace(group, members=tuple(members))

    def _replaces(self, made: Decision, member: Member, before: State) -> bool:
        """Whether the decision stands in the place of one by which gold had this span."""
        return any(
            member.span_id in one.gold_spans
            and (made.id == one.id or not one.spans or set(made.spans) & set(one.spans))
            and made.article_id == one.article_id
            for one in before.decisions.values()
        )

    def check(self) -> None:
        state = self.now
        for one in state.decisions.values():
            assert not one.is_about_groups or not one.gold_spans
            if one.took is Took.NEW and one.is_about_groups:
                assert one.gold_groups
                assert set(one.gold_groups) <= state.groups.keys()
            for own_id, group in self._taken(one, state):
                assert plain([state.groups[own_id]]) == plain([group])
        assert self.project.faults() == ()


def nearest(span: Span, others: Sequence[Span]) -> list[Span]:
    """Those of the others that share characters with it, what shares most first."""

    def shared(other: Span) -> int:
        mine, theirs = (
            {n for start, end in one.fragments for n in range(start, end)} for one in (span, other)
        )
        return len(mine & theirs)

    return sorted(
        (one for one in others if shared(one)),
        key=lambda one: (-shared(one), one.start, one.id),
    )


def plain(groups: Iterable[Group]) -> list[object]:
    """What groups say, with their ids and without times and notes."""
    some = sorted(groups, key=lambda one: one.id)
    return [(one.id, one.annotator_id, one.kind, one.name, one.members) for one in some]
