"""What an open project answers about its texts, and about what was labelled in them."""

from collections.abc import Iterator, Mapping, Sequence

from annotator.errors import ProjectError
from annotator.model.group import Group
from annotator.model.people import Annotator
from annotator.model.reading import Attention, Reading
from annotator.model.relation import Relation
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.model.story import Article, Story
from annotator.project.reads import Reads


class Labelled(Reads):
    """Stories and articles, annotators, and their spans, relations, groups and readings."""

    def stories(self) -> tuple[Story, ...]:
        """The stories, in order."""
        return self._records.stories.all()

    def articles(self, story_id: str | None = None) -> tuple[Article, ...]:
        """The articles of a story, or all, in order; without their texts."""
        return self._records.articles.all(story_id)

    def article(self, article_id: str) -> Article:
        """The article with this id."""
        article = self._records.articles.get(article_id)
        if article is None:
            raise ProjectError(f"There is no article {article_id} in the project.")
        return article

    def text(self, article_id: str) -> str:
        """The text of an article, exactly as imported."""
        return self._records.articles.text(article_id)

    def annotators(self) -> tuple[Annotator, ...]:
        """The annotators, by name."""
        return self._records.people.all()

    def annotator(self, annotator_id: str) -> Annotator | None:
        """The annotator with this id."""
        return self._records.people.get(annotator_id)

    def scheme(self) -> Scheme:
        """The scheme that counts now."""
        return self._records.schemes.current()

    def spans(self, article_id: str, annotator_id: str) -> tuple[Span, ...]:
        """One annotator's spans in one article, in text order, longest first."""
        return self._records.spans.of(article_id, annotator_id)

    def span_slices(
        self, article_id: str, annotator_id: str, *, size: int = 500
    ) -> Iterator[tuple[Span, ...]]:
        """The same, `size` at a time: for lists that must not keep anybody waiting."""
        return self._records.spans.slices(article_id, annotator_id, size)

    def story_spans(self, story_id: str, annotator_id: str) -> tuple[Span, ...]:
        """One annotator's spans in all articles of a story, article by article."""
        return self._records.spans.in_story(story_id, annotator_id)

    def spans_by_id(self, ids: Sequence[str]) -> tuple[Span, ...]:
        """The spans with these ids, those that are there."""
        return self._records.spans.get(ids)

    def relations(self, span_ids: Sequence[str]) -> tuple[Relation, ...]:
        """The relations that begin or end at one of these spans."""
        return self._records.relations.touching(span_ids)

    def relations_in(self, article_id: str, annotator_id: str) -> tuple[Relation, ...]:
        """One annotator's relations that begin in this article."""
        return self._records.relations.of(article_id, annotator_id)

    def groups(self, story_id: str, annotator_id: str) -> tuple[Group, ...]:
        """One annotator's groups in a story, by kind and name."""
        return self._records.groups.of(story_id, annotator_id)

    def groups_of(self, span_ids: Sequence[str]) -> tuple[Group, ...]:
        """The groups that hold one of these spans, by kind and name."""
        return self._records.groups.of_spans(span_ids)

    def reading(self, article_id: str, annotator_id: str) -> Reading:
        """How far this annotator is with this article."""
        return self._records.readings.get(article_id, annotator_id)

    def readings(self, annotator_id: str | None = None) -> tuple[Reading, ...]:
        """The readings that were begun, of one annotator or of all."""
        return self._records.readings.all(annotator_id)

    def attention(self, article_id: str, annotator_id: str) -> Attention:
        """What was measured while this annotator read this article."""
        return self._records.readings.attention(article_id, annotator_id)

    def all_attention(self, annotator_id: str | None = None) -> tuple[Attention, ...]:
        """All that was measured, of one annotator or of all."""
        return self._records.readings.all_attention(annotator_id)

    def counts(self, annotator_id: str, story_id: str | None = None) -> Mapping[str, int]:
        """Numbers of one annotator's spans by label id, in one story or in all."""
        return self._records.spans.count_by_label(annotator_id=annotator_id, story_id=story_id)

    def span_counts(
        self, annotator_id: str, article_ids: Sequence[str] | None = None
    ) -> Mapping[str, int]:
        """Numbers of one annotator's spans by article id, in these articles or in all."""
        return self._records.spans.count_by_article(annotator_id, article_ids)

    def labels_in(self, article_id: str, annotator_id: str) -> frozenset[str]:
        """Ids of the labels that one annotator used in an article."""
        return self._records.spans.labels_in(article_id, annotator_id)
