"""Two people, a lead and gold at three articles of a story, with groups."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Engine, event

from annotator.edits.adjudication import decide
from annotator.edits.edit import Edit
from annotator.edits.groups import make_group, new_group
from annotator.model.decision import Decision, Matter, Took, group_ground
from annotator.model.group import Group, Member
from annotator.model.people import Annotator
from annotator.model.scheme import RelationKind
from annotator.model.span import Span
from annotator.model.story import Article
from annotator.project import Project
from tests.annotator.adjudicating.table import Table
from tests.annotator.samples import CLAIM, SCHEME, TEXT, article_for

CONFLICT = RelationKind(
    "conflict",
    is_set=True,
    members=("claim", "quote"),
    member_value=True,
    stances=("states", "contradicts", "omits"),
)
SAME_AS = RelationKind("same as", is_set=True)
GROUPED = replace(SCHEME, relations=(*SCHEME.relations, CONFLICT, SAME_AS))


class Board(Table):
    """Three articles of one story; two people marked a claim in each of the first two."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.second, self.third = (self.beside(name) for name in ("b.txt", "c.txt"))
        ends = {"Ada": 9, "Bob": 12}
        self.spans = {
            who.name: [
                self.mark(who, CLAIM, 0, ends[who.name], one) for one in (self.article, self.second)
            ]
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

    def names(self) -> list[tuple[str, list[str]]]:
        return [(one.name, [m.value for m in one.members]) for one in self.groups()]

    def gold_span(self, article: Article) -> Span:
        (span,) = self.project.spans(article.id, self.gold.id)
        return span

    def matter(self, a: Sequence[Group] = (), b: Sequence[Group] = ()) -> Matter:
        ids = {one.id for one in (*a, *b)}
        made = [one for one in self.project.decisions() if ids.intersection(one.groups)]
        return Matter(
            self.gold.id,
            (*a, *b)[0].members[0].article_id,
            self.ada.id,
            self.bob.id,
            ground=group_ground(a, b),
            replaces=tuple(one.id for one in made),
            a_groups=tuple(one.id for one in a),
            b_groups=tuple(one.id for one in b),
        )

    def take(self, took: Took, a: Sequence[Group], b: Sequence[Group], *groups: Group) -> Decision:
        matter = self.matter(a, b)
        edit = decide([matter], took, self.lead.id, groups=groups)
        self.project.apply(edit, self.lead.id)
        return self.about(matter)

    def take_beside(self, took: Took, a: Sequence[Group], b: Sequence[Group]) -> Decision:
        """The same, while what was decided about one of the sides stays."""
        matter = replace(self.matter(a, b), replaces=())
        self.project.apply(decide([matter], took, self.lead.id), self.lead.id)
        return self.about(matter)

    def about(self, matter: Matter) -> Decision:
        (found,) = (
            one
            for one in self.project.decisions()
            if (one.a_groups, one.b_groups) == (matter.a_groups, matter.b_groups)
        )
        return found

    def places(self, *some: Took) -> None:
        for case, took in zip(self.cases(), some, strict=False):
            self.decide(case, took)

    def by_lead(self, edit: Edit) -> None:
        self.project.apply(edit, self.lead.id)

    def decision(self) -> Decision:
        (found,) = (one for one in self.project.decisions() if one.is_about_groups)
        return found

    def of_gold(self, name: str, *values: str) -> Group:
        """A group of what gold has in the first articles, not kept."""
        spans = [self.gold_span(one) for one in (self.article, self.second)]
        members = [Member(s.article_id, s.id, v) for s, v in zip(spans, values, strict=False)]
        return new_group(CONFLICT, name, self.article.story_id, self.gold.id, members)


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    found: list[str] = []

    def note(*said: object) -> None:
        found.append(str(said[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)
