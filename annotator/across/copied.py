"""Text that several articles share almost to the letter, outside quotations."""

from collections.abc import Iterator, Mapping, Sequence

from annotator.across.kinds import Kind, clue
from annotator.across.material import ReadArticle
from annotator.across.words import Clusters
from annotator.model.across import Counterpart
from annotator.model.clue import Clue, Passage
from annotator.model.span import Fragment
from annotator.suggest.places import Taken

_LEAST = 40
"""Code points of a sentence that is no coincidence."""


def copied_text(
    articles: Sequence[ReadArticle], counterparts: Sequence[Counterpart]
) -> Iterator[Clue]:
    """One clue for all near-identical sentences that the same articles share."""
    spoken = {a.article_id: Taken(f for q in a.quotations for f in q.fragments) for a in articles}
    passages: dict[Passage, int] = {}
    clusters = Clusters()
    for one in counterparts:
        if one.near_identical and all(_is_copied(m, spoken) for m in one.members):
            clusters.join(*(passages.setdefault(m, len(passages)) for m in one.members))
    order = {article.article_id: number for number, article in enumerate(articles)}
    numbered = list(passages)
    by_articles: dict[tuple[str, ...], list[Passage]] = {}
    for some in clusters.all():
        members = sorted((numbered[n] for n in some), key=lambda m: (order[m.article_id], m.place))
        ids = tuple(dict.fromkeys(member.article_id for member in members))
        by_articles.setdefault(ids, []).extend(members)
    words = {article.article_id: article for article in articles}
    for ids, shared in by_articles.items():
        first = shared[0]
        number = sum(member.article_id == ids[0] for member in shared)
        count = "a sentence stands" if number == 1 else f"{number:,} sentences stand"
        reason = f"{count} almost word for word in {len(ids):,} articles: copied, or one source"
        yield clue(Kind.COPIED, words[first.article_id].words(first.place), reason, shared)


def _is_copied(passage: Passage, spoken: Mapping[str, Taken]) -> bool:
    place: Fragment = passage.place
    is_long = place.end - place.start >= _LEAST
    return is_long and not spoken[passage.article_id].overlaps(place)
