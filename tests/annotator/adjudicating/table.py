"""Two people, a lead and gold at one article, as the tests of adjudicating use them."""

from annotator.adjudicating import Case, cases
from annotator.edits.adjudication import add_gold, decide
from annotator.edits.readings import set_status
from annotator.edits.spans import add_spans, new_span
from annotator.model.decision import Took
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.scheme import Label
from annotator.model.span import Span
from annotator.model.story import Article
from annotator.project import Project
from tests.annotator.samples import add_article


class Table:
    """Two people, a lead and gold at one article."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.article = add_article(project)
        self.ada, self.bob, self.lead = (Annotator(new_id(), n) for n in ("Ada", "Bob", "Lea"))
        for person in (self.ada, self.bob, self.lead):
            project.add_annotator(person)
        project.apply(add_gold(), self.lead.id)
        gold = project.gold("gold")
        assert gold is not None
        self.gold = gold
        for who in (self.ada, self.bob):
            self.say(who, Status.IN_PROGRESS)

    def mark(
        self, who: Annotator, label: Label, start: int, end: int, article: Article | None = None
    ) -> Span:
        span = new_span((article or self.article).id, who.id, label, [(start, end)])
        self.project.apply(add_spans([span], f"label “{label.name}”"), who.id)
        return span

    def say(self, who: Annotator, status: Status, article: Article | None = None) -> None:
        edit = set_status((article or self.article).id, who.id, status)
        self.project.apply(edit, who.id)

    def done(self) -> None:
        for who in (self.ada, self.bob):
            self.say(who, Status.DONE)

    def cases(self, a: Annotator | None = None, b: Annotator | None = None) -> tuple[Case, ...]:
        return cases(self.project, a or self.ada, b or self.bob, self.gold, unfinished=True)

    def decide(self, case: Case, took: Took, *written: Span, **why: object) -> None:
        edit = decide([case.matter], took, self.lead.id, written=written, **why)  # type: ignore[arg-type]
        self.project.apply(edit, self.lead.id)

    def in_gold(self, article: Article | None = None) -> list[tuple[int, int, str]]:
        spans = self.project.spans((article or self.article).id, self.gold.id)
        return [(span.start, span.end, span.label_id) for span in spans]
