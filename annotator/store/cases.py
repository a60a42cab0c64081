"""What is to be decided between two people in an article, read from a project."""

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

from annotator.model.decision import Decision
from annotator.model.relation import Relation
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.model.whole_reading import WholeReading

if TYPE_CHECKING:
    from annotator.agree.cases import Case, Material
    from annotator.model.story import Article
    from annotator.store.work import Records


class Cases:
    """Reads the cases of articles; labels' names are read once for each scheme."""

    def __init__(self, records: "Records") -> None:
        self._records = records
        self._names: dict[str, str] = {}
        self._scheme: Scheme | None = None

    def of(self, article: "Article", a_id: str, b_id: str, gold_id: str) -> tuple["Case", ...]:
        """The cases of A and B in an article with what gold says of each; see `agree.cases`."""
        from annotator.agree.cases import cases_of  # with numpy: slow to import

        sides = [self._said(article.id, one) for one in (a_id, b_id)]
        return cases_of(self.material(article, sides, gold_id))

    def material(
        self, article: "Article", sides: Sequence[WholeReading], gold_id: str
    ) -> "Material":
        """What the cases of two readings of an article are found from."""
        from annotator.agree.cases import Material

        records = self._records
        a_id, b_id = (side.annotator_id for side in sides)
        decisions = records.decisions.of(article.id, gold_id) if gold_id else ()
        others = self._others(decisions, sides)
        theirs = [i for one in decisions if {one.a_id, one.b_id} != {a_id, b_id} for i in one.spans]
        named = [one for one in theirs if one in others]
        return Material(
            name=article.name,
            text=records.articles.text(article.id),
            a=sides[0],
            b=sides[1],
            gold_id=gold_id,
            names=self.label_names(),
            decisions=decisions,
            others=others,
            other_relations=records.relations.touching(named) if named else (),
            far=self._far(sides),
        )

    def _said(self, article_id: str, annotator_id: str) -> WholeReading:
        spans = self._records.spans.of(article_id, annotator_id)
        relations = self._records.relations.of(article_id, annotator_id)
        return WholeReading(article_id, annotator_id, spans=spans, relations=relations)

    def _others(
        self, decisions: Iterable[Decision], sides: Iterable[WholeReading]
    ) -> dict[str, Span]:
        """The spans that decisions name and that are none of A's or B's."""
        here = {span.id for side in sides for span in side.spans}
        pair = {side.annotator_id for side in sides}
        named: set[str] = set()
        for one in decisions:
            # Of what these two were decided about, gold's spans matter only where theirs are gone.
            if {one.a_id, one.b_id} != pair or here.isdisjoint(one.spans):
                named.update(one.spans, one.gold_spans)
        named -= here
        return {span.id: span for span in self._records.spans.get(sorted(named))}

    def _far(self, sides: Iterable[WholeReading]) -> dict[str, Hashable]:
        """What the spans in other articles are that links lead to: place and label."""
        here = {span.id for side in sides for span in side.spans}
        relations: list[Relation] = [one for side in sides for one in side.relations]
        ids = sorted({one.child_id for one in relations} - here)
        spans = self._records.spans.get(ids) if ids else ()
        return {span.id: (span.article_id, span.fragments, span.label_id) for span in spans}

    def label_names(self) -> dict[str, str]:
        """The labels' names by id, those of older versions of the scheme too."""
        current = self._records.schemes.current()
        if self._scheme is not current:
            versions = (*self._records.schemes.all(), current)
            self._names = {label.id: label.name for one in versions for label in one.labels}
            self._scheme = current
        return self._names
