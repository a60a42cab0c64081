"""What one article alone tells: names, numbers and quotations."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from annotator.across.material import ReadArticle
from annotator.across.utterances import Utterance
from annotator.model.across import OnlyHere
from annotator.model.clue import Passage
from annotator.model.span import Fragment
from annotator.suggest.names import NAME_TYPES

NAME, NUMBER, QUOTATION = "name", "number", "quotation"
_LEAST_WORDS = 4
"""Words of a quotation that is looked for elsewhere."""

Key = tuple[str, str]


def only_here(
    articles: Sequence[ReadArticle], said: Sequence[Utterance], matched: frozenset[int]
) -> tuple[OnlyHere, ...]:
    """What stands in one of several articles only, by article and text; each name once.

    `matched` are the numbers of those quoted passages that another article has, too.
    """
    if len(articles) < 2:
        return ()
    holders: dict[Key, set[int]] = defaultdict(set)
    places: dict[tuple[Key, int], tuple[Fragment, str]] = {}
    for number, article in enumerate(articles):
        for key, place, value in _told(article):
            holders[key].add(number)
            places.setdefault((key, number), (place, value))
    found = [
        (number, place, OnlyHere(key[0], Passage(articles[number].article_id, place, value)))
        for (key, number), (place, value) in places.items()
        if len(holders[key]) == 1
    ]
    found += _quotations(articles, said, matched)
    return tuple(one for _, _, one in sorted(found, key=lambda each: each[:2]))


def _told(article: ReadArticle) -> Iterator[tuple[Key, Fragment, str]]:
    for name in article.names:
        if name.type in NAME_TYPES:
            called = name.group or name.name
            yield (NAME, called.casefold()), name.place, called
    for amount in article.amounts:
        yield (NUMBER, amount.key), amount.place, article.words(amount.place)


def _quotations(
    articles: Sequence[ReadArticle], said: Sequence[Utterance], matched: frozenset[int]
) -> Iterator[tuple[int, Fragment, OnlyHere]]:
    """Whole quotations of which no sentence stands elsewhere, with their speakers."""
    elsewhere = {said[number].quotation for number in matched}
    words: dict[int, int] = defaultdict(int)
    for one in said:
        words[one.quotation] += len(one.words)
    seen: set[int] = set()
    for one in said:
        if one.quotation in elsewhere or one.quotation in seen:
            continue
        seen.add(one.quotation)
        if words[one.quotation] >= _LEAST_WORDS:
            passage = Passage(articles[one.article].article_id, one.place, one.speaker.words)
            yield one.article, one.place, OnlyHere(QUOTATION, passage)
