"""Sentences that are each other’s best counterparts and tell other names or numbers."""

from collections.abc import Iterator, Mapping, Sequence

from annotator.across.kinds import Kind, clue, listed
from annotator.across.material import ReadArticle
from annotator.across.told import told
from annotator.model.across import Across, Counterpart, Told, What
from annotator.model.clue import Clue, Passage

LEAST_ALIKE = 0.25
"""Score from which two sentences are taken for the same passage."""


def told_otherwise(
    articles: Sequence[ReadArticle], counterparts: Sequence[Counterpart]
) -> Iterator[Clue]:
    """A clue for each pair of mutually best sentences in which something of one sort differs.

    They are not shown without being asked for: most of them differ honestly.
    """
    by_id = {article.article_id: article for article in articles}
    best = _best(counterparts)
    every = Across(told=tuple(each for article in articles for each in told(article)))
    for one in counterparts:
        a, b = one.members
        if one.score < LEAST_ALIKE or one.near_identical:
            continue
        if best[a, b.article_id] != b or best[b, a.article_id] != a:
            continue
        here, there = every.differences(a, b)
        what = _same_sort(here, there)
        if what is None:
            continue
        values = [
            _words(by_id[a.article_id], here, what),
            _words(by_id[b.article_id], there, what),
        ]
        passages = [
            Passage(m.article_id, m.place, value)
            for m, value in zip(one.members, values, strict=True)
        ]
        reason = f"much alike, but {what}s differ: {listed(values)}"
        name = by_id[a.article_id].words(a.place)
        yield clue(Kind.PASSAGE, name, reason, passages, shown=False)


def _best(counterparts: Sequence[Counterpart]) -> Mapping[tuple[Passage, str], Passage]:
    """The best counterpart of each sentence in each other article; they come best first."""
    found: dict[tuple[Passage, str], Passage] = {}
    for one in counterparts:
        a, b = one.members
        found.setdefault((a, b.article_id), b)
        found.setdefault((b, a.article_id), a)
    return found


def _same_sort(here: Sequence[Told], there: Sequence[Told]) -> What | None:
    """The first sort of which each passage tells something that the other does not."""
    mine, theirs = {each.what for each in here}, {each.what for each in there}
    order = (What.NUMBER, What.PLACE, What.TIME, What.NAME)
    return next((what for what in order if what in mine and what in theirs), None)


def _words(article: ReadArticle, some: Sequence[Told], what: What) -> str:
    return ", ".join(dict.fromkeys(article.words(t.place) for t in some if t.what is what))
