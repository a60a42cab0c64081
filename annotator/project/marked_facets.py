"""What an annotator marked as answers to the questions of a story.

Light, so that the window may ask: what patterns find is computed elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from annotator.model.across import FacetRow
from annotator.model.clue import Passage
from annotator.model.span import Fragment
from annotator.project.project import Project

FACET = "facet"
"""The attribute of claims that says to which question they answer."""


def facets_of(
    project: Project, story_id: str, annotator_id: str, rows: Sequence[FacetRow]
) -> tuple[FacetRow, ...]:
    """The rows that patterns found in a story, with what one annotator marked as answers."""
    order = [article.id for article in project.articles(story_id)]
    return with_claims(rows, claims_of(project, story_id, annotator_id), order)


def claims_of(project: Project, story_id: str, annotator_id: str) -> list[tuple[str, Passage]]:
    """What one annotator marked as answers to facets: each facet with a passage."""
    found: list[tuple[str, Passage]] = []
    texts: dict[str, str] = {}
    for span in project.story_spans(story_id, annotator_id):
        for facet in filter(str.strip, span.values(FACET)):
            if span.article_id not in texts:
                texts[span.article_id] = project.text(span.article_id)
            value = " ".join(span.quoted(texts[span.article_id]).split())
            place = Fragment(span.start, span.end)
            found.append((facet, Passage(span.article_id, place, value)))
    return found


def with_claims(
    rows: Sequence[FacetRow], claims: Iterable[tuple[str, Passage]], order: Sequence[str]
) -> tuple[FacetRow, ...]:
    """The rows with what somebody marked: facets with passages; `order` are ids of articles.

    A marked passage takes the place of those found there. Facets that no pattern has come last.
    """
    marked: dict[str, list[Passage]] = defaultdict(list)
    for facet, passage in claims:
        marked[facet].append(passage)
    names = dict.fromkeys([*(row.facet for row in rows), *marked])
    found = {row.facet: row.passages for row in rows}
    place = {article_id: number for number, article_id in enumerate(order)}

    def at(passage: Passage) -> tuple[int, Fragment]:
        return place.get(passage.article_id, len(place)), passage.place

    return tuple(
        FacetRow(name, tuple(sorted(_joined(found.get(name, ()), marked.get(name, ())), key=at)))
        for name in names
    )


def _joined(found: Sequence[Passage], marked: Sequence[Passage]) -> list[Passage]:
    kept = [one for one in found if not any(_overlap(one, other) for other in marked)]
    return [*kept, *marked]


def _overlap(one: Passage, other: Passage) -> bool:
    apart = one.place.end <= other.place.start or other.place.end <= one.place.start
    return one.article_id == other.article_id and not apart
